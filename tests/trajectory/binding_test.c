#include "trajectory/parameters.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#define SIZE(array) (sizeof(array) / sizeof(*(array)))

/* "room=Blue|day=Monday"; a name with a '+' in front is a list. */
static void parameters_of(struct parameters *parameters, const char *text)
{
	parameters_init(parameters);
	while (*text) {
		char item[400] = "";
		size_t length = strcspn(text, "|");
		memcpy(item, text, length);
		bool is_list = item[0] == '+';
		char *equals = strchr(item, '=');
		*equals = 0;
		assert_int_equal(
			parameters_add(parameters, item + is_list, equals + 1, "", is_list, NULL),
			0);
		text += length + (text[length] == '|');
	}
}

static void assert_values(const struct binding *binding, const char *goal, const char *expected)
{
	char values[2000] = "";
	for (size_t i = 0; i < binding->parameters.count; i++) {
		strcat(strcat(values, i ? "|" : ""), binding->parameters.items[i].name);
		strcat(strcat(values, "="), binding->parameters.items[i].value);
	}
	if (strcmp(values, expected) != 0)
		fail_msg("'%s' gave %s, not %s", goal, values, expected);
}

struct binding_case {
	const char *demonstrated_goal, *demonstrated;
	const char *goal, *values;
};

static void check_binding(const struct binding_case *it)
{
	struct parameters demonstrated;
	struct binding binding;
	struct error error = {0};
	parameters_of(&demonstrated, it->demonstrated);
	int rc = binding_make(
		&binding, it->demonstrated_goal, &demonstrated, it->goal, NULL, &error);
	if (it->values) {
		if (rc)
			fail_msg("'%s': %s", it->goal, error.message);
		assert_values(&binding, it->goal, it->values);
		assert_string_equal(binding.goal, it->goal);
		binding_release(&binding);
	} else {
		if (rc == 0)
			assert_values(&binding, it->goal, "an error");
		assert_int_equal(rc, ERROR_USAGE);
		assert_non_null(strstr(error.message, "--param"));
	}
	parameters_release(&demonstrated);
}

