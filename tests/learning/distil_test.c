#include "learning/distil.h"

#include "gym_states.h"

struct fixture {
	struct model model;
	struct collection_of_states states, others;
};

static int set_up(void **state)
{
	struct fixture *f = memory_new(1, sizeof(*f));
	make_model(&f->model, 7);
	states_init(&f->states, 3, 2, false);
	states_init(&f->others, 4, 2, true);
	*state = f;
	return 0;
}

static int tear_down(void **state)
{
	struct fixture *f = *state;
	states_release(&f->states);
	states_release(&f->others);
	model_release(&f->model);
	free(f);
	return 0;
}

static struct distil_options options_for_tests(void)
{
	struct distil_options options = distil_defaults;
	options.batch = 6;
	options.rehearsal = 3;
	options.rate = (struct schedule){.peak = 1e-2, .floor = 1e-2};
	return options;
}

static size_t adapter_bytes(const struct fixture *f)
{
	return f->model.network.adapter.total * sizeof(real);
}

/* ---- before the first step ---- */

static void compare_decisions(
	void *context, const struct policy_input *input, const struct decision *decision)
{
	struct arena arena;
	struct decision other;
	arena_init(&arena, (size_t)64 << 20);
	assert_int_equal(policy_decide(context, input, &arena, &other, NULL), 0);
	assert_int_equal(other.candidate_count, decision->candidate_count);
	assert_true(other.entropy == decision->entropy);
	assert_true(other.confidence == decision->confidence);
	for (size_t i = 0; i < other.candidate_count; i++) {
		const struct candidate *a = &other.candidates[i], *b = &decision->candidates[i];
		assert_true(a->probability == b->probability);
		assert_int_equal(a->action.kind, b->action.kind);
		assert_int_equal(a->action.element, b->action.element);
		assert_string_equal(a->action.value, b->action.value);
	}
	arena_release(&arena);
}

static void a_fresh_adapter_decides_as_the_frozen_policy_to_the_last_bit(void **state)
{
	struct fixture *f = *state;
	struct distil_options options = options_for_tests();
	struct bare_learner learner;
	bare_init(&learner, &f->model, &options);
	struct policy *adapted = policy_native_new(&f->model, learner.state.adapter, NULL);
	struct policy *frozen = policy_native_new(&f->model, NULL, NULL);
	struct gym_wish wish = workflow(3);
	for (uint64_t seed = 1; seed < 4; seed++)
		play(frozen, &wish, seed, true, compare_decisions, adapted);
	policy_free(adapted);
	policy_free(frozen);
	bare_release(&learner);
}

/* ---- what learning changes, and what not ---- */

static void learning_leaves_the_backbone_as_it_is(void **state)
{
	struct fixture *f = *state;
	size_t bytes = f->model.network.backbone.total * sizeof(real);
	real *before = malloc(bytes);
	memcpy(before, f->model.values, bytes);
	for (int teacher = DISTIL_FROZEN; teacher <= DISTIL_GATED; teacher++) {
		struct distil_options options = options_for_tests();
		struct bare_learner learner;
		options.teacher = (enum distil_teacher)teacher;
		bare_init(&learner, &f->model, &options);
		real *adapter = malloc(adapter_bytes(f));
		memcpy(adapter, learner.state.adapter, adapter_bytes(f));
		forget_opinions(&f->states);
		struct distil_material material = material_of(&f->states, &f->others);
		struct distil_report report = learn(&learner, &material, 5);
		assert_int_equal(report.steps, 5);
		assert_int_equal(report.fault, DISTIL_FINE);
		assert_memory_equal(before, f->model.values, bytes);
		assert_memory_not_equal(adapter, learner.state.adapter, adapter_bytes(f));
		free(adapter);
		bare_release(&learner);
	}
	free(before);
}

static double divergence_on(
	struct fixture *f, struct bare_learner *learner, const struct collection_of_states *states)
{
	struct distil_material material = material_of(states, NULL);
	double loss = NAN;
	(void)f;
	assert_int_equal(distil_loss(&learner->distiller, &material, &loss, NULL), 0);
	return loss;
}

