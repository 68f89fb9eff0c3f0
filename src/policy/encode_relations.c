#include "policy/encode_relations.h"

#include "policy/encode_element.h"
#include "policy/encode_options.h"

#include <math.h>
#include <string.h>

struct drawing {
	const struct scene *scene;
	const struct overlaps *overlaps;
	const struct fits *fits;
	size_t count; /* T */
	uint32_t *masks;
	real *channels;
};

static const struct {
	const char *name;
	bool symmetric;
} relations_table[] = {
#define RELATION_ROW(id, symmetric, meaning) {#id, symmetric},
	RELATIONS(RELATION_ROW)
#undef RELATION_ROW
};

const char *relation_name(enum relation relation)
{
	return relations_table[relation].name;
}

bool relation_is_symmetric(enum relation relation)
{
	return relations_table[relation].symmetric;
}

static inline void set(struct drawing *d, size_t i, size_t j, enum relation relation)
{
	d->masks[i * d->count + j] |= 1u << relation;
}

static inline void set_both(struct drawing *d, size_t i, size_t j, enum relation relation)
{
	set(d, i, j, relation);
	set(d, j, i, relation);
}

static inline void set_channel(struct drawing *d, int channel, size_t i, size_t j, float value)
{
	d->channels[((size_t)channel * d->count + i) * d->count + j] = value;
}

/* ---- order ---- */

static void draw_segments(struct drawing *d)
{
	const size_t *first = d->scene->first;
	for (int segment = 0; segment < SEGMENT_COUNT; segment++)
		for (size_t i = first[segment]; i < first[segment + 1]; i++) {
			for (size_t j = first[segment]; j < first[segment + 1]; j++)
				set(d, i, j, RELATION_SAME_SEGMENT);
			if (i + 1 < first[segment + 1]) {
				set(d, i, i + 1, RELATION_NEXT);
				set(d, i + 1, i, RELATION_PREVIOUS);
			}
		}
}

/* ---- texts ---- */

static float share_of_concepts(const struct encoded_text *text, uint16_t found)
{
	return text->concept_count ? (float)count_bits(found) / (float)text->concept_count : 0;
}

static void draw_context(struct drawing *d, const struct overlap *overlap)
{
	size_t i = overlap->i, j = overlap->j;
	const struct place *from = &d->scene->places[i];
	if (text_is_found(from->label, overlap->label_in_context) ||
		text_is_found(from->value, overlap->value_in_context)) {
		set(d, i, j, RELATION_IN_CONTEXT);
		set(d, j, i, RELATION_CONTEXT_HAS);
	}
}

/* What of i's words stands in j. */
static void draw_found(struct drawing *d, const struct overlap *overlap)
{
	size_t i = overlap->i, j = overlap->j;
	const struct place *from = &d->scene->places[i];
	if (overlap->label_in_context | overlap->value_in_context)
		draw_context(d, overlap);
	if (!(overlap->label_in_label | overlap->label_in_value | overlap->value_in_label))
		return;
	if (text_is_found(from->label, overlap->label_in_label)) {
		set(d, i, j, RELATION_LABEL_IN_LABEL);
		set(d, j, i, RELATION_LABEL_HAS_LABEL);
	}
	if (text_is_found(from->label, overlap->label_in_value)) {
		set(d, i, j, RELATION_LABEL_IN_VALUE);
		set(d, j, i, RELATION_VALUE_HAS_LABEL);
	}
	if (text_is_found(from->value, overlap->value_in_label)) {
		set(d, i, j, RELATION_VALUE_IN_LABEL);
		set(d, j, i, RELATION_LABEL_HAS_VALUE);
	}
	float found =
		text_share_found(from->label, overlap->label_in_label | overlap->label_in_value);
	float value = text_share_found(from->value, overlap->value_in_label);
	found = value > found ? value : found;
	set_channel(d, CHANNEL_FOUND, i, j, found);
	set_channel(d, CHANNEL_HAS, j, i, found);
}

static void draw_meaning(struct drawing *d, const struct overlap *overlap)
{
	size_t i = overlap->i, j = overlap->j;
	const struct place *places = d->scene->places;
	float mean = (share_of_concepts(places[i].label, overlap->meaning) +
			     share_of_concepts(
				     places[j].label, overlap_of(d->overlaps, j, i)->meaning)) /
		     2;
	set_channel(d, CHANNEL_MEANING, i, j, mean);
	set_channel(d, CHANNEL_MEANING, j, i, mean);
	if (mean > 0.999f)
		set_both(d, i, j, RELATION_SYNONYM);
}

