#include "metrics_fixture.h"

#include <math.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

static const char all_figures[] =
	"{\"outcome\":\"success\",\"policy\":\"native\",\"steps\":3,\"retries\":1,\"waits\":2,"
	"\"times_ms\":{\"observe\":4,\"decide\":5,\"act\":6,\"settle\":7,\"wait\":8,\"total\":99},"
	"\"decisions\":{\"native\":3},\"confidence\":0.75,\"learning\":{\"updates\":2,"
	"\"gradient_steps\":16,\"refusals\":{\"budget\":3},\"rollbacks\":1,\"budget_used\":12,"
	"\"budget\":100},\"shadow\":{\"steps\":3,\"agreement\":0.5,\"kl\":0.25},\"model\":{"
	"\"calls\":1,\"tokens_in\":700,\"tokens_out\":30,\"cost\":0.002}}";
static const char few_figures[] = "{\"outcome\":\"failure\",\"steps\":1}";

static void record(const char *task, int day, const char *metrics)
{
	char *folder = add_run(task, day, metrics);
	assert_done(metrics_record(logs, folder, &fault));
	free(folder);
}

static void a_run_becomes_a_row_with_all_its_figures(void **state)
{
	(void)state;
	struct run_rows rows;
	record("book", 1, all_figures);
	read_rows(&rows);
	assert_int_equal(rows.count, 1);
	const struct run_row *row = rows.items;
	assert_string_equal(row->task, "book");
	assert_string_equal(row->run, "run-20260101-120000-abcd");
	assert_string_equal(row->goal, "Book Blue");
	assert_string_equal(row->outcome, "success");
	assert_string_equal(row->decisions, "{\"native\":3}");
	assert_string_equal(row->refusals, "{\"budget\":3}");
	assert_true(row->total_ms == 99 && row->confidence == 0.75 && row->gradient_steps == 16);
	assert_true(row->budget_used == 12 && row->shadow_kl == 0.25 && row->cost == 0.002);
	for (size_t i = 0; i < column_count(); i++)
		if (strcmp(column_at(i)->name, "ended") != 0)
			assert_true(row_text(row, column_at(i)) ||
				    isfinite(row_number(row, column_at(i))));
	run_rows_release(&rows);
}

static void what_a_run_does_not_tell_stays_unknown(void **state)
{
	(void)state;
	struct run_rows rows;
	record("book", 1, few_figures);
	read_rows(&rows);
	assert_null(rows.items[0].policy);
	assert_true(isnan(rows.items[0].updates) && isnan(rows.items[0].confidence));
	assert_null(rows.items[0].refusals);
	run_rows_release(&rows);
}

static void rows_come_by_task_and_oldest_first(void **state)
{
	(void)state;
	struct run_rows rows;
	record("pay", 1, few_figures);
	record("book", 9, few_figures);
	record("book", 3, few_figures);
	read_rows(&rows);
	assert_int_equal(rows.count, 3);
	assert_string_equal(rows.items[0].run, "run-20260103-120000-abcd");
	assert_string_equal(rows.items[1].run, "run-20260109-120000-abcd");
	assert_string_equal(rows.items[2].task, "pay");
	run_rows_release(&rows);
}

static void a_run_that_is_recorded_twice_is_one_row(void **state)
{
	(void)state;
	record("book", 1, few_figures);
	record("book", 1, all_figures);
	assert_int_equal(row_count(), 1);
}

static void only_its_owner_can_read_it(void **state)
{
	(void)state;
	struct stat about;
	char *path = database_path();
	record("book", 1, few_figures);
	assert_int_equal(stat(path, &about), 0);
	assert_int_equal(about.st_mode & 0777, 0600);
	free(path);
}

static void without_a_file_there_is_nothing_to_look_at(void **state)
{
	(void)state;
	struct metrics *metrics;
	assert_refused(
		metrics_open(&metrics, logs, METRICS_LOOK, &fault), ERROR_NOT_FOUND, METRICS_FILE);
	assert_null(metrics);
	assert_int_equal(metrics_open(&metrics, "/dev/null", METRICS_CHANGE, &fault), ERROR_IO);
}

/* ---- files that are not ours, or not any more ---- */

