#include "trajectory/goal.h"

#include "base/bytes.h"
#include "base/memory.h"
#include "trajectory/goal_grid.h"
#include "trajectory/lexicon.h"
#include "trajectory/tokens.h"
#include "trajectory/value.h"

#include <stdlib.h>
#include <string.h>

/* A slot is believed from this much evidence on (see side_evidence()); enough that one matching
 * word next to it, or a mark and a value of the expected kind, will do. */
static const double EVIDENCE_NEEDED = 2.0;

/* Below this share of matching literal words the goals have nothing to do with each other. */
static const double LITERALS_NEEDED = 0.34;

enum { UNEXPLAINED_MAXIMUM_BYTES = 400 }; /* enough for a person to see what it is about */

struct aligner {
	const struct parameters *parameters;
	const bool *given;
	const struct lexicon *lexicon;
	struct tokens template_tokens, goal;
	struct goal_slot *slots; /* in the template */
	size_t slot_count;
	struct tokens *fixed; /* per slot: literals that stand in its place; count 0: a slot */
	char **fixed_text;    /* what `fixed` borrows from; NULL: a slot */
	struct goal_element *elements;
	size_t element_count;
	struct goal_path path;
};

/* ---- the template ---- */

static int slot_at(const struct aligner *aligner, size_t at)
{
	for (size_t i = 0; i < aligner->slot_count; i++) {
		const struct goal_slot *slot = &aligner->slots[i];
		if (at >= slot->start && at < slot->start + slot->length)
			return (int)i;
	}
	return -1;
}

static void add_element(struct aligner *aligner, struct goal_element element)
{
	aligner->elements = memory_resize(
		aligner->elements, aligner->element_count + 1, sizeof(*aligner->elements));
	aligner->elements[aligner->element_count++] = element;
}

static void add_slot(struct aligner *aligner, size_t slot)
{
	const struct tokens *fixed = &aligner->fixed[slot];
	int parameter = aligner->slots[slot].parameter;
	if (!aligner->fixed_text[slot])
		add_element(aligner, (struct goal_element){.parameter = parameter, .slot = slot});
	for (size_t i = 0; i < fixed->count; i++)
		add_element(aligner,
			(struct goal_element){.token = &fixed->items[i], .parameter = parameter});
}

static void build_elements(struct aligner *aligner)
{
	int previous = -1;
	aligner->element_count = 0;
	for (size_t i = 0; i < aligner->template_tokens.count; i++) {
		const struct token *token = &aligner->template_tokens.items[i];
		int slot = slot_at(aligner, token->start);
		if (slot < 0)
			add_element(
				aligner, (struct goal_element){.token = token, .parameter = -1});
		else if (slot != previous)
			add_slot(aligner, (size_t)slot);
		previous = slot;
	}
}

static int solve(struct aligner *aligner, struct error *error)
{
	free(aligner->path.moves);
	aligner->path = (struct goal_path){0};
	build_elements(aligner);
	return goal_grid_solve(&aligner->path, aligner->elements, aligner->element_count,
		&aligner->goal, aligner->parameters, aligner->given, aligner->lexicon, error);
}

/* ---- values that stand in the goal twice ---- */

static void fix_slot(struct aligner *aligner, size_t slot, const char *text)
{
	tokens_release(&aligner->fixed[slot]);
	free(aligner->fixed_text[slot]);
	aligner->fixed_text[slot] = memory_copy_text(text);
	if (text)
		tokens_split(&aligner->fixed[slot], aligner->fixed_text[slot]);
}

static char *captured_text(const struct aligner *aligner, const struct goal_move *move)
{
	const struct token *first = &aligner->goal.items[move->token];
	const struct token *last = &aligner->goal.items[move->token + move->taken - 1];
	return memory_copy_span(
		aligner->goal.text + first->start, last->start + last->length - first->start);
}

/* What the slot captured on the path; NULL if nothing. Heap. */
static char *slot_capture(const struct aligner *aligner, size_t slot)
{
	for (size_t i = 0; i < aligner->path.count; i++) {
		const struct goal_move *move = &aligner->path.moves[i];
		if (move->step == STEP_CAPTURE && aligner->elements[move->element].slot == slot)
			return captured_text(aligner, move);
	}
	return NULL;
}

static bool captures_agree(const struct aligner *aligner, size_t a, size_t b)
{
	char *left = slot_capture(aligner, a), *right = slot_capture(aligner, b);
	bool agree = !left || !right || value_equal(left, right);
	free(left);
	free(right);
	return agree;
}

