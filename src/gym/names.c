#include "gym/names.h"

#include "gym/store.h"

#include <strings.h>

enum { ATTEMPTS = 200 };

size_t draw_names_of(struct vocabulary *words, const char **names, enum word_kind kind,
	size_t least, size_t most)
{
	size_t count = least + draw_below(words, (uint32_t)(most - least + 1)), have = 0;
	bool is_capital = draw_chance(words, 60);
	for (int attempt = 0; have < count; attempt++) {
		if (attempt == ATTEMPTS) /* there are not so many of that kind */
			kind = WORDS_MADE_UP;
		const char *name = is_capital ? draw_capital(words, kind) : draw_word(words, kind);
		bool is_new = true;
		for (size_t i = 0; i < have; i++)
			is_new = is_new && strcasecmp(names[i], name) != 0;
		if (is_new)
			names[have++] = name;
	}
	return have;
}

size_t draw_names(struct vocabulary *words, const char **names, size_t least, size_t most)
{
	static const enum word_kind kinds[] = {WORDS_MADE_UP, WORDS_NOUNS, WORDS_THINGS,
		WORDS_LATIN, WORDS_COLOURS, WORDS_SHAPES, WORDS_ANIMALS, WORDS_VERBS,
		WORDS_FIRST_NAMES, WORDS_CITIES, WORDS_ADJECTIVES};
	enum word_kind kind = kinds[draw_below(words, sizeof kinds / sizeof *kinds)];
	return draw_names_of(words, names, kind, least, most);
}

size_t draw_commands(struct draft *draft, const char **names)
{
	static const enum phrase phrases[] = {PHRASE_OK, PHRASE_CANCEL, PHRASE_SAVE, PHRASE_DELETE,
		PHRASE_NEXT, PHRASE_PREVIOUS, PHRASE_SUBMIT, PHRASE_RESET, PHRASE_UNDO,
		PHRASE_PRINT, PHRASE_SHARE, PHRASE_PREVIEW, PHRASE_START, PHRASE_STOP,
		PHRASE_REFRESH, PHRASE_APPLY};
	size_t pool = sizeof phrases / sizeof *phrases;
	uint32_t first = draw_below(&draft->subject, (uint32_t)pool);
	size_t count = 3 + draw_below(&draft->subject, 5);
	for (size_t i = 0; i < count; i++)
		names[i] = label_of(draft, phrase_caption(phrases[(first + i * 3) % pool]));
	return count;
}

const char *list_text(struct draft *draft, const char *const *items, size_t count)
{
	uint32_t way = style_choose(draft->speech, ASPECT_LABELS, "lists", 4);
	const char *last = way == 0 ? ", " : way == 1 ? ", and " : " and ";
	const char *text = count ? items[0] : "";
	for (size_t i = 1; i < count; i++)
		text = store_format(
			draft->arena, "%s%s%s", text, i + 1 == count ? last : ", ", items[i]);
	return text;
}

const char *notice(struct draft *draft, const char *about)
{
	static const char *const plain[] = {
		"Done", "Success!", "Your changes have been saved.", "That worked.", "OK, done."};
	uint32_t way = look(draft, ASPECT_LABELS, "notice", 14);
	if (way < 5)
		return plain[way];
	if (way == 5)
		return store_format(draft->arena, "You chose %s", about);
	if (way == 6)
		return store_format(draft->arena, "%s: done", about);
	return way == 7 ? store_format(draft->arena, "Completed (%s)", about) : NULL;
}
