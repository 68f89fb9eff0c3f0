#include "policy/encode_fit.h"

#include "base/text.h"
#include "trajectory/value.h"

#include <string.h>

/* Below this an element is not the one. */
static const float plausible = 0.5f;

static bool shares(const char *recorded, const char *now)
{
	return *recorded && strcmp(recorded, now) == 0;
}

static bool shares_locator(const struct wanted *wanted, const struct element *element)
{
	const struct locators *now = &element->locators;
	return shares(wanted->test_id, now->test_id) || shares(wanted->dom_id, now->dom_id) ||
	       shares(wanted->dom_name, now->dom_name) ||
	       shares(wanted->recorded->locators.path, now->path);
}

static bool is_worth_measuring(const struct place *step, const struct place *element,
	const struct overlap *overlap, const struct wanted *wanted)
{
	if (overlap->label_in_label || overlap->meaning || overlap->label_in_value)
		return true;
	if (step->label->same && step->label->same == element->label->same)
		return true;
	bool nameless = !step->label->same || !element->label->same;
	bool text = wanted->operations & WANTED_ON_TEXT;
	return wanted->column || nameless ||
	       ((element->element->operations || text) && shares_locator(wanted, element->element));
}

static bool holds(const struct task_step *step, const struct element *element)
{
	const struct action *action = &step->step->action;
	bool checked = element->state & ELEMENT_CHECKED;
	switch (action->kind) {
	case ACTION_TYPE:
	case ACTION_SELECT:
		return element->value[0] && step->value[0] &&
		       value_equal(element->value, step->value);
	case ACTION_CHECK:
		return strcmp(action->value, "off") == 0 ? !checked : checked;
	default:
		return false;
	}
}

/* ---- one element ---- */

static struct fit measure(const struct scene *scene, const struct task_step *step,
	const struct wanted *wanted, const struct element *element)
{
	struct likeness likeness;
	likeness_measure(&likeness, wanted, scene->page, element);
	struct fit fit = {.score = (float)likeness.score, .flags = FIT_MEASURED};
	bool right = likeness.values == VALUES_FIT;
	uint16_t operations = wanted->operations & (uint16_t)~WANTED_ON_TEXT;
	fit.flags |= right ? 0 : FIT_OTHER_VALUES;
	fit.flags |= right && likeness.name >= NAME_SYNONYM ? FIT_NAME : 0;
	fit.flags |= likeness.same_locator ? FIT_LOCATOR : 0;
	fit.flags |= likeness.same_context || likeness.same_group ? FIT_CONTEXT : 0;
	fit.flags |= likeness.same_role ? FIT_ROLE : 0;
	bool text = wanted->operations & WANTED_ON_TEXT;
	fit.flags |= !operations || (element->operations & operations) || text ? FIT_OFFERS : 0;
	fit.flags |= fit.score >= plausible && holds(step, element) ? FIT_HOLDS : 0;
	fit.further = (uint8_t)likeness.further_values;
	return fit;
}

/* ---- what was measured before ---- */

static uint64_t add_text(uint64_t key, const char *text)
{
	return *text ? term_combine(key, term_hash(text, strlen(text))) : key * 31;
}

static uint64_t add_texts(uint64_t key, const struct element *element)
{
	const struct locators *locators = &element->locators;
	const char *texts[] = {element->role, element->name, element->value, element->type,
		element->placeholder, element->hint, element->href, element->context,
		locators->test_id, locators->dom_id, locators->dom_name, locators->path};
	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++)
		key = add_text(key, texts[i]);
	for (size_t i = 0; i < element->option_count; i++)
		key = add_text(key, element->options[i].label);
	return key;
}

/* All of an element that likeness_measure() looks at. */
static uint64_t fit_key(const struct scene *scene, const struct element *element)
{
	const struct observation *page = scene->page;
	const struct group *group = named_group(page, element);
	float box[4] = {element->x, element->y, element->width, element->height};
	uint64_t numbers[] = {(uint64_t)element->state << 16 | element->operations,
		(uint64_t)element->like_index << 16 | element->like_count};
	uint64_t key = add_texts(term_hash(box, sizeof(box)), element);
	key = term_combine(key, term_hash(numbers, sizeof(numbers)));
	if (group)
		key = add_text(add_text(key, group->kind), group->name);
	if (element->frame < page->frame_count && page->frames[element->frame].parent >= 0)
		key = add_text(key, page->frames[element->frame].url);
	return key;
}

