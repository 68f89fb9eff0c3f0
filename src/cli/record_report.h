/*
 * record_report.h - what is printed of a finished recording.
 */
#ifndef CLI_RECORD_REPORT_H
#define CLI_RECORD_REPORT_H

#include "config/options.h"
#include "trajectory/trajectory.h"

/* Steps, proposed parameters, proposed criterion. */
void record_report_steps(const struct trajectory *demonstration);
/* Where it is kept, and the command that does the task again. */
void record_report_next(const struct trajectory *demonstration, const struct options *options);
void record_report_json(const struct trajectory *demonstration);

#endif
