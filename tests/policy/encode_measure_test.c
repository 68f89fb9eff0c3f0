/* Numbers and dates of texts, and how they compare. */
#include "policy/encode_measure.h"
#include "policy/encode_scene.h"

#include "encode_support.h"

static void numbers_of_short_texts_are_read(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		double number;
	} rows[] = {{"12", 12},
		{"from \xe2\x82\xac"
		 "101.00",
			101},
		{"1,200", 1200}, {"1,200.50", 1200.5}, {"1.200,5 km", 1200.5}, {"$3.99", 3.99},
		{"42%", 42}};
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct measure measure = measure_read(rows[i].text);
		assert_int_equal(measure.kind, MEASURE_NUMBER);
		assert_float_equal(measure.number, rows[i].number, 1e-9);
	}
}

static void codes_times_and_sentences_are_no_numbers(void **state)
{
	(void)state;
	static const char *const texts[] = {"", "INV-12", "#10482", "10:30", "Sea View", "B12",
		"4.3 of 5, 282 reviews", "we have 12 of them in all our houses", "12 and 13"};
	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++)
		assert_int_equal(measure_read(texts[i]).kind, MEASURE_NONE);
}

static void months_and_dates_are_told_apart(void **state)
{
	(void)state;
	struct measure month = measure_read("June 2027"), date = measure_read("12 June 2027");
	assert_int_equal(month.kind, MEASURE_MONTH);
	assert_int_equal(month.date.month, 6);
	assert_int_equal(date.kind, MEASURE_DATE);
	assert_int_equal(date.date.day, 12);
}

static uint8_t against(const char *text, int year, int month, int day)
{
	struct measure measure = measure_read(text);
	return measure_against(&measure, &(struct date){year, month, day});
}

static void a_page_is_before_at_or_after_a_date(void **state)
{
	(void)state;
	assert_int_equal(against("May 2027", 2027, 6, 12), MEASURED_EARLIER);
	assert_int_equal(against("December 2026", 2027, 6, 12), MEASURED_EARLIER);
	assert_int_equal(against("June 2027", 2027, 6, 12), MEASURED_SAME_DATE);
	assert_int_equal(against("January 2028", 2027, 6, 12), MEASURED_LATER);
	assert_int_equal(against("2027-06-12", 2027, 6, 12), MEASURED_SAME_DATE);
	assert_int_equal(against("2027-06-11", 2027, 6, 12), MEASURED_EARLIER);
	assert_int_equal(against("12", 2027, 6, 12), MEASURED_SAME_DAY);
	assert_int_equal(against("13", 2027, 6, 12), 0);
	assert_int_equal(against("Sea View", 2027, 6, 12), 0);
	/* a goal that leaves the year out fits any */
	assert_int_equal(against("June 2027", 0, 6, 12), MEASURED_SAME_DATE);
	assert_int_equal(against("July 2026", 0, 6, 12), MEASURED_LATER);
}

static void dates_of_a_goal_are_found_where_they_stand(void **state)
{
	(void)state;
	struct goal_date dates[GOAL_DATES_MAX];
	const char *goal = "from 3 May 2027 to 2027-05-09, please";
	assert_int_equal(goal_dates_find(goal, dates), 2);
	assert_memory_equal(goal + dates[0].start, "3 May 2027", dates[0].length);
	assert_int_equal(dates[1].date.day, 9);
	assert_int_equal(goal_dates_find("nothing of the kind", dates), 0);
}

/* ---- of a page ---- */

enum { ROWS = 4 };

/* Rows of one list, each with a label that says an amount; the goal has no dates. */
static void mark_rows(struct scene *scene, const char *const *labels, size_t count)
{
	static struct encoded_text texts[ROWS], none;
	static struct group groups[ROWS + 1];
	static struct observation page;
	static struct task task;
	page.groups = groups;
	*scene = (struct scene){.page = &page, .task = &task, .count = count + 1};
	scene->first[SEGMENT_GOAL] = scene->first[SEGMENT_STEP] = scene->first[SEGMENT_HISTORY] =
		scene->first[SEGMENT_ELEMENT] = 1;
	scene->first[SEGMENT_COUNT] = count + 1;
	for (size_t i = 0; i < count; i++) {
		texts[i].measure = measure_read(labels[i]);
		groups[i].parent = ROWS;
		scene->places[i + 1] = (struct place){.segment = SEGMENT_ELEMENT,
			.label = &texts[i],
			.value = &none,
			.item = (int)i};
	}
	measures_mark(scene);
}

static void the_least_and_the_most_of_a_column_are_marked(void **state)
{
	(void)state;
	static struct scene scene;
	static const char *const prices[] = {"$9.50", "$12", "$1,100", "$20"};
	mark_rows(&scene, prices, 4);
	assert_int_equal(scene.places[1].measured, MEASURED_LEAST);
	assert_int_equal(scene.places[2].measured, 0);
	assert_int_equal(scene.places[3].measured, MEASURED_MOST);
	static const char *const dates[] = {"2 May 2027", "30 April 2027", "1 May 2027"};
	mark_rows(&scene, dates, 3);
	assert_int_equal(scene.places[1].measured, MEASURED_MOST);
	assert_int_equal(scene.places[2].measured, MEASURED_LEAST);
	assert_int_equal(scene.places[3].measured, 0);
}

static void what_has_no_like_or_no_difference_is_no_extreme(void **state)
{
	(void)state;
	static struct scene scene;
	static const char *const alone[] = {"$9.50", "sold out", "2 May 2027"};
	mark_rows(&scene, alone, 3);
	static const char *const equal[] = {"3", "3"};
	for (size_t i = 1; i <= 3; i++)
		assert_int_equal(scene.places[i].measured, 0);
	mark_rows(&scene, equal, 2);
	assert_int_equal(scene.places[1].measured | scene.places[2].measured, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(numbers_of_short_texts_are_read),
		cmocka_unit_test(codes_times_and_sentences_are_no_numbers),
		cmocka_unit_test(months_and_dates_are_told_apart),
		cmocka_unit_test(a_page_is_before_at_or_after_a_date),
		cmocka_unit_test(dates_of_a_goal_are_found_where_they_stand),
		cmocka_unit_test(the_least_and_the_most_of_a_column_are_marked),
		cmocka_unit_test(what_has_no_like_or_no_difference_is_no_extreme),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
