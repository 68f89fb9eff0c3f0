#include "model_folder.h"

#include "base/hash.h"
#include "tensor/half.h"

struct fixture {
	struct model_folder files;
	struct model model;
};

static void setup(struct fixture *f)
{
	model_folder_init(&f->files);
	make_model(&f->model);
}

static void teardown(struct fixture *f)
{
	model_release(&f->model);
	model_folder_release(&f->files);
}

static void load(struct fixture *f, struct model *model, size_t rank)
{
	struct error error = {0};
	if (model_load(model, f->files.path, ENCODER, rank, 2, &error))
		fail_msg("%s", error.message);
}

static void a_seed_makes_a_model(void **state)
{
	(void)state;
	struct model a, b, c;
	assert_int_equal(model_new(&a, &small_shape, 1, NULL), 0);
	assert_int_equal(model_new(&b, &small_shape, 1, NULL), 0);
	assert_int_equal(model_new(&c, &small_shape, 2, NULL), 0);
	size_t bytes = a.network.backbone.total * sizeof(real);
	assert_memory_equal(a.values, b.values, bytes);
	assert_memory_not_equal(a.values, c.values, bytes);
	assert_true(a.temperature == 1);
	assert_string_equal(a.hash, "");
	model_release(&a);
	model_release(&b);
	model_release(&c);
	model_release(&c);
}

static void a_saved_model_comes_back_bit_for_bit(void **state)
{
	(void)state;
	struct fixture f;
	struct model loaded;
	setup(&f);
	save_model(&f.model, f.files.path, SAFETENSORS_F32);
	load(&f, &loaded, 0);
	assert_memory_equal(
		&loaded.network.shape, &f.model.network.shape, sizeof(loaded.network.shape));
	assert_memory_equal(
		loaded.values, f.model.values, f.model.network.backbone.total * sizeof(real));
	assert_true(loaded.temperature == f.model.temperature);
	assert_true(loaded.seed == 42 && loaded.decisions == 5000000000);
	assert_int_equal(loaded.network.adapter.count, 0);
	model_release(&loaded);
	teardown(&f);
}

static void halves_are_the_nearest(void **state)
{
	(void)state;
	struct fixture f;
	struct model loaded;
	setup(&f);
	save_model(&f.model, f.files.path, SAFETENSORS_F16);
	load(&f, &loaded, 0);
	for (size_t i = 0; i < loaded.network.backbone.total; i++)
		assert_true(loaded.values[i] == half_to_float(half_from_float(f.model.values[i])));
	model_release(&loaded);
	teardown(&f);
}

static void a_loaded_model_is_named_by_its_content(void **state)
{
	(void)state;
	struct fixture f;
	struct model loaded;
	struct bytes content;
	char expected[HASH_TEXT_SIZE];
	setup(&f);
	save_model(&f.model, f.files.path, SAFETENSORS_F16);
	assert_int_equal(file_read(f.files.path, 1 << 20, &content, NULL), 0);
	hash_sha256(content.data, content.length, expected);
	load(&f, &loaded, 0);
	assert_string_equal(loaded.hash, expected);
	bytes_release(&content);
	model_release(&loaded);
	teardown(&f);
}

static void a_loaded_model_can_have_adapters(void **state)
{
	(void)state;
	struct fixture f;
	struct model loaded;
	setup(&f);
	save_model(&f.model, f.files.path, SAFETENSORS_F32);
	load(&f, &loaded, 3);
	const struct tensor *down = tensors_find(&loaded.network.adapter, "blocks.1.up.lora_a");
	assert_non_null(down);
	assert_int_equal(down->shape[0], 3);
	assert_true(loaded.network.query.scale == 2);
	model_release(&loaded);
	teardown(&f);
}

/* ---- what is refused ---- */

static void assert_load_fails(
	struct fixture *f, int encoder, enum error_code code, const char *expected)
{
	struct model model;
	struct error error = {0};
	assert_int_equal(model_load(&model, f->files.path, encoder, 0, 1, &error), code);
	if (!strstr(error.message, expected))
		fail_msg("'%s' does not say '%s'", error.message, expected);
	assert_null(model.values);
	model_release(&model);
}

static void a_file_that_is_not_there_is_not_found(void **state)
{
	(void)state;
	struct fixture f;
	setup(&f);
	assert_load_fails(&f, ENCODER, ERROR_NOT_FOUND, f.files.path);
	teardown(&f);
}

static void another_encoding_is_refused_with_what_to_do(void **state)
{
	(void)state;
	struct fixture f;
	setup(&f);
	save_model(&f.model, f.files.path, SAFETENSORS_F16);
	assert_load_fails(&f, ENCODER + 1, ERROR_INPUT, "was trained on encoding 7");
	assert_load_fails(&f, ENCODER + 1, ERROR_INPUT, "train it anew");
	teardown(&f);
}