static void draw_texts(struct drawing *d)
{
	for (size_t p = 1; p < d->overlaps->shared_count; p++) {
		const struct overlap *overlap = &d->overlaps->shared[p];
		draw_found(d, overlap);
		if (overlap->meaning && overlap->i < overlap->j)
			draw_meaning(d, overlap);
	}
}

/* ---- what is the same ---- */

/* Of each position what is compared with all others, side by side in memory. */
struct traits {
	uint64_t label[PLACES_MAX], value[PLACES_MAX], role[PLACES_MAX]; /* 0: none */
	/* of elements */
	int group[PLACES_MAX], item[PLACES_MAX]; /* -1: none */
	/* of elements that have a box, else NaN, which nothing is near to */
	float left[PLACES_MAX], middle_x[PLACES_MAX], middle_y[PLACES_MAX], height[PLACES_MAX];
};

static void read_traits(struct traits *traits, const struct scene *scene)
{
	for (size_t i = 0; i < scene->count; i++) {
		const struct place *place = &scene->places[i];
		const struct element *element = place->element;
		bool shown = place->segment == SEGMENT_ELEMENT;
		bool box = shown && element_has_box(element);
		traits->label[i] = place->label->same;
		traits->value[i] = place->value->same;
		traits->role[i] = element ? term_hash(element->role, strlen(element->role)) : 0;
		traits->group[i] = shown ? element->group : -1;
		traits->item[i] = shown ? place->item : -1;
		traits->left[i] = box ? element->x : NAN;
		traits->middle_x[i] = box ? element->x + element->width / 2 : NAN;
		traits->middle_y[i] = box ? element->y + element->height / 2 : NAN;
		traits->height[i] = box ? element->height : 0;
	}
}

static inline uint32_t bit_if(bool holds, enum relation relation)
{
	return holds ? 1u << relation : 0;
}

static void draw_same(struct drawing *d, const struct traits *t)
{
	for (size_t i = 0; i < d->count; i++) {
		uint32_t *row = d->masks + i * d->count;
		for (size_t j = 0; j < d->count; j++)
			row[j] |= bit_if((t->label[i] == t->label[j]) & (t->label[i] != 0),
					  RELATION_LABEL_EQUAL) |
				  bit_if((t->value[i] == t->value[j]) & (t->value[i] != 0),
					  RELATION_VALUE_EQUAL) |
				  bit_if((t->role[i] == t->role[j]) & (t->role[i] != 0),
					  RELATION_SAME_ROLE);
	}
}

/* Side by side: their middles lie within each other's height. One below the other: left edges or
 * middles agree. */
static void draw_places(struct drawing *d, const struct traits *t)
{
	for (size_t i = d->scene->first[SEGMENT_ELEMENT]; i < d->count; i++) {
		uint32_t *row = d->masks + i * d->count;
		for (size_t j = d->scene->first[SEGMENT_ELEMENT]; j < d->count; j++) {
			float lower = t->height[i] < t->height[j] ? t->height[i] : t->height[j];
			bool beside = fabsf(t->middle_y[i] - t->middle_y[j]) < lower / 2 + 2;
			bool below = (fabsf(t->left[i] - t->left[j]) < 4) |
				     (fabsf(t->middle_x[i] - t->middle_x[j]) < 4);
			row[j] |= bit_if((t->group[i] == t->group[j]) & (t->group[i] >= 0),
					  RELATION_SAME_GROUP) |
				  bit_if((t->item[i] == t->item[j]) & (t->item[i] >= 0),
					  RELATION_SAME_ITEM) |
				  bit_if(beside, RELATION_SAME_LINE) |
				  bit_if(below, RELATION_SAME_COLUMN);
		}
	}
}

static void draw_traits(struct drawing *d)
{
	struct traits traits = {.label = {0}};
	read_traits(&traits, d->scene);
	draw_same(d, &traits);
	draw_places(d, &traits);
}

/* ---- headings ---- */

static void draw_heading(struct drawing *d, size_t heading)
{
	const struct observation *page = d->scene->page;
	const struct element *over = d->scene->places[heading].element;
	int table = element_table(page, over);
	for (size_t i = d->scene->first[SEGMENT_ELEMENT]; i < d->count && table >= 0; i++) {
		const struct element *below = d->scene->places[i].element;
		float middle = below->x + below->width / 2;
		bool in_column = over->x <= middle && middle <= over->x + over->width;
		if (i != heading && in_column && below->y >= over->y + over->height / 2 &&
			element_table(page, below) == table)
			set_both(d, heading, i, RELATION_HEADING);
	}
}

