#include "policy/similarity.h"

#include "base/memory.h"
#include "base/text.h"
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

/* What is left of the score when something speaks strongly against the element. */
static const double old_value_factor = 0.05, missing_value_factor = 0.3, taken_factor = 0.4;

/* Without a word in common, and nothing else that names it, it is not the one. */
static const double nameless_maximum = 0.45;

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
	return operations == 0 ? element->operations != 0 : (element->operations & operations) != 0;
}

/* ---- names ---- */

static const char *wanted_label(const struct wanted *wanted)
{
	return text_is_blank(wanted->name) ? wanted->placeholder : wanted->name;
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

static enum name_level name_level(
	const struct wanted *wanted, const struct element *element, double similarity)
{
	const char *label = element_label(element);
	const char *recorded = element_label(wanted->recorded);
	if (text_is_blank(recorded))
		return nameless_level(wanted, element);
	if (value_equal(label, wanted_label(wanted)) || text_equal_normalized(label, recorded))
		return NAME_SAME;
	if (equal_but_numbers(label, wanted_label(wanted)))
		return NAME_NUMBERS;
	return similarity >= 0.89 ? NAME_SYNONYM : NAME_OTHER;
}

static double name_similarity(const struct wanted *wanted, const struct element *element)
{
	struct concepts concepts;
	concepts_read(&concepts, wanted->lexicon, element_label(element));
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

static bool mentions(const struct element *element, const struct group *group, const char *value)
{
	return value_is_in(element->name, value) || value_is_in(element->context, value) ||
	       value_is_in(element->value, value) || (group && value_is_in(group->name, value));
}

static enum value_fit value_fit(const struct wanted *wanted, const struct observation *observation,
	const struct element *element)
{
	const struct group *group = named_group(observation, element);
	enum value_fit fit = VALUES_FIT;
	for (size_t i = 0; i < wanted->value_count; i++) {
		const struct wanted_value *value = &wanted->values[i];
		if (mentions(element, group, value->now))
			continue;
		if (value->required && !value_equal(value->now, value->before) &&
			mentions(element, group, value->before))
			return VALUES_OLD;
		if (value->required)
			fit = VALUES_MISSING;
	}
	return fit;
}

static size_t count_further_values(const struct wanted *wanted, const struct element *element)
{
	size_t count = 0;
	for (size_t i = 0; i < wanted->value_count; i++)
		count += !wanted->values[i].required &&
			 mentions(element, NULL, wanted->values[i].now);
	return count;
}

/* ---- other elements of the recorded page ---- */

/* An element of the recorded page, not the target, that has exactly this role and name. */
static bool is_other_recorded(const struct wanted *wanted, const struct element *element)
{
	const struct observation *page = wanted->page;
	if (!page || text_is_blank(element->name))
		return false;
	for (size_t i = 0; i < page->element_count; i++) {
		const struct element *other = &page->elements[i];
		if (other->id != wanted->recorded->id && strcmp(other->role, element->role) == 0 &&
			text_equal_normalized(other->name, element->name))
			return true;
	}
	return false;
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
	add_label(evidence, FEATURE_CONTEXT, wanted, wanted->context, element->context);
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

/* Something other than its visible name says that it is the one. */
static bool is_named_otherwise(const struct wanted *wanted, const struct element *element)
{
	const struct locators *now = &element->locators;
	return (*wanted->placeholder &&
		       text_equal_normalized(wanted->placeholder, element->placeholder)) ||
	       (*wanted->hint && text_equal_normalized(wanted->hint, element->hint)) ||
	       (*wanted->href && href_similarity(wanted->href, element->href) >= 0.9) ||
	       identifier_similarity(wanted, wanted->test_id, now->test_id) *
			       (*wanted->test_id != 0) >
		       0.5 ||
	       identifier_similarity(wanted, wanted->dom_name, now->dom_name) *
			       (*wanted->dom_name != 0) >
		       0.5;
}

static double final_score(
	const struct likeness *likeness, const struct wanted *wanted, double score, double name)
{
	const struct element *element = likeness->element;
	bool both_named =
		!text_is_blank(wanted_label(wanted)) && !text_is_blank(element_label(element));
	if (both_named && name == 0 && score > nameless_maximum &&
		!is_named_otherwise(wanted, element))
		score = nameless_maximum;
	if (likeness->values == VALUES_OLD)
		score *= old_value_factor;
	if (likeness->values == VALUES_MISSING)
		score *= missing_value_factor;
	return likeness->taken ? score * taken_factor : score;
}

void likeness_measure(struct likeness *likeness, const struct wanted *wanted,
	const struct observation *observation, const struct element *element)
{
	struct evidence evidence = {0};
	const struct group *group = named_group(observation, element);
	double name = name_similarity(wanted, element);
	*likeness = (struct likeness){
		.element = element,
		.name = name_level(wanted, element, name),
		.values = value_fit(wanted, observation, element),
		.same_role = strcmp(wanted->recorded->role, element->role) == 0,
		.same_context = *wanted->context &&
				text_equal_normalized(wanted->context, element->context),
		.same_group = *wanted->group_name && group &&
			      text_equal_normalized(wanted->group_name, group->name),
		.same_locator = has_same_locator(wanted, element),
		.same_frame = frame_similarity(wanted, observation, element) >= 0.9,
		.further_values = count_further_values(wanted, element),
	};
	if (likeness->name >= NAME_NUMBERS)
		name = likeness->name == NAME_SAME ? 1 : 0.97;
	likeness->taken = likeness->name == NAME_OTHER && is_other_recorded(wanted, element);
	add_name(&evidence, wanted, element, name);
	add_kind(&evidence, wanted, element);
	add_texts(&evidence, wanted, element);
	add_place(&evidence, wanted, observation, element);
	likeness->score = final_score(likeness, wanted, evidence.sum / evidence.weight, name);
}
