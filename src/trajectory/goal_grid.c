#include "trajectory/goal_grid.h"

#include "base/memory.h"
#include "trajectory/value.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Bounds time and memory: 2,000 tokens on both sides are about 10,000 bytes of goal each. */
enum { CELLS_MAXIMUM = 4000000, CAPTURE_MAXIMUM = 48, LIST_CAPTURE_MAXIMUM = 400 };
enum { SHAPED_MAXIMUM = 16 }; /* tokens of a capture that may be a date, a number and the like */

/* The grid's memory of how a cell was reached: a step, or CODE_CAPTURE + tokens taken - 1. */
enum { CODE_MATCH, CODE_SWAP, CODE_RELATED, CODE_DROP, CODE_EXTRA, CODE_CAPTURE };

/* What differences cost; a template word that is missing is 1. */
static const struct {
	float word, minor, mark, quote;			     /* dropped or extra */
	float related, swapped, minor_swapped, mark_swapped; /* one literal for another */
	float no_capture;				     /* a value that is not there */
	float per_word, comma, sentence, quotes, conjunction, minor_inside, literal_inside,
		edge;	     /* oddities of a capture */
	float given, quoted; /* factors: for values set explicitly, and in quotes */
} costs = {
	.word = 1.0F,
	.minor = 0.5F,
	.mark = 0.3F,
	.quote = 0.1F,
	.related = 0.3F,
	.swapped = 1.0F,
	.minor_swapped = 0.6F,
	.mark_swapped = 0.3F,
	.no_capture = 4.0F,
	.per_word = 0.15F,
	.comma = 0.5F,
	.sentence = 1.5F,
	.quotes = 0.4F,
	.conjunction = 0.1F,
	.minor_inside = 0.3F,
	.literal_inside = 1.0F,
	.edge = 0.5F,
	.given = 0.3F,
	.quoted = 0.2F,
};

/* Running counts up to each token, so that a capture's make-up is a difference. */
struct counts {
	int words, commas, sentences, quotes, conjunctions, minors, literals;
};

struct capture_model {
	struct counts counts; /* of the demonstrated value */
	enum value_shape shape;
	bool is_list, given, edge_first, edge_last;
};

struct grid {
	const struct goal_element *elements;
	size_t element_count;
	const struct tokens *goal;
	struct capture_model *models;		     /* one per parameter */
	struct concept *template_words, *goal_words; /* of each element and token */
	struct counts *counts;			     /* goal->count + 1 */
	bool *may_start, *may_end;		     /* per token of the goal */
	signed char *shapes; /* [token][length - 1] of short captures; -1: not yet known */
	float *template_loss, *goal_loss;    /* what it costs to leave each out */
	uint64_t *template_hash, *goal_hash; /* equal for equal tokens only, in practice */
	float *cost;			     /* [element_count + 1][goal->count + 1] */
	uint16_t *code;
};

/* ---- captures ---- */

static bool is_quote(const struct token *token)
{
	return token->match[0] == '"';
}

static bool ends_sentence(const struct tokens *tokens, size_t i)
{
	const struct token *token = &tokens->items[i];
	bool at_end = i + 1 == tokens->count || tokens->items[i + 1].spaced;
	return token->kind == TOKEN_MARK && strchr(".!?", token->match[0]) && at_end;
}

static bool is_conjunction(const struct token *token)
{
	return strcmp(token->match, "and") == 0 || strcmp(token->match, "&") == 0;
}

/* A word of the template that means something is hardly part of a value. */
static bool is_literal_word(const struct grid *grid, const struct token *token)
{
	if (token->kind != TOKEN_WORD || token_is_function_word(token))
		return false;
	for (size_t i = 0; i < grid->element_count; i++)
		if (grid->elements[i].token &&
			strcmp(grid->elements[i].token->match, token->match) == 0)
			return true;
	return false;
}

static struct counts counts_after(
	const struct grid *grid, struct counts counts, const struct tokens *tokens, size_t i)
{
	const struct token *token = &tokens->items[i];
	counts.literals += is_literal_word(grid, token);
	counts.words += token->kind != TOKEN_MARK;
	counts.commas += token->match[0] == ',' || token->match[0] == ';';
	counts.sentences += ends_sentence(tokens, i);
	counts.quotes += is_quote(token);
	counts.conjunctions += is_conjunction(token);
	counts.minors += token_is_function_word(token);
	return counts;
}

