#include "config/nearest.h"

#include <string.h>

static size_t smaller(size_t a, size_t b)
{
	return a < b ? a : b;
}

/* Optimal string alignment (Damerau 1964, without overlapping swaps), by rows: `row[i][j]` is the
 * distance of the first bytes of a to the first j of b, for the last three lengths of a. */
size_t nearest_distance(const char *a, const char *b)
{
	size_t rows[3][NEAREST_LENGTH_MAXIMUM + 1];
	size_t a_length = strlen(a), b_length = strlen(b);
	if (a_length > NEAREST_LENGTH_MAXIMUM || b_length > NEAREST_LENGTH_MAXIMUM)
		return NEAREST_LENGTH_MAXIMUM + 1;
	for (size_t j = 0; j <= b_length; j++)
		rows[0][j] = j;
	for (size_t i = 1; i <= a_length; i++) {
		size_t *row = rows[i % 3], *above = rows[(i - 1) % 3], *before = rows[(i + 1) % 3];
		row[0] = i;
		for (size_t j = 1; j <= b_length; j++) {
			size_t changed = above[j - 1] + (a[i - 1] != b[j - 1]);
			row[j] = smaller(changed, smaller(above[j], row[j - 1]) + 1);
			if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
				row[j] = smaller(row[j], before[j - 2] + 1);
		}
	}
	return rows[a_length % 3][b_length];
}

/* A person mistypes about one letter in three at worst; short names must nearly agree. */
static size_t tolerance(const char *text)
{
	return strlen(text) < 3 ? 1 : strlen(text) / 3;
}

const char *nearest_name(const char *text, const char *const *names)
{
	const char *nearest = NULL;
	size_t least = tolerance(text) + 1;
	for (; *names; names++) {
		size_t distance = nearest_distance(text, *names);
		if (distance < least && distance < strlen(*names)) {
			least = distance;
			nearest = *names;
		} else if (!nearest && strlen(text) >= 3 && !strncmp(text, *names, strlen(text))) {
			nearest = *names;
		}
	}
	return nearest;
}
