/*
 * Event streams as a person makes them -> the actions they are. A stream is written in words:
 *
 *   click dclick rclick hover SOMETHING     each new event sees a new snapshot of the page;
 *   key SOMETHING CHORD                     '=' after the word: the same snapshot as before
 *   char                                    a plain key, which capture does not report
 *   input blur change upload SOMETHING TEXT of the gesture before
 *   scroll SOMETHING|page DX,DY
 *   drag SOMETHING SOMETHING
 *   nav page|browser|back|unknown|sub URL   dialog ANSWER   quiet   end
 *   open N by M|hand|before   close N page|hand   in N
 *   react                                   the page becomes another
 *   hide show SOMETHING                     from now on
 *   wait MS
 *
 * and what is expected as "kind SOMETHING value; ...".
 */
#include "recorder/coalesce.h"

#include "base/bytes.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define THING(letter, kind_tag, kind_type, kind_role, can)                                         \
	{                                                                                          \
		.id = letter, .tag = kind_tag, .type = kind_type, .role = kind_role,               \
		.operations = can, .name = "", .value = "", .placeholder = "", .hint = "",         \
		.href = "", .context = "", .locators = {                                           \
			"",                                                                        \
			"",                                                                        \
			"",                                                                        \
			"",                                                                        \
			""                                                                         \
		}                                                                                  \
	}

enum { SNAPSHOTS_MAXIMUM = 100, EMITTED_MAXIMUM = 100 };

static const struct {
	const char *name;
	struct element element;
} things[] = {
	{"save", THING(1, "button", "submit", "button", OPERATION_CLICK)},
	{"link", THING(2, "a", "", "link", OPERATION_CLICK)},
	{"user", THING(3, "input", "text", "textbox", OPERATION_TYPE | OPERATION_CLICK)},
	{"pass", THING(4, "input", "password", "textbox", OPERATION_TYPE | OPERATION_CLICK)},
	{"city", THING(5, "input", "text", "combobox", OPERATION_TYPE | OPERATION_CLICK)},
	{"option", THING(6, "div", "", "option", OPERATION_CLICK)},
	{"country", THING(7, "select", "", "combobox", OPERATION_SELECT)},
	{"terms", THING(8, "input", "checkbox", "checkbox", OPERATION_CHECK)},
	{"red", THING(9, "input", "radio", "radio", OPERATION_CHECK)},
	{"blue", THING(10, "input", "radio", "radio", OPERATION_CHECK)},
	{"date", THING(11, "input", "date", "textbox", OPERATION_TYPE)},
	{"count", THING(12, "input", "number", "spinbutton", OPERATION_TYPE)},
	{"volume", THING(13, "input", "range", "slider", OPERATION_TYPE)},
	{"note", THING(14, "textarea", "", "textbox", OPERATION_TYPE)},
	{"editor", THING(15, "div", "", "textbox", OPERATION_TYPE)},
	{"text", THING(16, "p", "", "paragraph", 0)},
	{"file", THING(17, "input", "file", "button", OPERATION_UPLOAD)},
	{"menu", THING(18, "div", "", "button", OPERATION_CLICK)},
	{"item", THING(19, "div", "", "menuitem", OPERATION_CLICK)},
	{"subitem", THING(20, "div", "", "menuitem", OPERATION_CLICK)},
	{"switch", THING(21, "div", "", "switch", OPERATION_CHECK | OPERATION_CLICK)},
	{"box", THING(22, "div", "", "list", OPERATION_SCROLL)},
	{"hidden", THING(23, "input", "checkbox", "checkbox", OPERATION_CHECK)},
	{"spin", THING(24, "div", "", "spinbutton", OPERATION_CLICK)},
	{"row", THING(25, "div", "", "listitem", OPERATION_CLICK | OPERATION_DRAG)},
	{"readonly", {.id = 26,
			     .tag = "input",
			     .type = "text",
			     .role = "textbox",
			     .operations = OPERATION_CLICK,
			     .state = ELEMENT_READONLY,
			     .name = "",
			     .value = "",
			     .placeholder = "",
			     .hint = "",
			     .href = "",
			     .context = "",
			     .locators = {"", "", "", "", "/26"}}},
	{"filled", {.id = 27,
			   .tag = "input",
			   .type = "text",
			   .role = "textbox",
			   .operations = OPERATION_TYPE,
			   .name = "",
			   .value = "old",
			   .placeholder = "",
			   .hint = "",
			   .href = "",
			   .context = "",
			   .locators = {"", "", "", "", "/27"}}},
	{"field2", {.id = 28,
			   .tag = "input",
			   .type = "text",
			   .role = "textbox",
			   .operations = OPERATION_TYPE,
			   .name = "",
			   .value = "",
			   .placeholder = "",
			   .hint = "",
			   .href = "",
			   .context = "",
			   .locators = {"", "", "", "", "/27"}}},
	{"red2", {.id = 29,
			 .tag = "input",
			 .type = "radio",
			 .role = "radio",
			 .operations = OPERATION_CHECK,
			 .name = "",
			 .value = "",
			 .placeholder = "",
			 .hint = "",
			 .href = "",
			 .context = "",
			 .locators = {"", "", "colour", "", "/29"}}},
	{"blue2", {.id = 30,
			  .tag = "input",
			  .type = "radio",
			  .role = "radio",
			  .operations = OPERATION_CHECK,
			  .name = "",
			  .value = "",
			  .placeholder = "",
			  .hint = "",
			  .href = "",
			  .context = "",
			  .locators = {"", "", "colour", "", "/30"}}},
};

