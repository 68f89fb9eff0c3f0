/*
 * Pages of the gym, as a real Chromium shows them and the collector reports them, are the same
 * observations that the gym makes itself: else a policy would be trained on what it never meets.
 */
#include "../observation/look.h"

#include "gym/gym.h"

enum { PAGES = 100, PATH_SIZE = 16, GEOMETRY = ELEMENT_OFFSCREEN | ELEMENT_OCCLUDED };

struct sample {
	struct gym_episode *episode;
	char path[PATH_SIZE];
	struct bytes html;
};

static struct sample samples[PAGES];
static struct page pages[PAGES + 1];

/* An episode that has gone on for some steps. */
static struct gym_episode *play(uint64_t seed)
{
	struct random random;
	struct gym_wish wish;
	random_seed(&random, seed);
	gym_wish_draw(&wish, seed % 7 ? GYM_TRAIN : GYM_HELD_FAMILIES, &random);
	const char *const *families = gym_families(wish.split);
	size_t count = 0;
	while (families[count])
		count++;
	wish.family = families[seed % count];
	struct gym_episode *episode = gym_episode_new(&wish, seed);
	for (uint32_t steps = random_below(&random, 5); steps; steps--) {
		struct action action;
		gym_episode_teach(episode, &action);
		if (action.kind == ACTION_FINISH || action.kind == ACTION_UPLOAD)
			break;
		gym_episode_act(episode, &action, -1);
	}
	return episode;
}

static void make_samples(void)
{
	uint64_t seed = 1;
	for (size_t i = 0; i < PAGES; seed++) {
		struct sample *sample = &samples[i];
		sample->episode = play(seed);
		if (gym_episode_input(sample->episode)->observation->dialog_type[0]) {
			gym_episode_free(sample->episode);
			continue;
		}
		bytes_init(&sample->html, 1 << 20);
		gym_episode_render(sample->episode, &sample->html);
		snprintf(sample->path, sizeof sample->path, "/%zu", i);
		pages[i] = (struct page){.path = sample->path, .body = sample->html.data};
		i++;
	}
}

static const char *show_group(const struct observation *page, int group)
{
	static char text[400];
	size_t length = 0;
	text[0] = '\0';
	for (; group >= 0 && length < sizeof text; group = page->groups[group].parent)
		length += (size_t)snprintf(text + length, sizeof text - length, "%s '%s' %d < ",
			page->groups[group].kind, page->groups[group].name,
			page->groups[group].index);
	return text;
}

static void show_all(const struct observation *page)
{
	for (size_t i = 0; i < page->element_count; i++) {
		const struct element *element = &page->elements[i];
		print_message("%3zu %s '%s' = '%s' [%s] %s\n", i, element->role, element->name,
			element->value, element->tag, element->locators.path);
	}
}

static void assert_same_text(
	const char *what, const char *seen, const char *made, const struct element *element)
{
	if (strcmp(seen, made) != 0)
		fail_msg("%s of %s '%s' (%s): seen '%s', made '%s'", what, element->role,
			element->name, element->locators.path, seen, made);
}

static void assert_same_number(
	const char *what, unsigned seen, unsigned made, const struct element *element)
{
	if (seen != made)
		fail_msg("%s of %s '%s' (%s): seen %x, made %x", what, element->role, element->name,
			element->locators.path, seen, made);
}

static void assert_same_options(const struct element *seen, const struct element *made)
{
	assert_same_number("options", seen->option_count, made->option_count, made);
	for (size_t i = 0; i < seen->option_count; i++) {
		assert_same_text("option", seen->options[i].label, made->options[i].label, made);
		assert_same_text(
			"value of option", seen->options[i].value, made->options[i].value, made);
		assert_same_number(
			"choice", seen->options[i].selected, made->options[i].selected, made);
	}
}

static void assert_same_element(const struct element *seen, const struct element *made)
{
	assert_same_text("path", seen->locators.path, made->locators.path, made);
	assert_same_text("role", seen->role, made->role, made);
	assert_same_text("name", seen->name, made->name, made);
	assert_same_text("value", seen->value, made->value, made);
	assert_same_text("tag", seen->tag, made->tag, made);
	assert_same_text("type", seen->type, made->type, made);
	assert_same_text("placeholder", seen->placeholder, made->placeholder, made);
	assert_same_text("hint", seen->hint, made->hint, made);
	assert_same_text("context", seen->context, made->context, made);
	assert_same_text("id", seen->locators.dom_id, made->locators.dom_id, made);
	assert_same_text("field name", seen->locators.dom_name, made->locators.dom_name, made);
	assert_same_text("classes", seen->locators.classes, made->locators.classes, made);
	assert_same_text("test id", seen->locators.test_id, made->locators.test_id, made);
	assert_same_number("operations", seen->operations, made->operations, made);
	assert_same_number("state", seen->state & ~(unsigned)GEOMETRY,
		made->state & ~(unsigned)GEOMETRY, made);
	assert_same_number("like index", seen->like_index, made->like_index, made);
	assert_same_number("like count", seen->like_count, made->like_count, made);
	assert_same_options(seen, made);
}

static void assert_same_groups(const struct observation *seen, const struct element *one,
	const struct observation *made, const struct element *other)
{
	char group[400];
	snprintf(group, sizeof group, "%s", show_group(seen, one->group));
	assert_same_text("group", group, show_group(made, other->group), other);
}

static void assert_same_page(const struct observation *seen, const struct observation *made)
{
	size_t count = seen->element_count < made->element_count ? seen->element_count
								 : made->element_count;
	assert_string_equal(seen->title, made->title);
	for (size_t i = 0; i < count; i++) {
		assert_same_element(&seen->elements[i], &made->elements[i]);
		assert_same_groups(seen, &seen->elements[i], made, &made->elements[i]);
	}
	if (seen->element_count != made->element_count) {
		show_all(seen);
		show_all(made);
		fail_msg("seen %zu elements, made %zu", seen->element_count, made->element_count);
	}
}

static void pages_of_the_gym_are_observed_as_the_gym_says(void **state)
{
	(void)state;
	for (size_t i = 0; i < PAGES; i++) {
		print_message("page %zu: %s\n", i, gym_episode_family(samples[i].episode));
		look_at(samples[i].path);
		assert_same_page(
			&look.observation, gym_episode_input(samples[i].episode)->observation);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		with_tab(pages_of_the_gym_are_observed_as_the_gym_says),
	};
	make_samples();
	look_open(pages, -1);
	int failed = cmocka_run_group_tests(tests, NULL, NULL);
	look_close();
	for (size_t i = 0; i < PAGES; i++) {
		gym_episode_free(samples[i].episode);
		bytes_release(&samples[i].html);
	}
	return failed;
}