static void draw_headings(struct drawing *d)
{
	for (size_t i = d->scene->first[SEGMENT_ELEMENT]; i < d->count; i++)
		if (strcmp(d->scene->places[i].element->role, "columnheader") == 0)
			draw_heading(d, i);
}

/* ---- places that the goal counts ---- */

/* Its place among its like, or else of its row or list item among those beside it; from 1, and how
 * many there are (0: not known). */
static void find_rank(const struct scene *scene, const struct place *place, int *rank, int *of)
{
	const struct element *element = place->element;
	*rank = element->like_index + 1;
	*of = element->like_count;
	if (element->like_count > 1 || place->item < 0)
		return;
	*rank = scene->page->groups[place->item].index + 1;
	*of = 0;
}

static bool counts(const struct place *word, int rank, int of)
{
	int number = word->label->term_count ? word->label->numbers[0] : NUMBER_NONE;
	return number == rank || (number == NUMBER_LAST && of > 1 && rank == of);
}

static void draw_ordinals(struct drawing *d)
{
	const struct scene *scene = d->scene;
	for (size_t w = scene->first[SEGMENT_GOAL]; w < scene->first[SEGMENT_STEP]; w++) {
		if (!(scene->places[w].word->flags & WORD_NUMBER))
			continue;
		for (size_t i = scene->first[SEGMENT_ELEMENT]; i < d->count; i++) {
			int rank, of;
			find_rank(scene, &scene->places[i], &rank, &of);
			if ((of != 1 || rank > 1) && counts(&scene->places[w], rank, of))
				set_both(d, w, i, RELATION_ORDINAL);
		}
	}
}

static void draw_options(struct drawing *d)
{
	const struct scene *scene = d->scene;
	for (size_t i = scene->first[SEGMENT_ELEMENT]; i < d->count; i++) {
		const struct named_options *options = scene->places[i].options;
		for (size_t w = scene->first[SEGMENT_GOAL];
			options && w < scene->first[SEGMENT_HISTORY]; w++)
			if (options_are_named(options, scene, w))
				set_both(d, w, i, RELATION_OPTION);
	}
}

/* ---- dates ---- */

static float date_share(const struct place *place, const struct date *date)
{
	uint8_t bits = measure_against(&place->label->measure, date);
	return bits & MEASURED_SAME_DATE ? 1 : bits & MEASURED_SAME_DAY ? 0.5f : 0;
}

static void draw_date(struct drawing *d, const struct goal_date *date)
{
	const struct scene *scene = d->scene;
	for (size_t w = scene->first[SEGMENT_GOAL]; w < scene->first[SEGMENT_STEP]; w++) {
		const struct goal_word *word = scene->places[w].word;
		if (word->start < date->start || word->start >= date->start + date->length)
			continue;
		for (size_t i = scene->first[SEGMENT_ELEMENT]; i < d->count; i++) {
			float share = date_share(&scene->places[i], &date->date);
			if (share > 0) {
				set_channel(d, CHANNEL_DATE, w, i, share);
				set_channel(d, CHANNEL_DATE, i, w, share);
			}
		}
	}
}

static void draw_dates(struct drawing *d)
{
	for (size_t i = 0; i < d->scene->task->date_count; i++)
		draw_date(d, &d->scene->task->dates[i]);
}

/* ---- steps ---- */

static void draw_fit(struct drawing *d, size_t step, size_t element, const struct fit *fit)
{
	set_channel(d, CHANNEL_LIKENESS, step, element, fit->score);
	set_channel(d, CHANNEL_LIKENESS, element, step, fit->score);
	if (fit->flags & FIT_NAME)
		set_both(d, step, element, RELATION_FITS);
	if (fit->flags & FIT_LOCATOR)
		set_both(d, step, element, RELATION_SAME_LOCATOR);
	if (fit->flags & FIT_CONTEXT)
		set_both(d, step, element, RELATION_SAME_PLACE);
	if (fit->flags & FIT_OTHER_VALUES)
		set_both(d, step, element, RELATION_OTHER_VALUES);
	if (fit->flags & FIT_HOLDS)
		set_both(d, step, element, RELATION_HOLDS);
}

