#include "cdp/refusal.h"

#include <string.h>

/* Beginnings or parts of the sentences by which Chrome tells that what a call spoke of was
 * replaced or removed in the meantime (cdp.md 6.1). */
static const char *const stale_sentences[] = {
	"Inspected target navigated or closed",
	"Cannot find context with specified id",
	"Execution context was destroyed",
	"uniqueContextId not found",
	"Node with given id does not belong to the document",
	"No node found for given backend id",
	"Could not find node with given id",
	"No node with given id found",
	"Node is detached from document",
	"Could not find object with given id",
	"Frame with the given id was not found",
	"Frame with the given frameId is not found",
	"No frame for given id found",
	"Session with given id not found",
	"No target with given id found",
	"Not attached to an active page",
	"Target closed",
};

static bool is_stale(const char *words)
{
	for (size_t i = 0; i < sizeof stale_sentences / sizeof *stale_sentences; i++)
		if (strstr(words, stale_sentences[i]))
			return true;
	return false;
}

int cdp_refusal(struct error *error, const char *method, const json_t *reason)
{
	const char *words = json_text_at(reason, "message", "it gave no reason");
	const char *more = json_text_at(reason, "data", "");
	enum error_code code = ERROR_PROTOCOL;

	if (is_stale(words))
		code = ERROR_STALE;
	else if (strstr(words, "Execution was terminated"))
		code = ERROR_TIMEOUT;
	return error_set(error, code, "Chromium refused %s: %s%s%s.", method, words,
		*more ? ": " : "", more);
}
