/*
 * Which step of the plan comes next:
 *
 *   a dialog of the browser is open -> answered as demonstrated; else confirmed after a deed of
 *                                      ours, and dismissed if it came by itself
 *   all steps done                  -> what asks about the last deed is confirmed, the outcome
 *                                      waited for, then finish
 *   the first step not done         -> carried out if the page offers it (replay_step.c)
 *     not offered, asked again      -> what came up in between is answered
 *     not offered after PATIENCE    -> a later field first, a confirmation that is not asked any
 *                                      more skipped, "Next" pressed
 */
#include "policy/replay.h"

#include "base/memory.h"
#include "policy/button.h"
#include "policy/interruption.h"
#include "policy/turn.h"

#include <stdlib.h>
#include <string.h>

enum { LOOK_AHEAD = 6 }; /* steps that may be done before one that is not possible yet */

struct policy_replay {
	struct policy policy;
	const struct lexicon *lexicon;
};

/* ---- which step ---- */

/* Opening a list is over when the choice is made, however it was made. */
static bool is_settled(const struct turn *turn, int step)
{
	return step_is_done(turn->input, step) ||
	       (!turn->input->literal && step_opens_list(turn, step) &&
		       step_is_done(turn->input, step + 1));
}

static int first_open_step(const struct turn *turn)
{
	int step = 0;
	while (step < (int)turn->plan.count && is_settled(turn, step))
		step++;
	return step;
}

static bool is_last(const struct turn *turn, int step)
{
	return step + 1 >= (int)turn->plan.count;
}

static bool may_come_early(const struct step *recorded)
{
	enum action_kind kind = recorded->action.kind;
	return kind == ACTION_TYPE || kind == ACTION_SELECT || kind == ACTION_CHECK ||
	       kind == ACTION_UPLOAD;
}

/* A page whose fields come in another order: what fills fields may be done before what is not here
 * yet. What lies behind a click belongs to what the click leads to. */
static bool try_later_field(struct turn *turn, int step)
{
	int end = step + 1 + LOOK_AHEAD;
	for (int later = step; later < (int)turn->plan.count && later < end; later++) {
		struct error ignored = {0};
		if (is_settled(turn, later))
			continue;
		if (!may_come_early(step_at(turn, later)) && !step_opens_list(turn, later))
			return false;
		if (later > step && try_step(turn, later, &ignored) == 0)
			return true;
	}
	return false;
}

/* ---- what came up in between, or does not come up any more ---- */

static bool press(struct turn *turn, const struct element *button, int step, const char *reason)
{
	return button &&
	       answer_one(turn, (struct action){ACTION_CLICK, button->id, ""}, step, reason) == 0;
}

/* The step led to the next page of the same work ("Next"). */
static bool leads_on(const struct step *recorded)
{
	return recorded->target && recorded->action.kind == ACTION_CLICK &&
	       button_read(recorded->target->name).says == BUTTON_ON;
}

/* The step answered a dialog or banner of the demonstration. */
static bool answers_barrier(const struct step *recorded)
{
	return recorded->target && recorded->observation && recorded->action.kind == ACTION_CLICK &&
	       barrier_around(recorded->observation, recorded->target) >= 0 &&
	       button_read(recorded->target->name).says != BUTTON_OTHER;
}

static bool page_has_dialog(const struct observation *page)
{
	for (size_t i = 0; i < page->group_count; i++)
		if (strcmp(page->groups[i].kind, "dialog") == 0 ||
			strcmp(page->groups[i].kind, "alertdialog") == 0)
			return true;
	return false;
}

/* A confirmation that is not asked for any more, or a page that was joined with the next: the step
 * after it is possible already. */
static bool skip_step(struct turn *turn, int step)
{
	const struct step *recorded = step_at(turn, step);
	bool answers = recorded->action.kind == ACTION_DIALOG || answers_barrier(recorded);
	if ((!answers && !leads_on(recorded)) || page_has_dialog(turn->input->observation) ||
		(is_last(turn, step) && !answers))
		return false;
	if (!is_last(turn, step)) {
		struct error ignored = {0};
		if (try_step(turn, step + 1, &ignored))
			return false;
		turn->decision->candidate_count = 0;
	}
	return answer_nothing(turn, step, "it is not needed on this page") == 0;
}

/* ---- dialogs of the browser itself ---- */

/* As in the demonstration, be it that the page drew the dialog itself then; else yes where it follows
 * our own deed. To what comes up by itself, and where nothing but the demonstration is to be done,
 * nobody has agreed. */
