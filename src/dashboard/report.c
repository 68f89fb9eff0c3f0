#include "dashboard/report.h"

#include "base/base64.h"
#include "base/bytes.h"
#include "base/file.h"
#include "base/json.h"
#include "base/memory.h"

#include <stdlib.h>
#include <string.h>

#define RECORD_MAXIMUM	   (64u << 20)	     /* bytes of run.json, or of a line of steps.jsonl */
#define STEPS_MAXIMUM	   ((size_t)1 << 30) /* bytes of steps.jsonl */
#define SCREENSHOT_MAXIMUM ((size_t)16 << 20)
#define REPORT_MAXIMUM	   ((size_t)1 << 30)
#define DATA_MARK	   "@DATA@" /* where the page takes the records */

extern const char report_page_html[];

/* A JSON object from a file of the folder; NULL with error. */
static json_t *read_object(const char *folder, const char *name, struct error *error)
{
	char *path = path_join(folder, name);
	struct bytes text;
	json_t *object = NULL;
	if (!file_read(path, RECORD_MAXIMUM, &text, error)) {
		object = json_parse(text.data, text.length, error);
		if (!object)
			error_prefix(error, "%s", path);
	}
	bytes_release(&text);
	free(path);
	return object;
}

/* "data:image/jpeg;base64,..."; null when there is no such picture. */
static json_t *picture_new(const char *folder, const char *name)
{
	struct bytes jpeg, url;
	json_t *picture = json_null();
	char *path = path_join(folder, name);
	bytes_init(&url, 2 * SCREENSHOT_MAXIMUM);
	if (path_component_is_safe(name) && !file_read(path, SCREENSHOT_MAXIMUM, &jpeg, NULL)) {
		bytes_append_text(&url, "data:image/jpeg;base64,", NULL);
		if (!base64_append(&url, jpeg.data, jpeg.length, NULL))
			picture = json_stringn(url.data, url.length);
		bytes_release(&jpeg);
	}
	bytes_release(&url);
	free(path);
	return picture;
}

/* What the page needs of a step: all but the observation, of which the viewport. */
static json_t *step_for_page(const char *folder, json_t *step)
{
	json_t *viewport = json_at(step, "observation.viewport");
	if (viewport)
		json_object_set(step, "viewport", viewport);
	json_object_del(step, "observation");
	const char *screenshot = json_text_at(step, "screenshot", "");
	if (*screenshot)
		json_object_set_new(step, "picture", picture_new(folder, screenshot));
	return step;
}

/* Complete lines only: the last may have been cut by a crash. */
static json_t *read_steps(const char *folder, struct error *error)
{
	char *path = path_join(folder, "steps.jsonl");
	struct bytes text;
	json_t *steps = json_array();
	int code = file_exists(path) ? file_read(path, STEPS_MAXIMUM, &text, error)
				     : (bytes_init(&text, 0), 0);
	const char *at = text.data ? text.data : "", *end;
	for (; !code && (end = strchr(at, '\n')); at = end + 1) {
		json_t *step = json_parse(at, (size_t)(end - at), error);
		if (!step)
			code = error_prefix(
				error, "%s, line %zu", path, json_array_size(steps) + 1);
		else
			json_array_append_new(steps, step_for_page(folder, step));
	}
	bytes_release(&text);
	free(path);
	if (!code)
		return steps;
	json_decref(steps);
	return NULL;
}

static json_t *records_new(const char *folder, struct error *error)
{
	json_t *run = read_object(folder, "run.json", error);
	if (!run)
		return NULL;
	const char *last = json_text_at(run, "final_screenshot", "");
	json_object_set_new(run, "final_picture", *last ? picture_new(folder, last) : json_null());
	json_object_del(run, "final");
	json_t *steps = read_steps(folder, error);
	json_t *metrics = read_object(folder, "metrics.json", NULL); /* of newer runs */
	json_t *records = NULL;
	if (steps)
		records = json_pack("{s:O,s:O,s:O?,s:s}", "run", run, "steps", steps, "metrics",
			metrics, "folder", folder);
	json_decref(run);
	json_decref(steps);
	json_decref(metrics);
	return records;
}

/* JSON inside <script>: nothing in it may end the element. */
static int append_escaped(struct bytes *page, const char *json, struct error *error)
{
	int code = 0;
	for (const char *cut; !code && (cut = strchr(json, '<')); json = cut + 1) {
		code = bytes_append(page, json, (size_t)(cut - json), error);
		if (!code)
			code = bytes_append_text(page, "\\u003c", error);
	}
	return code ? code : bytes_append_text(page, json, error);
}

static int fill_page(struct bytes *page, const json_t *records, struct error *error)
{
	const char *mark = strstr(report_page_html, DATA_MARK);
	char *json = json_print(records);
	int code = bytes_append(page, report_page_html, (size_t)(mark - report_page_html), error);
	if (!code)
		code = append_escaped(page, json, error);
	if (!code)
		code = bytes_append_text(page, mark + strlen(DATA_MARK), error);
	free(json);
	return code;
}

int report_write(const char *folder, struct error *error)
{
	struct error reason = {0};
	json_t *records = records_new(folder, &reason);
	if (!records)
		return error_set(error, reason.code, "There is no report: %s", reason.message);
	struct bytes page;
	bytes_init(&page, REPORT_MAXIMUM);
	char *path = path_join(folder, REPORT_FILE);
	int code = fill_page(&page, records, error);
	if (!code)
		code = file_replace(path, page.data, page.length, 0600, error);
	free(path);
	bytes_release(&page);
	json_decref(records);
	return code;
}
