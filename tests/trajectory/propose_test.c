#include "page.h"
#include "trajectory/trajectory.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#define SIZE(array) (sizeof(array) / sizeof(*(array)))
#define STEPS	    8

/* A demonstration in the making. */
struct demo {
	struct trajectory trajectory;
	struct step steps[STEPS];
	struct parameters proposed;
};

static char goal_storage[600];

static void demo_init(struct demo *demo, const char *goal)
{
	memset(demo, 0, sizeof(*demo));
	strcpy(goal_storage, goal);
	demo->trajectory.goal = goal_storage;
	demo->trajectory.steps = demo->steps;
}

static void demo_step(struct demo *demo, enum action_kind kind, const struct page *page,
	const struct element *target, const char *value)
{
	size_t index = demo->trajectory.step_count++;
	demo->steps[index] = (struct step){.index = (int)index,
		.action = {kind, target ? target->id : 0, value},
		.target = target,
		.observation = page ? &page->observation : NULL,
		.target_frame_url = "",
		.url = "",
		.changes = "",
		.screenshot = "",
		.error = ""};
}

static void assert_parameters(struct demo *demo, const char *expected)
{
	char joined[1000] = "";
	struct parameters *proposed = &demo->proposed;
	assert_int_equal(parameters_propose(proposed, &demo->trajectory, NULL), 0);
	for (size_t i = 0; i < proposed->count; i++) {
		strcat(strcat(joined, i ? "|" : ""), proposed->items[i].is_list ? "+" : "");
		strcat(strcat(joined, proposed->items[i].name), "=");
		strcat(joined, proposed->items[i].value);
	}
	if (strcmp(joined, expected) != 0)
		fail_msg("'%s' gave %s, not %s", demo->trajectory.goal, joined, expected);
	parameters_release(proposed);
}

/* ---- parameters ---- */

static void typed_and_selected_values_become_parameters(void **state)
{
	(void)state;
	struct demo demo;
	struct page page;
	demo_init(&demo, "Book Blue for Monday, 3 people");
	page_init(&page, "http://x.test/", "");
	struct element *room = page_add(&page, "combobox", "Room", -1);
	struct element *day = page_add(&page, "textbox", "Day of the visit:", -1);
	struct element *guests = page_add(&page, "spinbutton", "Number of guests *", -1);
	demo_step(&demo, ACTION_TYPE, &page, guests, "3");
	demo_step(&demo, ACTION_SELECT, &page, room, "Blue");
	demo_step(&demo, ACTION_TYPE, &page, day, "Monday");
	demo_step(&demo, ACTION_CLICK, &page, page_add(&page, "button", "Book", -1), "");
	assert_parameters(&demo, "room=Blue|day_of_the_visit=Monday|number_of_guests=3");
}

static void dates_in_another_style_are_found(void **state)
{
	(void)state;
	struct demo demo;
	struct page page;
	demo_init(&demo, "Reserve from 12 May 2027 to May 14, 2027");
	page_init(&page, "http://x.test/", "");
	demo_step(
		&demo, ACTION_TYPE, &page, page_add(&page, "textbox", "Arrival", -1), "2027-05-12");
	demo_step(&demo, ACTION_TYPE, &page, page_add(&page, "textbox", "Departure", -1),
		"14/05/2027");
	assert_parameters(&demo, "arrival=12 May 2027|departure=May 14, 2027");
}

static void number_words_are_found(void **state)
{
	(void)state;
	struct demo demo;
	struct page page;
	demo_init(&demo, "A table for three");
	page_init(&page, "http://x.test/", "");
	demo_step(&demo, ACTION_TYPE, &page, page_add(&page, "spinbutton", "People", -1), "3");
	assert_parameters(&demo, "people=three");
}

static void secrets_are_never_proposed(void **state)
{
	(void)state;
	struct demo demo;
	struct page page;
	demo_init(&demo, "Log in as anna with hunter2");
	page_init(&page, "http://x.test/", "");
	struct element *password = page_add(&page, "textbox", "Password", -1);
	struct element *pin = page_add(&page, "textbox", "PIN", -1);
	pin->state = ELEMENT_SECRET;
	demo_step(&demo, ACTION_TYPE, &page, page_add(&page, "textbox", "User name", -1), "anna");
	demo_step(&demo, ACTION_TYPE, &page, password, "{{secret:password}}");
	demo_step(&demo, ACTION_TYPE, &page, pin, "hunter2");
	assert_parameters(&demo, "user_name=anna");
}

