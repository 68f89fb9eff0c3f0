/*
 * values.h - what the value of an action means, by kind. Private to action.
 */
#ifndef ACTION_VALUES_H
#define ACTION_VALUES_H

#include <stdbool.h>
#include <stdint.h>

bool value_as_id(const char *value, uint32_t *id); /* "17" */
bool value_as_switch(const char *value, bool *on); /* "on", "off", "true", "false" */
bool value_as_distance(const char *value, double *dx_px, double *dy_px); /* "0,400" */
/* "accept", "dismiss", "accept:text"; *text is in value, or NULL. Both may be NULL. */
bool value_as_answer(const char *value, bool *accept, const char **text);
bool value_is_address(const char *value); /* http, https, file, data or about */
#endif
