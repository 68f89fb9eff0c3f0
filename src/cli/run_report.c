/*
 * What is printed of a run that has ended: to a person a summary, to a program one object.
 */
#include "cli/run_task.h"

#include "cli/describe.h"
#include "cli/printer.h"
#include "dashboard/report.h"

#include <stdlib.h>
#include <string.h>

struct verdict {
	const char *word;
	enum tone tone;
};

static struct verdict verdict_of(const struct run_result *result)
{
	switch (result->outcome) {
	case OUTCOME_SUCCESS:
		return (struct verdict){"Success, verified", TONE_GOOD};
	case OUTCOME_FAILURE:
		return (struct verdict){"Failed", TONE_BAD};
	case OUTCOME_UNKNOWN:
		return (struct verdict){"Finished, unverified", TONE_CAUTION};
	default:
		return (struct verdict){"Broken off", TONE_BAD};
	}
}

static double seconds(int64_t duration_ms)
{
	return (double)duration_ms / 1000;
}

void report_result(const struct task_run *run)
{
	const struct run_result *result = &run->result;
	struct printer out = printer_for(stdout, &run->secrets);
	struct verdict verdict = verdict_of(result);
	char *criterion = criterion_describe(&run->criterion);
	print_line(
		&out, verdict.tone, "%s: %s", verdict.word, result->reason ? result->reason : "");
	print_line(&out, TONE_PLAIN, "  criterion  %s", criterion);
	print_line(&out, TONE_PLAIN, "  steps      %d, %d of them failed; %d wait%s for the page",
		result->steps, result->retries, result->waits, result->waits == 1 ? "" : "s");
	print_line(&out, TONE_PLAIN,
		"  time       %.1f s: observe %.1f, decide %.1f, act %.1f, settle %.1f, wait %.1f",
		seconds(result->took_ms), seconds(result->observe_ms), seconds(result->decide_ms),
		seconds(result->act_ms), seconds(result->settle_ms), seconds(result->wait_ms));
	learn_from_run_print(&run->learning, &out);
	if (result->download)
		print_line(&out, TONE_PLAIN, "  download   %s", result->download);
	print_line(&out, TONE_PLAIN, "  files      %s", result->folder ? result->folder : "none");
	if (result->folder && strcmp(options_text(run->options, "report"), "on") == 0)
		print_line(&out, TONE_PLAIN, "  report     %s/" REPORT_FILE, result->folder);
	free(criterion);
}

static json_t *parameters_as_object(const struct parameters *parameters)
{
	json_t *object = json_object();
	for (size_t i = 0; i < parameters->count; i++)
		json_object_set_new(object, parameters->items[i].name,
			json_text_new(parameters->items[i].value));
	return object;
}

static json_t *times_as_object(const struct run_result *result)
{
	json_t *times = json_object();
	json_object_set_new(times, "total", json_integer(result->took_ms));
	json_object_set_new(times, "observe", json_integer(result->observe_ms));
	json_object_set_new(times, "decide", json_integer(result->decide_ms));
	json_object_set_new(times, "act", json_integer(result->act_ms));
	json_object_set_new(times, "settle", json_integer(result->settle_ms));
	json_object_set_new(times, "wait", json_integer(result->wait_ms));
	return times;
}

void report_result_json(const struct task_run *run)
{
	const struct run_result *result = &run->result;
	struct printer out = printer_for(stdout, &run->secrets);
	json_t *object = json_object();
	json_object_set_new(object, "task", json_text_new(options_text(run->options, "task")));
	json_object_set_new(object, "goal", json_text_new(run->goal));
	json_object_set_new(object, "parameters", parameters_as_object(&run->binding.parameters));
	json_object_set_new(object, "outcome", json_text_new(outcome_name(result->outcome)));
	json_object_set_new(object, "exit_status", json_integer(run_exit_status(result)));
	json_object_set_new(object, "reason", json_text_new(result->reason));
	json_object_set_new(object, "criterion", criterion_to_json(&run->criterion));
	json_object_set_new(object, "steps", json_integer(result->steps));
	json_object_set_new(object, "retries", json_integer(result->retries));
	json_object_set_new(object, "waits", json_integer(result->waits));
	json_object_set_new(object, "took_ms", times_as_object(result));
	json_t *learned = learn_from_run_json(&run->learning);
	if (learned)
		json_object_update(object, learned);
	json_decref(learned);
	json_object_set_new(object, "download", json_text_new(result->download));
	json_object_set_new(object, "final_url", json_text_new(result->final_url));
	json_object_set_new(object, "folder", json_text_new(result->folder));
	print_json(&out, object);
}
