#include "observation/wire.h"

#include "base/text.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

enum { PATH_MAXIMUM = 4000, PATH_DEPTH = 2048, FIELDS_MAXIMUM = 40 };

/* What many elements have in common. */
struct kind {
	const char *tag, *role, *type;
	uint16_t operations;
};

struct reader {
	struct frame_report *report;
	struct arena *arena;
	char *fields[FIELDS_MAXIMUM];
	size_t field_count;
	char path[PATH_MAXIMUM + 1]; /* of the last element */
	uint16_t ends[PATH_DEPTH];   /* where each of its parts ends */
	size_t depth;
	size_t whole_depth; /* with the parts that had no room */
	struct kind *kinds;
	size_t kind_count;
	uint32_t last_id; /* of the last element, and its group */
	int last_group;
	const char *fragment_base;
	struct option *options; /* of all elements, in order */
	size_t option_count;
	bool ended;
};

/* Fields end where they are: the divider becomes the NUL. */
static void split(struct reader *reader, char *line)
{
	reader->field_count = 0;
	while (line && reader->field_count < FIELDS_MAXIMUM) {
		reader->fields[reader->field_count++] = line;
		line = strchr(line, '`');
		if (line)
			*line++ = 0;
	}
}

static void unescape(char *text)
{
	for (text += strcspn(text, "\x01\x02"); *text; text += strcspn(text, "\x01\x02"))
		*text = *text == 1 ? '`' : '\n';
}

static const char *text_field(struct reader *reader, size_t index)
{
	if (index >= reader->field_count)
		return "";
	unescape(reader->fields[index]);
	return reader->fields[index];
}

/* A field that has the limit of names. */
static const char *cut_field(struct reader *reader, char *text)
{
	unescape(text);
	size_t length = strlen(text);
	if (length > OBSERVATION_NAME_MAXIMUM) {
		text[text_cut(text, length, OBSERVATION_NAME_MAXIMUM)] = 0;
		reader->report->long_texts++;
	}
	return text;
}

static long integer_field(struct reader *reader, size_t index)
{
	return index < reader->field_count ? strtol(reader->fields[index], NULL, 10) : 0;
}

static float pixel_field(struct reader *reader, size_t index)
{
	return index < reader->field_count ? strtof(reader->fields[index], NULL) : 0;
}

static void read_document(struct reader *reader)
{
	struct frame_report *report = reader->report;
	report->base = (uint32_t)integer_field(reader, 1);
	report->index = (int)integer_field(reader, 2);
	report->width_px = (int)integer_field(reader, 3);
	report->height_px = (int)integer_field(reader, 4);
	report->scroll_y_px = (double)integer_field(reader, 5);
	report->scroll_height_px = (double)integer_field(reader, 6);
	report->language = text_field(reader, 7);
	report->title = text_field(reader, 8);
}

static int group_field(const struct frame_report *report, long value)
{
	return value >= 0 && (size_t)value < report->group_count ? (int)value : -1;
}

static void read_group(struct reader *reader)
{
	struct frame_report *report = reader->report;
	struct group *group = &report->groups[report->group_count];
	group->kind = text_field(reader, 1);
	group->parent = (int16_t)group_field(report, integer_field(reader, 2));
	group->name = reader->field_count > 3 ? cut_field(reader, reader->fields[3]) : "";
	report->group_count++;
}

/* Appends one part of a path, "main:1", or ":1" of the element's own tag; false if there is no room. */
static bool append_part(struct reader *reader, const char *tag, const char *part, size_t length)
{
	size_t end = reader->depth ? reader->ends[reader->depth - 1] : 0;
	size_t tag_length = *part == ':' ? strlen(tag) : 0;
	if (end + tag_length + length + 1 > PATH_MAXIMUM || reader->depth == PATH_DEPTH)
		return false;
	if (end)
		reader->path[end++] = '>';
	memcpy(reader->path + end, tag, tag_length);
	end += tag_length;
	memcpy(reader->path + end, part, length);
	reader->ends[reader->depth++] = (uint16_t)(end + length);
	return true;
}

/* Appends "body>main:1>:2" to what is kept of the last path. */
static const char *next_path(
	struct reader *reader, const char *kept, const char *rest, const char *tag)
{
	size_t whole = reader->whole_depth;
	size_t keeps = *kept ? strtoul(kept, NULL, 10) : whole - (whole > 0);
	bool has_room = true;
	if (keeps < reader->depth)
		reader->depth = keeps;
	reader->whole_depth = keeps;
	while (*rest) {
		size_t part = strcspn(rest, ">");
		has_room = has_room && append_part(reader, tag, rest, part);
		reader->whole_depth++;
		rest += part + (rest[part] == '>');
	}
	return arena_copy_span(
		reader->arena, reader->path, reader->depth ? reader->ends[reader->depth - 1] : 0);
}

