/* What is listed of a page, and what is said about it. */
#include "look.h"

#include <math.h>

static struct page pages[] = {
	{.path = "/page"},
	{.path = "/shadow"},
	{.path = "/hostile"},
	{.path = "/slow", .body = "<title>slow</title><button>Go</button>"},
	{.path = "/empty", .body = ""},
	{.path = "/many",
		.body = "<title>many</title><body><script>for (let i = 0; i < 13000; i++)"
			"document.body.insertAdjacentHTML('beforeend', '<button>B' + i"
			" + '</button>')</script>"},
	{.path = "/long",
		.body = "<title>long</title><p id=p></p><select id=s></select><script>"
			"p.textContent = 'word '.repeat(6000);"
			"for (let i = 0; i < 400; i++) s.add(new Option('Option ' + i));"
			"</script><button aria-label='\U0001f600' id=smile></button>"},
	{.path = "/deep",
		.body = "<title>deep</title><body><script>let e = document.body;"
			"for (let i = 0; i < 1600; i++) e = e.appendChild("
			"document.createElement('div')); e.innerHTML = '<button>Deep</button>';"
			"</script><button>Shallow</button>"},
	{.path = NULL},
};

static int begin(void **state)
{
	(void)state;
	pages[0].body = look_file("page.html");
	pages[1].body = look_file("shadow.html");
	pages[2].body = look_file("hostile.html");
	look_open(pages, -1);
	return 0;
}

static int end(void **state)
{
	(void)state;
	look_close();
	for (int i = 0; i < 3; i++)
		free((void *)(uintptr_t)pages[i].body);
	return 0;
}

static void what_can_be_acted_on_and_what_explains_it_is_listed(void **state)
{
	static const char *const listed[] = {"home", "away", "title", "para", "all", "edit1",
		"edit2", "buy1", "name", "note", "blue", "size", "terms", "save", "status", "more",
		"under", "far", "icon", "clickable", "tabbable", "Anna", "3 users", "Open orders",
		"off"};
	static const char *const not_listed[] = {"gone", "unseen", "inside", "later", "Not shown"};
	(void)state;
	look_at("/page");
	for (size_t i = 0; i < sizeof listed / sizeof *listed; i++)
		look_find(listed[i]);
	for (size_t i = 0; i < sizeof not_listed / sizeof *not_listed; i++)
		if (look_for(not_listed[i]))
			fail_msg("'%s' is listed", not_listed[i]);
}

static void the_page_itself_is_described(void **state)
{
	(void)state;
	look_at("/page");
	assert_string_equal(look.observation.title, "Orders");
	assert_string_equal(look.observation.language, "de");
	assert_non_null(strstr(look.observation.url, "/page"));
	assert_int_equal(look.observation.viewport_width_px, 1280);
	assert_true(look.observation.scroll_height_px > 3000);
	assert_int_equal(look.observation.tab_count, 1);
	assert_true(look.observation.tabs[0].current);
	assert_non_null(strstr(look.observation.text, "Two orders are open, all of them late."));
	assert_null(strstr(look.observation.text, "Not shown"));
}

static void values_and_states_are_those_of_the_page(void **state)
{
	(void)state;
	look_at("/page");
	assert_string_equal(look_find("name")->value, "Carl");
	assert_true(look_find("name")->state & ELEMENT_REQUIRED);
	assert_string_equal(look_find("note")->value, "a`b\nc");
	assert_true(look_find("blue")->state & ELEMENT_CHECKED);
	assert_false(look_find("green")->state & ELEMENT_CHECKED);
	assert_true(look_find("more")->state & ELEMENT_COLLAPSED);
	assert_true(look_find("off")->state & ELEMENT_DISABLED);
	assert_true(look_find("status")->state & ELEMENT_LIVE);
	assert_string_equal(look_find("home")->href, "/home");
	assert_string_equal(look_find("away")->href, "https://example.org/x");
	json_decref(scene_value(&look.scene, "document.getElementById('name').focus()"));
	look_again();
	assert_true(look_find("name")->state & ELEMENT_FOCUSED);
}

