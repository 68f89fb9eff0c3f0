/*
 * network.h - which requests a page may be waiting for: documents, scripts, style sheets, fetches.
 * Private to browser. Images, media, beacons, event streams and WebSockets are not counted: a page
 * is usable without them, and many of them never end.
 */
#ifndef BROWSER_NETWORK_H
#define BROWSER_NETWORK_H

#include "browser/model.h"

enum { REQUEST_OLD_MS = 5000 }; /* a request this old is a long poll: nobody waits for it */

size_t network_pending(const struct tab *tab);
void network_ignore_pending(struct tab *tab); /* what is under way now counts no more */
void network_forget_frame(struct tab *tab, const char *frame_id);
void network_forget_target(struct tab *tab, const struct target *target); /* NULL: all */

void on_request_begun(struct browser *browser, struct target *target, const json_t *params);
void on_request_ended(struct browser *browser, struct target *target, const json_t *params);

#endif
