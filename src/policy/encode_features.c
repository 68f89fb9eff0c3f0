/*
 * The categories of positions: every feature is a block of rows, of which a position has one (or,
 * of flags, several).
 */
#include "policy/encode_bags.h"
#include "policy/encode_element.h"

#include <math.h>
#include <string.h>

/* name, rows. A change of order or size is a new ENCODER_VERSION. */
#define FEATURES(X)                                                                                \
	X(SEGMENT, SEGMENT_COUNT)                                                                  \
	X(INDEX, SEGMENT_COUNT * 12)                                                               \
	X(ROLE, 64)                                                                                \
	X(FIELD_TYPE, 32)                                                                          \
	X(OPERATION, 8)                                                                            \
	X(STATE, 16)                                                                               \
	X(LIKE_INDEX, 6)                                                                           \
	X(LIKE_COUNT, 6)                                                                           \
	X(GROUP_KIND, 48)                                                                          \
	X(ITEM_INDEX, 8)                                                                           \
	X(LEFT, 8)                                                                                 \
	X(TOP, 10)                                                                                 \
	X(WIDTH, 8)                                                                                \
	X(HEIGHT, 8)                                                                               \
	X(ELEMENT, 8)                                                                              \
	X(OPTIONS, 5)                                                                              \
	X(STEP_KIND, ACTION_KIND_COUNT)                                                            \
	X(STEP_WHEN, 6)                                                                            \
	X(STEP_DISTANCE, 12)                                                                       \
	X(STEP_FIT, 6)                                                                             \
	X(STEP, 12)                                                                                \
	X(WORD, WORD_FLAGS)                                                                        \
	X(WORD_SHAPE, 5)                                                                           \
	X(PAST_KIND, ACTION_KIND_COUNT)                                                            \
	X(PAST_AGE, 6)                                                                             \
	X(PAST, 8)                                                                                 \
	X(WAITS, 5)                                                                                \
	X(STEPS_DONE, 8)                                                                           \
	X(STEPS_LEFT, 8)                                                                           \
	X(ACTIONS_DONE, 8)                                                                         \
	X(DIALOG, 6)                                                                               \
	X(DECISION, 16)                                                                            \
	X(LABEL_LENGTH, 6)                                                                         \
	X(MEASURED, MEASURED_BITS)                                                                 \
	X(MONTHS_SHOWN, MEASURED_BITS)

enum feature {
#define FEATURE_ENUM(name, rows) FEATURE_##name, FEATURE_##name##_END = FEATURE_##name + (rows)-1,
	FEATURES(FEATURE_ENUM)
#undef FEATURE_ENUM
		FEATURE_ROWS
};

size_t features_count(void)
{
	return FEATURE_ROWS;
}

static void add(struct bag_writer *writer, enum feature feature, size_t row)
{
	bag_add(writer, (uint32_t)feature + (uint32_t)row, 1);
}

static void add_if(struct bag_writer *writer, bool holds, enum feature feature, size_t row)
{
	if (holds)
		add(writer, feature, row);
}

/* ---- buckets ---- */

/* 0, 1, 2, 3, 4, 5..6, 7..9, 10..14, 15..21, 22..33, 34..63, 64 and more; at most `last`. */
static size_t count_bucket(size_t count, size_t last)
{
	static const size_t ends[] = {0, 1, 2, 3, 4, 6, 9, 14, 21, 33, 63};
	size_t bucket = 0;
	while (bucket < sizeof(ends) / sizeof(*ends) && count > ends[bucket])
		bucket++;
	return bucket < last ? bucket : last;
}

/* Of a range from 0 to `whole` in `buckets` equal parts. */
static size_t part_of(float at, float whole, size_t buckets)
{
	float part = whole > 0 ? at / whole * (float)buckets : 0;
	if (!(part > 0))
		return 0;
	return part < (float)buckets ? (size_t)part : buckets - 1;
}

/* Up to 8, 16, 32 ... 512 px, or more. */
static size_t size_bucket(float size_px)
{
	size_t bucket = 0;
	while (bucket < 7 && size_px > (float)(8 << bucket))
		bucket++;
	return bucket;
}

/* ---- names that are known; others share rows by their hash ---- */

static size_t known_name(const char *name, const char *const *known, size_t count, size_t rows)
{
	for (size_t i = 0; i < count; i++)
		if (*name == *known[i] && strcmp(name, known[i]) == 0)
			return i;
	return count + term_hash(name, strlen(name)) % (rows - count);
}

