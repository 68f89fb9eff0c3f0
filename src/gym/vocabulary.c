#include "gym/vocabulary.h"

#include "gym/store.h"
#include "gym/words_ideas.h"
#include "gym/words_manners.h"
#include "gym/words_people.h"
#include "gym/words_places.h"
#include "gym/words_things.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

enum { HELD_SHARE = 5 }; /* one word in so many is held */

#define TABLE(list)                                                                                \
	{                                                                                          \
		(list), sizeof(list) / sizeof *(list)                                              \
	}

static const struct {
	const char *const *words;
	size_t count;
} tables[WORD_KINDS] = {
	[WORDS_FIRST_NAMES] = TABLE(words_first_names),
	[WORDS_LAST_NAMES] = TABLE(words_last_names),
	[WORDS_CITIES] = TABLE(words_cities),
	[WORDS_COUNTRIES] = TABLE(words_countries),
	[WORDS_COLOURS] = TABLE(words_colours),
	[WORDS_SHAPES] = TABLE(words_shapes),
	[WORDS_ANIMALS] = TABLE(words_animals),
	[WORDS_FOODS] = TABLE(words_foods),
	[WORDS_THINGS] = TABLE(words_things),
	[WORDS_NOUNS] = TABLE(words_nouns),
	[WORDS_ADJECTIVES] = TABLE(words_adjectives),
	[WORDS_JOBS] = TABLE(words_jobs),
	[WORDS_TOPICS] = TABLE(words_topics),
	[WORDS_VERBS] = TABLE(words_verbs),
	[WORDS_LATIN] = TABLE(words_latin),
	[WORDS_COMPANIES] = TABLE(words_companies),
};

const char *const *words_of_kind(enum word_kind kind, size_t *count)
{
	*count = tables[kind].count;
	return tables[kind].words;
}

bool word_is_held(const char *word)
{
	uint32_t hash = 2166136261u; /* FNV-1a */
	for (; *word; word++)
		hash = (hash ^ (uint32_t)tolower((unsigned char)*word)) * 16777619u;
	return (hash ^ (hash >> 15)) % HELD_SHARE == 0;
}

/* --- chance --------------------------------------------------------------------------- */

uint32_t draw_below(struct vocabulary *words, uint32_t bound)
{
	return random_below(words->random, bound);
}

bool draw_chance(struct vocabulary *words, unsigned percent)
{
	return random_below(words->random, 100) < percent;
}

int draw_between(struct vocabulary *words, int least, int most)
{
	return least + (int)random_below(words->random, (uint32_t)(most - least + 1));
}

void draw_order(struct vocabulary *words, size_t *order, size_t count)
{
	for (size_t i = 0; i < count; i++)
		order[i] = i;
	for (size_t i = count; i > 1; i--) {
		size_t k = draw_below(words, (uint32_t)i), kept = order[i - 1];
		order[i - 1] = order[k];
		order[k] = kept;
	}
}

/* --- words ---------------------------------------------------------------------------- */

static void make_up(struct vocabulary *words, char *word, size_t size)
{
	static const char *const starts[] = {"b", "br", "c", "ch", "d", "dr", "f", "fl", "g", "gr",
		"h", "j", "k", "kl", "l", "m", "n", "p", "pr", "qu", "r", "s", "sh", "sk", "st",
		"t", "tr", "v", "w", "z"};
	static const char *const vowels[] = {"a", "e", "i", "o", "u", "ai", "ea", "oo", "y"};
	static const char *const ends[] = {
		"", "", "", "l", "m", "n", "r", "s", "t", "x", "nt", "rt", "ck", "sh", "ng"};
	int syllables = draw_between(words, 1, 3);
	size_t length = 0;
	for (int i = 0; i < syllables; i++) {
		int more = snprintf(word + length, size - length, "%s%s%s",
			starts[draw_below(words, sizeof starts / sizeof *starts)],
			vowels[draw_below(words, sizeof vowels / sizeof *vowels)],
			ends[draw_below(words, sizeof ends / sizeof *ends)]);
		length += (size_t)more;
	}
}

const char *draw_word(struct vocabulary *words, enum word_kind kind)
{
	char made[40];
	if (kind == WORDS_MADE_UP) {
		do
			make_up(words, made, sizeof made);
		while (word_is_held(made) != words->held || !made[1]);
		return store_copy(words->arena, made);
	}
	for (;;) {
		uint32_t index = draw_below(words, (uint32_t)tables[kind].count);
		if (word_is_held(tables[kind].words[index]) == words->held)
			return tables[kind].words[index];
	}
}

