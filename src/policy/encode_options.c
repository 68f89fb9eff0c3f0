#include "policy/encode_options.h"

#include "base/text.h"

#include <string.h>

const char *option_text(const struct option *option)
{
	return text_is_blank(option->label) ? option->value : option->label;
}

/* ---- sets ---- */

static void set_add(struct option_set *set, size_t option)
{
	set->bits[option / 64] |= (uint64_t)1 << option % 64;
}

static size_t set_size(const struct option_set *set)
{
	size_t size = 0;
	for (size_t i = 0; i < OPTION_WORDS; i++)
		size += (size_t)__builtin_popcountll(set->bits[i]);
	return size;
}

static void set_keep(struct option_set *set, const struct option_set *other)
{
	for (size_t i = 0; i < OPTION_WORDS; i++)
		set->bits[i] &= other->bits[i];
}

/* The only member; -1. */
static int set_only(const struct option_set *set)
{
	if (set_size(set) != 1)
		return -1;
	for (size_t i = 0; i < OPTION_WORDS; i++)
		if (set->bits[i])
			return (int)(64 * i) + __builtin_ctzll(set->bits[i]);
	return -1;
}

/* ---- reading ---- */

static uint64_t filter_bit(uint64_t key)
{
	return (uint64_t)1 << ((key ^ key >> 32) & 63);
}

static void find_words(struct named_options *options, const struct task *task, size_t option)
{
	const struct encoded_text *text = options->texts[option];
	uint64_t filter = 0;
	for (size_t t = 0; t < text->term_count; t++)
		filter |= filter_bit(text->terms[t]);
	for (size_t w = 0; w < task->word_count; w++) {
		const struct encoded_text *word = task->words[w].text;
		if (!word->term_count || !(filter & filter_bit(word->terms[0])))
			continue;
		for (size_t t = 0; t < text->term_count; t++)
			if (text->terms[t] == word->terms[0]) {
				set_add(&options->having[w], option);
				set_add(&options->meaning[w], option);
			}
	}
}

static bool share_meaning(const struct encoded_text *a, const struct encoded_text *b)
{
	for (size_t i = 0; i < a->meaning_count; i++)
		for (size_t j = 0; j < b->meaning_count; j++)
			if (a->meanings[i].key == b->meanings[j].key)
				return true;
	return false;
}

static void find_meanings(struct named_options *options, const struct task *task, size_t option)
{
	const struct encoded_text *text = options->texts[option];
	uint64_t filter = 0;
	for (size_t m = 0; m < text->meaning_count; m++)
		filter |= filter_bit(text->meanings[m].key);
	for (size_t w = 0; w < task->word_count; w++) {
		const struct encoded_text *word = task->words[w].text;
		uint64_t bits = 0;
		for (size_t m = 0; m < word->meaning_count; m++)
			bits |= filter_bit(word->meanings[m].key);
		if ((bits & filter) && share_meaning(word, text))
			set_add(&options->meaning[w], option);
	}
}

const struct named_options *options_read(const struct scene *scene, size_t position)
{
	const struct element *element = scene->places[position].element;
	struct named_options *options = arena_take(scene->arena, 1, sizeof(*options));
	if (!options)
		return NULL;
	options->element = element;
	options->count = element->option_count < OBSERVATION_OPTIONS_MAXIMUM
				 ? element->option_count
				 : OBSERVATION_OPTIONS_MAXIMUM;
	for (size_t i = 0; i < options->count; i++) {
		options->texts[i] = text_store_read(
			scene->texts, option_text(&element->options[i]), TEXT_LABEL);
		if (element->options[i].disabled)
			continue;
		find_words(options, scene->task, i);
		find_meanings(options, scene->task, i);
	}
	return options;
}

/* ---- naming ---- */

static bool is_offered(const struct named_options *options, size_t option)
{
	return !options->element->options[option].disabled && options->texts[option]->same;
}

static int find_same(const struct named_options *options, uint64_t same)
{
	for (size_t i = 0; same && i < options->count; i++)
		if (options->texts[i]->same == same && is_offered(options, i))
			return (int)i;
	return -1;
}

/* Of other words there must be as many as of the span's, or they say something else. */
static bool is_as_long(const struct named_options *options, int option, size_t words)
{
	return option >= 0 && options->texts[option]->word_count == words;
}

int options_named_by_span(const struct named_options *options, const struct task *task,
	size_t first, size_t last, uint64_t same)
{
	struct option_set having, meaning;
	size_t words = 0;
	int found = find_same(options, same);
	if (found >= 0)
		return found;
	memset(&having, 0xff, sizeof(having));
	memset(&meaning, 0xff, sizeof(meaning));
	for (size_t w = first; w <= last; w++) {
		if (task->words[w].flags & WORD_FUNCTION)
			continue;
		set_keep(&having, &options->having[w]);
		set_keep(&meaning, &options->meaning[w]);
		words++;
	}
	if (words == 0)
		return -1;
	found = set_only(&having);
	if (found >= 0)
		return found;
	found = set_size(&having) ? -1 : set_only(&meaning);
	return is_as_long(options, found, words) ? found : -1;
}

static bool has_all_terms(const struct encoded_text *text, const struct encoded_text *sought)
{
	for (size_t s = 0; s < sought->term_count && s < MASK_TERMS; s++) {
		size_t t = 0;
		if (!(sought->telling >> s & 1))
			continue;
		while (t < text->term_count && text->terms[t] != sought->terms[s])
			t++;
		if (t == text->term_count)
			return false;
	}
	return sought->telling != 0;
}

static bool means_the_same(const struct encoded_text *a, const struct encoded_text *b)
{
	uint16_t found_a = 0, found_b = 0;
	if (a->concept_count != b->concept_count || !a->concept_count)
		return false;
	for (size_t i = 0; i < a->meaning_count; i++)
		for (size_t j = 0; j < b->meaning_count; j++)
			if (a->meanings[i].key == b->meanings[j].key) {
				found_a |= (uint16_t)(1u << a->meanings[i].concept);
				found_b |= (uint16_t)(1u << b->meanings[j].concept);
			}
	return count_bits(found_a) == a->concept_count && count_bits(found_b) == b->concept_count;
}

typedef bool text_rule(const struct encoded_text *option, const struct encoded_text *text);

static int find_only(
	const struct named_options *options, const struct encoded_text *text, text_rule *rule)
{
	int found = -1;
	for (size_t i = 0; i < options->count; i++) {
		if (!is_offered(options, i) || !rule(options->texts[i], text))
			continue;
		if (found >= 0)
			return -1;
		found = (int)i;
	}
	return found;
}

int options_named_by_text(const struct named_options *options, const struct encoded_text *text)
{
	int found = find_same(options, text->same);
	if (found < 0)
		found = find_only(options, text, has_all_terms);
	return found < 0 ? find_only(options, text, means_the_same) : found;
}

bool options_are_named(
	const struct named_options *options, const struct scene *scene, size_t position)
{
	const struct place *place = &scene->places[position];
	if (place->segment == SEGMENT_STEP)
		return (place->value->same && options_named_by_text(options, place->value) >= 0) ||
		       (place->label->same && options_named_by_text(options, place->label) >= 0);
	if (place->word->flags & WORD_FUNCTION)
		return false;
	size_t named = set_size(&options->having[place->index]);
	return named > 0 && (named == 1 || 2 * named <= options->count);
}
