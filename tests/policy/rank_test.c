#include "policy/rank.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#define SIZE(array) (sizeof(array) / sizeof(*(array)))

static void goals_ask_for_ranks(void **state)
{
	(void)state;
	static const struct {
		const char *goal;
		enum rank rank;
	} cases[] = {
		{"Download the latest invoice", RANK_LATEST},
		{"Open the most recent mail", RANK_LATEST},
		{"Delete the OLDEST backup", RANK_EARLIEST},
		{"Buy the cheapest mug", RANK_LOWEST},
		{"Pay the largest bill", RANK_HIGHEST},
		{"Open the invoice", RANK_NONE},
		{"lastly", RANK_NONE},
		{"", RANK_NONE},
	};
	for (size_t i = 0; i < SIZE(cases); i++)
		assert_int_equal(rank_in_goal(cases[i].goal), cases[i].rank);
}

/* The index of the picked context; -1 for none. */
static int pick(enum rank rank, const char *const *contexts, size_t count)
{
	struct element elements[8];
	const struct element *list[8] = {0};
	for (size_t i = 0; i < count; i++) {
		elements[i] = (struct element){.name = "Open", .context = contexts[i]};
		list[i] = &elements[i];
	}
	const struct element *picked = rank_pick(rank, list, count);
	return picked ? (int)(picked - elements) : -1;
}

static void the_extreme_row_is_picked(void **state)
{
	(void)state;
	static const char *const dates[] = {"A | 3 May 2027", "B | 2027-12-01", "C | Jan 4, 2027"};
	static const char *const amounts[] = {"Mug 3 | $12.50", "Pen 9 | $1,003.00", "Cup | $2.10"};
	assert_int_equal(pick(RANK_LATEST, dates, 3), 1);
	assert_int_equal(pick(RANK_EARLIEST, dates, 3), 2);
	assert_int_equal(pick(RANK_HIGHEST, amounts, 3), 1);
	assert_int_equal(pick(RANK_LOWEST, amounts, 3), 2);
	assert_int_equal(pick(RANK_NONE, dates, 3), -1);
	assert_int_equal(pick(RANK_LATEST, dates, 0), -1);
}

static void what_cannot_be_compared_is_not_picked(void **state)
{
	(void)state;
	static const char *const equal[] = {"A | 3 May 2027", "B | 2027-05-03"};
	static const char *const missing[] = {"A | 3 May 2027", "B"};
	static const char *const tied_below[] = {
		"2027-05-03", "2027-05-03", "2027-05-04", "2027-05-02"};
	assert_int_equal(pick(RANK_LATEST, equal, 2), -1);
	assert_int_equal(pick(RANK_LATEST, missing, 2), -1);
	assert_int_equal(pick(RANK_HIGHEST, missing, 2), -1);
	assert_int_equal(pick(RANK_LATEST, tied_below, 4), 2);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(goals_ask_for_ranks),
		cmocka_unit_test(the_extreme_row_is_picked),
		cmocka_unit_test(what_cannot_be_compared_is_not_picked),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
