#include "encode_support.h"

/* ---- what holds for every encoding ---- */

static void check_relations(const struct page_encoding *page)
{
	size_t count = page->encoding.positions;
	for (size_t i = 0; i < count; i++)
		for (size_t j = 0; j < count; j++) {
			for (int r = 0; r < RELATION_COUNT; r++)
				if (relation_is_symmetric((enum relation)r) &&
					holds_between(page, i, j, (enum relation)r) !=
						holds_between(page, j, i, (enum relation)r))
					fail_msg("%s of %zu and %zu",
						relation_name((enum relation)r), i, j);
			assert_int_equal(holds_between(page, i, j, RELATION_NEXT),
				holds_between(page, j, i, RELATION_PREVIOUS));
			assert_int_equal(holds_between(page, i, j, RELATION_LABEL_IN_LABEL),
				holds_between(page, j, i, RELATION_LABEL_HAS_LABEL));
			assert_int_equal(holds_between(page, i, j, RELATION_LABEL_IN_VALUE),
				holds_between(page, j, i, RELATION_VALUE_HAS_LABEL));
			assert_int_equal(holds_between(page, i, j, RELATION_IN_CONTEXT),
				holds_between(page, j, i, RELATION_CONTEXT_HAS));
			for (int c = 0; c < CHANNEL_COUNT; c++) {
				float value = channel_between(page, i, j, c);
				assert_true(value >= 0 && value <= 1);
			}
			assert_true(channel_between(page, i, j, CHANNEL_FOUND) ==
				    channel_between(page, j, i, CHANNEL_HAS));
		}
}

/* Every span's text is a piece of the goal, as it stands there. */
static void check_spans(const struct encoded *encoded)
{
	const struct page_encoding *page = &encoded->page;
	for (size_t m = 0; m < page->encoding.move_count; m++) {
		const struct encoded_move *move = &page->encoding.moves[m];
		const struct element *element = page->elements[move->position];
		if (move->kind != MOVE_TYPE || (element->type[0] && strcmp(element->type, "text")))
			continue;
		const struct choice_set *set = &page->encoding.choice_sets[move->choice_set];
		for (size_t e = 0; e < set->entry_count; e++)
			if (set->entries[e].source == ENTRY_SPAN)
				assert_non_null(strstr(encoded->input->goal,
					page->outcomes[move->choice_set][set->entries[e].outcome]));
	}
}

static void check_moves(const struct encoded *encoded)
{
	const struct page_encoding *page = &encoded->page;
	for (size_t m = 0; m < page->encoding.move_count; m++)
		for (size_t o = 0; o < outcome_count(page, m); o++) {
			struct error error = {0};
			struct action action;
			assert_true(encoded_plain_action(page, m, o, &action));
			if (action_check(&action, encoded->input->observation, &error))
				fail_msg("%s", error.message);
		}
}

static void check_sources(const struct encoded *encoded)
{
	const struct page_encoding *page = &encoded->page;
	const struct observation *observation = encoded->input->observation;
	assert_int_equal(page->positions[0].segment, SEGMENT_DECISION);
	for (size_t i = 1; i < page->encoding.positions; i++) {
		assert_true(page->positions[i].segment >= page->positions[i - 1].segment);
		bool is_element = page->positions[i].segment == SEGMENT_ELEMENT;
		assert_ptr_equal(page->elements[i],
			is_element ? &observation->elements[page->positions[i].index] : NULL);
	}
}

static void check_encoded(const struct encoded *encoded)
{
	check_relations(&encoded->page);
	check_spans(encoded);
	check_moves(encoded);
	check_sources(encoded);
}

/* ---- shipped demonstrations ---- */

static void check_all_pages(const struct shipped *shipped)
{
	struct encoder *encoder = encoder_new();
	for (size_t s = 0; s <= shipped->demonstration.step_count; s++) {
		struct policy_input input = shipped_input(shipped, s);
		struct encoded encoded;
		if (!input.observation)
			continue;
		encoded_init(&encoded, encoder, &input);
		check_encoded(&encoded);
		encoded_release(&encoded);
	}
	encoder_free(encoder);
}

static void encode_of_recorded_pages_is_valid_and_legal(void **state)
{
	(void)state;
	for_each_shipped(check_all_pages);
}

