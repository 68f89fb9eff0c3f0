/*
 * apprentice doctor - is everything here that a recording or a run needs?
 */
#include "cli/checks.h"
#include "cli/cli.h"
#include "cli/printer.h"

static const enum tone state_tones[] = {TONE_GOOD, TONE_CAUTION, TONE_BAD};

static void print_check(const struct printer *out, const struct check *check)
{
	print_line(out, state_tones[check->state], "%-8s %-17s %s", check_state_name(check->state),
		check->name, check->detail);
	if (check->remedy)
		print_line(out, TONE_PLAIN, "%-26s %s", "", check->remedy);
}

static json_t *check_to_object(const struct check *check)
{
	json_t *object = json_object();
	json_object_set_new(object, "name", json_text_new(check->name));
	json_object_set_new(object, "state", json_text_new(check_state_name(check->state)));
	json_object_set_new(object, "detail", json_text_new(check->detail));
	json_object_set_new(object, "remedy", json_text_new(check->remedy));
	return object;
}

static int run(const struct options *options, const char *const *arguments, size_t count,
	struct error *error)
{
	(void)arguments;
	(void)count;
	(void)error;
	struct printer out = printer_for(stdout, NULL);
	bool json = options_bool(options, "json"), quiet = options_bool(options, "quiet");
	json_t *checks = json_array(), *object = json_object();
	enum check_state worst = CHECK_OK;
	for (size_t i = 0; i < check_count(); i++) {
		struct check check = check_examine(i, options);
		worst = check.state > worst ? check.state : worst;
		if (!json && (!quiet || check.state != CHECK_OK))
			print_check(&out, &check);
		json_array_append_new(checks, check_to_object(&check));
		check_release(&check);
	}
	json_object_set_new(object, "state", json_text_new(check_state_name(worst)));
	json_object_set_new(object, "checks", checks);
	if (json)
		print_json(&out, object);
	else
		json_decref(object);
	return worst == CHECK_FAILED ? EXIT_ENVIRONMENT : EXIT_VERIFIED;
}

const struct command command_doctor = {
	.name = "doctor",
	.group = "Look and check",
	.options = COMMAND_DOCTOR,
	.synopsis = "[options]",
	.summary = "Check that everything is here that it needs",
	.about = "Examines what recordings and runs need of this machine, and says what to do "
		 "where\n"
		 "something is missing. The exit status is 4 if anything needed failed.",
	.examples = "  apprentice doctor\n"
		    "  apprentice doctor --chromium /opt/chromium/chrome\n"
		    "  apprentice doctor --json\n",
	.run = run,
};
