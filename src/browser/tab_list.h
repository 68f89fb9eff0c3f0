/*
 * tab_list.h - the tabs of a browser: made, found, closed, kept readable. Private to browser.
 */
#ifndef BROWSER_TAB_LIST_H
#define BROWSER_TAB_LIST_H

#include "browser/model.h"

struct tab *tab_new(struct browser *browser, const json_t *target_info); /* in the list */
struct tab *tab_find(const struct browser *browser, const char *target_id);
struct tab *tab_of_frame(const struct browser *browser, const char *frame_id);

/* Its page is gone: listeners hear of it, then it leaves the list and stays readable. */
void tab_closed(struct tab *tab);
void tabs_release(struct browser *browser); /* all, also those kept for readers */

#endif
