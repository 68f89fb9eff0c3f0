/*
 * chrome.h - what stands around the work: pages with header, navigation, footer, and what comes in
 * between (cookie banner, newsletter, login wall). Sites are bare (a few elements), small, or full.
 */
#ifndef GYM_CHROME_H
#define GYM_CHROME_H

#include "gym/controls.h"

/*
 * Begins a site: draws what its sections are, and gives the page where the work begins. Depending on
 * the style, a home page or a login page comes before it. The section's name is put into the slot
 * "place" where the person has to go there first.
 */
int begin_site(struct draft *draft, struct caption section);
/* A further page, reached only by what the caller links to it. Its title is shown as heading. */
int add_page(struct draft *draft, const char *title);
/* Where the work goes on a page. */
struct node *page_content(const struct draft *draft, int page);
/* Fills in navigation, distractions and interruptions; last. */
void finish_site(struct draft *draft);

/* A few things that have nothing to do with the task. */
void add_distraction(struct draft *draft, struct node *parent, const char *key);

#endif