static void a_select_lists_its_options(void **state)
{
	(void)state;
	look_at("/page");
	const struct element *size = look_find("size");
	assert_string_equal(size->value, "Large");
	assert_int_equal(size->option_count, 3);
	assert_string_equal(size->options[0].label, "Small");
	assert_string_equal(size->options[0].value, "s");
	assert_true(size->options[1].selected);
	assert_true(size->options[2].disabled);
	assert_int_equal(size->operations, OPERATION_CLICK | OPERATION_SELECT);
}

static void operations_say_what_can_be_done(void **state)
{
	(void)state;
	look_at("/page");
	assert_int_equal(look_find("name")->operations, OPERATION_CLICK | OPERATION_TYPE);
	assert_int_equal(look_find("blue")->operations, OPERATION_CLICK | OPERATION_CHECK);
	assert_int_equal(look_find("save")->operations, OPERATION_CLICK);
	assert_int_equal(look_find("title")->operations, 0);
	assert_int_equal(look_find("box")->operations, OPERATION_SCROLL);
	assert_int_equal(look_find("tabbable")->operations, OPERATION_CLICK);
}

static void rows_cards_and_fieldsets_give_context(void **state)
{
	(void)state;
	look_at("/page");
	assert_string_equal(look_group(look_find("edit2")), "row");
	assert_string_equal(look_find("edit2")->context, "Berta | Green");
	assert_string_equal(look_group(look_find("buy2")), "card");
	assert_string_equal(look_find("buy2")->context, "Large | 30 users");
	assert_string_equal(look_group(look_find("name")), "form");
	assert_string_equal(look.observation.groups[look_find("blue")->group].name, "Room");
	assert_int_equal(look_find("edit2")->like_index, 1);
	assert_int_equal(look_find("edit2")->like_count, 2);
}

static void locators_name_the_element_for_the_page_s_author(void **state)
{
	(void)state;
	look_at("/page");
	const struct locators *locators = &look_find("save")->locators;
	assert_string_equal(locators->test_id, "save-order");
	assert_string_equal(locators->dom_id, "save");
	assert_string_equal(locators->classes, "btn primary");
	assert_string_equal(look_find("blue")->locators.dom_name, "room");
	assert_string_equal(
		look_find("blue")->locators.path, "html>body>form:6>fieldset:2>label:1>input:0");
	assert_string_equal(look_find("icon")->name, "Delete");
	assert_string_equal(look_find("bare")->hint, "icon-pen");
}

static void geometry_is_that_of_the_page(void **state)
{
	(void)state;
	look_at("/page");
	json_t *box =
		scene_value(&look.scene, "(() => { const r = document.getElementById('save')"
					 ".getBoundingClientRect(); return [r.x, r.y, r.width,"
					 " r.height]; })()");
	const struct element *save = look_find("save");
	assert_true(fabs(json_number_value(json_array_get(box, 0)) - save->x) <= 1);
	assert_true(fabs(json_number_value(json_array_get(box, 1)) - save->y) <= 1);
	assert_true(fabs(json_number_value(json_array_get(box, 2)) - save->width) <= 1);
	json_decref(box);
	const struct element *terms = look_find("terms"), *size = look_find("size");
	assert_true(terms->width > 10 && terms->x > size->x); /* that of its label */
}

static void what_is_covered_or_outside_says_so(void **state)
{
	(void)state;
	look_at("/page");
	assert_true(look_find("under")->state & ELEMENT_OCCLUDED);
	assert_true(look_find("far")->state & ELEMENT_OFFSCREEN);
	assert_true(look_find("five")->state & ELEMENT_OFFSCREEN);
	assert_true(look_find("clipped")->state & ELEMENT_OFFSCREEN);
	assert_false(look_find("save")->state & (ELEMENT_OCCLUDED | ELEMENT_OFFSCREEN));
	assert_false(look_find("terms")->state & ELEMENT_OCCLUDED);
}

