#include "base/url.h"

#include "base/memory.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

static bool scheme_length(const char *text, size_t *length)
{
	size_t i = 0;
	if (!isalpha((unsigned char)text[0]))
		return false;
	while (isalnum((unsigned char)text[i]) || strchr("+-.", text[i] ? text[i] : '/'))
		i++;
	*length = i;
	return text[i] == ':';
}

static bool span_is(struct url_span span, const char *word)
{
	return span.length == strlen(word) && strncasecmp(span.start, word, span.length) == 0;
}

/* authority = [user@]host[:port], with an IPv6 host in brackets */
static bool split_authority(struct url *url, const char *start, const char *end)
{
	for (const char *at = start; at < end; at++)
		if (*at == '@')
			start = at + 1;
	const char *host_end = start;
	if (start < end && *start == '[') {
		host_end = memchr(start, ']', (size_t)(end - start));
		if (!host_end)
			return false;
		url->host = (struct url_span){start + 1, (size_t)(host_end - start - 1)};
		host_end++;
	} else {
		while (host_end < end && *host_end != ':')
			host_end++;
		url->host = (struct url_span){start, (size_t)(host_end - start)};
	}
	if (host_end == end)
		return true;
	if (*host_end != ':')
		return false;
	char *rest;
	long port = strtol(host_end + 1, &rest, 10);
	url->port = rest > host_end + 1 && port >= 0 && port <= 65535 ? (int)port : -1;
	return rest == end && (url->port >= 0 || host_end + 1 == end);
}

bool url_split(const char *text, struct url *url)
{
	*url = (struct url){.port = -1};
	size_t length;
	if (!text || !scheme_length(text, &length))
		return false;
	url->scheme = (struct url_span){text, length};
	const char *rest = text + length + 1;
	if (strncmp(rest, "//", 2) == 0) {
		rest += 2;
		const char *end = rest + strcspn(rest, "/\\?#"); /* browsers read "\\" as "/" */
		if (!split_authority(url, rest, end))
			return false;
		rest = end;
	}
	url->path = (struct url_span){rest, strcspn(rest, "?#")};
	bool needs_host = span_is(url->scheme, "http") || span_is(url->scheme, "https");
	return !needs_host || url->host.length > 0;
}

char *url_host(const char *text)
{
	struct url url;
	if (!url_split(text, &url))
		return memory_copy_text("");
	char *host = memory_copy_span(url.host.start ? url.host.start : "", url.host.length);
	for (char *c = host; *c; c++)
		*c = (char)tolower((unsigned char)*c);
	return host;
}

bool url_lacks_secret(const char *text)
{
	return strstr(text, URL_SECRET) || strstr(text, "[secret:");
}

char *url_without_query(const char *text)
{
	return memory_copy_span(text, strcspn(text, "?#"));
}
