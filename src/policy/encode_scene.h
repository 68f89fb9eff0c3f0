/*
 * encode_scene.h - one decision in the making: its positions with their texts, before they become
 * numbers. Private to the encoder.
 */
#ifndef POLICY_ENCODE_SCENE_H
#define POLICY_ENCODE_SCENE_H

#include "policy/encode.h"
#include "policy/encode_progress.h"
#include "policy/encode_task.h"

enum { HISTORY_SHOWN_MAX = 16, ELEMENTS_SHOWN_MAX = 96, PLACES_MAX = ENCODING_POSITIONS_MAX };

struct named_options; /* encode_options.h */

/* A position. Texts that it does not have are blank ones, never NULL. */
struct place {
	enum segment segment;
	size_t index; /* word, step of the plan, index into history or elements */
	bool older;   /* a step of an older demonstration */
	const struct encoded_text *label;   /* what it is called */
	const struct encoded_text *value;   /* what it contains */
	const struct encoded_text *context; /* what stands around it */
	const struct encoded_text *hint;    /* what else describes it; of history: what changed */
	const struct encoded_text *other;   /* a second name, if it has one */
	const struct encoded_text *around;  /* the name of its group */
	const struct goal_word *word;
	struct task_step *step;
	const struct history_step *past;
	const struct element *element; /* of the page; of a step and of history: as it was then */
	const struct named_options *options; /* of the page: NULL for what is no list */
	int item;	  /* of the page: the row, list item or card around it; -1 */
	uint8_t measured; /* bits of enum measured */
};

struct scene {
	const struct policy_input *input;
	const struct observation *page;
	const struct lexicon *lexicon;
	struct task *task;
	struct text_store *texts;
	struct arena *arena;
	struct progress progress;
	struct place places[PLACES_MAX];
	size_t count;
	size_t first[SEGMENT_COUNT + 1]; /* positions of segment s: first[s] .. first[s + 1] - 1 */
	struct cut cuts[8];
	size_t cut_count;
};

static inline size_t scene_count_of(const struct scene *scene, enum segment segment)
{
	return scene->first[segment + 1] - scene->first[segment];
}

/* The position of a step of the newest plan; 0 if it is none. */
size_t scene_step_at(const struct scene *scene, int step);

/* Lays out the positions; task and progress must be set. */
void scene_lay_out(struct scene *scene);

/* The elements that are positions, as ascending indices -> their number. All of them if they are
 * few; else those that matter most: in use, in dialogs, sharing words, values or locators with the
 * goal and the window's steps, in the viewport. */
size_t scene_pick_elements(const struct scene *scene, size_t picked[static ELEMENTS_SHOWN_MAX]);

#endif