const char *draw_capital(struct vocabulary *words, enum word_kind kind)
{
	char *word = store_copy(words->arena, draw_word(words, kind));
	*word = (char)toupper((unsigned char)*word);
	return word;
}

static const char *lower(struct vocabulary *words, const char *text)
{
	char *copy = store_copy(words->arena, text);
	for (char *c = copy; *c; c++)
		*c = (char)tolower((unsigned char)*c);
	return copy;
}

/* --- people --------------------------------------------------------------------------- */

const char *draw_person(struct vocabulary *words)
{
	const char *first = draw_word(words, WORDS_FIRST_NAMES);
	return store_format(words->arena, "%s %s", first, draw_word(words, WORDS_LAST_NAMES));
}

const char *draw_user_name(struct vocabulary *words)
{
	const char *first = lower(words, draw_word(words, WORDS_FIRST_NAMES));
	switch (draw_below(words, 5)) {
	case 0:
		return first;
	case 1:
		return store_format(words->arena, "%s%d", first, draw_between(words, 1, 999));
	case 2:
		return store_format(words->arena, "%s.%s", first,
			lower(words, draw_word(words, WORDS_LAST_NAMES)));
	case 3:
		return store_format(words->arena, "%c%s", *first,
			lower(words, draw_word(words, WORDS_LAST_NAMES)));
	default:
		return draw_word(words, WORDS_MADE_UP);
	}
}

const char *draw_password(struct vocabulary *words)
{
	static const char marks[] = "!#$%&*+-_?";
	const char *word = draw_word(words, WORDS_MADE_UP);
	switch (draw_below(words, 4)) {
	case 0:
		return word;
	case 1:
		return store_format(words->arena, "%s%d", word, draw_between(words, 1, 9999));
	case 2:
		return store_format(words->arena, "%s%c%d", draw_capital(words, WORDS_MADE_UP),
			marks[draw_below(words, sizeof marks - 1)], draw_between(words, 1, 999));
	default:
		return store_format(words->arena, "%c%d%s", 'A' + (char)draw_below(words, 26),
			draw_between(words, 1, 9), word);
	}
}

const char *draw_email(struct vocabulary *words)
{
	static const char *const ends[] = {"example", "com", "org", "net", "test", "example.com"};
	const char *user = draw_user_name(words);
	const char *host = draw_chance(words, 50) ? draw_word(words, WORDS_MADE_UP)
						  : draw_word(words, WORDS_COMPANIES);
	return store_format(words->arena, "%s@%s.%s", user, lower(words, host),
		ends[draw_below(words, sizeof ends / sizeof *ends)]);
}

const char *draw_phone(struct vocabulary *words)
{
	int area = draw_between(words, 200, 999), middle = draw_between(words, 100, 999);
	int last = draw_between(words, 1000, 9999);
	switch (draw_below(words, 3)) {
	case 0:
		return store_format(words->arena, "%d-%d-%d", area, middle, last);
	case 1:
		return store_format(words->arena, "+%d %d %d %d", draw_between(words, 1, 98), area,
			middle, last);
	default:
		return store_format(words->arena, "0%d %d%d", area, middle, last);
	}
}

const char *draw_company(struct vocabulary *words)
{
	static const char *const kinds[] = {"Ltd", "Group", "& Sons", "Works", "Systems",
		"Partners", "Foods", "Trading", "Logistics", "Labs", "Studio", "Media"};
	return store_format(words->arena, "%s %s", draw_word(words, WORDS_COMPANIES),
		kinds[draw_below(words, sizeof kinds / sizeof *kinds)]);
}

const char *draw_street(struct vocabulary *words)
{
	static const char *const kinds[] = {"Street", "Road", "Lane", "Avenue", "Way", "Square"};
	const char *name =
		draw_capital(words, draw_chance(words, 50) ? WORDS_LAST_NAMES : WORDS_ANIMALS);
	const char *kind = kinds[draw_below(words, sizeof kinds / sizeof *kinds)];
	int number = draw_between(words, 1, 220);
	return draw_chance(words, 60) ? store_format(words->arena, "%d %s %s", number, name, kind)
				      : store_format(words->arena, "%s %s %d", name, kind, number);
}

/* --- numbers -------------------------------------------------------------------------- */

