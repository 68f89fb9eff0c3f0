#include "base/bytes.h"
#include "base/memory.h"
#include "base/text.h"
#include "base/url.h"
#include "trajectory/data_words.h"
#include "trajectory/lexicon.h"
#include "trajectory/page_text.h"
#include "trajectory/text_template.h"
#include "trajectory/trajectory.h"
#include "trajectory/value.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

enum { SENTENCE_MAXIMUM_BYTES = 160, CANDIDATES_MAXIMUM = 40 };

/* Where a text stands says how well it tells success; smaller is better. */
enum source { SOURCE_ANNOUNCEMENT, SOURCE_HEADING, SOURCE_TEXT, SOURCE_NONE };

struct candidate_text {
	char *template_text; /* owned */
	enum source source;
	double badness; /* among texts of one source */
};

struct proposer {
	const struct trajectory *trajectory;
	const struct parameters *parameters;
	const struct lexicon *lexicon;
	const struct observation *first, *final;
	struct candidate_text texts[CANDIDATES_MAXIMUM];
	size_t text_count;
	char **shown; /* names; NULL-terminated */
	char *url;
	bool download;
};

/* ---- texts ---- */

static enum source source_of(const struct element *element)
{
	if (element_announces(element))
		return SOURCE_ANNOUNCEMENT;
	if (strcmp(element->role, "heading") == 0)
		return SOURCE_HEADING;
	bool plain = element->operations == 0 && element_tells(element);
	return plain && strstr("text paragraph strong generic definition caption", element->role)
		       ? SOURCE_TEXT
		       : SOURCE_NONE;
}

static bool page_has_name(const struct observation *page, const char *name)
{
	for (size_t i = 0; i < page->element_count; i++)
		if (text_equal_normalized(page->elements[i].name, name))
			return true;
	return false;
}

static size_t count_character(const char *text, char wanted)
{
	size_t count = 0;
	for (; *text; text++)
		count += *text == wanted;
	return count;
}

/* Words besides slots and stars. */
static size_t count_words(const char *template_text)
{
	size_t words = 0;
	while (*template_text) {
		size_t length = strcspn(template_text, " ");
		bool hole =
			memchr(template_text, '{', length) || memchr(template_text, '*', length);
		words += length > 0 && !hole;
		template_text += length + (template_text[length] == ' ');
	}
	return words;
}

/* What names more values is better, then what is shorter and has fewer stars. "Reason: {reason}" says
 * too little to be a message. */
static double badness_of(const char *template_text)
{
	return (double)strlen(template_text) / 40 + (double)count_character(template_text, '*') -
	       4 * (double)count_character(template_text, '{') +
	       (count_words(template_text) < 2 ? 3 : 0);
}

static bool is_known(const struct proposer *proposer, const char *template_text)
{
	for (size_t i = 0; i < proposer->text_count; i++)
		if (text_equal_normalized(proposer->texts[i].template_text, template_text))
			return true;
	return false;
}

/* A text that announces nothing must at least name a value. */
static bool is_telling(const char *template_text, enum source source)
{
	return template_says_something(template_text) &&
	       (source != SOURCE_TEXT || strchr(template_text, '{'));
}

static void add_sentence(
	struct proposer *proposer, const char *sentence, size_t length, enum source source)
{
	char *text = memory_copy_span(sentence, length);
	char *with_data = template_new(text, proposer->parameters);
	char *template_text = data_words_star(with_data, proposer->trajectory, proposer->lexicon);
	free(with_data);
	free(text);
	bool wanted = length <= SENTENCE_MAXIMUM_BYTES &&
		      proposer->text_count < CANDIDATES_MAXIMUM &&
		      is_telling(template_text, source) && !is_known(proposer, template_text);
	if (!wanted) {
		free(template_text);
		return;
	}
	proposer->texts[proposer->text_count++] =
		(struct candidate_text){template_text, source, badness_of(template_text)};
}

/* A message of several sentences is a candidate as a whole, too: together they may name more. */
static void add_sentences(struct proposer *proposer, const char *text, enum source source)
{
	if (!strchr(text, '\n'))
		add_sentence(proposer, text, strlen(text), source);
	while (*text) {
		text += strspn(text, " \n\t");
		size_t length = 0;
		while (text[length] && text[length] != '\n') {
			length++;
			if (strchr(".!?", text[length - 1]) && strchr(" \n\t", text[length]))
				break;
		}
		if (length > 0)
			add_sentence(proposer, text, length, source);
		text += length;
	}
}

