#include "recorder/moments.h"

#include "base/memory.h"
#include "recorder/page.h"

#include <stdlib.h>
#include <string.h>

enum {
	FRAMES_MAXIMUM = 64, /* of one page */
	KEPT_RECENT = 48     /* moments that are kept though nobody is known to need them */
};

void moments_init(
	struct moments *moments, const struct watched *watched, const struct secret_fields *secrets)
{
	*moments = (struct moments){.watched = watched, .secrets = secrets};
}

static void moment_free(struct moment *moment)
{
	page_free(moment->page);
	free(moment->frame);
	free(moment->parent);
	free(moment->url);
	free(moment->text);
	free(moment->dialog_type);
	free(moment->dialog_message);
	free(moment);
}

void moments_release(struct moments *moments)
{
	for (size_t i = 0; i < moments->count; i++)
		moment_free(moments->items[i]);
	free(moments->items);
	*moments = (struct moments){0};
}

static void touch(struct moments *moments, struct moment *moment)
{
	if (moment)
		moment->used = ++moments->uses;
}

/* ---- adding */

static struct moment *append(struct moments *moments)
{
	struct moment *moment = memory_new(1, sizeof(*moment));

	moments->items = memory_resize(moments->items, moments->count + 1, sizeof(struct moment *));
	moments->items[moments->count++] = moment;
	moment->number = ++moments->last_number;
	touch(moments, moment);
	return moment;
}

struct moment *moments_add(struct moments *moments, const struct inbox_item *item, int64_t document,
	int64_t page_number, const char *text, size_t length)
{
	struct moment *moment = append(moments);

	moment->order = item->order;
	moment->tab = item->tab;
	moment->frame = memory_copy_text(item->frame);
	moment->parent = memory_copy_text(item->parent);
	moment->url = url_without_secrets(item->url, moments->secrets);
	moment->document = document;
	moment->page_number = page_number;
	moment->text = memory_copy_span(text, length);
	moment->length = length;
	moment->dialog_type = memory_copy_text("");
	moment->dialog_message = memory_copy_text("");
	return moment;
}

/* The same report once more, as of now. */
static struct moment *repeat(struct moments *moments, const struct moment *below)
{
	struct moment *moment = append(moments);

	moment->order = below->order;
	moment->tab = below->tab;
	moment->frame = memory_copy_text(below->frame);
	moment->parent = memory_copy_text(below->parent);
	moment->url = memory_copy_text(below->url);
	moment->document = below->document;
	moment->page_number = below->page_number;
	moment->text = memory_copy_span(below->text, below->length);
	moment->length = below->length;
	moment->past = below->past;
	moment->dialog_type = memory_copy_text("");
	moment->dialog_message = memory_copy_text("");
	return moment;
}

struct moment *moments_add_dialog(
	struct moments *moments, int tab, const char *type, const char *message)
{
	struct moment *below = moments_of_tab(moments, tab), *moment;

	if (!below)
		return NULL;
	moment = repeat(moments, below);
	moment->past = true; /* it answers for one question, not for the page */
	moment->document = 0;
	free(moment->dialog_type);
	free(moment->dialog_message);
	moment->dialog_type = memory_copy_text(type);
	moment->dialog_message = memory_copy_text(message);
	return moment;
}

/* Another frame of its page has reported itself since the page was made. */
static bool is_overtaken(const struct moments *moments, const struct moment *moment)
{
	for (size_t i = moments->count; moment->tried && i-- > 0;) {
		const struct moment *other = moments->items[i];

		if (other->number <= moment->number)
			return false;
		if (other->tab == moment->tab && !other->past &&
			strcmp(other->frame, moment->frame) != 0)
			return true;
	}
	return false;
}

struct moment *moments_now(struct moments *moments, struct moment *moment)
{
	return moment && is_overtaken(moments, moment) ? repeat(moments, moment) : moment;
}

void moments_pass(struct moments *moments, int tab, const char *frame)
{
	for (size_t i = 0; i < moments->count; i++)
		if (moments->items[i]->tab == tab &&
			(!frame || strcmp(moments->items[i]->frame, frame) == 0))
			moments->items[i]->past = true;
}

/* ---- finding */

struct moment *moments_find(struct moments *moments, size_t number)
{
	for (size_t i = moments->count; i-- > 0;)
		if (moments->items[i]->number == number) {
			touch(moments, moments->items[i]);
			return moments->items[i];
		}
	return NULL;
}

struct moment *moments_newest(struct moments *moments, int tab, const char *frame)
{
	for (size_t i = moments->count; i-- > 0;) {
		struct moment *moment = moments->items[i];

		if (moment->tab == tab && !moment->past && strcmp(moment->frame, frame) == 0)
			return moment;
	}
	return NULL;
}

struct moment *moments_of_page(
	struct moments *moments, const char *frame, int64_t document, int64_t page_number)
{
	for (size_t i = moments->count; i-- > 0;) {
		struct moment *moment = moments->items[i];

		if (moment->document == document && strcmp(moment->frame, frame) == 0 &&
			(moment->page_number == page_number || page_number == 0)) {
			touch(moments, moment);
			return moment;
		}
	}
	return NULL;
}

struct moment *moments_of_tab(struct moments *moments, int tab)
{
	struct moment *past = NULL;

	for (size_t i = moments->count; i-- > 0;) {
		struct moment *moment = moments->items[i];

		if (moment->tab != tab || moment->parent || moment->dialog_type[0])
			continue;
		if (!moment->past)
			return moment;
		if (!past)
			past = moment;
	}
	return past;
}

/* ---- observing */

struct assembly {
	struct page_part parts[FRAMES_MAXIMUM];
	size_t count;
};

