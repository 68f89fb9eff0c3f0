/*
 * downloads.h - files that pages make the browser save. Private to browser.
 *
 * Chromium saves under a random name in the download folder; when all is there, the file gets the
 * name the site suggested, made safe, with a number if that name is taken.
 */
#ifndef BROWSER_DOWNLOADS_H
#define BROWSER_DOWNLOADS_H

#include "browser/model.h"

/* Says where downloads go, or that they are refused; context_id NULL: the default context. */
void downloads_configure(struct browser *browser, const char *context_id);
void downloads_release(struct browser *browser);

void on_download_begun(struct browser *browser, struct target *target, const json_t *params);
void on_download_progress(struct browser *browser, struct target *target, const json_t *params);

#endif
