/*
 * A second process performs in a recorded Chromium with trusted input; the recording must say what
 * was performed.
 */
#include "studio.h"

/* A test is one source: what it needs of tests/support is compiled into it. */
#include "../support/performer.c"
#include "../support/performer_input.c"
#include "../support/performer_page.c"

static const struct page pages[] = {
	{.path = "/login",
		.body = "<title>Log in</title><h1>Log in</h1><form action='/home'>"
			"<label>User <input name='user'></label>"
			"<label>Password <input type='password' name='word' id='password'></label>"
			"<label>Member number <input name='member' class='private'></label>"
			"<button>Sign in</button></form>"},
	{.path = "/card",
		.body = "<title>Card</title><form onsubmit='return false'>"
			"<label>Пароль <input type='password' name='login-pw' id='pw'></label>"
			"<label>密码 <input type='password' id='again'></label>"
			"<label>Code <input autocomplete='one-time-code' name='c1'></label>"
			"<label>Code <input autocomplete='one-time-code' name='c2'></label>"
			"<label>Month <select id='month' autocomplete='cc-exp-month'>"
			"<option value=''>Month<option>January<option>September</select></label>"
			"<div id='note' contenteditable role='textbox' aria-label='Note' "
			"style='border:1px solid;min-height:30px'></div>"
			"<button>Pay</button></form>"},
	{.path = "/home",
		.body = "<title>Home</title><h1>Welcome</h1><p role='status'>You are logged in</p>"
			"<a href='/next' id='next'>Next page</a>"
			"<a href='/popup' id='pop' target='_blank'>Open window</a>"},
	{.path = "/next",
		.body = "<title>Next</title><h1>Next</h1><a href='/home' id='home'>Home</a>"},
	{.path = "/popup",
		.body = "<title>Popup</title><h1>Popup</h1><button id='in' "
			"onclick=\"this.textContent = 'Done'\">Inside</button>"
			"<button id='bye' onclick='window.close()'>Bye</button>"},
	{.path = "/controls",
		.body = "<title>Controls</title><form onsubmit='return false'>"
			"<label>Name <input id='name' value='old'></label>"
			"<label>Country <select id='country'><option>Austria<option>Belgium"
			"<option>Chad<option>Denmark</select></label>"
			"<label><input type='checkbox' id='news'> <span "
			"id='newstext'>Newsletter</span></label>"
			"<fieldset><legend>Colour</legend><label><input type='radio' name='c' "
			"id='red'> Red</label>"
			"<label><input type='radio' name='c' id='blue'> Blue</label></fieldset>"
			"<label>Day <input type='date' id='day'></label>"
			"<label>Time <input type='time' id='time'></label>"
			"<label>Guests <input type='number' id='guests'></label>"
			"<label>Volume <input type='range' id='volume' min='0' max='10' "
			"value='5'></label>"
			"<label>Remarks <textarea id='remarks'></textarea></label>"
			"<label>File <input type='file' id='file'></label>"
			"<div role='switch' id='alerts' tabindex='0' aria-checked='false' "
			"aria-label='Alerts'"
			" style='width:40px;height:20px;background:#888;cursor:pointer' onclick=\""
			"setAttribute('aria-checked', getAttribute('aria-checked') != "
			"'true')\"></div>"
			"<button id='save'>Save</button></form>"},
	{.path = "/city",
		.body = "<title>City</title><div id='app'></div><script>"
			"const cities = ['Paris', 'Prague', 'Potsdam', 'Porto'];"
			"let text = '', marked = -1, chosen = '';"
			"const found = () => text && !chosen ? cities.filter(c => c.toLowerCase()"
			".startsWith(text.toLowerCase())) : [];"
			"function draw() {"
			"  app.innerHTML = '<label>City <input id=city role=combobox></label><div "
			"role=listbox>' +"
			"    found().map((c, i) => '<div role=option id=' + c + ' aria-selected=' +"
			"    (i === marked) + ' style=cursor:pointer>' + c + '</div>').join('') + "
			"'</div>' +"
			"    '<p role=status>' + chosen + '</p>';"
			"  const input = document.getElementById('city');"
			"  input.value = text; input.focus(); input.setSelectionRange(99, 99);"
			"  input.oninput = () => { text = input.value; chosen = ''; marked = -1; "
			"draw(); };"
			"  input.onkeydown = e => {"
			"    if (e.key === 'ArrowDown') { e.preventDefault(); marked++; draw(); }"
			"    if (e.key === 'Enter' && found()[marked]) take(found()[marked]); };"
			"  for (const option of app.querySelectorAll('[role=option]'))"
			"    option.onmousedown = e => { e.preventDefault(); "
			"take(option.textContent); };"
			"}"
			"function take(city) { text = chosen = city; draw(); }"
			"draw();</script>"},
	{.path = "/vanish",
		.body = "<title>Vanish</title><button id='a' onclick='this.remove()'>Click me "
			"away</button>"
			"<button id='b' onmousedown='this.remove()'>Press me away</button>"
			"<ul id='list'><li>One <button id='one' onclick=\"list.innerHTML = "
			"'<li>Two <button id=two>Delete</button></li>'\">Delete</button></li></ul>"
			"<p id='plain'>Only text</p><button id='end'>End</button>"},
	{.path = "/outer",
		.body = "<title>Outer</title><h1>Outer</h1><iframe id='widget' width='500' "
			"height='300'>"
			"</iframe><script>widget.src = 'http://localhost:' + location.port + "
			"'/inner'</script>"
			"<button id='after'>After</button>"},
	{.path = "/inner",
		.body = "<title>Inner</title><label>Room <input id='room'></label>"
			"<button id='book' onclick=\"out.textContent = 'Booked ' + "
			"room.value\">Book</button>"
			"<p id='out' role='status'></p>"},
	{.path = "/shadow",
		.body = "<title>Shadow</title><outer-box></outer-box><script>"
			"customElements.define('inner-box', class extends HTMLElement { "
			"constructor() { super();"
			"  this.attachShadow({ mode: 'open' }).innerHTML ="
			"  '<label>Seat <input id=seat></label><button id=take>Take</button>'; } "
			"});"
			"customElements.define('outer-box', class extends HTMLElement { "
			"constructor() { super();"
			"  this.attachShadow({ mode: 'open' }).innerHTML ="
			"  '<h2>Plan</h2><button id=show>Show</button><inner-box></inner-box>'; } "
			"});"
			"</script>"},
	{.path = "/editor",
		.body = "<title>Editor</title><div id='text' contenteditable role='textbox' "
			"aria-label='Letter' style='border:1px "
			"solid;min-height:60px'><p>Hello</p></div>"
			"<label>Chat <input id='chat'></label><div id='log'></div><script>"
			"chat.onkeydown = e => { if (e.key === 'Enter') { log.textContent += "
			"chat.value; "
			"chat.value = ''; } };</script>"},
	{.path = "/drag",
		.body = "<title>Drag</"
			"title><style>.box{width:120px;height:50px;margin:10px;background:#ddd}"
			"</style><div id='card' class='box' draggable='true'>Card</div>"
			"<div id='bin' class='box' ondragover='event.preventDefault()'"
			" ondrop=\"event.preventDefault(); bin.textContent = 'Full bin'\">Bin</div>"
			"<div id='knob' class='box' "
			"style='cursor:grab;touch-action:none'>Knob</div>"
			"<div id='slot' class='box'>Slot</div><script>let held = false;"
			"knob.onpointerdown = e => { held = true; e.preventDefault(); };"
			"onpointermove = e => { if (held) knob.style.transform ="
			" 'translate(' + (e.clientX - 70) + 'px,' + (e.clientY - 160) + 'px)'; };"
			"onpointerup = () => { if (held) slot.textContent = 'Slot taken'; held = "
			"false; };"
			"</script>"},
	{.path = "/menu",
		.body = "<title>Menu</title><style>.sub{display:none;position:absolute}.menu:hover "
			".sub{display:block}"
			".menu{width:150px;margin-bottom:60px}</style><nav><div class='menu' "
			"id='file'>File"
			"<div class='sub'><a href='#new' id='new'>New</a></div></div></nav>"
			"<button id='more' onmouseenter=\"extra.hidden = false\">More</button>"
			"<div id='extra' hidden><button id='deep'>Deep</button></div>"
			"<button id='plain'>Plain</button>"},
	{.path = "/scroll",
		.body = "<title>Scroll</title><style>[role=listitem]{height:20px;overflow:hidden}</"
			"style><div id='box' style='height:150px;overflow:auto' "
			"aria-label='Results' role='list' tabindex='0'></div><div "
			"style='height:1500px'></div>"
			"<button id='low'>Low</button><script>let n = 0;"
			"function more() { for (let i = 0; i < 20; i++) { const row = "
			"document.createElement('div');"
			"  row.setAttribute('role', 'listitem'); n++;"
			"  row.innerHTML = 'Row ' + n + ' <button id=r' + n + '>Pick ' + n + "
			"'</button>';"
			"  box.append(row); } }"
			"more(); box.onscroll = () => {"
			"  if (box.scrollTop + box.clientHeight > box.scrollHeight - 20 && n < 60) "
			"more(); };"
			"</script>"},
	{.path = "/ask",
		.body = "<title>Ask</title><button id='delete' onclick=\"out.textContent ="
			" confirm('Delete it?') ? 'Deleted' : 'Kept'\">Delete</button>"
			"<p id='out' role='status'></p><button id='end'>End</button>"},
	{.path = "/rows",
		.body = "<title>Rows</title><div id='row' style='cursor:pointer;width:200px' "
			"ondblclick=\"out.textContent = 'Opened'\">Report</div><p id='out' "
			"role='status'></p>"
			"<div id='other' style='cursor:pointer;width:200px'>Other</div>"
			"<div id='menu' hidden><button id='rename'>Rename</button></div><script>"
			"other.oncontextmenu = e => { e.preventDefault(); menu.hidden = false; "
			"};</script>"},
	{.path = "/closed",
		.body = "<title>Closed</title><closed-box></closed-box><script>"
			"customElements.define('closed-box', class extends HTMLElement { "
			"constructor() { super();"
			"  const root = this.attachShadow({ mode: 'closed' });"
			"  root.innerHTML = '<label>Seat <input id=seat></label><button "
			"id=take>Take</button>"
			"<label><input type=checkbox id=aisle> Aisle</label><p id=out "
			"role=status></p>';"
			"  root.getElementById('take').onclick = () => { "
			"root.getElementById('out').textContent ="
			"    'Taken ' + root.getElementById('seat').value; }; } });"
			"</script><button id='end'>End</button>"},
	{.path = "/corner",
		.body = "<title>Corner</title><button id='open' onclick='list.hidden = "
			"!list.hidden'>Open"
			"</button><div id='list' hidden "
			"style='position:fixed;right:180px;bottom:30px'>"
			"<button id='low'>Low</button></div>"},
	{.path = "/queue", .body = "<title>Queue</title><a href='/late' id='late'>Go on</a>"},
	{.path = "/late",
		.body = "<title>Late</title><button id='end'>End</button>",
		.headers = "Content-Type: text/html; charset=utf-8\r\nX-Content-Type-Options: "
			   "nosniff\r\n",
		.pause_ms = 700}, /* shown at once: until then a document without any element */
	{0},
};