static void add_part(struct assembly *assembly, const struct moment *moment, int parent)
{
	assembly->parts[assembly->count++] = (struct page_part){.frame = moment->frame,
		.url = moment->url,
		.text = moment->text,
		.length = moment->length,
		.parent = parent};
}

static int part_index(const struct assembly *assembly, const char *frame)
{
	for (size_t i = 0; i < assembly->count; i++)
		if (strcmp(assembly->parts[i].frame, frame) == 0)
			return (int)i;
	return -1;
}

/* The frames below part i, as they last reported themselves; `seen` in place of its own frame. */
static void add_children(
	struct moments *moments, struct assembly *assembly, int i, const struct moment *seen)
{
	const char *parent = assembly->parts[i].frame;

	for (size_t k = moments->count; k-- > 0 && assembly->count < FRAMES_MAXIMUM;) {
		const struct moment *moment = moments->items[k];

		if (moment->tab != seen->tab || !moment->parent ||
			strcmp(moment->parent, parent) != 0 ||
			part_index(assembly, moment->frame) >= 0)
			continue;
		if (strcmp(moment->frame, seen->frame) == 0)
			moment = seen;
		else if (moment->past)
			continue;
		add_part(assembly, moment, i);
	}
}

static void assemble(struct moments *moments, struct assembly *assembly, const struct moment *seen)
{
	const struct moment *root = seen->parent ? moments_of_tab(moments, seen->tab) : seen;

	assembly->count = 0;
	add_part(assembly, root ? root : seen, -1);
	for (size_t i = 0; i < assembly->count; i++)
		add_children(moments, assembly, (int)i, seen);
}

/* Also for titles: a page without one has its address for a title. */
static const char *address(const struct moments *moments, struct observation *page, const char *url)
{
	char *clean = url_without_secrets(url, moments->secrets);
	const char *copy = arena_copy_text(&page->arena, clean);

	free(clean);
	return copy ? copy : "";
}

void moments_list_tabs(
	const struct moments *moments, struct observation *page, size_t order, int current)
{
	size_t count = moments->watched->count;

	page->tab_count = 0;
	page->tabs = arena_take(&page->arena, count + 1, sizeof(*page->tabs));
	for (size_t i = 0; page->tabs && i < count; i++) {
		const struct watched_tab *item = moments->watched->items[i];
		const char *url = item->tab ? tab_url(item->tab) : item->last_url;
		const char *title = item->tab ? tab_title(item->tab) : item->last_title;

		if (item->opened_order <= order && order < item->closed_order)
			page->tabs[page->tab_count++] =
				(struct observed_tab){.url = address(moments, page, url),
					.title = address(moments, page, title),
					.current = item->number == current};
	}
}

static void clean_links(const struct moments *moments, struct observation *page)
{
	for (size_t i = 0; i < page->element_count; i++)
		if (strchr(page->elements[i].href, '='))
			page->elements[i].href = address(moments, page, page->elements[i].href);
}

/* Of a frame that its parent does not show yet, nothing would be seen: then it stands alone. */
static struct observation *make_page(struct moments *moments, const struct moment *moment)
{
	struct assembly assembly;
	struct observation *page;

	assemble(moments, &assembly, moment);
	page = page_make(assembly.parts, assembly.count, NULL);
	if (moment->parent && (!page || page_frame(page, moment->frame) < 0)) {
		page_free(page);
		assembly.count = 0;
		add_part(&assembly, moment, -1);
		page = page_make(assembly.parts, assembly.count, NULL);
	}
	return page;
}

struct observation *moments_observe(struct moments *moments, struct moment *moment)
{
	struct observation *page;

	if (!moment || moment->tried)
		return moment ? moment->page : NULL;
	moment->tried = true;
	page = make_page(moments, moment);
	if (!page)
		return NULL;
	page->dialog_type = arena_copy_text(&page->arena, moment->dialog_type);
	page->dialog_message = arena_copy_text(&page->arena, moment->dialog_message);
	clean_links(moments, page);
	moments_list_tabs(moments, page, moment->order, moment->tab);
	moment->essence = page_essence(page);
	moment->page = page;
	return page;
}

bool moments_differ(struct moments *moments, size_t before, size_t after)
{
	struct moment *a = moments_find(moments, before), *b = moments_find(moments, after);

	if (a && b && a->tab != b->tab)
		b = moments_of_tab(moments, a->tab);
	if (!moments_observe(moments, a) || !moments_observe(moments, b))
		return a != b;
	return a->essence != b->essence;
}

bool moments_show(struct moments *moments, size_t number, const char *frame, uint32_t element)
{
	const struct observation *page = moments_observe(moments, moments_find(moments, number));
	int index = page ? page_frame(page, frame) : -1;

	return index >= 0 && page_element(page, index, element);
}

/* ---- forgetting */

static bool is_recent(const struct moments *moments, const struct moment *moment)
{
	return moment->used + KEPT_RECENT > moments->uses;
}

static bool is_newest(struct moments *moments, const struct moment *moment)
{
	return moments_newest(moments, moment->tab, moment->frame) == moment ||
	       (!moment->parent && moments_of_tab(moments, moment->tab) == moment);
}

void moments_forget(
	struct moments *moments, bool (*is_needed)(void *context, size_t number), void *context)
{
	size_t kept = 0;

	for (size_t i = 0; i < moments->count; i++) {
		struct moment *moment = moments->items[i];

		moment->kept = is_recent(moments, moment) || is_newest(moments, moment) ||
			       is_needed(context, moment->number);
	}
	for (size_t i = 0; i < moments->count; i++) {
		if (moments->items[i]->kept)
			moments->items[kept++] = moments->items[i];
		else
			moment_free(moments->items[i]);
	}
	moments->count = kept;
}
