#include "evaluation/miniwob_page.h"

#include "base/bytes.h"
#include "base/memory.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#define URL_MAXIMUM	16384
#define PAGE_TIMEOUT_MS 20000

extern const char miniwob_page_js[];

/* The characters of a path that stand for themselves in an address (RFC 3986). */
static bool stands_for_itself(unsigned char c)
{
	return isalnum(c) || strchr("-._~/!$&'()*+,;=:@", c);
}

char *miniwob_url(const char *html, const char *task)
{
	char *folder = realpath(html, NULL);
	char *path = memory_format("%s/miniwob/%s.html", folder ? folder : html, task);
	struct bytes url;
	bytes_init(&url, URL_MAXIMUM);
	bytes_append_text(&url, "file://", NULL);
	for (const unsigned char *at = (unsigned char *)path; *at; at++)
		if (stands_for_itself(*at))
			bytes_append(&url, at, 1, NULL);
		else
			bytes_format(&url, NULL, "%%%02X", *at);
	free(path);
	free(folder);
	return bytes_take(&url);
}

static int ask(struct tab *tab, char *question, json_t **answer, struct error *error)
{
	char *expression = memory_format("(%s).%s", miniwob_page_js, question);
	int code =
		tab_evaluate_in_page(tab, expression, deadline_in(PAGE_TIMEOUT_MS), answer, error);
	free(expression);
	free(question);
	return code;
}

int miniwob_begin(struct tab *tab, const char *url, int seed, double time_scale, char **goal,
	struct error *error)
{
	json_t *answer = NULL;
	int code = tab_navigate(tab, url, deadline_in(PAGE_TIMEOUT_MS), error);
	if (!code)
		code = ask(
			tab, memory_format("begin(%d, %.17g)", seed, time_scale), &answer, error);
	if (code)
		return code;
	*goal = memory_copy_text(json_is_string(answer) ? json_string_value(answer) : "");
	json_decref(answer);
	return 0;
}

struct miniwob_end miniwob_look(struct tab *tab)
{
	json_t *answer = NULL;
	ask(tab, memory_copy_text("look()"), &answer, NULL);
	struct miniwob_end end = {.over = json_bool_at(answer, "over", false)};
	if (end.over)
		end.reward = json_number_at(answer, "reward", 0);
	json_decref(answer);
	return end;
}
