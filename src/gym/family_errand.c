/*
 * family_errand.c - several small jobs one after another on one site, in any combination: a form, a
 * choice, boxes, a row, a date; some of them behind a tab, in a section, or on a page of their own.
 * Beside them there are others that nobody asked for.
 *
 * What holds for one combination should hold for those that training never shows, so the pairs
 * that family_held.c examines do not occur here: a date before a choice, rows behind a tab, a dialog
 * that a row or a menu opens.
 */
#include "gym/calendar.h"
#include "gym/chrome.h"
#include "gym/family.h"
#include "gym/form_fields.h"
#include "gym/forms.h"
#include "gym/names.h"
#include "gym/panels.h"
#include "gym/row_deeds.h"
#include "gym/row_extras.h"
#include "gym/store.h"

enum { JOBS_MAXIMUM = 3, IDLE_MAXIMUM = 2, JOB_FIELDS = 3, JOB_BOXES = 6 };

enum job_kind { JOB_FORM, JOB_BOXES_TICKED, JOB_CHOICE, JOB_ROW, JOB_DATE, JOB_KINDS };

struct job {
	enum job_kind kind;
	bool is_idle;			      /* is there, but nobody wants it done */
	struct known_field known[JOB_FIELDS]; /* of a form */
	size_t count;			      /* of fields, boxes, choices */
	size_t order[JOB_FIELDS];	      /* in which the person says the fields */
	const char *names[NAMES_MAXIMUM];     /* of boxes, choices */
	enum phrase send;		      /* of a form; of boxes, if any */
	size_t action;			      /* of a row */
	size_t group_count; /* of rows: all of a group are meant, not one; 0: one */
	struct collection *all;
};

struct chain {
	struct draft *draft;
	struct job jobs[JOBS_MAXIMUM], idle[IDLE_MAXIMUM];
	size_t count, idle_count;
	size_t order[JOBS_MAXIMUM + 1];	    /* in which the person says the jobs; last: the item */
	const char *said[JOBS_MAXIMUM + 1]; /* of each, its values, joined; NULL: nothing */
	struct node *dialog;		    /* that the jobs now added are in; NULL */
};

/* --- what it is about ----------------------------------------------------------------- */

static enum phrase draw_send(struct draft *draft)
{
	static const enum phrase sends[] = {
		PHRASE_SUBMIT, PHRASE_SAVE, PHRASE_APPLY, PHRASE_SEND, PHRASE_CONFIRM, PHRASE_NEXT};
	return sends[draw_below(&draft->subject, sizeof sends / sizeof *sends)];
}

static void plan_rows(struct draft *draft, struct job *job)
{
	job->all = store_take(draft->arena, 1, sizeof *job->all);
	collection_plan(draft, job->all, 2, 6);
	collection_plan_actions(draft, job->all);
	job->action = draft_pick(draft, (uint32_t)job->all->action_count);
	if (draw_chance(&draft->subject, 40))
		job->group_count = draw_names(&draft->subject, job->names, 2, 4);
}

static void plan_job(struct draft *draft, struct job *job, enum job_kind kind)
{
	job->kind = kind;
	job->send = draw_send(draft);
	if (kind == JOB_FORM) {
		job->count = known_fields_draw(
			&draft->subject, job->known, 1 + draw_below(&draft->subject, JOB_FIELDS));
		draw_order(&draft->subject, job->order, job->count);
	} else if (kind == JOB_ROW)
		plan_rows(draft, job);
	else if (kind == JOB_BOXES_TICKED)
		job->count = draw_names(&draft->subject, job->names, 2, JOB_BOXES);
	else if (kind == JOB_CHOICE)
		job->count = draw_names(&draft->subject, job->names, 2, 7);
}

static bool fits_after(enum job_kind before, enum job_kind kind)
{
	return kind != before && !(before == JOB_DATE && kind == JOB_CHOICE);
}

static bool has_kind(const struct chain *chain, enum job_kind kind)
{
	bool has = false;
	for (size_t i = 0; i < chain->count; i++)
		has = has || chain->jobs[i].kind == kind;
	for (size_t i = 0; i < chain->idle_count; i++)
		has = has || chain->idle[i].kind == kind;
	return has;
}

static enum job_kind draw_kind(const struct chain *chain)
{
	return (enum job_kind)draw_below(&chain->draft->subject, JOB_KINDS);
}

