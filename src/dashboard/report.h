/*
 * report.h - one run as one page: report.html in the run's folder, complete in itself.
 *
 * Outcome and criterion, a filmstrip with what was acted on outlined, each decision with its
 * alternatives, what each action changed, times by part, files. Everything in it was on disk
 * already, so no secret can be: what is written there passed the redaction (trajectory/writer.h).
 *
 * The page is report.page.html with two things put in: the records, as JSON, and the screenshots,
 * as data URLs. It asks nothing of the network and runs from a file.
 */
#ifndef DASHBOARD_REPORT_H
#define DASHBOARD_REPORT_H

#include "base/error.h"

#define REPORT_FILE "report.html"

/* Writes <folder>/report.html from run.json, metrics.json (if there), steps.jsonl and the
 * screenshots. Also for a demonstration. NOT_FOUND, INPUT, IO. */
int report_write(const char *folder, struct error *error);

#endif
