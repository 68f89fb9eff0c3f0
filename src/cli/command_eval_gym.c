/* apprentice eval gym - examines the network on generated tasks of which it was trained on none. */
#include "cli/command_eval.h"

#include "base/bytes.h"
#include "cli/printer.h"
#include "gym/suite.h"

#define TABLE_MAXIMUM 65536
#define FIRST_EPISODE 500000u /* of a seed: no training draws these */

struct examination {
	struct suite_row rows[SUITE_ROWS];
	struct printer out; /* stderr */
};

static void show_row(void *context, const struct suite_row *row)
{
	const struct examination *examination = context;
	print_line(&examination->out, TONE_PLAIN, "%s, %s: %zu of %zu episodes",
		gym_split_name(row->wish.split), suite_goal_name(row->wish.goal),
		row->score.successes, row->score.episodes);
	for (size_t i = 0; i < row->score.family_count; i++) {
		const struct family_score *family = &row->score.families[i];
		if (family->successes < family->episodes)
			print_line(&examination->out, TONE_FAINT, "    %s: %zu of %zu",
				family->name, family->successes, family->episodes);
	}
}

static json_t *row_to_json(const struct suite_row *row)
{
	const struct examination_score *score = &row->score;
	json_t *families = json_object();
	for (size_t i = 0; i < score->family_count; i++)
		json_object_set_new(families, score->families[i].name,
			json_pack("[I,I]", (json_int_t)score->families[i].successes,
				(json_int_t)score->families[i].episodes));
	return json_pack("{s:s,s:s,s:I,s:I,s:[f,f],s:I,s:I,s:f,s:o}", "split",
		gym_split_name(row->wish.split), "goal", suite_goal_name(row->wish.goal),
		"episodes", (json_int_t)score->episodes, "successes", (json_int_t)score->successes,
		"interval", score->interval.low, score->interval.high, "decisions",
		(json_int_t)score->decisions, "right", (json_int_t)score->right,
		"calibration_error", score->gap, "families", families);
}

static void show_json(const struct examination *examination)
{
	struct printer out = printer_for(stdout, NULL);
	json_t *rows = json_array();
	for (int i = 0; i < SUITE_ROWS; i++)
		json_array_append_new(rows, row_to_json(&examination->rows[i]));
	print_json(&out, json_pack("{s:o}", "rows", rows));
}

static int show_table(const struct examination *examination, struct error *error)
{
	struct bytes table;
	bytes_init(&table, TABLE_MAXIMUM);
	int code = suite_table(examination->rows, &table, error);
	if (!code)
		fputs(table.data, stdout);
	bytes_release(&table);
	return code;
}

static int run(const struct options *options, struct error *error)
{
	struct examination examination = {.out = printer_for(stderr, NULL)};
	struct chosen_policy native;
	struct suite_options how = {
		.episodes = (size_t)options_integer(options, "episodes"),
		.seed = FIRST_EPISODE * (uint64_t)options_integer(options, "seed"),
		.done = show_row,
		.context = &examination,
	};
	int code = policy_choose(
		&native, policy_kind_named("network"), options_text(options, "model"), error);
	if (!code)
		code = suite_run(native.policy, &how, examination.rows, error);
	chosen_policy_release(&native);
	if (code)
		return code;
	if (!options_bool(options, "json"))
		return show_table(&examination, error);
	show_json(&examination);
	return 0;
}

const struct eval_suite eval_gym = {
	.name = "gym",
	.options = (const char *const[]){"episodes", "seed", NULL},
	.run = run,
};
