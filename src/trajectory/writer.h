/*
 * writer.h - writes a trajectory while it happens.
 *
 * Everything passes through the secrets' redaction before it reaches the disk. A disk that fills
 * up ends the writing with an IO error; what was written stays readable.
 */
#ifndef TRAJECTORY_WRITER_H
#define TRAJECTORY_WRITER_H

#include "base/bytes.h"
#include "base/secrets.h"
#include "trajectory/trajectory.h"

struct trajectory_writer;

/* Makes the folder (mode 0700: pages are private) and run.json with outcome "running". `about`
 * gives task, goal, start_url, parameters, criterion, secrets, demonstration. Name of the folder:
 * "demo-<time>" or "run-<time>-<id>", made unique. */
int trajectory_writer_open(const char *logs_folder, const struct trajectory *about,
	const struct secrets *secrets, struct trajectory_writer **out, struct error *error);
const char *trajectory_writer_folder(const struct trajectory_writer *writer);

/* Appends one step; jpeg may be NULL. Fills in index, time and screenshot name. */
int trajectory_writer_step(struct trajectory_writer *writer, const struct step *step,
	const struct bytes *jpeg, struct error *error);

/* Removes the last step again (the recorder's undo): steps.jsonl is replaced atomically. */
int trajectory_writer_undo(struct trajectory_writer *writer, struct error *error);
size_t trajectory_writer_steps(const struct trajectory_writer *writer);

/* run.json with outcome, reason, final page and end time; parameters and criterion as they are
 * now in `about` (a recording settles them at its end). The writer stays open for reading back. */
int trajectory_writer_finish(struct trajectory_writer *writer, const struct trajectory *about,
	const struct observation *final, const struct bytes *final_jpeg, struct error *error);

/* Frees. A trajectory never finished keeps outcome "running" on disk. */
void trajectory_writer_close(struct trajectory_writer *writer);
/* Closes and deletes the folder (discarded recording). */
int trajectory_writer_discard(struct trajectory_writer *writer, struct error *error);

#endif
