/* What is typed into a secret field is found nowhere: not in the observation, not in the picture. */
#include "look.h"

#include <jpeglib.h>

static const struct page pages[] = {
	{.path = "/login",
		.body = "<title>login</title><style>body{margin:0;background:#fff}"
			".masked{-webkit-text-security:disc}</style>"
			"<label>Password <input id=password type=password "
			"value=hunter-secret></label>"
			"<input id=code autocomplete=one-time-code value=hunter-secret "
			"aria-label=Code>"
			"<input id=card autocomplete=cc-number value=hunter-secret aria-label=Card>"
			"<input id=named name=userPassword value=hunter-secret aria-label=Named>"
			"<input id=masked class=masked value=hunter-secret aria-label=Masked>"
			"<input id=declared value=hunter-secret aria-label=Declared>"
			"<input id=passenger name=passenger value=visible aria-label=Passenger>"
			"<p id=echo>You typed hunter-secret here</p>"
			"<div role=button tabindex=0 id=wrap>Show <input type=password "
			"value=hunter-secret></div>"
			"<select id=month autocomplete=cc-exp-month aria-label=Month><option "
			"value=''>Month<option>January<option selected>September</select>"
			"<select id=chosen aria-label=Chosen><option>Elm<option selected>Oak"
			"</select><div id=editor contenteditable role=textbox aria-label=Editor "
			"class=private><p>hunter-secret</p></div>"},
	{.path = "/parts",
		.body = "<style>body{background:#fff}</style><x-field id=host></x-field><iframe "
			"srcdoc=\"<body style='background:#fff'><input id=framed type=password>\">"
			"</iframe><script>host.attachShadow({mode: 'closed'}).innerHTML = "
			"'<input id=rooted type=password>'</script>"},
	{.path = "/restless",
		.body = "<input type=password id=field style='position:absolute'><script>"
			"(function move(t) { field.style.left = t % 500 + 'px'; "
			"requestAnimationFrame(move) })(0)</script>"},
	{.path = NULL},
};

static int begin(void **state)
{
	(void)state;
	look_open(pages, -1);
	return 0;
}

static int end(void **state)
{
	(void)state;
	look_close();
	return 0;
}

static const struct observe_options options = {.secret_selectors = "#declared, #chosen, .private"};

static void assert_nowhere(const char *secret)
{
	json_t *stored = observation_to_json(&look.observation);
	char *text = json_print(stored);
	if (strstr(text, secret))
		fail_msg("found: ...%.100s", strstr(text, secret) - 20);
	free(text);
	json_decref(stored);
}

static void a_secret_value_is_nowhere_in_an_observation(void **state)
{
	static const char *const secret[] = {"password", "code", "card", "named", "masked",
		"declared", "month", "chosen", "editor"};
	(void)state;
	scene_go(&look.scene, "/login");
	look_again_with(&options);
	for (size_t i = 0; i < sizeof secret / sizeof *secret; i++) {
		const struct element *element = look_find(secret[i]);
		assert_true(element->state & ELEMENT_SECRET);
		assert_string_equal(element->value, "(filled)");
	}
	for (size_t i = 0; i < look_find("month")->option_count; i++)
		assert_false(look_find("month")->options[i].selected);
	assert_string_equal(look_find("month")->options[2].label, "September");
	assert_false(look_find("passenger")->state & ELEMENT_SECRET);
	assert_string_equal(look_find("passenger")->value, "visible");
	look_find("echo");
	assert_nowhere("hunter-secret");
}

static void what_was_a_password_stays_secret(void **state)
{
	(void)state;
	scene_go(&look.scene, "/login");
	json_decref(scene_value(&look.scene, "document.getElementById('password').type = 'text'"));
	look_again_with(&options);
	assert_true(look_find("password")->state & ELEMENT_SECRET);
	assert_nowhere("hunter-secret");
}

