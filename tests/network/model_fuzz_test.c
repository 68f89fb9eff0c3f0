/* Thousands of damaged model files: each is refused with a sentence, or read as a model that works. */
#include "model_folder.h"

#include "base/text.h"

enum { FILES = 3000, HEADER_SHOWN = 900 };

static const char *const tokens[] = {"0", "1", "-1", "00", "64", "1024", "1048576", "4294967296",
	"99999999999999999999", "1e9", "null", "{}", "[]", "\"", ",", "\"1\"", "\"0.5\"", "\"nan\"",
	"\"F16\"", "\"F32\"", "shape.", "width", "\\u0000", "\xff"};

/* A bit anywhere, a bit in the header, a token in the header, a cut, a doubled piece. */
static void damage(struct bytes *content, struct random *random)
{
	uint32_t length = (uint32_t)content->length;
	uint32_t header = length < HEADER_SHOWN ? length : HEADER_SHOWN;
	const char *token = tokens[random_below(random, sizeof(tokens) / sizeof(*tokens))];
	size_t size = strlen(token), at;
	switch (random_below(random, 8)) {
	case 0:
		content->data[random_below(random, length)] ^= (char)(1 << random_below(random, 8));
		return;
	case 1:
		content->data[random_below(random, header)] ^= (char)(1 << random_below(random, 8));
		return;
	case 2:
		content->length = random_below(random, length);
		return;
	case 3:
		at = random_below(random, header - 40);
		memmove(content->data + random_below(random, header - 40), content->data + at, 40);
		return;
	default:
		at = 8 + random_below(random, header - 40);
		memcpy(content->data + at, token, size);
		return;
	}
}

/* What was accepted computes something. */
static void check_works(const struct model *model)
{
	const struct network_shape *shape = &model->network.shape;
	struct sample_encoding sample;
	const struct encoding *list[] = {&sample.encoding};
	struct weights weights = {.backbone = model->values};
	sample_encoding_init(&sample, shape, &small_plans[0], 1);
	struct network_pass *pass = network_pass_new(&model->network, false, NULL);
	assert_int_equal(network_pass_reserve(pass, list, 1, NULL), 0);
	network_forward(pass, &weights);
	network_pass_free(pass);
	sample_encoding_release(&sample);
	assert_true(model->temperature >= 0.05 && model->temperature <= 20);
	assert_true(model->decisions >= 0);
	assert_null(tensors_find_not_finite(&model->network.backbone, model->values));
}

static bool try_one(const char *path, const struct bytes *original, struct bytes *content,
	struct random *random)
{
	struct model model;
	struct error error = {0};
	bytes_clear(content);
	assert_int_equal(bytes_append(content, original->data, original->length, NULL), 0);
	for (uint32_t i = 1 + random_below(random, 2); i > 0 && content->length > 100; i--)
		damage(content, random);
	FILE *file = fopen(path, "wb");
	assert_non_null(file);
	assert_int_equal(fwrite(content->data, 1, content->length, file), content->length);
	assert_int_equal(fclose(file), 0);
	int rc = model_load(&model, path, ENCODER, 0, 1, &error);
	if (rc == 0)
		check_works(&model);
	else if (rc != ERROR_INPUT || error.code != ERROR_INPUT || !strstr(error.message, path) ||
		 !text_is_valid(error.message, strlen(error.message)))
		fail_msg("%d: %s", rc, error.message);
	model_release(&model);
	return rc == 0;
}

static void damaged_models_are_refused_or_work(void **state)
{
	(void)state;
	struct model_folder files;
	struct model model;
	struct bytes original, content;
	struct random random;
	size_t accepted = 0;
	random_seed(&random, 4);
	model_folder_init(&files);
	make_model(&model);
	save_model(&model, files.path, SAFETENSORS_F16);
	assert_int_equal(file_read(files.path, 1 << 20, &original, NULL), 0);
	bytes_init(&content, 1 << 20);
	for (int i = 0; i < FILES; i++)
		accepted += try_one(files.path, &original, &content, &random);
	assert_in_range(accepted, 50, FILES - 500); /* else the damage was too small or too large */
	bytes_release(&original);
	bytes_release(&content);
	model_release(&model);
	model_folder_release(&files);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(damaged_models_are_refused_or_work)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