/* ---- */

#define FINISH "{'do': 'overlay', 'act': 'finish'}]"

static void expect(void **state, const char *path, const char *steps, const char *expected)
{
	struct studio *studio = *state;

	studio_record(studio, pages, path, steps, NULL, FINALE_NONE);
	studio_expect(studio, expected);
}

static void record_keeps_no_password(void **state)
{
	struct studio *studio = *state;
	struct studio_options options = {
		.secrets = "{'password': 'Tr0ub4dor-x', 'member': 'M-99817'}",
		.secret_selectors = ".private"};
	const struct trajectory *trajectory = &studio->recording.trajectory;

	studio_record(studio, pages, "/login",
		"[{'do': 'type', 'css': '[name=user]', 'text': 'ann'},"
		" {'do': 'type', 'css': '#password', 'secret': 'password'},"
		" {'do': 'type', 'css': '.private', 'secret': 'member'},"
		" {'do': 'click', 'css': 'button'}, {'do': 'wait', 'css': '#next'}," FINISH,
		&options, FINALE_NONE);
	studio_expect(studio, "type textbox 'User' ann\n"
			      "type textbox 'Password' {{secret:password}}\n"
			      "type textbox 'Member number' {{secret:member_number}}\n"
			      "click button 'Sign in'\n");
	assert_int_equal(studio_files_with(studio->folder, "Tr0ub4dor-x"), 0);
	assert_int_equal(studio_files_with(studio->folder, "M-99817"), 0);
	assert_non_null(strstr(studio->progress_words.data, "Password"));
	assert_null(strstr(studio->progress_words.data, "Tr0ub4dor-x"));
	assert_null(strstr(studio->progress_words.data, "M-99817"));
	for (size_t i = 0; i < trajectory->step_count; i++)
		assert_true(trajectory->steps[i].screenshot[0] != 0);
	assert_int_equal(trajectory->secret_count, 2);
	assert_string_equal(trajectory->secrets[0].name, "password");
	assert_string_equal(trajectory->secrets[0].host, "127.0.0.1");
	assert_true(trajectory->final && strstr(trajectory->final->url, "word=[secret]"));
}

