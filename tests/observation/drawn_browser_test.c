/* What can be clicked though only its drawing and the page's listeners say so. */
#include "look.h"

static struct page pages[] = {
	{.path = "/drawn"},
	{.path = "/late",
		.body = "<title>late</title><style>i { display: inline-block; width: 20px; height: "
			"20px; background: red }</style><i id=late></i><button>Go</button>"},
	{.path = "/many",
		.body = "<title>many</title><style>i { display: inline-block; width: 20px; height: "
			"20px; background: red }</style><body><script>for (let i = 0; i < 300; i++)"
			"document.body.appendChild(document.createElement('i'))"
			".addEventListener('click', () => 1)</script>"},
	{.path = "/around",
		.body = "<title>around</title><my-box id=open></my-box><my-box id=closed></my-box>"
			"<iframe src=/inner></iframe><script>for (const mode of ['open', "
			"'closed']) {"
			"const root = document.getElementById(mode).attachShadow({ mode });"
			"root.innerHTML = '<div style=\"width:20px;height:20px;background:red\" "
			"id=in-'"
			" + mode + '></div>'; root.firstChild.addEventListener('click', () => 1); }"
			"</script>"},
	{.path = "/inner",
		.body = "<title>inner</title><div style=\"width:20px;height:20px;background:lime\" "
			"id=in-frame></div><div style=\"width:20px;height:20px;background:blue\" "
			"id=silent></div><script>document.getElementById('in-frame')"
			".addEventListener('pointerdown', () => 1)</script>"},
	{.path = NULL},
};

static int begin(void **state)
{
	(void)state;
	pages[0].body = look_file("drawn.html");
	look_open(pages, -1);
	return 0;
}

static int end(void **state)
{
	(void)state;
	look_close();
	free((void *)(uintptr_t)pages[0].body);
	return 0;
}

static void assert_unlisted(const char *id)
{
	if (look_for(id))
		fail_msg("'%s' is listed", id);
}

static const struct element *find_generic(const char *id, const char *name, const char *hint)
{
	const struct element *element = look_find(id);
	assert_string_equal(element->role, "generic");
	assert_string_equal(element->name, name);
	assert_string_equal(element->hint, hint);
	assert_int_equal(element->operations, OPERATION_CLICK);
	return element;
}

static void empty_boxes_that_the_page_listens_to_are_listed_with_their_colour(void **state)
{
	(void)state;
	look_at("/drawn");
	find_generic("red", "", "cell red");
	find_generic("shade", "", "cell light blue");
	find_generic("olive", "", "cell olive");
	find_generic("cell", "", "cell edged");
	find_generic("pointed", "", "cell black");
	find_generic("disc", "", "yellow");
	assert_true(look_find("red")->width > 30);
}

static void boxes_that_do_nothing_or_cannot_be_seen_are_not(void **state)
{
	(void)state;
	look_at("/drawn");
	assert_unlisted("unheard");
	assert_unlisted("blank");
	assert_unlisted("thin");
	assert_unlisted("colours");
	assert_unlisted("unheard-heart");
	look_again();
	assert_unlisted("unheard");
}

static void pictures_by_style_are_listed_with_the_words_of_their_class(void **state)
{
	(void)state;
	look_at("/drawn");
	find_generic("bell", "", "bell");
	find_generic("pen", "", "icon pen");
	find_generic("moon", "", "moon"); /* a box around it listens */
}

static void icons_inside_of_a_clickable_row_are_apart_from_it(void **state)
{
	(void)state;
	look_at("/drawn");
	find_generic("row", "Anna Hello there", "");
	find_generic("star", "", "star");
	find_generic("trash", "", "trash");
	find_generic("plain", "Berta Good bye", "");
	assert_unlisted("unheard-star");
	assert_unlisted("Berta");
}

static void controls_inside_of_one_pointer_box_are_kept_apart(void **state)
{
	(void)state;
	look_at("/drawn");
	find_generic("reply", "Reply", "");
	find_generic("forward", "Forward", "");
	assert_unlisted("bar");
	find_generic("tile", "Basic 3 users", "");
	assert_unlisted("3 users");
}

static void text_without_size_is_no_name_of_a_plain_box(void **state)
{
	(void)state;
	look_at("/drawn");
	find_generic("turned", "", "card turned");
	look_find("23");
	assert_unlisted("17");
	assert_unlisted("31");
	assert_string_equal(look_find("named")->name, "Menu"); /* as Chromium has it */
	json_decref(scene_value(
		&look.scene, "document.getElementById('turned').style.fontSize = '16px'"));
	look_again();
	find_generic("turned", "17", "");
}

static void frames_and_shadow_roots_are_asked_too(void **state)
{
	(void)state;
	look_at("/around");
	find_generic("in-open", "", "red");
	find_generic("in-closed", "", "red");
	find_generic("in-frame", "", "lime");
	assert_unlisted("silent");
}

static void a_page_may_begin_to_listen_late(void **state)
{
	(void)state;
	look_at("/late");
	assert_unlisted("late");
	json_t *ignored = NULL;
	assert_ok(&look.scene,
		tab_evaluate_in_page(look.scene.tab,
			"document.getElementById('late').addEventListener('click', () => 1); 1",
			soon(), &ignored, &look.scene.error));
	json_decref(ignored);
	look_again();
	find_generic("late", "", "red");
}

static void questions_are_bounded_and_come_to_an_end(void **state)
{
	(void)state;
	look_at("/many");
	size_t first = look.observation.element_count;
	assert_true(first >= 40 && first < 300);
	look_again();
	assert_true(look.observation.element_count > first);
	look_again();
	look_again();
	assert_int_equal(look.observation.element_count, 300);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		with_tab(empty_boxes_that_the_page_listens_to_are_listed_with_their_colour),
		with_tab(boxes_that_do_nothing_or_cannot_be_seen_are_not),
		with_tab(pictures_by_style_are_listed_with_the_words_of_their_class),
		with_tab(icons_inside_of_a_clickable_row_are_apart_from_it),
		with_tab(controls_inside_of_one_pointer_box_are_kept_apart),
		with_tab(text_without_size_is_no_name_of_a_plain_box),
		with_tab(frames_and_shadow_roots_are_asked_too),
		with_tab(a_page_may_begin_to_listen_late),
		with_tab(questions_are_bounded_and_come_to_an_end),
	};
	return cmocka_run_group_tests(tests, begin, end);
}
