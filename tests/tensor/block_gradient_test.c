/* A block of which only some rows are read: the last one of a network. */
#include "sample_batch.h"
#include "tensor/block.h"

enum { D = 6, HEADS = 2, INNER = 5, ADAPTER_RANK = 2 };

struct fixture {
	struct tensors backbone, adapter;
	struct block block;
	struct sample_batch sample;
	struct sample_read read;
	struct workspace workspace;
	struct block_kept kept;
	struct block_room room;
	struct gradient backbone_gradient, adapter_gradient;
	real *values, *adapter_values, *x, *y, *dx, *pull;
};

static void take(struct fixture *f)
{
	struct batch_size size = batch_size(&f->sample.batch);
	block_kept_take(&f->kept, &f->block, &size, true, &f->workspace);
	block_room_take(&f->room, &f->block, &size, true, &f->workspace);
}

static void setup(struct fixture *f)
{
	struct block_shape shape = {D, HEADS, INNER, BITS, CHANNELS, 1};
	*f = (struct fixture){0};
	block_declare(&f->block, &f->backbone, "block", &shape);
	block_adapt(&f->block, &f->adapter, "block", ADAPTER_RANK, 0.75);
	sample_batch_init(&f->sample, true);
	sample_read_init(&f->read, &f->sample);
	take(f);
	assert_int_equal(workspace_init(&f->workspace, f->workspace.used_bytes, NULL), 0);
	take(f);
	assert_int_equal(gradient_init(&f->backbone_gradient, &f->backbone, NULL), 0);
	assert_int_equal(gradient_init(&f->adapter_gradient, &f->adapter, NULL), 0);
	f->values = tensors_buffer_new(&f->backbone);
	f->adapter_values = tensors_buffer_new(&f->adapter);
	fill(f->values, f->backbone.total, 0.7, 1);
	fill(f->adapter_values, f->adapter.total, 0.7, 2);
	f->x = new_filled(ROWS * D, 1, 3);
	f->pull = new_filled(READ * D, 1, 4);
	f->y = new_reals(ROWS * D);
	f->dx = new_reals(ROWS * D);
}

static void teardown(struct fixture *f)
{
	tensors_release(&f->backbone);
	tensors_release(&f->adapter);
	gradient_release(&f->backbone_gradient);
	gradient_release(&f->adapter_gradient);
	workspace_release(&f->workspace);
	sample_batch_release(&f->sample);
	real *all[] = {f->values, f->adapter_values, f->x, f->y, f->dx, f->pull};
	for (size_t i = 0; i < sizeof(all) / sizeof(*all); i++)
		free(all[i]);
}

static double loss(void *context)
{
	struct fixture *f = context;
	struct weights weights = {f->values, f->adapter_values, false};
	block_forward(&f->block, &weights, &f->sample.batch, f->x, f->y, &f->kept, &f->room);
	return vector_dot(f->y, f->pull, READ * D);
}

static void backward(struct fixture *f, real *dx)
{
	struct weights weights = {f->values, f->adapter_values, false};
	struct gradients gradients = {dx ? &f->backbone_gradient : NULL, &f->adapter_gradient};
	loss(f);
	block_backward(
		&f->block, &weights, &gradients, &f->sample.batch, &f->kept, f->pull, dx, &f->room);
}

static void slopes_of_a_block_that_is_read_in_part_agree_with_differences(void **state)
{
	(void)state;
	struct fixture f;
	setup(&f);
	backward(&f, f.dx);
	gradient_check("x", f.x, f.dx, ROWS * D, loss, &f);
	gradient_check_table(&f.backbone, f.values, f.backbone_gradient.values, loss, &f);
	gradient_check_table(&f.adapter, f.adapter_values, f.adapter_gradient.values, loss, &f);
	teardown(&f);
}

static void its_adapters_slopes_do_not_need_those_of_its_input(void **state)
{
	(void)state;
	struct fixture f;
	setup(&f);
	backward(&f, NULL);
	gradient_check_table(&f.adapter, f.adapter_values, f.adapter_gradient.values, loss, &f);
	teardown(&f);
}

/* The rows that are read come out as among all, kept or not, in place or not. */
static void reading_in_part_changes_no_row(void **state)
{
	(void)state;
	struct fixture f;
	setup(&f);
	loss(&f);
	real *part = new_reals(READ * D);
	memcpy(part, f.y, READ * D * sizeof(real));

	struct weights weights = {f.values, f.adapter_values, false};
	struct batch whole = f.sample.batch;
	whole.read = NULL;
	struct batch_size size = batch_size(&whole);
	struct workspace workspace = {0};
	struct block_kept kept;
	size.read = READ;
	block_kept_take(&kept, &f.block, &size, false, &workspace);
	assert_int_equal(workspace_init(&workspace, workspace.used_bytes, NULL), 0);
	block_kept_take(&kept, &f.block, &size, false, &workspace);
	block_forward(&f.block, &weights, &whole, f.x, f.y, &kept, &f.room);
	for (size_t r = 0; r < READ; r++)
		for (size_t d = 0; d < D; d++)
			assert_float_equal(part[r * D + d], f.y[f.read.row[r] * D + d], 1e-12);
	block_forward(&f.block, &weights, &f.sample.batch, f.x, f.x, &kept, &f.room);
	for (size_t i = 0; i < READ * D; i++)
		assert_float_equal(f.x[i], part[i], 1e-12);
	workspace_release(&workspace);
	free(part);
	teardown(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(slopes_of_a_block_that_is_read_in_part_agree_with_differences),
		cmocka_unit_test(its_adapters_slopes_do_not_need_those_of_its_input),
		cmocka_unit_test(reading_in_part_changes_no_row),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
