/*
 * files.c - giving files to a file input.
 */
#include "browser/model.h"
#include "browser/tab.h"
#include "browser/tab_call.h"

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

/* Chrome takes a path that does not exist and uploads an empty file, so it is looked at here. */
static int add_path(json_t *paths, const char *path, struct error *error)
{
	char *absolute = realpath(path, NULL);
	int status = 0;

	if (!absolute)
		status = error_set_errno(
			error, errno, "The file to upload, %s, cannot be found", path);
	else if (access(absolute, R_OK) != 0)
		status = error_set_errno(
			error, errno, "The file to upload, %s, cannot be read", path);
	else
		json_array_append_new(paths, json_text_new(absolute));
	free(absolute);
	return status;
}

int frame_set_files(struct frame *frame, const char *expression, const char *const *paths,
	size_t count, deadline_ms deadline, struct error *error)
{
	json_t *files = json_array();
	char *object_id = NULL;
	int status = 0;

	for (size_t i = 0; i < count && status == 0; i++)
		status = add_path(files, paths[i], error);
	if (status == 0)
		status = frame_object(frame, expression, deadline, &object_id, error);
	if (status == 0)
		status = frame_check(frame, error);
	if (status == 0)
		status = tab_call(frame->tab, frame->target->session, "DOM.setFileInputFiles",
			json_pack("{s:O, s:s}", "files", files, "objectId", object_id), deadline,
			NULL, error);
	if (object_id && frame->target)
		cdp_post(frame->target->session, "Runtime.releaseObject",
			json_pack("{s:s}", "objectId", object_id));
	free(object_id);
	json_decref(files);
	return status;
}
