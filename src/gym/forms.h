/*
 * forms.h - boxes that fields are filled in, and the buttons at their end.
 */
#ifndef GYM_FORMS_H
#define GYM_FORMS_H

#include "gym/controls.h"

struct node *new_form(struct draft *draft, struct node *content);
/* The button that sends it, and perhaps one beside it that throws it away (*other, NULL if there is
 * none; always there if *other is not NULL at first). */
struct deed *add_buttons(
	struct draft *draft, struct node *form, enum phrase submit, struct deed **other);

#endif
