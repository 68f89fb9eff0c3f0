#include "policy/encode_format.h"

#include "base/secrets.h"
#include "base/text.h"
#include "trajectory/value.h"

#include <ctype.h>
#include <string.h>

/* ---- what a field asks for ---- */

/* The order in which a placeholder or hint asks for a date: "DD/MM/YYYY". */
static enum date_style style_asked(const char *text)
{
	static const struct {
		const char *pattern;
		enum date_style style;
	} patterns[] = {{"yyyy-mm-dd", DATE_ISO}, {"jjjj-mm-tt", DATE_ISO},
		{"dd.mm.yyyy", DATE_DOTTED}, {"tt.mm.jjjj", DATE_DOTTED},
		{"mm/dd/yyyy", DATE_US_SLASHED}, {"mm/dd/yy", DATE_US_SLASHED},
		{"dd/mm/yyyy", DATE_EU_SLASHED}, {"jj/mm/aaaa", DATE_EU_SLASHED}};
	for (size_t i = 0; i < sizeof(patterns) / sizeof(*patterns); i++)
		if (strcasestr(text, patterns[i].pattern))
			return patterns[i].style;
	return DATE_STYLE_COUNT;
}

struct text_format format_of_field(const struct element *element)
{
	static const struct {
		const char *type;
		enum text_form form;
	} forms[] = {{"date", FORM_DATE}, {"month", FORM_MONTH}, {"week", FORM_WEEK},
		{"time", FORM_TIME}, {"datetime-local", FORM_DATE_TIME}, {"number", FORM_NUMBER},
		{"range", FORM_NUMBER}, {"color", FORM_COLOR}};
	struct text_format format = {FORM_PLAIN, DATE_STYLE_COUNT};
	for (size_t i = 0; i < sizeof(forms) / sizeof(*forms); i++)
		if (strcmp(element->type, forms[i].type) == 0)
			format.form = forms[i].form;
	if (format.form != FORM_PLAIN)
		return format;
	format.style = style_asked(element->placeholder);
	if (format.style == DATE_STYLE_COUNT)
		format.style = style_asked(element->hint);
	if (format.style == DATE_STYLE_COUNT)
		format.style = style_asked(element->name);
	if (format.style == DATE_STYLE_COUNT && strcmp(element->role, "spinbutton") == 0)
		format.form = FORM_NUMBER;
	return format;
}

bool formats_equal(struct text_format a, struct text_format b)
{
	return a.form == b.form && a.style == b.style;
}

/* ---- dates and times ---- */

static bool full_date(const char *text, struct date *date)
{
	return value_date(text, date) && date->year > 0 && date->day > 0;
}

static const char *write_date(const char *text, enum date_style style, struct arena *arena)
{
	struct date date;
	char written[DATE_TEXT_SIZE];
	if (!full_date(text, &date))
		return NULL;
	date_format(&date, style, written);
	return arena_copy_text(arena, written);
}

static const char *write_month(const char *text, struct arena *arena)
{
	struct date date;
	size_t start, length;
	text += strspn(text, " ");
	if (!date_find_month(text, 0, &date, &start, &length) || start != 0 ||
		!text_is_blank(text + length) || date.year <= 0)
		return NULL;
	return arena_format(arena, "%04d-%02d", date.year, date.month);
}

struct time_of_day {
	int hour, minute;
	size_t length; /* bytes read */
};

static bool read_half(const char *text, struct time_of_day *time)
{
	static const char *const halves[] = {"am", "pm", "a.m.", "p.m."};
	const char *at = text + strspn(text, " ");
	for (size_t i = 0; i < 4; i++) {
		size_t length = strlen(halves[i]);
		if (strncasecmp(at, halves[i], length) != 0 || isalnum((unsigned char)at[length]))
			continue;
		if (time->hour < 1 || time->hour > 12)
			return false;
		time->hour = time->hour % 12 + (i % 2 ? 12 : 0);
		time->length += (size_t)(at - text) + length;
		return true;
	}
	return false;
}

/* "10:30", "9:05 pm", "2 pm" at this place. */
static bool read_time(const char *text, struct time_of_day *time)
{
	size_t digits = strspn(text, "0123456789");
	*time = (struct time_of_day){0, 0, digits};
	if (digits < 1 || digits > 2)
		return false;
	for (size_t i = 0; i < digits; i++)
		time->hour = 10 * time->hour + (text[i] - '0');
	bool minutes = text[digits] == ':' && isdigit((unsigned char)text[digits + 1]) &&
		       isdigit((unsigned char)text[digits + 2]);
	if (minutes) {
		time->minute = 10 * (text[digits + 1] - '0') + (text[digits + 2] - '0');
		time->length += 3;
	}
	bool half = read_half(text + time->length, time);
	return (minutes || half) && time->hour < 24 && time->minute < 60;
}

