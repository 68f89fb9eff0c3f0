#include "trajectory/lexicon.h"
#include "trajectory/lexicon_labels.h"
#include "trajectory/lexicon_subjects.h"
#include "trajectory/lexicon_table.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#define SIZE(array) (sizeof(array) / sizeof(*(array)))

static void synonyms_are_alike(void **state)
{
	(void)state;
	static const char *const pairs[][2] = {
		{"Log in", "Sign in"},
		{"Sign-in", "Login"},
		{"E-mail", "Email address"},
		{"Your e-mail", "Mail address"},
		{"Save changes", "Apply"},
		{"Delete", "Remove"},
		{"Deleting", "Discarded"},
		{"Search", "Find"},
		{"Look up", "Search"},
		{"Next", "Continue"},
		{"Proceed", "Next"},
		{"Cart", "Basket"},
		{"View cart", "Shopping bag"},
		{"Quantity", "Qty"},
		{"Number of items", "Amount"},
		{"First name", "Given name"},
		{"Surname", "Last name"},
		{"ZIP code", "Postal code"},
		{"Book now", "Reserve"},
		{"Place order", "Complete purchase"},
		{"Mark as shipped", "Dispatch"},
		{"Telephone", "Phone number"},
		{"Add to basket", "Put in cart"},
		{"Invoices", "Bills"},
		{"Number of guests", "Party size"},
		{"Due date", "Deadline"},
		{"Customers", "Clients"},
		{"Carrier", "Shipping company"},
		{"Retype password", "Confirm password"},
		{"Your data", "Personal details"},
		{"Support team", "Help desk"},
		{"Attendees", "Headcount"},
		{"Headset", "Headphones"},
		{"Meeting room", "Boardroom"},
		{"Free of charge", "Complimentary"},
	};
	for (size_t i = 0; i < SIZE(pairs); i++) {
		double similarity =
			labels_similarity(lexicon_of(LEXICON_ALL), pairs[i][0], pairs[i][1]);
		if (similarity < 0.8)
			fail_msg("'%s' ~ '%s' is only %g", pairs[i][0], pairs[i][1], similarity);
	}
}

static void opposites_and_strangers_are_not_alike(void **state)
{
	(void)state;
	static const char *const pairs[][2] = {
		{"Next", "Previous"},
		{"Accept", "Reject"},
		{"Add", "Remove"},
		{"Yes", "No"},
		{"Log in", "Log out"},
		{"Open", "Close"},
		{"Start date", "End date"},
		{"Enable", "Disable"},
		{"Upload", "Download"},
		{"Increase", "Decrease"},
		{"Save", "Cancel"},
		{"Shipping address", "Billing address"},
		{"Paid", "Unpaid"},
		{"Approve", "Decline"},
		{"Lock", "Unlock"},
		{"Subscribe", "Unsubscribe"},
		{"Username", "Password"},
		{"Ascending", "Descending"},
		{"Check in", "Check out date"},
		{"Invoices", "Settings"},
		{"Current password", "New password"},
		{"New password", "Confirm password"},
		{"No", "Number"},
		{"Internal note", "Public reply"},
		{"First page", "Last page"},
		{"Date from", "Date to"},
		{"Single room", "Double room"},
		{"Mark as read", "Mark as unread"},
		{"Vegetarian", "Vegan"},
		{"Active", "Inactive"},
		{"Order date", "Delivery date"},
	};
	for (size_t i = 0; i < SIZE(pairs); i++) {
		double similarity =
			labels_similarity(lexicon_of(LEXICON_ALL), pairs[i][0], pairs[i][1]);
		if (similarity > 0.55)
			fail_msg("'%s' ~ '%s' is %g", pairs[i][0], pairs[i][1], similarity);
	}
}

static void the_same_words_are_more_alike_than_synonyms(void **state)
{
	(void)state;
	assert_true(labels_similarity(lexicon_of(LEXICON_ALL), "Sign in", "Sign in") >
		    labels_similarity(lexicon_of(LEXICON_ALL), "Sign in", "Log in"));
	assert_float_equal(labels_similarity(lexicon_of(LEXICON_ALL), "Orders", "order"), 1, 1e-9);
	assert_float_equal(
		labels_similarity(lexicon_of(LEXICON_ALL), "Booking", "Bookings"), 1, 1e-9);
	assert_float_equal(labels_similarity(lexicon_of(LEXICON_ALL), "", ""), 0, 1e-9);
	assert_float_equal(labels_similarity(lexicon_of(LEXICON_ALL), "...", "Save"), 0, 1e-9);
}

static void part_of_a_label_counts_as_part(void **state)
{
	(void)state;
	double part = labels_similarity(lexicon_of(LEXICON_ALL), "Name", "Name of the company");
	assert_true(part > 0.4 && part < 0.8);
}

