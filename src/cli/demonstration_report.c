#include "cli/demonstration_report.h"

#include "cli/describe.h"

#include <stdlib.h>

static void report_steps(const struct printer *out, const struct trajectory *demonstration)
{
	for (size_t i = 0; i < demonstration->step_count; i++) {
		char *words = describe_step(&demonstration->steps[i]);
		print_line(out, TONE_PLAIN, "  %2zu  %s", i + 1, words);
		free(words);
	}
}

static void report_parameters(const struct printer *out, const struct parameters *parameters)
{
	if (parameters->count == 0) {
		print_line(out, TONE_PLAIN, "Parameters: none; it is always done the same way.");
		return;
	}
	print_line(out, TONE_PLAIN, "Parameters:");
	for (size_t i = 0; i < parameters->count; i++) {
		const struct parameter *item = &parameters->items[i];
		bool labelled = item->field && *item->field;
		print_line(out, TONE_PLAIN, "  %s = %s%s%s%s", item->name, item->value,
			labelled ? "  (" : "", labelled ? item->field : "", labelled ? ")" : "");
	}
}

static void report_criterion(const struct printer *out, const struct criterion *criterion)
{
	if (criterion_is_empty(criterion)) {
		print_line(out, TONE_CAUTION,
			"Done when: nothing tells. A run can say so only with --success-text or "
			"another --success option.");
		return;
	}
	char *words = criterion_describe(criterion);
	print_line(out, TONE_PLAIN, "Done when %s", words);
	free(words);
}

void report_demonstration(const struct printer *out, const struct trajectory *demonstration)
{
	report_steps(out, demonstration);
	report_parameters(out, &demonstration->parameters);
	report_criterion(out, &demonstration->criterion);
}

static json_t *steps_to_array(const struct trajectory *demonstration)
{
	json_t *steps = json_array();
	for (size_t i = 0; i < demonstration->step_count; i++) {
		const struct step *step = &demonstration->steps[i];
		char *words = describe_step(step);
		json_t *entry = json_object();
		json_object_set_new(entry, "action", action_to_json(&step->action));
		json_object_set_new(entry, "words", json_text_new(words));
		json_object_set_new(entry, "url", json_text_new(step->url));
		json_array_append_new(steps, entry);
		free(words);
	}
	return steps;
}

static json_t *secrets_to_array(const struct trajectory *demonstration)
{
	json_t *secrets = json_array();
	for (size_t i = 0; i < demonstration->secret_count; i++) {
		json_t *entry = json_object();
		json_object_set_new(entry, "name", json_text_new(demonstration->secrets[i].name));
		json_object_set_new(entry, "host", json_text_new(demonstration->secrets[i].host));
		json_array_append_new(secrets, entry);
	}
	return secrets;
}

json_t *demonstration_to_object(const struct trajectory *demonstration)
{
	json_t *object = json_object();
	json_object_set_new(object, "task", json_text_new(demonstration->task));
	json_object_set_new(object, "goal", json_text_new(demonstration->goal));
	json_object_set_new(object, "url", json_text_new(demonstration->start_url));
	json_object_set_new(object, "folder", json_text_new(demonstration->folder));
	json_object_set_new(object, "started", json_text_new(demonstration->started));
	json_object_set_new(object, "steps", steps_to_array(demonstration));
	json_object_set_new(object, "parameters", parameters_to_json(&demonstration->parameters));
	json_object_set_new(object, "criterion", criterion_to_json(&demonstration->criterion));
	json_object_set_new(object, "secrets", secrets_to_array(demonstration));
	return object;
}
