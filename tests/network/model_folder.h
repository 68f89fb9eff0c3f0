/*
 * model_folder.h - a folder for a test's model files.
 */
#ifndef MODEL_FOLDER_H
#define MODEL_FOLDER_H

#include "base/file.h"
#include "network/model.h"
#include "sample_network.h"

#include <unistd.h>

enum { ENCODER = 7 };

struct model_folder {
	char folder[64];
	char path[96]; /* a model's */
};

static inline void model_folder_init(struct model_folder *f)
{
	snprintf(f->folder, sizeof(f->folder), "/tmp/apprentice-model-test-XXXXXX");
	assert_non_null(mkdtemp(f->folder));
	snprintf(f->path, sizeof(f->path), "%s/base.safetensors", f->folder);
}

static inline void model_folder_release(struct model_folder *f)
{
	assert_int_equal(folder_remove(f->folder, NULL), 0);
}

/* A trained one, as far as the file can tell. */
static inline void make_model(struct model *model)
{
	assert_int_equal(model_new(model, &small_shape, 42, NULL), 0);
	model->temperature = 1.37;
	model->decisions = 5000000000;
}

static inline void save_model(
	const struct model *model, const char *path, enum safetensors_type type)
{
	struct error error = {0};
	if (model_save(model, path, ENCODER, type, &error))
		fail_msg("%s", error.message);
}

#endif