/* Two slots of one parameter that captured different texts. */
static bool find_conflict(const struct aligner *aligner, size_t *first, size_t *second)
{
	for (size_t i = 0; i < aligner->slot_count; i++) {
		for (size_t j = i + 1; j < aligner->slot_count; j++) {
			bool same = aligner->slots[i].parameter == aligner->slots[j].parameter;
			if (!same || aligner->fixed_text[i] || aligner->fixed_text[j] ||
				captures_agree(aligner, i, j))
				continue;
			*first = i;
			*second = j;
			return true;
		}
	}
	return false;
}

static int cost_with(
	struct aligner *aligner, size_t slot, const char *text, double *cost, struct error *error)
{
	fix_slot(aligner, slot, text);
	int rc = solve(aligner, error);
	*cost = aligner->path.cost;
	fix_slot(aligner, slot, NULL);
	return rc;
}

/* One of the two is not the value after all, or it must repeat what the other says: whichever
 * explains the goal best. */
static int settle_conflict(
	struct aligner *aligner, size_t first, size_t second, struct error *error)
{
	char *candidates[4] = {
		memory_copy_text(aligner->parameters->items[aligner->slots[first].parameter].value),
		NULL, slot_capture(aligner, first), slot_capture(aligner, second)};
	candidates[1] = memory_copy_text(candidates[0]);
	size_t slots[4] = {first, second, second, first}, best = 0;
	double cost[4];
	int rc = 0;
	for (size_t i = 0; i < 4 && rc == 0; i++) {
		rc = cost_with(aligner, slots[i], candidates[i], &cost[i], error);
		if (rc == 0 && cost[i] < cost[best])
			best = i;
	}
	fix_slot(aligner, slots[best], candidates[best]);
	for (size_t i = 0; i < 4; i++)
		free(candidates[i]);
	return rc ? rc : solve(aligner, error);
}

/* ---- evidence ---- */

static const struct goal_move *move_at(const struct aligner *aligner, size_t at)
{
	return at < aligner->path.count ? &aligner->path.moves[at] : NULL; /* also behind -1 */
}

static bool is_lost_mark(const struct aligner *aligner, const struct goal_move *move)
{
	if (move->step == STEP_DROP && aligner->elements[move->element].token)
		return aligner->elements[move->element].token->kind == TOKEN_MARK;
	return move->step == STEP_EXTRA && aligner->goal.items[move->token].kind == TOKEN_MARK;
}

/* What stands on one side of a capture says that it is the value: the same word 2, a synonym or
 * another preposition 1.5 and 1, the same mark 1 and a bit of what is beyond it, the end of both
 * goals or another value 1. */
static double side_evidence(const struct aligner *aligner, size_t at, size_t step)
{
	const struct goal_move *move = move_at(aligner, at += step);
	while (move && is_lost_mark(aligner, move))
		move = move_at(aligner, at += step);
	if (!move)
		return 1;
	if (move->step == STEP_CAPTURE)
		return 1;
	if (move->step == STEP_SWAP)
		return move->related ? 1 : 0;
	if (move->step != STEP_MATCH)
		return 0;
	if (aligner->elements[move->element].token->kind != TOKEN_MARK)
		return 2;
	const struct goal_move *beyond = move_at(aligner, at + step);
	return 1 +
	       (beyond && (beyond->step == STEP_MATCH || beyond->step == STEP_CAPTURE) ? 0.5 : 0);
}

static bool is_distinctive(const struct aligner *aligner, const struct goal_move *move)
{
	const struct parameter *parameter =
		&aligner->parameters->items[aligner->elements[move->element].parameter];
	char *text = captured_text(aligner, move);
	enum value_shape shape = value_shape(text);
	bool distinctive = shape != VALUE_WORDS && shape == value_shape(parameter->value);
	bool repeated = value_equal(text, parameter->value);
	free(text);
	return distinctive || repeated;
}

static bool is_believable(const struct aligner *aligner, size_t at)
{
	const struct goal_move *move = &aligner->path.moves[at];
	double evidence = side_evidence(aligner, at, (size_t)-1) + side_evidence(aligner, at, 1);
	return evidence + is_distinctive(aligner, move) >= EVIDENCE_NEEDED;
}

static bool is_content(const struct token *token)
{
	return token && token->kind != TOKEN_MARK && !token_is_function_word(token);
}

