#include "policy/counterpart.h"

#include "base/memory.h"
#include "base/text.h"
#include "policy/role.h"

#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { KINDS_MAXIMUM = 120 }; /* of one page; further ones stay unpaired */

/* Evidence is looked for in this order, so that what is likely takes nothing from what is sure. */
static const double evidence_levels[] = {0.85, 0.55, 0.3}, some_evidence = 0.3;
static const double clear_lead = 0.04;	/* over the second best, on either side */
static const double same_control = 0.5; /* likeness of roles */
static const double same_deed = 0.5;

enum zone { ZONE_CONTENT, ZONE_NAVIGATION, ZONE_ROW, ZONE_DIALOG };

/* Controls of a page, or of a form or region of it, that are the same but for data. */
struct kind {
	const struct element *element; /* the first */
	char *signature;	       /* label without digits and data of its row; owned */
	struct concepts concepts;      /* of the label in this run's values */
	char *label;		       /* owned */
	const char *group_name;
	enum zone zone;
	size_t count;
	bool is_target;
	int pair; /* index of its counterpart; -1 */
};

struct side {
	const struct observation *page;
	struct kind *kinds;
	size_t count;
};

struct counterparts {
	const struct wanted *wanted;
	struct side before, now;
	int target; /* among the kinds of before */
};

/* ---- kinds ---- */

static bool is_one_of(const char *text, const char *const *names)
{
	for (; *names; names++)
		if (strcmp(text, *names) == 0)
			return true;
	return false;
}

static bool group_is_closed(const struct group *group)
{
	static const char *const kinds[] = {"form", "dialog", "alertdialog", "navigation",
		"tablist", "menu", "menubar", "toolbar", "search", "complementary", NULL};
	static const char *const if_named[] = {"region", "group", NULL};
	return is_one_of(group->kind, kinds) || (*group->name && is_one_of(group->kind, if_named));
}

int home_of(const struct observation *page, const struct element *element)
{
	int group = element->group;
	while (group >= 0 && !group_is_closed(&page->groups[group]))
		group = page->groups[group].parent;
	return group;
}

static enum zone zone_of(const struct observation *page, const struct element *element)
{
	static const char *const ways[] = {"navigation", "menu", "menubar", "tablist", NULL};
	static const char *const dialogs[] = {"dialog", "alertdialog", NULL};
	static const char *const rows[] = {"row", "listitem", "card", "article", NULL};
	enum zone zone = ZONE_CONTENT;
	for (int group = element->group; group >= 0; group = page->groups[group].parent) {
		const char *kind = page->groups[group].kind;
		if (is_one_of(kind, ways))
			return ZONE_NAVIGATION;
		if (is_one_of(kind, dialogs))
			return ZONE_DIALOG;
		if (is_one_of(kind, rows))
			zone = ZONE_ROW;
	}
	return zone;
}

/* Blanks out what the text has of the row's other texts: "Pieces, Wall clock". */
static void drop_pieces(char *text, const char *context)
{
	while (*context) {
		size_t length = strcspn(context, "|");
		char *piece = memory_copy_span(context, length),
		     *found = piece + strspn(piece, " ");
		size_t end = strlen(found);
		while (end > 0 && found[end - 1] == ' ')
			found[--end] = 0;
		char *at = end >= 3 ? strstr(text, found) : NULL;
		if (at)
			memset(at, ' ', end);
		free(piece);
		context += length + (context[length] == '|');
	}
}

/* Heap. Its own data is all that tells one of many like controls from the next. */
static char *signature_of(const struct element *element, enum zone zone)
{
	char *text = memory_copy_text(element_label(element));
	if (zone == ZONE_ROW)
		drop_pieces(text, element->context);
	for (char *c = text; *c; c++)
		if (isdigit((unsigned char)*c))
			*c = '#';
	char *signature = text_normalize(text);
	free(text);
	return signature;
}

static struct kind *find_kind(const struct side *side, const struct element *element,
	enum zone zone, const char *signature)
{
	for (size_t i = 0; i < side->count; i++) {
		struct kind *kind = &side->kinds[i];
		bool together = zone == ZONE_ROW ||
				home_of(side->page, kind->element) == home_of(side->page, element);
		if (kind->zone == zone && together &&
			strcmp(kind->element->role, element->role) == 0 &&
			strcmp(kind->element->type, element->type) == 0 &&
			strcmp(kind->signature, signature) == 0)
			return kind;
	}
	return NULL;
}

