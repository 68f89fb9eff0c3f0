#include "recorder/page.h"

#include "base/memory.h"
#include "observation/build.h"

#include <stdlib.h>
#include <string.h>

#define PAGE_MEMORY_MAXIMUM (128u << 20)
#define BASES		    4096u /* of ids; see observe.c */
#define NEAR		    4	  /* a listed element so far out still stands for what was meant */
#define WIDE_SHARE	    0.6	  /* of the viewport: a box so large is no control */

/* ---- making */

static bool is_taken(const struct frame_report *reports, size_t count, uint32_t base)
{
	for (size_t i = 0; i < count; i++)
		if (reports[i].base == base)
			return true;
	return false;
}

/* Frames choose their part of the ids by chance. Where two chose the same, the later one's are
 * changed, in this copy: ids must be unique in an observation. */
static void part_ids(struct frame_report *reports, size_t i)
{
	struct frame_report *report = &reports[i];
	uint32_t base = report->base;

	if (!is_taken(reports, i, base))
		return;
	while (is_taken(reports, i, base))
		base = (base + 1) % BASES;
	for (size_t k = 0; k < report->element_count; k++)
		report->elements[k].id = (report->elements[k].id & 0xfffffu) | base << 20;
	report->base = base;
}

static void clear(struct observation *page)
{
	*page = (struct observation){.url = "",
		.title = "",
		.language = "",
		.text = "",
		.dialog_type = "",
		.dialog_message = "",
		.changes = ""};
	arena_init(&page->arena, PAGE_MEMORY_MAXIMUM);
}

static int make(
	struct observation *page, const struct page_part *parts, size_t count, struct error *error)
{
	struct frame_input *inputs = arena_take(&page->arena, count, sizeof(*inputs));
	struct frame_report *reports = arena_take(&page->arena, count, sizeof(*reports));

	if (!inputs || !reports)
		return error_set(error, ERROR_LIMIT, "The page is too large to be recorded.");
	for (size_t i = 0; i < count; i++) {
		int status = wire_read(&reports[i], parts[i].text, parts[i].length, &page->arena,
			i ? NULL : error);

		if (status < 0 && i == 0)
			return status;
		if (status == 0)
			part_ids(reports, i);
		inputs[i] =
			(struct frame_input){.id = arena_copy_text(&page->arena, parts[i].frame),
				.url = arena_copy_text(&page->arena, parts[i].url),
				.parent = parts[i].parent,
				.report = status == 0 ? &reports[i] : NULL,
				.problem = "cannot be read"};
	}
	page->title = reports[0].title;
	page->url = inputs[0].url;
	return observation_build(page, inputs, count, error);
}

struct observation *page_make(const struct page_part *parts, size_t count, struct error *error)
{
	struct observation *page = memory_new(1, sizeof(*page));

	clear(page);
	if (make(page, parts, count, error) < 0) {
		page_free(page);
		return NULL;
	}
	return page;
}

void page_free(struct observation *page)
{
	if (!page)
		return;
	observation_release(page);
	free(page);
}

/* ---- comparing */

static uint64_t mix(uint64_t hash, const char *text)
{
	do
		hash = (hash ^ (unsigned char)*text) * 1099511628211u; /* FNV-1a */
	while (*text++);
	return hash;
}

uint64_t page_essence(const struct observation *page)
{
	uint32_t ignored = ELEMENT_FOCUSED | ELEMENT_OFFSCREEN | ELEMENT_OCCLUDED;
	uint64_t sum = mix(14695981039346656037u, page->url);

	for (size_t i = 0; i < page->element_count; i++) {
		const struct element *element = &page->elements[i];
		uint64_t hash = mix(14695981039346656037u, element->role);

		hash = mix(mix(hash, element->name), element->value);
		sum += (hash ^ (element->state & ~ignored)) * 0x9e3779b97f4a7c15u;
	}
	return sum;
}

/* ---- finding */

int page_frame(const struct observation *page, const char *frame)
{
	for (size_t i = 0; frame && i < page->frame_count; i++)
		if (strcmp(page->frames[i].id, frame) == 0)
			return (int)i;
	return -1;
}

struct element *page_element(const struct observation *page, int frame, uint32_t id)
{
	for (size_t i = 0; i < page->element_count; i++)
		if (page->elements[i].id == id && page->elements[i].frame == frame)
			return &page->elements[i];
	return NULL;
}

static bool is_operable(const struct element *element)
{
	return element->operations & ~(OPERATION_SCROLL | OPERATION_DRAG);
}

static bool is_wide(const struct observation *page, const struct element *element)
{
	double room = (double)page->viewport_width_px * page->viewport_height_px;

	return (double)element->width * element->height > WIDE_SHARE * room;
}

/* A box that is most of the page, or one far out, catches events for what is in it. */
static struct element *pick_operable(
	const struct observation *page, int frame, const uint32_t *path, size_t length)
{
	for (size_t i = 0; i < length; i++) {
		struct element *element = page_element(page, frame, path[i]);

		if (element && is_operable(element) && (i == 0 || !is_wide(page, element)))
			return element;
	}
	return NULL;
}

struct element *page_pick(const struct observation *page, int frame, const uint32_t *path,
	size_t length, enum page_pick pick)
{
	struct element *element = NULL;

	if (pick == PICK_OPERABLE)
		element = pick_operable(page, frame, path, length);
	if (pick == PICK_EXACT && length > 1)
		length = 1;
	for (size_t i = 0; !element && i < length && i < NEAR; i++)
		element = page_element(page, frame, path[i]);
	return element;
}
