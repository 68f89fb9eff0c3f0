/* Actions that go beyond one element: keys, scrolling, dragging, pages, tabs, dialogs, downloads. */
#include "stage.h"

#define PAGE(title, body) "<!doctype html><title>" title "</title><body>" body

static char downloads[] = "/tmp/apprentice-journey-XXXXXX";

static const struct page pages[] = {
	{.path = "/long",
		.body = PAGE("long",
			"<div id=box tabindex=0 aria-label=Box "
			"style='height:100px;overflow:auto'><div "
			"style='height:900px'>tall</div></div><div style='height:3000px'></div>")},
	{.path = "/wheel",
		.body = PAGE("wheel",
			"<div id=map tabindex=0 style='height:300px'>Map</div><script>"
			"var turned = 0; map.onwheel = e => turned += e.deltaY</script>")},
	{.path = "/drag",
		.body = PAGE("drag", "<div draggable=true tabindex=0 id=a>Card</div><div id=b "
				     "tabindex=0 style='height:"
				     "80px;margin-top:50px'>Target</div><script>var dropped = ''; "
				     "a.ondragstart = e => "
				     "e.dataTransfer.setData('text', 'card'); b.ondragover = e => "
				     "e.preventDefault(); "
				     "b.ondrop = e => { e.preventDefault(); dropped = "
				     "e.dataTransfer.getData('text') }"
				     "</script>")},
	{.path = "/pointer",
		.body = PAGE("pointer",
			"<div id=a tabindex=0 style='width:50px;height:50px'>Knob</div><div id=b "
			"tabindex=0 "
			"style='margin:80px;width:90px'>Place</div><script>var path = [], down = "
			"false; "
			"a.onmousedown = e => { down = true; e.preventDefault() }; onmousemove = e "
			"=> down && "
			"path.push(e.target.id); onmouseup = e => { down = false; path.push('up') "
			"}</script>")},
	{.path = "/first",
		.body = PAGE("first", "<a href=/second>Go on</a>"
				      "<a href=/second target=_blank>Open</a>")},
	{.path = "/second", .body = PAGE("second", "<p>Second</p>")},
	{.path = "/opens",
		.body = PAGE("opens", "<button onclick=\"open('/approval', '', "
				      "'width=300,height=200')\">Ask</button>")},
	{.path = "/approval",
		.body = PAGE("approval", "<button onclick=\"opener.document.title = 'approved'; "
					 "window.close()\">Approve</button>")},
	{.path = "/asks",
		.body = PAGE("asks",
			"<button onclick='answer = String(confirm(\"Sure?\"))'>Confirm"
			"</button><button onclick='answer = String(prompt(\"Name?\"))'>Prompt"
			"</button><button onclick='alert(1); answer = \"seen\"'>Alert</button>"
			"<script>var answer = ''</script>")},
	{.path = "/save", .body = PAGE("save", "<a href=/file download=report.txt>Download</a>")},
	{.path = "/file",
		.body = "content",
		.headers = "Content-Type: application/octet-stream\r\n"},
	{.path = "/later",
		.body = PAGE("later", "<script>setTimeout(() => document.body.append('here'), 300)"
				      "</script>")},
	{.path = "/enter",
		.body = PAGE("enter", "<form action=/second><input aria-label=Query name=q>"
				      "</form>")},
	{.path = "/menu",
		.body = PAGE("menu", "<style>#menu{display:none}#nav:hover "
				     "#menu{display:block}</style><div id=nav>"
				     "<button>File</button><div id=menu><button "
				     "onclick='hits++'>Export</button></div>"
				     "</div><script>var hits = 0</script>")},
	{.path = NULL},
};

static int begin(void **state)
{
	(void)state;
	if (!mkdtemp(downloads))
		return -1;
	stage_open_saving(downloads, pages);
	return 0;
}

static int end(void **state)
{
	(void)state;
	stage_close();
	return folder_remove(downloads, NULL);
}

static int new_tab(void **state)
{
	(void)state;
	scene_new_tab(&stage.scene);
	return 0;
}

static int close_tabs(void **state)
{
	(void)state;
	scene_close_tabs(&stage.scene);
	return 0;
}

static void the_page_and_its_boxes_are_scrolled(void **state)
{
	(void)state;
	stage_show("/long");
	assert_act(ACTION_SCROLL, NULL, "0,700");
	assert_page("scrollY", "700");
	assert_act(ACTION_SCROLL, NULL, "0,-200");
	assert_page("scrollY", "500");
	assert_act(ACTION_SCROLL, "Box", "0,150");
	assert_page("box.scrollTop", "150");
}

static void what_scrolls_by_itself_gets_the_wheel(void **state)
{
	(void)state;
	stage_show("/wheel");
	assert_act(ACTION_SCROLL, "Map", "0,120");
	assert_page("turned", "120");
}

static void html_drags_and_pointer_drags_arrive(void **state)
{
	(void)state;
	stage_show("/drag");
	char *target = memory_format("%u", (unsigned)stage_find("Target")->id);
	assert_act(ACTION_DRAG, "Card", target);
	free(target);
	assert_page("dropped", "card");
	stage_show("/pointer");
	target = memory_format("%u", (unsigned)stage_find("Place")->id);
	assert_act(ACTION_DRAG, "Knob", target);
	free(target);
	assert_page("path.slice(-2)", "b,up");
}

static void links_back_and_addresses_lead_to_pages(void **state)
{
	(void)state;
	stage_show("/first");
	assert_act(ACTION_CLICK, "Go on", "");
	assert_page("document.title", "second");
	assert_true(stage.report.settled.navigated);
	assert_act(ACTION_BACK, NULL, "");
	assert_page("document.title", "first");
	char *url = scene_url(&stage.scene, "127.0.0.1", "/second");
	assert_act(ACTION_NAVIGATE, NULL, url);
	free(url);
	assert_page("document.title", "second");
	assert_refused(ACTION_NAVIGATE, NULL, "javascript:1", ERROR_INPUT, "no address");
}