static void goals_of_the_same_form_bind_their_values(void **state)
{
	(void)state;
	static const struct binding_case cases[] = {
		{"Book Blue for Monday, 3 people", "room=Blue|day=Monday|people=3",
			"Book Red for Tuesday, 5 people", "room=Red|day=Tuesday|people=5"},
		{"Book Blue for Monday, 3 people", "room=Blue|day=Monday|people=3",
			"book Red Hall for next Tuesday, 12 people",
			"room=Red Hall|day=next Tuesday|people=12"},
		{"Book Blue for Monday, 3 people", "room=Blue|day=Monday|people=3",
			"BOOK   Red\nfor Tuesday , 5 people", "room=Red|day=Tuesday|people=5"},
		{"Ship to Anna Berg, 12 High Street, Leeds",
			"name=Anna Berg|street=12 High Street|city=Leeds",
			"Ship to Tom Fox, 7 Mill Lane, York",
			"name=Tom Fox|street=7 Mill Lane|city=York"},
		{"Ship to Anna Berg, 12 High Street, Leeds",
			"name=Anna Berg|street=12 High Street|city=Leeds",
			"Ship to Maria del Carmen Ruiz, Plaza Mayor 3, San Sebastian",
			"name=Maria del Carmen Ruiz|street=Plaza Mayor 3|city=San Sebastian"},
		{"Add Anna Berg as a guest", "first=Anna|last=Berg", "Add Tom Fox as a guest",
			"first=Tom|last=Fox"},
		{"Open order 10482", "order=10482", "Open order 7", "order=7"},
		{"Open INV-2041", "invoice=2041", "Open INV-77", "invoice=77"},
		{"Open INV-2041 now", "invoice=INV-2041", "Open CR/77-b now", "invoice=CR/77-b"},
		{"Search for \"blue shoes\"", "query=blue shoes", "Search for \"a red, warm hat\"",
			"query=a red, warm hat"},
		{"Search for \"blue shoes\"", "query=blue shoes",
			"Search for \xe2\x80\x9cred hat\xe2\x80\x9d", "query=red hat"},
		{"Search for 'blue shoes'", "query=blue shoes", "Search for red hat",
			"query=red hat"},
		{"Search for blue shoes", "query=blue shoes", "Search for 'red hat'",
			"query=red hat"},
		{"Send 3.50 EUR to a.b@example.org", "amount=3.50|to=a.b@example.org",
			"Send 1,200.00 EUR to c-d@mail.example.com",
			"amount=1,200.00|to=c-d@mail.example.com"},
		{"Set the alarm to 10:30", "time=10:30", "Set the alarm to 7:05", "time=7:05"},
		{"Archive the mails A, B and C", "+mails=A, B and C", "Archive the mails X and Y",
			"mails=X and Y"},
		{"Archive A, B and C today", "+mails=A, B and C",
			"Archive Alpha, Beta, Gamma, Delta and Epsilon today",
			"mails=Alpha, Beta, Gamma, Delta and Epsilon"},
		{"Archive the mails A and B", "+mails=A and B", "Archive the mails Z", "mails=Z"},
		{"Reserve from 12 May 2027 to 14 May 2027", "from=12 May 2027|to=14 May 2027",
			"Reserve from 2027-06-01 to June 3, 2027",
			"from=2027-06-01|to=June 3, 2027"},
		{"\xc3\x9c"
		 "berweise 50 an J\xc3\xbcrgen",
			"betrag=50|wer=J\xc3\xbcrgen",
			"\xc3\xbc"
			"berweise 70 an Zo\xc3\xab",
			"betrag=70|wer=Zo\xc3\xab"},
		{"Change the title to 'To do' and save", "title=To do",
			"Change the title to 'Done and dusted' and save", "title=Done and dusted"},
		{"Invite x@example.org", "who=x@example.org", "Invite x@example.org",
			"who=x@example.org"},
		{"Order 2 mugs for 2 people", "mugs=2|people=2", "Order 5 mugs for 3 people",
			"mugs=5|people=3"},
		{"Pay invoice 5. Then log out.", "invoice=5", "Pay invoice 12. Then log out.",
			"invoice=12"},
	};
	for (size_t i = 0; i < SIZE(cases); i++)
		check_binding(&cases[i]);
}

static void goals_in_slightly_other_words_still_bind(void **state)
{
	(void)state;
	static const struct binding_case cases[] = {
		{"Book Blue for Monday, 3 people", "room=Blue|day=Monday|people=3",
			"Please book Red for Tuesday, 5 people", "room=Red|day=Tuesday|people=5"},
		{"Book Blue for Monday, 3 people", "room=Blue|day=Monday|people=3",
			"Reserve Red for Tuesday, 5 persons", "room=Red|day=Tuesday|people=5"},
		{"Book Blue for Monday, 3 people", "room=Blue|day=Monday|people=3",
			"Book Red on Tuesday for 5 people", "room=Red|day=Tuesday|people=5"},
		{"Delete order 10482", "order=10482", "Remove the order 99", "order=99"},
		{"Open the invoice INV-3 and download it", "invoice=INV-3",
			"Open the invoice INV-9, then download it", "invoice=INV-9"},
	};
	for (size_t i = 0; i < SIZE(cases); i++)
		check_binding(&cases[i]);
}

static void goals_that_do_not_show_their_values_are_refused(void **state)
{
	(void)state;
	static const struct binding_case cases[] = {
		{"Book Blue for Monday, 3 people", "room=Blue|day=Monday|people=3",
			"What is the weather like in Paris?", NULL},
		{"Book Blue for Monday, 3 people", "room=Blue|day=Monday|people=3",
			"Book Red for Tuesday", NULL},
		{"Open order 10482", "order=10482", "", NULL},
		{"Open order 10482", "order=10482", "Open order", NULL},
		{"Pay 30 to Anna", "amount=30|who=Anna", "thirty pieces of silver", NULL},
	};
	for (size_t i = 0; i < SIZE(cases); i++)
		check_binding(&cases[i]);
}

