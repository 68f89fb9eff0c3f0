#include "gradient_check.h"
#include "tensor/half.h"
#include "tensor/safetensors.h"

#include "base/file.h"
#include "base/text.h"

static void append(struct bytes *bytes, const void *data, size_t length)
{
	assert_int_equal(bytes_append(bytes, data, length, NULL), 0);
}

/* ---- reading what others wrote ---- */

/* Made by the format's reference implementation (safetensors 0.8.0 for Python). */
static void read_reference(struct safetensors *file)
{
	struct error error = {0};
	if (safetensors_read(file, TEST_DATA "/reference.safetensors", 1 << 20, &error))
		fail_msg("%s", error.message);
}

static void a_file_of_the_reference_implementation_is_read(void **state)
{
	(void)state;
	struct safetensors file;
	read_reference(&file);
	assert_int_equal(file.count, 4);
	const struct safetensors_entry *weight = safetensors_find(&file, "layer.weight");
	assert_int_equal(weight->type, SAFETENSORS_F32);
	assert_int_equal(weight->rank, 2);
	assert_int_equal(weight->shape[0], 5);
	assert_int_equal(weight->shape[1], 3);
	assert_int_equal(safetensors_find(&file, "layer.bias")->type, SAFETENSORS_F16);
	assert_int_equal(safetensors_find(&file, "scale")->rank, 0);
	assert_int_equal(safetensors_find(&file, "scale")->count, 1);
	assert_int_equal(safetensors_find(&file, "empty")->count, 0);
	assert_null(safetensors_find(&file, "layer"));
	assert_string_equal(safetensors_metadata(&file, "format"), "np");
	assert_string_equal(safetensors_metadata(&file, "note"), "Größe \"8\"");
	assert_null(safetensors_metadata(&file, "absent"));
	safetensors_release(&file);
	safetensors_release(&file);
}

/* The tensors below "layer." of the reference file. */
static void declare_layer(struct tensors *table, size_t weight_rows)
{
	tensors_declare(table, &(struct tensor){.rank = 2, .shape = {weight_rows, 3}}, "weight");
	tensors_declare(table, &(struct tensor){.rank = 1, .shape = {4}}, "bias");
}

static void values_of_both_types_are_loaded(void **state)
{
	(void)state;
	struct safetensors file;
	struct tensors table = {0};
	struct error error = {0};
	read_reference(&file);
	declare_layer(&table, 5);
	real *values = tensors_buffer_new(&table);
	if (safetensors_load(&file, "layer.", &table, values, &error))
		fail_msg("%s", error.message);
	for (size_t i = 0; i < 15; i++)
		assert_true(values[i] == (real)i * (real)0.25 - 1);
	for (size_t i = 0; i < 4; i++)
		assert_true(values[table.items[1].offset + i] == (real)i * (real)0.5 - (real)0.75);
	free(values);
	tensors_release(&table);
	safetensors_release(&file);
}

static void assert_load_fails(
	const struct safetensors *file, struct tensors *table, const char *expected)
{
	struct error error = {0};
	real *values = tensors_buffer_new(table);
	assert_int_equal(safetensors_load(file, "layer.", table, values, &error), ERROR_INPUT);
	if (!strstr(error.message, expected))
		fail_msg("'%s' does not say '%s'", error.message, expected);
	free(values);
	tensors_release(table);
}

static void weights_that_do_not_fit_are_refused_with_the_reason(void **state)
{
	(void)state;
	struct safetensors file;
	struct tensors table = {0};
	struct tensor like = {.rank = 1, .shape = {4}};
	read_reference(&file);
	declare_layer(&table, 6);
	assert_load_fails(&file, &table, "'layer.weight' has the shape [5, 3], not [6, 3]");
	declare_layer(&table, 5);
	tensors_declare(&table, &like, "gain");
	assert_load_fails(&file, &table, "'layer.gain' is missing");
	tensors_declare(&table, &like, "bias");
	assert_load_fails(&file, &table, "it has no tensor 'layer.weight'");
	safetensors_release(&file);
}

