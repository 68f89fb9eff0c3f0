#include "agent/guard.h"

#include "base/memory.h"
#include "base/text.h"
#include "base/url.h"

#include <libpsl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define LOOP_LIMIT 3 /* the same action on the same page this often is a loop */

static bool host_is_this_machine(const char *host)
{
	return strcmp(host, "localhost") == 0 || strcmp(host, "127.0.0.1") == 0 ||
	       strcmp(host, "::1") == 0;
}

static bool host_is_address(const char *host)
{
	return strchr(host, ':') || strspn(host, "0123456789.") == strlen(host);
}

static bool hosts_same_site(const char *a, const char *b)
{
	if (strcmp(a, b) == 0 || (host_is_this_machine(a) && host_is_this_machine(b)))
		return true;
	if (host_is_address(a) || host_is_address(b))
		return false;
	const psl_ctx_t *list = psl_builtin();
	const char *domain_a = list ? psl_registrable_domain(list, a) : NULL;
	const char *domain_b = list ? psl_registrable_domain(list, b) : NULL;
	return domain_a && domain_b && strcmp(domain_a, domain_b) == 0;
}

bool guard_same_site(const char *url_a, const char *url_b)
{
	char *a = url_host(url_a);
	char *b = url_host(url_b);
	bool same = hosts_same_site(a, b);
	free(a);
	free(b);
	return same;
}

/* pattern: [*.]domain[:port] */
static bool domain_matches(const char *pattern, const char *host, int port)
{
	bool below_only = text_starts_with(pattern, "*.");
	const char *domain = below_only ? pattern + 2 : pattern;
	size_t length = strcspn(domain, ":");
	if (domain[length] == ':' && strtol(domain + length + 1, NULL, 10) != port)
		return false;
	size_t host_length = strlen(host);
	if (host_length < length || strncasecmp(host + host_length - length, domain, length) != 0)
		return false;
	if (host_length == length)
		return !below_only;
	return host[host_length - length - 1] == '.';
}

static int effective_port(const struct url *url)
{
	if (url->port >= 0)
		return url->port;
	return url->scheme.length == 5 && strncasecmp(url->scheme.start, "https", 5) == 0 ? 443
											  : 80;
}

bool guard_domain_allowed(const char *url_text, const char *const *allowed_domains)
{
	struct url url;
	if (!allowed_domains || !url_split(url_text, &url))
		return false;
	char *host = url_host(url_text);
	bool allowed = false;
	for (size_t i = 0; allowed_domains[i] && !allowed; i++)
		allowed = domain_matches(allowed_domains[i], host, effective_port(&url));
	free(host);
	return allowed;
}

static bool is_repeat(const struct history_step *past, const struct action *action,
	const struct guard_context *context, uint64_t page)
{
	return past->page_hash == page && actions_equal(&past->action, action) &&
	       past->demonstration_step == context->demonstration_step;
}

static int check_loop(
	const struct action *action, const struct guard_context *context, struct error *error)
{
	if (action->kind == ACTION_WAIT || action->kind == ACTION_FINISH)
		return 0;
	uint64_t page = observation_hash(context->observation);
	int seen = 1;
	for (size_t i = 0; i < context->history_count; i++)
		seen += is_repeat(&context->history[i], action, context, page);
	if (seen < LOOP_LIMIT)
		return 0;
	char *words = action_describe(action, context->observation);
	int code = error_set(error, ERROR_REFUSED,
		"Going in circles: '%s' would be done %d times on an unchanged page.", words, seen);
	free(words);
	return code;
}

static int check_element(
	const struct action *action, const struct guard_context *context, struct error *error)
{
	if (action->element == 0 || observation_find(context->observation, action->element))
		return 0;
	return error_set(error, ERROR_REFUSED,
		"The element to %s is not on the page that was observed.",
		action_kind_name(action->kind));
}

static int check_typing(
	const struct action *action, const struct guard_context *context, struct error *error)
{
	if (action->kind != ACTION_TYPE || action->value[0])
		return 0;
	const struct element *field = observation_find(context->observation, action->element);
	if (field && field->value[0])
		return 0; /* clearing a field is typing nothing, and meant */
	return error_set(error, ERROR_REFUSED, "There is nothing to type into '%s'.",
		field ? field->name : "the field");
}

static int check_finish(
	const struct action *action, const struct guard_context *context, struct error *error)
{
	if (action->kind != ACTION_FINISH || context->criterion_given || !context->history_count)
		return 0;
	const struct history_step *last = &context->history[context->history_count - 1];
	if (last->action.kind != ACTION_TYPE || last->failed)
		return 0;
	const struct element *field = observation_find(context->observation, last->action.element);
	if (!field || field->group < 0 || !field->value[0])
		return 0;
	return error_set(error, ERROR_REFUSED,
		"Finishing now would leave what was typed into '%s' unsubmitted.", field->name);
}

static bool url_is_local_document(const char *url)
{
	return text_starts_with(url, "about:") || text_starts_with(url, "data:") || !url[0];
}

static bool url_permitted(const char *url, const struct guard_context *context)
{
	return url_is_local_document(url) || guard_same_site(url, context->start_url) ||
	       guard_domain_allowed(url, context->allowed_domains);
}

/* Frames of other sites belong to the page that embeds them: what counts is the page. */
static int check_site(
	const struct action *action, const struct guard_context *context, struct error *error)
{
	const char *url =
		action->kind == ACTION_NAVIGATE ? action->value : context->observation->url;
	bool leaves = action->kind == ACTION_BACK || action->kind == ACTION_CLOSE_TAB ||
		      action->kind == ACTION_SWITCH_TAB || action->kind == ACTION_FINISH;
	if (leaves || url_permitted(url, context))
		return 0;
	char *host = url_host(url);
	int code = error_set(error, ERROR_REFUSED,
		"'%s' is outside the start site: allow it with --allowed-domains %s if that is "
		"meant.",
		host[0] ? host : url, host[0] ? host : "DOMAIN");
	free(host);
	return code;
}

static int check_possible(
	const struct action *action, const struct guard_context *context, struct error *error)
{
	return action_check(action, context->observation, error);
}

static const struct guard_rule {
	const char *name;
	int (*check)(const struct action *action, const struct guard_context *context,
		struct error *error);
} rules[] = {
	{"unknown element", check_element},
	{"empty typing", check_typing},
	{"impossible", check_possible},
	{"foreign site", check_site},
	{"unsubmitted", check_finish},
	{"loop", check_loop},
};

int guard_check(const struct action *action, const struct guard_context *context,
	const char **guard, struct error *error)
{
	*guard = NULL;
	for (size_t i = 0; i < sizeof rules / sizeof rules[0]; i++) {
		int code = rules[i].check(action, context, error);
		if (code < 0) {
			*guard = rules[i].name;
			return code;
		}
	}
	return 0;
}
