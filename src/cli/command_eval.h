/*
 * command_eval.h - what the suites of 'apprentice eval' have in common. One file per suite:
 * command_eval_<name>.c; command_eval.c lists them.
 */
#ifndef CLI_COMMAND_EVAL_H
#define CLI_COMMAND_EVAL_H

#include "base/json.h"
#include "browser/browser.h"
#include "cli/choose_policy.h"
#include "config/options.h"

struct eval_suite {
	const char *name;	    /* "apps" */
	const char *const *options; /* that other suites do not have; NULL-terminated */
	int (*run)(const struct options *options, struct error *error);
};

extern const struct eval_suite eval_apps, eval_gym, eval_miniwob;

enum { EVAL_POLICIES_MAX = 4 };

/* Those that --policies names, ready to decide. */
struct eval_policies {
	struct {
		const struct policy_kind *kind;
		struct chosen_policy chosen;
	} items[EVAL_POLICIES_MAX];
	size_t count;
};

/* standard: the suite's own choice where nobody made one, NULL-terminated; NULL: the option's. */
int eval_policies_open(struct eval_policies *policies, const struct options *options,
	const char *const *standard, struct error *error);
void eval_policies_close(struct eval_policies *policies); /* accepts a zeroed one */

/* The browser that a suite works with, and its loop. */
struct eval_browser {
	struct loop loop;
	struct browser *browser;
	struct browser_script scripts[2];
	char *downloads;
};

int eval_loop_open(struct eval_browser *browsing, struct error *error);
int eval_browser_open(
	struct eval_browser *browsing, const struct options *options, struct error *error);
void eval_browser_close(struct eval_browser *browsing); /* the loop, too; accepts a zeroed one */

/* What --share asks for: index 0 of 1 without it. USAGE: not K/N with 1 <= K <= N. */
struct eval_share {
	int index, count;
};
int eval_share_of(const struct options *options, struct eval_share *share, struct error *error);

/* How many programs are to share the work. */
int eval_jobs(const struct options *options);

/* Calls this program `jobs` times, with the same options and a share each, all at once, and hands
 * each one's JSON to `merge`, in the order of the shares. What they say on the way they say on
 * stderr themselves. Fails, after all have ended, if one of them did. */
int eval_shares(const char *suite, const struct options *options, int jobs,
	void (*merge)(void *context, const json_t *result), void *context, struct error *error);

/* The option, or `otherwise` where nobody set it: suites have defaults of their own. */
long eval_integer(const struct options *options, const char *name, long otherwise);

#endif