/* ---- what must be refused ---- */

static const struct {
	const char *name, *expected;
} malformed[] = {
	{"dtype-bf16", "'a' is of dtype BF16, and only F32 and F16"},
	{"dtype-i64", "of dtype I64"},
	{"dtype-number", "'a' has no dtype"},
	{"dtype-unknown", "of dtype FFFFFFFFFFFFFFFF, and"},
	{"empty-file", "shorter than the 8 bytes"},
	{"extra-member", "not described by dtype, shape and data_offsets"},
	{"gap", "'b' leaves a gap"},
	{"gap-at-start", "'a' leaves a gap"},
	{"header-after-space", "not a JSON object"},
	{"header-broken", "its header is broken"},
	{"header-deep", "its header is broken"},
	{"header-length-0", "not a JSON object"},
	{"header-not-an-object", "not a JSON object"},
	{"header-not-utf8", "its header is not UTF-8"},
	{"header-over-limit", "longer than 16 MiB"},
	{"huge-header-length", "longer than 16 MiB"},
	{"member-twice", "a name occurs twice"},
	{"metadata-list", "its metadata is not an object"},
	{"metadata-number", "something else than texts"},
	{"metadata-twice", "a name occurs twice"},
	{"name-empty", "the name of a tensor is empty"},
	{"name-too-long", "over 255 bytes"},
	{"name-twice", "a name occurs twice"},
	{"name-twice-escaped", "a name occurs twice"},
	{"name-twice-same-place", "a name occurs twice"},
	{"no-data", "'a' ends beyond the end of the file"},
	{"offsets-backwards", "'a' has no valid data_offsets"},
	{"offsets-huge", "ends beyond the end of the file"},
	{"offsets-missing", "not described by"},
	{"offsets-negative", "no valid data_offsets"},
	{"offsets-three", "no valid data_offsets"},
	{"overlap", "'b' overlaps"},
	{"same-place", "overlaps"},
	{"seven-bytes", "shorter than the 8 bytes"},
	{"shape-against-bytes", "another number of bytes"},
	{"shape-bytes-overflow", "another number of bytes"},
	{"shape-negative", "impossible shape"},
	{"shape-nine-dimensions", "at most 8 dimensions"},
	{"shape-not-an-array", "at most 8 dimensions"},
	{"shape-overflow", "impossible shape"},
	{"shape-real", "impossible shape"},
	{"shape-too-big-a-number", "impossible shape"},
	{"tensor-is-null", "not described by"},
	{"trailing-bytes", "bytes that belong to no tensor"},
	{"truncated-data", "ends beyond the end of the file"},
	{"truncated-header", "its header is cut off"},
};

static void assert_refused(const char *name, const char *expected)
{
	struct safetensors file;
	struct error error = {0};
	char path[512];
	snprintf(path, sizeof(path), TEST_DATA "/malformed/%s.safetensors", name);
	if (safetensors_read(&file, path, 1 << 20, &error) != ERROR_INPUT)
		fail_msg("%s was accepted or failed otherwise: %s", name, error.message);
	if (!strstr(error.message, expected) || !strstr(error.message, name))
		fail_msg("%s: '%s' does not say '%s'", name, error.message, expected);
	if (!text_is_valid(error.message, strlen(error.message)))
		fail_msg("%s: the message is not UTF-8", name);
	assert_null(file.entries);
}

static void every_malformed_file_is_refused_with_its_reason(void **state)
{
	(void)state;
	char **names;
	size_t files = 0, cases = sizeof(malformed) / sizeof(*malformed);
	for (size_t i = 0; i < cases; i++)
		assert_refused(malformed[i].name, malformed[i].expected);
	assert_int_equal(folder_list(TEST_DATA "/malformed", &names, NULL), 0);
	while (names[files])
		files++;
	file_names_free(names);
	assert_int_equal(files, cases);
}

