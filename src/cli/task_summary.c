#include "cli/task_summary.h"

#include "base/file.h"
#include "base/json.h"
#include "base/memory.h"
#include "base/text.h"

#include <stdlib.h>

#define RUN_JSON_MAXIMUM (64u << 20) /* it may hold the final page */

/* One text of <folder>/<entry>/run.json. Heap text, or NULL. */
static char *read_about(const char *folder, const char *entry, const char *key)
{
	char *path = memory_format("%s/%s/run.json", folder, entry);
	struct bytes content;
	bytes_init(&content, RUN_JSON_MAXIMUM);
	char *text = NULL;
	if (!file_read(path, RUN_JSON_MAXIMUM, &content, NULL)) {
		json_t *about = json_parse(content.data, content.length, NULL);
		text = memory_copy_text(json_text_at(about, key, NULL));
		json_decref(about);
	}
	bytes_release(&content);
	free(path);
	return text;
}

void task_summarize(struct task_summary *summary, const char *logs_folder, const char *task)
{
	char *folder = path_join(logs_folder, task), **entries = NULL;
	const char *newest_demonstration = NULL, *newest_run = NULL;
	*summary = (struct task_summary){0};
	folder_list(folder, &entries, NULL);
	/* Names begin with the kind and the time, so that the last of a kind is the newest. */
	for (char **entry = entries; entry && *entry; entry++) {
		if (text_starts_with(*entry, "demo-")) {
			newest_demonstration = *entry;
			summary->demonstrations++;
		} else if (text_starts_with(*entry, "run-")) {
			newest_run = *entry;
			summary->runs++;
		}
	}
	if (newest_demonstration)
		summary->goal = read_about(folder, newest_demonstration, "goal");
	if (newest_run)
		summary->last_outcome = read_about(folder, newest_run, "outcome");
	file_names_free(entries);
	free(folder);
}

void task_summary_release(struct task_summary *summary)
{
	free(summary->goal);
	free(summary->last_outcome);
	*summary = (struct task_summary){0};
}
