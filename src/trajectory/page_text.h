/*
 * page_text.h - what a page tells a person, as opposed to what it lets them choose or type: the
 * texts that a criterion may rest on.
 */
#ifndef TRAJECTORY_PAGE_TEXT_H
#define TRAJECTORY_PAGE_TEXT_H

#include "observation/observation.h"

#include <stdbool.h>

/* A text, heading, cell, message, link or button: not a field, an option or a choice, whose name is
 * there whatever was chosen. */
bool element_tells(const struct element *element);
/* Status, alert and the like: it announces outcomes. */
bool element_announces(const struct element *element);

/* The page tells this value, in whatever form, outside of fields and choices. */
bool page_tells_value(const struct observation *observation, const char *value);

/* A list value: each of its items. */
bool page_tells_values(const struct observation *observation, const char *value, bool is_list);

#endif