static void model_init(const struct grid *grid, struct capture_model *model,
	const struct parameter *parameter, bool given)
{
	struct tokens tokens;
	*model = (struct capture_model){
		.shape = value_shape(parameter->value),
		.is_list = parameter->is_list,
		.given = given,
	};
	tokens_split(&tokens, parameter->value);
	for (size_t i = 0; i < tokens.count; i++)
		model->counts = counts_after(grid, model->counts, &tokens, i);
	if (tokens.count > 0) {
		model->edge_first = token_is_function_word(&tokens.items[0]);
		model->edge_last = token_is_function_word(&tokens.items[tokens.count - 1]);
	}
	tokens_release(&tokens);
}

static float excess(int now, int before, float cost)
{
	return now > before ? (float)(now - before) * cost : 0;
}

/* How unlikely it is that a value of one shape becomes one of another. */
static float shape_cost(enum value_shape before, enum value_shape now)
{
	if (before == now)
		return 0;
	bool numeric = before == VALUE_NUMBER || before == VALUE_CODE;
	if (numeric && (now == VALUE_NUMBER || now == VALUE_CODE))
		return 0.5F;
	bool day = before == VALUE_DATE || before == VALUE_WEEKDAY || before == VALUE_TIME;
	if (day && (now == VALUE_DATE || now == VALUE_WEEKDAY))
		return 0.7F;
	return before == VALUE_WORDS ? 1.2F : 2.0F;
}

static char *capture_text(const struct tokens *goal, size_t first, size_t count)
{
	const struct token *a = &goal->items[first], *z = &goal->items[first + count - 1];
	return memory_copy_span(goal->text + a->start, z->start + z->length - a->start);
}

static enum value_shape capture_shape(struct grid *grid, size_t first, size_t count)
{
	if (count > SHAPED_MAXIMUM)
		return VALUE_WORDS;
	signed char *shape = &grid->shapes[first * SHAPED_MAXIMUM + count - 1];
	if (*shape < 0) {
		char *text = capture_text(grid->goal, first, count);
		*shape = (signed char)value_shape(text);
		free(text);
	}
	return (enum value_shape) * shape;
}

static float make_up_cost(
	const struct capture_model *model, const struct counts *from, const struct counts *to)
{
	const struct counts *before = &model->counts;
	int quotes = to->quotes - from->quotes, words = to->words - from->words;
	float cost = excess(to->sentences - from->sentences, before->sentences, costs.sentence) +
		     excess(quotes, before->quotes, costs.quotes) + (quotes % 2 ? 1.0F : 0);
	if (model->is_list)
		return cost + 0.02F * fabsf((float)(words - before->words));
	float length = costs.per_word * fabsf((float)(words - before->words));
	return cost + (length > 3 ? 3 : length) +
	       excess(to->minors - from->minors, before->minors, costs.minor_inside) +
	       excess(to->literals - from->literals, before->literals, costs.literal_inside) +
	       excess(to->commas - from->commas, before->commas, costs.comma) +
	       excess(to->conjunctions - from->conjunctions, before->conjunctions,
		       costs.conjunction);
}

/* Whoever puts a value in quotes says where it begins and ends. */
static bool is_quoted(const struct grid *grid, size_t first, size_t last)
{
	const struct token *items = grid->goal->items;
	return first > 0 && last + 1 < grid->goal->count && is_quote(&items[first - 1]) &&
	       is_quote(&items[last + 1]) && !items[first].spaced && !items[last + 1].spaced;
}

/* INFINITY: these tokens cannot be a value. */
static float capture_cost(
	struct grid *grid, const struct capture_model *model, size_t first, size_t count)
{
	const struct token *items = grid->goal->items;
	size_t last = first + count - 1;
	const struct counts *from = &grid->counts[first], *to = &grid->counts[last + 1];
	if (!grid->may_start[first] || !grid->may_end[last] || to->words == from->words)
		return INFINITY;
	float cost = make_up_cost(model, from, to);
	if (!model->edge_first && token_is_function_word(&items[first]))
		cost += costs.edge;
	if (!model->edge_last && token_is_function_word(&items[last]))
		cost += costs.edge;
	if (!model->is_list)
		cost += shape_cost(model->shape, capture_shape(grid, first, count));
	if (is_quoted(grid, first, last))
		cost *= costs.quoted;
	return model->given ? cost * costs.given : cost;
}

/* ---- literals ---- */

static float loss_cost(const struct token *token)
{
	if (token->kind == TOKEN_MARK)
		return is_quote(token) ? costs.quote : costs.mark;
	return token_is_function_word(token) ? costs.minor : costs.word;
}

/* What matching a literal with a token costs; *code says how well they match. INFINITY: they cannot
 * stand for each other. */
