#include "scene.h"

#define GRIN   "\xf0\x9f\x98\x80"
#define FAMILY "\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x91\xa7"

static const struct page pages[] = {
	{.path = "/",
		.body =
			/* without a doctype `:hover` alone would match links only */
		"<!doctype html><style>body{margin:0} "
		"#pad{position:absolute;left:100px;top:100px;width:200px;"
		"height:100px;background:#eee} #slider{position:absolute;left:100px;top:300px;"
		"width:40px;height:40px;background:red} "
		"#card{position:absolute;left:400px;top:300px;"
		"width:80px;height:40px;background:blue} "
		"#bin{position:absolute;left:600px;top:300px;"
		"width:100px;height:100px;background:#ddd} #box{position:absolute;left:400px;"
		"top:100px;width:100px;height:100px;overflow:auto}</style>"
		"<form id=form><input id=text><input id=other><button>go</button></form>"
		"<textarea id=area></textarea>"
		"<div id=pad></div><div id=slider></div>"
		"<div id=card draggable=true></div><div id=bin></div>"
		"<div id=box><div style='height:2000px'></div></div>"
		"<script>log = []; last = {};"
		"for (const t of "
		"['mousedown','mouseup','click','dblclick','auxclick','contextmenu'])"
		" pad.addEventListener(t, e => { log.push(t + e.button + e.detail); last = e; });"
		"addEventListener('keydown', e => log.push((e.ctrlKey ? 'C-' : '') +"
		" (e.shiftKey ? 'S-' : '') + e.key + '/' + e.code));"
		"form.onsubmit = e => { e.preventDefault(); log.push('submit'); };"
		"let from; slider.onpointerdown = e => { from = e.clientX - slider.offsetLeft;"
		" slider.setPointerCapture(e.pointerId); };"
		"slider.onpointermove = e => { if (from !== undefined) { log.push('m');"
		" slider.style.left = e.clientX - from + 'px'; } };"
		"slider.onpointerup = () => { from = undefined; };"
		"card.ondragstart = e => { e.dataTransfer.setData('text/plain', 'freight');"
		" log.push('dragstart'); };"
		"bin.ondragover = e => e.preventDefault();"
		"bin.ondrop = e => { e.preventDefault();"
		" log.push('drop ' + e.dataTransfer.getData('text/plain')); };"
		"card.ondragend = () => log.push('dragend');"
		"pad.addEventListener('mousemove', e => { last = e; });"
		"</script>"},
	{.path = NULL},
};

static struct scene scene;

static int begin(void **state)
{
	(void)state;
	scene_open(&scene, pages, NULL);
	return 0;
}

static int end(void **state)
{
	(void)state;
	scene_close(&scene);
	return 0;
}

static int open_page(void **state)
{
	(void)state;
	scene_new_tab(&scene);
	scene_go(&scene, "/");
	return 0;
}

static int close_tabs(void **state)
{
	(void)state;
	scene_close_tabs(&scene);
	return 0;
}

/* Variables of the page's scripts are seen by the page only. */
static void assert_page(const char *expression, const char *text)
{
	json_t *value = NULL;

	assert_ok(
		&scene, tab_evaluate_in_page(scene.tab, expression, soon(), &value, &scene.error));
	assert_true(json_is_string(value));
	assert_string_equal(json_string_value(value), text);
	json_decref(value);
}

static void in_page(const char *expression)
{
	assert_ok(&scene, tab_evaluate_in_page(scene.tab, expression, soon(), NULL, &scene.error));
}

static void press(const char *chord)
{
	assert_ok(&scene, input_press(scene.tab, chord, soon(), &scene.error));
}

/* --- the mouse ---------------------------------------------------------------------- */

static void clicks_arrive_as_a_hand_makes_them(void **state)
{
	(void)state;
	assert_ok(&scene, input_click(scene.tab, 150, 150, MOUSE_LEFT, 1, soon(), &scene.error));
	assert_page("log.join(' ')", "mousedown01 mouseup01 click01");
	assert_page("[last.clientX, last.clientY, last.isTrusted].join()", "150,150,true");
}

static void a_double_click_is_two_clicks_and_more(void **state)
{
	(void)state;
	assert_ok(&scene, input_click(scene.tab, 150, 150, MOUSE_LEFT, 2, soon(), &scene.error));
	assert_page("log.join(' ')",
		"mousedown01 mouseup01 click01 mousedown02 mouseup02 click02 dblclick02");
}

static void the_right_button_opens_the_context_menu(void **state)
{
	(void)state;
	assert_ok(&scene, input_click(scene.tab, 150, 150, MOUSE_RIGHT, 1, soon(), &scene.error));
	assert_page("log.filter(t => t.startsWith('context')).length + ' ' + log.length", "1 4");
}

static void moving_hovers(void **state)
{
	(void)state;
	assert_ok(&scene, input_move(scene.tab, 160, 170, soon(), &scene.error));
	scene_await(&scene, "pad.matches(':hover')");
	assert_page("[last.type, last.clientX, last.clientY].join()", "mousemove,160,170");
}

static void the_wheel_scrolls_what_is_under_it(void **state)
{
	(void)state;
	assert_ok(&scene, input_wheel(scene.tab, 450, 150, 0, 240, soon(), &scene.error));
	scene_await(&scene, "box.scrollTop === 240");
	assert_page("'' + scrollY", "0");
}