static void read_kind(
	struct kind *kind, const struct side *side, const struct wanted *wanted, bool recorded)
{
	const struct group *group = named_group(side->page, kind->element);
	const char *shown = *kind->signature ? kind->signature : element_label(kind->element);
	kind->group_name = group ? group->name : "";
	kind->label = recorded ? wanted_rebind(wanted, shown, NULL) : memory_copy_text(shown);
	concepts_read(&kind->concepts, wanted->lexicon, kind->label);
}

static void add_element(struct side *side, const struct wanted *wanted,
	const struct element *element, bool recorded)
{
	enum zone zone = zone_of(side->page, element);
	char *signature = signature_of(element, zone);
	struct kind *kind = find_kind(side, element, zone, signature);
	if (kind || side->count == KINDS_MAXIMUM) {
		free(signature);
		if (!kind)
			return;
	} else {
		kind = &side->kinds[side->count++];
		*kind = (struct kind){
			.element = element, .signature = signature, .zone = zone, .pair = -1};
		read_kind(kind, side, wanted, recorded);
	}
	kind->count++;
	kind->is_target = kind->is_target || (recorded && element->id == wanted->recorded->id);
}

static void read_side(struct side *side, const struct observation *page,
	const struct wanted *wanted, bool recorded)
{
	*side = (struct side){page, memory_new(KINDS_MAXIMUM, sizeof(*side->kinds)), 0};
	for (size_t i = 0; i < page->element_count; i++)
		if (page->elements[i].operations)
			add_element(side, wanted, &page->elements[i], recorded);
}

static void release_side(struct side *side)
{
	for (size_t i = 0; i < side->count; i++) {
		free(side->kinds[i].signature);
		free(side->kinds[i].label);
	}
	free(side->kinds);
}

/* ---- what speaks against a pair ---- */

static bool has_negation(const char *label)
{
	static const char *const words[] = {"not", "no", "don", "dont", "never", "without", NULL};
	char *text = text_normalize(label), *cursor = text, *word;
	bool negated = false;
	while ((word = strsep(&cursor, " ,.'-")))
		negated = negated || is_one_of(word, words);
	free(text);
	return negated;
}

/* Deeds that must not be taken for one another, whatever else the labels share. */
static bool same_deeds(const struct lexicon *lexicon, const char *a, const char *b)
{
	static const char *const deeds[] = {"Delete", "Cancel", "Log out", "Reset", "Archive"};
	for (size_t i = 0; i < sizeof(deeds) / sizeof(*deeds); i++)
		if ((labels_similarity(lexicon, a, deeds[i]) >= same_deed) !=
			(labels_similarity(lexicon, b, deeds[i]) >= same_deed))
			return false;
	return true;
}

static bool has_dialog(const struct side *side)
{
	for (size_t i = 0; i < side->count; i++)
		if (side->kinds[i].zone == ZONE_DIALOG)
			return true;
	return false;
}

/* A dialog may have become a part of the page, or come out of it, but then the other page has none. */
static bool zones_agree(
	const struct counterparts *all, const struct kind *before, const struct kind *now)
{
	if (before->zone == now->zone)
		return true;
	if (before->zone == ZONE_DIALOG && now->zone == ZONE_CONTENT)
		return !has_dialog(&all->now);
	return before->zone == ZONE_CONTENT && now->zone == ZONE_DIALOG &&
	       !has_dialog(&all->before);
}

static bool can_be(
	const struct counterparts *all, const struct kind *before, const struct kind *now)
{
	return zones_agree(all, before, now) &&
	       role_similarity(before->element->role, now->element->role) >= same_control &&
	       has_negation(before->label) == has_negation(now->label);
}

/* ---- what speaks for it ---- */

static bool same_path(const char *a, const char *b)
{
	size_t length = strcspn(a, "?#");
	return length > 0 && length == strcspn(b, "?#") && strncmp(a, b, length) == 0;
}

static bool is_only_way(const struct side *side, const struct kind *kind)
{
	for (size_t i = 0; i < side->count; i++)
		if (&side->kinds[i] != kind && side->kinds[i].zone == kind->zone &&
			same_path(side->kinds[i].element->href, kind->element->href))
			return false;
	return kind->count == 1;
}

static double options_in_common(const struct element *a, const struct element *b)
{
	size_t shared = 0, count = a->option_count < 40 ? a->option_count : 40;
	for (size_t i = 0; i < count; i++)
		for (size_t j = 0; j < b->option_count; j++)
			if (text_equal_normalized(a->options[i].label, b->options[j].label)) {
				shared++;
				break;
			}
	return count > 1 ? (double)shared / (double)count : 0;
}

