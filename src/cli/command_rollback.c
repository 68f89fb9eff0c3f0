/*
 * apprentice rollback - go back to an adapter that was better, or to none.
 */
#include "cli/cli.h"
#include "cli/open_adapters.h"
#include "cli/printer.h"

#include <string.h>

/* `to`: the option, or NULL. */
static int choose_target(const struct store *store, const char *to,
	char hash[static HASH_TEXT_SIZE], struct error *error)
{
	const struct store_state *state = &store->state;
	bool best_is_elsewhere = strcmp(state->best, state->active) != 0;
	hash[0] = 0;
	if (to && strcmp(to, "none") != 0)
		return store_find(store, to, hash, error);
	if (!to && best_is_elsewhere)
		memcpy(hash, state->best, HASH_TEXT_SIZE);
	return 0;
}

static void tell(const struct options *options, const struct store *store, const char *before)
{
	struct printer out = printer_for(stdout, NULL);
	const char *active = store->state.active;
	char from[HASH_SHOWN + 1], to[HASH_SHOWN + 1];
	adapter_short_name(before, from);
	adapter_short_name(active, to);
	if (options_bool(options, "json")) {
		print_json(&out,
			json_pack("{s:s,s:s?,s:s?,s:I}", "task", store->task, "from",
				*before ? before : NULL, "to", *active ? active : NULL,
				"cool_down_left", (json_int_t)store->state.gate.cool_down_left));
		return;
	}
	print_line(&out, TONE_PLAIN, "%s: from adapter %s back to %s%s.", store->task, from, to,
		*active ? "" : ", the policy as it was shipped");
	print_line(&out, TONE_PLAIN, "Learning pauses for %llu verified outcomes.",
		(unsigned long long)store->state.gate.cool_down_left);
	if (*before)
		print_line(&out, TONE_FAINT, "Undo: apprentice adapters --task %s activate %s",
			store->task, from);
}

static int roll_back(const struct options *options, struct store *store, struct error *error)
{
	const char *to = options_is_set(options, "to") ? options_text(options, "to") : NULL;
	char hash[HASH_TEXT_SIZE], before[HASH_TEXT_SIZE];
	memcpy(before, store->state.active, sizeof(before));
	if (!to && !*before)
		return error_set(error, ERROR_REFUSED,
			"No adapter of the task '%s' is in force: there is nothing to go back "
			"from.",
			store->task);
	int rc = choose_target(store, to, hash, error);
	if (!rc)
		rc = store_rollback(store, hash, &gate_defaults, "A person asked for it.", error);
	if (!rc)
		tell(options, store, before);
	return rc;
}

static int run(const struct options *options, const char *const *arguments, size_t count,
	struct error *error)
{
	struct store store;
	(void)arguments;
	(void)count;
	/* Who names where to go back to needs nothing of a state that may be damaged. */
	enum store_mode mode = options_is_set(options, "to") ? STORE_REPAIR : STORE_CHANGE;
	int rc = adapters_open(&store, options, mode, error);
	if (rc)
		return exit_status_of(rc);
	rc = roll_back(options, &store, error);
	store_close(&store);
	return exit_status_of(rc);
}

static const char *const required[] = {"task", NULL};

const struct command command_rollback = {
	.name = "rollback",
	.group = "Look and check",
	.options = COMMAND_ROLLBACK,
	.synopsis = "--task NAME [--to HASH | --to none] [options]",
	.summary = "Go back to an adapter that was better, or to none",
	.about = "Puts the best adapter of a task in force again, or one that is named, or none: "
		 "the\npolicy then acts as it was shipped. Learning pauses for some runs, and the "
		 "budget of\nupdates stays used. The adapter that was in force can be activated "
		 "again.",
	.examples = "  apprentice rollback --task book\n"
		    "  apprentice rollback --task book --to none\n",
	.required = required,
	.run = run,
};
