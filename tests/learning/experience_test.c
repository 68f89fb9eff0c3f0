#include "learning/experience.h"

#include "gym_states.h"
#include "learning/meaning.h"
#include "learning/rehearsal.h"

static void actions_have_one_number_each(void **state)
{
	(void)state;
	struct meaning_table *table = meaning_table_new();
	const struct action actions[] = {{ACTION_CLICK, 1, ""}, {ACTION_CLICK, 2, ""},
		{ACTION_TYPE, 1, ""}, {ACTION_TYPE, 1, "Green"}, {ACTION_TYPE, 1, "green"},
		{ACTION_FINISH, 0, ""}};
	const size_t count = sizeof(actions) / sizeof(*actions);
	for (int round = 0; round < 2; round++) {
		for (size_t i = 0; i < count; i++)
			assert_int_equal(meaning_of(table, NULL, &actions[i]), i);
		assert_int_equal(meaning_table_count(table), count);
	}
	meaning_table_clear(table);
	assert_int_equal(meaning_of(table, NULL, &actions[4]), 0);
	meaning_table_free(table);
}

static void many_actions_keep_their_numbers(void **state)
{
	(void)state;
	struct meaning_table *table = meaning_table_new();
	for (int round = 0; round < 2; round++)
		for (uint32_t i = 0; i < 5000; i++) {
			struct action action = {ACTION_CLICK, i, ""};
			assert_int_equal(meaning_of(table, NULL, &action), i);
		}
	meaning_table_free(table);
}

static void a_key_at_the_focus_is_the_key_anywhere(void **state)
{
	(void)state;
	struct element elements[] = {{.id = 5, .state = ELEMENT_FOCUSED}, {.id = 6}};
	struct observation page = {.elements = elements, .element_count = 2};
	struct meaning_table *table = meaning_table_new();
	struct action anywhere = {ACTION_PRESS, 0, "Enter"}, there = {ACTION_PRESS, 5, "Enter"},
		      elsewhere = {ACTION_PRESS, 6, "Enter"};
	uint32_t number = meaning_of(table, &page, &anywhere);
	assert_int_equal(meaning_of(table, &page, &there), number);
	assert_int_not_equal(meaning_of(table, &page, &elsewhere), number);
	meaning_table_free(table);
}

struct check {
	struct model model;
	struct experience_maker *maker;
	struct encoder *encoder;
	size_t states, known;
};

/* The student's view is that of a policy without a demonstration; what the teacher does is an action
 * that both can express; numbers stay below the count. */
static void check_state(
	void *context, const struct policy_input *input, const struct decision *decision)
{
	struct check *check = context;
	struct experience state;
	struct history_step history[GYM_HISTORY];
	struct policy_input without;
	struct page_encoding page;
	struct arena arena;
	assert_int_equal(experience_make(&state, check->maker, input, false,
				 &decision->candidates[0].action, NULL),
		0);
	assert_null(encoding_fault(&state.student.encoding, &check->model.network.shape));
	assert_null(encoding_fault(&state.teacher.encoding, &check->model.network.shape));
	without_demonstration(input, history, &without);
	arena_init(&arena, (size_t)64 << 20);
	assert_int_equal(encode(check->encoder, &without, &arena, &page, NULL), 0);
	assert_int_equal(page.encoding.positions, state.student.encoding.positions);
	assert_true(state.teacher.encoding.positions > state.student.encoding.positions);
	for (size_t m = 0; m < state.student.encoding.move_count; m++)
		assert_true(state.student.meanings.whole[m] < state.meanings);
	if (state.taken != EXPERIENCE_UNKNOWN) {
		assert_true(state.taken < state.meanings);
		check->known++;
	}
	check->states++;
	arena_release(&arena);
	experience_release(&state);
}

static void both_views_of_a_state_are_whole_and_share_numbers(void **state)
{
	(void)state;
	struct check check = {.maker = experience_maker_new(), .encoder = encoder_new()};
	make_model(&check.model, 3);
	for (uint64_t seed = 1; seed < 12; seed++) {
		struct gym_wish wish = workflow(seed);
		assert_true(play(NULL, &wish, seed, true, check_state, &check));
	}
	assert_true(check.states > 30);
	assert_true(check.known > check.states * 9 / 10);
	experience_maker_free(check.maker);
	encoder_free(check.encoder);
	model_release(&check.model);
}

static void one_seed_gives_one_rehearsal(void **state)
{
	(void)state;
	struct rehearsal *first = rehearsal_new(4), *second = rehearsal_new(4);
	for (int i = 0; i < 20; i++) {
		struct experience a, b;
		assert_int_equal(rehearsal_draw(first, &a, NULL), 0);
		assert_int_equal(rehearsal_draw(second, &b, NULL), 0);
		assert_int_equal(a.student.encoding.positions, b.student.encoding.positions);
		assert_int_equal(a.meanings, b.meanings);
		assert_ptr_equal(a.student.encoding.moves, a.teacher.encoding.moves);
		experience_release(&a);
		experience_release(&b);
	}
	rehearsal_free(first);
	rehearsal_free(second);
}

static struct experience sized(size_t bytes)
{
	struct experience state = {.taken = EXPERIENCE_UNKNOWN};
	arena_init(&state.arena, SIZE_MAX);
	arena_take(&state.arena, bytes, 1);
	state.meanings = bytes; /* to know it again */
	return state;
}

static void a_buffer_drops_the_oldest_when_it_is_full(void **state)
{
	(void)state;
	struct replay_buffer buffer, from;
	replay_buffer_init(&buffer, 3, 1000);
	replay_buffer_init(&from, 100, SIZE_MAX);
	for (size_t i = 1; i <= 4; i++) {
		struct experience one = sized(16 * i);
		replay_buffer_add(&buffer, &one);
		assert_null(one.arena.blocks);
	}
	assert_int_equal(buffer.count, 3);
	assert_int_equal(buffer.states[0]->meanings, 32);
	assert_int_equal(buffer.bytes, 32 + 48 + 64);
	replay_buffer_drop_newest(&buffer);
	assert_int_equal(buffer.count, 2);
	struct experience large = sized(960);
	replay_buffer_add(&from, &large);
	replay_buffer_take(&buffer, &from); /* 960 + 48 are too much */
	assert_int_equal(from.count, 0);
	assert_int_equal(buffer.count, 1);
	assert_int_equal(buffer.states[0]->meanings, 960);
	struct experience huge = sized(2000);
	replay_buffer_add(&buffer, &huge);
	assert_int_equal(buffer.count, 1);
	assert_int_equal(buffer.bytes, 2000);
	replay_buffer_release(&from);
	replay_buffer_release(&buffer);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(actions_have_one_number_each),
		cmocka_unit_test(many_actions_keep_their_numbers),
		cmocka_unit_test(a_key_at_the_focus_is_the_key_anywhere),
		cmocka_unit_test(both_views_of_a_state_are_whole_and_share_numbers),
		cmocka_unit_test(one_seed_gives_one_rehearsal),
		cmocka_unit_test(a_buffer_drops_the_oldest_when_it_is_full),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
