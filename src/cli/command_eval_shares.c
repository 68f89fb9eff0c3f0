/* 'apprentice eval' in several programs at once: a share of the tasks each, results merged. */
#include "cli/command_eval.h"

#include "base/bytes.h"
#include "base/memory.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#define RESULT_MAXIMUM	(256u << 20)
#define READ_SIZE	65536
#define ARGUMENTS_EXTRA 16
#define NO_DEADLINE_MS	((int64_t)1 << 40)

struct arguments {
	char **items; /* NULL-terminated; owned */
	size_t count;
};

/* One program at its share. */
struct worker {
	uv_process_t process;
	uv_pipe_t out;
	char buffer[READ_SIZE];
	struct bytes result;
	struct error problem; /* with its output */
	int64_t status;
	bool ended, closed; /* the process; its output */
};

struct workers {
	struct worker *items;
	int count;
};

/* ---- how it is called ---- */

static void add(struct arguments *arguments, char *taken)
{
	arguments->items[arguments->count++] = taken;
}

static char *joined(const char *const *items)
{
	char *text = memory_copy_text("");
	for (size_t i = 0; items[i]; i++) {
		char *longer = memory_format("%s%s%s", text, i ? "," : "", items[i]);
		free(text);
		text = longer;
	}
	return text;
}

/* The value as a person would write it. Heap text. */
static char *written(const struct options *options, const struct option_row *row)
{
	switch (row->type) {
	case OPTION_INTEGER:
		return memory_format("%ld", options_integer(options, row->name));
	case OPTION_NUMBER:
		return memory_format("%.17g", options_number(options, row->name));
	case OPTION_LIST:
		return joined(options_list(options, row->name));
	case OPTION_BOOL:
		return memory_copy_text(options_bool(options, row->name) ? "yes" : "no");
	default:
		return memory_copy_text(options_text(options, row->name));
	}
}

static bool is_passed_on(const struct options *options, const struct option_row *row)
{
	static const char *const own[] = {"jobs", "share", "json", "picture"};
	for (size_t i = 0; i < sizeof(own) / sizeof(*own); i++)
		if (strcmp(own[i], row->name) == 0)
			return false;
	return (row->commands & COMMAND_EVAL) && options_source(options, row->name) == OPTION_FLAG;
}

static void add_option(
	struct arguments *arguments, const struct options *options, const struct option_row *row)
{
	assert(row->type != OPTION_SIZE && row->type != OPTION_SETTINGS);
	char *value = written(options, row);
	if (row->type == OPTION_BOOL)
		add(arguments,
			memory_format("--%s%s", strcmp(value, "no") ? "" : "no-", row->name));
	else
		add(arguments, memory_format("--%s=%s", row->name, value));
	free(value);
}

/* Settings from the environment and from a file reach it by themselves. */
static struct arguments arguments_for(
	const char *suite, const struct options *options, int index, int count)
{
	struct arguments arguments = {
		.items = memory_new(options_row_count() + ARGUMENTS_EXTRA, sizeof(char *))};
	add(&arguments, memory_copy_text("apprentice"));
	add(&arguments, memory_copy_text("eval"));
	add(&arguments, memory_copy_text(suite));
	for (size_t i = 0; i < options_row_count(); i++)
		if (is_passed_on(options, options_row(i)))
			add_option(&arguments, options, options_row(i));
	add(&arguments, memory_copy_text("--json"));
	add(&arguments, memory_copy_text("--jobs=1"));
	add(&arguments, memory_format("--share=%d/%d", index + 1, count));
	return arguments;
}

static void arguments_release(struct arguments *arguments)
{
	for (size_t i = 0; i < arguments->count; i++)
		free(arguments->items[i]);
	free(arguments->items);
}

/* ---- running ---- */

static void on_ended(uv_process_t *process, int64_t status, int signal)
{
	struct worker *worker = process->data;
	worker->ended = true;
	worker->status = signal ? -signal : status;
	uv_close((uv_handle_t *)process, NULL);
}

static void give_buffer(uv_handle_t *handle, size_t suggested, uv_buf_t *buffer)
{
	struct worker *worker = handle->data;
	(void)suggested;
	*buffer = uv_buf_init(worker->buffer, READ_SIZE);
}

