#include "browser/downloads.h"

#include "base/file.h"
#include "base/memory.h"
#include "base/text.h"
#include "browser/tab_list.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { NAME_BYTES = 100, NAME_TRIES = 1000 };

void downloads_configure(struct browser *browser, const char *context_id)
{
	const char *folder = browser->download_folder;
	json_t *params;

	if (!folder && browser->options.endpoint)
		return; /* a person's own browser goes on as it was */
	params = json_pack(
		"{s:s, s:b}", "behavior", folder ? "allowAndName" : "deny", "eventsEnabled", true);
	if (folder)
		json_object_set_new(params, "downloadPath", json_text_new(folder));
	if (context_id)
		json_object_set_new(params, "browserContextId", json_string(context_id));
	cdp_post(cdp_root(browser->connection), "Browser.setDownloadBehavior", params);
}

static void download_release(struct download *download)
{
	free(download->guid);
	free(download->name);
	free(download->path);
}

void downloads_release(struct browser *browser)
{
	for (size_t i = 0; i < browser->download_count; i++)
		download_release(&browser->downloads[i]);
	free(browser->downloads);
}

/* Letters, digits, '.', '-' and '_' stay, all else becomes '_'; the extension survives a cut. */
static char *safe_name(const char *suggested)
{
	char *name = memory_copy_text(*suggested ? suggested : "download");
	size_t length;

	for (char *c = name; *c; c++)
		if (!strchr("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.-_",
			    *c))
			*c = '_';
	if (name[0] == '.')
		name[0] = '_';
	length = strlen(name);
	if (length > NAME_BYTES)
		memmove(name + NAME_BYTES / 2, name + length - NAME_BYTES / 2, NAME_BYTES / 2 + 1);
	return name;
}

static char *numbered(const char *folder, const char *name, int number)
{
	const char *dot = strrchr(name, '.');
	size_t stem = dot && dot != name ? (size_t)(dot - name) : strlen(name);

	if (number == 0)
		return memory_format("%s/%s", folder, name);
	return memory_format("%s/%.*s-%d%s", folder, (int)stem, name, number, name + stem);
}

/* The name it got; NULL if the file could not be renamed. */
static char *give_name(const char *folder, const char *from, const char *suggested)
{
	char *name = safe_name(suggested);
	char *path = NULL;

	for (int number = 0; number < NAME_TRIES; number++) {
		path = numbered(folder, name, number);
		if (renameat2(AT_FDCWD, from, AT_FDCWD, path, RENAME_NOREPLACE) == 0)
			break;
		free(path);
		path = NULL;
		if (errno != EEXIST)
			break;
	}
	free(name);
	return path;
}

static struct download *find(struct browser *browser, const char *guid)
{
	for (size_t i = 0; i < browser->download_count; i++)
		if (strcmp(browser->downloads[i].guid, guid) == 0)
			return &browser->downloads[i];
	return NULL;
}

void on_download_begun(struct browser *browser, struct target *target, const json_t *params)
{
	const char *guid = json_text_at(params, "guid", "");
	struct download *download;

	(void)target;
	if (find(browser, guid))
		return;
	browser->downloads = memory_resize(
		browser->downloads, browser->download_count + 1, sizeof *browser->downloads);
	download = &browser->downloads[browser->download_count++];
	*download = (struct download){.guid = memory_copy_text(guid),
		.name = memory_copy_text(json_text_at(params, "suggestedFilename", "")),
		.tab = tab_of_frame(browser, json_text_at(params, "frameId", NULL))};
	browser->downloads_begun++;
	browser_notify(browser, &(struct browser_event){.kind = BROWSER_DOWNLOAD_BEGUN,
					.tab = download->tab,
					.text = download->name});
}

void on_download_progress(struct browser *browser, struct target *target, const json_t *params)
{
	const char *state = json_text_at(params, "state", "");
	const char *guid = json_text_at(params, "guid", "");
	struct download *download = find(browser, guid);
	char *from;

	(void)target;
	if (!download || download->ended || strcmp(state, "inProgress") == 0)
		return;
	download->ended = true;
	if (strcmp(state, "completed") == 0 && browser->download_folder) {
		from = path_join(browser->download_folder, guid);
		download->path = give_name(browser->download_folder, from, download->name);
		if (!download->path)
			download->path = memory_copy_text(from); /* saved, if under an odd name */
		free(from);
	}
	browser_notify(browser, &(struct browser_event){.kind = BROWSER_DOWNLOAD_ENDED,
					.tab = download->tab,
					.text = download->path});
}

size_t browser_download_count(const struct browser *browser)
{
	size_t count = 0;

	for (size_t i = 0; i < browser->download_count; i++)
		count += browser->downloads[i].path != NULL;
	return count;
}

const char *browser_download_path(const struct browser *browser, size_t index)
{
	for (size_t i = 0; i < browser->download_count; i++)
		if (browser->downloads[i].path && index-- == 0)
			return browser->downloads[i].path;
	return NULL;
}

size_t browser_downloads_pending(const struct browser *browser)
{
	size_t count = 0;

	for (size_t i = 0; i < browser->download_count; i++)
		count += !browser->downloads[i].ended;
	return count;
}
