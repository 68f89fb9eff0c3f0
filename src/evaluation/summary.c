#include "evaluation/apps.h"

#include "base/bytes.h"

#define TABLE_MAXIMUM 65536

void apps_summary_add(struct apps_summary *summary, const struct apps_case *result)
{
	struct apps_tally *tally = &summary->level[result->drift][result->literal];
	bool reported = result->outcome == OUTCOME_SUCCESS;
	tally->cases++;
	tally->successes += reported && result->confirmed;
	tally->unconfirmed_successes += reported && !result->confirmed;
	tally->unreported_successes += !reported && result->confirmed;
	tally->took_ms += result->took_ms;
	tally->steps += result->steps;
}

static double percent(int part, int whole)
{
	return whole ? 100.0 * part / whole : 0;
}

static void add_row(struct bytes *table, int drift, const char *policy,
	const struct apps_tally *tally)
{
	if (!tally->cases)
		return;
	bytes_format(table, NULL, "| %d | %s | %d | %d | %.1f %% | %d | %d | %.2f s |\n", drift, policy,
		tally->cases, tally->successes, percent(tally->successes, tally->cases),
		tally->unconfirmed_successes, tally->unreported_successes,
		(double)tally->took_ms / 1000.0 / tally->cases);
}

char *apps_summary_table(const struct apps_summary *summary)
{
	struct bytes table;
	bytes_init(&table, TABLE_MAXIMUM);
	bytes_append_text(&table,
		"| drift | policy | runs | successes | rate | false successes | done but not reported | "
		"mean time |\n|---|---|---|---|---|---|---|---|\n",
		NULL);
	for (int drift = 0; drift < DRIFT_LEVELS; drift++) {
		add_row(&table, drift, "replay (literal)", &summary->level[drift][1]);
		add_row(&table, drift, "run --policy replay", &summary->level[drift][0]);
	}
	return bytes_take(&table);
}
