/*
 * database.h - the open file, its schema, and what SQLite's codes mean for a person. Private to
 * metrics.
 */
#ifndef METRICS_DATABASE_H
#define METRICS_DATABASE_H

#include "metrics/metrics.h"

#include <sqlite3.h>

struct metrics {
	sqlite3 *handle;
	char *path; /* owned */
};

/* The sentence and code for what SQLite returned just now. */
int metrics_refuse(const struct metrics *metrics, int result, struct error *error);

int metrics_execute(const struct metrics *metrics, const char *sql, struct error *error);
/* The one whole number that `sql` asks for. */
int metrics_ask(const struct metrics *metrics, const char *sql, long *answer, struct error *error);

/* BEGIN IMMEDIATE ... COMMIT, or ROLLBACK where code is not 0. Returns code, or what COMMIT did. */
int metrics_begin(const struct metrics *metrics, struct error *error);
int metrics_end(const struct metrics *metrics, int code, struct error *error);

/* schema.c. The newest version, and up to it (or to an older one, for tests). */
int schema_newest(void);
int schema_migrate(const struct metrics *metrics, int version, struct error *error);

#define METRICS_APPLICATION_ID 0x41505054 /* "APPT" */

#endif