static double name_evidence(const struct kind *before, const struct kind *now)
{
	if (!*before->label || !*now->label)
		return 0;
	return text_equal_normalized(before->label, now->label)
		       ? 1
		       : 0.95 * concepts_similarity(&before->concepts, &now->concepts);
}

/* What is typed in shows which field it is where a page has one that takes it. */
static bool is_only_taker(const struct side *side, const struct kind *kind)
{
	static const char *const types[] = {"search", "password", "file", "email", "tel", "date",
		"time", "month", "week", "color", NULL};
	if (!is_one_of(kind->element->type, types) || kind->count > 1)
		return false;
	for (size_t i = 0; i < side->count; i++)
		if (&side->kinds[i] != kind &&
			strcmp(side->kinds[i].element->type, kind->element->type) == 0)
			return false;
	return true;
}

static double other_evidence(
	const struct counterparts *all, const struct kind *before, const struct kind *now)
{
	const struct element *a = before->element, *b = now->element;
	if (same_path(a->href, b->href) && is_only_way(&all->before, before) &&
		is_only_way(&all->now, now))
		return 0.9;
	if (*a->placeholder && text_equal_normalized(a->placeholder, b->placeholder))
		return 0.9;
	bool only = strcmp(a->type, b->type) == 0 && is_only_taker(&all->before, before) &&
		    is_only_taker(&all->now, now);
	return fmax(only ? 0.6 : 0, 0.9 * options_in_common(a, b));
}

/* What decides between kinds for which there is as much evidence. */
static double circumstances(
	const struct counterparts *all, const struct kind *before, const struct kind *now)
{
	const struct element *a = before->element, *b = now->element;
	double fit = 0;
	fit += strcmp(a->role, b->role) == 0 ? 0.1 : 0;
	fit += strcmp(a->type, b->type) == 0 ? 0.1 : 0;
	fit += strcmp(a->tag, b->tag) == 0 ? 0.05 : 0;
	fit += before->zone == now->zone ? 0.1 : 0;
	fit += (before->count == 1) == (now->count == 1) ? 0.05 : 0;
	if (*before->group_name && *now->group_name)
		fit += 0.1 *
		       labels_similarity(all->wanted->lexicon, before->group_name, now->group_name);
	return fit;
}

struct fit {
	double evidence; /* 0..1; below 0: they are different things */
	double total;	 /* with the circumstances */
};

static struct fit fit_of(
	const struct counterparts *all, const struct kind *before, const struct kind *now)
{
	struct fit none = {-1, -1}, fit;
	if (!can_be(all, before, now))
		return none;
	fit.evidence = fmax(name_evidence(before, now), other_evidence(all, before, now));
	if (fit.evidence < some_evidence ||
		(fit.evidence < 0.9 &&
			!same_deeds(all->wanted->lexicon, before->label, now->label)))
		return none;
	fit.total = fit.evidence + circumstances(all, before, now);
	return fit;
}

/* One row of today's kinds for each recorded one; owned by the caller. */
static struct fit *measure_fits(const struct counterparts *all)
{
	struct fit *fits = memory_new(all->before.count * all->now.count, sizeof(*fits));
	for (size_t i = 0; i < all->before.count; i++)
		for (size_t j = 0; j < all->now.count; j++)
			fits[i * all->now.count + j] =
				fit_of(all, &all->before.kinds[i], &all->now.kinds[j]);
	return fits;
}

/* ---- pairs ---- */

struct best {
	int at; /* -1: none, or several */
	double total;
};

static void consider(struct best *best, int at, const struct fit *fit)
{
	if (fit->evidence < some_evidence)
		return;
	if (best->at < 0 && best->total < 0) {
		*best = (struct best){at, fit->total};
		return;
	}
	bool leads = fit->total >= best->total + clear_lead;
	bool trails = fit->total <= best->total - clear_lead;
	if (!trails)
		best->at = leads ? at : -1;
	best->total = fmax(best->total, fit->total);
}

static struct best best_now(const struct counterparts *all, const struct fit *fits, int before)
{
	struct best best = {-1, -1};
	for (size_t j = 0; j < all->now.count; j++)
		if (all->now.kinds[j].pair < 0)
			consider(&best, (int)j, &fits[(size_t)before * all->now.count + j]);
	return best;
}

static struct best best_before(const struct counterparts *all, const struct fit *fits, int now)
{
	struct best best = {-1, -1};
	for (size_t i = 0; i < all->before.count; i++)
		if (all->before.kinds[i].pair < 0)
			consider(&best, (int)i, &fits[i * all->now.count + (size_t)now]);
	return best;
}

