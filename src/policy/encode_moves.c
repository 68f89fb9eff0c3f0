#include "policy/encode_moves.h"

#include "policy/locate.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A text is clicked only where a step did so, on one that is this much alike. */
static const float alike = 0.5f;
/* From here on a control may be the one that a step was done with. */
static const float may_be_meant = 0.35f;
/* Of a screen, when the page is scrolled. */
static const double scrolled = 0.8;

struct maker {
	const struct scene *scene;
	const struct fits *fits;
	struct choices *choices;
	struct encoded_move moves[ENCODING_MOVES_MAX];
	struct action actions[ENCODING_MOVES_MAX];
	int shown[ENCODING_MOVES_MAX];
	size_t count;
};

static void add_move(
	struct maker *maker, size_t position, enum move_kind kind, size_t set, struct action action)
{
	if (maker->count == ENCODING_MOVES_MAX)
		return;
	maker->moves[maker->count] =
		(struct encoded_move){(uint16_t)position, (uint16_t)kind, (uint16_t)set};
	maker->actions[maker->count] = action;
	maker->shown[maker->count++] = -1;
}

static void add_plain(struct maker *maker, size_t position, enum move_kind kind,
	enum action_kind action, uint32_t element, const char *value)
{
	add_move(maker, position, kind, MOVE_WITHOUT_TEXT, (struct action){action, element, value});
}

/* ---- elements ---- */

/* Some step of the window clicked a text, and this is probably it. */
static bool is_clicked_text(const struct maker *maker, size_t position)
{
	for (size_t s = 0; s < maker->fits->count; s++) {
		const struct step_fits *fits = &maker->fits->steps[s];
		if (!fits->position)
			continue;
		const struct step *step = maker->scene->places[fits->position].step->step;
		bool text = step->action.kind == ACTION_CLICK && step->target &&
			    !step->target->operations;
		if (text && fit_of(maker->scene, fits, position)->score >= alike)
			return true;
	}
	return false;
}

/* A list or a checkbox is set, not clicked: the click would do the same or only open it. */
static bool can_click(const struct maker *maker, size_t position)
{
	const struct element *element = maker->scene->places[position].element;
	const uint16_t set = OPERATION_SELECT | OPERATION_CHECK | OPERATION_UPLOAD;
	if (!(element->operations & OPERATION_CLICK))
		return is_clicked_text(maker, position);
	return !(element->operations & set);
}

static void add_check(struct maker *maker, size_t position)
{
	const struct element *element = maker->scene->places[position].element;
	bool checked = element->state & ELEMENT_CHECKED;
	bool radio =
		strcmp(element->role, "radio") == 0 || strcmp(element->role, "menuitemradio") == 0;
	if (!checked || !radio)
		add_plain(maker, position, MOVE_CHECK, ACTION_CHECK, element->id,
			checked ? "off" : "on");
}

static int add_type(struct maker *maker, size_t position, struct error *error)
{
	const struct element *element = maker->scene->places[position].element;
	size_t set;
	int code = choices_for_field(maker->choices, format_of_field(element), &set, error);
	if (!code && set != MOVE_WITHOUT_TEXT)
		add_move(maker, position, MOVE_TYPE, set,
			(struct action){ACTION_TYPE, element->id, ""});
	return code;
}

static int add_select(struct maker *maker, size_t position, struct error *error)
{
	const struct place *place = &maker->scene->places[position];
	size_t set;
	int code = choices_for_list(maker->choices, place->options, &set, error);
	if (!code && set != MOVE_WITHOUT_TEXT)
		add_move(maker, position, MOVE_SELECT, set,
			(struct action){ACTION_SELECT, place->element->id, ""});
	return code;
}

static int add_upload(struct maker *maker, size_t position, struct error *error)
{
	const struct element *element = maker->scene->places[position].element;
	size_t set;
	int code = choices_for_files(maker->choices, &set, error);
	if (!code && set != MOVE_WITHOUT_TEXT)
		add_move(maker, position, MOVE_UPLOAD, set,
			(struct action){ACTION_UPLOAD, element->id, ""});
	return code;
}

