/*
 * apprentice adapters - what a task has learned: listed, compared, put in force, deleted.
 */
#include "cli/cli.h"
#include "cli/open_adapters.h"
#include "cli/printer.h"
#include "config/nearest.h"
#include "learning/adapter.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const char *const verbs[] = {"list", "diff", "activate", "delete", NULL};

/* ---- list ---- */

static const char *marks_of(const struct store_state *state, const struct store_item *item)
{
	bool is_active = !strcmp(item->about.hash, state->active);
	bool is_best = !strcmp(item->about.hash, state->best);
	if (item->trouble.code)
		return is_active ? "damaged, in force" : is_best ? "damaged, best" : "damaged";
	if (is_active)
		return is_best ? "best, in force" : "in force";
	return is_best ? "best" : "";
}

static void print_item(
	const struct printer *out, const struct store_state *state, const struct store_item *item)
{
	const struct checkpoint *about = &item->about;
	const char *marks = marks_of(state, item);
	enum tone tone = item->trouble.code ? TONE_BAD : *marks ? TONE_GOOD : TONE_PLAIN;
	if (item->trouble.code)
		print_line(out, tone, "%-12.*s %7s %8s %11s  %-16s  %s", HASH_SHOWN, about->hash,
			"-", "-", "-", "-", marks);
	else
		print_line(out, tone, "%-12.*s %7llu %6.0f %% %11zu  %.10s %.5s  %s", HASH_SHOWN,
			about->hash, (unsigned long long)about->updates, 100 * about->success,
			strlen(about->window), about->saved,
			strlen(about->saved) > 11 ? about->saved + 11 : "", marks);
}

static void print_state(const struct printer *out, const struct store_state *state)
{
	char name[HASH_SHOWN + 1];
	adapter_short_name(state->active, name);
	print_gap(out);
	if (*state->active)
		print_line(out, TONE_PLAIN, "In force: %s.", name);
	else
		print_line(out, TONE_PLAIN, "In force: none, the policy acts as it was shipped.");
	print_line(out, TONE_PLAIN, "Updates: %llu of the budget used, %llu in all.",
		(unsigned long long)state->gate.updates_used,
		(unsigned long long)state->gate.updates);
	if (state->gate.cool_down_left > 0)
		print_line(out, TONE_CAUTION,
			"Learning pauses after a rollback for %llu more verified outcomes.",
			(unsigned long long)state->gate.cool_down_left);
}

static void list_for_person(
	const struct store_state *state, const struct store_item *items, size_t count)
{
	struct printer out = printer_for(stdout, NULL);
	struct log log = {.stream = stderr, .level = LOG_WARNING};
	print_line(&out, TONE_STRONG, "%-12s %7s %8s %11s  %-16s", "ADAPTER", "UPDATES", "SUCCESS",
		"OF THE LAST", "SAVED (UTC)");
	for (size_t i = 0; i < count; i++) {
		print_item(&out, state, &items[i]);
		if (items[i].trouble.code)
			log_line(&log, LOG_WARNING, "%s", items[i].trouble.message);
	}
	print_state(&out, state);
}

static json_t *item_to_json(const struct store_state *state, const struct store_item *item)
{
	const struct checkpoint *about = &item->about;
	json_t *object = json_object();
	json_object_set_new(object, "adapter", json_text_new(about->hash));
	json_object_set_new(object, "in_force", json_boolean(!strcmp(about->hash, state->active)));
	json_object_set_new(object, "best", json_boolean(!strcmp(about->hash, state->best)));
	if (item->trouble.code) {
		json_object_set_new(object, "damaged", json_text_new(item->trouble.message));
		return object;
	}
	json_object_set_new(object, "updates", json_integer((json_int_t)about->updates));
	json_object_set_new(object, "steps", json_integer((json_int_t)about->steps));
	json_object_set_new(object, "success", json_real(about->success));
	json_object_set_new(object, "window", json_text_new(about->window));
	json_object_set_new(object, "saved", json_text_new(about->saved));
	json_object_set_new(object, "base", json_text_new(about->identity.base));
	json_object_set_new(object, "rank", json_integer((json_int_t)about->identity.rank));
	json_object_set_new(object, "scale", json_real(about->identity.scale));
	return object;
}