static void check_student_comes_to_its_teacher(
	struct fixture *f, enum divergence_kind kind, double most)
{
	struct distil_options options = options_for_tests();
	struct bare_learner learner;
	options.divergence = (struct divergence){.kind = kind};
	bare_init(&learner, &f->model, &options);
	struct distil_material material = material_of(&f->states, NULL);
	double before = divergence_on(f, &learner, &f->states);
	assert_true(before > 0.02);
	learn(&learner, &material, 60);
	double after = divergence_on(f, &learner, &f->states);
	assert_true(after >= 0);
	assert_true(after < most * before);
	bare_release(&learner);
}

static void the_student_comes_to_say_what_its_teacher_says(void **state)
{
	check_student_comes_to_its_teacher(*state, DIVERGENCE_FORWARD, 0.3);
	check_student_comes_to_its_teacher(*state, DIVERGENCE_REVERSE, 0.3);
	check_student_comes_to_its_teacher(*state, DIVERGENCE_JENSEN_SHANNON, 0.3);
}

/* How far it is from the frozen policy on states of another workflow. */
static double drift_after(struct fixture *f, size_t rehearsal)
{
	struct distil_options options = options_for_tests();
	struct bare_learner learner;
	options.rehearsal = rehearsal;
	bare_init(&learner, &f->model, &options);
	struct collection_of_states held;
	states_init(&held, 4, 4, true);
	struct distil_material material = material_of(&f->states, &f->others);
	double loss;
	learn(&learner, &material, 40);
	struct distil_material others = {
		.rehearsal = held.buffer.states, .rehearsal_count = held.buffer.count};
	assert_int_equal(distil_loss(&learner.distiller, &others, &loss, NULL), 0);
	states_release(&held);
	bare_release(&learner);
	return loss;
}

static void rehearsal_keeps_the_student_near_the_frozen_policy_elsewhere(void **state)
{
	double without = drift_after(*state, 0), with = drift_after(*state, 6);
	assert_true(without > 0);
	assert_true(with < 0.7 * without);
}

/* ---- slopes ---- */

/* In float, so along one direction: that of the slopes, where the loss must change by their norm. */
static void check_slope(struct fixture *f, const struct divergence *divergence)
{
	struct distil_options options = options_for_tests();
	struct bare_learner learner;
	const double step = 2e-3;
	options.divergence = *divergence;
	bare_init(&learner, &f->model, &options);
	struct distil_material material = material_of(&f->states, &f->others);
	learn(&learner, &material, 3); /* B is no longer 0 */
	const struct tensors *table = learner.state.table;
	real *slopes = tensors_buffer_new(table), *at = tensors_buffer_new(table);
	double loss, beside[2];
	assert_int_equal(distil_loss(&learner.distiller, &material, &loss, NULL), 0);
	double norm = gradient_norm(&learner.distiller.gradient);
	memcpy(slopes, learner.distiller.gradient.values, adapter_bytes(f));
	memcpy(at, learner.state.adapter, adapter_bytes(f));
	for (int side = 0; side < 2; side++) {
		double move = (side ? step : -step) / norm;
		for (size_t i = 0; i < table->total; i++)
			learner.state.adapter[i] = (real)((double)at[i] + move * (double)slopes[i]);
		assert_int_equal(
			distil_loss(&learner.distiller, &material, &beside[side], NULL), 0);
	}
	assert_float_equal((beside[1] - beside[0]) / (2 * step), norm, 0.02 * norm);
	free(slopes);
	free(at);
	bare_release(&learner);
}

/* Targets move with the student in reverse and Jensen-Shannon where several entries come to the same,
 * so only the forward divergence is a function of the student alone; the others are checked at fixed
 * targets in network/transfer_gradient_test.c. */
static void a_step_goes_down_the_forward_divergence(void **state)
{
	static const struct divergence divergence = {.kind = DIVERGENCE_FORWARD};
	check_slope(*state, &divergence);
}

/* ---- teachers ---- */