static int compare_texts(const void *a, const void *b)
{
	const struct candidate_text *left = a, *right = b;
	if (left->source != right->source)
		return left->source < right->source ? -1 : 1;
	return left->badness < right->badness ? -1 : left->badness > right->badness;
}

static void collect_texts(struct proposer *proposer)
{
	const struct observation *final = proposer->final;
	for (size_t i = 0; i < final->element_count; i++) {
		const struct element *element = &final->elements[i];
		enum source source = source_of(element);
		if (source != SOURCE_NONE && !page_has_name(proposer->first, element->name))
			add_sentences(proposer, element->name, source);
	}
	qsort(proposer->texts, proposer->text_count, sizeof(*proposer->texts), compare_texts);
}

/* ---- values ---- */

/* A number of one or two digits, or a letter or two, is shown by many pages by chance. */
static bool is_meagre(const char *value)
{
	return strlen(value) <= 2;
}

/* The page names the value beside its field ("Guests: 3", "3 guests"). */
static bool is_named_in(
	const struct lexicon *lexicon, const char *text, const struct parameter *parameter)
{
	return value_is_in(text, parameter->value) && strlen(text) < 60 &&
	       (labels_similarity(lexicon, text, parameter->field) > 0.3 ||
		       labels_similarity(lexicon, text, parameter->name) > 0.3);
}

static bool page_names_value(const struct lexicon *lexicon, const struct observation *page,
	const struct parameter *parameter)
{
	for (size_t i = 0; i < page->element_count; i++)
		if (element_tells(&page->elements[i]) &&
			is_named_in(lexicon, page->elements[i].name, parameter))
			return true;
	return false;
}

static bool is_newly_shown(const struct proposer *proposer, const struct parameter *parameter)
{
	if (!page_tells_values(proposer->final, parameter->value, parameter->is_list) ||
		page_tells_values(proposer->first, parameter->value, parameter->is_list))
		return false;
	return !is_meagre(parameter->value) ||
	       page_names_value(proposer->lexicon, proposer->final, parameter);
}

static void collect_shown(struct proposer *proposer)
{
	size_t count = 0;
	proposer->shown = memory_new(proposer->parameters->count + 1, sizeof(*proposer->shown));
	for (size_t i = 0; i < proposer->parameters->count; i++)
		if (is_newly_shown(proposer, &proposer->parameters->items[i]))
			proposer->shown[count++] =
				memory_copy_text(proposer->parameters->items[i].name);
}

/* ---- URL ---- */

static char *path_of(const char *address)
{
	struct url url;
	if (!url_split(address, &url) || url.path.length == 0)
		return memory_copy_text("/");
	return memory_copy_span(url.path.start, url.path.length);
}

/* Digits, long hexadecimal names and values are of one run only. */
static bool is_volatile(const struct proposer *proposer, const char *segment)
{
	if (strpbrk(segment, "0123456789"))
		return true;
	for (size_t i = 0; i < proposer->parameters->count; i++)
		if (text_contains_normalized(segment, proposer->parameters->items[i].value))
			return true;
	return strlen(segment) > 24;
}

static char *generalised_path(const struct proposer *proposer, const char *path)
{
	struct bytes out;
	bytes_init(&out, SIZE_MAX / 4);
	while (*path) {
		size_t length = strcspn(path + 1, "/");
		char *segment = memory_copy_span(path + 1, length);
		bytes_append_text(&out, "/", NULL);
		bytes_append_text(&out, is_volatile(proposer, segment) ? "*" : segment, NULL);
		free(segment);
		path += 1 + length;
	}
	return bytes_take(&out);
}

static bool had_path(const struct observation *page, const char *path)
{
	char *own = path_of(page->url);
	bool had = strcmp(own, path) == 0;
	free(own);
	for (size_t i = 0; i < page->frame_count && !had; i++) {
		char *other = path_of(page->frames[i].url);
		had = strcmp(other, path) == 0;
		free(other);
	}
	return had;
}

static void try_address(struct proposer *proposer, const char *address)
{
	char *path = path_of(address);
	if (!proposer->url && path[0] == '/' && !had_path(proposer->first, path))
		proposer->url = generalised_path(proposer, path);
	free(path);
}

static void collect_url(struct proposer *proposer)
{
	const struct observation *final = proposer->final;
	try_address(proposer, final->url);
	for (size_t i = 0; i < final->frame_count; i++)
		try_address(proposer, final->frames[i].url);
}

