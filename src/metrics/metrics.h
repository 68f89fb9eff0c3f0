/*
 * metrics.h - the figures of all runs in one SQLite file, <output-dir>/apprentice.db, for what is
 * asked across runs: success over time, steps, updates, rollbacks.
 *
 *     run ends -> metrics.json (agent) -> metrics_record() -> a row -> metrics_rows() -> statistics.h
 *                        '--------- metrics_rebuild(): all rows again, from the files
 *
 * The files of the runs are what counts; the database is a copy that can be thrown away. So:
 *
 * 1. A row is made from the run's run.json and metrics.json alone, by the same function when the
 *    run ends and when all is rebuilt. Secrets were taken out before those were written.
 * 2. A run never fails because of the database: whoever records warns and goes on, and a rebuild
 *    adds later what is missing.
 * 3. One run is one row, written in one transaction with SQLite's rollback journal: kill -9 leaves
 *    it there or not, the next to open the file finishes or undoes. No WAL: one row a run has no
 *    use for it, and without it the file is one file, also on network drives and for readers who
 *    may not write the folder.
 * 4. A file that is damaged, of another program or of a newer version is never written. A rebuild
 *    puts it aside under a new name and begins anew.
 *
 * The columns are one table in row.c. The schema has a version (PRAGMA user_version) and goes up by
 * migrations in schema.c, which are never changed, only added to; it is ours by PRAGMA
 * application_id.
 */
#ifndef METRICS_METRICS_H
#define METRICS_METRICS_H

#include "base/error.h"

#include <stddef.h>

#define METRICS_FILE "apprentice.db"

/* Numbers are NAN, texts NULL where they are not known. Owned texts. */
struct run_row {
	char *task, *run; /* folder names; together they name the row */
	char *started, *ended, *goal;
	char *policy;  /* that was asked for: "replay", "native", "literal" (apprentice replay) */
	char *outcome; /* "success", "failure", "unknown", "aborted" */
	char *reason;
	double steps, retries, waits;
	double observe_ms, decide_ms, act_ms, settle_ms, wait_ms, total_ms;
	char *decisions;   /* JSON: steps by the policy that decided, {"replay":7} */
	double confidence; /* 0..1, mean over the decisions */

	/* Of runs that learned, compared or asked a model. */
	double updates, gradient_steps;
	char *refusals; /* JSON: by reason, {"budget":3} */
	double rollbacks;
	double budget_used, budget; /* updates of the task, when the run ended */
	double shadow_steps;
	double shadow_agreement; /* 0..1: share of them in which the frozen policy chose the same */
	double shadow_kl;	 /* nats, mean */
	double model_calls, tokens_in, tokens_out;
	double cost; /* in the currency that prices were given in */
};

enum column_kind { COLUMN_TEXT, COLUMN_INTEGER, COLUMN_NUMBER, COLUMN_COUNTS };

struct column {
	const char *name; /* in the database, in CSV and JSON */
	enum column_kind kind;
	size_t offset;	  /* into struct run_row: of a char * (TEXT, COUNTS) or a double */
	const char *path; /* in run.json or metrics.json; NULL: the folder's name */
	int in_metrics;	  /* which of them */
};

size_t column_count(void);
const struct column *column_at(size_t index);
const char *row_text(const struct run_row *row, const struct column *column); /* or NULL */
double row_number(const struct run_row *row, const struct column *column);    /* or NAN */

void run_row_release(struct run_row *row); /* accepts a zeroed one */

/* From <logs>/<task>/<run>. NOT_FOUND: the run has no metrics.json, it never ended. INPUT, IO. */
int run_row_read(struct run_row *row, const char *logs_folder, const char *task, const char *run,
	struct error *error);

enum metrics_mode {
	METRICS_LOOK,  /* NOT_FOUND where there is no file */
	METRICS_CHANGE /* makes it, readable by its owner alone */
};

struct metrics;

/* Brings an older schema up to date. INPUT: damaged, foreign or newer, with the remedy. BLOCKED:
 * another program holds it for longer than 5 s. IO. */
int metrics_open(struct metrics **metrics, const char *logs_folder, enum metrics_mode mode,
	struct error *error);
void metrics_close(struct metrics *metrics); /* accepts NULL */

/* Adds the row, or replaces that of the same task and run. */
int metrics_add(struct metrics *metrics, const struct run_row *row, struct error *error);

struct run_rows {
	struct run_row *items; /* owned; by task, within it oldest first */
	size_t count;
};

/* task: NULL for all. */
int metrics_rows(
	struct metrics *metrics, const char *task, struct run_rows *rows, struct error *error);
void run_rows_release(struct run_rows *rows);

/* A run that has just ended: reads its files, adds its row. run_folder is <logs>/<task>/<run>. */
int metrics_record(const char *logs_folder, const char *run_folder, struct error *error);

struct metrics_rebuilt {
	size_t runs;	      /* rows */
	size_t unended;	      /* runs without metrics.json */
	size_t unread;	      /* runs whose files are damaged */
	struct error trouble; /* of the first of those */
	char *aside;	      /* owned: where an unusable database was put; NULL: nowhere */
};

/* All rows again, in one transaction: until it ends, the old ones stay. */
int metrics_rebuild(const char *logs_folder, struct metrics_rebuilt *rebuilt, struct error *error);

#endif