static void a_value_typed_twice_is_one_parameter(void **state)
{
	(void)state;
	struct demo demo;
	struct page page;
	demo_init(&demo, "Register anna@example.org");
	page_init(&page, "http://x.test/", "");
	demo_step(&demo, ACTION_TYPE, &page, page_add(&page, "textbox", "E-mail", -1),
		"anna@example.org");
	demo_step(&demo, ACTION_TYPE, &page, page_add(&page, "textbox", "E-mail again", -1),
		"anna@example.org");
	assert_parameters(&demo, "e_mail=anna@example.org");
}

static void equal_values_at_two_places_are_two_parameters(void **state)
{
	(void)state;
	struct demo demo;
	struct page page;
	demo_init(&demo, "Book for 2 adults and 2 children");
	page_init(&page, "http://x.test/", "");
	demo_step(&demo, ACTION_TYPE, &page, page_add(&page, "spinbutton", "Adults", -1), "2");
	demo_step(&demo, ACTION_TYPE, &page, page_add(&page, "spinbutton", "Children", -1), "2");
	assert_parameters(&demo, "adults=2|children=2");
}

static void adjacent_values_of_different_fields_are_no_list(void **state)
{
	(void)state;
	struct demo demo;
	struct page page;
	demo_init(&demo, "Ship to Anna Berg, 12 High Street, Leeds");
	page_init(&page, "http://x.test/", "");
	demo_step(&demo, ACTION_TYPE, &page, page_add(&page, "textbox", "Name", -1), "Anna Berg");
	demo_step(&demo, ACTION_TYPE, &page, page_add(&page, "textbox", "Street", -1),
		"12 High Street");
	demo_step(&demo, ACTION_TYPE, &page, page_add(&page, "textbox", "City", -1), "Leeds");
	assert_parameters(&demo, "name=Anna Berg|street=12 High Street|city=Leeds");
}

static void a_row_that_the_goal_names_becomes_a_parameter(void **state)
{
	(void)state;
	struct demo demo;
	struct page page;
	static const char *const first[] = {"10481", "Tom Fox", "Open", NULL};
	static const char *const second[] = {"10482", "Anna Berg", "Open", NULL};
	page_init(&page, "http://x.test/", "");
	int table = page_group(&page, "table", "Orders", -1);
	page_row(&page, table, first, "10481 | Tom Fox | Open", "Ship");
	struct element *ship = page_row(&page, table, second, "10482 | Anna Berg | Open", "Ship");
	demo_init(&demo, "Ship order 10482");
	demo_step(&demo, ACTION_CLICK, &page, ship, "");
	assert_parameters(&demo, "order=10482");
	demo_init(&demo, "Ship what Anna Berg ordered");
	demo_step(&demo, ACTION_CLICK, &page, ship, "");
	assert_parameters(&demo, "item=Anna Berg");
	demo_init(&demo, "Ship the open order of Anna Berg");
	demo_step(&demo, ACTION_CLICK, &page, ship, "");
	assert_parameters(&demo, "item=Anna Berg");
}

static void a_rows_value_is_named_after_its_column(void **state)
{
	(void)state;
	struct demo demo;
	struct page page;
	static const char *const first[] = {"10481", "Tom Fox", NULL};
	static const char *const second[] = {"10482", "Anna Berg", NULL};
	page_init(&page, "http://x.test/", "");
	int table = page_group(&page, "table", "Orders", -1);
	int head = page_group(&page, "row", "", table);
	struct element *number = page_add(&page, "columnheader", "Order no.", head);
	struct element *customer = page_add(&page, "columnheader", "Customer", head);
	number->x = 0;
	number->width = 90;
	customer->x = 100;
	customer->width = 90;
	customer->y = number->y;
	page_row(&page, table, first, "10481 | Tom Fox", "Ship");
	struct element *ship = page_row(&page, table, second, "10482 | Anna Berg", "Ship");
	demo_init(&demo, "Ship to Anna Berg");
	demo_step(&demo, ACTION_CLICK, &page, ship, "");
	assert_parameters(&demo, "customer=Anna Berg");
}