static void a_missing_or_too_large_file_is_reported(void **state)
{
	(void)state;
	struct safetensors file;
	struct error error = {0};
	assert_int_equal(safetensors_read(&file, TEST_DATA "/absent.safetensors", 1 << 20, &error),
		ERROR_NOT_FOUND);
	assert_int_equal(safetensors_read(&file, TEST_DATA "/reference.safetensors", 100, &error),
		ERROR_LIMIT);
	safetensors_release(&file);
}

/* ---- writing ---- */

struct written {
	char *folder, *path;
	struct tensors table;
	real *values;
};

static void written_init(struct written *w)
{
	*w = (struct written){.folder = strdup("/tmp/apprentice-safetensors-test-XXXXXX")};
	assert_non_null(mkdtemp(w->folder));
	w->path = path_join(w->folder, "weights.safetensors");
	tensors_declare(&w->table, &(struct tensor){.rank = 2, .shape = {7, 300}}, "weight");
	tensors_declare(&w->table, &(struct tensor){.rank = 1, .shape = {3}}, "bias");
	w->values = tensors_buffer_new(&w->table);
	for (size_t i = 0; i < w->table.count; i++)
		fill(w->values + w->table.items[i].offset, w->table.items[i].count, 2, i);
}

static void written_release(struct written *w)
{
	assert_int_equal(folder_remove(w->folder, NULL), 0);
	free(w->folder);
	free(w->path);
	free(w->values);
	tensors_release(&w->table);
}

static int save(const struct written *w, enum safetensors_type type, const json_t *metadata,
	struct error *error)
{
	struct safetensors_part part = {"", &w->table, w->values, type};
	return safetensors_save(w->path, &part, 1, metadata, error);
}

static real *load(const struct written *w)
{
	struct safetensors file;
	struct error error = {0};
	real *values = tensors_buffer_new(&w->table);
	if (safetensors_read(&file, w->path, 1 << 20, &error) ||
		safetensors_load(&file, "", &w->table, values, &error))
		fail_msg("%s", error.message);
	assert_int_equal(file.data_offset % 8, 0);
	safetensors_release(&file);
	return values;
}

static void what_is_saved_as_f32_comes_back_bit_for_bit(void **state)
{
	(void)state;
	struct written w;
	written_init(&w);
	w.values[0] = (real)-0.0;
	w.values[1] = (real)1e-45; /* subnormal */
	assert_int_equal(save(&w, SAFETENSORS_F32, NULL, NULL), 0);
	real *values = load(&w);
	assert_memory_equal(values, w.values, w.table.total * sizeof(real));
	free(values);
	written_release(&w);
}

static void what_is_saved_as_f16_comes_back_rounded(void **state)
{
	(void)state;
	struct written w;
	written_init(&w);
	assert_int_equal(save(&w, SAFETENSORS_F16, NULL, NULL), 0);
	real *values = load(&w);
	for (size_t i = 0; i < w.table.total; i++)
		assert_true(values[i] == (real)half_to_float(half_from_float((float)w.values[i])));
	free(values);
	written_release(&w);
}

static void metadata_comes_back(void **state)
{
	(void)state;
	struct written w;
	struct safetensors file;
	written_init(&w);
	json_t *metadata = json_object();
	json_object_set_new(metadata, "task", json_text_new("book: \"Blue\" {room}"));
	json_object_set_new(metadata, "rank", json_text_new("16"));
	assert_int_equal(save(&w, SAFETENSORS_F32, metadata, NULL), 0);
	assert_int_equal(safetensors_read(&file, w.path, 1 << 20, NULL), 0);
	assert_string_equal(safetensors_metadata(&file, "task"), "book: \"Blue\" {room}");
	assert_string_equal(safetensors_metadata(&file, "rank"), "16");
	safetensors_release(&file);
	json_decref(metadata);
	written_release(&w);
}

