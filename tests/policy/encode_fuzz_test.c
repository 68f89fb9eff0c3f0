/*
 * Observations of the shipped demonstrations, damaged at random: whatever can still be read as an
 * observation is encoded, validly and legally.
 */
#include "encode_support.h"

#include "base/random.h"

enum { DAMAGES = 12, ROUNDS = 4 };

static const char *const odd_texts[] = {"", " ", "\"", "'quoted'", "12 May 2027", "2027-05-12",
	"1,200", "-", "{{secret:pin}}", "a\nb", "Заказ", "注文", "\u202e", "🛒",
	"9999999999999999999999", "a-b_c.d@e.f/g:h", "https://example.org/x?y=z",
	"second last first", "NaN", "%s%n"};

static const char *odd_text(struct random *random)
{
	return odd_texts[random_below(random, sizeof(odd_texts) / sizeof(*odd_texts))];
}

static void damage_element(json_t *element, struct random *random)
{
	static const char *const texts[] = {"name", "value", "role", "type", "placeholder", "hint",
		"href", "context", "tag", "test_id", "dom_id", "dom_name", "path"};
	static const char *const operations[] = {
		"", "click", "click type", "select", "click check", "upload", "drag scroll"};
	static const char *const states[] = {"", "disabled", "readonly", "checked focused",
		"occluded", "offscreen live", "secret", "collapsed"};
	const char *text = texts[random_below(random, sizeof(texts) / sizeof(*texts))];
	switch (random_below(random, 5)) {
	case 0:
		json_object_set_new(
			element, "operations", json_string(operations[random_below(random, 7)]));
		break;
	case 1:
		json_object_set_new(element, "state", json_string(states[random_below(random, 8)]));
		break;
	case 2:
		json_object_set_new(element, "box",
			json_pack("[f,f,f,f]", random_unit(random) * 1e7 - 5e6,
				random_unit(random) * -1e7, random_unit(random) * 1e9, 0.0));
		break;
	case 3:
		json_object_set_new(
			element, "group", json_integer((json_int_t)random_below(random, 40) - 2));
		break;
	default:
		json_object_set_new(element, text, json_string(odd_text(random)));
	}
}

static void damage(json_t *page, struct random *random)
{
	json_t *elements = json_object_get(page, "elements");
	size_t count = json_array_size(elements);
	size_t at = count ? random_below(random, (uint32_t)count) : 0;
	switch (random_below(random, 8)) {
	case 0:
		json_array_remove(elements, at);
		break;
	case 1:
		json_array_append(elements, json_array_get(elements, at));
		break;
	case 2:
		json_object_set_new(page, "dialog_type",
			json_string(random_below(random, 2) ? "prompt" : "odd"));
		break;
	case 3:
		json_object_set_new(page, "scroll", json_pack("[f,f]", -1.0, 1e12));
		break;
	case 4:
		json_object_set_new(page, "groups", json_array());
		break;
	default:
		if (count)
			damage_element(json_array_get(elements, at), random);
	}
}

static void odd_history(struct history_step *history, size_t count, struct random *random)
{
	for (size_t i = 0; i < count; i++) {
		struct history_step *past = &history[i];
		past->demonstration_step = (int)random_below(random, 14) - 3;
		past->failed = random_below(random, 4) == 0;
		past->changes = random_below(random, 2) ? odd_text(random) : NULL;
		if (random_below(random, 4) == 0)
			past->target = NULL;
	}
}

static void check_legal(const struct encoded *encoded)
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

static void check_damaged(struct encoder *encoder, const struct shipped *shipped, size_t step,
	json_t *json, struct random *random)
{
	struct observation page = {0};
	struct history_step history[64];
	struct encoded encoded;
	if (observation_from_json(&page, json, NULL)) {
		observation_release(&page);
		return;
	}
	struct policy_input input = shipped_input(shipped, step);
	memcpy(history, shipped->history, sizeof(history));
	odd_history(history, step, random);
	input.history = history;
	input.observation = &page;
	input.goal = random_below(random, 3) ? input.goal : odd_text(random);
	input.waits = (int)random_below(random, 5) - 1;
	if (random_below(random, 4) == 0)
		input.binding = NULL;
	if (random_below(random, 6) == 0)
		input.demonstration_count = 0;
	encoded_init(&encoded, encoder, &input);
	check_legal(&encoded);
	encoded_release(&encoded);
	observation_release(&page);
}

static void fuzz(const struct shipped *shipped)
{
	struct encoder *encoder = encoder_new();
	struct random random;
	random_seed(&random, strlen(shipped->demonstration.goal));
	for (size_t round = 0; round < ROUNDS; round++) {
		size_t steps = shipped->demonstration.step_count;
		size_t step = random_below(&random, (uint32_t)steps);
		const struct observation *page = shipped->demonstration.steps[step].observation;
		json_t *json = observation_to_json(page);
		for (size_t i = 0; i < DAMAGES; i++) {
			damage(json, &random);
			check_damaged(encoder, shipped, step, json, &random);
		}
		json_decref(json);
	}
	encoder_free(encoder);
}

static void damaged_observations_are_encoded_validly(void **state)
{
	(void)state;
	for_each_shipped(fuzz);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(damaged_observations_are_encoded_validly),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
