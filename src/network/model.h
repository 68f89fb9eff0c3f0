/*
 * model.h - a network with its weights, as a file: models/base.safetensors.
 *
 * Metadata: "apprentice.format" "1", the shape as decimal numbers ("shape.width" ...), "encoder"
 * (the version of the encoding it was trained on, see policy/encode.h), "temperature" (of
 * calibration), "seed", "decisions" (seen in training). A file whose encoder or shape this program
 * does not know is refused with a sentence that says what to do.
 */
#ifndef NETWORK_MODEL_H
#define NETWORK_MODEL_H

#include "network/network.h"
#include "tensor/safetensors.h"

struct model {
	struct network network;
	real *values;	    /* owned buffer of network.backbone */
	double temperature; /* of calibration, 0.05..20; 1: none */
	long long seed, decisions;
	char hash[65]; /* SHA-256 of the file, lower-case hexadecimal; "" when not from a file */
};

/* Fresh weights from a seed. */
int model_new(
	struct model *model, const struct network_shape *shape, uint64_t seed, struct error *error);
/* rank > 0 declares adapters of that rank and scale on the network. NOT_FOUND; INPUT, also where the file
 * is too short for what its metadata claims; LIMIT. On failure the model is empty. */
int model_load(struct model *model, const char *path, int encoder_version, size_t rank,
	double scale, struct error *error);
/* INPUT for values or a temperature that could not be read back. */
int model_save(const struct model *model, const char *path, int encoder_version,
	enum safetensors_type type, struct error *error);
void model_release(struct model *model);

#endif
