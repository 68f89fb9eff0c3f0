/*
 * family.h - a family of workflows: how a site with such a task is drawn up, and how people ask
 * for it.
 */
#ifndef GYM_FAMILY_H
#define GYM_FAMILY_H

#include "gym/draft.h"

struct family {
	const char *name;
	void (*build)(struct draft *draft); /* pages, task, slots; from begin_site to finish_site */
	/* Templates (goal.h), NULL-terminated. Explicit ones may be missing where goals are put
	 * together from the steps. */
	const char *const *explicit_goals, *const *value_goals;
	bool by_steps;	    /* explicit goals may be put together from the steps */
	bool contrary;	    /* its choice can differ from the demonstration's */
	bool needs_showing; /* has a step that no words give: a file's place */
	unsigned weight;    /* drawn so many times as often as others; 0: as often */
};

/* name in C, name: what training draws from, and what it never sees. */
#define GYM_TRAINED(X)                                                                             \
	X(click_one, "click-one")                                                                  \
	X(click_sequence, "click-sequence")                                                        \
	X(tab_link, "tab-link")                                                                    \
	X(fill_form, "fill-form")                                                                  \
	X(log_in, "log-in")                                                                        \
	X(row_action, "row-action")                                                                \
	X(section_link, "section-link")                                                            \
	X(menu_choice, "menu-choice")                                                              \
	X(dialog_answer, "dialog-answer")                                                          \
	X(tree_open, "tree-open")                                                                  \
	X(load_more, "load-more")                                                                  \
	X(open_row, "open-row")                                                                    \
	X(open_extreme, "open-extreme")                                                            \
	X(search_open, "search-open")                                                              \
	X(search_act, "search-act")                                                                \
	X(filter_act, "filter-act")                                                                \
	X(rows_several, "rows-several")                                                            \
	X(rows_matching, "rows-matching")                                                          \
	X(tick_several, "tick-several")                                                            \
	X(click_nth, "click-nth")                                                                  \
	X(copy_value, "copy-value")                                                                \
	X(pick_date, "pick-date")                                                                  \
	X(step_to, "step-to")                                                                      \
	X(pick_suggestion, "pick-suggestion")                                                      \
	X(edit_text, "edit-text")                                                                  \
	X(enter_twice, "enter-twice")                                                              \
	X(enter_key, "enter-key")                                                                  \
	X(upload_file, "upload-file")                                                              \
	X(mail_job, "mail-job")                                                                    \
	X(wizard, "wizard")                                                                        \
	X(settings, "settings")                                                                    \
	X(shop_cart, "shop-cart")                                                                  \
	X(errand, "errand")                                                                        \
	X(errand_behind, "errand-behind")                                                          \
	X(errand_item, "errand-item")                                                              \
	X(enter_text, "enter-text")                                                                \
	X(choose_option, "choose-option")
#define GYM_HELD(X)                                                                                \
	X(edit_row, "edit-row")                                                                    \
	X(tab_row, "tab-row")                                                                      \
	X(menu_form, "menu-form")                                                                  \
	X(book_slot, "book-slot")                                                                  \
	X(search_several, "search-several")

#define GYM_FAMILY_DECLARE(id, name) extern const struct family id;
GYM_TRAINED(GYM_FAMILY_DECLARE)
GYM_HELD(GYM_FAMILY_DECLARE)
#undef GYM_FAMILY_DECLARE

/* Of the held ones, or of the others. */
const struct family *family_at(bool held, size_t index);
const struct family *family_draw(bool held, struct random *random); /* by weight */
size_t family_count(bool held);
const struct family *family_find(const char *name); /* NULL if there is none */
const char *const *family_names(bool held);	    /* NULL-terminated */

#endif
