/*
 * two_pages.h - a story over the page that was shown, the page of now, and another one.
 */
#ifndef TESTS_POLICY_TWO_PAGES_H
#define TESTS_POLICY_TWO_PAGES_H

#include "story.h"

struct fixture {
	struct page shown, now, other;
	struct story story;
};

static inline int set_up(void **state)
{
	struct fixture *fixture = memory_new(1, sizeof(*fixture));
	page_init(&fixture->shown, "http://localhost/app");
	page_init(&fixture->now, "http://localhost/app");
	page_init(&fixture->other, "http://localhost/app/next");
	story_init(&fixture->story, "Ship order 10 for Anna with 3 boxes");
	*state = fixture;
	return 0;
}

static inline int tear_down(void **state)
{
	struct fixture *fixture = *state;
	story_release(&fixture->story);
	page_release(&fixture->shown);
	page_release(&fixture->now);
	page_release(&fixture->other);
	free(fixture);
	return 0;
}

static inline void show(struct fixture *fixture, enum action_kind kind,
	const struct element *target, const char *value)
{
	story_step(&fixture->story, &fixture->shown.observation, kind, target, value);
}

static inline void bind(struct fixture *fixture, const char *first, const char *second)
{
	const char *settings[] = {first, second, NULL};
	story_bind(&fixture->story, settings);
}

/* Decides, and does what was decided. */
static inline void expect(struct fixture *fixture, enum action_kind kind,
	const struct element *target, const char *value, int step)
{
	story_expect(&fixture->story, &fixture->now.observation, kind, target, value, step);
	story_did(&fixture->story);
}

static inline void expect_refusal(struct fixture *fixture, int code)
{
	story_expect_refusal(&fixture->story, &fixture->now.observation, code);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

#endif