static void plan(struct chain *chain, size_t count)
{
	struct draft *draft = chain->draft;
	size_t idle = draw_below(&draft->subject, IDLE_MAXIMUM + 1);
	draw_order(&draft->subject, chain->order, JOBS_MAXIMUM + 1);
	for (; chain->count < count; chain->count++) {
		enum job_kind kind = draw_kind(chain);
		while ((chain->count && !fits_after(chain->jobs[chain->count - 1].kind, kind)) ||
			(kind == JOB_ROW && has_kind(chain, kind)))
			kind = draw_kind(chain);
		plan_job(draft, &chain->jobs[chain->count], kind);
	}
	for (; chain->idle_count < idle; chain->idle_count++) {
		enum job_kind kind = draw_kind(chain);
		while (has_kind(chain, kind))
			kind = draw_kind(chain);
		struct job *job = &chain->idle[chain->idle_count];
		plan_job(draft, job, kind);
		job->is_idle = true;
	}
}

/* --- on the page, and in the task ----------------------------------------------------- */

static void say_value(struct chain *chain, const struct job *job, const char *said)
{
	if (job->is_idle)
		return;
	const char **before = &chain->said[job - chain->jobs];
	*before = *before ? store_format(chain->draft->arena, "%s, %s", *before, said) : said;
}

static void add_sender(
	struct chain *chain, struct node *form, const struct job *job, const char *about)
{
	struct draft *draft = chain->draft;
	struct deed *cancel = NULL, *deed = add_buttons(draft, form, job->send, &cancel);
	deed->message = notice(draft, about);
	deed->gone = chain->dialog;
	if (!job->is_idle)
		want_deed(draft, deed, spoken(draft, phrase_caption(job->send)));
}

/* What is typed must then be picked from what comes up. */
static void add_suggestions_to(
	struct draft *draft, struct node *form, const struct field *field, const char *value)
{
	const char *names[NAMES_MAXIMUM];
	size_t count = draw_names_of(&draft->data, names, WORDS_CITIES, 4, 9);
	names[count++] = value;
	add_suggestions(draft, form, field->node, names, count);
}

static void add_form_job(struct chain *chain, struct job *job, struct node *place)
{
	struct draft *draft = chain->draft;
	struct node *form = new_form(draft, place);
	struct filled filled[JOB_FIELDS] = {{0}};
	for (size_t i = 0; i < job->count; i++) {
		struct field field;
		known_field_fill(draft, &job->known[i], &draft->data, &filled[i]);
		known_field_set_up(&job->known[i], &field);
		if (field.kind == FIELD_DATE)
			field.choices[field.choice_count++] = filled[i].value;
		add_field(draft, form, &field);
		if (field.kind == FIELD_TEXT && looks(draft, ASPECT_ROLES, "errand suggests", 30))
			add_suggestions_to(draft, form, &field, filled[i].value);
		if (!job->is_idle)
			want_field(draft, &field, filled[i].value, filled[i].said);
	}
	for (size_t i = 0; i < job->count; i++) {
		const struct known_field *known = &job->known[job->order[i]];
		say_value(chain, job,
			known->kind == FIELD_TICK ? spoken(draft, known->caption)
						  : filled[job->order[i]].said);
	}
	add_sender(chain, form, job, filled[0].said);
}

static void add_boxes_job(struct chain *chain, struct job *job, struct node *place)
{
	struct draft *draft = chain->draft;
	struct node *form = new_form(draft, place);
	struct field fields[NAMES_MAXIMUM];
	size_t order[NAMES_MAXIMUM] = {0};
	for (size_t i = 0; i < job->count; i++) {
		fields[i] =
			(struct field){.caption = word_caption(job->names[i]), .kind = FIELD_TICK};
		add_field(draft, form, &fields[i]);
	}
	draw_order(&draft->data, order, job->count);
	size_t most = job->count < 3 ? job->count : 3;
	size_t wanted = 1 + draw_below(&draft->data, (uint32_t)most);
	for (size_t i = 0; i < wanted; i++) {
		if (!job->is_idle)
			want_field(draft, &fields[order[i]], "on", NULL);
		say_value(chain, job, spoken(draft, fields[order[i]].caption));
	}
	add_sender(chain, form, job, job->names[order[0]]);
}