static void a_radio_is_named_after_its_group(void **state)
{
	(void)state;
	struct demo demo;
	struct page page;
	page_init(&page, "http://x.test/", "");
	int group = page_group(&page, "radiogroup", "Room", -1);
	page_add(&page, "radio", "Red", group);
	struct element *blue = page_add(&page, "radio", "Blue", group);
	demo_init(&demo, "Book the blue one");
	demo_step(&demo, ACTION_CHECK, &page, blue, "on");
	assert_parameters(&demo, "room=blue");
}

static void an_option_that_says_more_than_the_goal_is_found(void **state)
{
	(void)state;
	static const struct option options[] = {
		{"Red (seats 4)", "r", false, false}, {"Blue (seats 8)", "b", false, false}};
	struct demo demo;
	struct page page;
	page_init(&page, "http://x.test/", "");
	struct element *room = page_add(&page, "combobox", "Room", -1);
	room->options = options;
	room->option_count = 2;
	demo_init(&demo, "Book Blue for Monday");
	demo_step(&demo, ACTION_SELECT, &page, room, "Blue (seats 8)");
	assert_parameters(&demo, "room=Blue");
}

static void buttons_and_navigation_are_no_values(void **state)
{
	(void)state;
	struct demo demo;
	struct page page;
	page_init(&page, "http://x.test/", "");
	int nav = page_group(&page, "navigation", "", -1);
	page_add(&page, "link", "Home", nav);
	page_add(&page, "link", "Reports", nav);
	struct element *link = page_add(&page, "link", "Invoices", nav);
	struct element *button = page_add(&page, "button", "Download", -1);
	struct element *tab = page_add(&page, "tab", "Paid", -1);
	page_add(&page, "tab", "Open", -1);
	demo_init(&demo, "Open the invoices, tab paid, and download the latest");
	demo_step(&demo, ACTION_CLICK, &page, link, "");
	demo_step(&demo, ACTION_CLICK, &page, tab, "");
	demo_step(&demo, ACTION_CLICK, &page, button, "");
	assert_parameters(&demo, "");
}

static void like_steps_over_a_list_are_one_parameter(void **state)
{
	(void)state;
	struct demo demo;
	struct page page;
	page_init(&page, "http://x.test/", "");
	int list = page_group(&page, "list", "", -1);
	const char *const names[] = {"apples", "pears", "plums", "nuts"};
	struct element *add[4];
	for (int i = 0; i < 4; i++) {
		int item = page_group(&page, "listitem", "", list);
		page_add(&page, "text", names[i], item);
		add[i] = page_add(&page, "button", "Add", item);
		add[i]->context = names[i];
	}
	demo_init(&demo, "Add apples, pears and plums to the basket");
	for (int i = 0; i < 3; i++)
		demo_step(&demo, ACTION_CLICK, &page, add[i], "");
	assert_parameters(&demo, "+item=apples, pears and plums");
}

static void several_labels_of_one_selection_are_a_list(void **state)
{
	(void)state;
	struct demo demo;
	struct page page;
	page_init(&page, "http://x.test/", "");
	struct element *tags = page_add(&page, "combobox", "Labels", -1);
	demo_init(&demo, "Label it urgent and private");
	demo_step(&demo, ACTION_SELECT, &page, tags, "Urgent\nPrivate");
	assert_parameters(&demo, "+labels=urgent and private");
}

static void quoted_items_keep_their_quotes_in_a_list(void **state)
{
	(void)state;
	struct demo demo;
	struct page page;
	page_init(&page, "http://x.test/", "");
	struct element *field = page_add(&page, "textbox", "Item", -1);
	demo_init(&demo, "Note 'red, warm hat' and 'pen'");
	demo_step(&demo, ACTION_TYPE, &page, field, "red, warm hat");
	demo_step(&demo, ACTION_TYPE, &page, field, "pen");
	assert_parameters(&demo, "+item='red, warm hat' and 'pen'");
}

static void part_of_a_typed_text_is_found_by_its_code(void **state)
{
	(void)state;
	struct demo demo;
	struct page page;
	page_init(&page, "http://x.test/", "");
	demo_init(&demo, "Ask about invoice INV-2041");
	demo_step(&demo, ACTION_TYPE, &page, page_add(&page, "textbox", "Message", -1),
		"Dear all, what about INV-2041?");
	assert_parameters(&demo, "message=INV-2041");
}