static const char *write_time(const char *text, struct arena *arena)
{
	struct time_of_day time;
	text += strspn(text, " ");
	if (!read_time(text, &time) || !text_is_blank(text + time.length))
		return NULL;
	return arena_format(arena, "%02d:%02d", time.hour, time.minute);
}

/* A date and, before or behind it, a time. */
static const char *write_date_time(const char *text, struct arena *arena)
{
	struct date date;
	enum date_style style;
	struct time_of_day time;
	size_t start, length;
	if (!date_find(text, 0, &date, &style, &start, &length))
		return NULL;
	for (size_t at = 0; text[at]; at++) {
		bool inside = at >= start && at < start + length;
		bool begins = at == 0 || !isalnum((unsigned char)text[at - 1]);
		if (!inside && begins && read_time(text + at, &time))
			return arena_format(arena, "%04d-%02d-%02dT%02d:%02d", date.year,
				date.month, date.day, time.hour, time.minute);
	}
	return NULL;
}

/* "2027-W05" */
static const char *keep_week(const char *text)
{
	static const char form[] = "0000-W00";
	for (size_t i = 0; i < sizeof(form) - 1; i++)
		if (form[i] == '0' ? !isdigit((unsigned char)text[i]) : text[i] != form[i])
			return NULL;
	int week = 10 * (text[6] - '0') + (text[7] - '0');
	return !text[8] && week >= 1 && week <= 53 ? text : NULL;
}

/* ---- numbers and colors ---- */

/* Digits with a sign, thousands separators and decimals; or a number word. */
static const char *write_number(const char *text, struct arena *arena)
{
	char plain[32];
	size_t length = 0, digits = 0;
	long number;
	const char *at = text + strspn(text, " ");
	if (value_number(at, &number))
		return arena_format(arena, "%ld", number);
	if (*at == '-' || *at == '+')
		plain[length++] = *at++;
	for (; *at && length < sizeof(plain) - 1; at++) {
		bool grouping = *at == ',' && digits > 0 && strspn(at + 1, "0123456789") == 3;
		if (grouping)
			continue;
		if (!isdigit((unsigned char)*at) && *at != '.')
			return NULL;
		digits += isdigit((unsigned char)*at) != 0;
		plain[length++] = *at;
	}
	plain[length] = 0;
	bool points = strchr(plain, '.') != strrchr(plain, '.');
	return digits > 0 && !points && !*at ? arena_copy_text(arena, plain) : NULL;
}

static const char *write_color(const char *text, struct arena *arena)
{
	static const struct {
		const char *name, *code;
	} colors[] = {{"black", "#000000"}, {"white", "#ffffff"}, {"red", "#ff0000"},
		{"lime", "#00ff00"}, {"green", "#008000"}, {"blue", "#0000ff"},
		{"yellow", "#ffff00"}, {"cyan", "#00ffff"}, {"aqua", "#00ffff"},
		{"magenta", "#ff00ff"}, {"fuchsia", "#ff00ff"}, {"gray", "#808080"},
		{"grey", "#808080"}, {"silver", "#c0c0c0"}, {"maroon", "#800000"},
		{"olive", "#808000"}, {"purple", "#800080"}, {"teal", "#008080"},
		{"navy", "#000080"}, {"orange", "#ffa500"}, {"pink", "#ffc0cb"},
		{"brown", "#a52a2a"}};
	for (size_t i = 0; i < sizeof(colors) / sizeof(*colors); i++)
		if (text_equal_normalized(text, colors[i].name))
			return colors[i].code;
	const char *digits = text + (*text == '#');
	if (strlen(digits) == 6 && strspn(digits, "0123456789abcdefABCDEF") == 6)
		return arena_format(arena, "#%s", digits);
	return NULL;
}

const char *format_text(struct text_format format, const char *text, struct arena *arena)
{
	const char *name;
	size_t length;
	bool secret = secret_placeholder_parse(text, &name, &length);
	switch (secret ? FORM_PLAIN : format.form) {
	case FORM_DATE:
		return write_date(text, DATE_ISO, arena);
	case FORM_MONTH:
		return write_month(text, arena);
	case FORM_WEEK:
		return keep_week(text);
	case FORM_TIME:
		return write_time(text, arena);
	case FORM_DATE_TIME:
		return write_date_time(text, arena);
	case FORM_NUMBER:
		return write_number(text, arena);
	case FORM_COLOR:
		return write_color(text, arena);
	default:
		break;
	}
	const char *date =
		format.style < DATE_STYLE_COUNT ? write_date(text, format.style, arena) : NULL;
	return date ? date : text;
}