static void on_output(uv_stream_t *stream, ssize_t length, const uv_buf_t *buffer)
{
	struct worker *worker = stream->data;
	if (length > 0 && !worker->problem.code)
		bytes_append(&worker->result, buffer->base, (size_t)length, &worker->problem);
	if (length >= 0 || worker->closed)
		return;
	worker->closed = true;
	uv_close((uv_handle_t *)stream, NULL);
}

static int start(struct worker *worker, struct loop *loop, char **arguments, struct error *error)
{
	uv_stdio_container_t streams[] = {{.flags = UV_IGNORE},
		{.flags = UV_CREATE_PIPE | UV_WRITABLE_PIPE,
			.data.stream = (uv_stream_t *)&worker->out},
		{.flags = UV_INHERIT_FD, .data.fd = 2}};
	uv_process_options_t how = {.file = "/proc/self/exe",
		.args = arguments,
		.exit_cb = on_ended,
		.stdio = streams,
		.stdio_count = 3};
	bytes_init(&worker->result, RESULT_MAXIMUM);
	worker->process.data = worker->out.data = worker;
	uv_pipe_init(&loop->uv, &worker->out, 0);
	int status = uv_spawn(&loop->uv, &worker->process, &how);
	if (!status)
		status = uv_read_start((uv_stream_t *)&worker->out, give_buffer, on_output);
	if (!status)
		return 0;
	worker->ended = worker->closed = true;
	return error_set(error, ERROR_IO, "This program cannot be started once more: %s.",
		uv_strerror(status));
}

static int have_ended(void *context, struct error *error)
{
	const struct workers *workers = context;
	(void)error;
	for (int i = 0; i < workers->count; i++)
		if (!workers->items[i].ended || !workers->items[i].closed)
			return 0;
	return 1;
}

static void stop(struct workers *workers)
{
	for (int i = 0; i < workers->count; i++)
		if (!workers->items[i].ended)
			uv_process_kill(&workers->items[i].process, SIGTERM);
}

/* Waits for all of them, also when the person interrupts: they end their browsers first. */
static int wait_for(struct workers *workers, struct loop *loop, struct error *error)
{
	int code = loop_wait(
		loop, have_ended, workers, deadline_in(NO_DEADLINE_MS), "the shares", error);
	if (code) {
		loop_forgive_cancel(loop);
		stop(workers);
		loop_wait(
			loop, have_ended, workers, deadline_in(NO_DEADLINE_MS), "the shares", NULL);
	}
	return code;
}

static int take_result(struct worker *worker, int number,
	void (*merge)(void *context, const json_t *result), void *context, struct error *error)
{
	if (worker->problem.code)
		return error_set(error, worker->problem.code, "%s", worker->problem.message);
	if (worker->status)
		return error_set(error, ERROR_IO,
			"Share %d of the examination ended with status %d; it said why above.",
			number, (int)worker->status);
	json_t *result = json_parse(worker->result.data, worker->result.length, error);
	if (!result)
		return error_prefix(error, "The result of share %d", number);
	merge(context, result);
	json_decref(result);
	return 0;
}

static int run_workers(struct workers *workers, struct loop *loop, const char *suite,
	const struct options *options, struct error *error)
{
	int code = 0, wanted = workers->count;
	for (workers->count = 0; workers->count < wanted && !code; workers->count++) {
		struct arguments arguments = arguments_for(suite, options, workers->count, wanted);
		code = start(&workers->items[workers->count], loop, arguments.items, error);
		arguments_release(&arguments);
	}
	if (code)
		stop(workers);
	int waited = wait_for(workers, loop, code ? NULL : error);
	return code ? code : waited;
}

int eval_shares(const char *suite, const struct options *options, int jobs,
	void (*merge)(void *context, const json_t *result), void *context, struct error *error)
{
	struct loop loop = {0};
	struct workers workers = {
		.items = memory_new((size_t)jobs, sizeof(*workers.items)), .count = jobs};
	int code = loop_init(&loop, error);
	if (!code)
		code = loop_catch_signals(&loop, error);
	if (!code)
		code = run_workers(&workers, &loop, suite, options, error);
	for (int i = 0; i < workers.count && !code; i++)
		code = take_result(&workers.items[i], i + 1, merge, context, error);
	loop_release(&loop);
	for (int i = 0; i < workers.count; i++)
		bytes_release(&workers.items[i].result);
	free(workers.items);
	return code;
}