static void record_keeps_no_secret_of_any_control(void **state)
{
	struct studio *studio = *state;
	struct studio_options options = {
		.secrets = "{'note': 'Zebra-crossing-7'}", .secret_selectors = "#note"};
	const struct trajectory *trajectory = &studio->recording.trajectory;

	studio_record(studio, pages, "/card",
		"[{'do': 'type', 'css': '#pw', 'text': 'x1'},"
		" {'do': 'type', 'css': '#again', 'text': 'x2'},"
		" {'do': 'type', 'css': '[name=c1]', 'text': 'x3'},"
		" {'do': 'type', 'css': '[name=c2]', 'text': 'x4'},"
		" {'do': 'select', 'css': '#month', 'label': 'September'},"
		" {'do': 'type', 'css': '#note', 'secret': 'note'},"
		" {'do': 'click', 'css': 'button'}," FINISH,
		&options, FINALE_NONE);
	studio_expect(studio, "type textbox 'Пароль' {{secret:login_pw}}\n"
			      "type textbox '密码' {{secret:again}}\n"
			      "type textbox 'Code' {{secret:code}}\n"
			      "type textbox 'Code' {{secret:code_2}}\n"
			      "select combobox 'Month' {{secret:month}}\n"
			      "type textbox 'Note' {{secret:note}}\n"
			      "click button 'Pay'\n");
	assert_int_equal(studio_files_with(studio->folder, "Zebra-crossing-7"), 0);
	for (size_t i = 0; i < trajectory->step_count; i++) {
		const struct element *target = trajectory->steps[i].target;

		assert_string_not_equal(target->value, "September");
		for (uint16_t j = 0; j < target->option_count; j++)
			assert_false(target->options[j].selected);
	}
	assert_int_equal(trajectory->secret_count, 6);
}