static void ids_stay_with_their_elements(void **state)
{
	(void)state;
	look_at("/page");
	uint32_t save = look_find("save")->id, edit = look_find("edit2")->id;
	json_decref(scene_value(&look.scene,
		"document.getElementById('row1').remove(), document.body.prepend("
		"document.createElement('hr')), document.getElementById('save').textContent = "
		"'Keep'"));
	look_again();
	assert_int_equal(look_find("save")->id, save);
	assert_string_equal(look_find("save")->name, "Keep");
	assert_int_equal(look_find("edit2")->id, edit);
	assert_null(look_for("edit1"));
	look_at("/page");
	assert_int_not_equal(look_find("save")->id, save);
}

static void an_element_is_found_again_by_its_expression(void **state)
{
	(void)state;
	look_at("/page");
	char *expression = observation_element_expression(look_find("save")->id);
	char *id = memory_format("%s.id", expression);
	assert_value(&look.scene, id, "save");
	json_decref(scene_value(&look.scene, "document.getElementById('save').remove()"));
	json_t *value = NULL;
	assert_int_equal(
		frame_evaluate(tab_frame(look.scene.tab, 0), id, soon(), &value, &look.error),
		ERROR_PROTOCOL);
	free(id);
	free(expression);
}

static void only_the_viewport_is_listed_on_request(void **state)
{
	const struct observe_options options = {.viewport_only = true};
	(void)state;
	look_at("/page");
	size_t all = look.observation.element_count;
	look_again_with(&options);
	assert_true(look.observation.element_count < all);
	assert_null(look_for("far"));
	look_find("save");
}

static void shadow_roots_and_slots_are_followed(void **state)
{
	(void)state;
	look_at("/shadow");
	look_find("Open inside");
	look_find("Nested inside");
	assert_string_equal(look_find("slotted")->locators.path, "html>body>my-card:0>button:1");
	assert_string_equal(
		look_find("open")->locators.path, "html>body>my-card:0>//>section:1>button:1");
	assert_string_equal(look_find("after")->locators.path, "html>body>my-card:0>//>button:2");
	assert_true(look_find("Card text")->width > 0);
	assert_string_equal(look_find("field")->name, "In shadow");
	assert_false(look_find("open")->state & ELEMENT_OCCLUDED);
}

static void closed_shadow_roots_are_looked_into(void **state)
{
	(void)state;
	look_at("/shadow");
	const struct element *closed = look_find("closed");
	assert_string_equal(closed->name, "Closed button");
	assert_false(closed->state & ELEMENT_OCCLUDED);
	look_find("Closed text");
	look_find("deeper");
	look_find("in-div");
	assert_string_equal(look_find("secret")->value, "(filled)");
	uint32_t id = closed->id;
	look_again();
	assert_int_equal(look_find("closed")->id, id);
}

static void a_page_that_names_its_fields_like_properties_is_read(void **state)
{
	(void)state;
	look_at("/hostile");
	look_find("firstChild");
	look_find("Hostile button");
	assert_string_equal(look.observation.title, "Hostile");
	assert_value(&look.scene, "typeof apprenticePage", "object");
	json_t *seen = NULL;
	assert_ok(&look.scene,
		tab_evaluate_in_page(look.scene.tab, "typeof apprenticePage + ',' + calls", soon(),
			&seen, &look.scene.error));
	assert_string_equal(json_string_value(seen), "undefined,0");
	json_decref(seen);
}

static void what_is_hidden_is_met_at_its_label(void **state)
{
	(void)state;
	look_at("/page");
	const struct element *upload = look_find("upload"), *row = look_find("clickrow");
	assert_string_equal(upload->name, "Upload here");
	assert_int_equal(upload->operations, OPERATION_CLICK | OPERATION_UPLOAD);
	assert_true(upload->width > 10);
	assert_null(look_for("never"));
	assert_string_equal(row->name, "Carl Red");
	look_find("Carl");
}

