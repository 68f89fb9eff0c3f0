#include "trajectory/lexicon.h"

#include "base/memory.h"
#include "trajectory/lexicon_labels.h"
#include "trajectory/lexicon_subjects.h"
#include "trajectory/lexicon_table.h"
#include "trajectory/tokens.h"

#include <assert.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

enum { PHRASE_WORDS_MAXIMUM = 8 };

/* In the order of the scopes, each of which has the ones before it. */
static const struct {
	const char *const *groups;
	size_t count;
} tables[] = {
	[LEXICON_CORE] = {lexicon_table, sizeof(lexicon_table) / sizeof(*lexicon_table)},
	[LEXICON_LABELS] = {lexicon_labels, sizeof(lexicon_labels) / sizeof(*lexicon_labels)},
	[LEXICON_ALL] = {lexicon_subjects, sizeof(lexicon_subjects) / sizeof(*lexicon_subjects)},
};

/* Words of negation; a message with one that the expected message lacks says something else. */
static const char *const negations[] = {"not", "no", "never", "fail", "error", "invalid", "cannot",
	"unable", "deny", "deni", "reject", "declin", "unsuccessful", "incomplet", "miss", "wrong",
	"problem", "without", "refus", "cancel", "canceled", "cancell", "couldn", "didn", "isn",
	"wasn", "hasn", "won", "nothing", "un"};

struct entry {
	uint64_t hash;	/* of the phrase's stems */
	uint16_t group; /* 1-based */
};

/* The phrases of all tables, in one index for every scope; made once, never changed. */
static struct entry *entries; /* sorted by hash, then group */
static size_t entry_count, entry_capacity;

struct lexicon {
	size_t group_count; /* those after it are not known in this scope */
};
static struct lexicon lexicons[sizeof(tables) / sizeof(*tables)];

/* ---- stems ---- */

static bool ends_with(const char *stem, size_t length, const char *ending)
{
	size_t tail = strlen(ending);
	return length > tail && memcmp(stem + length - tail, ending, tail) == 0;
}

static size_t without_plural(char *stem, size_t length)
{
	if (length > 4 && ends_with(stem, length, "ies")) {
		stem[length - 3] = 'y';
		return length - 2;
	}
	if (length > 4 &&
		(ends_with(stem, length, "sses") || ends_with(stem, length, "xes") ||
			ends_with(stem, length, "ches") || ends_with(stem, length, "shes")))
		return length - 2;
	bool plural = length > 3 && stem[length - 1] == 's' && !strchr("sui", stem[length - 2]);
	return plural ? length - 1 : length;
}

static size_t without_verb_ending(const char *stem, size_t length)
{
	size_t shorter = length;
	if (length > 5 && ends_with(stem, length, "ing"))
		shorter = length - 3;
	else if (length > 4 && ends_with(stem, length, "ed"))
		shorter = length - 2;
	if (shorter == length)
		return length;
	bool doubled = stem[shorter - 1] == stem[shorter - 2] && !strchr("sl", stem[shorter - 1]);
	return doubled ? shorter - 1 : shorter;
}

/* "cancellation" is "cancel", "payment" is "pay"; what would be left must be a word's length. */
static size_t without_noun_ending(const char *stem, size_t length)
{
	if (length > 6 && ends_with(stem, length, "ment"))
		return length - 4;
	if (length < 10 || !ends_with(stem, length, "ation"))
		return length;
	length -= 5;
	return stem[length - 1] == stem[length - 2] ? length - 1 : length;
}

/* A word without its endings; crude, but the same for every form of one word. */
static void stem_word(const char *word, char out[static LEXICON_STEM_SIZE])
{
	size_t length = strlen(word);
	if (length >= LEXICON_STEM_SIZE)
		length = LEXICON_STEM_SIZE - 1;
	memcpy(out, word, length);
	length = without_plural(out, length);
	length = without_noun_ending(out, length);
	length = without_verb_ending(out, length);
	if (length > 3 && out[length - 1] == 'e')
		length--;
	if (length > 3 && out[length - 1] == 'y')
		out[length - 1] = 'i';
	out[length] = 0;
}

/* FNV-1a, continued word by word. */
static uint64_t hash_stem(uint64_t hash, const char *stem)
{
	for (; *stem; stem++)
		hash = (hash ^ (unsigned char)*stem) * 0x100000001b3u;
	return (hash ^ ' ') * 0x100000001b3u;
}

enum { HASH_START = 0x2325 };

/* ---- the index ---- */

/* The table's phrases are plain words with single blanks between them. */
static struct entry read_phrase(const char *phrase, size_t length)
{
	struct entry entry = {.hash = HASH_START};
	while (length > 0) {
		char word[LEXICON_STEM_SIZE], stem[LEXICON_STEM_SIZE];
		size_t letters = 0;
		while (letters < length && phrase[letters] != ' ')
			letters++;
		assert(letters < sizeof(word));
		memcpy(word, phrase, letters);
		word[letters] = 0;
		stem_word(word, stem);
		entry.hash = hash_stem(entry.hash, stem);
		letters += letters < length;
		phrase += letters;
		length -= letters;
	}
	return entry;
}

