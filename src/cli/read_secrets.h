/*
 * read_secrets.h - the secrets that the person gave: --secrets FILE, and APPRENTICE_SECRET_<NAME>.
 */
#ifndef CLI_READ_SECRETS_H
#define CLI_READ_SECRETS_H

#include "base/secrets.h"
#include "config/options.h"

/* Adds to *secrets, which is initialised; what the file says comes first. */
int read_secrets(struct secrets *secrets, const struct options *options, struct error *error);

#endif
