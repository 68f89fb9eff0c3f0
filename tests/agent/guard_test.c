#include "agent/guard.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

static struct element elements[] = {
	{.id = 1, .group = 0, .operations = OPERATION_CLICK, .role = "button", .name = "Save"},
	{.id = 2,
		.group = 0,
		.operations = OPERATION_TYPE | OPERATION_CLICK,
		.role = "textbox",
		.name = "Name"},
	{.id = 3,
		.group = 0,
		.operations = OPERATION_CLICK,
		.state = ELEMENT_DISABLED,
		.role = "button",
		.name = "Send"},
};
static struct group groups[] = {{.kind = "form", .name = "", .parent = -1}};
static struct observed_frame frames[] = {{.id = "F",
	.url = "https://shop.example.com/cart",
	.name = "",
	.parent = -1,
	.readable = true}};

static struct observation page(void)
{
	for (size_t i = 0; i < sizeof elements / sizeof elements[0]; i++) {
		struct element *e = &elements[i];
		e->tag = e->type = e->placeholder = e->hint = e->href = e->context = "";
		e->locators = (struct locators){"", "", "", "", ""};
		if (!e->value)
			e->value = "";
	}
	return (struct observation){.url = frames[0].url,
		.title = "",
		.language = "",
		.text = "",
		.elements = elements,
		.element_count = 3,
		.groups = groups,
		.group_count = 1,
		.frames = frames,
		.frame_count = 1,
		.dialog_type = "",
		.dialog_message = "",
		.changes = ""};
}

static const char *veto(struct action action, struct guard_context context)
{
	const char *guard;
	struct error error = {0};
	int code = guard_check(&action, &context, &guard, &error);
	assert_true((code == 0) == (guard == NULL));
	if (code)
		assert_true(strlen(error.message) > 10);
	return guard ? guard : "";
}

static void guard_passes_a_plain_click(void **state)
{
	(void)state;
	struct observation observation = page();
	struct guard_context context = {.observation = &observation,
		.start_url = "https://example.com/",
		.demonstration_step = -1};
	assert_string_equal(veto((struct action){ACTION_CLICK, 1, ""}, context), "");
}

static void guard_vetoes_an_element_that_was_not_observed(void **state)
{
	(void)state;
	struct observation observation = page();
	struct guard_context context = {.observation = &observation,
		.start_url = "https://example.com/",
		.demonstration_step = -1};
	assert_string_equal(
		veto((struct action){ACTION_CLICK, 99, ""}, context), "unknown element");
}

static void guard_vetoes_what_the_page_does_not_allow(void **state)
{
	(void)state;
	struct observation observation = page();
	struct guard_context context = {.observation = &observation,
		.start_url = "https://example.com/",
		.demonstration_step = -1};
	assert_string_equal(veto((struct action){ACTION_CLICK, 3, ""}, context), "impossible");
	assert_string_equal(veto((struct action){ACTION_TYPE, 1, "x"}, context), "impossible");
}

static void guard_vetoes_typing_nothing_into_an_empty_field_but_not_clearing(void **state)
{
	(void)state;
	struct observation observation = page();
	struct guard_context context = {.observation = &observation,
		.start_url = "https://example.com/",
		.demonstration_step = -1};
	assert_string_equal(veto((struct action){ACTION_TYPE, 2, ""}, context), "empty typing");
	elements[1].value = "Anna";
	assert_string_equal(veto((struct action){ACTION_TYPE, 2, ""}, context), "");
	elements[1].value = "";
}

static void guard_vetoes_the_third_time_round_a_loop(void **state)
{
	(void)state;
	struct observation observation = page();
	uint64_t hash = observation_hash(&observation);
	struct history_step history[] = {
		{.action = {ACTION_CLICK, 1, ""}, .page_hash = hash, .demonstration_step = -1},
		{.action = {ACTION_CLICK, 1, ""}, .page_hash = hash, .demonstration_step = -1},
	};
	struct guard_context context = {.observation = &observation,
		.history = history,
		.history_count = 2,
		.start_url = "https://example.com/",
		.demonstration_step = -1};
	assert_string_equal(veto((struct action){ACTION_CLICK, 1, ""}, context), "loop");
	history[0].page_hash++;
	assert_string_equal(veto((struct action){ACTION_CLICK, 1, ""}, context), "");
}

