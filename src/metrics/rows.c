#include "metrics/database.h"

#include "base/bytes.h"
#include "base/file.h"
#include "base/memory.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define SQL_MAXIMUM 4096

/* "task, run, started, ..." */
static void add_names(struct bytes *sql)
{
	for (size_t i = 0; i < column_count(); i++)
		bytes_format(sql, NULL, "%s%s", i ? ", " : "", column_at(i)->name);
}

static int prepare(
	struct metrics *metrics, sqlite3_stmt **statement, struct bytes *sql, struct error *error)
{
	int result = sqlite3_prepare_v2(metrics->handle, sql->data, -1, statement, NULL);
	bytes_release(sql);
	return result == SQLITE_OK ? 0 : metrics_refuse(metrics, result, error);
}

static void bind_value(
	sqlite3_stmt *statement, int at, const struct run_row *row, const struct column *column)
{
	const char *text = row_text(row, column);
	double number = row_number(row, column);
	if (text)
		sqlite3_bind_text(statement, at, text, -1, SQLITE_STATIC);
	else if (!isfinite(number))
		sqlite3_bind_null(statement, at);
	else if (column->kind == COLUMN_INTEGER)
		sqlite3_bind_int64(statement, at, (sqlite3_int64)number);
	else
		sqlite3_bind_double(statement, at, number);
}

int metrics_add(struct metrics *metrics, const struct run_row *row, struct error *error)
{
	struct bytes sql;
	sqlite3_stmt *statement = NULL;
	bytes_init(&sql, SQL_MAXIMUM);
	bytes_append_text(&sql, "INSERT OR REPLACE INTO runs (", NULL);
	add_names(&sql);
	bytes_append_text(&sql, ") VALUES (?", NULL);
	for (size_t i = 1; i < column_count(); i++)
		bytes_append_text(&sql, ", ?", NULL);
	bytes_append_text(&sql, ")", NULL);
	int code = prepare(metrics, &statement, &sql, error);
	if (code)
		return code;
	for (size_t i = 0; i < column_count(); i++)
		bind_value(statement, (int)i + 1, row, column_at(i));
	int result = sqlite3_step(statement);
	if (result != SQLITE_DONE)
		code = metrics_refuse(metrics, result, error);
	sqlite3_finalize(statement);
	return code;
}

static void take_row(struct run_row *row, sqlite3_stmt *statement)
{
	for (int i = 0; i < (int)column_count(); i++) {
		const struct column *column = column_at((size_t)i);
		void *at = (char *)row + column->offset;
		bool is_null = sqlite3_column_type(statement, i) == SQLITE_NULL;
		if (column->kind == COLUMN_INTEGER || column->kind == COLUMN_NUMBER)
			*(double *)at = is_null ? NAN : sqlite3_column_double(statement, i);
		else
			*(char **)at =
				memory_copy_text((const char *)sqlite3_column_text(statement, i));
	}
}

int metrics_rows(
	struct metrics *metrics, const char *task, struct run_rows *rows, struct error *error)
{
	struct bytes sql;
	sqlite3_stmt *statement = NULL;
	*rows = (struct run_rows){0};
	bytes_init(&sql, SQL_MAXIMUM);
	bytes_append_text(&sql, "SELECT ", NULL);
	add_names(&sql);
	bytes_append_text(
		&sql, " FROM runs WHERE ?1 IS NULL OR task = ?1 ORDER BY task, started, run", NULL);
	int code = prepare(metrics, &statement, &sql, error), result = SQLITE_DONE;
	if (code)
		return code;
	if (task)
		sqlite3_bind_text(statement, 1, task, -1, SQLITE_STATIC);
	for (size_t room = 0; (result = sqlite3_step(statement)) == SQLITE_ROW;) {
		if (rows->count == room) {
			room = room ? 2 * room : 64;
			rows->items = memory_resize(rows->items, room, sizeof *rows->items);
		}
		rows->items[rows->count] = (struct run_row){0};
		take_row(&rows->items[rows->count++], statement);
	}
	if (result != SQLITE_DONE) {
		code = metrics_refuse(metrics, result, error);
		run_rows_release(rows);
	}
	sqlite3_finalize(statement);
	return code;
}

void run_rows_release(struct run_rows *rows)
{
	for (size_t i = 0; i < rows->count; i++)
		run_row_release(&rows->items[i]);
	free(rows->items);
	*rows = (struct run_rows){0};
}

/* "book" and "run-..." of "logs/book/run-..."; false where there are no two names. */
static bool split_folder(char *folder, const char **task, const char **run)
{
	char *last = strrchr(folder, '/');
	if (!last || last == folder)
		return false;
	*last = 0;
	char *before = strrchr(folder, '/');
	*task = before ? before + 1 : folder;
	*run = last + 1;
	return true;
}

int metrics_record(const char *logs_folder, const char *run_folder, struct error *error)
{
	struct run_row row;
	struct metrics *metrics;
	char *folder = memory_copy_text(run_folder);
	const char *task, *run;
	int code =
		split_folder(folder, &task, &run)
			? run_row_read(&row, logs_folder, task, run, error)
			: error_set(error, ERROR_USAGE, "'%s' is no folder of a run.", run_folder);
	free(folder);
	if (code)
		return code;
	code = metrics_open(&metrics, logs_folder, METRICS_CHANGE, error);
	if (!code)
		code = metrics_add(metrics, &row, error);
	metrics_close(metrics);
	run_row_release(&row);
	return code;
}
