/*
 * defaults.h - the defaults that a command has of its own. Private to config.
 */
#ifndef CONFIG_DEFAULTS_H
#define CONFIG_DEFAULTS_H

#include "config/options.h"

/* Settings that nobody has made take the command's default. */
void options_apply_defaults_of(struct options *options, enum option_command command);

#endif