static void a_value_that_stands_twice_is_one(void **state)
{
	(void)state;
	static const struct binding_case cases[] = {
		{"Copy Blue to archive and delete Blue", "item=Blue",
			"Copy Red to archive and delete Red", "item=Red"},
		/* one of the two is no value but a constant */
		{"Move 3 mugs to shelf 3", "mugs=3", "Move 5 mugs to shelf 3", "mugs=5"},
		{"On day 3 take 3 pills", "pills=3", "On day 3 take 7 pills", "pills=7"},
	};
	for (size_t i = 0; i < SIZE(cases); i++)
		check_binding(&cases[i]);
}

static void a_long_goal_binds(void **state)
{
	(void)state;
	char demonstrated[9000] = "Open order 10482. ", goal[9000] = "Open order 99. ";
	for (int i = 0; i < 100; i++) {
		strcat(demonstrated,
			"Be careful, this text goes on without saying much, number 7. ");
		strcat(goal, "Be careful, this text goes on without saying much, number 7. ");
	}
	strcat(demonstrated, "Tell Anna.");
	strcat(goal, "Tell Tom Fox.");
	check_binding(&(struct binding_case){
		demonstrated, "order=10482|who=Anna", goal, "order=99|who=Tom Fox"});
}

static void a_goal_beyond_all_bounds_is_refused(void **state)
{
	(void)state;
	char *goal = malloc(200001);
	struct parameters demonstrated;
	struct binding binding;
	struct error error = {0};
	memset(goal, 'a', 200000);
	goal[200000] = 0;
	parameters_of(&demonstrated, "order=1");
	assert_int_equal(
		binding_make(&binding, "Open 1", &demonstrated, goal, NULL, &error), ERROR_USAGE);
	for (size_t i = 1; i < 90000; i += 2)
		goal[i] = ' ';
	goal[90000] = 0;
	assert_int_equal(
		binding_make(&binding, goal, &demonstrated, goal + 2, NULL, &error), ERROR_LIMIT);
	parameters_release(&demonstrated);
	free(goal);
}

static void settings_win_over_the_goal(void **state)
{
	(void)state;
	struct parameters demonstrated, settings;
	struct binding binding;
	parameters_of(&demonstrated, "room=Blue|people=3");
	parameters_of(&settings, "room=Green");
	assert_int_equal(binding_make(&binding, "Book Blue for 3 people", &demonstrated,
				 "Book Red for 5 people", &settings, NULL),
		0);
	assert_values(&binding, "", "room=Green|people=5");
	assert_string_equal(binding.goal, "Book Green for 5 people");
	binding_release(&binding);
	parameters_release(&settings);
	parameters_release(&demonstrated);
}

static void settings_make_up_for_a_goal_that_lacks_them(void **state)
{
	(void)state;
	struct parameters demonstrated, settings;
	struct binding binding;
	parameters_of(&demonstrated, "room=Blue|people=3");
	parameters_of(&settings, "people=5");
	assert_int_equal(binding_make(&binding, "Book Blue for 3 people", &demonstrated, "Book Red",
				 &settings, NULL),
		0);
	assert_values(&binding, "", "room=Red|people=5");
	binding_release(&binding);
	parameters_release(&settings);
	parameters_release(&demonstrated);
}

static void settings_alone_make_the_goal(void **state)
{
	(void)state;
	struct parameters demonstrated, settings;
	struct binding binding;
	parameters_of(&demonstrated, "room=Blue|people=3|day=Monday");
	parameters_of(&settings, "people=5|room=Red Hall");
	assert_int_equal(binding_make(&binding, "Book Blue for 3 people on Monday. Blue!",
				 &demonstrated, NULL, &settings, NULL),
		0);
	assert_values(&binding, "", "room=Red Hall|people=5|day=Monday");
	assert_string_equal(binding.goal, "Book Red Hall for 5 people on Monday. Red Hall!");
	binding_release(&binding);
	parameters_release(&settings);
	parameters_release(&demonstrated);
}