static void an_ema_teacher_follows_by_its_share(void **state)
{
	struct fixture *f = *state;
	struct distil_options options = options_for_tests();
	struct bare_learner learner;
	options.teacher = DISTIL_EMA;
	options.ema_share = 0.25;
	bare_init(&learner, &f->model, &options);
	const struct tensors *table = learner.state.table;
	struct distil_material material = material_of(&f->states, NULL);
	forget_opinions(&f->states);
	real *teacher = tensors_buffer_new(table);
	for (int i = 0; i < 3; i++) {
		memcpy(teacher, learner.state.teacher, adapter_bytes(f));
		learn(&learner, &material, 1);
		for (size_t t = 0; t < table->count; t++)
			for (size_t j = 0; j < table->items[t].count; j++) {
				size_t at = table->items[t].offset + j;
				double expected = 0.75 * (double)teacher[at] +
						  0.25 * (double)learner.state.adapter[at];
				assert_float_equal(
					(double)learner.state.teacher[at], expected, 1e-6);
			}
	}
	assert_memory_not_equal(teacher, learner.state.teacher, adapter_bytes(f));
	free(teacher);
	bare_release(&learner);
}

static void a_gated_teacher_changes_only_when_it_is_refreshed(void **state)
{
	struct fixture *f = *state;
	struct distil_options options = options_for_tests();
	struct bare_learner learner;
	options.teacher = DISTIL_GATED;
	bare_init(&learner, &f->model, &options);
	struct distil_material material = material_of(&f->states, NULL);
	forget_opinions(&f->states);
	real *teacher = tensors_buffer_new(learner.state.table);
	memcpy(teacher, learner.state.teacher, adapter_bytes(f));
	learn(&learner, &material, 3);
	assert_memory_equal(teacher, learner.state.teacher, adapter_bytes(f));
	uint64_t asked = f->states.buffer.states[0]->opinion_of;
	distil_refresh_teacher(&learner.distiller);
	assert_memory_equal(learner.state.adapter, learner.state.teacher, adapter_bytes(f));
	divergence_on(f, &learner, &f->states);
	assert_int_not_equal(f->states.buffer.states[0]->opinion_of, asked);
	free(teacher);
	bare_release(&learner);
}

/* ---- going on ---- */

static void copy_learner(struct bare_learner *to, const struct bare_learner *from)
{
	size_t bytes = from->state.table->total * sizeof(real);
	memcpy(to->state.adapter, from->state.adapter, bytes);
	memcpy(to->adamw.mean, from->adamw.mean, bytes);
	memcpy(to->adamw.square, from->adamw.square, bytes);
	if (from->state.teacher)
		memcpy(to->state.teacher, from->state.teacher, bytes);
	to->adamw.steps = from->adamw.steps;
	to->state.steps = from->state.steps;
	distil_forget_teacher(&to->distiller);
}

static void check_going_on(struct fixture *f, enum distil_teacher teacher)
{
	struct distil_options options = options_for_tests();
	struct bare_learner first, second;
	options.teacher = teacher;
	bare_init(&first, &f->model, &options);
	bare_init(&second, &f->model, &options);
	struct distil_material material = material_of(&f->states, &f->others);
	forget_opinions(&f->states);
	learn(&first, &material, 4);
	copy_learner(&second, &first);
	struct distil_report once = learn(&first, &material, 3);
	forget_opinions(&f->states);
	forget_opinions(&f->others);
	struct distil_report again = learn(&second, &material, 3);
	assert_true(once.last_loss == again.last_loss);
	assert_memory_equal(first.state.adapter, second.state.adapter, adapter_bytes(f));
	assert_memory_equal(first.adamw.square, second.adamw.square, adapter_bytes(f));
	bare_release(&first);
	bare_release(&second);
}

static void a_copy_of_a_learner_takes_the_same_next_steps(void **state)
{
	check_going_on(*state, DISTIL_FROZEN);
	check_going_on(*state, DISTIL_EMA);
}

