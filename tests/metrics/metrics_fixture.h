/*
 * metrics_fixture.h - an empty folder for logs, and runs whose files lie in it.
 */
#ifndef TESTS_METRICS_FIXTURE_H
#define TESTS_METRICS_FIXTURE_H

#include "base/file.h"
#include "base/memory.h"
#include "metrics/database.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static char logs[64];
static struct error fault;

static inline int make_logs(void **state)
{
	(void)state;
	strcpy(logs, "/tmp/metrics-XXXXXX");
	fault = (struct error){0};
	return mkdtemp(logs) ? 0 : -1;
}

static inline int remove_logs(void **state)
{
	(void)state;
	return folder_remove(logs, NULL);
}

#define assert_done(code)                                                                          \
	do {                                                                                       \
		if (code)                                                                          \
			fail_msg("%s", fault.message);                                             \
	} while (0)

static inline void assert_refused(int code, int expected, const char *words)
{
	assert_int_equal(code, expected);
	if (!strstr(fault.message, words))
		fail_msg("'%s' does not say '%s'", fault.message, words);
	fault = (struct error){0};
}

static inline void write_text(const char *path, const char *text)
{
	assert_done(file_replace(path, text, strlen(text), 0600, &fault));
}

/* logs/<task>/run-<day>, with these metrics; NULL: it never ended. */
static inline char *add_run(const char *task, int day, const char *metrics)
{
	char *folder = memory_format("%s/%s/run-202601%02d-120000-abcd", logs, task, day);
	char *about = memory_format("%s/run.json", folder);
	char *figures = memory_format("%s/metrics.json", folder);
	char *text = memory_format("{\"task\":\"%s\",\"goal\":\"Book Blue\",\"started\":"
				   "\"2026-01-%02dT12:00:00.000Z\",\"reason\":\"because\"}",
		task, day);
	assert_done(folder_make(folder, 0700, &fault));
	write_text(about, text);
	if (metrics)
		write_text(figures, metrics);
	free(text);
	free(figures);
	free(about);
	return folder;
}

static inline char *database_path(void)
{
	return path_join(logs, METRICS_FILE);
}

static inline void read_rows(struct run_rows *rows)
{
	struct metrics *metrics;
	assert_done(metrics_open(&metrics, logs, METRICS_LOOK, &fault));
	assert_done(metrics_rows(metrics, NULL, rows, &fault));
	metrics_close(metrics);
}

static inline size_t row_count(void)
{
	struct run_rows rows;
	read_rows(&rows);
	size_t count = rows.count;
	run_rows_release(&rows);
	return count;
}

#endif
