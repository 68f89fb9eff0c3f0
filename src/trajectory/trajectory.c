#include "trajectory/trajectory.h"

#include "trajectory/step_json.h"

#include <stdlib.h>
#include <string.h>

static const char *const names[] = {
	[OUTCOME_UNKNOWN] = "unknown",
	[OUTCOME_SUCCESS] = "success",
	[OUTCOME_FAILURE] = "failure",
	[OUTCOME_ABORTED] = "aborted",
	[OUTCOME_RUNNING] = "running",
};

const char *outcome_name(enum outcome outcome)
{
	return names[outcome];
}

bool outcome_from_name(const char *name, enum outcome *outcome)
{
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		if (strcmp(names[i], name) != 0)
			continue;
		*outcome = (enum outcome)i;
		return true;
	}
	return false;
}

static void release_secrets(struct trajectory *trajectory)
{
	for (size_t i = 0; i < trajectory->secret_count; i++) {
		free(trajectory->secrets[i].name);
		free(trajectory->secrets[i].host);
	}
	free(trajectory->secrets);
}

void trajectory_release(struct trajectory *trajectory)
{
	char *texts[] = {trajectory->folder, trajectory->id, trajectory->task, trajectory->goal,
		trajectory->start_url, trajectory->started, trajectory->ended,
		trajectory->outcome_reason};
	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++)
		free(texts[i]);
	for (size_t i = 0; i < trajectory->step_count; i++)
		step_release(&trajectory->steps[i]);
	free(trajectory->steps);
	observation_drop(trajectory->final);
	parameters_release(&trajectory->parameters);
	criterion_release(&trajectory->criterion);
	release_secrets(trajectory);
	arena_release(&trajectory->arena);
	*trajectory = (struct trajectory){0};
}
