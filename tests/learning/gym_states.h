/*
 * gym_states.h - a small network and states of the gym, for tests of learning. What the network prefers
 * does not matter for most: whatever its teacher says of a state, the student can come to say.
 */
#ifndef GYM_STATES_H
#define GYM_STATES_H

#include "base/memory.h"
#include "gym/gym.h"
#include "learning/distil.h"
#include "learning/replay_buffer.h"
#include "network/model.h"
#include "policy/native.h"
#include "tensor/matmul.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { GYM_RANK = 4, GYM_HISTORY = 256 };

static inline void make_model(struct model *model, uint64_t seed)
{
	struct error error = {0};
	struct network_shape shape = {
		.width = 24, .heads = 2, .inner = 32, .blocks = 2, .pointer_width = 8};
	matmul_use_one_thread();
	encoder_shape(&shape);
	if (model_new(model, &shape, seed, &error))
		fail_msg("%s", error.message);
	/* Fresh heads are close to uniform; a teacher must have an opinion. */
	for (size_t i = 0; i < model->network.backbone.count; i++) {
		const struct tensor *tensor = &model->network.backbone.items[i];
		for (size_t j = 0; strncmp(tensor->name, "kinds", 5) == 0 && j < tensor->count; j++)
			model->values[tensor->offset + j] *= 8;
	}
	network_adapt(&model->network, GYM_RANK, 1);
}

/* A workflow whose goal does not name the steps; the seeds of its episodes draw the values. */
static inline struct gym_wish workflow(uint64_t number)
{
	return (struct gym_wish){.split = GYM_TRAIN,
		.goal = GYM_GOAL_VALUES,
		.demonstrated = true,
		.workflow = number};
}

static inline void without_demonstration(const struct policy_input *input,
	struct history_step *history, struct policy_input *without)
{
	*without = *input;
	without->demonstrations = NULL;
	without->demonstration_count = 0;
	without->binding = NULL;
	without->history = history;
	assert_true(input->history_count <= GYM_HISTORY);
	for (size_t i = 0; i < input->history_count; i++) {
		history[i] = input->history[i];
		history[i].demonstration_step = -1;
	}
}

/* Told of each state of an episode, before the action is carried out. */
typedef void visit(
	void *context, const struct policy_input *input, const struct decision *decision);

/* policy NULL: the gym's teacher acts. Returns whether the episode succeeded. */
static inline bool play(struct policy *policy, const struct gym_wish *wish, uint64_t seed,
	bool shown, visit *told, void *context)
{
	struct gym_episode *episode = gym_episode_new(wish, seed);
	struct history_step history[GYM_HISTORY];
	while (gym_episode_state(episode) == GYM_GOING_ON) {
		struct arena arena;
		struct policy_input input = *gym_episode_input(episode);
		struct candidate choice = {
			.action = {ACTION_WAIT, 0, ""}, .demonstration_step = -1};
		struct decision decision = {
			.candidates = &choice, .candidate_count = 1, .confidence = 1};
		arena_init(&arena, (size_t)64 << 20);
		if (!shown)
			without_demonstration(gym_episode_input(episode), history, &input);
		if (!policy)
			gym_episode_teach(episode, &choice.action);
		else if (policy_decide(policy, &input, &arena, &decision, NULL))
			decision = (struct decision){.candidates = &choice, .candidate_count = 1};
		if (told)
			told(context, gym_episode_input(episode), &decision);
		gym_episode_act(episode, &decision.candidates[0].action,
			decision.candidates[0].demonstration_step);
		arena_release(&arena);
	}
	bool succeeded = gym_episode_state(episode) == GYM_SUCCEEDED;
	gym_episode_free(episode);
	return succeeded;
}

struct collection_of_states {
	struct experience_maker *maker;
	struct replay_buffer buffer;
	bool student_shown;
};

static inline void collect(
	void *context, const struct policy_input *input, const struct decision *decision)
{
	struct collection_of_states *states = context;
	struct experience state;
	struct error error = {0};
	if (experience_make(&state, states->maker, input, states->student_shown,
		    &decision->candidates[0].action, &error))
		fail_msg("%s", error.message);
	replay_buffer_add(&states->buffer, &state);
}

/* States of `episodes` episodes of a workflow, as the gym's teacher visits them. */
static inline void states_init(
	struct collection_of_states *states, uint64_t number, uint64_t episodes, bool student_shown)
{
	struct gym_wish wish = workflow(number);
	*states = (struct collection_of_states){
		.maker = experience_maker_new(), .student_shown = student_shown};
	replay_buffer_init(&states->buffer, 1000, SIZE_MAX);
	for (uint64_t seed = 1; seed <= episodes; seed++)
		assert_true(play(NULL, &wish, seed, true, collect, states));
	assert_true(states->buffer.count > episodes);
}

static inline void states_release(struct collection_of_states *states)
{
	experience_maker_free(states->maker);
	replay_buffer_release(&states->buffer);
}

static inline struct distil_material material_of(
	const struct collection_of_states *states, const struct collection_of_states *rehearsal)
{
	struct distil_material material = {
		.recent = states->buffer.states, .recent_count = states->buffer.count};
	if (rehearsal) {
		material.rehearsal = rehearsal->buffer.states;
		material.rehearsal_count = rehearsal->buffer.count;
	}
	return material;
}

/* A learner without files. */
struct bare_learner {
	struct model *model;
	struct adamw adamw;
	struct learner_state state;
	struct distiller distiller;
};

static inline void bare_init(
	struct bare_learner *learner, struct model *model, const struct distil_options *options)
{
	const struct tensors *table = &model->network.adapter;
	struct random random;
	*learner = (struct bare_learner){.model = model};
	assert_int_equal(adamw_init(&learner->adamw, table, NULL), 0);
	learner->state = (struct learner_state){.table = table,
		.adapter = tensors_buffer_new(table),
		.adamw = &learner->adamw,
		.teacher = options->teacher == DISTIL_FROZEN ? NULL : tensors_buffer_new(table),
		.temperature = 1};
	random_seed(&random, 9);
	tensors_start(table, learner->state.adapter, &random);
	assert_int_equal(distiller_init(&learner->distiller, options, &model->network,
				 model->values, &learner->state, NULL),
		0);
	distil_refresh_teacher(&learner->distiller);
}

static inline void bare_release(struct bare_learner *learner)
{
	distiller_release(&learner->distiller);
	adamw_release(&learner->adamw);
	free(learner->state.adapter);
	free(learner->state.teacher);
}

/* What is known of teachers that are gone. */
static inline void forget_opinions(struct collection_of_states *states)
{
	for (size_t i = 0; i < states->buffer.count; i++)
		states->buffer.states[i]->opinion_of = 0;
}

static inline struct distil_report learn(
	struct bare_learner *learner, const struct distil_material *material, size_t steps)
{
	struct distil_report report;
	struct error error = {0};
	if (distil_update(
		    &learner->distiller, material, steps, DISTIL_NO_DEADLINE, &report, &error))
		fail_msg("%s", error.message);
	return report;
}

#endif
