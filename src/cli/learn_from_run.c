#include "cli/learn_from_run.h"

#include "policy/guided.h"
#include "policy/native.h"
#include "policy/replay.h"

#include <math.h>
#include <string.h>

#define SHARED_TASK "shared" /* the folder of the adapter that all tasks share */
#define DECAYED	    0.1	     /* of the rate, when the budget is used up */
#define SCALE	    1.0	     /* of adapters */
#define REHEARSED   128	     /* states of other tasks that are drawn */

/* ---- options ---- */

static bool chose(const struct options *options, const char *name, const char *value)
{
	return strcmp(options_text(options, name), value) == 0;
}

static struct divergence divergence_from(const struct options *options)
{
	double limit = options_number(options, "divergence-limit");
	return (struct divergence){
		.kind = chose(options, "divergence", "reverse") ? DIVERGENCE_REVERSE
			: chose(options, "divergence", "jsd")	? DIVERGENCE_JENSEN_SHANNON
								: DIVERGENCE_FORWARD,
		.clip = limit > 0 ? DIVERGENCE_SOFTEN : DIVERGENCE_UNCLIPPED,
		.limit = limit};
}

static void read_gate(const struct options *options, struct gate_options *gate)
{
	*gate = gate_defaults;
	gate->entropy_max = options_number(options, "max-entropy");
	gate->warm_up = (uint64_t)options_integer(options, "warm-up");
	gate->cool_down = (uint64_t)options_integer(options, "cool-down");
	gate->update_budget = (uint64_t)options_integer(options, "update-budget");
	gate->steps_per_update = (uint64_t)options_integer(options, "steps-per-update");
	gate->max_norm = options_number(options, "max-norm");
}

static void read_window(const struct options *options, struct window_options *window)
{
	*window = window_defaults;
	window->outcomes = (size_t)options_integer(options, "success-window");
	window->rollback_threshold = options_number(options, "rollback-threshold");
	window->shadow_margin = options_number(options, "shadow-margin");
	window->save_every = (size_t)options_integer(options, "save-every");
}

static void read_distil(const struct options *options, const struct gate_options *gate,
	struct distil_options *distil)
{
	double rate = options_number(options, "learning-rate");
	*distil = distil_defaults;
	distil->teacher = chose(options, "teacher", "ema")     ? DISTIL_EMA
			  : chose(options, "teacher", "gated") ? DISTIL_GATED
							       : DISTIL_FROZEN;
	distil->divergence = divergence_from(options);
	distil->batch = (size_t)options_integer(options, "batch");
	distil->rehearsal = (size_t)options_integer(options, "rehearsal");
	distil->rate.peak = rate;
	distil->rate.floor = options_bool(options, "learning-decay") ? DECAYED * rate : rate;
	distil->rate.total = gate->update_budget * gate->steps_per_update;
}

static struct learner_options options_for(
	const struct options *options, struct rehearsal *rehearsal)
{
	struct learner_options learner = learner_defaults;
	learner.adapters_folder = options_text(options, "adapters-dir");
	learner.task =
		chose(options, "adapter", "shared") ? SHARED_TASK : options_text(options, "task");
	learner.train = options_bool(options, "train");
	learner.reset_budget = options_bool(options, "reset-budget");
	learner.student_shown = chose(options, "student-context", "demonstration");
	read_gate(options, &learner.gate);
	read_window(options, &learner.window);
	read_distil(options, &learner.gate, &learner.distil);
	learner.updates_per_outcome = (size_t)options_integer(options, "updates-per-run");
	learner.slice_ms = (int)options_integer(options, "learning-time");
	learner.rehearse = rehearsal_draw;
	learner.rehearse_context = rehearsal;
	learner.rehearse_states = learner.distil.rehearsal ? REHEARSED : 0;
	return learner;
}

/* ---- opening ---- */

static int open_policies(struct learn_from_run *learning, const struct policy_kind *kind,
	struct chosen_policy *chosen, struct error *error)
{
	const struct options *options = learning->options;
	const real *adapter = learner_adapter(learning->learner);
	learning->acting = policy_native_new(&chosen->model, adapter, error);
	if (!learning->acting)
		return error->code;
	if (kind->guided)
		learning->acting = policy_guided_new(learning->acting, policy_replay_new());
	learning->policy =
		policy_learning_new(&(struct learning_policy_options){.acting = learning->acting,
			.shadow = options_bool(options, "shadow") ? chosen->policy : NULL,
			.learner = learning->learner});
	return 0;
}