static size_t role_row(const char *role)
{
	static const char *const known[] = {"text", "cell", "link", "button", "heading",
		"columnheader", "checkbox", "textbox", "term", "definition", "radio", "tab",
		"combobox", "searchbox", "listitem", "spinbutton", "status", "rowheader", "option",
		"menuitem", "generic", "listbox", "gridcell", "switch", "slider", "alert", "image",
		"menuitemcheckbox", "menuitemradio", "treeitem", "Date", "DateTime", "InputTime",
		"ColorWell", "progressbar", "dialog", "log", "group", "paragraph", "label",
		"DisclosureTriangle", "row", "article", "img", "tooltip", "timer", "time",
		"separator"};
	return known_name(role, known, sizeof(known) / sizeof(*known), 64);
}

static size_t type_row(const struct element *element)
{
	static const char *const known[] = {"", "text", "password", "email", "search", "tel", "url",
		"number", "date", "time", "month", "week", "datetime-local", "color", "range",
		"file", "checkbox", "radio", "button", "submit", "reset", "textarea", "select"};
	const char *type = element->type;
	if (!*type &&
		(strcmp(element->tag, "textarea") == 0 || strcmp(element->tag, "select") == 0))
		type = element->tag;
	return known_name(type, known, sizeof(known) / sizeof(*known), 32);
}

static size_t group_row(const char *kind)
{
	static const char *const known[] = {"", "listitem", "row", "region", "list", "main",
		"banner", "navigation", "form", "group", "search", "contentinfo", "complementary",
		"table", "tablist", "tabpanel", "toolbar", "radiogroup", "dialog", "listbox",
		"article", "menu", "alertdialog", "card", "grid", "tree", "menubar", "rowgroup",
		"figure", "status", "alert", "option"};
	return known_name(kind, known, sizeof(known) / sizeof(*known), 48);
}

/* ---- elements ---- */

static void add_bits(struct bag_writer *writer, uint32_t bits, enum feature feature, size_t rows)
{
	for (size_t i = 0; i < rows; i++)
		add_if(writer, bits >> i & 1, feature, i);
}

/* What is also known of an element as it was recorded. */
static void add_kind(struct bag_writer *writer, const struct element *element)
{
	add(writer, FEATURE_ROLE, role_row(element->role));
	add(writer, FEATURE_FIELD_TYPE, type_row(element));
	add_bits(writer, element->operations, FEATURE_OPERATION, 8);
}

static void add_geometry(
	struct bag_writer *writer, const struct observation *page, const struct element *element)
{
	if (!element_has_box(element))
		return;
	float height = (float)page->viewport_height_px, middle = element->y + element->height / 2;
	size_t top = middle < 0		   ? 0
		     : middle < height	   ? 1 + part_of(middle, height, 6)
		     : middle < 2 * height ? 7
		     : middle < 4 * height ? 8
					   : 9;
	float centre = element->x + element->width / 2;
	add(writer, FEATURE_LEFT, part_of(centre, (float)page->viewport_width_px, 8));
	add(writer, FEATURE_TOP, top);
	add(writer, FEATURE_WIDTH, size_bucket(element->width));
	add(writer, FEATURE_HEIGHT, size_bucket(element->height));
}

static void add_element(
	struct bag_writer *writer, const struct scene *scene, const struct place *place)
{
	const struct element *element = place->element;
	const struct observation *page = scene->page;
	add_kind(writer, element);
	add_bits(writer, element->state, FEATURE_STATE, 16);
	add(writer, FEATURE_LIKE_INDEX, count_bucket(element->like_index, 5));
	add(writer, FEATURE_LIKE_COUNT, count_bucket(element->like_count, 5));
	add(writer, FEATURE_GROUP_KIND,
		group_row(element->group >= 0 ? page->groups[element->group].kind : ""));
	if (place->item >= 0)
		add(writer, FEATURE_ITEM_INDEX, count_bucket(page->groups[place->item].index, 7));
	add_geometry(writer, page, element);
	bool framed = element->frame > 0 && element->frame < page->frame_count;
	add_if(writer, element->value[0], FEATURE_ELEMENT, 0);
	add_if(writer, element->placeholder[0], FEATURE_ELEMENT, 1);
	add_if(writer, framed, FEATURE_ELEMENT, 2);
	add_if(writer, element_dialog(page, element) >= 0, FEATURE_ELEMENT, 3);
	add_if(writer, place->value->number, FEATURE_ELEMENT, 4);
	add_if(writer, place->label->number, FEATURE_ELEMENT, 5);
	add_if(writer, place->label->digits, FEATURE_ELEMENT, 6);
	add_if(writer, !element->name[0], FEATURE_ELEMENT, 7);
	if (element->option_count)
		add(writer, FEATURE_OPTIONS, count_bucket(element->option_count / 3, 4));
	add(writer, FEATURE_LABEL_LENGTH, count_bucket(place->label->word_count, 5));
	add_bits(writer, place->measured, FEATURE_MEASURED, MEASURED_BITS);
}

