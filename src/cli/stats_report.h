/*
 * stats_report.h - statistics of the runs, as `stats` prints them: a table or one task for a person,
 * one JSON object, or CSV.
 */
#ifndef CLI_STATS_REPORT_H
#define CLI_STATS_REPORT_H

#include "cli/printer.h"
#include "metrics/statistics.h"

void stats_report_table(const struct printer *out, const struct statistics *statistics);
void stats_report_task(const struct printer *out, const struct task_statistics *task);

/* A new value: {"tasks": [...]}. */
json_t *stats_to_json(const struct statistics *statistics);

/* A heading, and a line per run: all columns, and the success of the last ten that count up to it.
 * Texts are quoted as RFC 4180 asks. Heap text. */
char *stats_to_csv(const struct statistics *statistics);

/* "▂▅█", newest last. Heap text. */
char *stats_course(const struct task_statistics *task, size_t width);

#endif