enum { THINGS = sizeof(things) / sizeof(*things) };

/* The page that the events happen on, and what was emitted. */
struct scene {
	struct coalescer *coalescer;
	int version;
	bool shown[THINGS];
	int versions[SNAPSHOTS_MAXIMUM];
	bool was_shown[SNAPSHOTS_MAXIMUM][THINGS];
	size_t snapshot, order;
	int64_t now_ms;
	uint32_t gesture;
	int tab;
	char *emitted[EMITTED_MAXIMUM];
	size_t emitted_count;
	size_t snapshots[EMITTED_MAXIMUM], orders[EMITTED_MAXIMUM];
};

static size_t thing_index(const char *name)
{
	for (size_t i = 0; i < THINGS; i++)
		if (strcmp(things[i].name, name) == 0)
			return i;
	fail_msg("no thing '%s'", name);
	return 0;
}

static const char *thing_name(uint32_t id)
{
	return id && id <= THINGS ? things[id - 1].name : "page";
}

/* Each thing has a path of its own, but for field2, which stands in the place of filled. */
static struct element thing(const char *name)
{
	static char paths[THINGS][8];
	size_t i = thing_index(name);
	struct element element = things[i].element;

	if (!element.locators.path[0]) {
		snprintf(paths[i], sizeof(paths[i]), "/%u", element.id);
		element.locators.path = paths[i];
	}
	return element;
}

static bool was_there(void *context, size_t snapshot, const char *frame, uint32_t element)
{
	const struct scene *scene = context;

	assert_string_equal(frame, "main");
	return element && element <= THINGS && scene->was_shown[snapshot][element - 1];
}

static bool changed(void *context, size_t before, size_t after)
{
	const struct scene *scene = context;

	return scene->versions[before] != scene->versions[after];
}

static void emit(void *context, const struct coalesced *out)
{
	struct scene *scene = context;
	const char *place = action_kind_may_have_element(out->action.kind)
				    ? thing_name(out->action.element)
				    : "";
	size_t i = scene->emitted_count;
	char text[160];

	if (out->replaces_previous)
		free(scene->emitted[--i]);
	else
		scene->emitted_count++;
	snprintf(text, sizeof(text), "%s%s%s%s%s", action_kind_name(out->action.kind),
		*place ? " " : "", place, out->action.value[0] ? " " : "", out->action.value);
	scene->emitted[i] = strdup(text);
	scene->snapshots[i] = out->snapshot;
	scene->orders[i] = out->order;
}

