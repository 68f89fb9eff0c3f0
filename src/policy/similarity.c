#include "policy/similarity.h"

#include "base/memory.h"
#include "base/text.h"
#include "policy/cell.h"
#include "policy/role.h"
#include "trajectory/tokens.h"
#include "trajectory/value.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum feature {
	FEATURE_NAME,
	FEATURE_ROLE,
	FEATURE_TYPE,
	FEATURE_PLACEHOLDER,
	FEATURE_HINT,
	FEATURE_CONTEXT,
	FEATURE_GROUP,
	FEATURE_TEST_ID,
	FEATURE_DOM_ID,
	FEATURE_DOM_NAME,
	FEATURE_HREF,
	FEATURE_OPTIONS,
	FEATURE_POSITION,
	FEATURE_PLACE,
	FEATURE_OPERATIONS,
	FEATURE_FRAME,
	FEATURE_COUNT
};

/* What each feature weighs, and what is left of that weight where the feature speaks against the
 * element: names are meant for people and stay, identifiers and places come and go. */
static const struct {
	double weight, against;
} weights[FEATURE_COUNT] = {
	[FEATURE_NAME] = {6.0, 1.0},	    /* what a person goes by */
	[FEATURE_ROLE] = {1.5, 1.0},	    /* a link may become a button: see role.c */
	[FEATURE_TYPE] = {1.0, 0.7},	    /* date, email, password: what goes in */
	[FEATURE_PLACEHOLDER] = {2.0, 0.3}, /* a second name; often added or dropped */
	[FEATURE_HINT] = {2.0, 0.5},	    /* all there is of an icon */
	[FEATURE_CONTEXT] = {1.0, 0.5},	    /* texts beside it; mostly data */
	[FEATURE_GROUP] = {1.2, 0.6},	    /* the form, card or dialog it is in */
	[FEATURE_TEST_ID] = {3.0, 0.4},	    /* made to be stable */
	[FEATURE_DOM_ID] = {2.0, 0.2},
	[FEATURE_DOM_NAME] = {2.5, 0.3}, /* what the server calls it */
	[FEATURE_HREF] = {1.5, 0.4},	 /* where it leads */
	[FEATURE_OPTIONS] = {2.0, 1.0},	 /* what a list offers */
	[FEATURE_POSITION] = {0.4, 0.5}, /* among its like */
	[FEATURE_PLACE] = {0.3, 0.5},	 /* on the page */
	[FEATURE_OPERATIONS] = {0.5, 1.0},
	[FEATURE_FRAME] = {0.5, 1.0},
};

/* What is left of the score of an element that was something else on the recorded page. */
static const double taken_factor = 0.4;

/* The likeness of names where the one is all of an item, and the other the value it begins with; shorter
 * values begin many texts. */
static const double whole_item = 0.85;
enum { ITEM_VALUE_BYTES = 5 };

struct evidence {
	double sum, weight;
};

static void add(struct evidence *evidence, enum feature feature, double similarity)
{
	double against = weights[feature].against;
	double weight = weights[feature].weight * (against + (1 - against) * similarity);
	evidence->sum += weight * similarity;
	evidence->weight += weight;
}

bool element_offers(const struct element *element, uint16_t operations)
{
	if (operations & WANTED_ON_TEXT)
		return true;
	return operations == 0 ? element->operations != 0 : (element->operations & operations) != 0;
}

/* ---- names ---- */

/* Of a cell, where cells are known by their column, the heading over it. */
static const char *label_of(const struct wanted *wanted, const struct observation *observation,
	const struct element *element)
{
	if (wanted->column && element_is_cell(element))
		return cell_heading(observation, element);
	return element_label(element);
}

