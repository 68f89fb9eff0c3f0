#include "policy/button.h"

#include "base/text.h"
#include "base/words.h"

#include <stddef.h>
#include <string.h>

static const struct {
	const char *word;
	enum button_says says;
} telling[] = {
	{"yes", BUTTON_YES},
	{"confirm", BUTTON_YES},
	{"accept", BUTTON_YES},
	{"agree", BUTTON_YES},
	{"allow", BUTTON_YES},
	{"approve", BUTTON_YES},
	{"sure", BUTTON_YES},
	{"submit", BUTTON_YES},
	{"ok", BUTTON_SEEN},
	{"okay", BUTTON_SEEN},
	{"got", BUTTON_SEEN}, /* "got it" */
	{"understood", BUTTON_SEEN},
	{"understand", BUTTON_SEEN},
	{"acknowledge", BUTTON_SEEN},
	{"alright", BUTTON_SEEN},
	{"close", BUTTON_CLOSE},
	{"dismiss", BUTTON_CLOSE},
	{"hide", BUTTON_CLOSE},
	{"later", BUTTON_CLOSE},
	{"skip", BUTTON_CLOSE},
	{"no", BUTTON_NO},
	{"not", BUTTON_NO},
	{"don", BUTTON_NO},   /* "don't" */
	{"do", BUTTON_OTHER}, /* "do not allow": the next word tells */
	{"never", BUTTON_NO},
	{"cancel", BUTTON_NO},
	{"abort", BUTTON_NO},
	{"keep", BUTTON_NO},
	{"back", BUTTON_NO},
	{"stay", BUTTON_NO},
	{"return", BUTTON_NO},
	{"undo", BUTTON_NO},
	{"decline", BUTTON_DECLINE},
	{"reject", BUTTON_DECLINE},
	{"refuse", BUTTON_DECLINE},
	{"deny", BUTTON_DECLINE},
	{"necessary", BUTTON_DECLINE},
	{"essential", BUTTON_DECLINE},
	{"required", BUTTON_DECLINE},
	{"next", BUTTON_ON},
	{"continue", BUTTON_ON},
	{"proceed", BUTTON_ON},
	{"forward", BUTTON_ON},
	{"go", BUTTON_OTHER}, /* "go back", "go on": the next word tells */
	{"on", BUTTON_ON},
};

enum { TELLING_COUNT = sizeof(telling) / sizeof(*telling) };

/* Icons that close. */
static const char *const crosses[] = {
	"x", "\xc3\x97", "\xe2\x9c\x95", "\xe2\x9c\x96", "\xe2\xa8\x89", "\xe2\x95\xb3"};

static const char *const decoration[] = {
	"it", "i", "a", "the", "this", "now", "please", "and", "step", "to", "thanks", "t"};

static bool is_decoration(const char *word)
{
	for (size_t i = 0; i < sizeof(decoration) / sizeof(*decoration); i++)
		if (strcmp(word, decoration[i]) == 0)
			return true;
	return false;
}

static bool is_cross(const char *label)
{
	for (size_t i = 0; i < sizeof(crosses) / sizeof(*crosses); i++)
		if (text_equal_normalized(label, crosses[i]))
			return true;
	return false;
}

static size_t telling_at(const char *word)
{
	size_t at = 0;
	while (at < TELLING_COUNT && strcmp(word, telling[at].word) != 0)
		at++;
	return at;
}

/* The first telling word counts; what declines does so anywhere ("Accept only necessary"). */
static void read_word(struct button_label *label, const char *word)
{
	size_t at = telling_at(word);
	if (at == TELLING_COUNT) {
		label->bare = label->bare && is_decoration(word);
		return;
	}
	bool declines = telling[at].says == BUTTON_DECLINE && label->says == BUTTON_YES;
	if (label->says != BUTTON_OTHER && !declines)
		return;
	label->says = telling[at].says;
	label->word = telling[at].word;
}

struct button_label button_read(const char *text)
{
	struct button_label label = {.says = BUTTON_OTHER, .bare = true};
	struct words words;
	if (is_cross(text))
		return (struct button_label){BUTTON_CLOSE, "close", true};
	words_split(&words, text);
	for (size_t i = 0; i < words.count; i++)
		read_word(&label, words.items[i].match);
	words_release(&words);
	label.bare = label.bare && label.says != BUTTON_OTHER;
	return label;
}

bool button_refuses(const struct button_label *label)
{
	return label->says == BUTTON_NO || label->says == BUTTON_CLOSE ||
	       label->says == BUTTON_DECLINE;
}
