/*
 * calendar.h - fields for dates: native ones, typed ones, and those with a calendar to click in.
 */
#ifndef GYM_CALENDAR_H
#define GYM_CALENDAR_H

#include "gym/controls.h"

void add_date_field(struct draft *draft, struct node *row, struct field *field, const char *label);

/* Its calendar has the date that is the last of the field's choices; is_open: it is shown
 * at once. */
void add_picker_field(struct draft *draft, struct node *row, struct field *field, const char *label,
	bool is_open);

/* Months around one, of which one is shown, with ways to turn them. Days put their date, as ISO
 * text, into the target. Returns the box. */
struct node *add_calendar(struct draft *draft, struct node *parent, struct node *target,
	const struct date *first, int months, int shown);

#endif