/* The same words and marks, any number for a number. */
static bool equal_but_numbers(const char *a, const char *b)
{
	struct tokens left, right;
	tokens_split(&left, a);
	tokens_split(&right, b);
	bool equal = left.count == right.count && left.count > 0, words = false;
	for (size_t i = 0; i < left.count && equal; i++) {
		const struct token *x = &left.items[i], *y = &right.items[i];
		words = words || x->kind == TOKEN_WORD;
		equal = x->kind == y->kind &&
			(x->kind == TOKEN_NUMBER || strcmp(x->match, y->match) == 0);
	}
	tokens_release(&left);
	tokens_release(&right);
	return equal && words;
}

/* Without any name, it is the hint that must be the same ("icon-bell"). */
static enum name_level nameless_level(const struct wanted *wanted, const struct element *element)
{
	bool same = text_is_blank(element_label(element)) &&
		    text_equal_normalized(element->hint, wanted->hint);
	return same ? NAME_SAME : NAME_OTHER;
}

/* Without headings, it is the place in the row. */
static enum name_level column_level(const struct wanted *wanted,
	const struct observation *observation, const struct element *element)
{
	bool same = element_is_cell(element) && !*cell_heading(observation, element) &&
		    cell_index(observation, element) == wanted->column_index;
	return same ? NAME_SAME : NAME_OTHER;
}

static enum name_level name_level(const struct wanted *wanted,
	const struct observation *observation, const struct element *element, double similarity)
{
	const char *label = label_of(wanted, observation, element);
	const char *recorded = wanted->column ? wanted->column : element_label(wanted->recorded);
	if (wanted->column && !*wanted->column)
		return column_level(wanted, observation, element);
	if (text_is_blank(recorded))
		return nameless_level(wanted, element);
	if (value_equal(label, wanted_label(wanted)) || text_equal_normalized(label, recorded))
		return NAME_SAME;
	if (similarity > 0 && equal_but_numbers(label, wanted_label(wanted)))
		return NAME_NUMBERS;
	return similarity >= 0.89 ? NAME_SYNONYM : NAME_OTHER;
}

static double name_similarity(const struct wanted *wanted, const struct observation *observation,
	const struct element *element)
{
	struct concepts concepts;
	concepts_read(&concepts, wanted->lexicon, label_of(wanted, observation, element));
	return concepts_similarity(&wanted->name_concepts, &concepts);
}

static void add_name(struct evidence *evidence, const struct wanted *wanted,
	const struct element *element, double similarity)
{
	if (!text_is_blank(wanted_label(wanted)) || !text_is_blank(element_label(element)))
		add(evidence, FEATURE_NAME, similarity);
}

/* ---- other texts ---- */

static void add_label(struct evidence *evidence, enum feature feature, const struct wanted *wanted,
	const char *recorded, const char *now)
{
	if (text_is_blank(recorded))
		return;
	double similarity = text_equal_normalized(recorded, now)
				    ? 1
				    : labels_similarity(wanted->lexicon, recorded, now);
	add(evidence, feature, similarity);
}

/* As add_label(), with the concepts read once for all elements. */
static void add_context(
	struct evidence *evidence, const struct wanted *wanted, const struct element *element)
{
	struct concepts concepts;
	if (wanted->context_concepts.count == 0)
		return;
	concepts_read(&concepts, wanted->lexicon, element->context);
	add(evidence, FEATURE_CONTEXT, concepts_similarity(&wanted->context_concepts, &concepts));
}

/* Words in identifiers are divided by case, too: "customerName". Heap. */
static char *identifier_words(const char *identifier)
{
	char *words = memory_new(2 * strlen(identifier) + 1, 1), *out = words;
	for (const char *c = identifier; *c; c++) {
		bool upper = *c >= 'A' && *c <= 'Z';
		if (upper && c > identifier && c[-1] >= 'a' && c[-1] <= 'z')
			*out++ = ' ';
		*out++ = *c;
	}
	return words;
}

static double identifier_similarity(
	const struct wanted *wanted, const char *recorded, const char *now)
{
	if (strcmp(recorded, now) == 0)
		return 1;
	if (identifier_is_generated(now))
		return 0;
	char *a = identifier_words(recorded), *b = identifier_words(now);
	double similarity = 0.9 * labels_similarity(wanted->lexicon, a, b);
	free(a);
	free(b);
	return similarity;
}