static void draw_fits_of(struct drawing *d, const struct step_fits *fits, bool is_next)
{
	const struct scene *scene = d->scene;
	for (size_t i = scene->first[SEGMENT_ELEMENT]; i < d->count; i++) {
		const struct fit *fit = fit_of(scene, fits, i);
		if (!fit->flags)
			continue;
		draw_fit(d, fits->position, i, fit);
		if (is_next) {
			set_channel(d, CHANNEL_LIKENESS, 0, i, fit->score);
			set_channel(d, CHANNEL_LIKENESS, i, 0, fit->score);
		}
	}
	if (fits->best >= 0) {
		set_both(d, fits->position, (size_t)fits->best, RELATION_BEST_FIT);
		if (is_next)
			set_both(d, 0, (size_t)fits->best, RELATION_BEST_FIT);
	}
}

static void draw_fits(struct drawing *d)
{
	const struct progress *progress = &d->scene->progress;
	for (size_t s = 0; s < d->fits->count; s++)
		if (d->fits->steps[s].position)
			draw_fits_of(d, &d->fits->steps[s], progress->window[s] == progress->next);
}

static void draw_bound(struct drawing *d)
{
	const struct scene *scene = d->scene;
	for (size_t w = scene->first[SEGMENT_GOAL]; w < scene->first[SEGMENT_STEP]; w++)
		for (size_t s = scene->first[SEGMENT_STEP]; s < scene->first[SEGMENT_HISTORY];
			s++) {
			const struct task_step *step = scene->places[s].step;
			uint64_t bound =
				step->bound_value | step->bound_label | step->bound_context;
			if (scene->places[w].word->bound & bound)
				set_both(d, w, s, RELATION_BOUND);
		}
}

static void draw_progress(struct drawing *d)
{
	const struct scene *scene = d->scene;
	const struct progress *progress = &scene->progress;
	for (size_t i = 0; i < progress->shown; i++) {
		size_t step = progress->first_shown + i, at = scene_step_at(scene, (int)step);
		if (progress->done[step])
			set_both(d, 0, at, RELATION_CARRIED_OUT);
		if ((int)step == progress->next)
			set_both(d, 0, at, RELATION_NEXT_STEP);
	}
}

/* ---- the run so far ---- */

static void draw_past(struct drawing *d, size_t at)
{
	const struct scene *scene = d->scene;
	const struct history_step *past = scene->places[at].past;
	size_t step = scene_step_at(scene, past->demonstration_step);
	bool is_last = at + 1 == scene->first[SEGMENT_ELEMENT];
	if (step && !past->failed)
		set_both(d, at, step, RELATION_CARRIED_OUT);
	for (size_t i = scene->first[SEGMENT_ELEMENT]; past->target && i < d->count; i++) {
		const struct element *element = scene->places[i].element;
		if (element->id != past->target->id ||
			strcmp(element->role, past->target->role) != 0)
			continue;
		set_both(d, at, i, RELATION_ACTED_ON);
		if (is_last)
			set_both(d, 0, i, RELATION_ACTED_ON);
	}
}

static void draw_history(struct drawing *d)
{
	const size_t *first = d->scene->first;
	for (size_t i = first[SEGMENT_HISTORY]; i < first[SEGMENT_ELEMENT]; i++)
		draw_past(d, i);
}

int relations_make(struct relations *relations, const struct scene *scene,
	const struct overlaps *overlaps, const struct fits *fits, struct error *error)
{
	size_t count = scene->count;
	struct drawing d = {scene, overlaps, fits, count, NULL, NULL};
	d.masks = arena_take(scene->arena, count * count, sizeof(*d.masks));
	d.channels = arena_take(scene->arena, CHANNEL_COUNT * count * count, sizeof(*d.channels));
	if (!d.masks || !d.channels)
		return error_set(
			error, ERROR_LIMIT, "A decision needs more memory than a step may use.");
	draw_segments(&d);
	draw_traits(&d);
	draw_texts(&d);
	draw_headings(&d);
	draw_ordinals(&d);
	draw_options(&d);
	draw_dates(&d);
	draw_fits(&d);
	draw_bound(&d);
	draw_progress(&d);
	draw_history(&d);
	*relations = (struct relations){.positions = count,
		.bits = RELATION_COUNT,
		.channels = CHANNEL_COUNT,
		.channel = d.channels};
	return relations_index(relations, d.masks, scene->arena, error);
}
