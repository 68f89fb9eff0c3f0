/*
 * panels.h - parts of a page that are shown on demand: behind tabs, in sections that open, in menus,
 * in dialogs.
 */
#ifndef GYM_PANELS_H
#define GYM_PANELS_H

#include "gym/controls.h"

enum { PANELS_MAXIMUM = 6 };

/* Each with a panel for the caller to fill; the first is shown. */
void add_tab_bar(struct draft *draft, struct node *content, const char *const *names, size_t count,
	struct node **panels);
/* None is shown. */
void add_sections(struct draft *draft, struct node *content, const char *const *names, size_t count,
	struct node **panels);

/* A button with a list that it opens. */
struct node *add_menu(struct draft *draft, struct node *place, const char *text, const char *key);
/* An entry of a menu; with `submenu`, it opens a further list. */
struct node *add_menu_entry(
	struct draft *draft, struct node *menu, const char *text, struct node **submenu);

/* A dialog over the page; hidden until the opener opens it, if there is one. */
struct node *add_dialog(struct draft *draft, int page, const char *title, struct node *opener);

#endif