static void record_knows_every_control(void **state)
{
	expect(state, "/controls",
		"[{'do': 'type', 'css': '#name', 'text': 'new name'},"
		" {'do': 'select', 'css': '#country', 'label': 'Chad'},"
		" {'do': 'click', 'css': '#newstext'},"
		" {'do': 'check', 'css': '#blue', 'on': true},"
		" {'do': 'type', 'css': '#day', 'text': '2027-05-12'},"
		" {'do': 'type', 'css': '#time', 'text': '14:30'},"
		" {'do': 'type', 'css': '#guests', 'text': '3'},"
		" {'do': 'type', 'css': '#volume', 'text': '7'},"
		" {'do': 'type', 'css': '#remarks', 'text': 'Quiet room.\\nThank you.'},"
		" {'do': 'upload', 'css': '#file', 'files': ['/etc/hostname']},"
		" {'do': 'click', 'css': '#alerts'},"
		" {'do': 'click', 'css': '#save'}," FINISH,
		"type textbox 'Name' new name\n"
		"select combobox 'Country' Chad\n"
		"check checkbox 'Newsletter' on\n"
		"check radio 'Blue' on\n"
		"type textbox 'Day' 2027-05-12\n"
		"type textbox 'Time' 14:30\n"
		"type spinbutton 'Guests' 3\n"
		"type slider 'Volume' 7\n"
		"type textbox 'Remarks' Quiet room.|Thank you.\n"
		"upload button 'File' hostname\n"
		"check switch 'Alerts' on\n"
		"click button 'Save'\n");
}

