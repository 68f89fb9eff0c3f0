#include "trajectory/message.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#define SIZE(array) (sizeof(array) / sizeof(*(array)))

struct fixture {
	const struct lexicon *lexicon;
	struct parameters values;
};

static int make(void **state)
{
	static struct fixture fixture;
	fixture.lexicon = lexicon_of(LEXICON_LABELS);
	parameters_init(&fixture.values);
	parameters_add(&fixture.values, "order", "10482", "Order", false, NULL);
	parameters_add(&fixture.values, "carrier", "DHL", "Carrier", false, NULL);
	parameters_add(&fixture.values, "day", "3 May 2027", "Delivery date", false, NULL);
	parameters_add(&fixture.values, "guest", "Anna Berg", "Guest name", false, NULL);
	parameters_add(&fixture.values, "hotel", "Old Mint", "Hotel", false, NULL);
	*state = &fixture;
	return 0;
}

static int drop(void **state)
{
	struct fixture *fixture = *state;
	parameters_release(&fixture->values);
	return 0;
}

static const char shipped[] = "Order {order} was shipped with {carrier}.";
static const char booked[] = "Booking * is confirmed: {guest} at {hotel} on {day}.";

static void what_says_the_same_affirms(void **state)
{
	struct fixture *fixture = *state;
	static const char *const cases[][2] = {
		{shipped, "Order 10482 was shipped with DHL."},
		{shipped, "Dispatched: order 10482, carrier DHL"},
		{shipped, "DHL: 10482 has been dispatched."},
		{shipped, "Thank you! Order 10482 was sent by DHL on 2027-05-03."},
		{booked, "Anna Berg, your reservation R-77 is confirmed: Old Mint, 3 May 2027"},
		{booked, "On 2027-05-03 at Old Mint? No: see below"},
		{booked, "Booked for Anna Berg: Old Mint, 3 May 2027."},
	};
	for (size_t i = 0; i < SIZE(cases); i++) {
		bool expected = i != 5; /* asks, denies, and lacks the guest */
		if (message_affirms(cases[i][1], cases[i][0], &fixture->values, fixture->lexicon) !=
			expected)
			fail_msg("'%s' ~ '%s'", cases[i][0], cases[i][1]);
	}
}

static void thanks_for_several_values_affirm_in_whatever_words(void **state)
{
	struct fixture *fixture = *state;
	static const struct {
		const char *pattern, *message;
		bool affirms;
	} cases[] = {
		{booked, "All set. Anna Berg is expected at Old Mint on 3 May 2027.", true},
		{booked, "Thank you, Anna Berg. Old Mint, 3 May 2027: it stands.", true},
		{booked, "Thanks! We noted Old Mint for Anna Berg, 3 May 2027 (ref R-77)", true},
		{booked, "Thanks! We removed Old Mint for Anna Berg, 3 May 2027 (ref R-77)", false},
		{booked, "Thank you, Anna Berg. Old Mint is fully booked on 3 May 2027.", false},
		{booked, "Thank you, Anna Berg. Unfortunately Old Mint has no room on 3 May 2027.",
			false},
		{booked, "Thank you, Anna Berg. Old Mint is sold out on 3 May 2027.", false},
		{booked, "Thank you, Anna Berg. Old Mint was full on 3 May 2027.", false},
		{booked, "Thank you, Anna Berg. We received your request: Old Mint, 3 May 2027.",
			false},
		{booked, "Great choice, Anna Berg: Old Mint on 3 May 2027.", false},
		{"Hotel {hotel}, guest {guest}", "Thank you. Old Mint, Anna Berg.", false},
		{shipped, "Done. 10482 left the house; DHL has it now.", true},
		{shipped, "10482 left the house; DHL has it now.", false},
		{shipped, "Done. 10482 left the house.", false},
		{shipped, "Done. 10482 left the house; UPS has it now.", false},
		{shipped, "Thank you. 10482 was cancelled, DHL told.", false},
		{shipped, "Thank you. DHL will collect 10482.", false},
		{shipped, "Thank you. Shall DHL collect 10482?", false},
		{shipped, "Thank you. DHL has 3 of 10482.", false},
		{"Order {order} was shipped.", "Done. 10482 left the house.", false},
	};
	for (size_t i = 0; i < SIZE(cases); i++)
		if (message_affirms(cases[i].message, cases[i].pattern, &fixture->values,
			    fixture->lexicon) != cases[i].affirms)
			fail_msg("'%s'", cases[i].message);
}

static void a_star_stands_for_a_name_but_not_for_words_that_say_something(void **state)
{
	struct fixture *fixture = *state;
	static const char pattern[] = "* {hotel} was added for {guest}.";
	static const struct {
		const char *message;
		bool affirms;
	} cases[] = {
		{"Saved: Mesa Old Mint for Anna Berg.", true},
		{"Saved: mesa Old Mint for Anna Berg.", false},
		{"Saved: Mesa Verde Grande Old Mint for Anna Berg.", false},
		{"Saved: Deleted Old Mint for Anna Berg.", false},
		{"Saved: Not Old Mint for Anna Berg.", false},
		{"Saved: Draft Old Mint for Anna Berg.", false},
		{"Saved: Invoice Old Mint for Anna Berg.", false},
	};
	for (size_t i = 0; i < SIZE(cases); i++)
		if (message_affirms(cases[i].message, pattern, &fixture->values,
			    fixture->lexicon) != cases[i].affirms)
			fail_msg("'%s'", cases[i].message);
}

