/*
 * file.h - files: whole reads with a limit, atomic replacement, folders, lines.
 *
 * Replacement (file_replace) writes "<path>.tmp-<pid>-<random>" beside the target, syncs it,
 * renames it over the target and syncs the folder. Whoever reads `path`, at any moment and
 * after any crash, sees the old content or the new one, never a mixture. A crash can leave a
 * .tmp- file behind; nothing ever reads one.
 *
 * Appending (file_append_line) is one write() of a whole line to a file opened with O_APPEND:
 * a crash can cut the last line, which readers of JSON Lines must tolerate. A full disk leaves
 * the file as it was.
 */
#ifndef BASE_FILE_H
#define BASE_FILE_H

#include "base/bytes.h"
#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

/* The whole file. *out is initialised here, with maximum_bytes as its maximum, and stays empty on
 * failure; LIMIT when the file is larger. */
int file_read(const char *path, size_t maximum_bytes, struct bytes *out, struct error *error);
int file_replace(
	const char *path, const void *data, size_t length, mode_t mode, struct error *error);
int file_append_line(int fd, const char *line, const char *path_for_messages, struct error *error);
bool file_exists(const char *path);
bool file_is_folder(const char *path);
int folder_make(const char *path, mode_t mode, struct error *error); /* with its parents */

/* With all in it, links not followed. A folder that does not exist is already removed. */
int folder_remove(const char *path, struct error *error);

/* Names in a folder, sorted by byte order, without "." and ".."; *names is an owned
 * NULL-terminated array of owned texts for file_names_free(). */
int folder_list(const char *path, char ***names, struct error *error);
void file_names_free(char **names);

char *path_join(const char *folder, const char *name); /* heap */

/* A name that is safe as one path component: letters, digits, '.', '-', '_'; not empty, no
 * leading '.', at most 100 bytes. Task names and downloads must pass it. */
bool path_component_is_safe(const char *name);

#endif
