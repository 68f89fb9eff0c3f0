#include "trajectory/criterion.h"

#include "base/bytes.h"
#include "base/memory.h"
#include "trajectory/step_json.h"

#include <stdlib.h>
#include <string.h>

void criterion_release(struct criterion *criterion)
{
	free(criterion->url);
	free(criterion->text);
	free(criterion->selector);
	free(criterion->js);
	for (size_t i = 0; criterion->shown && criterion->shown[i]; i++)
		free(criterion->shown[i]);
	free(criterion->shown);
	*criterion = (struct criterion){0};
}

bool criterion_is_empty(const struct criterion *criterion)
{
	return !criterion->url && !criterion->text && !criterion->selector && !criterion->js &&
	       !(criterion->shown && criterion->shown[0]) && !criterion->download;
}

/* ---- JSON ---- */

static void put_text(json_t *object, const char *name, const char *text)
{
	if (text)
		json_object_set_new(object, name, json_text_new(text));
}

json_t *criterion_to_json(const struct criterion *criterion)
{
	json_t *object = json_object();
	put_text(object, "url", criterion->url);
	put_text(object, "text", criterion->text);
	put_text(object, "selector", criterion->selector);
	put_text(object, "js", criterion->js);
	if (criterion->shown && criterion->shown[0]) {
		json_t *names = json_array();
		for (size_t i = 0; criterion->shown[i]; i++)
			json_array_append_new(names, json_text_new(criterion->shown[i]));
		json_object_set_new(object, "shown", names);
	}
	if (criterion->download)
		json_object_set_new(object, "download", json_true());
	if (criterion->proposed)
		json_object_set_new(object, "proposed", json_true());
	return object;
}

static int read_text(const json_t *object, const char *name, char **out, struct error *error)
{
	const char *text;
	int rc = json_read_text(object, name, NULL, &text, error);
	if (rc == 0)
		*out = memory_copy_text(text);
	return rc;
}

static int read_flag(const json_t *object, const char *name, bool *out, struct error *error)
{
	const json_t *value = json_object_get(object, name);
	if (value && !json_is_boolean(value))
		return error_set(error, ERROR_INPUT,
			"'%s' of the criterion is neither true nor false.", name);
	*out = json_is_true(value);
	return 0;
}

static int read_shown(struct criterion *criterion, const json_t *object, struct error *error)
{
	const json_t *names = json_object_get(object, "shown");
	size_t index;
	json_t *name;
	if (!names)
		return 0;
	if (!json_is_array(names))
		return error_set(error, ERROR_INPUT, "'shown' of the criterion is not a list.");
	criterion->shown = memory_new(json_array_size(names) + 1, sizeof(*criterion->shown));
	json_array_foreach(names, index, name)
	{
		if (!json_is_string(name))
			return error_set(error, ERROR_INPUT,
				"'shown' of the criterion holds something that is no name.");
		criterion->shown[index] = memory_copy_text(json_string_value(name));
	}
	return 0;
}

int criterion_from_json(struct criterion *criterion, const json_t *value, struct error *error)
{
	*criterion = (struct criterion){0};
	if (!json_is_object(value))
		return error_set(error, ERROR_INPUT, "'criterion' is not an object.");
	int rc = read_text(value, "url", &criterion->url, error);
	if (rc == 0)
		rc = read_text(value, "text", &criterion->text, error);
	if (rc == 0)
		rc = read_text(value, "selector", &criterion->selector, error);
	if (rc == 0)
		rc = read_text(value, "js", &criterion->js, error);
	if (rc == 0)
		rc = read_shown(criterion, value, error);
	if (rc == 0)
		rc = read_flag(value, "download", &criterion->download, error);
	if (rc == 0)
		rc = read_flag(value, "proposed", &criterion->proposed, error);
	if (rc)
		criterion_release(criterion);
	return rc;
}

/* ---- in words ---- */

static void add_part(struct bytes *out, const char *before, const char *text, const char *after)
{
	bytes_format(out, NULL, "%s%s%s%s", out->length ? " and " : "", before, text, after);
}

char *criterion_describe(const struct criterion *criterion)
{
	struct bytes out;
	bytes_init(&out, SIZE_MAX / 4);
	if (criterion->text)
		add_part(&out, "the page shows \"", criterion->text, "\"");
	for (size_t i = 0; criterion->shown && criterion->shown[i]; i++)
		add_part(&out, "the page shows the value of ", criterion->shown[i], "");
	if (criterion->url)
		add_part(&out, "its address is like ", criterion->url, "");
	if (criterion->selector)
		add_part(&out, "it has a visible ", criterion->selector, "");
	if (criterion->js)
		add_part(&out, "", criterion->js, " is true in it");
	if (criterion->download)
		add_part(&out, "a download has completed", "", "");
	if (out.length == 0)
		bytes_append_text(&out, "nothing tells success", NULL);
	return bytes_take(&out);
}
