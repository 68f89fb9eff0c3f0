#include "cli/open_adapters.h"

#include "base/file.h"
#include "config/nearest.h"

#include <stdio.h>
#include <stdlib.h>

static int refuse(const char *folder, const char *task, struct error *error)
{
	char **names = NULL;
	const char *meant = NULL;
	if (folder_list(folder, &names, NULL) == 0)
		meant = nearest_name(task, (const char *const *)names);
	error_set(error, ERROR_NOT_FOUND,
		"The task '%s' has no adapters in '%s': it has not learned yet.%s%s%s", task,
		folder, meant ? " Did you mean '" : "", meant ? meant : "", meant ? "'?" : "");
	file_names_free(names);
	return ERROR_NOT_FOUND;
}

int adapters_open(struct store *store, const struct options *options, enum store_mode mode,
	struct error *error)
{
	const char *task = options_text(options, "task");
	const char *folder = options_text(options, "adapters-dir");
	char *path = path_join(folder, task);
	int rc = file_is_folder(path) ? store_open(store, folder, task, mode, error)
				      : refuse(folder, task, error);
	free(path);
	return rc;
}

void adapter_short_name(const char *hash, char out[static HASH_SHOWN + 1])
{
	snprintf(out, HASH_SHOWN + 1, "%s", *hash ? hash : "none");
}