static void steps_draw_other_states(void **state)
{
	struct fixture *f = *state;
	struct distil_options options = options_for_tests();
	struct bare_learner learner;
	options.batch = 1;
	options.rehearsal = 0;
	options.rate.peak = options.rate.floor = 1e-12;
	bare_init(&learner, &f->model, &options);
	struct distil_material material = material_of(&f->states, NULL);
	forget_opinions(&f->states);
	learn(&learner, &material, 60);
	for (size_t i = 0; i < f->states.buffer.count; i++)
		assert_int_not_equal(f->states.buffer.states[i]->opinion_of, 0);
	bare_release(&learner);
}

/* ---- what goes wrong ---- */

static void numbers_that_are_not_finite_are_reported_and_no_step_is_taken(void **state)
{
	struct fixture *f = *state;
	struct distil_options options = options_for_tests();
	struct bare_learner learner;
	bare_init(&learner, &f->model, &options);
	const struct tensors *table = learner.state.table;
	struct distil_material material = material_of(&f->states, &f->others);
	learner.state.adapter[table->items[table->count - 1].offset] = (real)NAN;
	real *before = tensors_buffer_new(table);
	memcpy(before, learner.state.adapter, adapter_bytes(f));
	struct distil_report report = learn(&learner, &material, 3);
	assert_int_equal(report.steps, 0);
	assert_true(report.fault == DISTIL_LOSS || report.fault == DISTIL_GRADIENT);
	assert_memory_equal(before, learner.state.adapter, adapter_bytes(f));
	assert_int_equal(learner.adamw.steps, 0);
	free(before);
	bare_release(&learner);
}

static void a_teacher_without_an_opinion_is_reported(void **state)
{
	struct fixture *f = *state;
	struct distil_options options = options_for_tests();
	struct bare_learner learner;
	options.teacher = DISTIL_EMA;
	bare_init(&learner, &f->model, &options);
	struct distil_material material = material_of(&f->states, NULL);
	forget_opinions(&f->states);
	learner.state.teacher[learner.state.table->items[0].offset] = (real)INFINITY;
	struct distil_report report = learn(&learner, &material, 3);
	assert_int_equal(report.steps, 0);
	assert_int_equal(report.fault, DISTIL_OPINION);
	bare_release(&learner);
}

static void weights_that_overflow_are_reported(void **state)
{
	struct fixture *f = *state;
	struct distil_options options = options_for_tests();
	struct bare_learner learner;
	options.rate.peak = options.rate.floor = 1e39;
	bare_init(&learner, &f->model, &options);
	struct distil_material material = material_of(&f->states, NULL);
	struct distil_report report = learn(&learner, &material, 3);
	assert_int_equal(report.fault, DISTIL_WEIGHTS);
	assert_string_equal(distil_fault_name(report.fault), "the adapter");
	bare_release(&learner);
}

static void a_deadline_that_has_passed_allows_no_step(void **state)
{
	struct fixture *f = *state;
	struct distil_options options = options_for_tests();
	struct bare_learner learner;
	struct distil_report report;
	bare_init(&learner, &f->model, &options);
	struct distil_material material = material_of(&f->states, NULL);
	assert_int_equal(
		distil_update(&learner.distiller, &material, 3, deadline_in(0), &report, NULL), 0);
	assert_true(report.out_of_time);
	assert_int_equal(report.steps, 0);
	bare_release(&learner);
}

static void states_of_which_the_student_can_say_too_little_are_skipped(void **state)
{
	struct fixture *f = *state;
	struct distil_options options = options_for_tests();
	struct bare_learner learner;
	bare_init(&learner, &f->model, &options);
	struct distil_material material = material_of(&f->states, NULL);
	struct experience *one = f->states.buffer.states[0];
	material.recent_count = 1;
	memset(one->sayable, 0, one->meanings);
	one->opinion_of = 0;
	struct distil_report report = learn(&learner, &material, 2);
	assert_int_equal(report.steps, 0);
	assert_int_equal(report.skipped, 1);
	assert_float_equal(report.dropped, 1, 1e-9);
	bare_release(&learner);
}