static void a_checkbox_that_the_goal_names_is_a_value(void **state)
{
	(void)state;
	struct demo demo;
	struct page page;
	page_init(&page, "http://x.test/", "");
	int form = page_group(&page, "form", "Notifications", -1);
	struct element *news = page_add(&page, "checkbox", "Product news", form);
	page_add(&page, "checkbox", "Credit warnings", form);
	demo_init(&demo, "Change my address and turn on Product news");
	demo_step(&demo, ACTION_CHECK, &page, news, "on");
	assert_parameters(&demo, "notifications=Product news");
	page_init(&page, "http://x.test/", "");
	news = page_add(&page, "checkbox", "Product news by mail", -1);
	demo_init(&demo, "Turn on product news");
	demo_step(&demo, ACTION_CHECK, &page, news, "on");
	assert_parameters(&demo, "item=product news");
	struct element *remember = page_add(&page, "checkbox", "Remember me", -1);
	page.observation.element_count = 0;
	demo_init(&demo, "Log in and remember me");
	demo_step(&demo, ACTION_CHECK, &page, remember, "on");
	assert_parameters(&demo, "");
}

static void a_radio_that_says_more_than_the_value_is_found(void **state)
{
	(void)state;
	struct demo demo;
	struct page page;
	page_init(&page, "http://x.test/", "");
	struct element *pickup = page_add(&page, "radio", "Shop pickup Free, ready tomorrow", -1);
	struct element *courier = page_add(&page, "radio", "Courier 4.90, ready tomorrow", -1);
	pickup->locators.dom_name = courier->locators.dom_name = "delivery";
	demo_init(&demo, "Buy a mug by Shop pickup");
	demo_step(&demo, ACTION_CHECK, &page, pickup, "on");
	assert_parameters(&demo, "item=Shop pickup");
}

static void texts_that_were_glued_together_are_told_apart(void **state)
{
	(void)state;
	struct demo demo;
	struct page page;
	static const char *const first[] = {"Sue DayOakwood Ltd", NULL};
	static const char *const second[] = {"Tamsin VasquezDovetail Joinery", NULL};
	page_init(&page, "http://x.test/", "");
	int table = page_group(&page, "table", "Orders", -1);
	page_row(&page, table, first, first[0], "Open");
	struct element *open = page_row(&page, table, second, second[0], "Open");
	demo_init(&demo, "Open what Tamsin Vasquez wants");
	demo_step(&demo, ACTION_CLICK, &page, open, "");
	assert_parameters(&demo, "item=Tamsin Vasquez");
}

static void checked_rows_over_a_list_are_one_parameter(void **state)
{
	(void)state;
	struct demo demo;
	struct page page;
	static const char *const people[] = {"Ann Lee", "Bo Ray", "Cy Fox", "Di Orr"};
	static const char *const names[] = {
		"Select 10641", "Select 10642", "Select 10643", "Select 10644"};
	struct element *boxes[4];
	page_init(&page, "http://x.test/", "");
	int table = page_group(&page, "table", "Orders", -1);
	for (int i = 0; i < 4; i++) {
		int row = page_group(&page, "row", "", table);
		boxes[i] = page_add(&page, "checkbox", names[i], row);
		boxes[i]->context = people[i];
		page_add(&page, "cell", people[i], row);
	}
	demo_init(&demo, "Archive the shipped orders of Ann Lee, Cy Fox and Di Orr");
	demo_step(&demo, ACTION_CHECK, &page, boxes[0], "on");
	demo_step(&demo, ACTION_CHECK, &page, boxes[2], "on");
	demo_step(&demo, ACTION_CHECK, &page, boxes[3], "on");
	assert_parameters(&demo, "+item=Ann Lee, Cy Fox and Di Orr");
}

