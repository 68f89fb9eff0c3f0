/*
 * demonstration_report.h - a demonstration as `record` and `tasks show` present it.
 */
#ifndef CLI_DEMONSTRATION_REPORT_H
#define CLI_DEMONSTRATION_REPORT_H

#include "base/json.h"
#include "cli/printer.h"
#include "trajectory/trajectory.h"

/* Steps in words, parameters, criterion. */
void report_demonstration(const struct printer *out, const struct trajectory *demonstration);

/* The same as an object: task, goal, url, folder, steps, parameters, criterion, secrets. */
json_t *demonstration_to_object(const struct trajectory *demonstration);

#endif