static void take_snapshot(struct scene *scene)
{
	scene->snapshot++;
	assert_true(scene->snapshot < SNAPSHOTS_MAXIMUM);
	scene->versions[scene->snapshot] = scene->version;
	memcpy(scene->was_shown[scene->snapshot], scene->shown, sizeof(scene->shown));
}

static const struct {
	const char *word;
	enum input_event_kind kind;
	bool snapshot, gesture, has_thing;
} event_words[] = {
	{"click", INPUT_CLICK, true, true, true},
	{"dclick", INPUT_DOUBLE_CLICK, true, true, true},
	{"rclick", INPUT_RIGHT_CLICK, true, true, true},
	{"hover", INPUT_HOVER, true, false, true},
	{"input", INPUT_INPUT, false, false, true},
	{"replace", INPUT_INPUT, false, false, true},
	{"change", INPUT_CHANGE, false, false, true},
	{"key", INPUT_KEY, true, true, true},
	{"blur", INPUT_BLUR, false, false, true},
	{"scroll", INPUT_SCROLL, true, false, true},
	{"drag", INPUT_DRAG, true, true, true},
	{"upload", INPUT_UPLOAD, false, false, true},
	{"nav", INPUT_NAVIGATED, false, false, false},
	{"dialog", INPUT_DIALOG, false, false, false},
	{"open", INPUT_TAB_OPENED, false, false, false},
	{"close", INPUT_TAB_CLOSED, false, false, false},
	{"quiet", INPUT_QUIET, true, false, false},
	{"end", INPUT_END, true, false, false},
};

static unsigned navigation_flags(const char *how)
{
	if (strcmp(how, "page") == 0)
		return INPUT_BY_PAGE;
	if (strcmp(how, "browser") == 0)
		return INPUT_BY_BROWSER;
	if (strcmp(how, "back") == 0)
		return INPUT_BY_BROWSER | INPUT_BACK;
	return strcmp(how, "sub") == 0 ? INPUT_SUBFRAME : 0;
}

/* The words that an event of a kind without an element has after its name. */
static void read_placeless(struct input_event *event, const char *a, const char *b)
{
	event->value = b;
	if (event->kind == INPUT_NAVIGATED)
		event->flags = navigation_flags(a);
	else if (event->kind == INPUT_DIALOG)
		event->value = a;
	else if (event->kind == INPUT_TAB_CLOSED) {
		event->tab = atoi(a);
		event->flags = strcmp(b, "page") == 0 ? INPUT_BY_PAGE : 0;
	} else if (event->kind == INPUT_TAB_OPENED) {
		event->tab = atoi(a);
		event->opener = strncmp(b, "by", 2) == 0 ? atoi(b + 2) : -1;
		event->flags = strcmp(b, "before") == 0 ? INPUT_BY_PAGE : 0;
	}
}

static void push(struct scene *scene, size_t word, bool same, const char *a, const char *b)
{
	struct element target, drop;
	struct input_event event = {.kind = event_words[word].kind,
		.at_ms = scene->now_ms,
		.order = ++scene->order,
		.tab = scene->tab,
		.opener = -1,
		.frame = "main"};

	if (event_words[word].snapshot && !same)
		take_snapshot(scene);
	scene->gesture += event_words[word].gesture;
	event.gesture = scene->gesture;
	event.snapshot = scene->snapshot;
	if (strcmp(event_words[word].word, "replace") == 0)
		event.flags = INPUT_REPLACEMENT;
	if (!event_words[word].has_thing)
		read_placeless(&event, a, b);
	else if (strcmp(a, "page") != 0) {
		target = thing(a);
		event.target = &target;
		event.element = target.id;
	}
	if (event.kind == INPUT_DRAG) {
		drop = thing(b);
		event.drop = &drop;
	} else if (event_words[word].has_thing)
		event.value = b;
	coalescer_push(scene->coalescer, &event);
}