static void no_goal_and_no_settings_repeat_the_demonstration(void **state)
{
	(void)state;
	struct parameters demonstrated;
	struct binding binding;
	parameters_of(&demonstrated, "room=Blue");
	assert_int_equal(binding_make(&binding, "Book Blue", &demonstrated, NULL, NULL, NULL), 0);
	assert_string_equal(binding.goal, "Book Blue");
	assert_int_equal(binding.replacement_count, 0);
	binding_release(&binding);
	parameters_release(&demonstrated);
}

static void an_unknown_setting_lists_the_known_ones(void **state)
{
	(void)state;
	struct parameters demonstrated, settings, none;
	struct binding binding;
	struct error error = {0};
	parameters_of(&demonstrated, "room=Blue|people=3");
	parameters_of(&settings, "rom=Red");
	parameters_init(&none);
	assert_int_equal(
		binding_make(&binding, "Book Blue for 3", &demonstrated, NULL, &settings, &error),
		ERROR_USAGE);
	assert_string_equal(error.message,
		"The task has no parameter 'rom'; its parameters are: room, people.");
	assert_int_equal(binding_make(&binding, "Go", &none, NULL, &settings, &error), ERROR_USAGE);
	assert_string_equal(error.message, "The task has no parameter 'rom'; it has none at all.");
	parameters_release(&settings);
	parameters_release(&demonstrated);
}

static void a_date_needs_a_date(void **state)
{
	(void)state;
	struct parameters demonstrated, settings;
	struct binding binding;
	struct error error = {0};
	parameters_of(&demonstrated, "day=12 May 2027");
	parameters_of(&settings, "day=tomorrow");
	assert_int_equal(
		binding_make(&binding, "Book 12 May 2027", &demonstrated, NULL, &settings, &error),
		ERROR_USAGE);
	assert_non_null(strstr(error.message, "'tomorrow' is no date"));
	parameters_release(&settings);
	parameters_of(&settings, "day=May 2027"); /* a month is no day */
	assert_int_equal(
		binding_make(&binding, "Book 12 May 2027", &demonstrated, NULL, &settings, &error),
		ERROR_USAGE);
	parameters_release(&settings);
	parameters_release(&demonstrated);
}

/* ---- texts of the demonstration in the run's values ---- */

struct apply_case {
	const char *text, *expected;
};

static void check_apply(const char *demonstrated_goal, const char *demonstrated, const char *goal,
	const struct apply_case *cases, size_t count)
{
	struct parameters parameters;
	struct binding binding;
	struct error error = {0};
	parameters_of(&parameters, demonstrated);
	if (binding_make(&binding, demonstrated_goal, &parameters, goal, NULL, &error))
		fail_msg("%s", error.message);
	for (size_t i = 0; i < count; i++) {
		bool changed;
		char *text = binding_apply(&binding, cases[i].text, &changed);
		if (strcmp(text, cases[i].expected) != 0)
			fail_msg("'%s' became '%s', not '%s'", cases[i].text, text,
				cases[i].expected);
		assert_int_equal(changed, strcmp(cases[i].text, cases[i].expected) != 0);
		free(text);
	}
	binding_release(&binding);
	parameters_release(&parameters);
}

static void binding_apply_replaces_whole_values(void **state)
{
	(void)state;
	static const struct apply_case cases[] = {
		{"Blue", "Red"},
		{"3", "5"},
		{"30", "30"},
		{"1.3 and 13:3", "1.3 and 13:3"},
		{"the Blue room, 3 guests", "the Red room, 5 guests"},
		{"BLUE", "RED"},
		{"blue", "red"},
		{"Blueberry", "Blueberry"},
		{"Mondays", "Mondays"},
		{"Monday 3", "Friday 5"},
		{"", ""},
		{"{{secret:Blue}}", "{{secret:Blue}}"},
		{"http://x.test/room/Blue?n=3", "http://x.test/room/Red?n=5"},
	};
	check_apply("Book Blue for Monday, 3 people", "room=Blue|day=Monday|people=3",
		"Book Red for Friday, 5 people", cases, SIZE(cases));
}

static void binding_apply_swaps_values_without_confusion(void **state)
{
	(void)state;
	static const struct apply_case cases[] = {
		{"from A to B", "from B to A"},
		{"A", "B"},
	};
	check_apply("Go from A to B", "from=A|to=B", "Go from B to A", cases, SIZE(cases));
}

