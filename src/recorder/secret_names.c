#include "recorder/secret_names.h"

#include "base/memory.h"

#include <stdlib.h>
#include <string.h>

void secret_names_release(struct secret_names *names)
{
	for (size_t i = 0; i < names->count; i++) {
		free(names->items[i].host);
		free(names->items[i].words);
		free(names->items[i].key);
		free(names->items[i].name);
	}
	free(names->items);
	*names = (struct secret_names){0};
}

static bool is_in_use(const struct secret_names *names, const char *host, const char *name)
{
	for (size_t i = 0; i < names->count; i++)
		if (strcmp(names->items[i].host, host) == 0 &&
			strcmp(names->items[i].name, name) == 0)
			return true;
	return false;
}

static char *free_name(const struct secret_names *names, const char *host, const char *words)
{
	char *name = memory_copy_text(words);

	for (int number = 2; is_in_use(names, host, name); number++) {
		free(name);
		name = memory_format("%s_%d", words, number);
	}
	return name;
}

static bool is_same_field(
	const struct secret_name *item, const char *host, const char *words, const char *key)
{
	return strcmp(item->host, host) == 0 && strcmp(item->words, words) == 0 &&
	       (!key[0] || !item->key[0] || strcmp(item->key, key) == 0);
}

const char *secret_names_take(
	struct secret_names *names, const char *host, const char *words, const char *key)
{
	struct secret_name *item;

	for (size_t i = 0; i < names->count; i++)
		if (is_same_field(&names->items[i], host, words, key))
			return names->items[i].name;
	names->items = memory_resize(names->items, names->count + 1, sizeof(*names->items));
	item = &names->items[names->count];
	*item = (struct secret_name){memory_copy_text(host), memory_copy_text(words),
		memory_copy_text(key), free_name(names, host, words)};
	names->count++;
	return item->name;
}
