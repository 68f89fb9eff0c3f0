/*
 * distil_ask.h - what teacher and student think of states. Private to this module.
 */
#ifndef LEARNING_DISTIL_ASK_H
#define LEARNING_DISTIL_ASK_H

#include "learning/distil.h"

enum {
	DISTIL_TOGETHER = 4
}; /* states in one pass: fewer reload weights, more overflow the caches */

#define DISTIL_FROZEN_VERSION 1
#define DISTIL_ARENA_MAX      ((size_t)256 << 20)

struct weights distil_teacher_weights(const struct distiller *distiller);
struct weights distil_student_weights(const struct distiller *distiller);

/* Makes `opinion` and `kept` of these states those of the teacher, or of the frozen backbone, where
 * they are not. */
int distil_ask(struct distiller *distiller, struct experience *const *states, size_t count,
	bool frozen, struct error *error);

#endif