static void limits_are_visible(void **state)
{
	const struct observe_options few = {.elements_maximum = 10};
	(void)state;
	look_at("/many");
	assert_int_equal(look.observation.element_count, OBSERVATION_ELEMENTS_MAXIMUM);
	assert_string_equal(look.observation.cuts[0].what, "elements");
	assert_int_equal(look.observation.cuts[0].kept, OBSERVATION_ELEMENTS_MAXIMUM);
	assert_int_equal(look.observation.cuts[0].total, 13000);
	look_again_with(&few);
	assert_int_equal(look.observation.element_count, 10);
	look_at("/long");
	assert_int_equal(look_find("s")->option_count, OBSERVATION_OPTIONS_MAXIMUM);
	assert_true(strlen(look_find("p")->name) <= OBSERVATION_NAME_MAXIMUM);
	assert_true(strlen(look.observation.text) <= OBSERVATION_TEXT_MAXIMUM);
	assert_int_equal(look.observation.cut_count, 2);
	assert_string_equal(look_find("smile")->name, "\U0001f600");
	look_at("/deep");
	look_find("Shallow");
	assert_int_equal(look.observation.cut_count, 1);
}

static void an_empty_page_is_empty(void **state)
{
	(void)state;
	look_at("/empty");
	assert_int_equal(look.observation.element_count, 0);
	assert_string_equal(look.observation.text, "");
}

static int dialog_is_open(void *context, struct error *error)
{
	(void)error;
	return tab_dialog(context) != NULL;
}

static void an_open_dialog_is_all_there_is_to_see(void **state)
{
	(void)state;
	look_at("/slow");
	json_t *ignored = NULL;
	tab_evaluate_in_page(look.scene.tab, "setTimeout(() => confirm('Really?'), 0); 1", soon(),
		&ignored, NULL);
	json_decref(ignored);
	assert_ok(&look.scene, loop_wait(&look.scene.loop, dialog_is_open, look.scene.tab, soon(),
				       "a dialog", &look.scene.error));
	look_again();
	assert_string_equal(look.observation.dialog_type, "confirm");
	assert_string_equal(look.observation.dialog_message, "Really?");
	assert_int_equal(look.observation.element_count, 0);
	assert_ok(&look.scene, tab_answer_dialog(look.scene.tab, true, NULL, &look.scene.error));
}

static void a_hung_page_is_a_timeout(void **state)
{
	struct observation observation = {0};
	(void)state;
	look_at("/slow");
	json_t *ignored = NULL;
	tab_evaluate_in_page(look.scene.tab,
		"setTimeout(() => { const end = Date.now() + 3000; while (Date.now() < end); }, "
		"0); 1",
		soon(), &ignored, NULL);
	json_decref(ignored);
	assert_int_equal(observe(look.scene.tab, NULL, deadline_in(700), &observation, &look.error),
		ERROR_TIMEOUT);
	observation_release(&observation);
	look_again();
	look_find("Go");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		with_tab(what_can_be_acted_on_and_what_explains_it_is_listed),
		with_tab(the_page_itself_is_described),
		with_tab(values_and_states_are_those_of_the_page),
		with_tab(a_select_lists_its_options),
		with_tab(operations_say_what_can_be_done),
		with_tab(rows_cards_and_fieldsets_give_context),
		with_tab(locators_name_the_element_for_the_page_s_author),
		with_tab(geometry_is_that_of_the_page),
		with_tab(what_is_covered_or_outside_says_so),
		with_tab(ids_stay_with_their_elements),
		with_tab(an_element_is_found_again_by_its_expression),
		with_tab(only_the_viewport_is_listed_on_request),
		with_tab(shadow_roots_and_slots_are_followed),
		with_tab(closed_shadow_roots_are_looked_into),
		with_tab(a_page_that_names_its_fields_like_properties_is_read),
		with_tab(what_is_hidden_is_met_at_its_label),
		with_tab(limits_are_visible),
		with_tab(an_empty_page_is_empty),
		with_tab(an_open_dialog_is_all_there_is_to_see),
		with_tab(a_hung_page_is_a_timeout),
	};
	return cmocka_run_group_tests(tests, begin, end);
}
