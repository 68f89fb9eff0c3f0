#include "trajectory/redact.h"

#include <stdlib.h>

static json_t *redact(json_t *value, const struct secrets *secrets);

static json_t *redact_object(json_t *object, const struct secrets *secrets)
{
	json_t *copy = json_object(), *item;
	const char *name;
	json_object_foreach(object, name, item)
	{
		json_object_set_new(copy, name, redact(item, secrets));
	}
	return copy;
}

static json_t *redact_array(json_t *array, const struct secrets *secrets)
{
	json_t *copy = json_array(), *item;
	size_t index;
	json_array_foreach(array, index, item)
	{
		json_array_append_new(copy, redact(item, secrets));
	}
	return copy;
}

static json_t *redact_text(json_t *value, const struct secrets *secrets)
{
	char *text = secrets_redact(secrets, json_string_value(value));
	json_t *copy = json_text_new(text);
	free(text);
	return copy;
}

static json_t *redact(json_t *value, const struct secrets *secrets)
{
	if (json_is_object(value))
		return redact_object(value, secrets);
	if (json_is_array(value))
		return redact_array(value, secrets);
	return json_is_string(value) ? redact_text(value, secrets) : json_incref(value);
}

json_t *json_redact(json_t *value, const struct secrets *secrets)
{
	return secrets && secrets->count > 0 ? redact(value, secrets) : json_incref(value);
}