static void add_identifier(struct evidence *evidence, enum feature feature,
	const struct wanted *wanted, const char *recorded, const char *now)
{
	if (*recorded && !identifier_is_generated(recorded))
		add(evidence, feature, identifier_similarity(wanted, recorded, now));
}

static double href_similarity(const char *recorded, const char *now)
{
	size_t a = strcspn(recorded, "?#"), b = strcspn(now, "?#");
	if (strcmp(recorded, now) == 0)
		return 1;
	if (a == b && strncmp(recorded, now, a) == 0)
		return 0.9;
	return equal_but_numbers(recorded, now) ? 0.7 : 0;
}

static double options_similarity(const struct element *recorded, const struct element *now)
{
	size_t shared = 0;
	size_t count = recorded->option_count < 40 ? recorded->option_count : 40;
	for (size_t i = 0; i < count; i++)
		for (size_t j = 0; j < now->option_count; j++)
			if (text_equal_normalized(
				    recorded->options[i].label, now->options[j].label)) {
				shared++;
				break;
			}
	return count > 0 ? (double)shared / (double)count : 0;
}

/* ---- groups, places ---- */

static double group_similarity(const struct wanted *wanted, const struct observation *observation,
	const struct element *element)
{
	const struct group *group = named_group(observation, element);
	if (!group)
		return 0;
	double kind = strcmp(group->kind, wanted->group_kind) == 0 ? 0.3 : 0;
	if (text_equal_normalized(group->name, wanted->group_name))
		return 0.7 + kind;
	return kind + 0.7 * labels_similarity(wanted->lexicon, wanted->group_name, group->name);
}

static double ratio(size_t position, size_t count)
{
	return count > 1 ? (double)position / (double)(count - 1) : 0;
}

static double position_similarity(const struct wanted *wanted, const struct element *element)
{
	double before = ratio(wanted->recorded->like_index, wanted->recorded->like_count);
	return 1 - fabs(before - ratio(element->like_index, element->like_count));
}

static double place_similarity(const struct element *a, const struct element *b)
{
	double dx = (a->x - b->x) / 1000, dy = (a->y - b->y) / 800;
	double distance = sqrt(dx * dx + dy * dy);
	return distance < 1 ? 1 - distance : 0;
}

static double frame_similarity(const struct wanted *wanted, const struct observation *observation,
	const struct element *element)
{
	bool was_main = !*wanted->frame_path;
	bool is_main = element->frame >= observation->frame_count ||
		       observation->frames[element->frame].parent < 0;
	if (was_main || is_main)
		return was_main == is_main;
	return 0.5 +
	       0.5 * href_similarity(wanted->frame_path, observation->frames[element->frame].url);
}

/* ---- values ---- */

static bool has(const char *text, const char *value, const char *hallmark)
{
	return *text && (!*hallmark || strcasestr(text, hallmark)) && value_is_in(text, value);
}

static bool mentions(const struct element *element, const struct group *group, const char *value,
	const char *hallmark)
{
	return has(element->name, value, hallmark) || has(element->context, value, hallmark) ||
	       has(element->value, value, hallmark) || (group && has(group->name, value, hallmark));
}

/* It is called by the old value, though the new one may stand around it: the choice beside the one
 * that is meant. */
static bool has_old_name(const struct wanted_value *value, const struct element *element)
{
	return value->in_name && !value_equal(value->now, value->before) &&
	       has(element->name, value->before, value->before_hallmark) &&
	       !has(element->name, value->now, value->now_hallmark);
}