static void record_follows_an_autocomplete_by_mouse(void **state)
{
	expect(state, "/city",
		"[{'do': 'type', 'css': '#city', 'text': 'P'}, {'do': 'type', 'css': '#city', "
		"'text': 'Pr'},"
		" {'do': 'click', 'css': '#Prague'}," FINISH,
		"type combobox 'City' Pr\n"
		"click option 'Prague'\n");
}

static void record_follows_an_autocomplete_by_keys(void **state)
{
	expect(state, "/city",
		"[{'do': 'type', 'css': '#city', 'text': 'Po'}, {'do': 'press', 'key': "
		"'ArrowDown'},"
		" {'do': 'press', 'key': 'ArrowDown'}, {'do': 'press', 'key': 'Enter'}," FINISH,
		"type combobox 'City' Po\n"
		"press combobox 'City' ArrowDown\n"
		"press combobox 'City' ArrowDown\n"
		"press combobox 'City' Enter\n");
}

static void record_sees_clicks_that_remove_their_element(void **state)
{
	expect(state, "/vanish",
		"[{'do': 'click', 'css': '#a'}, {'do': 'click', 'css': '#b'},"
		" {'do': 'click', 'css': '#one'}, {'do': 'click', 'css': '#plain'},"
		" {'do': 'click', 'css': '#two'}, {'do': 'click', 'css': '#end'}," FINISH,
		"click button 'Click me away'\n"
		"click button 'Press me away'\n"
		"click button 'Delete'\n"
		"click button 'Delete'\n"
		"click button 'End'\n");
}

static void record_tells_links_from_the_browsers_own_bar(void **state)
{
	expect(state, "/home",
		"[{'do': 'click', 'css': '#next'}, {'do': 'click', 'css': '#home'}, {'do': 'back'},"
		" {'do': 'wait', 'css': '#home'}, {'do': 'navigate', 'url': 'http://here/login'},"
		" {'do': 'type', 'css': '[name=user]', 'text': 'bob'}, {'do': 'press', 'key': "
		"'Enter'},"
		" {'do': 'wait', 'css': '#next'}," FINISH,
		"click link 'Next page'\n"
		"click link 'Home'\n"
		"back\n"
		"navigate /login\n"
		"type textbox 'User' bob\n"
		"press textbox 'User' Enter\n");
}

static void record_follows_into_a_frame_of_another_site(void **state)
{
	struct studio *studio = *state;

	studio_record(studio, pages, "/outer",
		"[{'do': 'type', 'frame': '#widget', 'css': '#room', 'text': 'Blue'},"
		" {'do': 'click', 'frame': '#widget', 'css': '#book'},"
		" {'do': 'click', 'css': '#after'}," FINISH,
		NULL, FINALE_NONE);
	studio_expect(studio, "type textbox 'Room' Blue\n"
			      "click button 'Book'\n"
			      "click button 'After'\n");
	assert_non_null(strstr(studio->recording.trajectory.steps[0].target_frame_url, "/inner"));
	assert_string_equal(studio->recording.trajectory.steps[2].target_frame_url, "");
	assert_non_null(strstr(studio->recording.trajectory.steps[0].url, "/outer"));
	assert_non_null(strstr(studio->recording.trajectory.steps[1].changes, "Booked Blue"));
	assert_non_null(
		strstr(studio->recording.trajectory.steps[2].observation->text, "Booked Blue"));
}

static void record_sees_into_nested_shadow_roots(void **state)
{
	expect(state, "/shadow",
		"[{'do': 'click', 'css': ['outer-box', '#show']},"
		" {'do': 'type', 'css': ['outer-box', 'inner-box', '#seat'], 'text': '12A'},"
		" {'do': 'click', 'css': ['outer-box', 'inner-box', '#take']}," FINISH,
		"click button 'Show'\n"
		"type textbox 'Seat' 12A\n"
		"click button 'Take'\n");
}