static bool take_stage_direction(struct scene *scene, const char *word, const char *a)
{
	if (strcmp(word, "react") == 0)
		scene->version++;
	else if (strcmp(word, "show") == 0 || strcmp(word, "hide") == 0)
		scene->shown[thing_index(a)] = strcmp(word, "show") == 0;
	else if (strcmp(word, "wait") == 0)
		scene->now_ms += atoi(a);
	else if (strcmp(word, "char") == 0)
		scene->gesture++;
	else if (strcmp(word, "in") == 0)
		scene->tab = atoi(a);
	else
		return false;
	return true;
}

static void play_line(struct scene *scene, char *line)
{
	char *rest = line, *word = strsep(&rest, " ");
	char *a = rest ? strsep(&rest, " ") : (char[]){""}, *b = rest ? rest : (char[]){""};
	size_t length = strlen(word);
	bool same = word[length - 1] == '=';

	if (same)
		word[length - 1] = '\0';
	scene->now_ms += 50;
	if (take_stage_direction(scene, word, a))
		return;
	for (size_t i = 0; i < sizeof(event_words) / sizeof(*event_words); i++)
		if (strcmp(event_words[i].word, word) == 0) {
			push(scene, i, same, a, b);
			return;
		}
	fail_msg("no event '%s'", word);
}

static void play(struct scene *scene, const char *stream)
{
	char *text = strdup(stream), *rest = text, *line;

	while ((line = strsep(&rest, ";"))) {
		line += strspn(line, " ");
		if (*line)
			play_line(scene, line);
	}
	free(text);
}

static struct scene *scene_new(void)
{
	struct scene *scene = calloc(1, sizeof(*scene));

	memset(scene->shown, true, sizeof(scene->shown));
	scene->now_ms = 100000;
	scene->coalescer = coalescer_new((struct coalescer_world){scene, was_there, changed, emit});
	play(scene, "open 0 before");
	return scene;
}

static void scene_free(struct scene *scene)
{
	coalescer_free(scene->coalescer);
	for (size_t i = 0; i < scene->emitted_count; i++)
		free(scene->emitted[i]);
	free(scene);
}

static char *emitted_text(const struct scene *scene)
{
	struct bytes text;

	bytes_init(&text, 1u << 16);
	bytes_append_text(&text, "", NULL);
	for (size_t i = 0; i < scene->emitted_count; i++)
		bytes_format(&text, NULL, "%s%s", i ? "; " : "", scene->emitted[i]);
	return bytes_take(&text);
}