static void a_cell_is_told_by_its_row(void **state)
{
	(void)state;
	struct demo demo;
	struct page page;
	static const char *const items[] = {"Cable tray", "Wall bracket", "Cable tie"};
	struct element *cells[3];
	page_init(&page, "http://x.test/", "");
	int table = page_group(&page, "table", "Lines", -1);
	for (int i = 0; i < 3; i++) {
		int row = page_group(&page, "row", "", table);
		page_add(&page, "cell", items[i], row)->context = "1 | 2.50";
		cells[i] = page_add(&page, "cell", "1", row);
		cells[i]->context = items[i];
		page_add(&page, "cell", "2.50", row)->context = items[i];
	}
	demo_init(&demo, "Change the quantity of Cable tray in order 10645 to 18");
	demo_step(&demo, ACTION_DOUBLE_CLICK, &page, cells[0], "");
	demo_step(&demo, ACTION_TYPE, &page, page_add(&page, "textbox", "Quantity", -1), "18");
	assert_parameters(&demo, "item=Cable tray|quantity=18");
}

static void a_goal_without_values_gives_none(void **state)
{
	(void)state;
	struct demo demo;
	struct page page;
	page_init(&page, "http://x.test/", "");
	demo_init(&demo, "");
	demo_step(&demo, ACTION_TYPE, &page, page_add(&page, "textbox", "Name", -1), "Anna");
	demo_step(&demo, ACTION_PRESS, &page, NULL, "Enter");
	assert_parameters(&demo, "");
}

/* ---- criteria ---- */

static void assert_criterion(struct demo *demo, const struct page *final,
	const struct parameters *parameters, const char *expected)
{
	struct criterion criterion;
	demo->trajectory.final = &final->observation;
	assert_int_equal(criterion_propose(&criterion, &demo->trajectory, parameters, NULL), 0);
	assert_true(criterion.proposed);
	criterion.proposed = false;
	json_t *json = criterion_to_json(&criterion);
	char *text = json_print(json);
	if (strcmp(text, expected) != 0)
		fail_msg("proposed %s, not %s", text, expected);
	free(text);
	json_decref(json);
	criterion_release(&criterion);
}

static void values_for(struct parameters *parameters)
{
	parameters_init(parameters);
	parameters_add(parameters, "order", "10482", "Order", false, NULL);
	parameters_add(parameters, "people", "3", "Guests", false, NULL);
	parameters_add(parameters, "day", "12 May 2027", "Day", false, NULL);
}

static void an_announcement_is_the_best_criterion(void **state)
{
	(void)state;
	struct demo demo;
	struct page before, after;
	struct parameters parameters;
	values_for(&parameters);
	demo_init(&demo, "");
	page_init(&before, "http://x.test/orders", "Orders 10482");
	page_add(&before, "heading", "Orders", -1);
	page_add(&before, "status", "12:41", -1)->state = ELEMENT_LIVE;
	page_init(&after, "http://x.test/orders/10482", "");
	page_add(&after, "heading", "Order 10482", -1);
	page_add(&after, "status", "12:42", -1)->state = ELEMENT_LIVE;
	page_add(&after, "text", "Welcome back", -1);
	page_add(&after, "status", "Order 10482 was shipped at 12:42.", -1)->state = ELEMENT_LIVE;
	demo_step(&demo, ACTION_CLICK, &before, NULL, "");
	assert_criterion(
		&demo, &after, &parameters, "{\"text\":\"Order {order} was shipped at *.\"}");
	parameters_release(&parameters);
}

static void a_message_seen_before_the_end_is_no_criterion(void **state)
{
	(void)state;
	struct demo demo;
	struct page first, middle, after;
	struct parameters parameters;
	values_for(&parameters);
	demo_init(&demo, "");
	page_init(&first, "http://x.test/shop", "");
	page_init(&middle, "http://x.test/shop", "");
	page_add(&middle, "status", "Added to cart", -1)->state = ELEMENT_LIVE;
	page_init(&after, "http://x.test/done", "");
	page_add(&after, "status", "Added to cart", -1)->state = ELEMENT_LIVE;
	page_add(&after, "heading", "Thank you for your order", -1);
	demo_step(&demo, ACTION_CLICK, &first, NULL, "");
	demo_step(&demo, ACTION_CLICK, &middle, NULL, "");
	assert_criterion(&demo, &after, &parameters, "{\"text\":\"Thank you for your order\"}");
	parameters_release(&parameters);
}