static void assert_unusable(const char *words)
{
	struct metrics *metrics;
	assert_refused(metrics_open(&metrics, logs, METRICS_CHANGE, &fault), ERROR_INPUT, words);
	assert_int_equal(metrics_open(&metrics, logs, METRICS_LOOK, &fault), ERROR_INPUT);
	assert_non_null(strstr(fault.message, "apprentice stats --rebuild"));
	fault = (struct error){0};
}

static void execute(const char *sql)
{
	sqlite3 *handle;
	char *path = database_path();
	assert_int_equal(sqlite3_open(path, &handle), SQLITE_OK);
	assert_int_equal(sqlite3_exec(handle, sql, NULL, NULL, NULL), SQLITE_OK);
	sqlite3_close(handle);
	free(path);
}

static void a_file_that_is_no_database_is_named_and_left_alone(void **state)
{
	(void)state;
	struct bytes content;
	char *path = database_path();
	write_text(
		path, "Dear diary, today I have learned what a database is, and that I am none.");
	assert_unusable("damaged, or no database at all");
	assert_done(file_read(path, 1000, &content, &fault));
	assert_true(content.length > 60 && !memcmp(content.data, "Dear diary", 10));
	bytes_release(&content);
	free(path);
}

static void a_database_of_another_program_is_named_and_left_alone(void **state)
{
	(void)state;
	execute("CREATE TABLE bookmarks (url TEXT)");
	assert_unusable("belongs to another program");
	execute("INSERT INTO bookmarks VALUES ('x')");
}

static void a_newer_schema_is_refused(void **state)
{
	(void)state;
	record("book", 1, few_figures);
	execute("PRAGMA user_version = 1000");
	assert_unusable("newer Apprentice (schema 1000");
}

static void a_table_that_somebody_changed_is_refused(void **state)
{
	(void)state;
	struct metrics *metrics;
	struct run_rows rows;
	record("book", 1, few_figures);
	execute("ALTER TABLE runs RENAME TO walks");
	assert_done(metrics_open(&metrics, logs, METRICS_LOOK, &fault));
	assert_refused(metrics_rows(metrics, NULL, &rows, &fault), ERROR_INPUT, "no such table");
	metrics_close(metrics);
}

/* The pages behind the first are filled with noise: the header still looks sound. */
static void damage(void)
{
	char *path = database_path();
	FILE *file = fopen(path, "r+");
	assert_non_null(file);
	assert_int_equal(fseek(file, 200, SEEK_SET), 0);
	for (int i = 0; i < 7000; i++)
		fputc(i * 37 % 251, file);
	assert_int_equal(fclose(file), 0);
	free(path);
}

static void damage_inside_is_told(void **state)
{
	(void)state;
	struct metrics *metrics = NULL;
	struct run_rows rows;
	record("book", 1, few_figures);
	damage();
	int code = metrics_open(&metrics, logs, METRICS_LOOK, &fault);
	if (!code)
		code = metrics_rows(metrics, NULL, &rows, &fault);
	assert_refused(code, ERROR_INPUT, "'apprentice stats --rebuild'");
	metrics_close(metrics);
}

static void an_older_schema_is_brought_up_to_date(void **state)
{
	(void)state;
	struct run_rows rows;
	struct metrics old = {.path = database_path()};
	assert_int_equal(sqlite3_open(old.path, &old.handle), SQLITE_OK);
	assert_done(schema_migrate(&old, 1, &fault));
	assert_done(metrics_execute(&old,
		"INSERT INTO runs (task, run, outcome, steps) VALUES ('book', 'run-1', 'success', "
		"7)",
		&fault));
	sqlite3_close(old.handle);
	free(old.path);
	record("book", 2, all_figures);
	read_rows(&rows);
	assert_int_equal(rows.count, 2);
	assert_true(rows.items[0].steps == 7 && isnan(rows.items[0].updates));
	assert_true(rows.items[1].updates == 2);
	run_rows_release(&rows);
}

static void every_column_of_the_table_is_in_the_schema(void **state)
{
	(void)state;
	struct metrics *metrics;
	long count = 0;
	record("book", 1, few_figures);
	assert_done(metrics_open(&metrics, logs, METRICS_LOOK, &fault));
	assert_done(metrics_ask(
		metrics, "SELECT count(*) FROM pragma_table_info('runs')", &count, &fault));
	assert_int_equal(count, column_count());
	metrics_close(metrics);
}