static float swap_cost(const struct grid *grid, size_t i, size_t j, uint16_t *code)
{
	const struct token *a = grid->elements[i].token, *b = &grid->goal->items[j];
	*code = CODE_MATCH;
	if (grid->template_hash[i] == grid->goal_hash[j] && strcmp(a->match, b->match) == 0)
		return 0;
	*code = CODE_SWAP;
	if (a->kind == TOKEN_MARK || b->kind == TOKEN_MARK)
		return a->kind == b->kind ? costs.mark_swapped : INFINITY;
	bool minor = grid->template_words[i].minor && grid->goal_words[j].minor;
	bool related = concept_similarity(&grid->template_words[i], &grid->goal_words[j]) > 0;
	if (related || minor)
		*code = CODE_RELATED;
	return related ? costs.related : minor ? costs.minor_swapped : costs.swapped;
}

/* ---- the grid ---- */

static size_t cell(const struct grid *grid, size_t i, size_t j)
{
	return i * (grid->goal->count + 1) + j;
}

static void relax(struct grid *grid, size_t target, float cost, size_t code)
{
	if (cost < grid->cost[target]) {
		grid->cost[target] = cost;
		grid->code[target] = (uint16_t)code;
	}
}

static void relax_slot(struct grid *grid, size_t i, size_t j)
{
	const struct capture_model *model = &grid->models[grid->elements[i].parameter];
	float here = grid->cost[cell(grid, i, j)];
	size_t left = grid->goal->count - j;
	size_t most = model->is_list ? LIST_CAPTURE_MAXIMUM : CAPTURE_MAXIMUM;
	for (size_t taken = 1; taken <= left && taken <= most; taken++)
		relax(grid, cell(grid, i + 1, j + taken),
			here + capture_cost(grid, model, j, taken), CODE_CAPTURE + taken - 1);
	relax(grid, cell(grid, i + 1, j), here + (model->given ? 1 : costs.no_capture), CODE_DROP);
}

static void relax_literal(struct grid *grid, size_t i, size_t j)
{
	float here = grid->cost[cell(grid, i, j)];
	relax(grid, cell(grid, i + 1, j), here + grid->template_loss[i], CODE_DROP);
	if (j == grid->goal->count)
		return;
	uint16_t code;
	float swap = swap_cost(grid, i, j, &code);
	relax(grid, cell(grid, i + 1, j + 1), here + swap, code);
}

static void relax_extra(struct grid *grid, size_t i, size_t j)
{
	if (j < grid->goal->count)
		relax(grid, cell(grid, i, j + 1), grid->cost[cell(grid, i, j)] + grid->goal_loss[j],
			CODE_EXTRA);
}

static void fill(struct grid *grid)
{
	for (size_t i = 0; i <= grid->element_count; i++) {
		for (size_t j = 0; j <= grid->goal->count; j++) {
			relax_extra(grid, i, j);
			if (i == grid->element_count)
				continue;
			if (grid->elements[i].token)
				relax_literal(grid, i, j);
			else
				relax_slot(grid, i, j);
		}
	}
}

static struct goal_move read_move(const struct grid *grid, size_t i, size_t j)
{
	static const enum goal_step steps[] = {
		STEP_MATCH, STEP_SWAP, STEP_SWAP, STEP_DROP, STEP_EXTRA, STEP_CAPTURE};
	uint16_t code = grid->code[cell(grid, i, j)];
	size_t taken = code >= CODE_CAPTURE ? (size_t)(code - CODE_CAPTURE + 1) : code != CODE_DROP;
	return (struct goal_move){
		.step = steps[code > CODE_CAPTURE ? CODE_CAPTURE : code],
		.element = i - (code != CODE_EXTRA),
		.token = j - taken,
		.taken = taken,
		.related = code == CODE_RELATED,
	};
}

static void read_path(const struct grid *grid, struct goal_path *path)
{
	size_t i = grid->element_count, j = grid->goal->count, room = i + j, at = room;
	path->moves = memory_new(room, sizeof(*path->moves));
	path->cost = grid->cost[cell(grid, i, j)];
	while (i > 0 || j > 0) {
		struct goal_move move = read_move(grid, i, j);
		i = move.element;
		j = move.token;
		path->moves[--at] = move;
	}
	path->count = room - at;
	memmove(path->moves, path->moves + at, path->count * sizeof(*path->moves));
}

/* ---- preparation ---- */

static struct concept read_word(const struct lexicon *lexicon, const struct token *token)
{
	struct concepts concepts = {.count = 0};
	if (token && token->kind != TOKEN_MARK)
		concepts_read(&concepts, lexicon, token->match);
	return concepts.count > 0 ? concepts.items[0] : (struct concept){.stem = ""};
}