static void interface_language_is_told_from_things(void **state)
{
	(void)state;
	static const char *const interface[] = {
		"Search", "Add to cart", "Log in", "Save changes", "Next", "View details"};
	static const char *const things[] = {
		"Blue", "Anna Berg", "10482", "Room 3", "Search Anna", "", "pears"};
	for (size_t i = 0; i < SIZE(interface); i++)
		assert_true(label_is_interface_language(lexicon_of(LEXICON_ALL), interface[i]));
	for (size_t i = 0; i < SIZE(things); i++)
		if (label_is_interface_language(lexicon_of(LEXICON_ALL), things[i]))
			fail_msg("'%s' was taken for interface language", things[i]);
}

static void long_labels_are_cut_and_say_so(void **state)
{
	(void)state;
	char label[2000] = "";
	struct concepts concepts;
	for (int i = 0; i < 200; i++)
		strcat(label, "word ");
	concepts_read(&concepts, lexicon_of(LEXICON_ALL), label);
	assert_int_equal(concepts.count, CONCEPTS_MAXIMUM);
	assert_true(concepts.cut);
	concepts_read(&concepts, lexicon_of(LEXICON_ALL), "word");
	assert_false(concepts.cut);
}

static void words_of_any_length_are_taken(void **state)
{
	(void)state;
	char label[3000];
	memset(label, 'x', sizeof(label) - 1);
	label[sizeof(label) - 1] = 0;
	assert_float_equal(labels_similarity(lexicon_of(LEXICON_ALL), label, label), 1, 1e-9);
	assert_float_equal(
		labels_similarity(lexicon_of(LEXICON_ALL), "\xf0\x9f\x98\x80", "\xc3\xa4"), 0,
		1e-9);
}

static void check_phrase(const struct lexicon *lexicon, const char *phrase)
{
	struct concepts concepts;
	concepts_read(&concepts, lexicon, phrase);
	if (concepts.count != 1 + (size_t)concepts.items[0].parts || !concepts.items[0].groups[0])
		fail_msg("'%s' is not found as one phrase", phrase);
	if (concepts.items[0].groups[LEXICON_GROUPS_PER_PHRASE - 1])
		fail_msg("'%s' may be in more groups than are kept", phrase);
}

static void check_table(const struct lexicon *lexicon, const char *const *groups, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		char phrases[1000], *cursor = phrases, *phrase;
		assert_true(strlen(groups[i]) < sizeof(phrases));
		strcpy(phrases, groups[i]);
		while ((phrase = strsep(&cursor, "|")))
			check_phrase(lexicon, phrase);
	}
}

static void every_phrase_of_the_tables_is_found_with_all_its_groups(void **state)
{
	(void)state;
	check_table(lexicon_of(LEXICON_ALL), lexicon_table, SIZE(lexicon_table));
	check_table(lexicon_of(LEXICON_ALL), lexicon_labels, SIZE(lexicon_labels));
	check_table(lexicon_of(LEXICON_ALL), lexicon_subjects, SIZE(lexicon_subjects));
}

static void a_scope_knows_only_its_tables(void **state)
{
	(void)state;
	static const struct {
		const char *a, *b;
		enum lexicon_scope known_from;
	} pairs[] = {
		{"Log in", "Sign in", LEXICON_CORE},
		{"Knowledge base", "Help articles", LEXICON_LABELS},
		{"Massage", "Treatment", LEXICON_ALL},
	};
	(void)state;
	for (int scope = LEXICON_CORE; scope <= LEXICON_ALL; scope++) {
		const struct lexicon *lexicon = lexicon_of((enum lexicon_scope)scope);
		for (size_t i = 0; i < SIZE(pairs); i++) {
			double similarity = labels_similarity(lexicon, pairs[i].a, pairs[i].b);
			assert_int_equal(similarity > 0.5, scope >= (int)pairs[i].known_from);
		}
		assert_false(label_is_interface_language(lexicon, "Massage"));
	}
}

static void the_lexicon_is_large_and_no_phrase_has_too_many_groups(void **state)
{
	(void)state;
	struct concepts concepts;
	static const char *const busy[] = {"open", "title", "item", "start", "from", "to", "close",
		"number", "name", "complete", "order", "position", "type", "location", "code"};
	assert_true(lexicon_group_count(lexicon_of(LEXICON_ALL)) >= 150);
	for (size_t i = 0; i < SIZE(busy); i++) {
		concepts_read(&concepts, lexicon_of(LEXICON_ALL), busy[i]);
		assert_true(concepts.count == 1 + (size_t)concepts.items[0].parts);
		if (concepts.items[0].groups[LEXICON_GROUPS_PER_PHRASE - 1])
			fail_msg("'%s' may be in more groups than are kept", busy[i]);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(synonyms_are_alike),
		cmocka_unit_test(opposites_and_strangers_are_not_alike),
		cmocka_unit_test(the_same_words_are_more_alike_than_synonyms),
		cmocka_unit_test(part_of_a_label_counts_as_part),
		cmocka_unit_test(interface_language_is_told_from_things),
		cmocka_unit_test(long_labels_are_cut_and_say_so),
		cmocka_unit_test(words_of_any_length_are_taken),
		cmocka_unit_test(every_phrase_of_the_tables_is_found_with_all_its_groups),
		cmocka_unit_test(a_scope_knows_only_its_tables),
		cmocka_unit_test(the_lexicon_is_large_and_no_phrase_has_too_many_groups),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
