#include "evaluation/miniwob.h"

#include "base/file.h"
#include "base/memory.h"
#include "base/text.h"

#include <stdlib.h>
#include <string.h>

#define PAGE ".html"

static int check_folder(const char *html, struct error *error)
{
	char *core = path_join(html, "core/core.js"), *pages = path_join(html, "miniwob");
	bool good = file_exists(core) && file_is_folder(pages);
	free(core);
	free(pages);
	if (good)
		return 0;
	return error_set(error, ERROR_USAGE,
		"'%s' is no folder of MiniWoB++: it needs core/core.js and miniwob/. Give the "
		"folder "
		"'html' of Farama's package 'miniwob' with --html.",
		html);
}

/* "click-test.html" -> true and the name without its ending. */
static bool take_name(char *file)
{
	if (!text_ends_with(file, PAGE) || !path_component_is_safe(file))
		return false;
	file[strlen(file) - strlen(PAGE)] = 0;
	return *file != 0;
}

/* Keeps the names for which it is true; order stays. */
static void sift(
	char **names, bool (*keep)(const char *const *globs, char *name), const char *const *globs)
{
	size_t kept = 0;
	for (size_t i = 0; names[i]; i++)
		if (keep(globs, names[i]))
			names[kept++] = names[i];
		else
			free(names[i]);
	names[kept] = NULL;
}

static bool is_page(const char *const *globs, char *name)
{
	(void)globs;
	return take_name(name);
}

static bool is_wanted(const char *const *globs, char *name)
{
	for (size_t i = 0; globs[i]; i++)
		if (text_glob(globs[i], name))
			return true;
	return !globs[0];
}

static int refuse_glob(const char *glob, char *const *names, const char *html, struct error *error)
{
	size_t count = 0;
	while (names[count])
		count++;
	return error_set(error, ERROR_USAGE,
		"No task is called '%.100s' in '%.300s', which has %zu, such as '%s'.", glob, html,
		count, names[0]);
}

static int check_globs(
	const char *const *globs, char *const *names, const char *html, struct error *error)
{
	for (size_t i = 0; globs[i]; i++) {
		bool found = false;
		for (size_t j = 0; names[j] && !found; j++)
			found = text_glob(globs[i], names[j]);
		if (!found)
			return refuse_glob(globs[i], names, html, error);
	}
	return 0;
}

int miniwob_tasks(const char *html, const char *const *globs, char ***names, struct error *error)
{
	char **found = NULL;
	int code = check_folder(html, error);
	if (code)
		return code;
	char *pages = path_join(html, "miniwob");
	code = folder_list(pages, &found, error);
	free(pages);
	if (code)
		return code;
	sift(found, is_page, NULL);
	code = found[0] ? check_globs(globs, found, html, error)
			: error_set(error, ERROR_USAGE, "'%s/miniwob' holds no pages.", html);
	if (code) {
		file_names_free(found);
		return code;
	}
	sift(found, is_wanted, globs);
	*names = found;
	return 0;
}