static enum value_fit value_fit(const struct wanted *wanted, const struct observation *observation,
	const struct element *element)
{
	const struct group *group = wanted->value_count ? named_group(observation, element) : NULL;
	enum value_fit fit = VALUES_FIT;
	for (size_t i = 0; i < wanted->value_count; i++) {
		const struct wanted_value *value = &wanted->values[i];
		if (value->required && has_old_name(value, element))
			return VALUES_OLD;
		if (!value->required || mentions(element, group, value->now, value->now_hallmark))
			continue;
		if (!value_equal(value->now, value->before) &&
			mentions(element, group, value->before, value->before_hallmark))
			return VALUES_OLD;
		fit = VALUES_MISSING;
	}
	return fit;
}

bool element_is_in_row(const struct wanted *wanted, const struct observation *observation,
	const struct element *element)
{
	const struct group *group = named_group(observation, element);
	for (size_t i = 0; i < wanted->value_count; i++) {
		const struct wanted_value *value = &wanted->values[i];
		if (value->required && !value->in_name &&
			!mentions(element, group, value->now, value->now_hallmark))
			return false;
	}
	return true;
}

static size_t count_further_values(const struct wanted *wanted, const struct element *element)
{
	size_t count = 0;
	for (size_t i = 0; i < wanted->value_count; i++)
		count += !wanted->values[i].required &&
			 mentions(element, NULL, wanted->values[i].now,
				 wanted->values[i].now_hallmark);
	return count;
}

/* ---- all together ---- */

static bool has_same_locator(const struct wanted *wanted, const struct element *element)
{
	const struct locators *now = &element->locators;
	const char *path = wanted->recorded->locators.path;
	return (*wanted->test_id && strcmp(wanted->test_id, now->test_id) == 0) ||
	       (*wanted->dom_id && strcmp(wanted->dom_id, now->dom_id) == 0) ||
	       (*wanted->dom_name && strcmp(wanted->dom_name, now->dom_name) == 0) ||
	       (*path && strcmp(path, now->path) == 0);
}

static void add_kind(
	struct evidence *evidence, const struct wanted *wanted, const struct element *element)
{
	const struct element *recorded = wanted->recorded;
	add(evidence, FEATURE_ROLE, role_similarity(recorded->role, element->role));
	if (*recorded->type || *element->type)
		add(evidence, FEATURE_TYPE, strcmp(recorded->type, element->type) == 0);
	add(evidence, FEATURE_OPERATIONS, recorded->operations == element->operations ? 1 : 0.5);
	if (recorded->option_count > 0 && element->option_count > 0)
		add(evidence, FEATURE_OPTIONS, options_similarity(recorded, element));
}

static void add_texts(
	struct evidence *evidence, const struct wanted *wanted, const struct element *element)
{
	const struct locators *now = &element->locators;
	add_label(evidence, FEATURE_PLACEHOLDER, wanted, wanted->placeholder, element->placeholder);
	add_label(evidence, FEATURE_HINT, wanted, wanted->hint, element->hint);
	add_context(evidence, wanted, element);
	add_identifier(evidence, FEATURE_TEST_ID, wanted, wanted->test_id, now->test_id);
	add_identifier(evidence, FEATURE_DOM_ID, wanted, wanted->dom_id, now->dom_id);
	add_identifier(evidence, FEATURE_DOM_NAME, wanted, wanted->dom_name, now->dom_name);
	if (*wanted->href)
		add(evidence, FEATURE_HREF, href_similarity(wanted->href, element->href));
}

static void add_place(struct evidence *evidence, const struct wanted *wanted,
	const struct observation *observation, const struct element *element)
{
	if (*wanted->group_name)
		add(evidence, FEATURE_GROUP, group_similarity(wanted, observation, element));
	if (wanted->recorded->like_count > 1 && element->like_count > 1)
		add(evidence, FEATURE_POSITION, position_similarity(wanted, element));
	add(evidence, FEATURE_PLACE, place_similarity(wanted->recorded, element));
	add(evidence, FEATURE_FRAME, frame_similarity(wanted, observation, element));
}