static void record_sees_into_closed_shadow_roots(void **state)
{
	expect(state, "/closed",
		"[{'do': 'type', 'css': ['closed-box', '#seat'], 'text': '12A'},"
		" {'do': 'check', 'css': ['closed-box', '#aisle'], 'on': true},"
		" {'do': 'click', 'css': ['closed-box', '#take']}, {'do': 'click', 'css': "
		"'#end'}," FINISH,
		"type textbox 'Seat' 12A\n"
		"check checkbox 'Aisle' on\n"
		"click button 'Take'\n"
		"click button 'End'\n");
}

static void record_follows_into_a_new_tab(void **state)
{
	expect(state, "/home",
		"[{'do': 'click', 'css': '#pop'}, {'do': 'click', 'css': '#in'},"
		" {'do': 'click', 'css': '#bye'}, {'do': 'click', 'css': '#next'}," FINISH,
		"click link 'Open window'\n"
		"click button 'Inside'\n"
		"click button 'Bye'\n"
		"click link 'Next page'\n");
}

static void record_notes_going_to_another_tab(void **state)
{
	expect(state, "/home",
		"[{'do': 'click', 'css': '#pop'}, {'do': 'click', 'css': '#in'},"
		" {'do': 'click', 'css': '#next', 'tab': 0}, {'do': 'click', 'css': '#bye', 'tab': "
		"1},"
		" {'do': 'click', 'css': '#home'}," FINISH,
		"click link 'Open window'\n"
		"click button 'Inside'\n"
		"switch_tab 0\n"
		"click link 'Next page'\n"
		"switch_tab 1\n"
		"click button 'Bye'\n"
		"click link 'Home'\n");
}

static void record_notes_a_tab_closed_by_hand(void **state)
{
	expect(state, "/home",
		"[{'do': 'click', 'css': '#pop'}, {'do': 'click', 'css': '#in'},"
		" {'do': 'wait', 'css': '#bye'}, {'do': 'pause', 'ms': 1200}, {'do': 'close'},"
		" {'do': 'click', 'css': '#next'}," FINISH,
		"click link 'Open window'\n"
		"click button 'Inside'\n"
		"close_tab\n"
		"click link 'Next page'\n");
}

static void record_knows_editors(void **state)
{
	expect(state, "/editor",
		"[{'do': 'type', 'css': '#text', 'text': 'Dear all,\\nThanks'},"
		" {'do': 'type', 'css': '#chat', 'text': 'one'}, {'do': 'press', 'key': 'Enter'},"
		" {'do': 'type', 'css': '#chat', 'text': 'two'}, {'do': 'press', 'key': "
		"'Enter'}," FINISH,
		"type textbox 'Letter' Dear all,\n"
		"|Thanks\n"
		"type textbox 'Chat' one\n"
		"press textbox 'Chat' Enter\n"
		"type textbox 'Chat' two\n"
		"press textbox 'Chat' Enter\n");
}

static void record_sees_both_ways_of_dragging(void **state)
{
	expect(state, "/drag",
		"[{'do': 'drag', 'css': '#card', 'to': '#bin'},"
		" {'do': 'drag', 'css': '#knob', 'to': '#slot'}," FINISH,
		"drag text 'Card' Bin\n"
		"drag text 'Knob' Slot\n");
}

static void record_keeps_hovering_that_opens_something(void **state)
{
	expect(state, "/menu",
		"[{'do': 'hover', 'css': '#plain'}, {'do': 'hover', 'css': '#file'},"
		" {'do': 'click', 'css': '#new'}, {'do': 'hover', 'css': '#more'},"
		" {'do': 'click', 'css': '#deep'}, {'do': 'hover', 'css': '#file'},"
		" {'do': 'click', 'css': '#plain'}," FINISH,
		"hover text 'File'\n"
		"click link 'New'\n"
		"hover button 'More'\n"
		"click button 'Deep'\n"
		"click button 'Plain'\n");
}

static void record_keeps_scrolling_that_loads_something(void **state)
{
	expect(state, "/scroll",
		"[{'do': 'scroll', 'css': '#box', 'dy': 2000}, {'do': 'wait', 'css': '#r25'},"
		" {'do': 'click', 'css': '#r25'}, {'do': 'scroll', 'css': '#low', 'dy': -300},"
		" {'do': 'click', 'css': '#low'}," FINISH,
		"scroll list 'Results' 0,250\n"
		"click button 'Pick 25'\n"
		"click button 'Low'\n");
}

