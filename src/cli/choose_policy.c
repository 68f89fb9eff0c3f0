#include "cli/choose_policy.h"

#include "base/memory.h"
#include "cli/places.h"
#include "policy/guided.h"
#include "policy/native.h"
#include "policy/replay.h"
#include "tensor/matmul.h"

#include <stdlib.h>
#include <string.h>

static const struct policy_kind kinds[] = {
	{.name = "literal", .literal = true, .needs_demonstration = true},
	{.name = "replay", .needs_demonstration = true},
	{.name = "network", .needs_model = true},
	{.name = "native", .needs_model = true, .guided = true},
};

const struct policy_kind *policy_kind_named(const char *name)
{
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		if (strcmp(kinds[i].name, name) == 0)
			return &kinds[i];
	return NULL;
}

static int load_model(struct model *model, const char *given, struct error *error)
{
	char *path = memory_copy_text(given);
	int code = path ? 0 : place_find(SHIPPED_MODEL, &path, error);
	if (!code)
		code = model_load(model, path, ENCODER_VERSION, 0, 1, error);
	free(path);
	return code;
}

int policy_choose(struct chosen_policy *chosen, const struct policy_kind *kind,
	const char *model_path, struct error *error)
{
	*chosen = (struct chosen_policy){0};
	if (!kind->needs_model) {
		chosen->policy = policy_replay_new();
		return 0;
	}
	matmul_use_one_thread();
	int code = load_model(&chosen->model, model_path, error);
	if (code)
		return code;
	chosen->policy = policy_native_new(&chosen->model, NULL, error);
	if (chosen->policy && kind->guided)
		chosen->policy = policy_guided_new(chosen->policy, policy_replay_new());
	return chosen->policy ? 0 : error->code;
}

void chosen_policy_release(struct chosen_policy *chosen)
{
	policy_free(chosen->policy);
	model_release(&chosen->model);
	*chosen = (struct chosen_policy){0};
}