static void add_phrase(const char *phrase, size_t length, size_t group)
{
	struct entry entry = read_phrase(phrase, length);
	entry.group = (uint16_t)group;
	if (entry_count == entry_capacity) {
		entry_capacity = entry_capacity ? 2 * entry_capacity : 4096;
		entries = memory_resize(entries, entry_capacity, sizeof(*entries));
	}
	entries[entry_count++] = entry;
}

static int compare_entries(const void *a, const void *b)
{
	const struct entry *left = a, *right = b;
	if (left->hash != right->hash)
		return left->hash < right->hash ? -1 : 1;
	return left->group < right->group ? -1 : left->group > right->group;
}

static void add_group(const char *phrases, size_t group)
{
	while (*phrases) {
		size_t length = strcspn(phrases, "|");
		add_phrase(phrases, length, group);
		phrases += length + (phrases[length] == '|');
	}
}

static void make_index(void)
{
	size_t groups = 0;
	for (size_t table = 0; table < sizeof(tables) / sizeof(*tables); table++) {
		for (size_t i = 0; i < tables[table].count; i++)
			add_group(tables[table].groups[i], ++groups);
		lexicons[table].group_count = groups;
	}
	qsort(entries, entry_count, sizeof(*entries), compare_entries);
}

const struct lexicon *lexicon_of(enum lexicon_scope scope)
{
	static pthread_once_t made = PTHREAD_ONCE_INIT;
	pthread_once(&made, make_index);
	return &lexicons[scope];
}

size_t lexicon_group_count(const struct lexicon *lexicon)
{
	return lexicon->group_count;
}

uint64_t lexicon_group_key(size_t group)
{
	size_t table = 0;
	assert(group >= 1);
	for (group--; group >= tables[table].count; table++)
		group -= tables[table].count;
	const char *phrase = tables[table].groups[group];
	return read_phrase(phrase, strcspn(phrase, "|")).hash;
}

/* The first entry with this hash, or NULL. */
static const struct entry *find_entry(const struct lexicon *lexicon, uint64_t hash)
{
	size_t low = 0, high = entry_count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (entries[middle].hash < hash)
			low = middle + 1;
		else
			high = middle;
	}
	bool found = low < entry_count && entries[low].hash == hash &&
		     entries[low].group <= lexicon->group_count;
	return found ? &entries[low] : NULL;
}

static void take_groups(
	const struct lexicon *lexicon, const struct entry *entry, struct concept *concept)
{
	size_t count = 0;
	uint64_t hash = entry->hash;
	for (; entry < entries + entry_count && entry->hash == hash; entry++) {
		bool unseen = count == 0 || concept->groups[count - 1] != entry->group;
		if (entry->group > lexicon->group_count || count == LEXICON_GROUPS_PER_PHRASE)
			break;
		if (unseen)
		concept->groups[count++] = entry->group;
	}
}

/* ---- labels as concepts ---- */

static bool is_negation(const char *stem)
{
	for (size_t i = 0; i < sizeof(negations) / sizeof(*negations); i++)
		if (strcmp(stem, negations[i]) == 0)
			return true;
	return false;
}

static void read_word(struct concept *concept, const struct token *token)
{
	*concept = (struct concept){
		.number = token->kind == TOKEN_NUMBER,
		.minor = token_is_function_word(token),
	};
	if (token->kind == TOKEN_MARK)
		memcpy(concept->stem, token->match, strlen(token->match) + 1);
	else
		stem_word(token->match, concept->stem);
	concept->hash = hash_stem(HASH_START, concept->stem);
	concept->negation = is_negation(concept->stem);
}

/* The longest phrase of the tables at the token, before `end`; returns how many tokens it takes, at least 1.
 * Marks between its words do not matter ("e-mail"). */
static size_t read_concept(struct concept *concept, const struct lexicon *lexicon,
	const struct tokens *tokens, size_t at, size_t end)
{
	uint64_t hash = HASH_START;
	size_t taken = 1, words = 0;
	read_word(concept, &tokens->items[at]);
	for (size_t i = at; i < end && words < PHRASE_WORDS_MAXIMUM; i++) {
		char stem[LEXICON_STEM_SIZE];
		if (tokens->items[i].kind == TOKEN_MARK)
			continue;
		stem_word(tokens->items[i].match, stem);
		hash = hash_stem(hash, stem);
		words++;
		const struct entry *entry = find_entry(lexicon, hash);
		if (!entry)
			continue;
		taken = i - at + 1;
		concept->hash = hash;
		concept->minor = concept->minor && words == 1;
		memset(concept->groups, 0, sizeof(concept->groups));
		take_groups(lexicon, entry, concept);
	}
	return taken;
}

static bool is_of_core(const struct concept *concept)
{
	/* groups are numbered from the core on, and a concept's are sorted */
	return concept->groups[0] && concept->groups[0] <= tables[LEXICON_CORE].count;
}