static void record_notes_answers_to_questions(void **state)
{
	struct studio *studio = *state;

	studio_record(studio, pages, "/ask",
		"[{'do': 'click', 'css': '#delete'}, {'do': 'dialog', 'accept': true},"
		" {'do': 'click', 'css': '#end'}," FINISH,
		NULL, FINALE_NONE);
	studio_expect(studio, "click button 'Delete'\n"
			      "dialog accept\n"
			      "click button 'End'\n");
	assert_string_equal(
		studio->recording.trajectory.steps[1].observation->dialog_message, "Delete it?");
}

static void record_has_a_bar_that_can_be_moved(void **state)
{
	expect(state, "/corner",
		"[{'do': 'click', 'css': '#open'}, {'do': 'click', 'css': '#low'}," FINISH,
		"click button 'Open'\n"
		"click button 'Low'\n");
}

static void record_has_its_bar_on_a_page_that_begins_late(void **state)
{
	expect(state, "/queue",
		"[{'do': 'click', 'css': '#late'}, {'do': 'wait', 'css': '#end'}," FINISH,
		"click link 'Go on'\n");
}

static void record_knows_double_and_right_clicks(void **state)
{
	expect(state, "/rows",
		"[{'do': 'double_click', 'css': '#row'}, {'do': 'right_click', 'css': '#other'},"
		" {'do': 'click', 'css': '#rename'}," FINISH,
		"double_click generic 'Report'\n"
		"right_click generic 'Other'\n"
		"click button 'Rename'\n");
}

static void record_undoes_steps(void **state)
{
	struct studio *studio = *state;

	studio_record(studio, pages, "/controls",
		"[{'do': 'check', 'css': '#news', 'on': true}, {'do': 'check', 'css': '#red', "
		"'on': true},"
		" {'do': 'overlay', 'act': 'undo'}, {'do': 'type', 'css': '#name', 'text': "
		"'wrong'},"
		" {'do': 'overlay', 'act': 'undo'}, {'do': 'check', 'css': '#blue', 'on': true},"
		" {'do': 'click', 'css': '#save'}," FINISH,
		NULL, FINALE_NONE);
	studio_expect(studio, "check checkbox 'Newsletter' on\n"
			      "check radio 'Blue' on\n"
			      "click button 'Save'\n");
	assert_int_equal(studio->progress_steps, 3);
}

static void record_discards(void **state)
{
	struct studio *studio = *state;
	char **names = NULL;

	studio_record(studio, pages, "/home",
		"[{'do': 'click', 'css': '#next'}, {'do': 'overlay', 'act': 'discard'},"
		" {'do': 'overlay', 'act': 'discard'}]",
		NULL, FINALE_NONE);
	assert_int_equal(studio->recording.end, RECORDER_DISCARDED);
	char *folder = path_join(studio->folder, "shown");
	studio_ok(studio, folder_list(folder, &names, &studio->error));
	assert_null(names[0]);
	file_names_free(names);
	free(folder);
}

static void record_ends_with_the_window(void **state)
{
	expect(state, "/home",
		"[{'do': 'click', 'css': '#next'}, {'do': 'wait', 'css': '#home'}, {'do': "
		"'close'}]",
		"click link 'Next page'\n");
}

static void record_ends_by_interrupt(void **state)
{
	struct studio *studio = *state;

	studio_record(studio, pages, "/home",
		"[{'do': 'click', 'css': '#next'}, {'do': 'wait', 'css': '#home'}]", NULL,
		FINALE_INTERRUPT);
	studio_expect(studio, "click link 'Next page'\n");
	assert_int_equal(studio->recording.trajectory.outcome, OUTCOME_SUCCESS);
}