/* Fields that most elements lack begin with a letter. */
static const struct {
	char key;
	size_t offset;
} extra_fields[] = {
	{'v', offsetof(struct element, value)},
	{'p', offsetof(struct element, placeholder)},
	{'i', offsetof(struct element, hint)},
	{'h', offsetof(struct element, href)},
	{'s', offsetof(struct element, locators.test_id)},
	{'d', offsetof(struct element, locators.dom_id)},
	{'n', offsetof(struct element, locators.dom_name)},
	{'c', offsetof(struct element, locators.classes)},
};

/* A fragment of the base, which was written once. */
static const char *fragment_address(struct reader *reader, const char *fragment)
{
	size_t base = strlen(reader->fragment_base), length = strlen(fragment);
	char *text = arena_take(reader->arena, base + length + 1, 1);
	if (!text)
		return "";
	memcpy(text, reader->fragment_base, base);
	memcpy(text + base, fragment, length + 1);
	return cut_field(reader, text);
}

static void read_extra(
	struct reader *reader, struct element *element, const char **more, char *field)
{
	if (field[0] == 'm') {
		unescape(field);
		*more = field + 1;
	}
	if (field[0] == 'f')
		element->href = fragment_address(reader, field + 1);
	for (size_t i = 0; i < sizeof extra_fields / sizeof *extra_fields; i++)
		if (field[0] == extra_fields[i].key) {
			const char *text = cut_field(reader, field + 1);
			memcpy((char *)element + extra_fields[i].offset, &text, sizeof text);
		}
	if (field[0] == 'p' && !element->placeholder[0])
		element->placeholder = element->name;
}

static int read_kind(struct reader *reader)
{
	size_t number = (size_t)integer_field(reader, 1);
	if (number >= reader->kind_count)
		return ERROR_PROTOCOL;
	reader->kinds[number] = (struct kind){.tag = text_field(reader, 2),
		.role = text_field(reader, 3),
		.type = text_field(reader, 4),
		.operations = (uint16_t)integer_field(reader, 5)};
	return 0;
}

void element_clear(struct element *element)
{
	*element = (struct element){.group = -1,
		.role = "",
		.name = "",
		.value = "",
		.tag = "",
		.type = "",
		.placeholder = "",
		.hint = "",
		.href = "",
		.context = "",
		.locators = {"", "", "", "", ""}};
}

enum { ID = 1, GROUP, KIND, STATE, X, Y, WIDTH, HEIGHT, KEPT, PATH, NAME };

/* What is left out is as with the element before. */
static void read_place(struct reader *reader, struct element *element)
{
	const char *id = reader->fields[ID];
	reader->last_id = *id ? (uint32_t)strtoul(id, NULL, 10) : reader->last_id + 1;
	if (reader->fields[GROUP][0])
		reader->last_group = group_field(reader->report, integer_field(reader, GROUP));
	element->id = reader->last_id;
	element->group = (int16_t)reader->last_group;
	element->state = (uint32_t)integer_field(reader, STATE);
	element->x = pixel_field(reader, X);
	element->y = pixel_field(reader, Y);
	element->width = pixel_field(reader, WIDTH);
	element->height = pixel_field(reader, HEIGHT);
}

static int read_element(struct reader *reader)
{
	struct frame_report *report = reader->report;
	struct element *element = &report->elements[report->element_count];
	const char **more = &report->more[report->element_count];
	if (reader->field_count <= NAME)
		return ERROR_PROTOCOL;
	size_t index = strtoul(reader->fields[KIND], NULL, 10);
	if (index >= reader->kind_count || !reader->kinds[index].tag)
		return ERROR_PROTOCOL;
	const struct kind *kind = &reader->kinds[index];
	element_clear(element);
	*more = "";
	read_place(reader, element);
	element->operations = kind->operations;
	element->tag = kind->tag;
	element->role = kind->role;
	element->type = kind->type;
	const char *rest = text_field(reader, PATH);
	element->locators.path = next_path(reader, reader->fields[KEPT], rest, kind->tag);
	element->name = cut_field(reader, reader->fields[NAME]);
	for (size_t i = NAME + 1; i < reader->field_count; i++)
		read_extra(reader, element, more, reader->fields[i]);
	report->element_count++;
	return element->locators.path ? 0 : ERROR_LIMIT;
}

/* Options follow their element, and so share one array in order. */
static void read_option(struct reader *reader)
{
	struct frame_report *report = reader->report;
	if (!report->element_count)
		return;
	struct element *element = &report->elements[report->element_count - 1];
	if (element->option_count == OBSERVATION_OPTIONS_MAXIMUM)
		return;
	struct option *option = &reader->options[reader->option_count++];
	if (!element->option_count++)
		element->options = option;
	long flags = integer_field(reader, 1);
	option->label = reader->field_count > 2 ? cut_field(reader, reader->fields[2]) : "";
	option->value = option->label;
	if (reader->field_count > 3)
		option->value = cut_field(reader, reader->fields[3]);
	option->selected = flags & 1;
	option->disabled = flags & 2;
}