static void add_choice_job(struct chain *chain, struct job *job, struct node *place)
{
	struct draft *draft = chain->draft;
	struct node *bar = add(draft, place, TAG_DIV);
	bar->flow = FLOW_ROW;
	size_t chosen = draw_below(&draft->data, (uint32_t)job->count);
	for (size_t i = 0; i < job->count; i++) {
		struct deed *deed = new_deed(draft,
			add_button(draft, bar, job->names[i], BUTTON_SMALL, "errand choice"));
		deed->harmful = true;
		deed->message = notice(draft, job->names[i]);
		deed->gone = chain->dialog;
		if (i == chosen && !job->is_idle)
			want_deed(draft, deed, job->names[i]);
	}
	say_value(chain, job, job->names[chosen]);
}

static size_t group_fact(const struct collection *all)
{
	return all->facts > 1 ? 1 : all->facts;
}

static void draw_groups(struct draft *draft, struct job *job)
{
	struct collection *all = job->all;
	size_t fact = group_fact(all);
	for (size_t i = 0; i < all->count; i++)
		all->cells[i][fact] =
			job->names[draw_below(&draft->data, (uint32_t)job->group_count)];
}

/* One row, or all that have what it has; said once. */
static void want_rows(struct chain *chain, struct job *job, size_t item)
{
	struct draft *draft = chain->draft;
	struct collection *all = job->all;
	const char *group = job->group_count ? all->cells[item][group_fact(all)] : NULL;
	const char *said =
		group ? store_format(draft->arena, "all %s", group) : all->cells[item][0];
	for (size_t i = 0; i < all->count; i++) {
		bool is_meant = group ? all->cells[i][group_fact(all)] == group : i == item;
		if (!is_meant)
			continue;
		struct intent *intent = want_action(draft, all, i, job->action);
		intent->silent = !said;
		intent->item = said;
		said = NULL;
	}
	say_value(chain, job, group ? group : all->cells[item][0]);
}

static void add_row_job(struct chain *chain, struct job *job, struct node *place)
{
	struct draft *draft = chain->draft;
	struct collection *all = job->all;
	if (job->group_count)
		collection_set_fact(all, group_fact(all), FACT_STATUS);
	collection_fill(draft, all);
	if (job->group_count)
		draw_groups(draft, job);
	add_extras_above(draft, place, all);
	add_collection(draft, place, all, looks(draft, ASPECT_ROLES, "linked titles", 30));
	add_extras_in_rows(draft, all);
	add_actions(draft, all);
	set_up_actions(draft, all);
	if (job->is_idle)
		return;
	want_rows(chain, job, draw_below(&draft->data, (uint32_t)all->count));
}

static void add_date_job(struct chain *chain, struct job *job, struct node *place)
{
	struct draft *draft = chain->draft;
	struct known_field known = {
		.row = -1, .caption = phrase_caption(PHRASE_DATE), .kind = FIELD_DATE};
	struct filled filled;
	struct field field;
	known_field_fill(draft, &known, &draft->data, &filled);
	known_field_set_up(&known, &field);
	field.choices[field.choice_count++] = filled.value;
	add_picker_field(draft, add(draft, place, TAG_DIV), &field, label_of(draft, field.caption),
		looks(draft, ASPECT_ROLES, "open calendar", 50));
	if (!job->is_idle)
		want_field(draft, &field, filled.value, filled.said);
	say_value(chain, job, filled.said);
}

static void add_job(struct chain *chain, struct job *job, struct node *place)
{
	switch (job->kind) {
	case JOB_FORM:
		add_form_job(chain, job, place);
		break;
	case JOB_BOXES_TICKED:
		add_boxes_job(chain, job, place);
		break;
	case JOB_CHOICE:
		add_choice_job(chain, job, place);
		break;
	case JOB_ROW:
		add_row_job(chain, job, place);
		break;
	default:
		add_date_job(chain, job, place);
	}
	if (!job->is_idle)
		next_stage(chain->draft);
}

static void finish(struct chain *chain, struct node *content)
{
	for (size_t i = 0; i < chain->idle_count; i++)
		add_job(chain, &chain->idle[i], add(chain->draft, content, TAG_DIV));
	const char *values = NULL;
	for (size_t i = 0; i < JOBS_MAXIMUM + 1; i++) {
		const char *said = chain->said[chain->order[i]];
		if (said)
			values = values ? store_format(chain->draft->arena, "%s, %s", values, said)
					: said;
	}
	draft_say(chain->draft, "values", values);
	finish_site(chain->draft);
}