static int add_element(struct maker *maker, size_t position, struct error *error)
{
	const struct place *place = &maker->scene->places[position];
	const struct element *element = place->element;
	int code = 0;
	if (element->state & ELEMENT_DISABLED)
		return 0;
	if (can_click(maker, position))
		add_plain(maker, position, MOVE_CLICK, ACTION_CLICK, element->id, "");
	if ((element->operations & OPERATION_TYPE) && !(element->state & ELEMENT_READONLY))
		code = add_type(maker, position, error);
	if (!code && (element->operations & OPERATION_SELECT) && place->options)
		code = add_select(maker, position, error);
	if (!code && (element->operations & OPERATION_UPLOAD))
		code = add_upload(maker, position, error);
	if (!code && (element->operations & OPERATION_CHECK))
		add_check(maker, position);
	return code;
}

/* ---- steps, done as they were shown ---- */

static bool has_own_move(enum action_kind kind)
{
	return kind == ACTION_CLICK || kind == ACTION_TYPE || kind == ACTION_SELECT ||
	       kind == ACTION_CHECK || kind == ACTION_UPLOAD || kind == ACTION_WAIT ||
	       kind == ACTION_FINISH;
}

/* What an element was dragged onto, by its own descriptor: an id as text; NULL if it is not clear. */
static const char *find_drop(const struct maker *maker, const struct task_step *step)
{
	const struct scene *scene = maker->scene;
	struct match matches[MATCHES_MAXIMUM];
	struct wanted wanted;
	if (!step->step->drop)
		return NULL;
	wanted_init(&wanted, step->step->drop, step->step, scene->task->newest.plan.binding,
		plan_item(step->entry), scene->lexicon);
	wanted.operations = 0;
	size_t count = locate(scene->page, &wanted, matches, MATCHES_MAXIMUM);
	wanted_release(&wanted);
	if (match_judge(matches, count) != MATCH_CLEAR)
		return NULL;
	return arena_format(scene->arena, "%u", (unsigned)matches[0].element->id);
}

static void add_shown(struct maker *maker, size_t window)
{
	const struct scene *scene = maker->scene;
	const struct step_fits *fits = &maker->fits->steps[window];
	int index = scene->progress.window[window];
	const struct task_step *step = &scene->task->newest.steps[index];
	enum action_kind kind = step->step->action.kind;
	bool dialog = scene->page->dialog_type[0], needs = step->step->target;
	if (!fits->position || scene->progress.done[index] || has_own_move(kind) ||
		(kind == ACTION_DIALOG) != dialog || (needs && fits->best < 0))
		return;
	const char *value = kind == ACTION_DRAG ? find_drop(maker, step)
						: arena_copy_text(scene->arena, step->value);
	struct action action = {
		kind, needs ? scene->places[fits->best].element->id : 0, value ? value : ""};
	if (!value || action_check(&action, scene->page, NULL))
		return;
	add_move(maker, fits->position, MOVE_AS_SHOWN, MOVE_WITHOUT_TEXT, action);
	if (maker->count > 0)
		maker->shown[maker->count - 1] = index;
}

/* ---- the decision ---- */

static void add_scroll(struct maker *maker)
{
	const struct observation *page = maker->scene->page;
	double screen = page->viewport_height_px;
	if (!(page->scroll_y_px + screen + 1 < page->scroll_height_px))
		return;
	const char *value =
		arena_format(maker->scene->arena, "0,%d", (int)(screen * scrolled + 0.5));
	add_plain(maker, 0, MOVE_SCROLL, ACTION_SCROLL, 0, value ? value : "0,400");
}

static bool has_focus(const struct observation *page)
{
	for (size_t i = 0; i < page->element_count; i++)
		if (page->elements[i].state & ELEMENT_FOCUSED)
			return true;
	return false;
}

static void add_tab(struct maker *maker)
{
	const struct observation *page = maker->scene->page;
	size_t newest = page->tab_count;
	while (newest > 0 && page->tabs[newest - 1].current)
		newest--;
	if (page->tab_count < 2 || newest == 0)
		return;
	const char *value = arena_format(maker->scene->arena, "%zu", newest - 1);
	add_plain(maker, 0, MOVE_SWITCH_TAB, ACTION_SWITCH_TAB, 0, value ? value : "0");
}

static void add_decision(struct maker *maker)
{
	if (has_focus(maker->scene->page))
		add_plain(maker, 0, MOVE_ENTER, ACTION_PRESS, 0, "Enter");
	add_scroll(maker);
	add_tab(maker);
	add_plain(maker, 0, MOVE_WAIT, ACTION_WAIT, 0, "");
	add_plain(maker, 0, MOVE_FINISH, ACTION_FINISH, 0, "");
}