static bool literals_agree(const struct aligner *aligner)
{
	size_t all = 0, matched = 0;
	for (size_t i = 0; i < aligner->path.count; i++) {
		const struct goal_move *move = &aligner->path.moves[i];
		if (move->step == STEP_EXTRA || move->step == STEP_CAPTURE ||
			!is_content(aligner->elements[move->element].token))
			continue;
		all++;
		matched += move->step == STEP_MATCH || (move->step == STEP_SWAP && move->related);
	}
	return all == 0 || (double)matched >= LITERALS_NEEDED * (double)all;
}

/* ---- results ---- */

/* Quotes around a value are not part of it. */
static struct goal_slot trimmed_slot(const struct aligner *aligner, const struct goal_move *move)
{
	const struct token *items = aligner->goal.items;
	size_t first = move->token, last = move->token + move->taken - 1;
	if (last > first + 1 && items[first].match[0] == '"' && items[last].match[0] == '"') {
		first++;
		last--;
	}
	return (struct goal_slot){
		.parameter = aligner->elements[move->element].parameter,
		.start = items[first].start,
		.length = items[last].start + items[last].length - items[first].start,
	};
}

static void read_slots(const struct aligner *aligner, struct goal_match *match)
{
	match->slots = memory_new(aligner->slot_count, sizeof(*match->slots));
	for (size_t i = 0; i < aligner->path.count; i++) {
		const struct goal_move *move = &aligner->path.moves[i];
		if (move->step != STEP_CAPTURE)
			continue;
		int parameter = aligner->elements[move->element].parameter;
		bool given = aligner->given && aligner->given[parameter];
		if (given || is_believable(aligner, i))
			match->slots[match->slot_count++] = trimmed_slot(aligner, move);
	}
}

/* A stretch of the path without values in which the goals differ. */
struct stretch {
	const struct token *template_first, *template_last, *goal_first, *goal_last;
};

static void stretch_add(
	struct stretch *stretch, const struct aligner *aligner, const struct goal_move *move)
{
	const struct token *token =
		move->step == STEP_EXTRA ? NULL : aligner->elements[move->element].token;
	if (is_content(token)) {
		stretch->template_first = stretch->template_first ? stretch->template_first : token;
		stretch->template_last = token;
	}
	token = move->taken ? &aligner->goal.items[move->token] : NULL;
	if (is_content(token)) {
		stretch->goal_first = stretch->goal_first ? stretch->goal_first : token;
		stretch->goal_last = token;
	}
}

static char *token_span(const char *text, const struct token *first, const struct token *last)
{
	return memory_copy_span(text + first->start, last->start + last->length - first->start);
}

static void stretch_flush(
	struct stretch *stretch, const struct aligner *aligner, struct goal_match *match)
{
	if (stretch->template_first && stretch->goal_first) {
		match->changes = memory_resize(
			match->changes, match->change_count + 1, sizeof(*match->changes));
		match->changes[match->change_count++] = (struct goal_change){
			token_span(aligner->template_tokens.text, stretch->template_first,
				stretch->template_last),
			token_span(aligner->goal.text, stretch->goal_first, stretch->goal_last)};
	}
	*stretch = (struct stretch){0};
}

/* Tokens of a fixed slot belong to another text and are no words of the template. */
static bool is_of_template(const struct aligner *aligner, const struct goal_move *move)
{
	return move->step == STEP_EXTRA || aligner->elements[move->element].parameter < 0;
}

static void read_changes(const struct aligner *aligner, struct goal_match *match)
{
	struct stretch stretch = {0};
	for (size_t i = 0; i < aligner->path.count; i++) {
		const struct goal_move *move = &aligner->path.moves[i];
		bool differs = move->step == STEP_SWAP || move->step == STEP_EXTRA ||
			       move->step == STEP_DROP;
		if (differs && is_of_template(aligner, move))
			stretch_add(&stretch, aligner, move);
		else
			stretch_flush(&stretch, aligner, match);
	}
	stretch_flush(&stretch, aligner, match);
}

/* Words that say where to do something, not what. */
static bool is_way_word(const char *word)
{
	static const char *const words[] = {"app", "box", "button", "click", "field", "form", "go",
		"link", "menu", "page", "press", "screen", "site", "tab", "website"};
	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
		if (strcmp(words[i], word) == 0)
			return true;
	return false;
}

