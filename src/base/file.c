#include "base/file.h"

#include "base/memory.h"
#include "base/random.h"

#include <assert.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

static int read_all(
	int fd, const char *path, size_t maximum_bytes, struct bytes *out, struct error *error)
{
	char chunk[65536];
	for (;;) {
		ssize_t count = read(fd, chunk, sizeof(chunk));
		if (count < 0 && errno == EINTR)
			continue;
		if (count < 0)
			return error_set_errno(error, errno, "Cannot read %s", path);
		if (count == 0)
			return bytes_append(out, "", 0, error);
		if ((size_t)count > maximum_bytes - out->length)
			return error_set(error, ERROR_LIMIT,
				"The file %s is larger than the %zu bytes that are accepted.", path,
				maximum_bytes);
		int rc = bytes_append(out, chunk, (size_t)count, error);
		if (rc)
			return rc;
	}
}

int file_read(const char *path, size_t maximum_bytes, struct bytes *out, struct error *error)
{
	bytes_init(out, maximum_bytes);
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return error_set_errno(error, errno, "Cannot open %s", path);
	int rc = read_all(fd, path, maximum_bytes, out, error);
	if (rc)
		bytes_release(out);
	close(fd);
	return rc;
}

static int write_all(int fd, const char *data, size_t length)
{
	while (length > 0) {
		ssize_t count = write(fd, data, length);
		if (count < 0 && errno == EINTR)
			continue;
		if (count < 0)
			return errno;
		data += count;
		length -= (size_t)count;
	}
	return 0;
}

/* Makes the new file, durable, at a path that must not exist. Returns an errno value. */
static int write_new(const char *path, const void *data, size_t length, mode_t mode)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
	if (fd < 0)
		return errno;
	int problem = write_all(fd, data, length);
	if (problem == 0 && fsync(fd) != 0)
		problem = errno;
	if (close(fd) != 0 && problem == 0)
		problem = errno;
	return problem;
}

/* Makes a rename in the folder of path durable. Some file systems cannot sync a folder, and say
 * so by EINVAL. Returns an errno value. */
static int sync_folder_of(const char *path)
{
	const char *slash = strrchr(path, '/');
	size_t length = slash ? (size_t)(slash - path) : 0;
	char *folder =
		slash ? memory_copy_span(path, length > 0 ? length : 1) : memory_copy_text(".");
	int problem = 0;
	int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd < 0 || (fsync(fd) != 0 && errno != EINVAL))
		problem = errno;
	if (fd >= 0)
		close(fd);
	free(folder);
	return problem;
}

int file_replace(
	const char *path, const void *data, size_t length, mode_t mode, struct error *error)
{
	char identifier[9];
	random_identifier(identifier, sizeof(identifier) - 1);
	char *draft = memory_format("%s.tmp-%ld-%s", path, (long)getpid(), identifier);
	int problem = write_new(draft, data, length, mode);
	if (problem == 0 && rename(draft, path) != 0)
		problem = errno;
	if (problem)
		unlink(draft);
	else
		problem = sync_folder_of(path);
	free(draft);
	return problem ? error_set_errno(error, problem, "Cannot write %s", path) : 0;
}

/* Less than asked is written where the disk fills up: trying to write the rest gives the reason,
 * and what was written is taken back, so that the next line does not continue a torn one.
 * Returns an errno value. */
static int finish_line(int fd, const char *rest, size_t rest_length, size_t written)
{
	struct stat status;
	if (fstat(fd, &status) != 0)
		return errno;
	int problem = write_all(fd, rest, rest_length);
	if (problem && S_ISREG(status.st_mode) &&
		ftruncate(fd, status.st_size - (off_t)written) != 0)
		return errno;
	return problem;
}

int file_append_line(int fd, const char *line, const char *path_for_messages, struct error *error)
{
	assert(!strchr(line, '\n'));
	char *whole = memory_format("%s\n", line);
	size_t length = strlen(whole);
	ssize_t count;
	do {
		count = write(fd, whole, length);
	} while (count < 0 && errno == EINTR);
	int problem = count < 0 ? errno : 0;
	if (count >= 0 && (size_t)count < length)
		problem = finish_line(fd, whole + count, length - (size_t)count, (size_t)count);
	free(whole);
	return problem ? error_set_errno(error, problem, "Cannot append to %s", path_for_messages)
		       : 0;
}

