#include "browser/burst.h"

#include "browser/tab_call.h"

#include <assert.h>

int burst_begin(struct burst *burst, struct tab *tab, struct error *error)
{
	burst->tab = tab;
	burst->count = 0;
	burst->told = NULL;
	burst->dialogs = tab->dialog.total;
	return tab_check(tab, error);
}

void burst_send(struct burst *burst, const char *method, json_t *params)
{
	assert(burst->count < BURST_CALLS);
	if (burst->tab->target)
		burst->calls[burst->count++] =
			cdp_start(burst->tab->target->session, method, params);
	else
		json_decref(params);
}

bool burst_is_full(const struct burst *burst)
{
	return burst->count + 16 > BURST_CALLS; /* a chord is at most four modifiers and a key */
}

static int answered(void *context, struct error *error)
{
	const struct burst *burst = context;
	size_t done = 0;

	(void)error;
	if (burst->tab->dialog.open || !burst->tab->target ||
		(burst->told && cdp_is_done(burst->told)))
		return 1;
	while (done < burst->count && cdp_is_done(burst->calls[done]))
		done++;
	return done == burst->count;
}

/* The first refusal counts; the rest are let go. */
static int collect(struct burst *burst, deadline_ms deadline, struct error *error)
{
	int status = 0;

	for (size_t i = 0; i < burst->count; i++)
		if (status == 0 && cdp_is_done(burst->calls[i]))
			status = cdp_finish(burst->calls[i], deadline, NULL, error);
		else
			cdp_abandon(burst->calls[i]);
	return status;
}

int burst_finish(struct burst *burst, deadline_ms deadline, struct error *error)
{
	struct error refusal = {0};
	int waited = loop_wait(burst->tab->browser->loop, answered, burst, deadline,
		"the page to take the input", error);
	int status = collect(burst, deadline, &refusal);

	burst->count = 0;
	burst->tab->hung |= waited == ERROR_TIMEOUT;
	if (waited < 0)
		return waited;
	if (status == 0 || status == ERROR_STALE || burst->tab->dialog.total > burst->dialogs)
		return cdp_is_open(burst->tab->browser->connection) ? 0
								    : tab_check(burst->tab, error);
	return error_set(error, (enum error_code)status, "%s", refusal.message);
}