static void binding_apply_writes_dates_in_the_style_of_the_text(void **state)
{
	(void)state;
	static const struct apply_case cases[] = {
		{"2027-05-12", "2027-06-03"},
		{"May 12, 2027", "June 3, 2027"},
		{"12/05/2027", "03/06/2027"},
		{"05/12/2027", "06/03/2027"},
		{"12.5.2027", "3.6.2027"},
		{"Wed, 12 May 2027", "Thu, 3 June 2027"},
		{"Wednesday, May 12th, 2027", "Thursday, June 3rd, 2027"},
		{"12 May", "3 June"},
		{"13 May 2027", "13 May 2027"},
		{"http://x.test/?d=2027-05-12", "http://x.test/?d=2027-06-03"},
	};
	check_apply("Book for 12 May 2027", "day=12 May 2027", "Book for 3 June 2027", cases,
		SIZE(cases));
}

static void binding_apply_writes_months_in_the_style_of_the_text(void **state)
{
	(void)state;
	static const struct apply_case cases[] = {
		{"August 2026", "December 2027"},
		{"Aug 2026", "Dec 2027"},
		{"2026-08", "2027-12"},
		{"INV-1 | August 2026 | 7 August 2026", "INV-1 | December 2027 | 7 August 2026"},
	};
	check_apply("Download the invoice for August 2026", "period=August 2026",
		"Download the invoice for 12/2027", cases, SIZE(cases));
}

static void binding_apply_completes_a_date_without_year(void **state)
{
	(void)state;
	static const struct apply_case cases[] = {{"2027-05-12", "2027-06-03"}};
	check_apply(
		"Book for 12 May 2027", "day=12 May 2027", "Book for 3 June", cases, SIZE(cases));
}

static void binding_apply_writes_numbers_in_digits(void **state)
{
	(void)state;
	static const struct apply_case words[] = {{"3", "5"}, {"three", "five"}};
	static const struct apply_case digits[] = {{"3", "5"}};
	static const struct apply_case mixed[] = {{"3", "12"}, {"three", "12"}};
	check_apply("Book for three people", "people=three", "Book for five people", words,
		SIZE(words));
	check_apply("Book for 3 people", "people=3", "Book for five people", digits, SIZE(digits));
	check_apply(
		"Book for three people", "people=three", "Book for 12 people", mixed, SIZE(mixed));
}

static void binding_apply_knows_how_addresses_write_values(void **state)
{
	(void)state;
	static const struct apply_case cases[] = {
		{"http://x.test/rooms/blue-room", "http://x.test/rooms/red-hall"},
		{"http://x.test/?room=Blue%20Room", "http://x.test/?room=red%20hall"},
		{"http://x.test/?room=blue+room", "http://x.test/?room=red+hall"},
		{"Blue Room", "Red Hall"},
	};
	check_apply("Book Blue Room", "room=Blue Room", "Book Red Hall", cases, SIZE(cases));
}

static void binding_apply_pairs_the_items_of_lists(void **state)
{
	(void)state;
	static const struct apply_case cases[] = {
		{"A", "X"}, {"B", "Y"}, {"C", "Z"}, {"A, B and C", "X, Y and Z"}};
	check_apply("Archive mails A, B and C", "+mails=A, B and C", "Archive mails X, Y and Z",
		cases, SIZE(cases));
}

static void words_that_are_no_parameter_replace_only_whole_texts(void **state)
{
	(void)state;
	static const struct apply_case cases[] = {
		{"Cancel", "Confirm"},
		{"Cancel the order", "Cancel the order"},
	};
	check_apply("Press the button Cancel in row 7", "row=7",
		"Press the button Confirm in row 7", cases, SIZE(cases));
}

