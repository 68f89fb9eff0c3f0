/*
 * checks.h - what `doctor` examines: each thing that a recording or a run needs of the machine,
 * with what to do where it is missing.
 */
#ifndef CLI_CHECKS_H
#define CLI_CHECKS_H

#include "config/options.h"

#include <stddef.h>

enum check_state {
	CHECK_OK,
	CHECK_WARNING, /* works, but less well, or not for everything */
	CHECK_FAILED
};

struct check {
	const char *name;
	enum check_state state;
	char *detail; /* what was found; owned */
	char *remedy; /* NULL: nothing to do; owned */
};

size_t check_count(void);
/* Carries out check number `index`. To be released. */
struct check check_examine(size_t index, const struct options *options);
void check_release(struct check *check);
const char *check_state_name(enum check_state state); /* "ok", "warning", "failed" */

#endif
