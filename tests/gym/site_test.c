/*
 * What actions do on a simulated site, and what is right afterwards.
 */
#include "gym/draft.h"
#include "gym/store.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

struct place {
	struct arena arena;
	struct site site;
	struct style style;
	struct draft draft;
	struct node *body;
};

static struct place place;

static struct node *new_page(const char *url)
{
	struct site_page *page = &place.site.pages[place.site.page_count++];
	page->url = page->title = url;
	page->body = node_new(&place.site.tree, NULL, TAG_BODY);
	page->content = page->body;
	page->status = hide(add(&place.draft, page->body, TAG_P), NULL);
	return page->body;
}

static int open_place(void **state)
{
	(void)state;
	place = (struct place){0};
	arena_init(&place.arena, STORE_MAXIMUM_BYTES);
	place.site.tree = (struct tree){.arena = &place.arena};
	place.draft = (struct draft){.arena = &place.arena,
		.site = &place.site,
		.style = &place.style,
		.speech = &place.style};
	place.body = new_page("http://a.example/");
	return 0;
}

static int close_place(void **state)
{
	(void)state;
	arena_release(&place.arena);
	return 0;
}

static struct node *new_button(struct node *parent, const char *text)
{
	return add_text(&place.draft, parent, TAG_BUTTON, text);
}

static struct node *new_text_field(struct node *parent)
{
	struct node *field = add(&place.draft, parent, TAG_INPUT);
	node_set(field, ATTRIBUTE_TYPE, "text");
	return field;
}

static bool act(enum action_kind kind, const struct node *node, const char *value)
{
	struct action action = {
		kind, node ? place.site.first_id + node->id : 0, value ? value : ""};
	return site_act(&place.site, &action);
}

static bool is_right(enum action_kind kind, const struct node *node, const char *value)
{
	struct rights rights;
	struct action action = {kind, 0, value ? value : ""};
	task_rights(&place.site, &rights);
	for (size_t i = 0; i < rights.count; i++)
		if (rights.items[i].node == node && right_accepts(&rights.items[i], &action))
			return true;
	return false;
}

/* --- forms ---------------------------------------------------------------------------- */

static void fields_of_a_form_come_in_any_order_and_before_its_button(void **state)
{
	(void)state;
	struct node *form = add(&place.draft, place.body, TAG_FORM);
	struct node *one = new_text_field(form), *two = new_text_field(form);
	struct node *button = new_button(form, "Save");
	struct deed *save = new_deed(&place.draft, button);
	save->form = form;
	save->enter = true;
	want_value(&place.draft, one, "Anna", "Name", NULL);
	want_value(&place.draft, two, "12 May 2027", "Date", NULL);
	want_deed(&place.draft, save, "Save");
	site_ready(&place.site);
	assert_true(is_right(ACTION_TYPE, one, "anna"));
	assert_true(is_right(ACTION_TYPE, two, "2027-05-12"));
	assert_false(is_right(ACTION_TYPE, one, "Bob"));
	assert_false(is_right(ACTION_CLICK, button, NULL));
	assert_true(act(ACTION_TYPE, one, "Anna"));
	assert_false(is_right(ACTION_TYPE, one, "Anna"));
	assert_true(act(ACTION_TYPE, two, "2027-05-12"));
	assert_true(is_right(ACTION_CLICK, button, NULL));
	assert_true(is_right(ACTION_PRESS, NULL, "Enter"));
	assert_true(act(ACTION_TYPE, one, "Bob"));
	assert_true(is_right(ACTION_TYPE, one, "Anna"));
	assert_true(act(ACTION_TYPE, one, "Anna"));
	assert_true(act(ACTION_PRESS, NULL, "Enter"));
	assert_true(task_is_done(&place.site));
	assert_true(is_right(ACTION_FINISH, NULL, NULL));
}

static void a_required_field_is_asked_for(void **state)
{
	(void)state;
	struct node *form = add(&place.draft, place.body, TAG_FORM);
	struct node *field = new_text_field(form), *button = new_button(form, "Save");
	field->flags |= NODE_REQUIRED;
	struct deed *save = new_deed(&place.draft, button);
	save->form = form;
	save->harmful = true;
	want_value(&place.draft, field, "Anna", "Name", NULL);
	want_deed(&place.draft, save, "Save");
	site_ready(&place.site);
	assert_true(act(ACTION_CLICK, button, NULL));
	assert_false(place.site.spoiled);
	assert_true(field->flags & NODE_INVALID);
	assert_true(node_is_shown(place.site.pages[0].status));
	assert_true(is_right(ACTION_TYPE, field, "Anna"));
}

static void a_box_ticked_without_need_is_to_be_cleared(void **state)
{
	(void)state;
	struct node *form = add(&place.draft, place.body, TAG_FORM);
	struct node *box = add(&place.draft, form, TAG_INPUT), *button = new_button(form, "Save");
	node_set(box, ATTRIBUTE_TYPE, "checkbox");
	struct deed *save = new_deed(&place.draft, button);
	save->form = form;
	want_deed(&place.draft, save, "Save");
	site_ready(&place.site);
	assert_true(act(ACTION_CHECK, box, "on"));
	assert_true(is_right(ACTION_CHECK, box, "off"));
	assert_false(is_right(ACTION_CLICK, button, NULL));
	assert_true(act(ACTION_CLICK, button, NULL));
	assert_true(place.site.spoiled);
}

