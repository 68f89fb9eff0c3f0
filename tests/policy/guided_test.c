/* The network with the rules' opinion: who prevails when. Both are stand-ins that say what a test wants. */
#include "policy/guided.h"

#include "story.h"

/* A policy that answers with what it was told. */
struct stand_in {
	struct policy policy;
	struct candidate candidates[2];
	size_t count;
	double confidence;
	int code;
	bool freed;
};

static int stand_in_decide(struct policy *policy, const struct policy_input *input,
	struct arena *arena, struct decision *decision, struct error *error)
{
	struct stand_in *self = (struct stand_in *)policy;
	(void)input;
	if (self->code)
		return error_set(error, self->code, "nothing");
	decision->candidates =
		arena_take(arena, POLICY_CANDIDATES_MAXIMUM, sizeof(*decision->candidates));
	memcpy(decision->candidates, self->candidates, self->count * sizeof(*self->candidates));
	decision->candidate_count = self->count;
	decision->confidence = self->confidence;
	decision->entropy = 0.3;
	return 0;
}

static void stand_in_free(struct policy *policy)
{
	((struct stand_in *)policy)->freed = true;
}

static const struct policy_type stand_in_type = {"stand-in", stand_in_decide, stand_in_free};

struct fixture {
	struct page page;
	struct story story;
	struct element *save, *cancel;
	struct stand_in network, rules;
	struct policy *guided;
	struct decision decision;
	struct error error;
};

static struct candidate click(const struct element *element, double probability, int step)
{
	return (struct candidate){{ACTION_CLICK, element->id, ""}, probability, step, "because"};
}

static int set_up(void **state)
{
	struct fixture *f = memory_new(1, sizeof(*f));
	page_init(&f->page, "http://localhost/app");
	f->save = page_button(&f->page, "Save");
	f->cancel = page_button(&f->page, "Cancel");
	page_done(&f->page);
	story_init(&f->story, "Save it");
	f->story.input.observation = &f->page.observation;
	f->story.input.binding = &f->story.binding;
	f->network = (struct stand_in){.policy = {&stand_in_type},
		.candidates = {click(f->cancel, 0.7, -1), click(f->save, 0.2, -1)},
		.count = 2,
		.confidence = 0.6};
	f->rules = (struct stand_in){.policy = {&stand_in_type},
		.candidates = {click(f->save, 1, 0)},
		.count = 1,
		.confidence = 1};
	f->guided = policy_guided_new(&f->network.policy, &f->rules.policy);
	*state = f;
	return 0;
}

static int tear_down(void **state)
{
	struct fixture *f = *state;
	policy_free(f->guided);
	assert_true(f->network.freed && f->rules.freed);
	story_release(&f->story);
	page_release(&f->page);
	free(f);
	return 0;
}

static int decide(struct fixture *f)
{
	f->error = (struct error){0};
	return policy_decide(f->guided, &f->story.input, &f->story.arena, &f->decision, &f->error);
}

static const struct candidate *choice(const struct fixture *f)
{
	return &f->decision.candidates[0];
}

static void what_the_rules_recognise_is_mixed_in(void **state)
{
	struct fixture *f = *state;
	assert_int_equal(decide(f), 0);
	assert_string_equal(f->decision.policy, "native");
	assert_int_equal(choice(f)->action.element, f->save->id);
	assert_int_equal(choice(f)->demonstration_step, 0);
	assert_float_equal(choice(f)->probability, 0.9 + 0.1 * 0.2, 1e-9);
	assert_float_equal(f->decision.candidates[1].probability, 0.1 * 0.7, 1e-9);
	assert_true(f->decision.confidence >= 0 && f->decision.confidence <= 1);
	assert_true(f->decision.entropy > 0);
}

static void an_action_that_the_network_did_not_think_of_is_added(void **state)
{
	struct fixture *f = *state;
	f->network.count = 1;
	assert_int_equal(decide(f), 0);
	assert_int_equal(f->decision.candidate_count, 2);
	assert_int_equal(choice(f)->action.element, f->save->id);
	assert_float_equal(choice(f)->probability, 0.9, 1e-9);
}

/* That all recorded steps are done does not mean that the page asks nothing more. */
static void the_network_may_go_on_where_the_rules_would_finish(void **state)
{
	struct fixture *f = *state;
	f->rules.candidates[0] = (struct candidate){{ACTION_FINISH, 0, ""}, 1, -1, "done"};
	f->network.candidates[0].probability = 0.99;
	f->network.count = 1;
	assert_int_equal(decide(f), 0);
	assert_int_equal(choice(f)->action.element, f->cancel->id);
	assert_float_equal(choice(f)->probability, 0.53 * 0.99, 1e-9);
	f->network.candidates[0].probability = 0.85; /* not sure of it */
	assert_int_equal(decide(f), 0);
	assert_int_equal(choice(f)->action.kind, ACTION_FINISH);
	assert_float_equal(choice(f)->probability, 0.47, 1e-9);
}

static void rules_of_another_task_are_not_asked(void **state)
{
	struct fixture *f = *state;
	f->story.binding.unexplained = memory_copy_text("delete");
	assert_int_equal(decide(f), 0);
	assert_int_equal(choice(f)->action.element, f->cancel->id);
	f->story.input.binding = NULL;
	assert_int_equal(decide(f), 0);
	assert_int_equal(choice(f)->action.element, f->cancel->id);
}

static void where_the_rules_find_nothing_the_page_is_given_a_little_time(void **state)
{
	struct fixture *f = *state;
	f->rules.code = ERROR_NOT_FOUND;
	assert_int_equal(decide(f), ERROR_NOT_FOUND);
	f->network.confidence = 0.95; /* be it ever so sure */
	assert_int_equal(decide(f), ERROR_NOT_FOUND);
	f->network.confidence = 0.6;
	f->story.input.waits = 1;
	assert_int_equal(decide(f), 0);
	assert_int_equal(choice(f)->action.element, f->cancel->id);
	f->rules.code = ERROR_AMBIGUOUS; /* the network may choose if it is sure */
	assert_int_equal(decide(f), ERROR_AMBIGUOUS);
	f->network.confidence = 0.95;
	assert_int_equal(decide(f), 0);
	assert_int_equal(choice(f)->action.element, f->cancel->id);
}

static void the_rules_stand_in_where_the_network_has_nothing_left(void **state)
{
	struct fixture *f = *state;
	f->network.code = ERROR_NOT_FOUND;
	assert_int_equal(decide(f), 0);
	assert_int_equal(choice(f)->action.element, f->save->id);
	assert_string_equal(f->decision.policy, "native");
	f->network.code = ERROR_LIMIT;
	assert_int_equal(decide(f), ERROR_LIMIT);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(what_the_rules_recognise_is_mixed_in),
		TEST(an_action_that_the_network_did_not_think_of_is_added),
		TEST(the_network_may_go_on_where_the_rules_would_finish),
		TEST(rules_of_another_task_are_not_asked),
		TEST(where_the_rules_find_nothing_the_page_is_given_a_little_time),
		TEST(the_rules_stand_in_where_the_network_has_nothing_left),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