static int add_answers(struct maker *maker, struct error *error)
{
	const struct observation *page = maker->scene->page;
	size_t set = MOVE_WITHOUT_TEXT;
	int code = strcmp(page->dialog_type, "prompt") == 0
			   ? choices_for_prompt(maker->choices, &set, error)
			   : 0;
	bool texts = set != MOVE_WITHOUT_TEXT;
	add_move(maker, 0, MOVE_ACCEPT, set,
		(struct action){ACTION_DIALOG, 0, texts ? "" : "accept"});
	if (strcmp(page->dialog_type, "alert") != 0)
		add_plain(maker, 0, MOVE_DISMISS, ACTION_DIALOG, 0, "dismiss");
	return code;
}

/* ---- what is planned ---- */

static void find_alike(
	struct planned *planned, const struct scene *scene, const struct step_fits *fits)
{
	size_t count = 0;
	for (size_t i = scene->first[SEGMENT_ELEMENT]; i < scene->count && count < ALIKE_MAX; i++)
		if (fits->position && fit_of(scene, fits, i)->score >= may_be_meant)
			planned->alike[count++] = scene->places[i].element->id;
}

static void add_planned(struct encoded_detail *detail, const struct scene *scene,
	const struct fits *fits, size_t at)
{
	int index = scene->progress.window[at];
	const struct task_step *step = &scene->task->newest.steps[index];
	int best = fits->steps[at].best;
	const char *value = arena_copy_text(scene->arena, step->value);
	detail->planned[detail->planned_count++] = (struct planned){
		.step = index,
		.number = step->step->index + 1,
		.kind = step->step->action.kind,
		.best = best >= 0 ? scene->places[best].element->id : 0,
		.label = step->label_text->same,
		.value_key = step->value_text->same,
		.value = value ? value : "",
	};
	find_alike(&detail->planned[detail->planned_count - 1], scene, &fits->steps[at]);
}

static void make_planned(
	struct encoded_detail *detail, const struct scene *scene, const struct fits *fits)
{
	const struct progress *progress = &scene->progress;
	for (size_t i = 0; i < progress->window_count; i++)
		if (progress->window[i] >= progress->next)
			add_planned(detail, scene, fits, i);
	for (size_t i = 0; i < progress->window_count; i++)
		if (progress->window[i] < progress->next && !progress->done[progress->window[i]])
			add_planned(detail, scene, fits, i);
}

/* ---- all ---- */

static int fill(struct maker *maker, struct error *error)
{
	const struct scene *scene = maker->scene;
	bool dialog = scene->page->dialog_type[0];
	int code = 0;
	if (dialog)
		code = add_answers(maker, error);
	else
		add_decision(maker);
	for (size_t i = 0; i < maker->fits->count; i++)
		add_shown(maker, i);
	for (size_t i = scene->first[SEGMENT_ELEMENT]; i < scene->count && !dialog && !code; i++)
		code = add_element(maker, i, error);
	return code;
}

static void *copy(struct arena *arena, const void *items, size_t count, size_t size)
{
	void *memory = arena_take(arena, count, size);
	if (memory)
		memcpy(memory, items, count * size);
	return memory;
}

int moves_make(struct page_encoding *page, const struct scene *scene, const struct fits *fits,
	struct choices *choices, struct error *error)
{
	struct maker maker;
	maker.scene = scene;
	maker.fits = fits;
	maker.choices = choices;
	maker.count = 0;
	int code = choices_start(choices, scene, error);
	if (!code)
		code = fill(&maker, error);
	if (!code)
		code = choices_finish(choices, &page->encoding, &page->outcomes, error);
	if (code)
		return code;
	struct arena *arena = scene->arena;
	struct encoded_detail *detail = arena_take(arena, 1, sizeof(*detail));
	page->encoding.moves = copy(arena, maker.moves, maker.count, sizeof(*maker.moves));
	page->encoding.move_count = maker.count;
	if (detail) {
		detail->actions = copy(arena, maker.actions, maker.count, sizeof(*maker.actions));
		detail->shown = copy(arena, maker.shown, maker.count, sizeof(*maker.shown));
		make_planned(detail, scene, fits);
	}
	page->detail = detail;
	if (!detail || !page->encoding.moves || !detail->actions || !detail->shown)
		return error_set(
			error, ERROR_LIMIT, "A decision needs more memory than a step may use.");
	return 0;
}