static void list_for_program(
	const struct store *store, const struct store_item *items, size_t count)
{
	struct printer out = printer_for(stdout, NULL);
	const struct store_state *state = &store->state;
	json_t *object = json_object(), *list = json_array();
	for (size_t i = 0; i < count; i++)
		json_array_append_new(list, item_to_json(state, &items[i]));
	json_object_set_new(object, "task", json_text_new(store->task));
	json_object_set_new(
		object, "budget_used", json_integer((json_int_t)state->gate.updates_used));
	json_object_set_new(
		object, "cool_down_left", json_integer((json_int_t)state->gate.cool_down_left));
	json_object_set_new(object, "adapters", list);
	print_json(&out, object);
}

static int list(const struct options *options, struct error *error)
{
	struct store store;
	struct store_item *items;
	size_t count;
	int rc = adapters_open(&store, options, STORE_LOOK, error);
	if (rc)
		return rc;
	rc = store_list(&store, &items, &count, error);
	if (!rc) {
		if (options_bool(options, "json"))
			list_for_program(&store, items, count);
		else
			list_for_person(&store.state, items, count);
		free(items);
	}
	store_close(&store);
	return rc;
}

/* ---- diff ---- */

struct side {
	struct checkpoint about;
	struct safetensors file;
	struct adapter_copy copy;
};

static int side_open(
	struct side *side, const struct store *store, const char *prefix, struct error *error)
{
	char hash[HASH_TEXT_SIZE];
	*side = (struct side){0};
	int rc = store_find(store, prefix, hash, error);
	if (!rc)
		rc = checkpoint_open(&side->about, &side->file, store->folder, hash, error);
	return rc ? rc : adapter_copy_read(&side->copy, &side->file, error);
}

static void side_release(struct side *side)
{
	safetensors_release(&side->file);
	adapter_copy_release(&side->copy);
}

static struct adapter adapter_of(const struct side *side)
{
	return (struct adapter){&side->copy.table, side->copy.values, side->about.identity.scale};
}

/* Norms of all layers together. */
static struct adapter_layer total_of(const struct adapter_layers *layers)
{
	struct adapter_layer total = {.name = NULL};
	for (size_t i = 0; i < layers->count; i++) {
		const struct adapter_layer *layer = &layers->items[i];
		total.first += layer->first * layer->first;
		total.second += layer->second * layer->second;
		total.difference += layer->difference * layer->difference;
	}
	total.first = sqrt(total.first);
	total.second = sqrt(total.second);
	total.difference = sqrt(total.difference);
	return total;
}

static void diff_for_person(const struct side sides[2], const struct adapter_layers *layers)
{
	struct printer out = printer_for(stdout, NULL);
	struct adapter_layer total = total_of(layers);
	print_line(&out, TONE_STRONG, "%-36s %12.*s %12.*s %12s", "CHANGE OF A LAYER, BY NORM",
		HASH_SHOWN, sides[0].about.hash, HASH_SHOWN, sides[1].about.hash, "DIFFERENCE");
	for (size_t i = 0; i < layers->count; i++) {
		const struct adapter_layer *layer = &layers->items[i];
		print_line(&out, TONE_PLAIN, "%-36s %12.4f %12.4f %12.4f", layer->name,
			layer->first, layer->second, layer->difference);
	}
	print_line(&out, TONE_STRONG, "%-36s %12.4f %12.4f %12.4f", "all", total.first,
		total.second, total.difference);
}

static json_t *layer_to_json(const struct adapter_layer *layer)
{
	return json_pack("{s:s?,s:f,s:f,s:f}", "layer", layer->name, "first", layer->first,
		"second", layer->second, "difference", layer->difference);
}

static void diff_for_program(const struct side sides[2], const struct adapter_layers *layers)
{
	struct printer out = printer_for(stdout, NULL);
	struct adapter_layer total = total_of(layers);
	json_t *object = json_object(), *list = json_array();
	for (size_t i = 0; i < layers->count; i++)
		json_array_append_new(list, layer_to_json(&layers->items[i]));
	json_object_set_new(object, "first", json_text_new(sides[0].about.hash));
	json_object_set_new(object, "second", json_text_new(sides[1].about.hash));
	json_object_set_new(object, "all", layer_to_json(&total));
	json_object_set_new(object, "layers", list);
	print_json(&out, object);
}

