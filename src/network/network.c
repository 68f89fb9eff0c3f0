#include "network/network.h"

#include "network/shape.h"

#include <assert.h>
#include <stdio.h>

/* Initial standard deviations. A word is a mean over some ten n-grams, so its table starts wide; a
 * position has about as many features, which add up. Together a position's input has variance 1
 * or so. */
#define TEXT_SPREAD	  0.5
#define FEATURE_SPREAD	  0.25
#define PROJECTION_SPREAD 4.0 /* divided by √text_width */
#define HEAD_SPREAD	  0.5 /* divided by √width: decisions start close to uniform */

/* The linear layers outside of blocks, for what is done to all of them. */
static const struct {
	const char *name;
	size_t offset; /* in struct network */
} linears[] = {
	{"word_projection", offsetof(struct network, word_projection)},
	{"value_projection", offsetof(struct network, value_projection)},
	{"kinds", offsetof(struct network, kinds)},
	{"query", offsetof(struct network, query)},
	{"key", offsetof(struct network, key)},
	{"entry_query", offsetof(struct network, entry_query)},
	{"entry_key", offsetof(struct network, entry_key)},
};

enum { LINEARS = sizeof(linears) / sizeof(*linears), BLOCK_NAME_SIZE = 16 };

static const char *block_name(size_t i, char name[static BLOCK_NAME_SIZE])
{
	snprintf(name, BLOCK_NAME_SIZE, "blocks.%u", (unsigned)i);
	return name;
}

static void declare_inputs(struct network *n)
{
	const struct network_shape *s = &n->shape;
	double projection = PROJECTION_SPREAD / sqrt((double)s->text_width);
	embedding_declare(
		&n->words, &n->backbone, "words", s->word_rows, s->text_width, TEXT_SPREAD);
	embedding_declare(
		&n->values, &n->backbone, "values", s->value_rows, s->text_width, TEXT_SPREAD);
	embedding_declare(
		&n->features, &n->backbone, "features", s->feature_rows, s->width, FEATURE_SPREAD);
	linear_declare(&n->word_projection, &n->backbone, "word_projection", s->text_width,
		s->width, false, projection);
	linear_declare(&n->value_projection, &n->backbone, "value_projection", s->text_width,
		s->width, false, projection);
}

static void declare_blocks(struct network *n)
{
	const struct network_shape *s = &n->shape;
	struct block_shape shape = {s->width, s->heads, s->inner, s->bits, s->channels, s->blocks};
	char name[BLOCK_NAME_SIZE];
	for (size_t i = 0; i < s->blocks; i++)
		block_declare(&n->blocks[i], &n->backbone, block_name(i, name), &shape);
	norm_declare(&n->last, &n->backbone, "last", s->width);
}

/* A bias of the moves' key would be one number for all moves of a decision: softmax takes it away. That
 * of the entries' keys is not lost, since spans and copies compete. */
static void declare_heads(struct network *n)
{
	const struct network_shape *s = &n->shape;
	size_t D = s->width, P = s->pointer_width;
	double spread = HEAD_SPREAD / sqrt((double)D), pointing = 1 / sqrt((double)D);
	linear_declare(&n->kinds, &n->backbone, "kinds", D, s->kinds, true, spread);
	linear_declare(&n->query, &n->backbone, "query", D, P, true, pointing);
	linear_declare(&n->key, &n->backbone, "key", D, P, false, pointing);
	linear_declare(&n->entry_query, &n->backbone, "entry_query", D, 3 * P, true, pointing);
	linear_declare(&n->entry_key, &n->backbone, "entry_key", D, 3 * P, true, pointing);
	pointer_declare(&n->moves, &n->backbone, "moves", P, s->bits, s->channels);
	pointer_declare(&n->starts, &n->backbone, "starts", P, s->bits, s->channels);
	pointer_declare(&n->ends, &n->backbone, "ends", P, s->bits, s->channels);
	pointer_declare(&n->copies, &n->backbone, "copies", P, s->bits, s->channels);
}

int network_init(struct network *network, const struct network_shape *shape, struct error *error)
{
	*network = (struct network){.shape = *shape};
	int rc = shape_check(shape, error);
	if (rc)
		return rc;
	declare_inputs(network);
	declare_blocks(network);
	declare_heads(network);
	return 0;
}

void network_release(struct network *network)
{
	tensors_release(&network->backbone);
	tensors_release(&network->adapter);
	*network = (struct network){0};
}

void network_adapt(struct network *network, size_t rank, double scale)
{
	char name[BLOCK_NAME_SIZE];
	assert(network->adapter.count == 0);
	for (size_t i = 0; i < LINEARS; i++)
		linear_adapt((struct linear *)(void *)((char *)network + linears[i].offset),
			&network->adapter, linears[i].name, rank, scale);
	for (size_t i = 0; i < network->shape.blocks; i++)
		block_adapt(
			&network->blocks[i], &network->adapter, block_name(i, name), rank, scale);
}

void network_merge(const struct network *network, const real *adapter, real *backbone)
{
	for (size_t i = 0; i < LINEARS; i++)
		linear_merge((const struct linear *)(const void *)((const char *)network +
								   linears[i].offset),
			adapter, backbone);
	for (size_t i = 0; i < network->shape.blocks; i++)
		block_merge(&network->blocks[i], adapter, backbone);
}
