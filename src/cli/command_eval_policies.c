/* The policies that an examination compares. */
#include "cli/command_eval.h"

#include <assert.h>

int eval_policies_open(struct eval_policies *policies, const struct options *options,
	const char *const *standard, struct error *error)
{
	bool chosen_by_nobody = options_source(options, "policies") == OPTION_DEFAULT;
	const char *const *names =
		standard && chosen_by_nobody ? standard : options_list(options, "policies");
	const char *model = options_text(options, "model");
	*policies = (struct eval_policies){0};
	for (size_t i = 0; names[i]; i++) {
		const struct policy_kind *kind = policy_kind_named(names[i]);
		assert(kind); /* the option's choices are these kinds */
		if (policies->count == EVAL_POLICIES_MAX)
			return error_set(error, ERROR_USAGE,
				"--policies names more than %d; each is examined once.",
				EVAL_POLICIES_MAX);
		policies->items[policies->count].kind = kind;
		struct chosen_policy *chosen = &policies->items[policies->count++].chosen;
		int code = policy_choose(chosen, kind, model, error);
		if (code)
			return code;
	}
	return 0;
}

void eval_policies_close(struct eval_policies *policies)
{
	for (size_t i = 0; i < policies->count; i++)
		chosen_policy_release(&policies->items[i].chosen);
	policies->count = 0;
}
