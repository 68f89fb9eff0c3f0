/*
 * places.h - where the files that come with the program are: the bundled apps, the documentation.
 *
 * Looked for, in this order: $APPRENTICE_DATA; the source tree that the program was built in;
 * ../share/apprentice beside the program; the folder that was given when it was installed
 * (APPRENTICE_DATA_FOLDER).
 */
#ifndef CLI_PLACES_H
#define CLI_PLACES_H

#include "base/error.h"
#include "config/options.h"

/* The path of "apps", "README.md", ... Heap text. NOT_FOUND says where it was looked for. */
int place_find(const char *name, char **path, struct error *error);

/* "apprentice.yaml" beside the folder of the tasks (--output-dir). Heap text. */
char *place_of_config(const struct options *options);

#endif
