/*
 * table.h - the part of the table of options that is about learning. Private to config.
 */
#ifndef CONFIG_TABLE_H
#define CONFIG_TABLE_H

#include "config/options.h"

extern const struct option_row learning_rows[];
extern const size_t learning_row_count;

#endif
