/* Ten thousand damaged files: each is refused with a sentence or read as one that keeps its word. */
#include "gradient_check.h"
#include "tensor/safetensors.h"

#include "base/file.h"
#include "base/text.h"

static const char *const tokens[] = {"0", "-1", "9223372036854775807", "18446744073709551616",
	"1e308", "null", "[", "]", "{", "}", "\"", ":", ",", "\\", "\\u0000", "\\ud800", "\"F16\"",
	"\"F32\"", "\"a\"", "[0,8]", "[8,16]", "\"__metadata__\"", " "};

static void overwrite(struct bytes *content, struct random *random)
{
	size_t at = random_below(random, (uint32_t)content->length);
	content->data[at] = (char)random_next(random);
}

static void flip_in_header(struct bytes *content, struct random *random)
{
	size_t at = random_below(random, content->length < 300 ? (uint32_t)content->length : 300);
	content->data[at] ^= (char)(1 << random_below(random, 8));
}

static void cut(struct bytes *content, struct random *random)
{
	content->length = random_below(random, (uint32_t)content->length + 1);
	content->data[content->length] = 0;
}

/* Puts a token in the place of as many bytes, so that the header's length stays right. */
static void place_token(struct bytes *content, struct random *random)
{
	const char *token = tokens[random_below(random, sizeof(tokens) / sizeof(*tokens))];
	size_t length = strlen(token);
	size_t at = 8 + random_below(random, 300);
	if (at + length <= content->length)
		memcpy(content->data + at, token, length);
}

/* Copies a piece of the file over another. */
static void copy_piece(struct bytes *content, struct random *random)
{
	size_t length = random_below(random, 40);
	if (content->length < length + 1)
		return;
	uint32_t room = (uint32_t)(content->length - length);
	size_t to = random_below(random, room), from = random_below(random, room);
	memmove(content->data + to, content->data + from, length);
}

static void mutate(struct bytes *content, struct random *random)
{
	static void (*const mutations[])(struct bytes *, struct random *) = {
		overwrite, flip_in_header, cut, place_token, copy_piece};
	uint32_t rounds = 1 + random_below(random, 4);
	for (uint32_t i = 0; i < rounds && content->length > 0; i++)
		mutations[random_below(random, 5)](content, random);
}

static void check_promises(const struct safetensors *file)
{
	size_t covered = 0, values = file->content.length - file->data_offset;
	for (size_t i = 0; i < file->count; i++) {
		const struct safetensors_entry *entry = &file->entries[i];
		assert_true(entry->begin == covered && entry->end >= entry->begin);
		size_t size = entry->type == SAFETENSORS_F32 ? 4 : 2;
		assert_true(entry->end - entry->begin == entry->count * size);
		assert_ptr_equal(safetensors_find(file, entry->name), entry);
		covered = entry->end;
	}
	assert_true(covered == values);
}

static void try_one(const struct bytes *original, const struct tensors *table, real *values,
	struct random *random, size_t *accepted)
{
	struct bytes content;
	struct safetensors file;
	struct error error = {0};
	bytes_init(&content, 1 << 20);
	assert_int_equal(bytes_append(&content, original->data, original->length, NULL), 0);
	mutate(&content, random);
	int rc = safetensors_parse(&file, &content, "fuzz", &error);
	if (rc) {
		assert_int_equal(rc, ERROR_INPUT);
		assert_int_equal(error.code, ERROR_INPUT);
		if (!text_is_valid(error.message, strlen(error.message)))
			fail_msg("not UTF-8: %s", error.message);
		return;
	}
	++*accepted;
	check_promises(&file);
	if (safetensors_load(&file, "layer.", table, values, NULL) == 0)
		assert_null(tensors_find_not_finite(table, values));
	safetensors_metadata(&file, "format");
	safetensors_release(&file);
}

static void damaged_files_are_refused_or_keep_their_word(void **state)
{
	(void)state;
	struct bytes original;
	struct random random;
	struct tensors table = {0};
	size_t accepted = 0;
	random_seed(&random, 2);
	assert_int_equal(
		file_read(TEST_DATA "/reference.safetensors", 1 << 20, &original, NULL), 0);
	tensors_declare(&table, &(struct tensor){.rank = 2, .shape = {5, 3}}, "weight");
	tensors_declare(&table, &(struct tensor){.rank = 1, .shape = {4}}, "bias");
	real *values = tensors_buffer_new(&table);
	for (int i = 0; i < 10000; i++)
		try_one(&original, &table, values, &random, &accepted);
	assert_in_range(accepted, 100, 9000); /* else the damage was too small or too large */
	free(values);
	tensors_release(&table);
	bytes_release(&original);
}

static void every_prefix_of_a_file_is_refused(void **state)
{
	(void)state;
	struct bytes original;
	assert_int_equal(
		file_read(TEST_DATA "/reference.safetensors", 1 << 20, &original, NULL), 0);
	for (size_t length = 0; length < original.length; length++) {
		struct bytes content;
		struct safetensors file;
		bytes_init(&content, 1 << 20);
		assert_int_equal(bytes_append(&content, original.data, length, NULL), 0);
		assert_int_equal(safetensors_parse(&file, &content, "prefix", NULL), ERROR_INPUT);
	}
	bytes_release(&original);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(damaged_files_are_refused_or_keep_their_word),
		cmocka_unit_test(every_prefix_of_a_file_is_refused),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
