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
			"value=hunter-secret></div>"},
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

static const struct observe_options options = {.secret_selectors = "#declared"};

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
	static const char *const secret[] = {
		"password", "code", "card", "named", "masked", "declared"};
	(void)state;
	scene_go(&look.scene, "/login");
	look_again_with(&options);
	for (size_t i = 0; i < sizeof secret / sizeof *secret; i++) {
		const struct element *element = look_find(secret[i]);
		assert_true(element->state & ELEMENT_SECRET);
		assert_string_equal(element->value, "(filled)");
	}
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

static void secret_boxes_are_blank_in_a_screenshot(void **state)
{
	struct bytes jpeg;
	(void)state;
	scene_go(&look.scene, "/login");
	look_again_with(&options);
	const struct element *secret = look_find("password"), *open = look_find("passenger");
	bytes_init(&jpeg, 8 << 20);
	assert_int_equal(observe_screenshot(look.scene.tab, &look.observation, 80, 1, soon(), &jpeg,
				 &look.error),
		0);
	for (float x = 2; x < secret->width - 2; x += 5)
		assert_in_range(pixel(&jpeg, (size_t)(secret->x + x),
					(size_t)(secret->y + secret->height / 2)),
			0x70, 0x90);
	assert_in_range(pixel(&jpeg, (size_t)(open->x + open->width - 6),
				(size_t)(open->y + open->height / 2)),
		0xe0, 0xff);
	bytes_release(&jpeg);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		with_tab(a_secret_value_is_nowhere_in_an_observation),
		with_tab(what_was_a_password_stays_secret),
		with_tab(secret_boxes_are_blank_in_a_screenshot),
	};
	return cmocka_run_group_tests(tests, begin, end);
}