static const char *const errand_values[] = {"{values}", "now {values}", "{values} please",
	"[the same|again] with {values}", "[this time|today]: {values}", "with {values}",
	"next: {values}", "{values} [this time|now]", "[do|take] {values}", "also {values}", NULL};

/* --- all on one page ------------------------------------------------------------------ */

static void build_errand(struct draft *draft)
{
	struct chain chain = {.draft = draft};
	plan(&chain, 2 + draw_below(&draft->subject, JOBS_MAXIMUM - 1));
	int page = begin_site(draft, phrase_caption(PHRASE_PROJECTS));
	struct node *content = page_content(draft, page), *places[JOBS_MAXIMUM];
	bool is_backwards = looks(draft, ASPECT_LAYOUT, "errand backwards", 20);
	if (chain.idle_count && looks(draft, ASPECT_LAYOUT, "errand idle first", 40))
		add_job(&chain, &chain.idle[--chain.idle_count], add(draft, content, TAG_DIV));
	for (size_t i = 0; i < chain.count; i++)
		places[is_backwards ? chain.count - 1 - i : i] = add(draft, content, TAG_DIV);
	for (size_t i = 0; i < chain.count; i++) {
		add_distraction(draft, places[i], "errand");
		add_job(&chain, &chain.jobs[i], places[i]);
	}
	finish(&chain, content);
}

const struct family errand = {.name = "errand",
	.build = build_errand,
	.value_goals = errand_values,
	.by_steps = true,
	.weight = 5};

/* --- one behind another --------------------------------------------------------------- */

/* Something to press before the job: a tab, a section's head, or a link to a page of its own. */
static struct node *add_cover(struct draft *draft, struct node *content, size_t chosen,
	const char *const *names, size_t count)
{
	struct node *panels[PANELS_MAXIMUM];
	bool are_tabs = looks(draft, ASPECT_ROLES, "errand tabs", 50);
	if (are_tabs)
		add_tab_bar(draft, content, names, count, panels);
	else
		add_sections(draft, content, names, count, panels);
	for (size_t i = 0; i < count; i++)
		if (i != chosen)
			add_distraction(draft, panels[i], "errand panel");
	return panels[chosen];
}

static void want_cover(struct draft *draft, struct node *panel, const char *name)
{
	struct node *opener = panel->opener ? panel->opener : panel->parent->first;
	want_deed(draft, new_deed(draft, opener), name);
	next_stage(draft);
}

static struct node *add_own_page(struct draft *draft, struct node *content, const char *name)
{
	int page = add_page(draft, name);
	struct node *link = add_link(draft, content, name, page);
	want_deed(draft, new_deed(draft, link), name);
	next_stage(draft);
	return page_content(draft, page);
}

/* Over the page, until the job is done or it is closed. */
static struct node *add_cover_dialog(
	struct draft *draft, struct node *content, int page, const char *name)
{
	struct node *opener = add_button(draft, content, name, BUTTON_PLAIN, "errand opener");
	struct node *dialog = add_dialog(draft, page, name, opener);
	struct node *close = add_icon(draft, dialog, PHRASE_CLOSE, "errand close");
	close->effect = (struct effect){.kind = EFFECT_CLOSE, .target = dialog};
	want_deed(draft, new_deed(draft, opener), name);
	next_stage(draft);
	return dialog;
}

enum cover { COVER_PANEL, COVER_PAGE, COVER_DIALOG, COVERS };

/* Rows are examined behind tabs; a dialog stays open over what is no deed. */
static enum cover draw_cover(struct draft *draft, enum job_kind kind)
{
	enum cover cover = (enum cover)draw_below(&draft->subject, COVERS);
	if (kind == JOB_ROW)
		return COVER_PAGE;
	return kind == JOB_DATE && cover == COVER_DIALOG ? COVER_PANEL : cover;
}