static void near_misses_do_not_affirm(void **state)
{
	struct fixture *fixture = *state;
	static const char *const cases[][2] = {
		/* not done */
		{shipped, "Order 10482 was not shipped with DHL."},
		{shipped, "Order 10482 could not be shipped with DHL."},
		{shipped, "Order 10482 cannot be shipped with DHL."},
		{shipped, "No order 10482 was shipped with DHL."},
		{shipped, "Order 10482 hasn't been shipped with DHL."},
		{shipped, "Order 10482 failed to be dispatched with DHL."},
		{shipped, "Order 10482, DHL: shipped order expected."},
		/* not yet */
		{shipped, "Order 10482 will be shipped with DHL."},
		{shipped, "Order 10482 will be shipped with DHL when you confirm."},
		{shipped, "Order 10482 is about to be shipped with DHL."},
		{shipped, "Order 10482 is being shipped with DHL."},
		{shipped, "Once confirmed, order 10482 is shipped with DHL."},
		{shipped, "Order 10482 is ready to be shipped with DHL."},
		{shipped, "Order 10482 is saved as a draft, shipped with DHL."},
		{shipped, "Order 10482 must be shipped with DHL."},
		/* asked or ordered */
		{shipped, "Ship order 10482 with DHL?"},
		{shipped, "Is order 10482 shipped with DHL?"},
		{shipped, "Ship order 10482 with DHL"},
		{shipped, "Please have order 10482 shipped with DHL."},
		{shipped, "Are you sure order 10482 should be shipped with DHL"},
		/* not quite */
		{shipped, "Order 10482 was partially shipped with DHL."},
		{shipped, "Order 10482 was shipped with DHL except two items."},
		{shipped, "Order 10482 was shipped with DHL and returned."},
		{shipped, "Order 10482 was shipped with DHL to the wrong address."},
		{shipped, "Order 10482 was shipped with DHL 3 times."},
		/* another deed */
		{shipped, "Order 10482 was cancelled with DHL."},
		{shipped, "Order 10482 was changed to DHL."},
		{shipped, "Order 10482 with DHL was selected."},
		{shipped, "Order 10482: DHL"},
		/* another thing */
		{shipped, "Order 104821 was shipped with DHL."},
		{shipped, "Order 1048 was shipped with DHL."},
		{shipped, "Order 10482 was shipped with UPS."},
		{shipped, "Order 10482 was shipped."},
		{shipped, "Invoice of order 10482 was sent with DHL."},
		{booked, "Booking R-77 is confirmed: Anna Berg at Old Mint on 4 May 2027."},
		{booked, "Booking R-77 is confirmed: Anna Bergson at Old Mint on 3 May 2027."},
		{booked, "Booking R-77 is confirmed: Old Mint at Anna Berg on 3 May 2027."},
		{booked, "Booking R-77 is cancelled: Anna Berg at Old Mint on 3 May 2027."},
		{booked, "Booking R-77 is not confirmed: Anna Berg at Old Mint on 3 May 2027."},
		{booked, "Waiting list for Anna Berg confirmed: Old Mint, 3 May 2027"},
		{booked, "Check your booking: Anna Berg, Old Mint, 3 May 2027"},
		{booked, ""},
	};
	for (size_t i = 0; i < SIZE(cases); i++)
		if (message_affirms(cases[i][1], cases[i][0], &fixture->values, fixture->lexicon))
			fail_msg("'%s' ~ '%s'", cases[i][0], cases[i][1]);
}

static void a_template_without_values_or_deeds_is_never_affirmed(void **state)
{
	struct fixture *fixture = *state;
	static const char *const patterns[] = {
		"Saved.", "Order {order}", "Order {unknown} was shipped.", "* was shipped.", ""};
	static const char *const messages[] = {"Saved.", "Order 10482", "Order 10482 was shipped."};
	for (size_t i = 0; i < SIZE(patterns); i++)
		for (size_t j = 0; j < SIZE(messages); j++)
			assert_false(message_affirms(
				messages[j], patterns[i], &fixture->values, fixture->lexicon));
}

static void values_may_have_words_that_would_hedge(void **state)
{
	struct fixture *fixture = *state;
	struct parameters values;
	parameters_init(&values);
	parameters_add(&values, "order", "10", "Order", false, NULL);
	parameters_add(&values, "note", "Please do not ring, unless asked?", "Note", false, NULL);
	const char *pattern = "Note added to order {order}: {note}";
	assert_true(message_affirms("Order 10, note saved: Please do not ring, unless asked?",
		pattern, &values, fixture->lexicon));
	assert_false(message_affirms("Order 10, note not saved: Please do not ring, unless asked?",
		pattern, &values, fixture->lexicon));
	parameters_release(&values);
}

static void hedges_of_the_template_itself_count_for_nothing(void **state)
{
	(void)state;
	assert_true(message_hedges("Order 10 will be shipped", "Order 10 shipped"));
	assert_false(message_hedges("Order 10 will be shipped", "Order 10 will be sent"));
	assert_true(message_hedges("Shipped?", "Shipped"));
	assert_false(message_hedges("Shipped.", "Shipped"));
	assert_true(message_hedges("Couldn't be shipped", "Shipped"));
	assert_false(message_hedges("", ""));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_says_the_same_affirms),
		cmocka_unit_test(thanks_for_several_values_affirm_in_whatever_words),
		cmocka_unit_test(a_star_stands_for_a_name_but_not_for_words_that_say_something),
		cmocka_unit_test(near_misses_do_not_affirm),
		cmocka_unit_test(a_template_without_values_or_deeds_is_never_affirmed),
		cmocka_unit_test(values_may_have_words_that_would_hedge),
		cmocka_unit_test(hedges_of_the_template_itself_count_for_nothing),
	};
	return cmocka_run_group_tests(tests, make, drop);
}
