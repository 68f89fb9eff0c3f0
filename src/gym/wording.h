/*
 * wording.h - roles, names and texts of elements by the collector's rules (element.js, names.js),
 * for trees of the gym. Texts are borrowed from the tree or made in the arena.
 */
#ifndef GYM_WORDING_H
#define GYM_WORDING_H

#include "gym/node.h"

bool text_is_one_of(const char *text, const char *const *list); /* NULL-terminated list */
/* At most so many bytes, without cutting a character. */
const char *text_cut_to(const char *text, size_t maximum, struct arena *arena);

bool role_is_active(const char *role); /* can be clicked by its kind */
bool role_is_group(const char *role);
bool role_is_text(const char *role);

const char *role_of(const struct node *node);
const char *name_of(const struct node *node, const char *role, struct arena *arena);
const char *hint_of(const struct node *node, const char *name, struct arena *arena);
const char *group_name(const struct node *node, struct arena *arena); /* its own; "" */

/* All text inside, on one line. */
const char *content_of(const struct node *node, struct arena *arena);
/* Its own text and that of inline parts. */
const char *block_text(const struct node *node, struct arena *arena);
/* Of headings, cells and announcements, which are listed whole; "" if blocks are inside. */
const char *whole_text(const struct node *node, const char *role, struct arena *arena);

#endif
