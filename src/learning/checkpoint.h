/*
 * checkpoint.h - one state of a learner as one file: <hash>.safetensors.
 *
 *     adapter.<layer>.lora_a, .lora_b                 the adapter, F32
 *     adamw.mean.<...>, adamw.square.<...>            the optimiser's moments
 *     teacher.<...>                                   the EMA teacher's adapter, if there is one
 *
 * so that learning goes on from it as if it had not stopped. The file's name is the SHA-256 of its
 * bytes: a file that was changed or cut is told by its name. Metadata, all texts:
 * "apprentice.adapter" "1" (the format), and a field per line of the table in checkpoint.c.
 *
 * Nothing in a file is believed before it was checked; a learner's buffers are touched only by a
 * file that is sound in every part.
 */
#ifndef LEARNING_CHECKPOINT_H
#define LEARNING_CHECKPOINT_H

#include "base/hash.h"
#include "learning/window.h"
#include "tensor/adamw.h"
#include "tensor/safetensors.h"

enum { CHECKPOINT_TASK_SIZE = 101, CHECKPOINT_TIME_SIZE = 32 };
#define CHECKPOINT_SUFFIX    ".safetensors"
#define CHECKPOINT_BYTES_MAX ((size_t)1 << 30)

/* What an adapter belongs to. It is used with no other. */
struct adapter_identity {
	char base[HASH_TEXT_SIZE]; /* of the base model's file */
	uint64_t encoder;	   /* version of the encoding */
	uint64_t rank;
	double scale;
};

/* A learner's state between two updates: the caller's buffers, borrowed. */
struct learner_state {
	struct adapter_identity identity;
	const struct tensors *table; /* the adapter's */
	real *adapter;
	struct adamw *adamw;	 /* of that table */
	real *teacher;		 /* EMA teacher's adapter, or NULL: the teacher is frozen */
	bool teacher_loaded;	 /* set on loading: the file had a teacher for it */
	uint64_t updates, steps; /* that made this adapter what it is */
	double temperature;	 /* of calibration, > 0 */
};

/* A file's metadata. */
struct checkpoint {
	struct adapter_identity identity;
	char task[CHECKPOINT_TASK_SIZE];
	char saved[CHECKPOINT_TIME_SIZE]; /* "2026-01-31T13:45:10.123Z" */
	char parent[HASH_TEXT_SIZE];	  /* of the adapter that was in force before; "" */
	char window[WINDOW_TEXT_SIZE];	  /* outcomes when it was saved, oldest first */
	double success;			  /* rate in that window, 0..1 */
	double temperature;
	uint64_t commit; /* of the store, when it was saved: later ones have larger numbers */
	uint64_t updates, steps, optimiser_steps;
	uint64_t budget_used;
	char hash[HASH_TEXT_SIZE]; /* the file's name; not in the metadata */
};

/* 64 lower-case hexadecimal digits. */
bool checkpoint_is_hash(const char *text);
/* "<folder>/<hash>.safetensors". Heap text. */
char *checkpoint_path(const char *folder, const char *hash);

/* Makes the file's bytes (*out is initialised here) and about->hash. Identity, counts and
 * temperature of `about` are taken from the learner. INPUT when a value is not finite. */
int checkpoint_encode(struct checkpoint *about, const struct learner_state *learner,
	struct bytes *out, struct error *error);

/* Reads the file and its metadata. INPUT: damaged, or no adapter; the sentence says what to do.
 * NOT_FOUND. `file` is to be released after success. */
int checkpoint_open(struct checkpoint *about, struct safetensors *file, const char *folder,
	const char *hash, struct error *error);

/* Fills the learner from the opened file. REFUSED: another base, encoding, rank or scale than
 * learner->identity says. INPUT: damaged. The learner is unchanged by a failure. */
int checkpoint_load(const struct checkpoint *about, const struct safetensors *file,
	struct learner_state *learner, struct error *error);

#endif