static void guard_lets_the_demonstration_repeat_itself(void **state)
{
	(void)state;
	struct observation observation = page();
	uint64_t hash = observation_hash(&observation);
	struct history_step history[] = {
		{.action = {ACTION_CLICK, 1, ""}, .page_hash = hash, .demonstration_step = 0},
		{.action = {ACTION_CLICK, 1, ""}, .page_hash = hash, .demonstration_step = 1},
	};
	struct guard_context context = {.observation = &observation,
		.history = history,
		.history_count = 2,
		.start_url = "https://example.com/",
		.demonstration_step = 2};
	assert_string_equal(veto((struct action){ACTION_CLICK, 1, ""}, context), "");
}

static void guard_vetoes_finishing_with_unsubmitted_text_unless_a_criterion_judges(void **state)
{
	(void)state;
	struct observation observation = page();
	elements[1].value = "Anna";
	struct history_step history[] = {
		{.action = {ACTION_TYPE, 2, "Anna"}, .demonstration_step = -1}};
	struct guard_context context = {.observation = &observation,
		.history = history,
		.history_count = 1,
		.start_url = "https://example.com/",
		.demonstration_step = -1};
	assert_string_equal(veto((struct action){ACTION_FINISH, 0, ""}, context), "unsubmitted");
	context.criterion_given = true;
	assert_string_equal(veto((struct action){ACTION_FINISH, 0, ""}, context), "");
	elements[1].value = "";
}

static void guard_vetoes_foreign_sites_unless_allowed(void **state)
{
	(void)state;
	struct observation observation = page();
	struct guard_context context = {.observation = &observation,
		.start_url = "https://shop.example.com/",
		.demonstration_step = -1};
	struct action away = {ACTION_NAVIGATE, 0, "https://evil.example.org/"};
	assert_string_equal(veto(away, context), "foreign site");
	const char *allowed[] = {"example.org", NULL};
	context.allowed_domains = allowed;
	assert_string_equal(veto(away, context), "");
	context.start_url = "https://other.net/";
	assert_string_equal(veto((struct action){ACTION_CLICK, 1, ""}, context), "foreign site");
}

static void sites_are_registrable_domains(void **state)
{
	(void)state;
	assert_true(guard_same_site("https://shop.example.co.uk/a", "http://pay.example.co.uk/"));
	assert_false(guard_same_site("https://a.co.uk/", "https://b.co.uk/"));
	assert_false(guard_same_site("https://a.github.io/", "https://b.github.io/"));
	assert_true(guard_same_site("http://127.0.0.1:1/", "http://localhost:2/"));
	assert_false(guard_same_site("http://10.0.0.1/", "http://10.0.0.2/"));
	assert_true(guard_same_site("http://[::1]:80/", "http://127.0.0.1/"));
	assert_false(guard_same_site("https://example.com.evil.org/", "https://example.com/"));
	assert_false(guard_same_site("https://example.com@evil.org/", "https://example.com/"));
}

static void allowed_domains_match_below_by_port_and_not_by_suffix(void **state)
{
	(void)state;
	const char *plain[] = {"example.com", NULL};
	const char *below[] = {"*.example.com", NULL};
	const char *port[] = {"example.com:8443", NULL};
	assert_true(guard_domain_allowed("https://example.com/", plain));
	assert_true(guard_domain_allowed("https://a.b.Example.com/", plain));
	assert_false(guard_domain_allowed("https://notexample.com/", plain));
	assert_false(guard_domain_allowed("https://example.com/", below));
	assert_true(guard_domain_allowed("https://www.example.com/", below));
	assert_true(guard_domain_allowed("https://example.com:8443/", port));
	assert_false(guard_domain_allowed("https://example.com/", port));
	assert_false(guard_domain_allowed("https://example.com/", NULL));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(guard_passes_a_plain_click),
		cmocka_unit_test(guard_vetoes_an_element_that_was_not_observed),
		cmocka_unit_test(guard_vetoes_what_the_page_does_not_allow),
		cmocka_unit_test(guard_vetoes_typing_nothing_into_an_empty_field_but_not_clearing),
		cmocka_unit_test(guard_vetoes_the_third_time_round_a_loop),
		cmocka_unit_test(guard_lets_the_demonstration_repeat_itself),
		cmocka_unit_test(
			guard_vetoes_finishing_with_unsubmitted_text_unless_a_criterion_judges),
		cmocka_unit_test(guard_vetoes_foreign_sites_unless_allowed),
		cmocka_unit_test(sites_are_registrable_domains),
		cmocka_unit_test(allowed_domains_match_below_by_port_and_not_by_suffix),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
