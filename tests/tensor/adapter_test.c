/* The laws of low-rank adapters, on a whole small network in float. */
#include "tiny_network.h"

#include "base/file.h"
#include "tensor/adamw.h"
#include "tensor/matmul.h"
#include "tensor/safetensors.h"

struct fixture {
	struct tiny_network network;
	real *backbone, *merged, *adapter;
	struct gradient backbone_gradient, adapter_gradient;
	struct adamw adamw;
};

static void setup(struct fixture *f, uint64_t seed)
{
	struct random random;
	*f = (struct fixture){0};
	matmul_use_one_thread();
	tiny_init(&f->network);
	f->backbone = tensors_buffer_new(&f->network.backbone);
	f->merged = tensors_buffer_new(&f->network.backbone);
	f->adapter = tensors_buffer_new(&f->network.adapter);
	random_seed(&random, seed);
	tensors_start(&f->network.backbone, f->backbone, &random);
	tensors_start(&f->network.adapter, f->adapter, &random);
	assert_int_equal(gradient_init(&f->backbone_gradient, &f->network.backbone, NULL), 0);
	assert_int_equal(gradient_init(&f->adapter_gradient, &f->network.adapter, NULL), 0);
	assert_int_equal(adamw_init(&f->adamw, &f->network.adapter, NULL), 0);
}

static void teardown(struct fixture *f)
{
	tiny_release(&f->network);
	gradient_release(&f->backbone_gradient);
	gradient_release(&f->adapter_gradient);
	adamw_release(&f->adamw);
	free(f->backbone);
	free(f->merged);
	free(f->adapter);
}

static struct weights merged_weights(struct fixture *f)
{
	struct tiny_network *n = &f->network;
	memcpy(f->merged, f->backbone, n->backbone.total * sizeof(real));
	for (int i = 0; i < BLOCKS; i++)
		block_merge(&n->blocks[i], f->adapter, f->merged);
	linear_merge(&n->query, f->adapter, f->merged);
	linear_merge(&n->key, f->adapter, f->merged);
	return (struct weights){f->merged, f->adapter, true};
}

static void scores_of(struct fixture *f, const struct weights *weights, real scores[ROWS])
{
	tiny_forward(&f->network, weights);
	memcpy(scores, f->network.scores, ROWS * sizeof(real));
}

/* One step of learning that touches the adapter alone; the loss before it. */
static double learn(struct fixture *f)
{
	static const struct adamw_options options = {0.9, 0.999, 1e-8, 0};
	struct weights weights = merged_weights(f);
	struct gradients gradients = {NULL, &f->adapter_gradient};
	gradient_clear(&f->adapter_gradient);
	tiny_forward(&f->network, &weights);
	double loss = tiny_loss(&f->network);
	tiny_backward(&f->network, &weights, &gradients);
	gradient_clip(&f->adapter_gradient, 1);
	adamw_step(&f->adamw, &options, 0.01, &f->adapter_gradient, f->adapter);
	return loss;
}

static void a_new_adapter_changes_nothing_bit_for_bit(void **state)
{
	(void)state;
	struct fixture f;
	setup(&f, 1);
	struct weights frozen = {.backbone = f.backbone};
	struct weights beside = {f.backbone, f.adapter, false}, merged = merged_weights(&f);
	real expected[ROWS], scores[ROWS];
	scores_of(&f, &frozen, expected);
	scores_of(&f, &beside, scores);
	assert_memory_equal(scores, expected, sizeof(scores));
	scores_of(&f, &merged, scores);
	assert_memory_equal(scores, expected, sizeof(scores));
	assert_memory_equal(f.merged, f.backbone, f.network.backbone.total * sizeof(real));
	teardown(&f);
}

static void merged_and_beside_are_the_same_function(void **state)
{
	(void)state;
	struct fixture f;
	setup(&f, 2);
	fill(f.adapter, f.network.adapter.total, 0.5, 3);
	struct weights frozen = {.backbone = f.backbone};
	struct weights beside = {f.backbone, f.adapter, false}, merged = merged_weights(&f);
	real base[ROWS], expected[ROWS], scores[ROWS];
	scores_of(&f, &frozen, base);
	scores_of(&f, &beside, expected);
	scores_of(&f, &merged, scores);
	double moved = 0;
	for (size_t i = 0; i < ROWS; i++)
		if (isfinite(base[i])) {
			assert_float_equal(scores[i], expected[i], 2e-5);
			moved += fabs((double)(expected[i] - base[i]));
		}
	assert_true(moved > 0.1);
	teardown(&f);
}

