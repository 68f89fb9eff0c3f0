#include "learning/replay_buffer.h"

#include "base/memory.h"

#include <stdlib.h>
#include <string.h>

void replay_buffer_init(struct replay_buffer *buffer, size_t states_max, size_t bytes_max)
{
	*buffer = (struct replay_buffer){.states_max = states_max, .bytes_max = bytes_max};
}

static void discard(struct replay_buffer *buffer, struct experience *state)
{
	buffer->bytes -= state->arena.used_bytes;
	experience_release(state);
	free(state);
}

void replay_buffer_clear(struct replay_buffer *buffer)
{
	for (size_t i = 0; i < buffer->count; i++)
		discard(buffer, buffer->states[i]);
	buffer->count = 0;
}

void replay_buffer_release(struct replay_buffer *buffer)
{
	replay_buffer_clear(buffer);
	free(buffer->states);
	*buffer = (struct replay_buffer){0};
}

static bool is_over(const struct replay_buffer *buffer)
{
	return buffer->count > 1 &&
	       (buffer->count > buffer->states_max || buffer->bytes > buffer->bytes_max);
}

static void drop_oldest(struct replay_buffer *buffer)
{
	discard(buffer, buffer->states[0]);
	buffer->count--;
	memmove(buffer->states, buffer->states + 1, buffer->count * sizeof(*buffer->states));
}

/* Takes the state itself. */
static void append(struct replay_buffer *buffer, struct experience *state)
{
	if (buffer->count == buffer->capacity) {
		buffer->capacity = buffer->capacity ? 2 * buffer->capacity : 16;
		buffer->states =
			memory_resize(buffer->states, buffer->capacity, sizeof(*buffer->states));
	}
	buffer->states[buffer->count++] = state;
	buffer->bytes += state->arena.used_bytes;
	while (is_over(buffer))
		drop_oldest(buffer);
}

void replay_buffer_add(struct replay_buffer *buffer, struct experience *state)
{
	struct experience *kept = memory_new(1, sizeof(*kept));
	*kept = *state;
	*state = (struct experience){0};
	append(buffer, kept);
}

void replay_buffer_drop_newest(struct replay_buffer *buffer)
{
	if (buffer->count > 0)
		discard(buffer, buffer->states[--buffer->count]);
}

void replay_buffer_take(struct replay_buffer *buffer, struct replay_buffer *from)
{
	for (size_t i = 0; i < from->count; i++)
		append(buffer, from->states[i]);
	from->count = 0;
	from->bytes = 0;
}