/* ---- steps of plans ---- */

enum step_when { STEP_IS_NEXT, STEP_IS_DONE, STEP_IS_SKIPPED, STEP_IS_LATER, STEP_IS_OLDER };

static enum step_when step_when(const struct progress *progress, const struct place *place)
{
	int step = (int)place->index;
	if (place->older)
		return STEP_IS_OLDER;
	if (progress->done[step])
		return STEP_IS_DONE;
	if (step == progress->next)
		return STEP_IS_NEXT;
	return step < progress->next ? STEP_IS_SKIPPED : STEP_IS_LATER;
}

/* How clear it is what fits the step: not measured, nothing, weak, well, exactly; several. */
static void add_fit(
	struct bag_writer *writer, const struct scene *scene, const struct fits *fits, int step)
{
	int at = progress_in_window(&scene->progress, step);
	if (at < 0 || !scene->task->newest.steps[step].has_wanted) {
		add(writer, FEATURE_STEP_FIT, 0);
		return;
	}
	const struct step_fits *fit = &fits->steps[at];
	if (fit->best < 0) {
		add(writer, FEATURE_STEP_FIT, 1);
		return;
	}
	float best = fit_of(scene, fit, (size_t)fit->best)->score;
	add(writer, FEATURE_STEP_FIT, best < 0.7f ? 2 : best < 0.9f ? 3 : 4);
	bool several =
		fit->second >= 0 && best - fit_of(scene, fit, (size_t)fit->second)->score < 0.06f;
	add_if(writer, several, FEATURE_STEP_FIT, 5);
	bool done = fit_of(scene, fit, (size_t)fit->best)->flags & FIT_HOLDS;
	add_if(writer, done, FEATURE_STEP, 0);
}

static void add_step(struct bag_writer *writer, const struct scene *scene, const struct fits *fits,
	const struct place *place)
{
	const struct task_step *step = place->step;
	const struct progress *progress = &scene->progress;
	int distance = (int)place->index - progress->next + 5;
	bool text = place->value->same;
	add(writer, FEATURE_STEP_KIND, step->step->action.kind);
	add(writer, FEATURE_STEP_WHEN, step_when(progress, place));
	if (!place->older) {
		add(writer, FEATURE_STEP_DISTANCE,
			(size_t)(distance < 0	 ? 0
				 : distance > 11 ? 11
						 : distance));
		add_fit(writer, scene, fits, (int)place->index);
		add_if(writer, place->index + 1 == progress->count, FEATURE_STEP, 1);
	}
	add_if(writer, step->bound_value, FEATURE_STEP, 2);
	add_if(writer, step->bound_label, FEATURE_STEP, 3);
	add_if(writer, step->bound_context, FEATURE_STEP, 4);
	add_if(writer, text && !step->bound_value, FEATURE_STEP, 5);
	add_if(writer, plan_item(step->entry), FEATURE_STEP, 6);
	add_if(writer, !text && step->value[0], FEATURE_STEP, 7); /* a secret, key, address */
	if (!step->step->target)
		return;
	add_kind(writer, step->step->target);
	add_if(writer, step->step->target->like_count > 1, FEATURE_STEP, 8);
	add(writer, FEATURE_LIKE_INDEX, count_bucket(step->step->target->like_index, 5));
}

/* ---- words of the goal ---- */

static void add_word(struct bag_writer *writer, const struct goal_word *word)
{
	const struct encoded_text *text = word->text;
	add_bits(writer, word->flags, FEATURE_WORD, WORD_FLAGS);
	size_t letters = word->length;
	add(writer, FEATURE_WORD_SHAPE, letters < 3 ? 0 : letters < 6 ? 1 : letters < 12 ? 2 : 3);
	add_if(writer, text->group_count > 0, FEATURE_WORD_SHAPE, 4);
}

/* ---- what was done ---- */

static bool changed_page(const char *changes)
{
	return strncmp(changes, "page changed", 12) == 0;
}

static void add_past(
	struct bag_writer *writer, const struct scene *scene, const struct place *place)
{
	const struct history_step *past = place->past;
	const char *changes = past->changes ? past->changes : "";
	add(writer, FEATURE_PAST_KIND, past->action.kind);
	add(writer, FEATURE_PAST_AGE,
		count_bucket(scene->input->history_count - 1 - place->index, 5));
	add_if(writer, past->failed, FEATURE_PAST, 0);
	add_if(writer, !past->failed && !changes[0], FEATURE_PAST, 1);
	add_if(writer, changed_page(changes), FEATURE_PAST, 2);
	add_if(writer, past->demonstration_step >= 0, FEATURE_PAST, 3);
	add_if(writer, past->demonstration_step < 0, FEATURE_PAST, 4);
	if (past->target)
		add_kind(writer, past->target);
}