/* Small words that turn a wish around. */
static bool is_turning_word(const char *word)
{
	static const char *const words[] = {"after", "all", "before", "each", "every", "except",
		"less", "more", "never", "no", "none", "not", "off", "only", "without"};
	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
		if (strcmp(words[i], word) == 0)
			return true;
	return false;
}

/* A word of one goal alone: the demonstration does not show what to do about it. */
static bool is_unexplained(const struct token *token)
{
	return token && token->kind != TOKEN_MARK && !is_way_word(token->match) &&
	       (is_content(token) || is_turning_word(token->match));
}

/* The token with the one behind it: "turn on". Heap. */
static char *pair_at(const struct tokens *tokens, const struct token *token)
{
	bool last = token + 1 == tokens->items + tokens->count;
	return last ? memory_copy_text(token->match)
		    : memory_format("%s %s", token->match, token[1].match);
}

/* "turn on" and "switch on" are synonyms only as a whole. */
static bool pairs_are_related(
	const struct aligner *aligner, const struct token *was, const struct token *now)
{
	char *before = pair_at(&aligner->template_tokens, was);
	char *after = pair_at(&aligner->goal, now);
	bool related = labels_similarity(aligner->lexicon, before, after) >= 0.8;
	free(before);
	free(after);
	return related;
}

static void note_unexplained(const struct token *token, const char *text, struct bytes *words)
{
	bytes_format(words, NULL, "%s%.*s", words->length ? ", " : "", (int)token->length,
		text + token->start);
}

static void read_unexplained(const struct aligner *aligner, struct goal_match *match)
{
	struct bytes words;
	bytes_init(&words, UNEXPLAINED_MAXIMUM_BYTES);
	for (size_t i = 0; i < aligner->path.count; i++) {
		const struct goal_move *move = &aligner->path.moves[i];
		if (move->step == STEP_MATCH || move->step == STEP_CAPTURE ||
			!is_of_template(aligner, move))
			continue;
		const struct token *was =
			move->step == STEP_EXTRA ? NULL : aligner->elements[move->element].token;
		const struct token *now = move->taken ? &aligner->goal.items[move->token] : NULL;
		if (was && now && is_content(was) && is_content(now) &&
			(move->related || pairs_are_related(aligner, was, now)))
			continue;
		if (is_unexplained(was))
			note_unexplained(was, aligner->template_tokens.text, &words);
		if (is_unexplained(now))
			note_unexplained(now, aligner->goal.text, &words);
	}
	match->unexplained = bytes_take(&words);
}

static void release(struct aligner *aligner)
{
	for (size_t i = 0; i < aligner->slot_count; i++)
		fix_slot(aligner, i, NULL);
	free(aligner->fixed);
	free(aligner->fixed_text);
	free(aligner->slots);
	free(aligner->elements);
	free(aligner->path.moves);
	tokens_release(&aligner->template_tokens);
	tokens_release(&aligner->goal);
}

static int align(struct aligner *aligner, struct error *error)
{
	size_t first, second;
	int rc = solve(aligner, error);
	while (rc == 0 && find_conflict(aligner, &first, &second))
		rc = settle_conflict(aligner, first, second, error);
	return rc;
}

int goal_align(struct goal_match *match, const char *template_goal,
	const struct parameters *parameters, const bool *given, const char *goal,
	struct error *error)
{
	const struct lexicon *lexicon = lexicon_of(LEXICON_CORE);
	struct aligner aligner = {.parameters = parameters, .given = given, .lexicon = lexicon};
	*match = (struct goal_match){0};
	tokens_split(&aligner.template_tokens, template_goal);
	tokens_split(&aligner.goal, goal);
	aligner.slots = goal_slots_find(template_goal, parameters, &aligner.slot_count);
	aligner.fixed = memory_new(aligner.slot_count, sizeof(*aligner.fixed));
	aligner.fixed_text = memory_new(aligner.slot_count, sizeof(*aligner.fixed_text));
	int rc = align(&aligner, error);
	if (rc == 0) {
		match->cost = aligner.path.cost;
		match->trustworthy = literals_agree(&aligner);
		read_slots(&aligner, match);
		read_changes(&aligner, match);
		read_unexplained(&aligner, match);
	}
	release(&aligner);
	return rc;
}

void goal_match_release(struct goal_match *match)
{
	for (size_t i = 0; i < match->change_count; i++) {
		free(match->changes[i].from);
		free(match->changes[i].to);
	}
	free(match->changes);
	free(match->unexplained);
	free(match->slots);
	*match = (struct goal_match){0};
}