int learn_from_run_open(struct learn_from_run *learning, const struct options *options,
	const struct policy_kind *kind, struct chosen_policy *chosen, struct error *error)
{
	*learning = (struct learn_from_run){.options = options};
	if (options_bool(options, "train"))
		learning->rehearsal = rehearsal_new(distil_defaults.seed);
	network_adapt(&chosen->model.network, (size_t)options_integer(options, "rank"), SCALE);
	struct learner_options how = options_for(options, learning->rehearsal);
	int code = learner_open(&learning->learner, &how, &chosen->model, error);
	if (!code)
		code = open_policies(learning, kind, chosen, error);
	if (code)
		learn_from_run_release(learning);
	return code;
}

void learn_from_run_release(struct learn_from_run *learning)
{
	policy_free(learning->policy);
	policy_free(learning->acting);
	learner_free(learning->learner);
	rehearsal_free(learning->rehearsal);
	*learning = (struct learn_from_run){.options = NULL};
}

/* ---- what there is to tell ---- */

/* Of this run. */
struct tally {
	size_t updates, steps, rollbacks;
	const struct learner_event *last_update, *refused; /* NULL: none */
	json_t *refusals;				   /* by reason; owned */
};

static struct tally tally_of(const struct learner *learner)
{
	size_t count;
	const struct learner_event *events = learner_events(learner, &count);
	struct tally tally = {.refusals = json_object()};
	for (size_t i = 0; i < count; i++) {
		const struct learner_event *event = &events[i];
		if (event->kind == LEARNER_UPDATED) {
			tally.updates++;
			tally.steps += event->update.steps;
			tally.last_update = event;
		} else if (event->kind == LEARNER_ROLLED_BACK) {
			tally.rollbacks++;
		} else if (event->kind == LEARNER_REFUSED) {
			const char *name = gate_refusal_name(event->refusal);
			json_int_t before =
				json_integer_value(json_object_get(tally.refusals, name));
			json_object_set_new(tally.refusals, name, json_integer(before + 1));
			tally.refused = event;
		}
	}
	return tally;
}

/* JSON has no numbers that are not finite: they are left out. */
static void set_number(json_t *object, const char *name, double number)
{
	if (isfinite(number))
		json_object_set_new(object, name, json_real(number));
}

static json_t *update_to_json(const struct learner_event *event)
{
	const struct distil_report *update = &event->update;
	json_t *object = json_pack("{s:I,s:I,s:I,s:I}", "steps", (json_int_t)update->steps,
		"states", (json_int_t)update->states, "rehearsed", (json_int_t)update->rehearsed,
		"skipped", (json_int_t)update->skipped);
	set_number(object, "dropped", update->dropped);
	set_number(object, "first_loss", update->first_loss);
	set_number(object, "last_loss", update->last_loss);
	set_number(object, "rehearsal_loss", update->rehearsal_loss);
	set_number(object, "advantage", event->advantage);
	return object;
}

static json_t *event_to_json(const struct learner_event *event)
{
	json_t *object = json_object();
	json_object_set_new(object, "event", json_text_new(learner_event_name(event->kind)));
	if (event->refusal != GATE_ALLOWED)
		json_object_set_new(
			object, "refusal", json_text_new(gate_refusal_name(event->refusal)));
	if (event->kind == LEARNER_UPDATED)
		json_object_set_new(object, "update", update_to_json(event));
	if (*event->adapter)
		json_object_set_new(object, "adapter", json_text_new(event->adapter));
	if (*event->reason)
		json_object_set_new(object, "reason", json_text_new(event->reason));
	return object;
}

static json_t *events_to_json(const struct learner *learner)
{
	size_t count;
	const struct learner_event *events = learner_events(learner, &count);
	json_t *list = json_array();
	for (size_t i = 0; i < count; i++)
		json_array_append_new(list, event_to_json(&events[i]));
	return list;
}

static json_t *learning_to_json(const struct learner *learner)
{
	struct tally tally = tally_of(learner);
	return json_pack("{s:I,s:I,s:o,s:I,s:I,s:I}", "updates", (json_int_t)tally.updates,
		"gradient_steps", (json_int_t)tally.steps, "refusals", tally.refusals, "rollbacks",
		(json_int_t)tally.rollbacks, "budget_used",
		(json_int_t)learner_store_state(learner)->gate.updates_used, "budget",
		(json_int_t)learner_gate(learner)->update_budget);
}

