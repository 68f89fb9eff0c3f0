/*
 * Which elements of a large page become positions.
 *
 * Words of the goal and of the window's steps are looked for in all elements; a word that few
 * elements have tells more than one that all rows have. What can be acted on goes before texts.
 */
#include "policy/encode_scene.h"

#include "base/memory.h"
#include "policy/encode_element.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { KEYS_MAX = 1000, KEY_SLOTS = 4096, FOUND_MAX = 16, REMEMBERED_MAX = 1000 };

/* Points that decide who stays. A word that only one element has counts `rare`. */
static const double rare = 6, focused = 8, in_dialog = 5, operable = 2, visible = 1.5,
		    announces = 3, same_locator = 8, disabled = -1.5, same_words = 4;

struct keys {
	uint64_t items[KEYS_MAX];
	uint32_t frequency[KEYS_MAX]; /* in how many elements */
	size_t count;
	uint16_t slots[KEY_SLOTS]; /* index + 1; 0: free */
};

/* Which of the keys one element has. */
struct finding {
	struct keys *keys;
	uint16_t found[FOUND_MAX];
	size_t count;
};

static uint16_t *key_slot(struct keys *keys, uint64_t key)
{
	size_t slot = (key ^ key >> 32) & (KEY_SLOTS - 1);
	while (keys->slots[slot] && keys->items[keys->slots[slot] - 1] != key)
		slot = (slot + 1) & (KEY_SLOTS - 1);
	return &keys->slots[slot];
}

static void add_key(struct keys *keys, uint64_t key)
{
	uint16_t *slot = key_slot(keys, key);
	if (*slot || keys->count == KEYS_MAX)
		return;
	keys->items[keys->count++] = key;
	*slot = (uint16_t)keys->count;
}

static void add_keys(struct keys *keys, const struct encoded_text *text)
{
	for (size_t i = 0; i < text->term_count && i < MASK_TERMS; i++)
		if (text->all >> i & 1)
			add_key(keys, text->terms[i]);
	for (size_t i = 0; i < text->meaning_count; i++)
		add_key(keys, text->meanings[i].key);
}

static void collect_keys(const struct scene *scene, struct keys *keys)
{
	const struct task *task = scene->task;
	memset(keys, 0, sizeof(*keys));
	for (size_t i = 0; i < scene->progress.window_count; i++) {
		const struct task_step *step = &task->newest.steps[scene->progress.window[i]];
		add_keys(keys, step->label_text);
		add_keys(keys, step->value_text);
		add_keys(keys, step->context_text);
	}
	for (size_t i = 0; i < task->word_count; i++)
		if (!(task->words[i].flags & WORD_FUNCTION))
			add_keys(keys, task->words[i].text);
}

static void meet_key(void *context, uint64_t key)
{
	struct finding *finding = context;
	uint16_t slot = *key_slot(finding->keys, key);
	if (!slot || finding->count == FOUND_MAX)
		return;
	for (size_t i = 0; i < finding->count; i++)
		if (finding->found[i] == slot - 1)
			return;
	finding->found[finding->count++] = (uint16_t)(slot - 1);
	finding->keys->frequency[slot - 1]++;
}

static void meet_text(struct finding *finding, const struct encoded_text *text)
{
	for (size_t i = 0; i < text->term_count; i++)
		meet_key(finding, text->terms[i]);
	for (size_t i = 0; i < text->meaning_count; i++)
		meet_key(finding, text->meanings[i].key);
}

/* Texts of most pages are read once and remembered; those of a large one would be too many. */
static void find_keys(
	struct finding *finding, const struct scene *scene, const struct element *element)
{
	bool remember = scene->page->element_count <= REMEMBERED_MAX;
	const char *const words = element_words(element);
	finding->count = 0;
	if (remember) {
		meet_text(finding, text_store_read(scene->texts, words, TEXT_LABEL));
		meet_text(finding, text_store_read(scene->texts, element->value, TEXT_LABEL));
		meet_text(finding, text_store_read(scene->texts, element->context, TEXT_DATA));
		return;
	}
	terms_scan(words, meet_key, finding);
	terms_scan(element->value, meet_key, finding);
	terms_scan(element->context, meet_key, finding);
}

/* ---- scores ---- */

/* What the window's steps were recorded with: hashes of locators and labels, by kind. */
struct recorded {
	uint64_t filter; /* a bit for each */
	uint64_t hashes[WINDOW_MAX * 5];
	size_t count;
};

enum { BY_TEST_ID = 1, BY_DOM_ID, BY_DOM_NAME, BY_PATH, BY_LABEL };

static uint64_t hash_of(const char *text, int kind)
{
	return *text ? term_combine(term_hash(text, strlen(text)), (uint64_t)kind) : 0;
}