static void options_that_cannot_be_are_refused(void **state)
{
	(void)state;
	struct error error;
	assert_int_equal(distil_options_check(&distil_defaults, &error), 0);
#define REFUSED(member, value)                                                                     \
	do {                                                                                       \
		struct distil_options options = distil_defaults;                                   \
		options.member = value;                                                            \
		assert_int_equal(distil_options_check(&options, &error), ERROR_INPUT);             \
	} while (0)
	REFUSED(batch, 0);
	REFUSED(rate.peak, 0);
	REFUSED(rate.peak, (double)NAN);
	REFUSED(rate.floor, 1);
	REFUSED(ema_share, 1.5);
	REFUSED(least_kept, -1);
	REFUSED(gradient_most, 0);
	REFUSED(divergence.limit, 0);
#undef REFUSED
}

/* ---- advantage ---- */

/* A teacher that is certain of what was done; 1 is the frozen teacher's version. */
static void be_certain(struct experience *state)
{
	memset(state->opinion, 0, state->meanings * sizeof(*state->opinion));
	state->opinion[state->taken] = 1;
	state->kept = 1;
	state->opinion_of = 1;
}

static void the_advantage_goes_as_the_student_learns(void **state)
{
	struct fixture *f = *state;
	struct distil_options options = options_for_tests();
	struct bare_learner learner;
	struct experience *certain[64];
	double before, after;
	size_t count = 0, known;
	bare_init(&learner, &f->model, &options);
	for (size_t i = 0; i < f->states.buffer.count && count < 64; i++) {
		struct experience *one = f->states.buffer.states[i];
		if (one->taken == EXPERIENCE_UNKNOWN || !one->sayable[one->taken])
			continue;
		be_certain(one);
		certain[count++] = one;
	}
	assert_true(count > 2);
	struct distil_material material = {.recent = certain, .recent_count = count};
	assert_int_equal(
		distil_advantage(&learner.distiller, certain, count, &before, &known, NULL), 0);
	assert_int_equal(known, count);
	assert_true(before > 0.5 && before < 1);
	learn(&learner, &material, 80);
	assert_int_equal(
		distil_advantage(&learner.distiller, certain, count, &after, &known, NULL), 0);
	assert_true(after >= 0 && after < 0.5 * before);
	bare_release(&learner);
}

static void what_cannot_be_said_has_no_advantage(void **state)
{
	struct fixture *f = *state;
	struct distil_options options = options_for_tests();
	struct bare_learner learner;
	double advantage = 5;
	size_t known = 5;
	bare_init(&learner, &f->model, &options);
	f->states.buffer.states[0]->taken = EXPERIENCE_UNKNOWN;
	assert_int_equal(distil_advantage(&learner.distiller, f->states.buffer.states, 1,
				 &advantage, &known, NULL),
		0);
	assert_int_equal(known, 0);
	assert_true(advantage == 0);
	bare_release(&learner);
}

#define WITH_STATES(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_STATES(a_fresh_adapter_decides_as_the_frozen_policy_to_the_last_bit),
		WITH_STATES(learning_leaves_the_backbone_as_it_is),
		WITH_STATES(the_student_comes_to_say_what_its_teacher_says),
		WITH_STATES(rehearsal_keeps_the_student_near_the_frozen_policy_elsewhere),
		WITH_STATES(a_step_goes_down_the_forward_divergence),
		WITH_STATES(an_ema_teacher_follows_by_its_share),
		WITH_STATES(a_gated_teacher_changes_only_when_it_is_refreshed),
		WITH_STATES(a_copy_of_a_learner_takes_the_same_next_steps),
		WITH_STATES(steps_draw_other_states),
		WITH_STATES(numbers_that_are_not_finite_are_reported_and_no_step_is_taken),
		WITH_STATES(a_teacher_without_an_opinion_is_reported),
		WITH_STATES(weights_that_overflow_are_reported),
		WITH_STATES(a_deadline_that_has_passed_allows_no_step),
		WITH_STATES(states_of_which_the_student_can_say_too_little_are_skipped),
		cmocka_unit_test(options_that_cannot_be_are_refused),
		WITH_STATES(the_advantage_goes_as_the_student_learns),
		WITH_STATES(what_cannot_be_said_has_no_advantage),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