static void values_that_the_final_page_shows_are_asked_for(void **state)
{
	(void)state;
	struct demo demo;
	struct page before, after;
	struct parameters parameters;
	values_for(&parameters);
	demo_init(&demo, "");
	page_init(&before, "http://x.test/form", "Book a room");
	page_add(&before, "radio", "3", -1);
	page_init(&after, "http://x.test/done", "");
	page_add(&after, "heading", "Booking confirmed", -1);
	page_add(&after, "cell", "May 12, 2027", -1);
	page_add(&after, "text", "3 guests", -1);
	demo_step(&demo, ACTION_CLICK, &before, NULL, "");
	assert_criterion(&demo, &after, &parameters,
		"{\"text\":\"Booking confirmed\",\"shown\":[\"people\",\"day\"]}");
	parameters_release(&parameters);
}

static void a_small_number_shown_by_chance_is_not_asked_for(void **state)
{
	(void)state;
	struct demo demo;
	struct page before, after;
	struct parameters parameters;
	values_for(&parameters);
	demo_init(&demo, "");
	page_init(&before, "http://x.test/form", "");
	page_init(&after, "http://x.test/done", "Page 3");
	page_add(&after, "heading", "Booking confirmed", -1);
	page_add(&after, "text", "Page 3", -1);
	demo_step(&demo, ACTION_CLICK, &before, NULL, "");
	assert_criterion(&demo, &after, &parameters, "{\"text\":\"Booking confirmed\"}");
	parameters_release(&parameters);
}

static void the_path_is_the_last_resort(void **state)
{
	(void)state;
	struct demo demo;
	struct page before, after;
	struct parameters parameters;
	values_for(&parameters);
	demo_init(&demo, "");
	page_init(&before, "http://127.0.0.1:4000/form", "Form");
	page_init(&after, "http://127.0.0.1:4000/orders/10482/sent?x=1", "Form");
	demo_step(&demo, ACTION_CLICK, &before, NULL, "");
	assert_criterion(&demo, &after, &parameters, "{\"url\":\"/orders/*/sent\"}");
	parameters_release(&parameters);
}

static void the_path_of_a_frame_counts(void **state)
{
	(void)state;
	struct demo demo;
	struct page before, after;
	struct parameters parameters;
	values_for(&parameters);
	demo_init(&demo, "");
	page_init(&before, "http://host.test/", "");
	before.frames[1] = (struct observed_frame){
		.id = "G", .url = "http://app.test/form", .name = "", .readable = true};
	before.observation.frame_count = 2;
	after = before;
	after.observation.elements = after.elements;
	after.observation.frames = after.frames;
	after.frames[1].url = "http://app.test/done";
	demo_step(&demo, ACTION_CLICK, &before, NULL, "");
	assert_criterion(&demo, &after, &parameters, "{\"url\":\"/done\"}");
	parameters_release(&parameters);
}

static void a_download_is_a_criterion(void **state)
{
	(void)state;
	struct demo demo;
	struct page page;
	struct parameters parameters;
	values_for(&parameters);
	demo_init(&demo, "");
	page_init(&page, "http://x.test/", "Invoices");
	demo_step(&demo, ACTION_CLICK, &page, NULL, "");
	json_t *effects = json_pack("{s:s}", "download", "INV-1.pdf");
	demo.steps[0].effects = effects;
	assert_criterion(&demo, &page, &parameters, "{\"download\":true}");
	json_decref(effects);
	parameters_release(&parameters);
}

static void pages_that_do_not_differ_give_nothing(void **state)
{
	(void)state;
	struct demo demo;
	struct page page;
	struct parameters parameters;
	values_for(&parameters);
	demo_init(&demo, "");
	page_init(&page, "http://x.test/", "Orders 10482");
	page_add(&page, "heading", "Orders", -1);
	demo_step(&demo, ACTION_CLICK, &page, NULL, "");
	assert_criterion(&demo, &page, &parameters, "{}");
	demo.trajectory.step_count = 0;
	assert_criterion(&demo, &page, &parameters, "{}");
	parameters_release(&parameters);
}

