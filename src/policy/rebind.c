#include "policy/rebind.h"

#include "base/memory.h"
#include "base/secrets.h"
#include "trajectory/value.h"

#include <stdlib.h>

static bool is_secret(const char *text)
{
	const char *name;
	size_t length;
	return secret_placeholder_parse(text, &name, &length);
}

char *rebind(const struct binding *binding, const struct replacement *item, const char *text,
	const char *field)
{
	size_t start, length;
	text = text ? text : "";
	if (is_secret(text))
		return memory_copy_text(text);
	if (!item || !value_find(text, 0, item->from, &start, &length))
		return binding_apply_to_field(binding, text, field, NULL);
	char *head = memory_copy_span(text, start);
	char *before = binding_apply(binding, head, NULL);
	char *after = rebind(binding, item, text + start + length, field);
	char *whole = memory_format("%s%s%s", before, item->to, after);
	free(head);
	free(before);
	free(after);
	return whole;
}