static const struct {
	const char *name, *stream, *expected;
} cases[] = {
	/* clicks */
	{"a click on a button", "click save", "click save"},
	{"a click on a link that navigates", "click link; nav page /b; end", "click link"},
	{"a click is emitted before anything follows", "click save; click link",
		"click save; click link"},
	{"a double click replaces its first click", "click row; dclick row; end",
		"double_click row"},
	{"a double click on text in doubt", "click text; dclick text; react; end",
		"double_click text"},
	{"a third click follows the double click", "click row; dclick row; click row",
		"double_click row; click row"},
	{"a second click elsewhere is no double click", "click save; dclick link",
		"click save; click link"},
	{"a click on plain text", "click text; end", ""},
	{"a click on plain text that the page answers", "click text; react; click save",
		"click text; click save"},
	{"a click on plain text that navigates", "click text; nav page /x; end", "click text"},
	{"a click on plain text, then the browser's own bar", "click text; nav browser /x",
		"navigate /x"},
	{"the answer to a click that is seen at rest", "click text; react; quiet", "click text"},
	{"a context menu of the page", "rclick row; react; click item",
		"right_click row; click item"},
	{"a context menu of the browser", "rclick row; click save", "click save"},
	{"a click on a read-only field", "click readonly", "click readonly"},

	/* typing */
	{"typing", "click user; char; input user a; char; input user an; end", "type user an"},
	{"typing by paste", "click user; key user Control+V; input user pasted; end",
		"type user pasted"},
	{"typing with corrections", "char; input user ab; key user Backspace; input user a; end",
		"type user a"},
	{"typing with caret keys", "char; input user b; key user Home; char; input user ab; end",
		"type user ab"},
	{"typing in two fields with Tab between",
		"click user; char; input user a; blur user a; key user Tab; char; input pass "
		"{{secret:password}}; end",
		"type user a; type pass {{secret:password}}"},
	{"Tab that the field answers by completing",
		"char; input city Pra; blur city Pra; key city Tab; blur city Prague; click save",
		"type city Pra; press city Tab; click save"},
	{"Enter that submits",
		"click user; char; input user a; blur user a; key user Enter; nav page /home; end",
		"type user a; press user Enter"},
	{"Enter that submits, seen at rest", "char; input user a; key user Enter; react; quiet",
		"type user a; press user Enter"},
	{"typing that is still going on at rest", "char; input user a; quiet", ""},
	{"typing, then a click on a button", "char; input user a; blur user a; click save",
		"type user a; click save"},
	{"typing, then the end", "char; input user abc; end", "type user abc"},
	{"typing, then a navigation by the browser", "char; input user a; nav browser /x; end",
		"type user a; navigate /x"},
	{"typing that the page formats", "char; input user 55; blur user (55); click save",
		"type user (55); click save"},
	{"typing what is there already",
		"click filled; char; input filled ol; char; input filled old; end", ""},
	{"emptying a field", "click filled; key filled Delete; input filled ; end", "type filled"},
	{"typing into a field that is built anew",
		"char; input filled a; char; input field2 ab; end", "type field2 ab"},
	{"going back to a field and typing on",
		"char; input user a; blur user a; click note; click user; char; input user ab; end",
		"type user ab"},
	{"a click into a field and nothing more", "click user; click save", "click save"},
	{"a click into a field that opens something",
		"click city; react; show option; click option", "click city; click option"},
	{"lines in a textarea",
		"char; input note a; key note Enter; input note a\n; char; input note a\nb; end",
		"type note a\nb"},
	{"Enter in an editor that makes a paragraph",
		"char; input editor a; key editor Enter; input editor a\n; end", "type editor a\n"},
	{"Enter in an editor that sends",
		"char; input editor hi; key editor Enter; react; char; input editor you; end",
		"type editor hi; press editor Enter; type editor you"},
	{"Enter in a line that sends, twice",
		"char; input user hi; key user Enter; char; input user you; key user Enter; quiet",
		"type user hi; press user Enter; type user you; press user Enter"},
	{"input methods, whose keys are not reported",
		"input user \u304b; input user \u304b\u3093; end", "type user \u304b\u3093"},
	{"filling in by the browser",
		"click user; replace user ann; replace pass {{secret:password}}; end",
		"type user ann; type pass {{secret:password}}"},
	{"Escape closes", "key page Escape", ""},
	{"Escape closes, at the end", "key page Escape; end", "press page Escape"},
	{"select all and copy", "key page Control+A; key page Control+C; end", ""},
	{"a shortcut of the page", "key page Control+K; end", "press page Control+K"},
	{"a letter that the page answers", "key page j; react; quiet", "press page j"},
	{"a letter that nothing answers", "key page j; click save", "click save"},
	{"Enter on a link", "key link Enter; nav page /x; end", "press link Enter"},
	{"Space on a button", "key save Space; end", "press save Space"},

	/* autocompletes */
	{"a suggestion chosen by mouse",
		"click city; char; input city P; react; show option; char; input city Pr; blur "
		"city Pr; click option; end",
		"type city Pr; click option"},
	{"a suggestion chosen by keys",
		"char; input city P; react; blur city P; key city ArrowDown; react; key city "
		"Enter; react; click save",
		"type city P; press city ArrowDown; press city Enter; click save"},
	{"suggestions of the browser, chosen by keys",
		"char; input city P; blur city P; key city ArrowDown; key city Enter; replace city "
		"Prague; click save",
		"type city Prague; click save"},
	{"arrows, then typing on",
		"char; input city P; key city ArrowDown; char; input city Pr; end",
		"type city P; press city ArrowDown; type city Pr"},
	{"a suggestion that writes into the field afterwards",
		"char; input city P; blur city P; click option; blur city Prague; click save",
		"type city P; click option; click save"},

	/* values */
	{"a checkbox", "click terms; change terms on", "check terms on"},
	{"a checkbox by Space", "key terms Space; change terms on; end", "check terms on"},
	{"a checkbox, on and off again",
		"click terms; change terms on; click terms; change terms off", "check terms off"},
	{"a checkbox that the page handles itself", "click terms; react; click save",
		"click terms; click save"},
	{"a double click on a checkbox",
		"click terms; change terms on; dclick terms; change terms off", "check terms off"},
	{"a radio", "click red; change red on", "check red on"},
	{"a radio that is on already", "click red; click save", "check red on; click save"},
	{"radios by arrow keys",
		"click red2; change red2 on; key red2 ArrowDown; change blue2 on; key blue2 "
		"ArrowDown; change red2 on",
		"check red2 on"},
	{"a switch", "click switch; change switch on; click save", "check switch on; click save"},
	{"a box that clicks a hidden checkbox", "click menu; change hidden on; click save",
		"click menu; click save"},
	{"a select by mouse", "click country; change country Chad; click save",
		"select country Chad; click save"},
	{"a select by keys",
		"key country ArrowDown; change country Cuba; key country ArrowDown; change country "
		"Chad; end",
		"select country Chad"},
	{"a select by letters",
		"char; change country Cuba; char; change country Chad; hover save; char; change "
		"country Cyprus; end",
		"select country Cyprus"},
	{"a select that is only opened", "click country; click save", "click save"},
	{"several labels of a select", "click country; change country Chad\nCuba; end",
		"select country Chad\nCuba"},
	{"a date by keys",
		"click date; char; input date 2027-05-12; char; input date 2027-05-13; key date "
		"Tab; end",
		"type date 2027-05-13"},
	{"a date, Enter", "char; input date 2027-05-12; key date Enter; nav page /x; end",
		"type date 2027-05-12; press date Enter"},
	{"a number by arrows",
		"click count; key count ArrowUp; input count 1; key count ArrowUp; input count 2; "
		"end",
		"type count 2"},
	{"a number by wheel", "click count; input count 1; input count 2; end", "type count 2"},
	{"a slider by mouse", "click volume; input volume 40; input volume 70; end",
		"type volume 70"},
	{"a spin button of the page's own", "key spin ArrowUp; key spin ArrowUp; end",
		"press spin ArrowUp; press spin ArrowUp"},
	{"a script's own edits after a click", "click save; input editor smile; click link",
		"click save; click link"},
	{"typing long after a click", "click save; wait 1000; input editor hi; end",
		"click save; type editor hi"},
	{"a file", "click file; wait 4000; upload file /tmp/a.pdf; end", "upload file /tmp/a.pdf"},
	{"a file by a button of the page", "click save; wait 4000; upload file /tmp/a.pdf; end",
		"upload file /tmp/a.pdf"},
	{"drag and drop", "drag row box; end", "drag row 22"},

	/* hovering and scrolling */
	{"hovering on the way", "hover menu; hover link; click save", "click save"},
	{"hovering opens a menu", "hide item; hover menu; show item; hover item; click item",
		"hover menu; click item"},
	{"hovering opens a menu without a new snapshot",
		"hide item; hide subitem; hover menu; show item; show subitem; hover= subitem; "
		"hover= item; click item",
		"hover menu; click item"},
	{"hovering opens a menu in a menu",
		"hide item; hide subitem; hover menu; show item; hover item; show subitem; hover "
		"subitem; click subitem",
		"hover menu; hover item; click subitem"},
	{"hovering, then a check in what it opened",
		"hide terms; hover menu; show terms; click terms; change terms on",
		"hover menu; check terms on"},
	{"what a click opened is not hovered",
		"hide item; click menu; show item; hover link; click item",
		"click menu; click item"},
	{"hovering at the end", "hover menu; end", ""},
	{"scrolling to what is there", "scroll page 0,300; click save", "click save"},
	{"scrolling to what is loaded by it",
		"hide row; scroll page 0,300; show row; hover link; scroll page 0,200; click row",
		"scroll page 0,500; click row"},
	{"scrolling a box to what is loaded by it",
		"hide row; scroll box 0,90; show row; click row", "scroll box 0,90; click row"},
	{"scrolling by keys", "key page PageDown; scroll= page 0,600; click save", "click save"},
	{"scrolling at the end", "click save; scroll page 0,900; end", "click save"},
	{"scrolling that loads, at the end", "scroll page 0,900; react; end", "scroll page 0,900"},

	/* navigation */
	{"an address typed", "nav browser /x; click save", "navigate /x; click save"},
	{"back", "click link; nav page /b; nav back /a; click save",
		"click link; back; click save"},
	{"a navigation of unknown origin after an action",
		"click link; wait 2000; nav unknown /x; end", "click link"},
	{"a navigation of unknown origin out of nowhere",
		"click link; wait 6000; nav unknown /x; end", "click link; navigate /x"},
	{"a late navigation by the page", "click link; wait 9000; nav page /x; end", "click link"},
	{"a frame's navigation", "wait 9000; nav sub /x; end", ""},
	{"a question answered", "click save; wait 3000; dialog accept; click link",
		"click save; dialog accept; click link"},
	{"a question asked after Enter", "char; input user a; key user Enter; dialog accept:yes",
		"type user a; press user Enter; dialog accept:yes"},

	/* tabs */
	{"a popup, and on in it", "click link; open 1 by0; in 1; click save",
		"click link; click save"},
	{"a popup, and on in the first tab", "click link; open 1 by0; in 0; click save",
		"click link; switch_tab 0; click save"},
	{"to and fro",
		"click link; open 1 by0; in 1; click save; in 0; click row; in 1; click save",
		"click link; click save; switch_tab 0; click row; switch_tab 1; click save"},
	{"typing that opens a popup by Enter",
		"char; input user a; key user Enter; open 1 by0; in 1; click save",
		"type user a; press user Enter; click save"},
	{"a popup closed by hand",
		"click link; open 1 by0; in 1; click row; wait 3000; close 1 hand; in 0; click "
		"save",
		"click link; click row; close_tab; click save"},
	{"a popup that closes itself",
		"click link; open 1 by0; in 1; click row; close 1 hand; in 0; click save",
		"click link; click row; click save"},
	{"a tab in the background closed by hand",
		"click link; open 1 by0; in 0; click row; wait 3000; close 1 hand; click save",
		"click link; switch_tab 0; click row; switch_tab 1; close_tab; click save"},
	{"the window is closed",
		"click link; open 1 by0; wait 9000; close 1 hand; close 0 hand; end", "click link"},
	{"a tab opened by hand stands for the current one",
		"click link; wait 9000; open 1 hand; in 1; nav browser /x; click save; end",
		"click link; navigate /x; click save"},
	{"tabs from before", "open 1 before; in 1; click save; in 0; click row",
		"click save; switch_tab 0; click row"},
};