static struct fit *cached(struct fit_cache *cache, uint64_t key, bool *found)
{
	if (2 * cache->count >= FIT_SLOTS) {
		memset(cache->keys, 0, sizeof(cache->keys));
		cache->count = 0;
	}
	size_t slot = key & (FIT_SLOTS - 1);
	while (cache->keys[slot] && cache->keys[slot] != key)
		slot = (slot + 1) & (FIT_SLOTS - 1);
	*found = cache->keys[slot] == key;
	if (!*found) {
		cache->keys[slot] = key;
		cache->count++;
	}
	return &cache->fits[slot];
}

/* ---- which fits best ---- */

/* Whether a is the better one. What is covered or switched off is not meant while another one that
 * is as good can be used. */
static bool is_better(const struct fit *a, const struct element *element_a, const struct fit *b,
	const struct element *element_b)
{
	const uint32_t out_of_use = ELEMENT_OCCLUDED | ELEMENT_DISABLED;
	bool use_a = !(element_a->state & out_of_use), use_b = !(element_b->state & out_of_use);
	bool name_a = a->flags & FIT_NAME, name_b = b->flags & FIT_NAME;
	if (name_a != name_b)
		return name_a;
	if (use_a != use_b)
		return use_a;
	if (a->further != b->further && name_a)
		return a->further > b->further;
	return a->score > b->score;
}

static void rank(struct step_fits *step, const struct scene *scene)
{
	size_t first = scene->first[SEGMENT_ELEMENT];
	step->best = step->second = -1;
	for (size_t at = first; at < scene->count; at++) {
		const struct fit *fit = &step->fits[at - first];
		const struct element *element = scene->places[at].element;
		if (!(fit->flags & FIT_OFFERS) || fit->score < plausible)
			continue;
		if (step->best < 0 ||
			is_better(fit, element, &step->fits[(size_t)step->best - first],
				scene->places[step->best].element)) {
			step->second = step->best;
			step->best = (int)at;
		} else if (step->second < 0 ||
			   is_better(fit, element, &step->fits[(size_t)step->second - first],
				   scene->places[step->second].element)) {
			step->second = (int)at;
		}
	}
}

struct measuring {
	struct scene *scene;
	const struct overlaps *overlaps;
	struct fit_cache *cache;
	uint64_t elements[ELEMENTS_SHOWN_MAX]; /* keys; 0: not worked out yet */
};

static uint64_t key_of(struct measuring *measuring, size_t position)
{
	size_t at = position - measuring->scene->first[SEGMENT_ELEMENT];
	const struct place *place = &measuring->scene->places[position];
	if (!measuring->elements[at])
		measuring->elements[at] = fit_key(measuring->scene, place->element);
	return measuring->elements[at];
}

/* A cell is known by what stands over it, which the key does not have. */
static struct fit fit_for(struct measuring *measuring, const struct task_step *step,
	const struct wanted *wanted, size_t position, int index)
{
	const struct element *element = measuring->scene->places[position].element;
	bool found;
	if (wanted->column)
		return measure(measuring->scene, step, wanted, element);
	uint64_t key = term_combine(key_of(measuring, position), (uint64_t)index);
	struct fit *fit = cached(measuring->cache, key, &found);
	if (!found)
		*fit = measure(measuring->scene, step, wanted, element);
	return *fit;
}

static void measure_step(struct measuring *measuring, struct step_fits *fits, int index)
{
	struct scene *scene = measuring->scene;
	struct task_step *step = &scene->task->newest.steps[index];
	const struct wanted *wanted = task_step_wanted(scene->task, step, scene->lexicon);
	size_t first = scene->first[SEGMENT_ELEMENT], at = scene_step_at(scene, index);
	fits->position = at;
	fits->best = fits->second = -1;
	memset(fits->fits, 0, sizeof(fits->fits));
	if (!wanted || !at)
		return;
	for (size_t i = first; i < scene->count; i++)
		if (is_worth_measuring(&scene->places[at], &scene->places[i],
			    overlap_of(measuring->overlaps, at, i), wanted))
			fits->fits[i - first] = fit_for(measuring, step, wanted, i, index);
	rank(fits, scene);
}

void fits_measure(struct fits *fits, struct scene *scene, const struct overlaps *overlaps,
	struct fit_cache *cache)
{
	struct measuring measuring = {.scene = scene, .overlaps = overlaps, .cache = cache};
	if (cache->task != scene->task->key) {
		memset(cache, 0, sizeof(*cache));
		cache->task = scene->task->key;
	}
	fits->count = scene->progress.window_count;
	for (size_t i = 0; i < fits->count; i++)
		measure_step(&measuring, &fits->steps[i], scene->progress.window[i]);
}