static void what_is_data_of_one_doing_is_a_star(void **state)
{
	(void)state;
	struct demo demo;
	struct page before, after;
	struct parameters parameters;
	parameters_init(&parameters);
	parameters_add(&parameters, "brand", "Ovens & Co", "Brand", false, NULL);
	demo_init(&demo, "Add a tray of Ovens & Co to the cart and answer them");
	page_init(&before, "http://x.test/", "");
	page_init(&after, "http://x.test/", "");
	struct element *link = page_add(&before, "link", "Glade roasting tray", -1);
	demo_step(&demo, ACTION_CLICK, &before, link, "");
	struct element *status = page_add(
		&after, "status", "Glade roasting tray by Ovens & Co was added to the cart", -1);
	assert_criterion(&demo, &after, &parameters,
		"{\"text\":\"* tray by {brand} was added to the cart\"}");
	status->name = "Reply sent to Chiara Grabowski on 2027-01-02.";
	assert_criterion(&demo, &after, &parameters, "{\"text\":\"Reply sent to * on *.\"}");
	status->name = "Booking Confirmed";
	assert_criterion(&demo, &after, &parameters, "{\"text\":\"Booking Confirmed\"}");
	parameters_release(&parameters);
}

static void the_text_that_names_most_values_is_chosen(void **state)
{
	(void)state;
	struct demo demo;
	struct page before, after;
	struct parameters parameters;
	parameters_init(&parameters);
	parameters_add(&parameters, "reason", "too late", "Reason", false, NULL);
	parameters_add(&parameters, "booking", "B-77", "Booking", false, NULL);
	demo_init(&demo, "Cancel B-77: too late");
	page_init(&before, "http://x.test/", "");
	page_init(&after, "http://x.test/", "");
	demo_step(&demo, ACTION_CLICK, &before, NULL, "");
	page_add(&after, "status", "Reason: too late.", -1);
	page_add(&after, "status", "The booking B-77 has been cancelled and will not be charged.",
		-1);
	assert_criterion(&demo, &after, &parameters,
		"{\"text\":\"The booking {booking} has been cancelled and will not be charged.\","
		"\"shown\":[\"reason\"]}");
	page_add(&after, "status", "Booking B-77 is cancelled. Reason: too late.", -1);
	assert_criterion(&demo, &after, &parameters,
		"{\"text\":\"Booking {booking} is cancelled. Reason: {reason}.\"}");
	parameters_release(&parameters);
}

static void an_item_of_a_menu_may_be_a_value(void **state)
{
	(void)state;
	struct demo demo;
	struct page page;
	page_init(&page, "http://x.test/", "");
	int menu = page_group(&page, "menu", "Labels", -1);
	struct element *starter = page_add(&page, "menuitem", "new starter", menu);
	struct element *remove = page_add(&page, "menuitem", "Remove", menu);
	starter->operations = remove->operations = OPERATION_CLICK;
	demo_init(&demo, "Add the label new starter to the ticket, then remove it");
	demo_step(&demo, ACTION_CLICK, &page, starter, "");
	demo_step(&demo, ACTION_CLICK, &page, remove, "");
	assert_parameters(&demo, "label=new starter");
}

static void the_label_of_a_row_alone_is_found(void **state)
{
	(void)state;
	struct demo demo;
	struct page page;
	static const char *const cells[] = {"Cable tray", "1", NULL};
	page_init(&page, "http://x.test/", "");
	int table = page_group(&page, "table", "Lines", -1);
	struct element *edit = page_row(
		&page, table, cells, "Cable tray | 1 | 198.12", "Change quantity of Cable tray");
	demo_init(&demo, "Change the quantity of Cable tray to 18");
	demo_step(&demo, ACTION_CLICK, &page, edit, "");
	struct element *field = page_add(&page, "textbox", "Change quantity of Cable tray", -1);
	demo_step(&demo, ACTION_TYPE, &page, field, "18");
	assert_parameters(&demo, "item=Cable tray|change_quantity=18");
}

static void an_enumeration_with_a_value_is_a_star(void **state)
{
	(void)state;
	struct demo demo;
	struct page before, after;
	struct parameters parameters;
	parameters_init(&parameters);
	parameters_add(&parameters, "mail", "Product news", "E-mails", false, NULL);
	demo_init(&demo, "Turn on Product news");
	page_init(&before, "http://x.test/", "");
	page_init(&after, "http://x.test/", "");
	struct element *news = page_add(&before, "checkbox", "Product news", -1);
	page_add(&before, "checkbox", "Payment reminders", -1)->state = ELEMENT_CHECKED;
	demo_step(&demo, ACTION_CHECK, &before, news, "on");
	struct element *status =
		page_add(&after, "status", "You will get Product news and Payment reminders.", -1);
	assert_criterion(
		&demo, &after, &parameters, "{\"text\":\"You will get *.\",\"shown\":[\"mail\"]}");
	status->name = "You will get Payment reminders, Product news.";
	assert_criterion(
		&demo, &after, &parameters, "{\"text\":\"You will get *.\",\"shown\":[\"mail\"]}");
	parameters_release(&parameters);
}

