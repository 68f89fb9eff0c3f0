#include "metrics/database.h"

#include "base/file.h"
#include "base/memory.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#define BUSY_TIMEOUT_MS 5000 /* a row takes milliseconds; a rebuild of 10,000 runs seconds */

#define REMEDY                                                                                     \
	"'apprentice stats --rebuild' puts it aside and makes a new one from the runs' files."

static int refuse_write(const struct metrics *metrics, int errno_value, struct error *error)
{
	bool full = !errno_value || errno_value == ENOSPC || errno_value == EDQUOT ||
		    errno_value == EFBIG;
	if (!full)
		return error_set_errno(
			error, errno_value, "The database %s cannot be used", metrics->path);
	return error_set(error, ERROR_IO,
		"The database %s cannot be written: the disk is full. Free some space; "
		"'apprentice stats --rebuild' then adds what is missing.",
		metrics->path);
}

int metrics_refuse(const struct metrics *metrics, int result, struct error *error)
{
	int errno_value = sqlite3_system_errno(metrics->handle);
	switch (result & 0xff) {
	case SQLITE_BUSY:
	case SQLITE_LOCKED:
		return error_set(error, ERROR_BLOCKED,
			"The database %s is in use by another program, which did not let go of it "
			"within %d s. Try again.",
			metrics->path, BUSY_TIMEOUT_MS / 1000);
	case SQLITE_NOTADB:
	case SQLITE_CORRUPT:
		return error_set(error, ERROR_INPUT,
			"The database %s is damaged, or no database at all. " REMEDY,
			metrics->path);
	case SQLITE_READONLY:
	case SQLITE_PERM:
		return error_set(error, ERROR_IO,
			"The database %s has to be changed, and may not be. Make it and its folder "
			"writable.",
			metrics->path);
	case SQLITE_CANTOPEN:
		return error_set_errno(error, errno_value ? errno_value : EACCES,
			"The database %s cannot be opened", metrics->path);
	case SQLITE_FULL:
		return refuse_write(metrics, 0, error);
	case SQLITE_IOERR:
		return refuse_write(metrics, errno_value ? errno_value : EIO, error);
	case SQLITE_NOMEM:
		return error_set(error, ERROR_LIMIT,
			"There is not enough memory for the database %s.", metrics->path);
	default:
		return error_set(error, ERROR_INPUT,
			"The database %s is not as Apprentice makes it (%s). " REMEDY,
			metrics->path, sqlite3_errmsg(metrics->handle));
	}
}

int metrics_execute(const struct metrics *metrics, const char *sql, struct error *error)
{
	int result = sqlite3_exec(metrics->handle, sql, NULL, NULL, NULL);
	return result == SQLITE_OK ? 0 : metrics_refuse(metrics, result, error);
}

int metrics_ask(const struct metrics *metrics, const char *sql, long *answer, struct error *error)
{
	sqlite3_stmt *question = NULL;
	int result = sqlite3_prepare_v2(metrics->handle, sql, -1, &question, NULL);
	if (result == SQLITE_OK)
		result = sqlite3_step(question);
	if (result == SQLITE_ROW)
		*answer = (long)sqlite3_column_int64(question, 0);
	int code = result == SQLITE_ROW ? 0 : metrics_refuse(metrics, result, error);
	sqlite3_finalize(question);
	return code;
}

int metrics_begin(const struct metrics *metrics, struct error *error)
{
	return metrics_execute(metrics, "BEGIN IMMEDIATE", error);
}

int metrics_end(const struct metrics *metrics, int code, struct error *error)
{
	if (!code)
		code = metrics_execute(metrics, "COMMIT", error);
	if (code) /* some failures have rolled back already; to do it again is harmless */
		sqlite3_exec(metrics->handle, "ROLLBACK", NULL, NULL, NULL);
	return code;
}

struct identity {
	long owner, version, tables;
};

/* All at one moment: another process may just be making the tables. */
static int read_identity(
	const struct metrics *metrics, struct identity *identity, struct error *error)
{
	int code = metrics_execute(metrics, "BEGIN", error);
	if (code)
		return code;
	code = metrics_ask(metrics, "SELECT count(*) FROM sqlite_schema", &identity->tables, error);
	if (!code)
		code = metrics_ask(metrics, "PRAGMA application_id", &identity->owner, error);
	if (!code)
		code = metrics_ask(metrics, "PRAGMA user_version", &identity->version, error);
	return metrics_end(metrics, code, error);
}

/* Whose file it is, and of which version: before anything in it is believed. */
static int identify(const struct metrics *metrics, struct error *error)
{
	struct identity file = {0};
	int code = read_identity(metrics, &file, error);
	if (code)
		return code;
	bool is_new = file.owner == 0 && file.version == 0 && file.tables == 0;
	if (!is_new && (file.owner != METRICS_APPLICATION_ID || file.version < 1))
		return error_set(error, ERROR_INPUT,
			"The database %s belongs to another program. " REMEDY, metrics->path);
	if (file.version > schema_newest())
		return error_set(error, ERROR_INPUT,
			"The database %s was made by a newer Apprentice (schema %ld; this one "
			"knows %d). Use that one. Or: " REMEDY,
			metrics->path, file.version, schema_newest());
	return file.version < schema_newest() ? schema_migrate(metrics, schema_newest(), error) : 0;
}

/* SQLite makes files for everybody to read; goals are private. */
static int make_file(const struct metrics *metrics, struct error *error)
{
	int fd = open(metrics->path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	if (fd < 0 && errno != EEXIST)
		return refuse_write(metrics, errno, error);
	if (fd >= 0)
		close(fd);
	return 0;
}

static int connect_to(struct metrics *metrics, enum metrics_mode mode, struct error *error)
{
	int code = mode == METRICS_CHANGE ? make_file(metrics, error) : 0;
	if (code)
		return code;
	if (access(metrics->path, F_OK))
		return error_set_errno(
			error, errno, "The database %s cannot be opened", metrics->path);
	/* Where it may not be written, SQLite opens it for reading. */
	int result = sqlite3_open_v2(metrics->path, &metrics->handle,
		SQLITE_OPEN_READWRITE | SQLITE_OPEN_EXRESCODE, NULL);
	if (result != SQLITE_OK)
		return metrics_refuse(metrics, result, error);
	sqlite3_busy_timeout(metrics->handle, BUSY_TIMEOUT_MS);
	sqlite3_db_config(metrics->handle, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
	sqlite3_db_config(metrics->handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
	return identify(metrics, error);
}

int metrics_open(struct metrics **metrics, const char *logs_folder, enum metrics_mode mode,
	struct error *error)
{
	struct metrics *opened = memory_new(1, sizeof *opened);
	opened->path = path_join(logs_folder, METRICS_FILE);
	int code = connect_to(opened, mode, error);
	if (code) {
		metrics_close(opened);
		opened = NULL;
	}
	*metrics = opened;
	return code;
}

void metrics_close(struct metrics *metrics)
{
	if (!metrics)
		return;
	sqlite3_close(metrics->handle);
	free(metrics->path);
	free(metrics);
}
