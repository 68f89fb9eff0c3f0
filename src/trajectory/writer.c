#include "trajectory/writer.h"

#include "base/clock.h"
#include "base/file.h"
#include "base/memory.h"
#include "base/random.h"
#include "trajectory/redact.h"
#include "trajectory/step_json.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { FOLDER_ATTEMPTS = 100 };

struct trajectory_writer {
	char *folder, *id;
	char *run_path, *steps_path;
	char *started;
	const struct secrets *secrets; /* borrowed */
	int steps_fd;
	off_t *line_ends; /* of each step written: where its line ends in the file */
	size_t step_count;
};

const char *trajectory_writer_folder(const struct trajectory_writer *writer)
{
	return writer->folder;
}

size_t trajectory_writer_steps(const struct trajectory_writer *writer)
{
	return writer->step_count;
}

/* ---- run.json ---- */

static json_t *secrets_to_json(const struct trajectory *about)
{
	json_t *list = json_array();
	for (size_t i = 0; i < about->secret_count; i++) {
		json_t *item = json_object();
		json_object_set_new(item, "name", json_text_new(about->secrets[i].name));
		json_object_set_new(item, "host", json_text_new(about->secrets[i].host));
		json_array_append_new(list, item);
	}
	return list;
}

static void put_text(json_t *object, const char *name, const char *text)
{
	json_object_set_new(object, name, json_text_new(text ? text : ""));
}

static json_t *run_to_json(const struct trajectory_writer *writer, const struct trajectory *about,
	enum outcome outcome, const char *ended)
{
	json_t *run = json_object();
	json_object_set_new(run, "format", json_integer(TRAJECTORY_FORMAT));
	put_text(run, "id", writer->id);
	put_text(run, "task", about->task);
	json_object_set_new(run, "demonstration", json_boolean(about->demonstration));
	put_text(run, "goal", about->goal);
	put_text(run, "start_url", about->start_url);
	put_text(run, "started", writer->started);
	put_text(run, "ended", ended);
	put_text(run, "outcome", outcome_name(outcome));
	put_text(run, "reason", about->outcome_reason);
	json_object_set_new(run, "steps", json_integer((json_int_t)writer->step_count));
	json_object_set_new(run, "parameters", parameters_to_json(&about->parameters));
	json_object_set_new(run, "criterion", criterion_to_json(&about->criterion));
	json_object_set_new(run, "secrets", secrets_to_json(about));
	if (about->learning)
		json_object_set(run, "learning", about->learning);
	return run;
}

/* One line of JSON, without secrets. Heap; takes the value. */
static char *print_redacted(const struct trajectory_writer *writer, json_t *value)
{
	json_t *redacted = json_redact(value, writer->secrets);
	char *text = json_print(redacted);
	json_decref(redacted);
	json_decref(value);
	return text;
}

static int write_run(const struct trajectory_writer *writer, json_t *run, struct error *error)
{
	char *text = print_redacted(writer, run);
	int rc = text ? file_replace(writer->run_path, text, strlen(text), 0600, error)
		      : error_set(error, ERROR_LIMIT, "%s would be too large to be written.",
				writer->run_path);
	free(text);
	return rc;
}

/* ---- opening ---- */

static char *folder_name(const struct trajectory *about, int attempt)
{
	char time[20], identifier[5];
	clock_utc_compact(time);
	random_identifier(identifier, sizeof(identifier) - 1);
	if (!about->demonstration)
		return memory_format("run-%s-%s", time, identifier);
	return attempt == 0 ? memory_format("demo-%s", time)
			    : memory_format("demo-%s-%02d", time, attempt + 1);
}

/* A folder that did not exist before, so that no two writers share one. */
static int make_folder(struct trajectory_writer *writer, const char *task_folder,
	const struct trajectory *about, struct error *error)
{
	int problem = EEXIST;
	for (int attempt = 0; attempt < FOLDER_ATTEMPTS && problem == EEXIST; attempt++) {
		free(writer->id);
		free(writer->folder);
		writer->id = folder_name(about, attempt);
		writer->folder = path_join(task_folder, writer->id);
		problem = mkdir(writer->folder, 0700) == 0 ? 0 : errno;
	}
	return problem ? error_set_errno(
				 error, problem, "Cannot make the folder %s", writer->folder)
		       : 0;
}