static void merged_and_beside_have_the_same_gradients(void **state)
{
	(void)state;
	struct fixture f;
	setup(&f, 2);
	fill(f.adapter, f.network.adapter.total, 0.5, 3);
	struct weights all[] = {{f.backbone, f.adapter, false}, merged_weights(&f)};
	real *slopes[2];
	for (int i = 0; i < 2; i++) {
		gradient_clear(&f.adapter_gradient);
		tiny_forward(&f.network, &all[i]);
		tiny_loss(&f.network);
		tiny_backward(&f.network, &all[i], &(struct gradients){NULL, &f.adapter_gradient});
		slopes[i] = tensors_buffer_new(&f.network.adapter);
		memcpy(slopes[i], f.adapter_gradient.values,
			f.network.adapter.total * sizeof(real));
	}
	for (size_t i = 0; i < f.network.adapter.total; i++)
		assert_float_equal(slopes[0][i], slopes[1][i], 2e-5);
	free(slopes[0]);
	free(slopes[1]);
	teardown(&f);
}

static void learning_moves_the_adapter_and_never_the_backbone(void **state)
{
	(void)state;
	struct fixture f;
	setup(&f, 4);
	size_t bytes = f.network.backbone.total * sizeof(real);
	real *before = tensors_buffer_new(&f.network.backbone);
	memcpy(before, f.backbone, bytes);
	double first = learn(&f), last = 0;
	for (int step = 0; step < 60; step++)
		last = learn(&f);
	assert_true(last < first / 2 + 0.5);
	assert_memory_equal(f.backbone, before, bytes);
	assert_true(gradient_norm(&f.backbone_gradient) == 0);
	struct weights frozen = {.backbone = f.backbone};
	real scores[ROWS];
	scores_of(&f, &frozen, scores);
	assert_true(vector_is_finite(scores + 1, 4));
	free(before);
	teardown(&f);
}

static void one_seed_gives_one_result(void **state)
{
	(void)state;
	struct fixture a, b;
	setup(&a, 9);
	setup(&b, 9);
	for (int step = 0; step < 10; step++)
		assert_true(learn(&a) == learn(&b));
	assert_memory_equal(a.adapter, b.adapter, a.network.adapter.total * sizeof(real));
	teardown(&a);
	teardown(&b);
}

static char *temporary_path(void)
{
	char *folder = strdup("/tmp/apprentice-adapter-test-XXXXXX");
	assert_non_null(mkdtemp(folder));
	char *path = path_join(folder, "adapter.safetensors");
	free(folder);
	return path;
}

static void save(const struct fixture *f, const char *path)
{
	const struct tensors *table = &f->network.adapter;
	const struct safetensors_part parts[] = {
		{"adapter.", table, f->adapter, SAFETENSORS_F32},
		{"adamw.mean.", table, f->adamw.mean, SAFETENSORS_F32},
		{"adamw.square.", table, f->adamw.square, SAFETENSORS_F32},
	};
	struct error error = {0};
	if (safetensors_save(path, parts, 3, NULL, &error))
		fail_msg("%s", error.message);
}

static void load(struct fixture *f, const char *path)
{
	const struct tensors *table = &f->network.adapter;
	struct safetensors file;
	struct error error = {0};
	if (safetensors_read(&file, path, 1 << 20, &error) ||
		safetensors_load(&file, "adapter.", table, f->adapter, &error) ||
		safetensors_load(&file, "adamw.mean.", table, f->adamw.mean, &error) ||
		safetensors_load(&file, "adamw.square.", table, f->adamw.square, &error))
		fail_msg("%s", error.message);
	safetensors_release(&file);
}

/* Saved in the middle of learning, loaded elsewhere: the next steps are the same to the bit. */
static void a_saved_adapter_and_its_moments_go_on_bit_for_bit(void **state)
{
	(void)state;
	struct fixture a, b;
	setup(&a, 9);
	setup(&b, 9);
	char *path = temporary_path();
	for (int step = 0; step < 5; step++)
		learn(&a);
	save(&a, path);
	struct random other;
	random_seed(&other, 10);
	tensors_start(&b.network.adapter, b.adapter, &other);
	load(&b, path);
	b.adamw.steps = a.adamw.steps;
	for (int step = 0; step < 5; step++)
		assert_true(learn(&a) == learn(&b));
	assert_memory_equal(a.adapter, b.adapter, a.network.adapter.total * sizeof(real));
	*strrchr(path, '/') = 0;
	assert_int_equal(folder_remove(path, NULL), 0);
	free(path);
	teardown(&a);
	teardown(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_new_adapter_changes_nothing_bit_for_bit),
		cmocka_unit_test(merged_and_beside_are_the_same_function),
		cmocka_unit_test(merged_and_beside_have_the_same_gradients),
		cmocka_unit_test(learning_moves_the_adapter_and_never_the_backbone),
		cmocka_unit_test(one_seed_gives_one_result),
		cmocka_unit_test(a_saved_adapter_and_its_moments_go_on_bit_for_bit),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