static bool is_identified(const struct wanted *wanted, const char *recorded, const char *now)
{
	return *recorded && *now && identifier_similarity(wanted, recorded, now) > 0.5;
}

/* Something other than its visible name says that it is the one. */
static bool is_named_otherwise(const struct wanted *wanted, const struct element *element)
{
	const struct locators *now = &element->locators;
	return (*wanted->placeholder &&
		       text_equal_normalized(wanted->placeholder, element->placeholder)) ||
	       (*wanted->hint && text_equal_normalized(wanted->hint, element->hint)) ||
	       (*wanted->href && href_similarity(wanted->href, element->href) >= 0.9) ||
	       is_identified(wanted, wanted->test_id, now->test_id) ||
	       is_identified(wanted, wanted->dom_name, now->dom_name);
}

/* It says something else and nothing speaks for it, so what stands around it need not be read. */
static bool is_out_of_question(
	const struct wanted *wanted, const struct element *element, double name)
{
	bool both_named =
		!text_is_blank(wanted_label(wanted)) && !text_is_blank(element_label(element));
	return both_named && name <= 0 && !is_named_otherwise(wanted, element);
}

static double measure(const struct likeness *likeness, const struct wanted *wanted,
	const struct observation *observation, double name)
{
	struct evidence evidence = {0};
	const struct element *element = likeness->element;
	add_name(&evidence, wanted, element, name);
	add_kind(&evidence, wanted, element);
	add_texts(&evidence, wanted, element);
	add_place(&evidence, wanted, observation, element);
	double score = evidence.sum / evidence.weight;
	return likeness->taken ? score * taken_factor : score;
}

static void describe_likeness(struct likeness *likeness, const struct wanted *wanted,
	const struct observation *observation)
{
	const struct element *element = likeness->element;
	const struct group *group = named_group(observation, element);
	likeness->same_role = strcmp(wanted->recorded->role, element->role) == 0;
	likeness->same_context =
		*wanted->context && text_equal_normalized(wanted->context, element->context);
	likeness->same_group = *wanted->group_name && group &&
			       text_equal_normalized(wanted->group_name, group->name);
	likeness->same_locator = has_same_locator(wanted, element);
	likeness->same_frame = frame_similarity(wanted, observation, element) >= 0.9;
	likeness->further_values = count_further_values(wanted, element);
}

/* What was called by a value alone (a ticket's title), and is a whole item of a list now: its name begins
 * with the value, and the item's other texts follow. */
static bool is_whole_item(const struct wanted *wanted, const struct element *element)
{
	for (size_t i = 0; i < wanted->value_count; i++) {
		const struct wanted_value *value = &wanted->values[i];
		if (value->in_name && value->required && strlen(value->now) >= ITEM_VALUE_BYTES &&
			text_equal_normalized(wanted->name, value->now) &&
			value_match_at(element->name, 0, value->now) > 0)
			return true;
	}
	return false;
}

/* Most elements of a large page are out after their values and name were looked at: one without the
 * values, or with other words and nothing that speaks for it, is not the one, however alike. */
void likeness_measure(struct likeness *likeness, const struct wanted *wanted,
	const struct observation *observation, const struct element *element)
{
	*likeness = (struct likeness){.element = element};
	likeness->values = value_fit(wanted, observation, element);
	if (likeness->values != VALUES_FIT)
		return;
	double name = name_similarity(wanted, observation, element);
	if (name < whole_item && is_whole_item(wanted, element))
		name = whole_item;
	likeness->name = name_level(wanted, observation, element, name);
	likeness->taken = likeness->name == NAME_OTHER && wanted_has_other(wanted, element);
	if (likeness->name < NAME_NUMBERS && is_out_of_question(wanted, element, name))
		return;
	describe_likeness(likeness, wanted, observation);
	if (likeness->name >= NAME_NUMBERS)
		name = likeness->name == NAME_SAME ? 1 : 0.97;
	likeness->score = measure(likeness, wanted, observation, name);
}