bool file_exists(const char *path)
{
	struct stat status;
	return stat(path, &status) == 0;
}

bool file_is_folder(const char *path)
{
	struct stat status;
	return stat(path, &status) == 0 && S_ISDIR(status.st_mode);
}

/* Returns an errno value. */
static int make_one(const char *path, mode_t mode)
{
	if (mkdir(path, mode) == 0)
		return 0;
	int problem = errno;
	if (file_is_folder(path))
		return 0;
	return problem == EEXIST ? ENOTDIR : problem;
}

int folder_make(const char *path, mode_t mode, struct error *error)
{
	char *partial = memory_copy_text(path);
	char *slash = partial;
	int problem;
	do {
		slash += strspn(slash, "/");
		slash += strcspn(slash, "/");
		char kept = *slash;
		*slash = 0;
		problem = make_one(partial, mode);
		*slash = kept;
	} while (problem == 0 && *slash);
	free(partial);
	return problem ? error_set_errno(error, problem, "Cannot make the folder %s", path) : 0;
}

static int remove_content(int folder_fd);

/* Removes one name of a folder. What another process has removed meanwhile is no problem.
 * Returns an errno value, like the two below. */
static int remove_entry(int folder_fd, const char *name)
{
	if (unlinkat(folder_fd, name, 0) == 0 || errno == ENOENT)
		return 0;
	if (errno != EISDIR && errno != EPERM)
		return errno;
	int fd = openat(folder_fd, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	if (fd < 0)
		return errno == ENOENT ? 0 : errno;
	int problem = remove_content(fd);
	if (problem == 0 && unlinkat(folder_fd, name, AT_REMOVEDIR) != 0 && errno != ENOENT)
		problem = errno;
	return problem;
}

static bool is_dots(const char *name)
{
	return strcmp(name, ".") == 0 || strcmp(name, "..") == 0;
}

/* Closes folder_fd. */
static int remove_content(int folder_fd)
{
	DIR *folder = fdopendir(folder_fd);
	if (!folder) {
		int problem = errno;
		close(folder_fd);
		return problem;
	}
	int problem = 0;
	struct dirent *entry;
	while (problem == 0 && (errno = 0, entry = readdir(folder)))
		if (!is_dots(entry->d_name))
			problem = remove_entry(folder_fd, entry->d_name);
	if (problem == 0 && !entry)
		problem = errno;
	closedir(folder);
	return problem;
}

int folder_remove(const char *path, struct error *error)
{
	int fd = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	if (fd < 0 && errno == ENOENT)
		return 0;
	int problem = fd < 0 ? errno : remove_content(fd);
	if (problem == 0 && rmdir(path) != 0)
		problem = errno;
	return problem ? error_set_errno(error, problem, "Cannot remove the folder %s", path) : 0;
}

static int compare_names(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

int folder_list(const char *path, char ***names, struct error *error)
{
	DIR *folder = opendir(path);
	if (!folder)
		return error_set_errno(error, errno, "Cannot list the folder %s", path);
	size_t count = 0, capacity = 16;
	char **found = memory_new(capacity, sizeof(*found));
	struct dirent *entry;
	while ((errno = 0, entry = readdir(folder))) {
		if (is_dots(entry->d_name))
			continue;
		if (count + 1 == capacity)
			found = memory_resize(found, capacity *= 2, sizeof(*found));
		found[count++] = memory_copy_text(entry->d_name);
	}
	int problem = errno;
	closedir(folder);
	found[count] = NULL;
	if (problem) {
		file_names_free(found);
		return error_set_errno(error, problem, "Cannot list the folder %s", path);
	}
	qsort(found, count, sizeof(*found), compare_names);
	*names = found;
	return 0;
}

void file_names_free(char **names)
{
	for (char **name = names; name && *name; name++)
		free(*name);
	free(names);
}

char *path_join(const char *folder, const char *name)
{
	size_t length = strlen(folder);
	const char *slash = length == 0 || folder[length - 1] == '/' ? "" : "/";
	return memory_format("%s%s%s", folder, slash, name);
}

bool path_component_is_safe(const char *name)
{
	static const char allowed[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
				      "0123456789.-_";
	enum { MAXIMUM_BYTES = 100 };
	if (!name || name[0] == 0 || name[0] == '.')
		return false;
	size_t length = strlen(name);
	return length <= MAXIMUM_BYTES && strspn(name, allowed) == length;
}