static void a_pointer_drag_moves_in_steps(void **state)
{
	(void)state;
	assert_ok(&scene, input_drag(scene.tab, 120, 320, 270, 320, soon(), &scene.error));
	assert_page("slider.style.left", "250px");
	assert_page("'' + (log.filter(t => t === 'm').length >= 5)", "true");
}

static void a_drag_of_the_browsers_own_kind_drops_its_data(void **state)
{
	(void)state;
	assert_ok(&scene, input_drag(scene.tab, 440, 320, 650, 350, soon(), &scene.error));
	scene_await(&scene, "true");
	assert_page("log[0] + ' ' + log.includes('drop freight')", "dragstart true");
	assert_ok(&scene, input_click(scene.tab, 150, 150, MOUSE_LEFT, 1, soon(), &scene.error));
	assert_page("log[log.length - 1]", "click01"); /* the mouse is free again */
}

/* --- text --------------------------------------------------------------------------- */

static void inserted_text_is_one_edit_without_keys(void **state)
{
	(void)state;
	in_page("inputs = 0; text.oninput = () => inputs++; text.focus()");
	assert_ok(&scene, input_insert_text(scene.tab,
				  "Gr\xc3\xbc\xc3\x9f"
				  "e " GRIN,
				  soon(), &scene.error));
	assert_page("text.value", "Gr\xc3\xbc\xc3\x9f"
				  "e " GRIN);
	assert_page("inputs + ' ' + log.length", "1 0");
}

static void typed_text_has_keys_where_the_keyboard_has_them(void **state)
{
	(void)state;
	in_page("text.focus()");
	assert_ok(&scene, input_type_keys(scene.tab, "aB1!" GRIN FAMILY "~", soon(), &scene.error));
	assert_page("text.value", "aB1!" GRIN FAMILY "~");
	assert_page("log.join(' ')", "a/KeyA S-B/KeyB 1/Digit1 S-!/Digit1 S-~/Backquote");
}

static void long_text_is_typed_whole(void **state)
{
	char text[601];

	(void)state;
	for (size_t i = 0; i < sizeof text - 1; i++)
		text[i] = (char)('a' + i % 26);
	text[sizeof text - 1] = 0;
	in_page("area.focus()");
	assert_ok(&scene, input_type_keys(scene.tab, text, soon(), &scene.error));
	assert_page("area.value", text);
}

static void lines_are_typed_with_enter(void **state)
{
	(void)state;
	in_page("area.focus()");
	assert_ok(&scene, input_type_keys(scene.tab, "one\ntwo", soon(), &scene.error));
	assert_page("area.value", "one\ntwo");
}

static void enter_submits_and_tab_moves_on(void **state)
{
	(void)state;
	in_page("text.focus()");
	press("Tab");
	assert_page("document.activeElement.id", "other");
	press("Enter");
	assert_page("log.join(' ')", "Tab/Tab Enter/Enter submit");
}

static void editing_keys_and_chords_edit(void **state)
{
	(void)state;
	in_page("text.focus()");
	assert_ok(&scene, input_insert_text(scene.tab, "hello", soon(), &scene.error));
	press("Backspace");
	assert_page("text.value", "hell");
	press("Home");
	press("Delete");
	assert_page("text.value", "ell");
	press("Shift+End");
	assert_page("text.value.slice(text.selectionStart, text.selectionEnd)", "ell");
	press("x");
	assert_page("text.value", "x");
	press("Control+a");
	press("y");
	assert_page("text.value", "y");
}

static void chords_carry_their_modifiers(void **state)
{
	(void)state;
	press("Control+Shift+K");
	assert_page("log.join(' ')", "C-Control/ControlLeft C-S-Shift/ShiftLeft C-S-K/KeyK");
	in_page("log.length = 0");
	press("Ctrl++");
	assert_page("log[1]", "C-+/Equal");
	assert_int_equal(input_press(scene.tab, "Hyper+x", soon(), &scene.error), ERROR_INPUT);
	assert_non_null(strstr(scene.error.message, "Hyper+x"));
}

static void input_that_closes_the_tab_is_no_error(void **state)
{
	struct tab *first = scene.tab;

	(void)state;
	in_page("w = open('about:blank'); 1");
	scene.tab = browser_tab(scene.browser, browser_tab_count(scene.browser) - 1);
	assert_ptr_not_equal(scene.tab, first);
	scene_await(&scene, "document.readyState === 'complete'");
	in_page("onmousedown = () => close(); 1");
	assert_ok(&scene, input_click(scene.tab, 50, 50, MOUSE_LEFT, 1, soon(), &scene.error));
	scene.tab = first;
}

#define test(name) cmocka_unit_test_setup_teardown(name, open_page, close_tabs)

int main(void)
{
	const struct CMUnitTest tests[] = {
		test(clicks_arrive_as_a_hand_makes_them),
		test(a_double_click_is_two_clicks_and_more),
		test(the_right_button_opens_the_context_menu),
		test(moving_hovers),
		test(the_wheel_scrolls_what_is_under_it),
		test(a_pointer_drag_moves_in_steps),
		test(a_drag_of_the_browsers_own_kind_drops_its_data),
		test(inserted_text_is_one_edit_without_keys),
		test(typed_text_has_keys_where_the_keyboard_has_them),
		test(long_text_is_typed_whole),
		test(lines_are_typed_with_enter),
		test(enter_submits_and_tab_moves_on),
		test(editing_keys_and_chords_edit),
		test(chords_carry_their_modifiers),
		test(input_that_closes_the_tab_is_no_error),
	};

	return cmocka_run_group_tests(tests, begin, end);
}