static int diff(const struct options *options, const char *const *prefixes, struct error *error)
{
	struct store store;
	struct side sides[2] = {0};
	struct adapter_layers layers = {0};
	int rc = adapters_open(&store, options, STORE_LOOK, error);
	if (rc)
		return rc;
	for (int i = 0; i < 2 && !rc; i++)
		rc = side_open(&sides[i], &store, prefixes[i], error);
	if (!rc) {
		struct adapter first = adapter_of(&sides[0]), second = adapter_of(&sides[1]);
		rc = adapter_compare(&first, &second, &layers, error);
	}
	if (!rc && options_bool(options, "json"))
		diff_for_program(sides, &layers);
	else if (!rc)
		diff_for_person(sides, &layers);
	adapter_layers_release(&layers);
	side_release(&sides[0]);
	side_release(&sides[1]);
	store_close(&store);
	return rc;
}

/* ---- activate, delete ---- */

typedef int store_change(struct store *store, const char *hash, struct error *error);

static int change(const struct options *options, const char *prefix, store_change *function,
	const char *words, struct error *error)
{
	struct store store;
	struct printer out = printer_for(stdout, NULL);
	char hash[HASH_TEXT_SIZE], before[HASH_SHOWN + 1];
	int rc = adapters_open(&store, options, STORE_CHANGE, error);
	if (rc)
		return rc;
	adapter_short_name(store.state.active, before);
	rc = store_find(&store, prefix, hash, error);
	if (!rc)
		rc = function(&store, hash, error);
	if (!rc && options_bool(options, "json"))
		print_json(
			&out, json_pack("{s:s,s:s,s:s?}", "task", store.task, "adapter", hash,
				      "in_force", *store.state.active ? store.state.active : NULL));
	else if (!rc)
		print_line(&out, TONE_PLAIN, "%s: the adapter %.*s %s (before: %s).", store.task,
			HASH_SHOWN, hash, words, before);
	store_close(&store);
	return rc;
}

static int refuse_verb(const char *verb, struct error *error)
{
	const char *meant = nearest_name(verb, verbs);
	if (meant && !strcmp(meant, verb))
		return error_set(error, ERROR_USAGE,
			"adapters %s needs %s. 'apprentice adapters --help' shows an example.",
			verb,
			strcmp(verb, "diff") ? "the hash of one adapter"
					     : "the hashes of two adapters");
	return error_set(error, ERROR_USAGE,
		"adapters does not know '%s'. Use list, diff A B, activate HASH or delete HASH.",
		verb);
}

static int run(const struct options *options, const char *const *arguments, size_t count,
	struct error *error)
{
	const char *verb = count > 0 ? arguments[0] : "list";
	int rc;
	if (!strcmp(verb, "list") && count <= 1)
		rc = list(options, error);
	else if (!strcmp(verb, "diff") && count == 3)
		rc = diff(options, arguments + 1, error);
	else if (!strcmp(verb, "activate") && count == 2)
		rc = change(options, arguments[1], store_activate, "is in force", error);
	else if (!strcmp(verb, "delete") && count == 2)
		rc = change(options, arguments[1], store_delete, "is deleted", error);
	else
		rc = refuse_verb(!strcmp(verb, "list") && count > 1 ? arguments[1] : verb, error);
	return exit_status_of(rc);
}

static const char *const required[] = {"task", NULL};

const struct command command_adapters = {
	.name = "adapters",
	.group = "Look and check",
	.options = COMMAND_ADAPTERS,
	.synopsis = "--task NAME [list | diff A B | activate HASH | delete HASH]",
	.summary = "List, compare or choose what a task has learned",
	.about = "Lists the adapters that a task has learned, newest first, with how often the "
		 "task\nsucceeded when each was saved; compares two; puts one in force for the "
		 "next runs;\nor deletes one. The first digits of a hash are enough to name an "
		 "adapter.",
	.examples = "  apprentice adapters --task book\n"
		    "  apprentice adapters --task book diff 3fa9c1 88ab02\n"
		    "  apprentice adapters --task book activate 3fa9c1\n",
	.required = required,
	.arguments_maximum = 3,
	.run = run,
};
