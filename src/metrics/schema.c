#include "metrics/database.h"

#include "base/memory.h"

#include <stdlib.h>

/* From each version to the next. Files of every one of them are about: a line that was released is
 * never changed. */
static const char *const migrations[] = {
	/* 1: what every run has */
	"CREATE TABLE runs ("
	"task TEXT NOT NULL, run TEXT NOT NULL, started TEXT, ended TEXT, goal TEXT, policy TEXT,"
	"outcome TEXT NOT NULL, reason TEXT, steps INTEGER, retries INTEGER, waits INTEGER,"
	"observe_ms INTEGER, decide_ms INTEGER, act_ms INTEGER, settle_ms INTEGER,"
	"wait_ms INTEGER, total_ms INTEGER, decisions TEXT, confidence REAL,"
	"PRIMARY KEY (task, run)) WITHOUT ROWID",
	/* 2: learning, shadow, models */
	"ALTER TABLE runs ADD COLUMN updates INTEGER;"
	"ALTER TABLE runs ADD COLUMN gradient_steps INTEGER;"
	"ALTER TABLE runs ADD COLUMN refusals TEXT;"
	"ALTER TABLE runs ADD COLUMN rollbacks INTEGER;"
	"ALTER TABLE runs ADD COLUMN budget_used INTEGER;"
	"ALTER TABLE runs ADD COLUMN budget INTEGER;"
	"ALTER TABLE runs ADD COLUMN shadow_steps INTEGER;"
	"ALTER TABLE runs ADD COLUMN shadow_agreement REAL;"
	"ALTER TABLE runs ADD COLUMN shadow_kl REAL;"
	"ALTER TABLE runs ADD COLUMN model_calls INTEGER;"
	"ALTER TABLE runs ADD COLUMN tokens_in INTEGER;"
	"ALTER TABLE runs ADD COLUMN tokens_out INTEGER;"
	"ALTER TABLE runs ADD COLUMN cost REAL",
};

int schema_newest(void)
{
	return (int)(sizeof migrations / sizeof *migrations);
}

/* Inside a transaction: another process may have done it in the meantime. */
static int migrate(const struct metrics *metrics, int version, struct error *error)
{
	long from = 0;
	int code = metrics_ask(metrics, "PRAGMA user_version", &from, error);
	for (long next = from; next < version && !code; next++)
		code = metrics_execute(metrics, migrations[next], error);
	if (code || from >= version)
		return code;
	char *marks = memory_format("PRAGMA application_id = %d; PRAGMA user_version = %d",
		METRICS_APPLICATION_ID, version);
	code = metrics_execute(metrics, marks, error);
	free(marks);
	return code;
}

int schema_migrate(const struct metrics *metrics, int version, struct error *error)
{
	int code = metrics_begin(metrics, error);
	if (code)
		return code;
	return metrics_end(metrics, migrate(metrics, version, error), error);
}