/* Pairs those that are each other's clear best, if there is as much evidence; returns how many. */
static size_t pair_best(struct counterparts *all, const struct fit *fits, double least)
{
	size_t pairs = 0;
	for (size_t i = 0; i < all->before.count; i++) {
		if (all->before.kinds[i].pair >= 0)
			continue;
		int now = best_now(all, fits, (int)i).at;
		if (now < 0 || fits[i * all->now.count + (size_t)now].evidence < least ||
			best_before(all, fits, now).at != (int)i)
			continue;
		all->before.kinds[i].pair = now;
		all->now.kinds[now].pair = (int)i;
		pairs++;
	}
	return pairs;
}

static void pair_all(struct counterparts *all)
{
	struct fit *fits = measure_fits(all);
	for (size_t i = 0; i < sizeof(evidence_levels) / sizeof(*evidence_levels); i++)
		while (pair_best(all, fits, evidence_levels[i]) > 0) {
		}
	free(fits);
}

/* ---- life cycle ---- */

struct counterparts *counterparts_new(
	const struct observation *observation, const struct wanted *wanted)
{
	const struct element *target =
		wanted->page ? observation_find(wanted->page, wanted->recorded->id) : NULL;
	if (!target || !target->operations || wanted->column)
		return NULL;
	struct counterparts *all = memory_new(1, sizeof(*all));
	all->wanted = wanted;
	all->target = -1;
	read_side(&all->before, wanted->page, wanted, true);
	read_side(&all->now, observation, wanted, false);
	for (size_t i = 0; i < all->before.count; i++)
		if (all->before.kinds[i].is_target)
			all->target = (int)i;
	pair_all(all);
	return all;
}

void counterparts_free(struct counterparts *counterparts)
{
	if (!counterparts)
		return;
	release_side(&counterparts->before);
	release_side(&counterparts->now);
	free(counterparts);
}

/* ---- questions ---- */

/* Today's kind of an element; NULL. */
static const struct kind *kind_of(const struct counterparts *all, const struct element *element)
{
	enum zone zone = zone_of(all->now.page, element);
	char *signature = signature_of(element, zone);
	const struct kind *kind = find_kind(&all->now, element, zone, signature);
	free(signature);
	return kind;
}

bool counterparts_is_wanted(const struct counterparts *all, const struct element *element)
{
	if (all->target < 0 || all->before.kinds[all->target].pair < 0)
		return false;
	const struct kind *kind = kind_of(all, element);
	return kind && kind->pair == all->target;
}

bool counterparts_is_other(const struct counterparts *all, const struct element *element)
{
	const struct kind *kind = kind_of(all, element);
	if (!kind || all->target < 0 || kind->pair == all->target)
		return false;
	return kind->pair >= 0 ||
	       has_negation(kind->label) != has_negation(all->before.kinds[all->target].label);
}

static bool is_in(const struct side *side, const struct kind *kind, int group)
{
	return home_of(side->page, kind->element) == group;
}

bool counterparts_share(const struct counterparts *all, int recorded, int now)
{
	for (size_t i = 0; i < all->before.count; i++) {
		const struct kind *kind = &all->before.kinds[i];
		if (kind->pair >= 0 && (int)i != all->target &&
			is_in(&all->before, kind, recorded) &&
			is_in(&all->now, &all->now.kinds[kind->pair], now))
			return true;
	}
	return false;
}

/* Without any evidence, what goes in and what can be done must be the same. */
static bool is_of_same_make(
	const struct counterparts *all, const struct kind *before, const struct kind *now)
{
	uint16_t operations = all->wanted->operations;
	return can_be(all, before, now) && strcmp(before->element->type, now->element->type) == 0 &&
	       (operations == 0 || (now->element->operations & operations)) &&
	       same_deeds(all->wanted->lexicon, before->label, now->label);
}

const struct element *counterparts_left_over(const struct counterparts *all, int recorded, int now)
{
	const struct kind *found = NULL;
	if (all->target < 0 || all->before.kinds[all->target].pair >= 0)
		return NULL;
	for (size_t j = 0; j < all->now.count; j++) {
		const struct kind *kind = &all->now.kinds[j];
		if (kind->pair >= 0 || !is_in(&all->now, kind, now) ||
			!is_of_same_make(all, &all->before.kinds[all->target], kind))
			continue;
		if (found)
			return NULL;
		found = kind;
	}
	for (size_t i = 0; i < all->before.count && found; i++) {
		const struct kind *kind = &all->before.kinds[i];
		if ((int)i != all->target && kind->pair < 0 &&
			is_in(&all->before, kind, recorded) && is_of_same_make(all, kind, found))
			return NULL;
	}
	return found && found->count == 1 ? found->element : NULL;
}
