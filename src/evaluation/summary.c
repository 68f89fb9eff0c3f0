#include "evaluation/apps.h"

#include "base/bytes.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

#define TABLE_MAXIMUM 65536

/* The column of a policy; a name beyond the maximum is a programmer's error. */
static size_t column_of(struct apps_summary *summary, const char *policy)
{
	size_t i = 0;
	while (i < summary->name_count && strcmp(summary->names[i], policy) != 0)
		i++;
	assert(i < APPS_ENTRANTS_MAX);
	if (i == summary->name_count)
		snprintf(summary->names[summary->name_count++], sizeof summary->names[i], "%s",
			policy);
	return i;
}

void apps_summary_add(struct apps_summary *summary, const struct apps_case *result)
{
	size_t column = column_of(summary, result->policy);
	struct apps_tally *tally = &summary->level[result->drift][column];
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

static void add_row(
	struct bytes *table, int drift, const char *policy, const struct apps_tally *tally)
{
	if (!tally->cases)
		return;
	bytes_format(table, NULL, "| %d | %s | %d | %d | %.1f %% | %d | %d | %.2f s |\n", drift,
		policy, tally->cases, tally->successes, percent(tally->successes, tally->cases),
		tally->unconfirmed_successes, tally->unreported_successes,
		(double)tally->took_ms / 1000.0 / tally->cases);
}

char *apps_summary_table(const struct apps_summary *summary)
{
	struct bytes table;
	bytes_init(&table, TABLE_MAXIMUM);
	bytes_append_text(&table,
		"| drift | policy | runs | successes | rate | false successes | done but not "
		"reported | "
		"mean time |\n|---|---|---|---|---|---|---|---|\n",
		NULL);
	for (int drift = 0; drift < DRIFT_LEVELS; drift++)
		for (size_t i = 0; i < summary->name_count; i++)
			add_row(&table, drift, summary->names[i], &summary->level[drift][i]);
	return bytes_take(&table);
}
