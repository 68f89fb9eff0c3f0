#include "trajectory/parameters.h"

#include "base/memory.h"
#include "base/text.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

enum { NAME_MAXIMUM_BYTES = 40 };

void parameters_init(struct parameters *parameters)
{
	*parameters = (struct parameters){0};
}

void parameters_release(struct parameters *parameters)
{
	for (size_t i = 0; i < parameters->count; i++) {
		free(parameters->items[i].name);
		free(parameters->items[i].value);
		free(parameters->items[i].field);
	}
	free(parameters->items);
	parameters_init(parameters);
}

static bool name_is_safe(const char *name)
{
	if (!islower((unsigned char)name[0]) || strlen(name) > NAME_MAXIMUM_BYTES)
		return false;
	for (const char *c = name; *c; c++)
		if (!islower((unsigned char)*c) && !isdigit((unsigned char)*c) && *c != '_')
			return false;
	return true;
}

static void append(struct parameters *parameters, const char *name, const char *value,
	const char *field, bool is_list)
{
	size_t count = parameters->count;
	parameters->items = memory_resize(parameters->items, count + 1, sizeof(*parameters->items));
	parameters->items[count] = (struct parameter){
		.name = memory_copy_text(name),
		.value = memory_copy_text(value ? value : ""),
		.field = memory_copy_text(field ? field : ""),
		.is_list = is_list,
	};
	parameters->count++;
}

int parameters_add(struct parameters *parameters, const char *name, const char *value,
	const char *field, bool is_list, struct error *error)
{
	if (!name || !name_is_safe(name))
		return error_set(error, ERROR_USAGE,
			"'%s' cannot name a parameter: use up to %d lower-case letters, digits "
			"and '_', beginning with a letter.",
			name ? name : "", NAME_MAXIMUM_BYTES);
	if (parameters_find(parameters, name))
		return error_set(error, ERROR_USAGE, "The parameter '%s' is given twice.", name);
	append(parameters, name, value, field, is_list);
	return 0;
}

const struct parameter *parameters_find(const struct parameters *parameters, const char *name)
{
	for (size_t i = 0; i < parameters->count; i++)
		if (strcmp(parameters->items[i].name, name) == 0)
			return &parameters->items[i];
	return NULL;
}

void parameters_copy(struct parameters *copy, const struct parameters *parameters)
{
	parameters_init(copy);
	for (size_t i = 0; i < parameters->count; i++) {
		const struct parameter *item = &parameters->items[i];
		append(copy, item->name, item->value, item->field, item->is_list);
	}
}

json_t *parameters_to_json(const struct parameters *parameters)
{
	json_t *list = json_array();
	for (size_t i = 0; i < parameters->count; i++) {
		const struct parameter *item = &parameters->items[i];
		json_t *value = json_object();
		json_object_set_new(value, "name", json_text_new(item->name));
		json_object_set_new(value, "value", json_text_new(item->value));
		json_object_set_new(value, "field", json_text_new(item->field));
		if (item->is_list)
			json_object_set_new(value, "list", json_true());
		json_array_append_new(list, value);
	}
	return list;
}

int parameters_from_json(struct parameters *parameters, const json_t *value, struct error *error)
{
	size_t index;
	json_t *item;
	parameters_init(parameters);
	if (!json_is_array(value))
		return error_set(error, ERROR_INPUT, "'parameters' is not a list.");
	json_array_foreach(value, index, item)
	{
		const char *name = json_text_at(item, "name", NULL);
		const char *text = json_text_at(item, "value", NULL);
		int rc = name && text
				 ? parameters_add(parameters, name, text,
					   json_text_at(item, "field", ""),
					   json_bool_at(item, "list", false), error)
				 : error_set(error, ERROR_INPUT,
					   "parameter %zu has no 'name' or no 'value'.", index);
		if (rc) {
			parameters_release(parameters);
			return rc == ERROR_USAGE && error ? (int)(error->code = ERROR_INPUT)
							  : ERROR_INPUT;
		}
	}
	return 0;
}

int parameters_parse_setting(
	struct parameters *parameters, const char *setting, struct error *error)
{
	const char *equals = strchr(setting, '=');
	if (!equals || equals == setting)
		return error_set(error, ERROR_USAGE,
			"'%s' does not set a parameter: write name=value.", setting);
	char *name = memory_copy_span(setting, (size_t)(equals - setting));
	int rc = parameters_add(parameters, name, equals + 1, "", false, error);
	free(name);
	return rc;
}

/* ---- names from labels ---- */

/* A Latin letter without its accent; 0 where there is none. */
static char plain_letter(uint32_t character)
{
	static const struct {
		uint16_t first, last;
		char letter;
	} accents[] = {{0xe0, 0xe6, 'a'}, {0xe7, 0xe7, 'c'}, {0xe8, 0xeb, 'e'}, {0xec, 0xef, 'i'},
		{0xf1, 0xf1, 'n'}, {0xf2, 0xf6, 'o'}, {0xf8, 0xf8, 'o'}, {0xf9, 0xfc, 'u'},
		{0xfd, 0xff, 'y'}, {0xdf, 0xdf, 's'}, {0x100, 0x105, 'a'}, {0x106, 0x10d, 'c'},
		{0x10e, 0x111, 'd'}, {0x112, 0x11b, 'e'}, {0x11c, 0x123, 'g'}, {0x128, 0x131, 'i'},
		{0x139, 0x142, 'l'}, {0x143, 0x148, 'n'}, {0x14c, 0x151, 'o'}, {0x152, 0x153, 'o'},
		{0x154, 0x159, 'r'}, {0x15a, 0x161, 's'}, {0x162, 0x167, 't'}, {0x168, 0x173, 'u'},
		{0x176, 0x178, 'y'}, {0x179, 0x17e, 'z'}};
	for (size_t i = 0; i < sizeof(accents) / sizeof(*accents); i++)
		if (character >= accents[i].first && character <= accents[i].last)
			return accents[i].letter;
	return 0;
}

static char name_letter(uint32_t character)
{
	character = text_fold_character(character);
	if (character < 0x80)
		return isalnum((int)character) ? (char)character : '_';
	return plain_letter(character);
}

/* What labels add in brackets ("(required)") is no part of the name. */
static size_t label_length(const char *label)
{
	size_t length = strcspn(label, "([{\n");
	return length > 0 ? length : strlen(label);
}

static void strip_underscores(char *name)
{
	size_t length = strlen(name);
	if (length > NAME_MAXIMUM_BYTES) {
		length = NAME_MAXIMUM_BYTES;
		name[length] = 0;
		char *last = strrchr(name, '_');
		if (last && last - name > NAME_MAXIMUM_BYTES / 2)
			*last = 0;
	}
	for (length = strlen(name); length > 0 && name[length - 1] == '_'; length--)
		name[length - 1] = 0;
}

char *parameter_name_new(const char *label, const char *fallback)
{
	const char *cursor = label, *end = label + label_length(label);
	char *name = memory_new(strlen(label) + 1, 1), *out = name;
	while (cursor < end) {
		char letter = name_letter(text_next(&cursor, end));
		bool may_start = letter >= 'a' && letter <= 'z';
		if (letter == 0 || (out == name && !may_start) || (letter == '_' && out[-1] == '_'))
			continue;
		*out++ = letter;
	}
	*out = 0;
	strip_underscores(name);
	if (*name)
		return name;
	free(name);
	return memory_copy_text(fallback);
}