static void record_survives_the_browsers_death(void **state)
{
	struct studio *studio = *state;
	char *actions;

	studio_record(studio, pages, "/controls",
		"[{'do': 'check', 'css': '#news', 'on': true},"
		" {'do': 'type', 'css': '#name', 'text': 'half done'}]",
		NULL, FINALE_KILL_BROWSER);
	actions = studio_actions(studio);
	assert_int_equal(studio->recording.end, RECORDER_LOST);
	assert_int_equal(studio->recording.trajectory.outcome, OUTCOME_ABORTED);
	assert_string_equal(actions, "check checkbox 'Newsletter' on\n"
				     "type textbox 'Name' half done\n");
	free(actions);
}

static void record_proposes_and_stores_what_is_accepted(void **state)
{
	struct studio *studio = *state;
	struct studio_options options = {.goal = "Book the room Blue"};
	struct trajectory again;

	studio_record(studio, pages, "/inner",
		"[{'do': 'type', 'css': '#room', 'text': 'Blue'}, {'do': 'click', 'css': '#book'},"
		" {'do': 'wait', 'css': '#out'}," FINISH,
		&options, FINALE_NONE);
	assert_int_equal(studio->recording.trajectory.parameters.count, 1);
	assert_string_equal(studio->recording.trajectory.parameters.items[0].value, "Blue");
	assert_false(criterion_is_empty(&studio->recording.trajectory.criterion));
	studio_ok(studio, recording_accept(&studio->recording, &studio->error));
	studio_ok(studio,
		trajectory_read(&again, studio->recording.trajectory.folder, &studio->error));
	assert_int_equal(again.parameters.count, 1);
	assert_false(criterion_is_empty(&again.criterion));
	assert_non_null(again.final);
	trajectory_release(&again);
}

static void record_refuses_a_page_that_cannot_be_opened(void **state)
{
	struct studio *studio = *state;
	struct recorder_options options = {
		.task = "shown", .goal = "x", .overlay = true, .start_url = "http://127.0.0.1:9/"};
	char **names = NULL;
	char *folder;

	options.logs_folder = studio->folder;
	studio_ok(studio, loop_init(&studio->loop, &studio->error));
	page_server_open(&studio->server, &studio->loop, pages);
	studio_open_browser(studio, &options);
	assert_int_equal(record(studio->browser, &options, &studio->recording, &studio->error),
		ERROR_REFUSED);
	folder = path_join(studio->folder, "shown");
	studio_ok(studio, folder_list(folder, &names, &studio->error));
	assert_null(names[0]);
	file_names_free(names);
	free(folder);
}

int main(int count, char **arguments)
{
	static const struct CMUnitTest tests[] = {
		in_studio(record_keeps_no_password),
		in_studio(record_keeps_no_secret_of_any_control),
		in_studio(record_knows_every_control),
		in_studio(record_follows_an_autocomplete_by_mouse),
		in_studio(record_follows_an_autocomplete_by_keys),
		in_studio(record_sees_clicks_that_remove_their_element),
		in_studio(record_tells_links_from_the_browsers_own_bar),
		in_studio(record_follows_into_a_frame_of_another_site),
		in_studio(record_sees_into_nested_shadow_roots),
		in_studio(record_sees_into_closed_shadow_roots),
		in_studio(record_follows_into_a_new_tab),
		in_studio(record_notes_going_to_another_tab),
		in_studio(record_notes_a_tab_closed_by_hand),
		in_studio(record_knows_editors),
		in_studio(record_sees_both_ways_of_dragging),
		in_studio(record_keeps_hovering_that_opens_something),
		in_studio(record_keeps_scrolling_that_loads_something),
		in_studio(record_notes_answers_to_questions),
		in_studio(record_knows_double_and_right_clicks),
		in_studio(record_has_a_bar_that_can_be_moved),
		in_studio(record_has_its_bar_on_a_page_that_begins_late),
		in_studio(record_undoes_steps),
		in_studio(record_discards),
		in_studio(record_ends_with_the_window),
		in_studio(record_ends_by_interrupt),
		in_studio(record_survives_the_browsers_death),
		in_studio(record_proposes_and_stores_what_is_accepted),
		in_studio(record_refuses_a_page_that_cannot_be_opened),
	};

	if (count > 1)
		cmocka_set_test_filter(arguments[1]); /* one test, by name or pattern */
	return cmocka_run_group_tests(tests, NULL, NULL);
}