/* ---- download ---- */

static void collect_download(struct proposer *proposer)
{
	const struct trajectory *trajectory = proposer->trajectory;
	for (size_t i = trajectory->step_count; i-- > 0 && i + 2 >= trajectory->step_count;) {
		const json_t *download = json_object_get(trajectory->steps[i].effects, "download");
		if (download && !json_is_false(download) && !json_is_null(download))
			proposer->download = true;
	}
}

/* ---- the choice ---- */

/* A run ends where its criterion first holds, so it must not hold before the end. */
static bool holds_early(const struct proposer *proposer, const struct criterion *criterion)
{
	const struct trajectory *trajectory = proposer->trajectory;
	for (size_t i = 0; i < trajectory->step_count; i++) {
		const struct observation *page = trajectory->steps[i].observation;
		if (page && criterion_holds(criterion, page, proposer->parameters, false, NULL))
			return true;
	}
	return false;
}

static bool tells_success(const struct proposer *proposer, const struct criterion *criterion)
{
	return criterion_holds(criterion, proposer->final, proposer->parameters, proposer->download,
		       NULL) &&
	       !holds_early(proposer, criterion);
}

/* The first text that, with these other parts, tells success; the count when none does. */
static size_t first_telling(const struct proposer *proposer, struct criterion with)
{
	size_t i = 0;
	for (; i < proposer->text_count; i++) {
		with.text = proposer->texts[i].template_text;
		if (tells_success(proposer, &with))
			break;
	}
	return i;
}

/* By falling strength: a text of its own, a text with what else differs, what else differs. */
static bool choose(const struct proposer *proposer, struct criterion *chosen)
{
	const struct criterion bare = {.download = proposer->download, .proposed = true};
	struct criterion shown = bare, all = bare;
	shown.shown = all.shown = proposer->shown;
	all.url = proposer->url;
	const struct criterion ways[] = {bare, shown, all};
	for (size_t way = 0; way < 3; way++) {
		size_t text = first_telling(proposer, ways[way]);
		if (text == proposer->text_count)
			continue;
		*chosen = ways[way];
		chosen->shown = proposer->shown;
		chosen->text = proposer->texts[text].template_text;
		return true;
	}
	*chosen = proposer->url ? all : shown;
	if (!criterion_is_empty(chosen) && tells_success(proposer, chosen))
		return true;
	return false;
}

/* An owned copy; names of values that the text has already are left out. */
static void copy_criterion(struct criterion *copy, const struct criterion *chosen)
{
	size_t count = 0, kept = 0;
	while (chosen->shown && chosen->shown[count])
		count++;
	*copy = (struct criterion){
		.url = memory_copy_text(chosen->url),
		.text = memory_copy_text(chosen->text),
		.shown = count > 0 ? memory_new(count + 1, sizeof(*copy->shown)) : NULL,
		.download = chosen->download,
		.proposed = true,
	};
	for (size_t i = 0; i < count; i++)
		if (!chosen->text || !template_has_slot(chosen->text, chosen->shown[i]))
			copy->shown[kept++] = memory_copy_text(chosen->shown[i]);
}

static void release(struct proposer *proposer)
{
	for (size_t i = 0; i < proposer->text_count; i++)
		free(proposer->texts[i].template_text);
	for (size_t i = 0; proposer->shown[i]; i++)
		free(proposer->shown[i]);
	free(proposer->shown);
	free(proposer->url);
}

/* The first page that was kept. */
static const struct observation *first_page(const struct trajectory *trajectory)
{
	for (size_t i = 0; i < trajectory->step_count; i++)
		if (trajectory->steps[i].observation)
			return trajectory->steps[i].observation;
	return NULL;
}

int criterion_propose(struct criterion *criterion, const struct trajectory *trajectory,
	const struct parameters *parameters, struct error *error)
{
	(void)error;
	struct criterion chosen;
	struct proposer proposer = {.trajectory = trajectory, .parameters = parameters};
	*criterion = (struct criterion){.proposed = true};
	proposer.first = first_page(trajectory);
	proposer.final = trajectory->final;
	if (!proposer.first || !proposer.final)
		return 0;
	proposer.lexicon = lexicon_of(LEXICON_CORE);
	collect_texts(&proposer);
	collect_shown(&proposer);
	collect_url(&proposer);
	collect_download(&proposer);
	if (choose(&proposer, &chosen))
		copy_criterion(criterion, &chosen);
	release(&proposer);
	return 0;
}