static void check_recorded_actions(const struct shipped *shipped)
{
	struct encoder *encoder = encoder_new();
	for (size_t s = 0; s < shipped->demonstration.step_count; s++) {
		struct policy_input input = shipped_input(shipped, s);
		const struct action *action = &shipped->demonstration.steps[s].action;
		struct encoded encoded;
		struct candidate candidate;
		size_t move = 0, outcome = 0;
		encoded_init(&encoded, encoder, &input);
		if (!find_action(&encoded.page, action, &move, &outcome))
			fail_msg("%s, step %zu: no move says it", shipped->demonstration.goal, s);
		assert_true(encoded_action(
			encoder, &input, &encoded.page, move, outcome, &encoded.arena, &candidate));
		assert_int_equal(candidate.action.kind, action->kind);
		assert_int_equal(candidate.action.element, action->element);
		assert_string_equal(candidate.action.value, action->value);
		assert_int_equal(candidate.demonstration_step, s);
		assert_true(candidate.reason[0] != 0);
		encoded_release(&encoded);
	}
	encoder_free(encoder);
}

static void every_recorded_action_can_be_said_and_is_known_as_its_step(void **state)
{
	(void)state;
	for_each_shipped(check_recorded_actions);
}

/* ---- the same input, the same bits ---- */

static void assert_same_bags(const struct bags *a, const struct bags *b, size_t positions)
{
	assert_memory_equal(a->first, b->first, (positions + 1) * sizeof(*a->first));
	assert_memory_equal(a->row, b->row, a->first[positions] * sizeof(*a->row));
	assert_memory_equal(a->share, b->share, a->first[positions] * sizeof(*a->share));
}

static void assert_same_choices(const struct page_encoding *a, const struct page_encoding *b)
{
	assert_int_equal(a->encoding.choice_set_count, b->encoding.choice_set_count);
	for (size_t s = 0; s < a->encoding.choice_set_count; s++) {
		const struct choice_set *left = &a->encoding.choice_sets[s],
					*right = &b->encoding.choice_sets[s];
		assert_int_equal(left->entry_count, right->entry_count);
		assert_int_equal(left->outcomes, right->outcomes);
		for (size_t e = 0; e < left->entry_count; e++) {
			assert_int_equal(left->entries[e].first, right->entries[e].first);
			assert_int_equal(left->entries[e].last, right->entries[e].last);
			assert_int_equal(left->entries[e].outcome, right->entries[e].outcome);
		}
		for (size_t o = 0; o < left->outcomes; o++)
			assert_string_equal(a->outcomes[s][o], b->outcomes[s][o]);
	}
}

static void assert_same(const struct page_encoding *a, const struct page_encoding *b)
{
	const struct encoding *left = &a->encoding, *right = &b->encoding;
	size_t count = left->positions, pairs = count * count;
	assert_int_equal(count, right->positions);
	assert_same_bags(&left->words, &right->words, count);
	assert_same_bags(&left->values, &right->values, count);
	assert_same_bags(&left->features, &right->features, count);
	assert_int_equal(left->relations.classes, right->relations.classes);
	assert_memory_equal(left->relations.mask, right->relations.mask,
		left->relations.classes * sizeof(uint32_t));
	assert_memory_equal(left->relations.pair, right->relations.pair, pairs * sizeof(uint32_t));
	assert_memory_equal(left->relations.channel, right->relations.channel,
		CHANNEL_COUNT * pairs * sizeof(real));
	assert_int_equal(left->move_count, right->move_count);
	assert_memory_equal(left->moves, right->moves, left->move_count * sizeof(*left->moves));
	assert_same_choices(a, b);
}

static void check_cached(const struct shipped *shipped)
{
	struct encoder *used = encoder_new();
	for (size_t s = 0; s < shipped->demonstration.step_count; s++) {
		struct policy_input input = shipped_input(shipped, s);
		struct encoder *fresh = encoder_new();
		struct encoded first, again, anew;
		encoded_init(&first, used, &input);
		encoded_init(&again, used, &input);
		encoded_init(&anew, fresh, &input);
		assert_same(&first.page, &again.page);
		assert_same(&first.page, &anew.page);
		encoded_release(&first);
		encoded_release(&again);
		encoded_release(&anew);
		encoder_free(fresh);
	}
	encoder_free(used);
}

static void what_an_encoder_remembers_changes_nothing(void **state)
{
	(void)state;
	for_each_shipped(check_cached);
}