static void run_case(void **state)
{
	size_t i = (size_t)(uintptr_t)*state;
	struct scene *scene = scene_new();
	char *emitted;

	play(scene, cases[i].stream);
	emitted = emitted_text(scene);
	assert_string_equal(emitted, cases[i].expected);
	free(emitted);
	scene_free(scene);
}

static void coalesce_gives_typing_the_snapshot_of_its_click(void **state)
{
	struct scene *scene = scene_new();

	(void)state;
	play(scene, "click user; char; input user a; key user Enter; click save");
	assert_int_equal(scene->emitted_count, 3);
	assert_int_equal(scene->snapshots[0], 1);
	assert_int_equal(scene->snapshots[1], 2);
	assert_int_equal(scene->snapshots[2], 3);
	scene_free(scene);
}

static void coalesce_gives_a_double_click_the_place_of_its_first(void **state)
{
	struct scene *scene = scene_new();

	(void)state;
	play(scene, "click save; click row; dclick row");
	assert_int_equal(scene->snapshots[1], 2);
	assert_int_equal(scene->orders[1], 3);
	scene_free(scene);
}

static void coalesce_gives_a_change_the_snapshot_of_its_click(void **state)
{
	struct scene *scene = scene_new();

	(void)state;
	play(scene, "click terms; quiet; click terms; change terms on");
	assert_int_equal(scene->emitted_count, 2);
	assert_int_equal(scene->snapshots[1], 3);
	scene_free(scene);
}