/* The model's tensors with other metadata: value NULL takes the key away. */
static void save_with(struct fixture *f, const char *key, const char *value)
{
	struct safetensors file;
	struct error error = {0};
	save_model(&f->model, f->files.path, SAFETENSORS_F32);
	assert_int_equal(safetensors_read(&file, f->files.path, 1 << 20, NULL), 0);
	json_t *metadata = json_object_get(file.header, "__metadata__");
	if (value)
		json_object_set_new(metadata, key, json_string(value));
	else
		json_object_del(metadata, key);
	const struct safetensors_part part = {
		"", &f->model.network.backbone, f->model.values, SAFETENSORS_F32};
	if (safetensors_save(f->files.path, &part, 1, metadata, &error))
		fail_msg("%s", error.message);
	safetensors_release(&file);
}

static void metadata_that_cannot_be_right_is_refused(void **state)
{
	(void)state;
	static const struct {
		const char *key, *value, *expected;
	} cases[] = {
		{"apprentice.format", NULL, "not a model of this program"},
		{"apprentice.format", "2", "another format"},
		{"encoder", NULL, "\"encoder\" is missing"},
		{"encoder", "7 ", "not a whole number"},
		{"encoder", "0", "out of range"},
		{"shape.width", NULL, "\"shape.width\" is missing"},
		{"shape.width", "", "not a whole number"},
		{"shape.width", "1e1", "not a whole number"},
		{"shape.width", "+10", "not a whole number"},
		{"shape.width", "010", "not a whole number"},
		{"shape.width", "0x0a", "not a whole number"},
		{"shape.width", "99999999999999999999", "not a whole number"},
		{"shape.width", "-10", "out of range"},
		{"shape.width", "1026", "out of range"},
		{"shape.width", "12", "has the shape"},
		{"shape.heads", "3", "heads must divide the width"},
		{"shape.blocks", "3", "is missing"},
		{"shape.blocks", "1", "it has no tensor"},
		{"shape.bits", "4", "has the shape"},
		{"shape.experts", "8", "another kind than this program knows"},
		{"temperature", NULL, "\"temperature\" is missing"},
		{"temperature", "nan", "not a number"},
		{"temperature", "warm", "not a number"},
		{"temperature", "0x1p0", "not a number"},
		{"temperature", "0.01", "out of range"},
		{"temperature", "1e9", "out of range"},
		{"seed", NULL, "\"seed\" is missing"},
		{"decisions", NULL, "\"decisions\" is missing"},
		{"decisions", "-1", "out of range"},
	};
	struct fixture f;
	setup(&f);
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		save_with(&f, cases[i].key, cases[i].value);
		assert_load_fails(&f, ENCODER, ERROR_INPUT, cases[i].expected);
	}
	teardown(&f);
}

/* 4 GiB by the metadata, some kilobytes by the file: refused before memory is asked for. */
static void more_weights_than_the_file_can_hold_are_refused(void **state)
{
	(void)state;
	struct fixture f;
	setup(&f);
	save_with(&f, "shape.word_rows", "1048576");
	assert_load_fails(&f, ENCODER, ERROR_INPUT, "too short for them");
	teardown(&f);
}

static void weights_that_are_not_finite_are_refused(void **state)
{
	(void)state;
	static const uint32_t bad[] = {0x7fc00000, 0x7f800000, 0xff800000};
	struct fixture f;
	setup(&f);
	for (size_t i = 0; i < 3; i++) {
		struct bytes content;
		save_model(&f.model, f.files.path, SAFETENSORS_F32);
		assert_int_equal(file_read(f.files.path, 1 << 20, &content, NULL), 0);
		memcpy(content.data + content.length - 4, &bad[i], sizeof(bad[i]));
		assert_int_equal(
			file_replace(f.files.path, content.data, content.length, 0644, NULL), 0);
		assert_load_fails(&f, ENCODER, ERROR_INPUT, "not finite");
		bytes_release(&content);
	}
	teardown(&f);
}

static void what_could_not_be_read_back_is_not_written(void **state)
{
	(void)state;
	struct fixture f;
	struct error error = {0};
	setup(&f);
	f.model.temperature = 0;
	assert_int_equal(
		model_save(&f.model, f.files.path, ENCODER, SAFETENSORS_F32, &error), ERROR_INPUT);
	assert_non_null(strstr(error.message, "temperature"));
	f.model.temperature = 1;
	f.model.values[f.model.network.last.weight] = (real)NAN;
	assert_int_equal(
		model_save(&f.model, f.files.path, ENCODER, SAFETENSORS_F32, &error), ERROR_INPUT);
	assert_false(file_exists(f.files.path));
	teardown(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_seed_makes_a_model),
		cmocka_unit_test(a_saved_model_comes_back_bit_for_bit),
		cmocka_unit_test(halves_are_the_nearest),
		cmocka_unit_test(a_loaded_model_is_named_by_its_content),
		cmocka_unit_test(a_loaded_model_can_have_adapters),
		cmocka_unit_test(a_file_that_is_not_there_is_not_found),
		cmocka_unit_test(another_encoding_is_refused_with_what_to_do),
		cmocka_unit_test(metadata_that_cannot_be_right_is_refused),
		cmocka_unit_test(more_weights_than_the_file_can_hold_are_refused),
		cmocka_unit_test(weights_that_are_not_finite_are_refused),
		cmocka_unit_test(what_could_not_be_read_back_is_not_written),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