static int open_steps(struct trajectory_writer *writer, struct error *error)
{
	int flags = O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC;
	writer->steps_fd = open(writer->steps_path, flags, 0600);
	return writer->steps_fd < 0
		       ? error_set_errno(error, errno, "Cannot open %s", writer->steps_path)
		       : 0;
}

static int open_files(struct trajectory_writer *writer, const char *logs_folder,
	const struct trajectory *about, struct error *error)
{
	char *task_folder = path_join(logs_folder, about->task);
	int rc = folder_make(task_folder, 0700, error);
	if (rc == 0)
		rc = make_folder(writer, task_folder, about, error);
	free(task_folder);
	if (rc)
		return rc;
	writer->run_path = path_join(writer->folder, "run.json");
	writer->steps_path = path_join(writer->folder, "steps.jsonl");
	rc = write_run(writer, run_to_json(writer, about, OUTCOME_RUNNING, ""), error);
	if (rc == 0)
		rc = open_steps(writer, error);
	if (rc)
		folder_remove(writer->folder, NULL);
	return rc;
}

int trajectory_writer_open(const char *logs_folder, const struct trajectory *about,
	const struct secrets *secrets, struct trajectory_writer **out, struct error *error)
{
	char started[32];
	if (!path_component_is_safe(about->task))
		return error_set(error, ERROR_USAGE,
			"'%s' cannot name a task: use letters, digits, '.', '-' and '_'.",
			about->task ? about->task : "");
	struct trajectory_writer *writer = memory_new(1, sizeof(*writer));
	writer->secrets = secrets;
	writer->steps_fd = -1;
	clock_utc_iso(started);
	writer->started = memory_copy_text(started);
	int rc = open_files(writer, logs_folder, about, error);
	if (rc)
		trajectory_writer_close(writer);
	else
		*out = writer;
	return rc;
}

/* ---- steps ---- */

/* Images are not worth a sync each: a crash of the machine may cost the newest. */
static int write_image(const struct trajectory_writer *writer, const char *name,
	const struct bytes *jpeg, struct error *error)
{
	char *path = path_join(writer->folder, name);
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	FILE *file = fd < 0 ? NULL : fdopen(fd, "wb");
	int problem = file ? 0 : errno;
	if (!file && fd >= 0)
		close(fd);
	if (file && fwrite(jpeg->data, 1, jpeg->length, file) != jpeg->length)
		problem = errno;
	if (file && fclose(file) != 0 && problem == 0)
		problem = errno;
	if (problem)
		unlink(path);
	int rc = problem ? error_set_errno(error, problem, "Cannot write %s", path) : 0;
	free(path);
	return rc;
}

static void remove_image(const struct trajectory_writer *writer, const char *name)
{
	char *path = path_join(writer->folder, name);
	unlink(path);
	free(path);
}

static void note_line(struct trajectory_writer *writer, size_t length)
{
	size_t count = writer->step_count;
	off_t before = count > 0 ? writer->line_ends[count - 1] : 0;
	if (count % 16 == 0)
		writer->line_ends =
			memory_resize(writer->line_ends, count + 16, sizeof(*writer->line_ends));
	writer->line_ends[count] = before + (off_t)length + 1;
	writer->step_count++;
}

static int append_step(
	struct trajectory_writer *writer, const struct step *step, struct error *error)
{
	char *line = print_redacted(writer, step_to_json(step));
	if (!line || strlen(line) > TRAJECTORY_LINE_MAXIMUM) {
		free(line);
		return error_set(error, ERROR_LIMIT, "Step %d is too large to be kept in %s.",
			step->index, writer->steps_path);
	}
	int rc = file_append_line(writer->steps_fd, line, writer->steps_path, error);
	if (rc == 0)
		note_line(writer, strlen(line));
	free(line);
	return rc;
}