static int decide_dialog(struct turn *turn, int step, struct error *error)
{
	const struct step *recorded = step < (int)turn->plan.count ? step_at(turn, step) : NULL;
	if (recorded && recorded->action.kind == ACTION_DIALOG)
		return try_step(turn, step, error);
	if (recorded && !turn->input->literal && answers_barrier(recorded)) {
		struct button_label label = button_read(recorded->target->name);
		const char *answer = button_refuses(&label) ? "dismiss" : "accept";
		return answer_one(turn, (struct action){ACTION_DIALOG, 0, answer}, step,
			"the browser asks what the page asked in the demonstration");
	}
	if (!turn->input->literal && follows_deed(turn->input))
		return answer_one(turn, (struct action){ACTION_DIALOG, 0, "accept"}, -1,
			"the page asks to confirm what was just done");
	return answer_one(turn, (struct action){ACTION_DIALOG, 0, "dismiss"}, -1,
		"it came up by itself and was not in the demonstration");
}

/* The demonstration answered a dialog of the browser, and none is open: the page may draw its own
 * now, or not have got to it yet. */
static int decide_without_dialog(struct turn *turn, int step, struct error *error)
{
	bool accepts = strncmp(step_at(turn, step)->action.value, "accept", 6) == 0;
	const struct element *button =
		accepts ? interruption_answer(turn->input, turn->lexicon, NULL) : NULL;
	if (press(turn, button, step, "the page asks what the browser asked in the demonstration"))
		return 0;
	if (turn->input->waits >= PATIENCE && skip_step(turn, step))
		return 0;
	return step_missing(turn, step, error);
}

/* ---- the answer ---- */

static int decide_step(struct turn *turn, int step, struct error *error)
{
	const struct policy_input *input = turn->input;
	struct error refusal = {0};
	if (!input->literal && step_at(turn, step)->action.kind == ACTION_DIALOG)
		return decide_without_dialog(turn, step, error);
	int code = try_step(turn, step, &refusal);
	if (code == 0)
		return 0;
	if (!input->literal && input->waits > 0 &&
		press(turn, interruption_answer(input, turn->lexicon, NULL), -1,
			"it came up and was not in the demonstration"))
		return 0;
	if (!input->literal && input->waits >= PATIENCE &&
		(try_later_field(turn, step) || skip_step(turn, step) ||
			press(turn, way_on(input, turn->lexicon), -1,
				"it leads on to where the next step may be")))
		return 0;
	if (refusal.code)
		return error_set(error, refusal.code, "%s", refusal.message);
	return step_missing(turn, step, error);
}

/* The outcome that the demonstration had does not show, or not yet. What the person stated as success
 * is the agent's to ask; this only tells whether the work may still go on. */
static bool outcome_is_missing(const struct turn *turn)
{
	const struct criterion *criterion = &turn->plan.demonstration->criterion;
	const struct binding *binding = turn->plan.binding;
	const struct parameters *values =
		binding ? &binding->parameters : &turn->plan.demonstration->parameters;
	return !criterion_is_empty(criterion) &&
	       !criterion_holds(criterion, turn->input->observation, values, true, NULL) &&
	       !criterion_is_affirmed(criterion, turn->input->observation, values, true);
}

static int decide_end(struct turn *turn, struct error *error)
{
	const struct policy_input *input = turn->input;
	if (!input->literal) {
		if (press(turn, confirmation_answer(input, turn->lexicon, NULL), -1,
			    "the page asks about the last step"))
			return 0;
		bool missing = outcome_is_missing(turn);
		if (missing && input->waits < PATIENCE)
			return error_set(error, ERROR_NOT_FOUND,
				"All steps of the demonstration are done, and its outcome does "
				"not show.");
		if (missing && press(turn, way_on(input, turn->lexicon), -1,
				       "the outcome may show behind it"))
			return 0;
	}
	return answer_one(turn, (struct action){ACTION_FINISH, 0, ""}, -1,
		"all steps of the demonstration are done");
}

static int decide_turn(struct turn *turn, struct error *error)
{
	int step = first_open_step(turn);
	if (turn->input->observation->dialog_type[0])
		return decide_dialog(turn, step, error);
	if (step == (int)turn->plan.count)
		return decide_end(turn, error);
	return decide_step(turn, step, error);
}

static int replay_decide(struct policy *policy, const struct policy_input *input,
	struct arena *arena, struct decision *decision, struct error *error)
{
	struct policy_replay *self = (struct policy_replay *)policy;
	if (!input->demonstration_count)
		return error_set(
			error, ERROR_USAGE, "Replay needs a demonstration: record the task first.");
	struct turn turn = {
		.input = input, .lexicon = self->lexicon, .arena = arena, .decision = decision};
	int code = plan_make(&turn.plan, &input->demonstrations[input->demonstration_count - 1],
		input->literal ? NULL : input->binding, error);
	if (!code)
		code = decide_turn(&turn, error);
	plan_release(&turn.plan);
	return code;
}

static void replay_free(struct policy *policy)
{
	struct policy_replay *self = (struct policy_replay *)policy;
	free(self);
}

struct policy *policy_replay_new(void)
{
	static const struct policy_type type = {"replay", replay_decide, replay_free};
	struct policy_replay *self = memory_new(1, sizeof(*self));
	self->policy.type = &type;
	self->lexicon = lexicon_of(LEXICON_ALL);
	return &self->policy;
}