/* "Log in" is nothing like "log out"; "delivery method" is half "delivery". */
static bool is_idiom(const struct tokens *tokens, size_t at, size_t taken)
{
	for (size_t i = at; i < at + taken; i++)
		if (token_is_function_word(&tokens->items[i]))
			return true;
	return false;
}

/* The words of a phrase may be understood one by one, too. */
static void add_parts(struct concepts *concepts, const struct lexicon *lexicon,
	const struct tokens *tokens, size_t at, size_t taken)
{
	struct concept *phrase = &concepts->items[concepts->count - 1];
	for (size_t i = at; i < at + taken && concepts->count < CONCEPTS_MAXIMUM; i++) {
		if (tokens->items[i].kind == TOKEN_MARK)
			continue;
		read_concept(&concepts->items[concepts->count++], lexicon, tokens, i, i + 1);
		phrase->parts++;
	}
}

void concepts_read(struct concepts *concepts, const struct lexicon *lexicon, const char *label)
{
	struct tokens tokens;
	tokens_split(&tokens, label);
	concepts->count = 0;
	concepts->cut = false;
	for (size_t i = 0; i < tokens.count;) {
		if (tokens.items[i].kind == TOKEN_MARK) {
			i++;
			continue;
		}
		if (concepts->count == CONCEPTS_MAXIMUM) {
			concepts->cut = true;
			break;
		}
		struct concept *concept = &concepts->items[concepts->count++];
		size_t taken = read_concept(concept, lexicon, &tokens, i, tokens.count);
		if (taken > 1 && !(is_of_core(concept) && is_idiom(&tokens, i, taken)))
			add_parts(concepts, lexicon, &tokens, i, taken);
		i += taken;
	}
	tokens_release(&tokens);
}

/* ---- comparison ---- */

double concept_similarity(const struct concept *a, const struct concept *b)
{
	if (a->hash == b->hash)
		return 1;
	for (size_t i = 0; i < LEXICON_GROUPS_PER_PHRASE && a->groups[i]; i++)
		for (size_t j = 0; j < LEXICON_GROUPS_PER_PHRASE && b->groups[j]; j++)
			if (a->groups[i] == b->groups[j])
				return 0.9;
	return 0;
}

static double weight_of(const struct concept *concept)
{
	return concept->minor ? 0.2 : 1;
}

static double best_in(const struct concept *concept, const struct concepts *concepts)
{
	double best = 0;
	for (size_t i = 0; i < concepts->count && best < 1; i++) {
		double similarity = concept_similarity(concept, &concepts->items[i]);
		best = similarity > best ? similarity : best;
	}
	return best;
}

/* A phrase weighs as much as its words, and what is known of the whole counts for all of them. */
static double share_of_parts(
	const struct concept *phrase, const struct concepts *by, double *weight)
{
	double whole = best_in(phrase, by), shared = 0;
	*weight = 0;
	for (const struct concept *part = phrase + 1; part <= phrase + phrase->parts; part++) {
		*weight += weight_of(part);
		shared += weight_of(part) * (whole > 0 ? whole : best_in(part, by));
	}
	return shared;
}

/* The share of a's concepts, by weight, that b has. */
static double share(const struct concepts *a, const struct concepts *b)
{
	double shared = 0, all = 0;
	for (size_t i = 0; i < a->count; i++) {
		const struct concept *concept = &a->items[i];
		double weight = weight_of(concept);
		if (concept->parts)
			shared += share_of_parts(concept, b, &weight);
		else
			shared += weight * best_in(concept, b);
		all += weight;
		i += concept->parts;
	}
	return all > 0 ? shared / all : 0;
}

double concepts_similarity(const struct concepts *a, const struct concepts *b)
{
	double forth = share(a, b), back = share(b, a);
	return forth + back > 0 ? 2 * forth * back / (forth + back) : 0;
}

double labels_similarity(const struct lexicon *lexicon, const char *a, const char *b)
{
	struct concepts left, right;
	concepts_read(&left, lexicon, a);
	concepts_read(&right, lexicon, b);
	return concepts_similarity(&left, &right);
}

bool label_is_interface_language(const struct lexicon *lexicon, const char *label)
{
	struct concepts concepts;
	concepts_read(&concepts, lexicon, label);
	for (size_t i = 0; i < concepts.count; i++) {
		const struct concept *concept = &concepts.items[i];
		bool known = is_of_core(concept);
		bool says_a_thing = concept->number || (!known && !concept->minor);
		if (concept->parts == 0 && says_a_thing)
			return false;
		if (known)
		i += concept->parts;
	}
	return concepts.count > 0;
}

bool label_is_phrase(const struct lexicon *lexicon, const char *label)
{
	struct concepts concepts;
	concepts_read(&concepts, lexicon, label);
	return concepts.count > 0 && concepts.count == 1 + (size_t)concepts.items[0].parts &&
	       is_of_core(&concepts.items[0]);
}