/* The header of a file as README of the format describes it, to the byte. */
static void the_header_is_as_specified(void **state)
{
	(void)state;
	struct written w;
	struct bytes content;
	static const char header[] = "{\"weight\":{\"dtype\":\"F16\",\"shape\":[7,300],"
				     "\"data_offsets\":[0,4200]},"
				     "\"bias\":{\"dtype\":\"F16\",\"shape\":[3],"
				     "\"data_offsets\":[4200,4206]}}";
	written_init(&w);
	assert_int_equal(save(&w, SAFETENSORS_F16, NULL, NULL), 0);
	assert_int_equal(file_read(w.path, 1 << 20, &content, NULL), 0);
	size_t padded = (strlen(header) + 7) / 8 * 8;
	assert_int_equal((unsigned char)content.data[0], padded);
	assert_memory_equal(content.data + 1, "\0\0\0\0\0\0\0", 7);
	assert_memory_equal(content.data + 8, header, strlen(header));
	for (size_t i = strlen(header); i < padded; i++)
		assert_int_equal(content.data[8 + i], ' ');
	assert_int_equal(content.length, 8 + padded + 4206);
	bytes_release(&content);
	written_release(&w);
}

static void values_that_could_not_be_read_back_are_not_written(void **state)
{
	(void)state;
	struct written w;
	struct error error = {0};
	written_init(&w);
	assert_int_equal(save(&w, SAFETENSORS_F16, NULL, NULL), 0);
	w.values[2] = 65520;
	assert_int_equal(save(&w, SAFETENSORS_F16, NULL, &error), ERROR_INPUT);
	assert_non_null(strstr(error.message, "'weight'"));
	w.values[2] = (real)NAN;
	assert_int_equal(save(&w, SAFETENSORS_F32, NULL, &error), ERROR_INPUT);
	free(load(&w)); /* the file of before is still there */
	written_release(&w);
}

/* A file that was not written by us may hold them all the same. */
static void weights_that_are_not_numbers_are_refused(void **state)
{
	(void)state;
	static const char header[] =
		"{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}";
	const float bad[] = {NAN, INFINITY};
	for (size_t i = 0; i < 2; i++) {
		struct safetensors file;
		struct bytes content;
		struct tensors table = {0};
		struct error error = {0};
		uint64_t length = strlen(header);
		const float weights[] = {1, bad[i]};
		bytes_init(&content, 1 << 20);
		append(&content, &length, sizeof(length));
		append(&content, header, strlen(header));
		append(&content, weights, sizeof(weights));
		assert_int_equal(safetensors_parse(&file, &content, "made up", &error), 0);
		tensors_declare(&table, &(struct tensor){.rank = 1, .shape = {2}}, "a");
		real *values = tensors_buffer_new(&table);
		assert_int_equal(safetensors_load(&file, "", &table, values, &error), ERROR_INPUT);
		assert_non_null(strstr(error.message, "'a' holds values that are not finite"));
		free(values);
		tensors_release(&table);
		safetensors_release(&file);
	}
}

static void a_folder_that_is_not_there_is_an_error(void **state)
{
	(void)state;
	struct tensors table = {0};
	struct error error = {0};
	struct safetensors_part part = {"", &table, NULL, SAFETENSORS_F32};
	assert_true(safetensors_save("/absent/folder/x", &part, 1, NULL, &error) < 0);
	assert_true(error.message[0] != 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_file_of_the_reference_implementation_is_read),
		cmocka_unit_test(values_of_both_types_are_loaded),
		cmocka_unit_test(weights_that_do_not_fit_are_refused_with_the_reason),
		cmocka_unit_test(every_malformed_file_is_refused_with_its_reason),
		cmocka_unit_test(a_missing_or_too_large_file_is_reported),
		cmocka_unit_test(what_is_saved_as_f32_comes_back_bit_for_bit),
		cmocka_unit_test(what_is_saved_as_f16_comes_back_rounded),
		cmocka_unit_test(metadata_comes_back),
		cmocka_unit_test(the_header_is_as_specified),
		cmocka_unit_test(values_that_could_not_be_read_back_are_not_written),
		cmocka_unit_test(weights_that_are_not_numbers_are_refused),
		cmocka_unit_test(a_folder_that_is_not_there_is_an_error),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
