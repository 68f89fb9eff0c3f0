#include "cli/places.h"

#include "base/file.h"
#include "base/memory.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
	SOURCE_DEPTH = 3, /* build/apprentice, build/tests/..., out/build/... */
	PATH_LENGTH = 4096,
};

/* The folder of the running program; false where /proc is not mounted. */
static bool program_folder(char folder[static PATH_LENGTH])
{
	ssize_t length = readlink("/proc/self/exe", folder, PATH_LENGTH - 1);
	if (length <= 0)
		return false;
	folder[length] = 0;
	*strrchr(folder, '/') = 0;
	return true;
}

/* The source tree above `folder`, told by its table of layers, or NULL. Heap text. */
static char *source_folder(const char *folder)
{
	char *at = memory_copy_text(folder), *found = NULL;
	for (int depth = 0; depth < SOURCE_DEPTH && !found; depth++) {
		char *slash = strrchr(at, '/');
		if (!slash)
			break;
		*slash = 0;
		char *mark = path_join(at, "src/LAYERS");
		if (file_exists(mark))
			found = memory_copy_text(at);
		free(mark);
	}
	free(at);
	return found;
}

/* Takes `folder`, which may be NULL; gives folder/name if it exists. */
static char *look_in(char *folder, const char *name)
{
	char *path = folder ? path_join(folder, name) : NULL;
	free(folder);
	if (path && !file_exists(path) && !file_is_folder(path)) {
		free(path);
		return NULL;
	}
	return path;
}

static char *look_beside_program(const char *name)
{
	char folder[PATH_LENGTH];
	if (!program_folder(folder))
		return NULL;
	char *path = look_in(source_folder(folder), name);
	return path ? path : look_in(memory_format("%s/../share/apprentice", folder), name);
}

int place_find(const char *name, char **path, struct error *error)
{
	char *found = look_in(memory_copy_text(getenv("APPRENTICE_DATA")), name);
	if (!found)
		found = look_beside_program(name);
#ifdef APPRENTICE_DATA_FOLDER
	if (!found)
		found = look_in(memory_copy_text(APPRENTICE_DATA_FOLDER), name);
#endif
	if (!found)
		return error_set(error, ERROR_NOT_FOUND,
			"'%s', which comes with the program, is neither beside it nor in "
			"APPRENTICE_DATA. Set APPRENTICE_DATA to the folder that holds it.",
			name);
	*path = found;
	return 0;
}

char *place_of_config(const struct options *options)
{
	const char *folder = options_text(options, "output-dir");
	size_t length = strlen(folder);
	while (length > 1 && folder[length - 1] == '/')
		length--;
	while (length > 0 && folder[length - 1] != '/')
		length--;
	return memory_format("%.*sapprentice.yaml", (int)length, folder);
}