/* ---- rebuilding ---- */

static void rebuild(struct metrics_rebuilt *rebuilt)
{
	assert_done(metrics_rebuild(logs, rebuilt, &fault));
	free(rebuilt->aside);
}

static void assert_same_rows(const struct run_rows *a, const struct run_rows *b)
{
	assert_int_equal(a->count, b->count);
	for (size_t i = 0; i < a->count; i++)
		for (size_t c = 0; c < column_count(); c++) {
			const struct column *column = column_at(c);
			const char *text = row_text(&a->items[i], column);
			const char *other = row_text(&b->items[i], column);
			double x = row_number(&a->items[i], column);
			double y = row_number(&b->items[i], column);
			assert_true(text ? other && !strcmp(text, other) : !other);
			assert_true(isnan(x) ? isnan(y) : x == y);
		}
}

static void a_rebuild_gives_the_rows_that_the_runs_wrote(void **state)
{
	(void)state;
	struct metrics_rebuilt rebuilt;
	struct run_rows before, after;
	record("book", 1, all_figures);
	record("book", 2, few_figures);
	record("pay", 1, few_figures);
	free(add_run("pay", 2, NULL));
	free(add_run("pay", 3, "{\"steps\":"));
	free(add_run("pay", 4, "{\"steps\":1}"));
	read_rows(&before);
	execute("DELETE FROM runs WHERE task = 'book'; INSERT INTO runs (task, run, outcome) "
		"VALUES ('gone', 'run-1', 'success')");
	rebuild(&rebuilt);
	read_rows(&after);
	assert_same_rows(&before, &after);
	assert_int_equal(rebuilt.runs, 3);
	assert_int_equal(rebuilt.unended, 1);
	assert_int_equal(rebuilt.unread, 2);
	assert_non_null(strstr(rebuilt.trouble.message, "metrics.json is damaged"));
	run_rows_release(&before);
	run_rows_release(&after);
}

static void assert_put_aside(void)
{
	struct metrics_rebuilt rebuilt;
	assert_done(metrics_rebuild(logs, &rebuilt, &fault));
	assert_non_null(rebuilt.aside);
	assert_true(file_exists(rebuilt.aside));
	assert_int_equal(rebuilt.runs, 1);
	assert_int_equal(row_count(), 1);
	free(rebuilt.aside);
}

static void a_rebuild_puts_what_it_cannot_use_aside(void **state)
{
	(void)state;
	char *path = database_path(), *journal = memory_format("%s-journal", path);
	record("book", 1, few_figures);
	damage();
	write_text(journal, "of the damaged one");
	assert_put_aside();
	assert_false(file_exists(journal));
	execute("PRAGMA user_version = 1000");
	assert_put_aside();
	write_text(path, "no database");
	assert_put_aside();
	free(journal);
	free(path);
}

static void a_rebuild_without_a_folder_makes_none(void **state)
{
	(void)state;
	struct metrics_rebuilt rebuilt;
	char *nowhere = path_join(logs, "nowhere");
	assert_refused(metrics_rebuild(nowhere, &rebuilt, &fault), ERROR_NOT_FOUND, "nowhere");
	assert_false(file_is_folder(nowhere));
	free(nowhere);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, make_logs, remove_logs)
	const struct CMUnitTest tests[] = {
		TEST(a_run_becomes_a_row_with_all_its_figures),
		TEST(what_a_run_does_not_tell_stays_unknown),
		TEST(rows_come_by_task_and_oldest_first),
		TEST(a_run_that_is_recorded_twice_is_one_row),
		TEST(only_its_owner_can_read_it),
		TEST(without_a_file_there_is_nothing_to_look_at),
		TEST(a_file_that_is_no_database_is_named_and_left_alone),
		TEST(a_database_of_another_program_is_named_and_left_alone),
		TEST(a_newer_schema_is_refused),
		TEST(a_table_that_somebody_changed_is_refused),
		TEST(damage_inside_is_told),
		TEST(an_older_schema_is_brought_up_to_date),
		TEST(every_column_of_the_table_is_in_the_schema),
		TEST(a_rebuild_gives_the_rows_that_the_runs_wrote),
		TEST(a_rebuild_puts_what_it_cannot_use_aside),
		TEST(a_rebuild_without_a_folder_makes_none),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