static void fields_tell_equal_values_apart(void **state)
{
	(void)state;
	struct parameters demonstrated;
	struct binding binding;
	parameters_init(&demonstrated);
	parameters_add(&demonstrated, "adults", "2", "Adults", false, NULL);
	parameters_add(&demonstrated, "children", "2", "Children", false, NULL);
	assert_int_equal(binding_make(&binding, "Book 2 adults, 2 children", &demonstrated,
				 "Book 4 adults, 1 children", NULL, NULL),
		0);
	char *adults = binding_apply_to_field(&binding, "2", "Adults", NULL);
	char *children = binding_apply_to_field(&binding, "2", "children", NULL);
	assert_string_equal(adults, "4");
	assert_string_equal(children, "1");
	free(adults);
	free(children);
	binding_release(&binding);
	parameters_release(&demonstrated);
}

static void what_the_demonstration_cannot_explain_is_told(void **state)
{
	(void)state;
	static const struct {
		const char *goal, *unexplained;
	} cases[] = {
		{"Book Red for Tuesday and turn on Product news", ""},
		{"Please book Red for Tuesday and turn on the Product news", ""},
		{"Reserve Red for Tuesday and switch on Product news", ""},
		{"Book Red for Tuesday and turn on Credit warnings",
			"Product, Credit, news, warnings"},
		{"Book Red for Tuesday and turn off Product news", "off"},
		{"Book Red for Tuesday and do not turn on Product news", "not"},
		{"Cancel Red for Tuesday and turn on Product news", "Book, Cancel"},
		{"Book Red for Tuesday at 7 and turn on Product news", "7"},
		{"Go to the page, book Red for Tuesday and turn on Product news", ""},
	};
	struct parameters demonstrated;
	parameters_of(&demonstrated, "room=Blue|day=Monday");
	for (size_t i = 0; i < SIZE(cases); i++) {
		struct binding binding;
		struct error error = {0};
		if (binding_make(&binding, "Book Blue for Monday and turn on Product news",
			    &demonstrated, cases[i].goal, NULL, &error))
			fail_msg("'%s': %s", cases[i].goal, error.message);
		if (strcmp(binding.unexplained, cases[i].unexplained) != 0)
			fail_msg("'%s' leaves '%s'", cases[i].goal, binding.unexplained);
		binding_release(&binding);
	}
	parameters_release(&demonstrated);
}

static void no_binding_changes_nothing(void **state)
{
	(void)state;
	bool changed = true;
	char *text = binding_apply(NULL, "Blue", &changed);
	assert_string_equal(text, "Blue");
	assert_false(changed);
	free(text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(goals_of_the_same_form_bind_their_values),
		cmocka_unit_test(goals_in_slightly_other_words_still_bind),
		cmocka_unit_test(goals_that_do_not_show_their_values_are_refused),
		cmocka_unit_test(a_value_that_stands_twice_is_one),
		cmocka_unit_test(a_long_goal_binds),
		cmocka_unit_test(a_goal_beyond_all_bounds_is_refused),
		cmocka_unit_test(settings_win_over_the_goal),
		cmocka_unit_test(settings_make_up_for_a_goal_that_lacks_them),
		cmocka_unit_test(settings_alone_make_the_goal),
		cmocka_unit_test(no_goal_and_no_settings_repeat_the_demonstration),
		cmocka_unit_test(an_unknown_setting_lists_the_known_ones),
		cmocka_unit_test(a_date_needs_a_date),
		cmocka_unit_test(binding_apply_replaces_whole_values),
		cmocka_unit_test(binding_apply_swaps_values_without_confusion),
		cmocka_unit_test(binding_apply_writes_dates_in_the_style_of_the_text),
		cmocka_unit_test(binding_apply_writes_months_in_the_style_of_the_text),
		cmocka_unit_test(binding_apply_completes_a_date_without_year),
		cmocka_unit_test(binding_apply_writes_numbers_in_digits),
		cmocka_unit_test(binding_apply_knows_how_addresses_write_values),
		cmocka_unit_test(binding_apply_pairs_the_items_of_lists),
		cmocka_unit_test(words_that_are_no_parameter_replace_only_whole_texts),
		cmocka_unit_test(fields_tell_equal_values_apart),
		cmocka_unit_test(what_the_demonstration_cannot_explain_is_told),
		cmocka_unit_test(no_binding_changes_nothing),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