static int check_room(const struct trajectory_writer *writer, struct error *error)
{
	if (writer->steps_fd < 0)
		return error_set(error, ERROR_IO, "%s is not open for writing any more.",
			writer->steps_path);
	if (writer->step_count >= TRAJECTORY_STEPS_MAXIMUM)
		return error_set(error, ERROR_LIMIT,
			"A trajectory has at most %d steps: what was done so far is kept in %s.",
			TRAJECTORY_STEPS_MAXIMUM, writer->folder);
	return 0;
}

int trajectory_writer_step(struct trajectory_writer *writer, const struct step *step,
	const struct bytes *jpeg, struct error *error)
{
	char time[32], image[24] = "";
	struct step whole = *step;
	int rc = check_room(writer, error);
	if (rc)
		return rc;
	clock_utc_iso(time);
	if (jpeg)
		snprintf(image, sizeof(image), "step-%03zu.jpg", writer->step_count);
	whole.index = (int)writer->step_count;
	whole.time = step->time && *step->time ? step->time : time;
	whole.screenshot = image;
	if (jpeg)
		rc = write_image(writer, image, jpeg, error);
	if (rc == 0)
		rc = append_step(writer, &whole, error);
	if (rc && jpeg)
		remove_image(writer, image);
	return rc;
}

static int rewrite_steps(struct trajectory_writer *writer, size_t length, struct error *error)
{
	struct bytes content;
	int rc = file_read(writer->steps_path, SIZE_MAX / 4, &content, error);
	if (rc)
		return rc;
	if (length > content.length)
		rc = error_set(
			error, ERROR_IO, "%s was changed by another program.", writer->steps_path);
	else
		rc = file_replace(writer->steps_path, content.data, length, 0600, error);
	bytes_release(&content);
	return rc;
}

int trajectory_writer_undo(struct trajectory_writer *writer, struct error *error)
{
	char image[24];
	size_t count = writer->step_count;
	if (count == 0)
		return error_set(error, ERROR_NOT_FOUND, "There is no step to take back.");
	off_t end = count > 1 ? writer->line_ends[count - 2] : 0;
	int rc = rewrite_steps(writer, (size_t)end, error);
	if (rc)
		return rc;
	writer->step_count--;
	snprintf(image, sizeof(image), "step-%03zu.jpg", writer->step_count);
	remove_image(writer, image);
	close(writer->steps_fd);
	return open_steps(writer, error); /* the replaced file is another one */
}

/* ---- the end ---- */

int trajectory_writer_finish(struct trajectory_writer *writer, const struct trajectory *about,
	const struct observation *final, const struct bytes *final_jpeg, struct error *error)
{
	char ended[32];
	clock_utc_iso(ended);
	int image_rc = final_jpeg ? write_image(writer, "final.jpg", final_jpeg, error) : 0;
	json_t *run = run_to_json(writer, about, about->outcome, ended);
	if (final)
		json_object_set_new(run, "final", observation_to_json(final));
	if (final_jpeg && image_rc == 0)
		put_text(run, "final_screenshot", "final.jpg");
	if (writer->steps_fd >= 0)
		fdatasync(writer->steps_fd);
	int rc = write_run(writer, run, error);
	return rc ? rc : image_rc;
}

void trajectory_writer_close(struct trajectory_writer *writer)
{
	if (!writer)
		return;
	if (writer->steps_fd >= 0)
		close(writer->steps_fd);
	free(writer->line_ends);
	free(writer->folder);
	free(writer->id);
	free(writer->run_path);
	free(writer->steps_path);
	free(writer->started);
	free(writer);
}

int trajectory_writer_discard(struct trajectory_writer *writer, struct error *error)
{
	char *folder = memory_copy_text(writer->folder);
	trajectory_writer_close(writer);
	int rc = folder_remove(folder, error);
	free(folder);
	return rc;
}