static void coalesce_undoes_typing_that_is_held(void **state)
{
	struct scene *scene = scene_new();

	(void)state;
	play(scene, "click save; char; input user a");
	assert_int_equal(coalescer_held(scene->coalescer)->action.kind, ACTION_TYPE);
	assert_true(coalescer_drop_held(scene->coalescer));
	assert_null(coalescer_held(scene->coalescer));
	play(scene, "end");
	assert_int_equal(scene->emitted_count, 1);
	scene_free(scene);
}

static void coalesce_does_not_continue_what_was_undone(void **state)
{
	struct scene *scene = scene_new();

	(void)state;
	play(scene, "click row");
	assert_false(coalescer_drop_held(scene->coalescer));
	play(scene, "dclick row");
	assert_int_equal(scene->emitted_count, 2);
	assert_string_equal(scene->emitted[1], "click row");
	scene_free(scene);
}

static void coalesce_survives_more_doubt_than_it_holds(void **state)
{
	struct scene *scene = scene_new();

	(void)state;
	for (int i = 0; i < 40; i++)
		play(scene, "react; click text; react; key page j");
	play(scene, "end");
	assert_true(scene->emitted_count > 0);
	scene_free(scene);
}

int main(void)
{
	enum { CASES = sizeof(cases) / sizeof(*cases) };
	static struct CMUnitTest tests[CASES + 16];
	static const struct CMUnitTest others[] = {
		cmocka_unit_test(coalesce_gives_typing_the_snapshot_of_its_click),
		cmocka_unit_test(coalesce_gives_a_double_click_the_place_of_its_first),
		cmocka_unit_test(coalesce_gives_a_change_the_snapshot_of_its_click),
		cmocka_unit_test(coalesce_undoes_typing_that_is_held),
		cmocka_unit_test(coalesce_does_not_continue_what_was_undone),
		cmocka_unit_test(coalesce_survives_more_doubt_than_it_holds),
	};

	for (size_t i = 0; i < CASES; i++)
		tests[i] = (struct CMUnitTest){cases[i].name, run_case, NULL, NULL, (void *)i};
	for (size_t i = 0; i < sizeof(others) / sizeof(*others); i++)
		tests[CASES + i] = others[i];
	return _cmocka_run_group_tests(
		"coalesce", tests, CASES + sizeof(others) / sizeof(*others), NULL, NULL);
}
