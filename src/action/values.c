#include "action/values.h"

#include "base/text.h"
#include "base/url.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { DISTANCE_MAXIMUM_PX = 1000000 };

bool value_as_id(const char *value, uint32_t *id)
{
	char *end;
	if (value[0] < '0' || value[0] > '9')
		return false;
	unsigned long number = strtoul(value, &end, 10);
	*id = (uint32_t)number;
	return *end == 0 && number <= UINT32_MAX;
}

bool value_as_switch(const char *value, bool *on)
{
	*on = strcmp(value, "on") == 0 || strcmp(value, "true") == 0;
	return *on || strcmp(value, "off") == 0 || strcmp(value, "false") == 0;
}

static bool is_distance(double number)
{
	return isfinite(number) && fabs(number) <= DISTANCE_MAXIMUM_PX;
}

bool value_as_distance(const char *value, double *dx_px, double *dy_px)
{
	char *end;
	*dx_px = strtod(value, &end);
	if (end == value || *end != ',')
		return false;
	const char *second = end + 1;
	*dy_px = strtod(second, &end);
	return end != second && *end == 0 && is_distance(*dx_px) && is_distance(*dy_px);
}

bool value_as_answer(const char *value, bool *accept, const char **text)
{
	bool accepts = strcmp(value, "accept") == 0 || text_starts_with(value, "accept:");
	if (accept)
		*accept = accepts;
	if (text)
		*text = accepts && value[6] == ':' ? value + 7 : NULL;
	return accepts || strcmp(value, "dismiss") == 0;
}

bool value_is_address(const char *value)
{
	static const char *const schemes[] = {"http", "https", "file", "data", "about"};
	struct url url;
	if (!url_split(value, &url))
		return false;
	for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++)
		if (strlen(schemes[i]) == url.scheme.length &&
			strncasecmp(schemes[i], url.scheme.start, url.scheme.length) == 0)
			return true;
	return false;
}