static void a_proposal_is_not_fooled_by_another_value(void **state)
{
	(void)state;
	struct demo demo;
	struct page before, after;
	struct parameters parameters, run;
	struct criterion criterion;
	values_for(&parameters);
	demo_init(&demo, "");
	page_init(&before, "http://x.test/orders", "");
	page_init(&after, "http://x.test/orders", "");
	struct element *status = page_add(&after, "status", "Order 10482 shipped", -1);
	demo_step(&demo, ACTION_CLICK, &before, NULL, "");
	demo.trajectory.final = &after.observation;
	assert_int_equal(criterion_propose(&criterion, &demo.trajectory, &parameters, NULL), 0);
	parameters_init(&run);
	parameters_add(&run, "order", "1048", "", false, NULL);
	assert_false(criterion_holds(&criterion, &after.observation, &run, false, NULL));
	status->name = "Order 1048 shipped";
	assert_true(criterion_holds(&criterion, &after.observation, &run, false, NULL));
	criterion_release(&criterion);
	parameters_release(&run);
	parameters_release(&parameters);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(typed_and_selected_values_become_parameters),
		cmocka_unit_test(dates_in_another_style_are_found),
		cmocka_unit_test(number_words_are_found),
		cmocka_unit_test(secrets_are_never_proposed),
		cmocka_unit_test(a_value_typed_twice_is_one_parameter),
		cmocka_unit_test(equal_values_at_two_places_are_two_parameters),
		cmocka_unit_test(adjacent_values_of_different_fields_are_no_list),
		cmocka_unit_test(a_row_that_the_goal_names_becomes_a_parameter),
		cmocka_unit_test(a_rows_value_is_named_after_its_column),
		cmocka_unit_test(a_radio_is_named_after_its_group),
		cmocka_unit_test(an_option_that_says_more_than_the_goal_is_found),
		cmocka_unit_test(buttons_and_navigation_are_no_values),
		cmocka_unit_test(like_steps_over_a_list_are_one_parameter),
		cmocka_unit_test(several_labels_of_one_selection_are_a_list),
		cmocka_unit_test(quoted_items_keep_their_quotes_in_a_list),
		cmocka_unit_test(part_of_a_typed_text_is_found_by_its_code),
		cmocka_unit_test(a_checkbox_that_the_goal_names_is_a_value),
		cmocka_unit_test(a_radio_that_says_more_than_the_value_is_found),
		cmocka_unit_test(texts_that_were_glued_together_are_told_apart),
		cmocka_unit_test(checked_rows_over_a_list_are_one_parameter),
		cmocka_unit_test(a_cell_is_told_by_its_row),
		cmocka_unit_test(a_goal_without_values_gives_none),
		cmocka_unit_test(an_announcement_is_the_best_criterion),
		cmocka_unit_test(a_message_seen_before_the_end_is_no_criterion),
		cmocka_unit_test(values_that_the_final_page_shows_are_asked_for),
		cmocka_unit_test(a_small_number_shown_by_chance_is_not_asked_for),
		cmocka_unit_test(the_path_is_the_last_resort),
		cmocka_unit_test(the_path_of_a_frame_counts),
		cmocka_unit_test(a_download_is_a_criterion),
		cmocka_unit_test(pages_that_do_not_differ_give_nothing),
		cmocka_unit_test(what_is_data_of_one_doing_is_a_star),
		cmocka_unit_test(the_text_that_names_most_values_is_chosen),
		cmocka_unit_test(an_item_of_a_menu_may_be_a_value),
		cmocka_unit_test(the_label_of_a_row_alone_is_found),
		cmocka_unit_test(an_enumeration_with_a_value_is_a_star),
		cmocka_unit_test(a_proposal_is_not_fooled_by_another_value),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
