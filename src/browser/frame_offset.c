/*
 * frame_offset.c - where a frame lies in the page.
 */
#include "browser/frame_tree.h"
#include "browser/model.h"
#include "browser/tab.h"
#include "browser/tab_call.h"

/* The content box of the element that holds frame, relative to the topmost frame of the
 * process of its parent. */
static int owner_origin(
	struct frame *frame, deadline_ms deadline, double *x_px, double *y_px, struct error *error)
{
	struct target *target = frame->parent->target;
	struct tab *tab = frame->tab;
	json_t *owner = NULL, *box = NULL, *corner;
	int status = tab_call(tab, target->session, "DOM.getFrameOwner",
		json_pack("{s:s}", "frameId", frame->id), deadline, &owner, error);

	if (status == 0 && frame->parent && frame->parent->target == target)
		status = tab_call(tab, target->session, "DOM.getBoxModel",
			json_pack("{s:I}", "backendNodeId",
				(json_int_t)json_integer_at(owner, "backendNodeId", 0)),
			deadline, &box, error);
	if (status == ERROR_PROTOCOL)
		status = error_set(
			error, ERROR_BLOCKED, "The frame %s is not shown on the page.", frame->url);
	corner = json_at(box, "model.content");
	if (status == 0 && json_array_size(corner) < 2)
		status = error_set(error, ERROR_STALE, "The frame %s was replaced.", frame->url);
	if (status == 0) {
		*x_px += json_number_value(json_array_get(corner, 0));
		*y_px += json_number_value(json_array_get(corner, 1));
	}
	json_decref(owner);
	json_decref(box);
	return status;
}

/* The topmost frame of the process that frame is in. */
static struct frame *process_root(struct frame *frame)
{
	while (frame->parent && frame->parent->target == frame->target)
		frame = frame->parent;
	return frame;
}

/* Within one process Chrome gives coordinates of the process's topmost frame, so each process on
 * the way up costs one step, however many frames it holds. */
int frame_offset(
	struct frame *frame, deadline_ms deadline, double *x_px, double *y_px, struct error *error)
{
	int status = frame_check(frame, error);

	*x_px = *y_px = 0;
	while (status == 0 && frame->parent) {
		if (!frame->parent->target)
			return error_set(error, ERROR_STALE, "The frame %s is being replaced.",
				frame->parent->url);
		status = owner_origin(frame, deadline, x_px, y_px, error);
		if (status == 0)
			status = frame_check(frame, error);
		if (status == 0)
			frame = process_root(frame->parent);
	}
	return status;
}
