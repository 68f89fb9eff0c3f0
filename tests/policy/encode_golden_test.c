/*
 * Two decisions of a recorded demonstration (data/encode_golden), word by word: positions, moves and
 * relations as they were when the encoding was last changed on purpose. A difference needs a new
 * ENCODER_VERSION and new weights; then ENCODE_GOLDEN_WRITE=1 has this test write what it finds.
 */
#include "encode_support.h"

#include "base/json.h"
#include "base/words.h"

static char *position_words(const struct shipped *shipped, const struct policy_input *input,
	const struct page_encoding *page, size_t position)
{
	const struct encoded_position *at = &page->positions[position];
	const struct step *step;
	struct words words;
	char *text;
	switch (at->segment) {
	case SEGMENT_GOAL:
		words_split(&words, input->goal);
		text = memory_format("goal '%.*s'", (int)words.items[at->index].length,
			input->goal + words.items[at->index].start);
		words_release(&words);
		return text;
	case SEGMENT_STEP:
		step = &shipped->demonstration.steps[at->index];
		return memory_format("step %zu: %s '%s'", at->index + 1,
			action_kind_name(step->action.kind),
			step->target ? step->target->name : "");
	case SEGMENT_HISTORY:
		return memory_format("done %zu: %s", at->index + 1,
			action_kind_name(input->history[at->index].action.kind));
	case SEGMENT_ELEMENT:
		return element_describe(input->observation, page->elements[position]);
	default:
		return memory_copy_text("decision");
	}
}

/* Not told: what follows from order or place, and the second direction of what has one. */
static bool is_told(enum relation relation, size_t i, size_t j)
{
	if (relation == RELATION_SAME_SEGMENT || relation == RELATION_NEXT ||
		relation == RELATION_PREVIOUS || relation == RELATION_SAME_LINE ||
		relation == RELATION_SAME_COLUMN || relation == RELATION_LABEL_HAS_LABEL ||
		relation == RELATION_VALUE_HAS_LABEL || relation == RELATION_LABEL_HAS_VALUE ||
		relation == RELATION_CONTEXT_HAS)
		return false;
	return i != j && (i < j || !relation_is_symmetric(relation));
}

static json_t *describe_relations(const struct page_encoding *page, char *const *names)
{
	json_t *list = json_array();
	size_t count = page->encoding.positions;
	for (size_t i = 0; i < count; i++)
		for (size_t j = 0; j < count; j++)
			for (int r = 0; r < RELATION_COUNT; r++) {
				if (!is_told((enum relation)r, i, j) ||
					!holds_between(page, i, j, (enum relation)r))
					continue;
				char *text = memory_format("%s - %s - %s", names[i],
					relation_name((enum relation)r), names[j]);
				json_array_append_new(list, json_text_new(text));
				free(text);
			}
	return list;
}

static json_t *describe_moves(const struct page_encoding *page, const struct policy_input *input)
{
	json_t *list = json_array();
	for (size_t m = 0; m < page->encoding.move_count; m++) {
		size_t set = page->encoding.moves[m].choice_set;
		struct action action;
		assert_true(encoded_plain_action(page, m, 0, &action));
		if (set != MOVE_WITHOUT_TEXT)
			action.value = "...";
		char *words = action_describe(&action, input->observation);
		json_array_append_new(list, json_text_new(words));
		free(words);
	}
	return list;
}

static json_t *describe_texts(const struct page_encoding *page)
{
	json_t *sets = json_array();
	for (size_t s = 0; s < page->encoding.choice_set_count; s++) {
		json_t *texts = json_array();
		for (size_t o = 0; o < page->encoding.choice_sets[s].outcomes; o++)
			json_array_append_new(texts, json_text_new(page->outcomes[s][o]));
		json_array_append_new(sets, texts);
	}
	return sets;
}

static json_t *describe_rows(const struct bags *bags, size_t positions)
{
	uint64_t hash = 14695981039346656037u; /* FNV-1a */
	for (size_t i = 0; i < bags->first[positions]; i++)
		hash = (hash ^ bags->row[i]) * 1099511628211u;
	char *text = memory_format(
		"%zu rows, %016llx", bags->first[positions], (unsigned long long)hash);
	json_t *value = json_text_new(text);
	free(text);
	return value;
}

static json_t *describe(const struct shipped *shipped, const struct policy_input *input,
	const struct page_encoding *page)
{
	char *names[ENCODING_POSITIONS_MAX];
	size_t count = page->encoding.positions;
	json_t *positions = json_array(), *golden = json_object();
	for (size_t i = 0; i < count; i++) {
		names[i] = position_words(shipped, input, page, i);
		json_array_append_new(positions, json_text_new(names[i]));
	}
	json_object_set_new(golden, "encoder", json_integer(ENCODER_VERSION));
	json_object_set_new(golden, "positions", positions);
	json_object_set_new(golden, "words", describe_rows(&page->encoding.words, count));
	json_object_set_new(golden, "values", describe_rows(&page->encoding.values, count));
	json_object_set_new(golden, "features", describe_rows(&page->encoding.features, count));
	json_object_set_new(golden, "moves", describe_moves(page, input));
	json_object_set_new(golden, "texts", describe_texts(page));
	json_object_set_new(golden, "relations", describe_relations(page, names));
	for (size_t i = 0; i < count; i++)
		free(names[i]);
	return golden;
}

/* The first line that differs is what a person needs to see. */
static void assert_same_lines(const char *expected, const char *found)
{
	size_t line = 1, start = 0;
	for (size_t i = 0; expected[i] || found[i]; i++) {
		if (expected[i] != found[i])
			fail_msg("line %zu\n  expected: %.120s\n  found:    %.120s", line,
				expected + start, found + start);
		if (expected[i] == '\n') {
			line++;
			start = i + 1;
		}
	}
}

static void check_golden(size_t step, const char *path)
{
	struct shipped *shipped = memory_new(1, sizeof(*shipped));
	struct encoder *encoder = encoder_new();
	struct encoded encoded;
	shipped_init(shipped, TEST_DATA "/encode_golden/pay-invoice");
	struct policy_input input = shipped_input(shipped, step);
	encoded_init(&encoded, encoder, &input);
	json_t *golden = describe(shipped, &input, &encoded.page);
	if (getenv("ENCODE_GOLDEN_WRITE"))
		assert_int_equal(json_dump_file(golden, path, JSON_INDENT(1)), 0);
	json_error_t problem;
	json_t *expected = json_load_file(path, 0, &problem);
	if (!expected)
		fail_msg("%s: %s", path, problem.text);
	char *left = json_dumps(expected, JSON_INDENT(1)),
	     *right = json_dumps(golden, JSON_INDENT(1));
	assert_same_lines(left, right);
	free(left);
	free(right);
	json_decref(expected);
	json_decref(golden);
	encoded_release(&encoded);
	encoder_free(encoder);
	shipped_release(shipped);
	free(shipped);
}

static void a_login_is_encoded_as_ever(void **state)
{
	(void)state;
	check_golden(1, TEST_DATA "/encode_golden/login.json");
}

static void a_payment_is_encoded_as_ever(void **state)
{
	(void)state;
	check_golden(5, TEST_DATA "/encode_golden/payment.json");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_login_is_encoded_as_ever),
		cmocka_unit_test(a_payment_is_encoded_as_ever),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