static void prepare_words(struct grid *grid, const struct lexicon *lexicon)
{
	grid->template_words = memory_new(grid->element_count, sizeof(*grid->template_words));
	grid->goal_words = memory_new(grid->goal->count, sizeof(*grid->goal_words));
	for (size_t i = 0; i < grid->element_count; i++)
		grid->template_words[i] = read_word(lexicon, grid->elements[i].token);
	for (size_t i = 0; i < grid->goal->count; i++)
		grid->goal_words[i] = read_word(lexicon, &grid->goal->items[i]);
}

/* FNV-1a */
static uint64_t hash_token(const struct token *token)
{
	uint64_t hash = 0xcbf29ce484222325u ^ token->kind;
	for (const char *c = token->match; *c; c++)
		hash = (hash ^ (unsigned char)*c) * 0x100000001b3u;
	return hash;
}

static void prepare_losses(struct grid *grid)
{
	grid->template_loss = memory_new(grid->element_count, sizeof(*grid->template_loss));
	grid->template_hash = memory_new(grid->element_count, sizeof(*grid->template_hash));
	grid->goal_loss = memory_new(grid->goal->count, sizeof(*grid->goal_loss));
	grid->goal_hash = memory_new(grid->goal->count, sizeof(*grid->goal_hash));
	for (size_t i = 0; i < grid->element_count; i++) {
		const struct token *token = grid->elements[i].token;
		grid->template_loss[i] = token ? loss_cost(token) : 0;
		grid->template_hash[i] = token ? hash_token(token) : 0;
	}
	for (size_t i = 0; i < grid->goal->count; i++) {
		grid->goal_loss[i] = loss_cost(&grid->goal->items[i]);
		grid->goal_hash[i] = hash_token(&grid->goal->items[i]);
	}
}

/* Marks that divide values do not begin or end one; "-5" and "C++" are values. */
static bool may_begin_with(const struct token *token)
{
	if (token->kind != TOKEN_MARK)
		return true;
	return !strchr(token->spaced ? ",.;:!?)/@&+*" : "-,.;:!?)/@&+*", token->match[0]);
}

static bool may_end_with(const struct token *token)
{
	return token->kind != TOKEN_MARK || !strchr(",;:-(/@&", token->match[0]);
}

static void prepare_goal(struct grid *grid)
{
	const struct tokens *goal = grid->goal;
	grid->counts = memory_new(goal->count + 1, sizeof(*grid->counts));
	grid->may_start = memory_new(goal->count, sizeof(*grid->may_start));
	grid->may_end = memory_new(goal->count, sizeof(*grid->may_end));
	grid->shapes = memory_new(goal->count, SHAPED_MAXIMUM);
	memset(grid->shapes, -1, goal->count * SHAPED_MAXIMUM);
	for (size_t i = 0; i < goal->count; i++) {
		const struct token *token = &goal->items[i];
		grid->counts[i + 1] = counts_after(grid, grid->counts[i], goal, i);
		size_t end = token->start + token->length;
		grid->may_start[i] =
			may_begin_with(token) && value_may_start(goal->text, token->start);
		grid->may_end[i] = may_end_with(token) && value_may_end(goal->text, end);
	}
}

static void prepare_cells(struct grid *grid)
{
	size_t cells = (grid->element_count + 1) * (grid->goal->count + 1);
	grid->cost = memory_new(cells, sizeof(*grid->cost));
	grid->code = memory_new(cells, sizeof(*grid->code));
	for (size_t i = 1; i < cells; i++)
		grid->cost[i] = INFINITY;
}

static void release(struct grid *grid)
{
	free(grid->models);
	free(grid->template_loss);
	free(grid->template_hash);
	free(grid->goal_loss);
	free(grid->goal_hash);
	free(grid->template_words);
	free(grid->goal_words);
	free(grid->counts);
	free(grid->may_start);
	free(grid->may_end);
	free(grid->shapes);
	free(grid->cost);
	free(grid->code);
}

int goal_grid_solve(struct goal_path *path, const struct goal_element *elements, size_t count,
	const struct tokens *goal, const struct parameters *parameters, const bool *given,
	const struct lexicon *lexicon, struct error *error)
{
	if ((count + 1) * (goal->count + 1) > CELLS_MAXIMUM)
		return error_set(error, ERROR_LIMIT,
			"The goal is too long to be compared with the demonstration's: shorten it, "
			"or leave it out and give the values with --param name=value.");
	struct grid grid = {.elements = elements, .element_count = count, .goal = goal};
	grid.models = memory_new(parameters->count, sizeof(*grid.models));
	for (size_t i = 0; i < parameters->count; i++)
		model_init(&grid, &grid.models[i], &parameters->items[i], given && given[i]);
	prepare_words(&grid, lexicon);
	prepare_losses(&grid);
	prepare_goal(&grid);
	prepare_cells(&grid);
	fill(&grid);
	read_path(&grid, path);
	release(&grid);
	return 0;
}