static json_t *shadow_to_json(const struct shadow_sum *sum)
{
	double count = (double)sum->decisions;
	return json_pack("{s:I,s:f,s:f}", "steps", (json_int_t)sum->decisions, "agreement",
		(double)sum->agreed / count, "kl", sum->divergence / count);
}

json_t *learn_from_run_json(const struct learn_from_run *learning)
{
	if (!learning->options)
		return NULL;
	struct shadow_sum sum = policy_learning_shadow(learning->policy);
	json_t *object = json_object();
	if (options_bool(learning->options, "train"))
		json_object_set_new(object, "learning", learning_to_json(learning->learner));
	if (sum.decisions > 0)
		json_object_set_new(object, "shadow", shadow_to_json(&sum));
	return object;
}

void learn_from_run_live(const struct learn_from_run *learning, struct live_learning *live)
{
	*live = (struct live_learning){.on = options_bool(learning->options, "train")};
	const struct store_state *state = learner_store_state(learning->learner);
	struct shadow_sum sum = policy_learning_shadow(learning->policy);
	struct tally tally = tally_of(learning->learner);
	live->updates = state->gate.updates_used;
	live->budget = learner_gate(learning->learner)->update_budget;
	live->last_refusal = tally.refused ? gate_refusal_name(tally.refused->refusal) : NULL;
	live->refused = json_object_size(tally.refusals);
	live->rollbacks = tally.rollbacks;
	live->shadow_steps = sum.decisions;
	live->shadow_agreement = sum.decisions ? (double)sum.agreed / (double)sum.decisions : 0;
	live->window_count = state->window.count;
	for (size_t i = 0; i < state->window.count; i++)
		live->window_successes += state->window.outcomes >> i & 1;
	json_decref(tally.refusals);
}

void learn_from_run_ended(void *context, enum outcome outcome, struct run_lesson *lesson)
{
	struct learn_from_run *learning = context;
	struct error error = {0};
	/* Lack of memory leaves the adapter as it is; the run stands. */
	learner_outcome(learning->learner, outcome, &error);
	learner_close(learning->learner);
	lesson->events = events_to_json(learning->learner);
	lesson->metrics = learn_from_run_json(learning);
}

/* ---- printing ---- */

static void print_events(const struct learn_from_run *learning, const struct printer *out)
{
	size_t count;
	const struct learner_event *events = learner_events(learning->learner, &count);
	for (size_t i = 0; i < count; i++) {
		const struct learner_event *event = &events[i];
		if (event->kind == LEARNER_TROUBLE)
			print_line(out, TONE_CAUTION, "  learning   %s", event->reason);
		else if (event->kind == LEARNER_ROLLED_BACK)
			print_line(
				out, TONE_CAUTION, "  learning   Rolled back: %s", event->reason);
		else if (event->kind == LEARNER_STOPPED)
			print_line(out, TONE_CAUTION, "  learning   Stopped: %s", event->reason);
	}
}

static void print_tally(const struct learn_from_run *learning, const struct printer *out)
{
	struct tally tally = tally_of(learning->learner);
	unsigned long long used = learner_store_state(learning->learner)->gate.updates_used;
	unsigned long long budget = learner_gate(learning->learner)->update_budget;
	if (tally.updates > 0)
		print_line(out, TONE_PLAIN,
			"  learning   %zu update%s of %zu gradient steps, loss %.3f; %llu of %llu "
			"updates used",
			tally.updates, tally.updates == 1 ? "" : "s", tally.steps,
			tally.last_update->update.last_loss, used, budget);
	else if (tally.refused)
		print_line(out, TONE_PLAIN, "  learning   none: %s",
			gate_refusal_sentence(tally.refused->refusal));
	json_decref(tally.refusals);
}

void learn_from_run_print(const struct learn_from_run *learning, const struct printer *out)
{
	if (!learning->options)
		return;
	struct shadow_sum sum = policy_learning_shadow(learning->policy);
	print_events(learning, out);
	print_tally(learning, out);
	if (sum.decisions > 0)
		print_line(out, TONE_PLAIN,
			"  shadow     agrees in %zu of %zu decisions; %.4f nats apart", sum.agreed,
			sum.decisions, sum.divergence / (double)sum.decisions);
}