static void a_new_tab_is_gone_on_in_and_closed_again(void **state)
{
	(void)state;
	stage_show("/first");
	struct tab *first = stage.scene.tab;
	assert_act(ACTION_CLICK, "Open", "");
	assert_ptr_not_equal(stage.report.tab, first);
	stage.scene.tab = stage.report.tab;
	scene_await(&stage.scene, "document.title === 'second'");
	stage_observe();
	assert_int_equal(stage.observation.tab_count, 2);
	assert_act(ACTION_SWITCH_TAB, NULL, "0");
	assert_ptr_equal(stage.report.tab, first);
	assert_refused(ACTION_SWITCH_TAB, NULL, "7", ERROR_NOT_FOUND, "no tab");
	assert_act(ACTION_CLOSE_TAB, NULL, "");
	assert_ptr_equal(stage.report.tab, first);
	stage.scene.tab = first;
	stage_observe();
	assert_refused(ACTION_CLOSE_TAB, NULL, "", ERROR_BLOCKED, "only tab");
}

static void a_popup_that_closes_itself_leads_back_to_where_it_came_from(void **state)
{
	(void)state;
	stage_show("/opens");
	struct tab *first = stage.scene.tab;
	assert_act(ACTION_CLICK, "Ask", "");
	stage.scene.tab = stage.report.tab;
	assert_ptr_not_equal(stage.scene.tab, first);
	scene_await(&stage.scene,
		"document.title === 'approval' && document.readyState === 'complete'");
	stage_observe();
	struct tab *popup = stage.scene.tab;
	assert_act(ACTION_CLICK, "Approve", "");
	assert_true(stage.report.settled.closed);
	assert_ptr_equal(stage.report.tab, first);
	struct observation none;
	assert_int_equal(observe(popup, NULL, soon(), &none, &stage.error), ERROR_STALE);
	stage.scene.tab = first;
	assert_page("document.title", "approved");
}

static void dialogs_are_answered(void **state)
{
	(void)state;
	stage_show("/asks");
	assert_act(ACTION_CLICK, "Confirm", "");
	assert_true(stage.report.settled.dialog);
	stage_observe();
	assert_string_equal(stage.observation.dialog_message, "Sure?");
	assert_act(ACTION_DIALOG, NULL, "accept");
	assert_page("answer", "true");
	stage_observe();
	assert_act(ACTION_CLICK, "Prompt", "");
	assert_act(ACTION_DIALOG, NULL, "accept:Anna");
	assert_page("answer", "Anna");
	stage_observe();
	assert_act(ACTION_CLICK, "Prompt", "");
	assert_act(ACTION_DIALOG, NULL, "dismiss");
	assert_page("answer", "null");
	assert_refused(ACTION_DIALOG, NULL, "accept", ERROR_NOT_FOUND, "No dialog");
	stage_observe();
	assert_act(ACTION_CLICK, "Alert", "");
	assert_page("answer", "seen");
}

static void a_download_is_waited_for_and_named(void **state)
{
	(void)state;
	stage_show("/save");
	assert_act(ACTION_CLICK, "Download", "");
	assert_non_null(stage.report.download);
	assert_non_null(strstr(stage.report.download, "report.txt"));
	assert_true(file_exists(stage.report.download));
}

static void waiting_ends_with_a_change(void **state)
{
	(void)state;
	stage_show("/later");
	assert_act(ACTION_WAIT, NULL, "");
	assert_page("document.body.innerText.trim()", "here");
	assert_act(ACTION_WAIT, NULL, "");
	assert_act(ACTION_FINISH, NULL, "done");
}

static void waiting_takes_no_more_time_than_an_action_may(void **state)
{
	(void)state;
	stage_show("/second");
	stage.options.action_timeout_ms = 100;
	assert_act(ACTION_WAIT, NULL, "");
	stage.options.action_timeout_ms = 10000;
}

static void enter_submits_a_form(void **state)
{
	(void)state;
	stage_show("/enter");
	assert_act(ACTION_TYPE, "Query", "words");
	assert_act(ACTION_PRESS, "Query", "Enter");
	assert_page("location.search", "?q=words");
	assert_true(stage.report.settled.navigated);
}

static void a_menu_opens_by_hovering(void **state)
{
	(void)state;
	stage_show("/menu");
	assert_act(ACTION_HOVER, "File", "");
	stage_observe();
	assert_act(ACTION_CLICK, "Export", "");
	assert_page("hits", "1");
}

#define with_tab(test) cmocka_unit_test_setup_teardown(test, new_tab, close_tabs)

int main(void)
{
	const struct CMUnitTest tests[] = {
		with_tab(the_page_and_its_boxes_are_scrolled),
		with_tab(what_scrolls_by_itself_gets_the_wheel),
		with_tab(html_drags_and_pointer_drags_arrive),
		with_tab(links_back_and_addresses_lead_to_pages),
		with_tab(a_new_tab_is_gone_on_in_and_closed_again),
		with_tab(a_popup_that_closes_itself_leads_back_to_where_it_came_from),
		with_tab(dialogs_are_answered),
		with_tab(a_download_is_waited_for_and_named),
		with_tab(waiting_ends_with_a_change),
		with_tab(waiting_takes_no_more_time_than_an_action_may),
		with_tab(enter_submits_a_form),
		with_tab(a_menu_opens_by_hovering),
	};
	return cmocka_run_group_tests(tests, begin, end);
}