/* Another task at the same place in memory is another task. */
static void a_changed_demonstration_is_noticed(void **state)
{
	struct page page;
	struct story story;
	(void)state;
	page_init(&page, "http://localhost/");
	struct element *save = page_button(&page, "Save"), *cancel = page_button(&page, "Cancel");
	page_done(&page);
	story_init(&story, "Do it");
	story_step(&story, &page.observation, ACTION_CLICK, save, "");
	story.input.observation = &page.observation;
	struct encoder *encoder = encoder_new();
	struct encoded first, second;
	encoded_init(&first, encoder, &story.input);
	story.steps[0].target = cancel;
	story.steps[0].action.element = cancel->id;
	encoded_init(&second, encoder, &story.input);
	size_t step = position_of(&first.page, SEGMENT_STEP, 0);
	assert_true(holds_between(
		&first.page, step, position_of_element(&first.page, save), RELATION_BEST_FIT));
	assert_true(holds_between(
		&second.page, step, position_of_element(&second.page, cancel), RELATION_BEST_FIT));
	assert_false(holds_between(
		&second.page, step, position_of_element(&second.page, save), RELATION_BEST_FIT));
	encoded_release(&first);
	encoded_release(&second);
	encoder_free(encoder);
	story_release(&story);
	page_release(&page);
}

/* ---- odd inputs ---- */

struct odd {
	struct page page;
	struct encoder *encoder;
	struct policy_input input;
};

static int set_up(void **state)
{
	struct odd *odd = memory_new(1, sizeof(*odd));
	page_init(&odd->page, "http://localhost/");
	odd->encoder = encoder_new();
	odd->input = (struct policy_input){.observation = &odd->page.observation, .goal = ""};
	*state = odd;
	return 0;
}

static int tear_down(void **state)
{
	struct odd *odd = *state;
	encoder_free(odd->encoder);
	page_release(&odd->page);
	free(odd);
	return 0;
}

static void an_empty_page_and_an_empty_goal_leave_waiting_and_finishing(void **state)
{
	struct odd *odd = *state;
	struct encoded encoded;
	encoded_init(&encoded, odd->encoder, &odd->input);
	assert_int_equal(encoded.page.encoding.positions, 1);
	assert_int_equal(encoded.page.encoding.move_count, 2);
	assert_true(find_move(&encoded.page, 0, MOVE_WAIT) != SIZE_MAX);
	assert_true(find_move(&encoded.page, 0, MOVE_FINISH) != SIZE_MAX);
	assert_int_equal(encoded.page.cut_count, 0);
	encoded_release(&encoded);
}

static const struct cut *find_cut(const struct page_encoding *page, const char *what)
{
	for (size_t i = 0; i < page->cut_count; i++)
		if (strcmp(page->cuts[i].what, what) == 0)
			return &page->cuts[i];
	return NULL;
}

static void a_long_goal_is_cut_visibly(void **state)
{
	struct odd *odd = *state;
	struct encoded encoded;
	char *goal = memory_new(10001, 1);
	for (size_t i = 0; i < 10000; i++)
		goal[i] = "write \"a text\" 12 times, "[i % 25];
	odd->input.goal = goal;
	page_field(&odd->page, "Text");
	encoded_init(&encoded, odd->encoder, &odd->input);
	const struct cut *cut = find_cut(&encoded.page, "words of the goal");
	assert_non_null(cut);
	assert_int_equal(cut->kept, 48);
	assert_int_equal(cut->total, 2000);
	check_encoded(&encoded);
	encoded_release(&encoded);
	free(goal);
}

static void a_goal_without_blanks_is_one_word(void **state)
{
	struct odd *odd = *state;
	struct encoded encoded;
	char *goal = memory_new(10001, 1);
	memset(goal, 'x', 10000);
	odd->input.goal = goal;
	page_field(&odd->page, "Text");
	encoded_init(&encoded, odd->encoder, &odd->input);
	size_t field = position_of_element(&encoded.page, &odd->page.elements[0]);
	assert_true(offers_text(&encoded.page, find_move(&encoded.page, field, MOVE_TYPE), goal));
	encoded_release(&encoded);
	free(goal);
}

static void text_of_every_script_is_taken(void **state)
{
	static const char *const texts[] = {"Заказ № 5 — отмена", "注文をキャンセルする",
		"ยกเลิกคำสั่งซื้อ", "إلغاء الطلب ١٢", "🛒 ✓ ✗", "e\u0301te\u0301 Straße ẞ",
		"‘quoted’ “text” «здесь»", "\u202ereversed\u202c", "\xef\xbb\xbf", "Ⅻ ② ½"};
	struct odd *odd = *state;
	size_t count = sizeof(texts) / sizeof(*texts);
	for (size_t i = 0; i < count; i++) {
		page_field(&odd->page, texts[i])->value = texts[count - 1 - i];
		page_button(&odd->page, texts[i])->context = texts[(i + 3) % count];
	}
	page_done(&odd->page);
	for (size_t i = 0; i < count; i++) {
		struct encoded encoded;
		odd->input.goal = texts[i];
		encoded_init(&encoded, odd->encoder, &odd->input);
		check_encoded(&encoded);
		encoded_release(&encoded);
	}
}