/* The brightness of the picture's pixel. */
static int pixel(struct bytes *jpeg, size_t x, size_t y)
{
	struct jpeg_decompress_struct info;
	struct jpeg_error_mgr manager;
	unsigned char row[1280 * 3], *rows[] = {row};
	info.err = jpeg_std_error(&manager);
	jpeg_create_decompress(&info);
	jpeg_mem_src(&info, (const unsigned char *)jpeg->data, jpeg->length);
	jpeg_read_header(&info, TRUE);
	info.out_color_space = JCS_RGB;
	jpeg_start_decompress(&info);
	for (size_t line = 0; line <= y; line++)
		jpeg_read_scanlines(&info, rows, 1);
	jpeg_destroy_decompress(&info);
	return row[x * 3];
}

/* All of the field is grey in the picture, and what lies beside it is not. */
static void assert_blank(struct bytes *jpeg, const struct element *secret)
{
	for (float x = 2; x < secret->width - 2; x += 5)
		assert_in_range(pixel(jpeg, (size_t)(secret->x + x),
					(size_t)(secret->y + secret->height / 2)),
			0x70, 0x90);
}

static void assert_pictured(struct bytes *jpeg)
{
	if (observe_screenshot(
		    look.scene.tab, options.secret_selectors, 80, 1, soon(), jpeg, &look.error))
		fail_msg("observe_screenshot: %s", look.error.message);
}

static void secret_boxes_are_blank_in_a_screenshot(void **state)
{
	struct bytes jpeg;
	(void)state;
	scene_go(&look.scene, "/login");
	look_again_with(&options);
	const struct element *open = look_find("passenger");
	bytes_init(&jpeg, 8 << 20);
	assert_pictured(&jpeg);
	assert_blank(&jpeg, look_find("password"));
	assert_in_range(pixel(&jpeg, (size_t)(open->x + open->width - 6),
				(size_t)(open->y + open->height / 2)),
		0xe0, 0xff);
	bytes_release(&jpeg);
}

static void what_moved_since_the_last_look_is_blank_where_it_is_now(void **state)
{
	struct bytes jpeg;
	(void)state;
	scene_go(&look.scene, "/login");
	look_again_with(&options);
	json_decref(scene_value(&look.scene, "document.body.style.paddingTop = '200px'"));
	bytes_init(&jpeg, 8 << 20);
	assert_pictured(&jpeg);
	look_again_with(&options);
	assert_blank(&jpeg, look_find("password"));
	assert_blank(&jpeg, look_find("declared"));
	bytes_release(&jpeg);
}

static void fields_of_frames_and_closed_roots_are_blank(void **state)
{
	struct bytes jpeg;
	(void)state;
	scene_go(&look.scene, "/parts");
	scene_await(&look.scene, "frames[0].document.readyState === 'complete'");
	look_again_with(&options);
	bytes_init(&jpeg, 8 << 20);
	assert_pictured(&jpeg);
	assert_blank(&jpeg, look_find("framed"));
	assert_blank(&jpeg, look_find("rooted"));
	bytes_release(&jpeg);
}

static void a_field_that_never_rests_is_not_pictured(void **state)
{
	struct bytes jpeg;
	(void)state;
	scene_go(&look.scene, "/restless");
	bytes_init(&jpeg, 8 << 20);
	assert_int_equal(
		observe_screenshot(look.scene.tab, NULL, 80, 1, soon(), &jpeg, &look.error),
		ERROR_BLOCKED);
	assert_int_equal(jpeg.length, 0);
	bytes_release(&jpeg);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		with_tab(a_secret_value_is_nowhere_in_an_observation),
		with_tab(what_was_a_password_stays_secret),
		with_tab(secret_boxes_are_blank_in_a_screenshot),
		with_tab(what_moved_since_the_last_look_is_blank_where_it_is_now),
		with_tab(fields_of_frames_and_closed_roots_are_blank),
		with_tab(a_field_that_never_rests_is_not_pictured),
	};
	return cmocka_run_group_tests(tests, begin, end);
}