const char *draw_number(struct vocabulary *words, int digits)
{
	int least = 1;
	for (int i = 1; i < digits; i++)
		least *= 10;
	return store_format(words->arena, "%d", draw_between(words, least, least * 10 - 1));
}

const char *draw_code(struct vocabulary *words)
{
	char letters[4] = "";
	int count = draw_between(words, 1, 3);
	for (int i = 0; i < count; i++)
		letters[i] = (char)('A' + draw_below(words, 26));
	const char *number = draw_number(words, draw_between(words, 2, 5));
	switch (draw_below(words, 4)) {
	case 0:
		return store_format(words->arena, "%s%s", letters, number);
	case 1:
		return store_format(words->arena, "#%s", number);
	default:
		return store_format(words->arena, "%s-%s", letters, number);
	}
}

const char *draw_money(struct vocabulary *words)
{
	static const char *const signs[] = {"$", "\u20ac", "\u00a3"};
	int whole = draw_between(words, 1, draw_chance(words, 30) ? 9999 : 199);
	int cents = draw_chance(words, 40) ? 0 : draw_between(words, 0, 99);
	const char *sign = signs[draw_below(words, 3)];
	if (whole >= 1000)
		return store_format(
			words->arena, "%s%d,%03d.%02d", sign, whole / 1000, whole % 1000, cents);
	return store_format(words->arena, "%s%d.%02d", sign, whole, cents);
}

struct date draw_date(struct vocabulary *words)
{
	return (struct date){draw_between(words, 2018, 2030), draw_between(words, 1, 12),
		draw_between(words, 1, 28)};
}

const char *date_text(struct arena *arena, const struct date *date, enum date_style style)
{
	char text[DATE_TEXT_SIZE];
	date_format(date, style, text);
	return store_copy(arena, text);
}

const char *month_word(unsigned month)
{
	static const char *const names[] = {"January", "February", "March", "April", "May", "June",
		"July", "August", "September", "October", "November", "December"};
	return names[(month + 11) % 12];
}

/* --- texts ---------------------------------------------------------------------------- */

const char *draw_title(struct vocabulary *words)
{
	struct arena *arena = words->arena;
	switch (draw_below(words, 6)) {
	case 0:
		return store_format(arena, "%s %s", draw_capital(words, WORDS_ADJECTIVES),
			draw_word(words, WORDS_NOUNS));
	case 1:
		return store_format(arena, "%s for %s", draw_capital(words, WORDS_THINGS),
			draw_word(words, WORDS_FIRST_NAMES));
	case 2:
		return store_format(arena, "%s and %s", draw_capital(words, WORDS_TOPICS),
			draw_word(words, WORDS_FOODS));
	case 3:
		return store_format(arena, "%s %s %s", draw_capital(words, WORDS_COLOURS),
			draw_word(words, WORDS_ANIMALS), draw_word(words, WORDS_NOUNS));
	case 4:
		return store_format(arena, "%s %s", draw_capital(words, WORDS_LATIN),
			draw_word(words, WORDS_LATIN));
	default:
		return store_format(arena, "%s the %s", draw_capital(words, WORDS_VERBS),
			draw_word(words, WORDS_THINGS));
	}
}

const char *draw_sentence(struct vocabulary *words)
{
	struct arena *arena = words->arena;
	switch (draw_below(words, 5)) {
	case 0:
		return store_format(arena, "The %s %s is in the %s",
			draw_word(words, WORDS_ADJECTIVES), draw_word(words, WORDS_THINGS),
			draw_word(words, WORDS_NOUNS));
	case 1:
		return store_format(arena, "%s will %s the %s tomorrow",
			draw_word(words, WORDS_FIRST_NAMES), draw_word(words, WORDS_VERBS),
			draw_word(words, WORDS_NOUNS));
	case 2:
		return store_format(arena, "Please %s the %s", draw_word(words, WORDS_VERBS),
			draw_word(words, WORDS_THINGS));
	case 3:
		return store_format(arena, "I like %s and %s", draw_word(words, WORDS_FOODS),
			draw_word(words, WORDS_ANIMALS));
	default:
		return draw_filler(words, (size_t)draw_between(words, 3, 7));
	}
}

const char *draw_filler(struct vocabulary *words, size_t count)
{
	const char *text = draw_capital(words, WORDS_LATIN);
	for (size_t i = 1; i < count; i++)
		text = store_format(words->arena, "%s %s", text, draw_word(words, WORDS_LATIN));
	return text;
}
