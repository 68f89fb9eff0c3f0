#include "agent/run_state.h"

#include "base/file.h"

#include <stdlib.h>
#include <string.h>

void run_metrics_count(struct run *run)
{
	const char *policy = run->decision.policy ? run->decision.policy : "";
	json_int_t count = json_integer_value(json_object_get(run->deciders, policy));
	json_object_set_new(run->deciders, policy, json_integer(count + 1));
	run->confidences += run->decision.confidence;
}

static json_t *times_of(const struct run *run)
{
	const struct run_result *result = run->result;
	return json_pack("{s:I,s:I,s:I,s:I,s:I,s:I}", "observe", (json_int_t)result->observe_ms,
		"decide", (json_int_t)result->decide_ms, "act", (json_int_t)result->act_ms,
		"settle", (json_int_t)result->settle_ms, "wait", (json_int_t)result->wait_ms,
		"total", (json_int_t)(run->ended_ms - run->began_ms));
}

int run_metrics_write(const struct run *run, struct error *error)
{
	const char *policy = run->options->literal ? "literal" : run->options->policy->type->name;
	json_t *metrics = json_pack("{s:s,s:s,s:i,s:i,s:i,s:o,s:O}", "outcome",
		outcome_name(run->outcome), "policy", policy, "steps", (int)run->history_count,
		"retries", run->result->retries, "waits", run->result->waits, "times_ms",
		times_of(run), "decisions", run->deciders);
	if (run->history_count)
		json_object_set_new(metrics, "confidence",
			json_real(run->confidences / (double)run->history_count));
	if (run->lesson.metrics)
		json_object_update(metrics, run->lesson.metrics);
	char *text = json_print(metrics);
	char *path = path_join(run->result->folder, "metrics.json");
	int code = file_replace(path, text, strlen(text), 0600, error);
	json_decref(metrics);
	free(text);
	free(path);
	return code;
}