static void an_arena_that_is_too_small_is_refused(void **state)
{
	struct odd *odd = *state;
	odd->input.goal = "Save the text \"Hello\"";
	page_field(&odd->page, "Text");
	page_button(&odd->page, "Save");
	for (size_t bytes = 0; bytes < 40000; bytes += 500) {
		struct page_encoding page;
		struct error error = {0};
		struct arena arena;
		arena_init(&arena, bytes);
		int code = encode(odd->encoder, &odd->input, &arena, &page, &error);
		assert_true(code == 0 || code == ERROR_LIMIT);
		assert_int_equal(code, error.code);
		arena_release(&arena);
	}
}

/* ---- large pages ---- */

enum { LARGE = 12000 };

static void fill_large(struct odd *odd, struct arena *arena)
{
	struct element *elements = arena_take(arena, LARGE, sizeof(*elements));
	struct page model;
	assert_non_null(elements);
	page_init(&model, "");
	for (size_t i = 0; i < LARGE; i++) {
		model.observation.element_count = 0;
		elements[i] = *page_link(&model, "Open");
		elements[i].id = (uint32_t)i + 1;
		elements[i].like_index = (uint16_t)i;
		elements[i].like_count = LARGE;
		elements[i].state = ELEMENT_OFFSCREEN;
		elements[i].context =
			arena_format(arena, "INV-%zu | Customer %zu | 2027-05-%02zu | paid",
				100000 + i, i % 97, 1 + i % 28);
	}
	page_release(&model);
	odd->page.observation.elements = elements;
	odd->page.observation.element_count = LARGE;
}

static void of_a_large_page_what_the_goal_names_is_kept(void **state)
{
	struct odd *odd = *state;
	struct encoded encoded;
	struct arena arena;
	arena_init(&arena, (size_t)64 << 20);
	fill_large(odd, &arena);
	odd->page.observation.elements[11990].state = ELEMENT_FOCUSED;
	odd->input.goal = "Open the invoice INV-107351";
	encoded_init(&encoded, odd->encoder, &odd->input);
	const struct cut *cut = find_cut(&encoded.page, "elements");
	assert_non_null(cut);
	assert_int_equal(cut->total, LARGE);
	assert_int_equal(cut->kept, 96);
	position_of(&encoded.page, SEGMENT_ELEMENT, 7351);
	position_of(&encoded.page, SEGMENT_ELEMENT, 11990);
	check_encoded(&encoded);
	encoded_release(&encoded);
	arena_release(&arena);
}

static void of_a_large_page_the_recorded_element_is_kept(void **state)
{
	struct odd *odd = *state;
	struct encoded encoded;
	struct arena arena;
	struct story story;
	arena_init(&arena, (size_t)64 << 20);
	fill_large(odd, &arena);
	struct element target = odd->page.observation.elements[9000];
	target.locators.path = "html>body>a:9000";
	odd->page.observation.elements[9000].locators.path = target.locators.path;
	story_init(&story, "Go on");
	story_step(&story, &odd->page.observation, ACTION_CLICK, &target, "");
	story.input.observation = &odd->page.observation;
	encoded_init(&encoded, odd->encoder, &story.input);
	position_of(&encoded.page, SEGMENT_ELEMENT, 9000);
	encoded_release(&encoded);
	story_release(&story);
	arena_release(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(encode_of_recorded_pages_is_valid_and_legal),
		cmocka_unit_test(every_recorded_action_can_be_said_and_is_known_as_its_step),
		cmocka_unit_test(what_an_encoder_remembers_changes_nothing),
		cmocka_unit_test(a_changed_demonstration_is_noticed),
		cmocka_unit_test_setup_teardown(
			an_empty_page_and_an_empty_goal_leave_waiting_and_finishing, set_up,
			tear_down),
		cmocka_unit_test_setup_teardown(a_long_goal_is_cut_visibly, set_up, tear_down),
		cmocka_unit_test_setup_teardown(
			a_goal_without_blanks_is_one_word, set_up, tear_down),
		cmocka_unit_test_setup_teardown(text_of_every_script_is_taken, set_up, tear_down),
		cmocka_unit_test_setup_teardown(
			an_arena_that_is_too_small_is_refused, set_up, tear_down),
		cmocka_unit_test_setup_teardown(
			of_a_large_page_what_the_goal_names_is_kept, set_up, tear_down),
		cmocka_unit_test_setup_teardown(
			of_a_large_page_the_recorded_element_is_kept, set_up, tear_down),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