static void record(struct recorded *recorded, const char *text, int kind)
{
	uint64_t hash = hash_of(text, kind);
	if (!hash)
		return;
	recorded->hashes[recorded->count++] = hash;
	recorded->filter |= (uint64_t)1 << (hash & 63);
}

static bool is_recorded(const struct recorded *recorded, const char *text, int kind)
{
	uint64_t hash = recorded->count ? hash_of(text, kind) : 0;
	if (!hash || !(recorded->filter >> (hash & 63) & 1))
		return false;
	for (size_t i = 0; i < recorded->count; i++)
		if (recorded->hashes[i] == hash)
			return true;
	return false;
}

static void record_steps(struct recorded *recorded, const struct scene *scene)
{
	recorded->count = 0;
	recorded->filter = 0;
	for (size_t i = 0; i < scene->progress.window_count; i++) {
		const struct task_step *step =
			&scene->task->newest.steps[scene->progress.window[i]];
		if (!step->step->target)
			continue;
		const struct locators *locators = &step->step->target->locators;
		record(recorded, locators->test_id, BY_TEST_ID);
		record(recorded, locators->dom_id, BY_DOM_ID);
		record(recorded, locators->dom_name, BY_DOM_NAME);
		record(recorded, locators->path, BY_PATH);
		record(recorded, step->label, BY_LABEL);
	}
}

static double score_steps(const struct recorded *recorded, const struct element *element)
{
	const struct locators *locators = &element->locators;
	bool named = is_recorded(recorded, element_words(element), BY_LABEL);
	bool located = is_recorded(recorded, locators->test_id, BY_TEST_ID) ||
		       is_recorded(recorded, locators->dom_id, BY_DOM_ID) ||
		       is_recorded(recorded, locators->dom_name, BY_DOM_NAME) ||
		       is_recorded(recorded, locators->path, BY_PATH);
	return (named ? same_words : 0) + (located ? same_locator : 0);
}

static double score_state(const struct scene *scene, const struct element *element)
{
	double score = 0;
	score += element->operations ? operable : 0;
	score += element->state & ELEMENT_FOCUSED ? focused : 0;
	score += element->state & (ELEMENT_OFFSCREEN | ELEMENT_OCCLUDED) ? 0 : visible;
	score += element->state & ELEMENT_LIVE ? announces : 0;
	score += element->state & ELEMENT_DISABLED ? disabled : 0;
	return score + (element_dialog(scene->page, element) >= 0 ? in_dialog : 0);
}

struct scored {
	double score;
	uint32_t index;
};

static int compare_scores(const void *a, const void *b)
{
	const struct scored *left = a, *right = b;
	if (left->score != right->score)
		return left->score > right->score ? -1 : 1;
	return left->index < right->index ? -1 : left->index > right->index;
}

static int compare_indices(const void *a, const void *b)
{
	size_t left = *(const size_t *)a, right = *(const size_t *)b;
	return left < right ? -1 : left > right;
}

static void score_elements(const struct scene *scene, struct scored *scored)
{
	size_t count = scene->page->element_count;
	struct finding *findings = memory_new(count, sizeof(*findings));
	struct keys keys;
	struct recorded recorded;
	collect_keys(scene, &keys);
	record_steps(&recorded, scene);
	for (size_t i = 0; i < count; i++) {
		findings[i].keys = &keys;
		find_keys(&findings[i], scene, &scene->page->elements[i]);
	}
	for (size_t i = 0; i < count; i++) {
		const struct element *element = &scene->page->elements[i];
		double score = score_state(scene, element) + score_steps(&recorded, element);
		for (size_t k = 0; k < findings[i].count; k++)
			score += rare / sqrt(keys.frequency[findings[i].found[k]]);
		scored[i] = (struct scored){score, (uint32_t)i};
	}
	free(findings);
}

size_t scene_pick_elements(const struct scene *scene, size_t picked[static ELEMENTS_SHOWN_MAX])
{
	size_t count = scene->page->element_count;
	if (count <= ELEMENTS_SHOWN_MAX) {
		for (size_t i = 0; i < count; i++)
			picked[i] = i;
		return count;
	}
	struct scored *scored = memory_new(count, sizeof(*scored));
	score_elements(scene, scored);
	qsort(scored, count, sizeof(*scored), compare_scores);
	for (size_t i = 0; i < ELEMENTS_SHOWN_MAX; i++)
		picked[i] = scored[i].index;
	qsort(picked, ELEMENTS_SHOWN_MAX, sizeof(*picked), compare_indices);
	free(scored);
	return ELEMENTS_SHOWN_MAX;
}
