/*
 * screenshot.c - a picture of the page in which secret fields are blank.
 *
 * The boxes are those of secret_boxes.c, read right before and right after the picture; they are
 * painted a little larger.
 */
#include "observation/observe.h"
#include "observation/secret_boxes.h"

#include <jpeglib.h>
#include <math.h>
#include <setjmp.h>
#include <stdlib.h>
#include <string.h>

enum { MARGIN_PX = 3, CHANNELS = 3, BLANK = 0x80, SIDE_MAXIMUM_PX = 16384, TRIES = 3 };

struct picture {
	unsigned char *pixels; /* rows of RGB; owned */
	size_t width, height;
};

/* libjpeg reports failure by not returning. */
struct failure {
	struct jpeg_error_mgr manager;
	jmp_buf back;
};

static void fail(j_common_ptr info)
{
	longjmp(((struct failure *)info->err)->back, 1);
}

static void keep_quiet(j_common_ptr info, int level)
{
	(void)info;
	(void)level;
}

static struct jpeg_error_mgr *failure_init(struct failure *failure)
{
	jpeg_std_error(&failure->manager);
	failure->manager.error_exit = fail;
	failure->manager.emit_message = keep_quiet;
	return &failure->manager;
}

static bool decode(const struct bytes *jpeg, struct picture *picture)
{
	struct jpeg_decompress_struct info;
	struct failure failure;
	info.err = failure_init(&failure);
	jpeg_create_decompress(&info);
	if (setjmp(failure.back)) {
		jpeg_destroy_decompress(&info);
		return false;
	}
	jpeg_mem_src(&info, (const unsigned char *)jpeg->data, jpeg->length);
	jpeg_read_header(&info, TRUE);
	info.out_color_space = JCS_RGB;
	jpeg_start_decompress(&info);
	if (info.output_width > SIDE_MAXIMUM_PX || info.output_height > SIDE_MAXIMUM_PX)
		fail((j_common_ptr)&info);
	picture->width = info.output_width;
	picture->height = info.output_height;
	picture->pixels = malloc(picture->width * picture->height * CHANNELS);
	while (picture->pixels && info.output_scanline < info.output_height) {
		JSAMPROW row = picture->pixels + info.output_scanline * picture->width * CHANNELS;
		jpeg_read_scanlines(&info, &row, 1);
	}
	jpeg_finish_decompress(&info);
	jpeg_destroy_decompress(&info);
	return picture->pixels != NULL;
}

/* *out is the caller's to free, also after a failure. */
static bool encode(
	const struct picture *picture, int quality, unsigned char **out, unsigned long *length)
{
	struct jpeg_compress_struct info;
	struct failure failure;
	info.err = failure_init(&failure);
	jpeg_create_compress(&info);
	if (setjmp(failure.back)) {
		jpeg_destroy_compress(&info);
		return false;
	}
	jpeg_mem_dest(&info, out, length);
	info.image_width = (JDIMENSION)picture->width;
	info.image_height = (JDIMENSION)picture->height;
	info.input_components = CHANNELS;
	info.in_color_space = JCS_RGB;
	jpeg_set_defaults(&info);
	jpeg_set_quality(&info, quality, TRUE);
	jpeg_start_compress(&info, TRUE);
	while (info.next_scanline < info.image_height) {
		JSAMPROW row = picture->pixels + info.next_scanline * picture->width * CHANNELS;
		jpeg_write_scanlines(&info, &row, 1);
	}
	jpeg_finish_compress(&info);
	jpeg_destroy_compress(&info);
	return true;
}

static size_t clamp(double value, size_t maximum)
{
	return value < 0 ? 0 : value > (double)maximum ? maximum : (size_t)value;
}

static void blank(struct picture *picture, const struct secret_box *box, double scale)
{
	double margin = MARGIN_PX * scale;
	size_t left = clamp(floor(box->x_px * scale - margin), picture->width);
	size_t top = clamp(floor(box->y_px * scale - margin), picture->height);
	size_t right = clamp(ceil((box->x_px + box->width_px) * scale + margin), picture->width);
	size_t bottom = clamp(ceil((box->y_px + box->height_px) * scale + margin), picture->height);
	for (size_t y = top; y < bottom && left < right; y++)
		memset(picture->pixels + (y * picture->width + left) * CHANNELS, BLANK,
			(right - left) * CHANNELS);
}

static int repaint(
	const struct secret_boxes *boxes, int quality, struct bytes *jpeg, struct error *error)
{
	struct picture picture = {0};
	unsigned char *out = NULL;
	unsigned long length = 0;
	bool done = decode(jpeg, &picture);
	double scale =
		boxes->viewport_width_px > 0 ? (double)picture.width / boxes->viewport_width_px : 1;
	for (size_t i = 0; done && i < boxes->count; i++)
		blank(&picture, &boxes->items[i], scale);
	done = done && encode(&picture, quality, &out, &length);
	bytes_clear(jpeg);
	done = done && bytes_append(jpeg, out, length, NULL) == 0;
	free(out);
	free(picture.pixels);
	return done ? 0
		    : error_set(error, ERROR_PROTOCOL,
			      "The screenshot could not be cleared of secret fields, so it was "
			      "dropped.");
}

/* One try; BLOCKED where the fields were elsewhere afterwards. */
static int take(struct tab *tab, const char *secret_selectors, int quality, double scale,
	deadline_ms deadline, struct bytes *jpeg, struct error *error)
{
	struct secret_boxes before, after = {0};
	int problem = secret_boxes_read(&before, tab, secret_selectors, deadline, error);
	if (!problem)
		problem = tab_screenshot(tab, quality, scale, deadline, jpeg, error);
	if (!problem)
		problem = secret_boxes_read(&after, tab, secret_selectors, deadline, error);
	if (!problem && !secret_boxes_equal(&before, &after))
		problem = error_set(error, ERROR_BLOCKED,
			"The page's secret fields moved while it was pictured, so the picture was "
			"dropped.");
	if (!problem && before.count)
		problem = repaint(&before, quality, jpeg, error);
	if (problem)
		bytes_clear(jpeg);
	secret_boxes_release(&before);
	secret_boxes_release(&after);
	return problem;
}

int observe_screenshot(struct tab *tab, const char *secret_selectors, int quality, double scale,
	deadline_ms deadline, struct bytes *jpeg, struct error *error)
{
	int problem = ERROR_BLOCKED;
	bool again = true;
	for (int attempt = 0; problem && again && attempt < TRIES; attempt++) {
		problem = take(tab, secret_selectors, quality, scale, deadline, jpeg, error);
		again = (problem == ERROR_BLOCKED && !tab_dialog(tab)) ||
			(problem == ERROR_STALE && !tab_is_closed(tab));
	}
	return problem;
}
