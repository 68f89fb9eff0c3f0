#include "chart/sparkline.h"

#include "base/memory.h"

#include <math.h>
#include <string.h>

static const char *const blocks[] = {"▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
static const char *const digits[] = {"0", "1", "2", "3", "4", "5", "6", "7", "8", "9"};

enum { BLOCKS = sizeof blocks / sizeof *blocks, DIGITS = sizeof digits / sizeof *digits };

static size_t level_of(double value, size_t levels)
{
	return (size_t)lround(fmin(fmax(value, 0), 1) * (double)(levels - 1));
}

char *sparkline(const double *values, size_t count, size_t width, bool utf8)
{
	size_t shown = count < width ? count : width;
	char *line = memory_new(shown * strlen(blocks[0]) + 1, 1), *at = line;
	for (size_t i = count - shown; i < count; i++) {
		if (isnan(values[i]))
			at = stpcpy(at, " ");
		else if (utf8)
			at = stpcpy(at, blocks[level_of(values[i], BLOCKS)]);
		else
			at = stpcpy(at, digits[level_of(values[i], DIGITS)]);
	}
	return line;
}
