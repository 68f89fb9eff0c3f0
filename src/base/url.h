/*
 * url.h - the parts of an address that decisions rest on: scheme, host, port, path.
 *
 * For comparing where things come from, not for fetching: the browser has the last word on what an
 * address means. Parts are spans of the text that was split.
 */
#ifndef BASE_URL_H
#define BASE_URL_H

#include <stdbool.h>
#include <stddef.h>

struct url_span {
	const char *start;
	size_t length;
};

struct url {
	struct url_span scheme;
	struct url_span host; /* without user, port and brackets; empty for about:, data:, file: */
	struct url_span path; /* up to '?' or '#'; may be empty */
	int port;	      /* -1: not given */
};

/* False unless text begins with a scheme ("https:") and, for http and https, has a host. */
bool url_split(const char *text, struct url *url);

/* Heap text: the host in lower case; "" if there is none. */
char *url_host(const char *text);

/* Heap text: the address without query and fragment, as criteria and reports show it. */
char *url_without_query(const char *text);

/* What stands in a recorded address where a secret was cut out. */
#define URL_SECRET "[secret]"

/* Whether a secret was cut out of it ("[secret]", or "[secret:NAME]" by secrets_redact()): such an
 * address cannot be gone to. */
bool url_lacks_secret(const char *text);

#endif