/* ---- the decision ---- */

static size_t dialog_row(const char *type)
{
	static const char *const known[] = {"", "alert", "confirm", "prompt", "beforeunload"};
	return known_name(type, known, 5, 6);
}

static void add_last_action(struct bag_writer *writer, const struct policy_input *input)
{
	const struct history_step *last =
		input->history_count ? &input->history[input->history_count - 1] : NULL;
	const char *changes = last && last->changes ? last->changes : "";
	add_if(writer, !last, FEATURE_DECISION, 6);
	add_if(writer, last && last->failed, FEATURE_DECISION, 7);
	add_if(writer, last && !last->failed && !changes[0], FEATURE_DECISION, 8);
	add_if(writer, changed_page(changes), FEATURE_DECISION, 9);
	add_if(writer, last && last->demonstration_step < 0, FEATURE_DECISION, 10);
	if (last)
		add(writer, FEATURE_PAST_KIND, last->action.kind);
}

static bool page_has_dialog(const struct observation *page)
{
	for (size_t i = 0; i < page->group_count; i++)
		if (strcmp(page->groups[i].kind, "dialog") == 0 ||
			strcmp(page->groups[i].kind, "alertdialog") == 0)
			return true;
	return false;
}

/* In a row, until now: those that were actions and those that were not. */
static size_t count_waits(const struct policy_input *input)
{
	size_t waits = 0, count = input->history_count;
	while (waits < count && input->history[count - 1 - waits].action.kind == ACTION_WAIT)
		waits++;
	return waits + (input->waits > 0 ? (size_t)input->waits : 0);
}

static void add_decision(struct bag_writer *writer, const struct scene *scene)
{
	const struct policy_input *input = scene->input;
	const struct progress *progress = &scene->progress;
	const struct observation *page = scene->page;
	bool shown = input->demonstration_count > 0;
	add(writer, FEATURE_WAITS, count_bucket(count_waits(input), 4));
	add(writer, FEATURE_ACTIONS_DONE, count_bucket(input->history_count, 7));
	add(writer, FEATURE_DIALOG, dialog_row(page->dialog_type));
	if (shown) {
		add(writer, FEATURE_STEPS_DONE, count_bucket(progress->done_count, 7));
		add(writer, FEATURE_STEPS_LEFT,
			count_bucket(progress->count - (size_t)progress->next, 7));
	}
	add_if(writer, shown, FEATURE_DECISION, 0);
	add_if(writer, scene->task->has_binding, FEATURE_DECISION, 1);
	add_if(writer, shown && !scene->task->unfolded, FEATURE_DECISION, 2);
	add_if(writer, page_has_dialog(page), FEATURE_DECISION, 3);
	add_if(writer, scene_count_of(scene, SEGMENT_ELEMENT) < page->element_count,
		FEATURE_DECISION, 4);
	add_if(writer, page->tab_count > 1, FEATURE_DECISION, 5);
	add_if(writer, page->element_count == 0, FEATURE_DECISION, 11);
	add_bits(writer, scene->places[0].measured, FEATURE_MONTHS_SHOWN, MEASURED_BITS);
	add_last_action(writer, input);
}

/* ---- all ---- */

static void add_place(struct bag_writer *writer, const struct scene *scene, const struct fits *fits,
	size_t position)
{
	const struct place *place = &scene->places[position];
	size_t index = position - scene->first[place->segment];
	add(writer, FEATURE_SEGMENT, place->segment);
	add(writer, FEATURE_INDEX, 12 * (size_t)place->segment + count_bucket(index, 11));
	switch (place->segment) {
	case SEGMENT_DECISION:
		add_decision(writer, scene);
		break;
	case SEGMENT_GOAL:
		add_word(writer, place->word);
		break;
	case SEGMENT_STEP:
		add_step(writer, scene, fits, place);
		break;
	case SEGMENT_HISTORY:
		add_past(writer, scene, place);
		break;
	default:
		add_element(writer, scene, place);
	}
}

void features_write(struct bag_writer *writer, const struct scene *scene, const struct fits *fits)
{
	bag_start(writer);
	for (size_t i = 0; i < scene->count; i++) {
		add_place(writer, scene, fits, i);
		bag_next(writer);
	}
}