static void read_slot(struct reader *reader)
{
	struct frame_report *report = reader->report;
	report->slots[report->slot_count++] = (struct frame_slot){
		.element = report->element_count,
		.index = (int)integer_field(reader, 1),
		.group = group_field(report, integer_field(reader, 2)),
		.state = (uint32_t)integer_field(reader, 3),
		.x = pixel_field(reader, 4),
		.y = pixel_field(reader, 5),
		.width = pixel_field(reader, 6),
		.height = pixel_field(reader, 7),
		.name = text_field(reader, 8),
	};
}

static void read_cut(struct reader *reader)
{
	struct frame_report *report = reader->report;
	report->cuts[report->cut_count++] = (struct cut){.what = text_field(reader, 1),
		.kept = (size_t)integer_field(reader, 2),
		.total = (size_t)integer_field(reader, 3)};
}

static int read_line(struct reader *reader, char *line, struct error *error)
{
	split(reader, line);
	int problem = 0;
	switch (line[0]) {
	case 'd':
		read_document(reader);
		break;
	case 'g':
		read_group(reader);
		break;
	case 'k':
		problem = read_kind(reader);
		break;
	case 'b':
		reader->fragment_base = text_field(reader, 1);
		break;
	case 'e':
		problem = read_element(reader);
		break;
	case 'o':
		read_option(reader);
		break;
	case 'f':
		read_slot(reader);
		break;
	case 'h':
		reader->report->hosts[reader->report->host_count++] =
			(uint32_t)integer_field(reader, 1);
		break;
	case 'q':
		reader->report->question_count = (size_t)integer_field(reader, 1);
		break;
	case 'c':
		read_cut(reader);
		break;
	case 'z':
		reader->ended = true;
		break;
	default:
		problem = ERROR_PROTOCOL;
	}
	if (problem == ERROR_LIMIT)
		return error_set(
			error, ERROR_LIMIT, "The page has more text than an observation holds.");
	if (problem)
		return error_set(error, ERROR_PROTOCOL, "The page's report has a malformed line.");
	return 0;
}

/* How many lines of each kind there are, so that each array is taken once. */
static void count_lines(const char *text, size_t length, size_t counts[static 256])
{
	const char *end = text + length;
	while (text < end) {
		counts[(unsigned char)*text]++;
		const char *line_end = memchr(text, '\n', (size_t)(end - text));
		text = line_end ? line_end + 1 : end;
	}
}

static bool take_arrays(struct reader *reader, const size_t counts[static 256])
{
	struct frame_report *report = reader->report;
	struct arena *arena = reader->arena;
	report->elements = arena_take(arena, counts['e'] + 1, sizeof *report->elements);
	report->more = arena_take(arena, counts['e'] + 1, sizeof *report->more);
	report->groups = arena_take(arena, counts['g'] + 1, sizeof *report->groups);
	report->slots = arena_take(arena, counts['f'] + 1, sizeof *report->slots);
	report->hosts = arena_take(arena, counts['h'] + 1, sizeof *report->hosts);
	report->cuts = arena_take(arena, counts['c'] + 1, sizeof *report->cuts);
	reader->options = arena_take(arena, counts['o'] + 1, sizeof *reader->options);
	reader->kind_count = counts['k'];
	reader->kinds = arena_take(arena, counts['k'] + 1, sizeof *reader->kinds);
	return reader->kinds && report->elements && report->more && report->groups &&
	       report->slots && report->hosts && report->cuts && reader->options;
}

int wire_read(struct frame_report *report, const char *text, size_t length, struct arena *arena,
	struct error *error)
{
	struct reader reader = {
		.report = report, .arena = arena, .last_group = -1, .fragment_base = ""};
	size_t counts[256] = {0};
	*report = (struct frame_report){.index = -1, .language = "", .title = ""};
	count_lines(text, length, counts);
	char *line = arena_copy_span(arena, text, length);
	if (!line || !take_arrays(&reader, counts))
		return error_set(error, ERROR_LIMIT,
			"The page's report of %zu bytes does not fit into an observation.", length);
	while (*line && !reader.ended) {
		char *end = strchr(line, '\n');
		if (!end)
			break;
		*end = 0;
		int problem = read_line(&reader, line, error);
		if (problem)
			return problem;
		line = end + 1;
	}
	if (!reader.ended)
		return error_set(error, ERROR_PROTOCOL, "The page's report breaks off.");
	return 0;
}