/* --- ways ----------------------------------------------------------------------------- */

static void what_hides_a_target_is_opened_first(void **state)
{
	(void)state;
	struct node *outer = new_button(place.body, "Menu"), *inner, *list, *target;
	struct node *box = hide(add(&place.draft, place.body, TAG_DIV), outer);
	outer->effect = (struct effect){.kind = EFFECT_TOGGLE, .target = box};
	inner = new_button(box, "More");
	list = hide(add(&place.draft, box, TAG_DIV), inner);
	inner->effect = (struct effect){.kind = EFFECT_TOGGLE, .target = list};
	target = new_button(list, "Print");
	want_deed(&place.draft, new_deed(&place.draft, target), "Print");
	site_ready(&place.site);
	assert_true(is_right(ACTION_CLICK, outer, NULL));
	assert_false(act(ACTION_CLICK, target, NULL));
	assert_true(act(ACTION_CLICK, outer, NULL));
	assert_true(is_right(ACTION_CLICK, inner, NULL));
	assert_true(act(ACTION_CLICK, inner, NULL));
	assert_true(is_right(ACTION_CLICK, target, NULL));
}

static void from_a_wrong_page_the_way_back_is_right(void **state)
{
	(void)state;
	struct node *wrong = add_text(&place.draft, place.body, TAG_A, "News");
	struct node *target = new_button(place.body, "Print");
	struct node *other = new_page("http://a.example/news");
	struct node *home = add_text(&place.draft, other, TAG_A, "Home");
	wrong->effect = (struct effect){.kind = EFFECT_GO, .amount = 1};
	home->effect = (struct effect){.kind = EFFECT_GO, .amount = 0};
	want_deed(&place.draft, new_deed(&place.draft, target), "Print");
	site_ready(&place.site);
	assert_true(act(ACTION_CLICK, wrong, NULL));
	assert_int_equal(place.site.page, 1);
	assert_true(is_right(ACTION_CLICK, home, NULL));
	assert_true(is_right(ACTION_BACK, NULL, NULL));
	assert_true(act(ACTION_BACK, NULL, NULL));
	assert_true(is_right(ACTION_CLICK, target, NULL));
}

static void a_question_is_answered_by_what_the_task_wants(void **state)
{
	(void)state;
	struct node *wanted = new_button(place.body, "Delete A");
	struct node *other = new_button(place.body, "Delete B");
	for (int i = 0; i < 2; i++) {
		struct deed *deed = new_deed(&place.draft, i ? other : wanted);
		deed->asks = deed->harmful = true;
		deed->question = "Sure?";
		deed->yes = "Yes";
		deed->no = "No";
	}
	want_deed(&place.draft, wanted->deed, "Delete A");
	site_ready(&place.site);
	assert_true(act(ACTION_CLICK, other, NULL));
	assert_true(is_right(ACTION_CLICK, place.site.question.no, NULL));
	assert_false(is_right(ACTION_CLICK, place.site.question.yes, NULL));
	assert_false(act(ACTION_CLICK, wanted, NULL));
	assert_true(act(ACTION_CLICK, place.site.question.no, NULL));
	assert_false(place.site.spoiled);
	assert_true(act(ACTION_CLICK, wanted, NULL));
	assert_true(is_right(ACTION_CLICK, place.site.question.yes, NULL));
	assert_true(act(ACTION_CLICK, place.site.question.yes, NULL));
	assert_true(task_is_done(&place.site));
}

static void an_interruption_is_closed_before_anything_else(void **state)
{
	(void)state;
	struct node *target = new_button(place.body, "Print");
	struct node *box = add(&place.draft, place.body, TAG_DIV), *close;
	box->flags |= NODE_MODAL;
	close = new_button(box, "Accept");
	close->effect = (struct effect){.kind = EFFECT_CLOSE, .target = box};
	place.site.interruptions[place.site.interruption_count++] = box;
	want_deed(&place.draft, new_deed(&place.draft, target), "Print");
	site_ready(&place.site);
	assert_true(is_right(ACTION_CLICK, close, NULL));
	assert_false(is_right(ACTION_CLICK, target, NULL));
	assert_false(act(ACTION_CLICK, target, NULL));
	assert_true(act(ACTION_CLICK, close, NULL));
	assert_true(is_right(ACTION_CLICK, target, NULL));
}

#define placed(test) cmocka_unit_test_setup_teardown(test, open_place, close_place)

int main(void)
{
	const struct CMUnitTest tests[] = {
		placed(fields_of_a_form_come_in_any_order_and_before_its_button),
		placed(a_required_field_is_asked_for),
		placed(a_box_ticked_without_need_is_to_be_cleared),
		placed(what_hides_a_target_is_opened_first),
		placed(from_a_wrong_page_the_way_back_is_right),
		placed(a_question_is_answered_by_what_the_task_wants),
		placed(an_interruption_is_closed_before_anything_else),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