static void build_errand_behind(struct draft *draft)
{
	struct chain chain = {.draft = draft};
	const char *names[NAMES_MAXIMUM];
	bool is_last = draw_chance(&draft->subject, 50);
	size_t count = draw_names(&draft->subject, names, 2, 4);
	size_t chosen = 1 + draw_below(&draft->subject, (uint32_t)count - 1);
	plan(&chain, 1 + draw_below(&draft->subject, 2));
	size_t covered = is_last ? chain.count - 1 : 0;
	enum cover cover = draw_cover(draft, chain.jobs[covered].kind);
	int page = begin_site(draft, phrase_caption(PHRASE_ACTIONS));
	struct node *content = page_content(draft, page);
	for (size_t i = 0; i < chain.count; i++) {
		struct node *place = add(draft, content, TAG_DIV);
		if (i == covered && cover == COVER_PAGE) {
			place = content = add_own_page(draft, place, names[chosen]);
		} else if (i == covered && cover == COVER_DIALOG) {
			place = chain.dialog = add_cover_dialog(draft, place, page, names[chosen]);
		} else if (i == covered) {
			place = add_cover(draft, place, chosen, names, count);
			want_cover(draft, place, names[chosen]);
		}
		add_job(&chain, &chain.jobs[i], place);
		chain.dialog = NULL;
	}
	finish(&chain, content);
}

const struct family errand_behind = {.name = "errand-behind",
	.build = build_errand_behind,
	.value_goals = errand_values,
	.by_steps = true,
	.weight = 5};

/* --- on an item's own page ------------------------------------------------------------ */

/* A page that says what is known of the item; the way back to the list is there. */
static struct node *add_item_page(
	struct draft *draft, const struct collection *all, size_t item, int list, int *page)
{
	*page = add_page(draft, all->cells[item][0]);
	struct node *content = page_content(draft, *page);
	add_link(draft, content, label_of(draft, phrase_caption(PHRASE_PREVIOUS)), list);
	for (size_t i = 1; i < all->facts; i++)
		add_text(draft, content, TAG_P, all->cells[item][i]);
	return content;
}

/* Only the wanted item's page is built in full; one other stands for all the rest. */
static struct node *link_items(
	struct draft *draft, struct collection *all, size_t item, int list, struct node **other)
{
	int right, wrong;
	struct node *content = add_item_page(draft, all, item, list, &right);
	*other = add_item_page(draft, all, (item + 1) % all->count, list, &wrong);
	for (size_t i = 0; i < all->count; i++)
		if (i != item)
			all->titles[i]->effect =
				(struct effect){.kind = EFFECT_GO, .amount = wrong};
	struct deed *deed = new_deed(draft, all->titles[item]);
	deed->after = (struct effect){.kind = EFFECT_GO, .amount = right};
	return content;
}

static void build_errand_item(struct draft *draft)
{
	static const char *const ways[] = {"open", "go to", "view", "show", "look at"};
	struct chain chain = {.draft = draft};
	struct collection *all = store_take(draft->arena, 1, sizeof *all);
	struct node *other = NULL;
	bool has_actions = draw_chance(&draft->subject, 60);
	const char *way = ways[draw_below(&draft->subject, sizeof ways / sizeof *ways)];
	collection_plan(draft, all, 3, 10);
	if (has_actions)
		collection_plan_actions(draft, all);
	plan(&chain, 1 + draw_below(&draft->subject, 2));
	int page = begin_site(draft, section_of(all));
	collection_fill(draft, all);
	add_extras_above(draft, page_content(draft, page), all);
	add_collection(draft, page_content(draft, page), all, true);
	add_extras_in_rows(draft, all);
	add_actions(draft, all);
	set_up_actions(draft, all);
	size_t item = draw_below(&draft->data, (uint32_t)all->count);
	struct node *content = link_items(draft, all, item, page, &other);
	want_deed(draft, all->titles[item]->deed, way)->item = all->cells[item][0];
	next_stage(draft);
	chain.said[JOBS_MAXIMUM] = all->cells[item][0];
	for (size_t i = 0; i < chain.count; i++)
		add_job(&chain, &chain.jobs[i], add(draft, content, TAG_DIV));
	if (chain.idle_count)
		add_job(&chain, &chain.idle[--chain.idle_count], other);
	finish(&chain, content);
}

const struct family errand_item = {.name = "errand-item",
	.build = build_errand_item,
	.value_goals = errand_values,
	.by_steps = true,
	.weight = 4};
