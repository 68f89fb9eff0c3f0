/*
 * encode_element.h - what the encoder asks of one element.
 */
#ifndef POLICY_ENCODE_ELEMENT_H
#define POLICY_ENCODE_ELEMENT_H

#include "observation/observation.h"

/* What it is called by people, else by its icon, its author or its address. Never NULL. */
const char *element_words(const struct element *element);

/* The row, list item, card or the like around it: an index into groups; -1. */
int element_item(const struct observation *page, const struct element *element);
/* The dialog around it; -1. */
int element_dialog(const struct observation *page, const struct element *element);
/* The table around it; -1. */
int element_table(const struct observation *page, const struct element *element);

/* It can be seen somewhere, also by scrolling. */
static inline bool element_has_box(const struct element *element)
{
	return element->width > 0 && element->height > 0;
}

#endif
