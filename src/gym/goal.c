#include "gym/goal.h"

#include "gym/goal_steps.h"
#include "gym/store.h"

#include <ctype.h>
#include <string.h>

enum { ATTEMPTS = 40 };

bool template_is_held(size_t index)
{
	return index % TEMPLATE_CYCLE == HELD_TEMPLATE;
}

/* --- slots ---------------------------------------------------------------------------- */

static const char *slot_text(const struct draft *draft, const char *name, size_t length)
{
	for (size_t i = 0; i < draft->slot_count; i++)
		if (strncmp(draft->slots[i].name, name, length) == 0 &&
			draft->slots[i].name[length] == '\0')
			return draft->slots[i].text;
	return NULL;
}

/* Whether all slots that the template names are there. */
static bool is_fillable(const struct draft *draft, const char *template)
{
	for (const char *c = template; (c = strchr(c, '{')) != NULL; c++) {
		size_t length = strcspn(c + 1, "*}");
		if (!slot_text(draft, c + 1, length))
			return false;
	}
	return true;
}

/* --- expanding ------------------------------------------------------------------------ */

static const char *skip_choice(const char *c)
{
	int depth = 0;
	for (; *c; c++) {
		if (*c == '[')
			depth++;
		else if (*c == ']' && depth-- == 0)
			return c;
	}
	return c;
}

static const char *choose_part(struct wording *wording, const char *c, size_t *length)
{
	const char *starts[24];
	size_t count = 0;
	int depth = 0;
	const char *end = skip_choice(c);
	starts[count++] = c;
	for (const char *each = c; each < end && count < 23; each++) {
		depth += (*each == '[') - (*each == ']');
		if (*each == '|' && depth == 0)
			starts[count++] = each + 1;
	}
	size_t pick = random_below(wording->random, (uint32_t)count);
	const char *stop = pick + 1 < count ? starts[pick + 1] - 1 : end;
	*length = (size_t)(stop - starts[pick]);
	return starts[pick];
}

/* What is done, and to what kind of thing, is rarely written with a capital inside a sentence. */
static bool is_common_word(const char *slot)
{
	static const char *const common[] = {"action", "noun", "heading", "kind", "answer"};
	bool is_common = false;
	for (size_t i = 0; i < sizeof common / sizeof *common; i++)
		is_common = is_common || strncmp(slot, common[i], strlen(common[i])) == 0;
	return is_common;
}

static const char *in_sentence(struct wording *wording, const char *name, const char *text)
{
	if (!is_common_word(name) || !wording->lowers || !islower((unsigned char)text[1]))
		return text;
	char *copy = store_copy(wording->draft->arena, text);
	*copy = (char)tolower((unsigned char)*copy);
	return copy;
}

static void add_slot(struct wording *wording, const char *name, size_t length, bool quoted)
{
	const char *text = slot_text(wording->draft, name, length);
	bool is_quoted = quoted && wording->quotes != 0;
	if (!wording->length && !is_common_word(name))
		wording->small = true;
	wording_add(wording, is_quoted ? text : in_sentence(wording, name, text), quoted);
}

static void expand(struct wording *wording, const char *c, size_t length)
{
	const char *end = c + length;
	while (c < end) {
		if (*c == '[') {
			size_t part;
			const char *chosen = choose_part(wording, c + 1, &part);
			expand(wording, chosen, part);
			c = skip_choice(c + 1) + 1;
		} else if (*c == '{') {
			size_t name = strcspn(c + 1, "*}");
			add_slot(wording, c + 1, name, c[1 + name] == '*');
			c += name + 2 + (c[1 + name] == '*');
		} else {
			wording_put(wording, c++, 1);
		}
	}
}

static const char *pick_template(
	const struct draft *draft, const char *const *templates, bool held, struct random *random)
{
	size_t count = 0;
	while (templates && templates[count])
		count++;
	for (int i = 0; count && i < ATTEMPTS; i++) {
		size_t index = random_below(random, (uint32_t)count);
		if (template_is_held(index) == held && is_fillable(draft, templates[index]))
			return templates[index];
	}
	return NULL;
}

/* --- finishing touches ---------------------------------------------------------------- */

static const char *const place_goals[] = {"go to {place*}. ", "[open|Visit] {place*}, then ",
	"in {place*}, ", "under {place*}: ", "navigate to {place*} and ",
	"[on|in] the {place} [page|section], ", "first go to {place}. ",
	"{place}: ", "click {place*}[ first|]. ", "use the {place} page to ", NULL};

static const char *const login_goals[] = {"log in as {user*} with password {password*}. ",
	"[sign|Log] in with username {user*} and password {password*}, then ",
	"use the login {user} / {password}. ",
	"[log|Sign] in ([user|username]: {user}, password: {password}) and ",
	"enter the username {user*} and the password {password*} to log in. Then ",
	"with account {user} and password {password}, ", NULL};

static const char *const known_login_goals[] = {"log in as {user*}. ",
	"[sign|Log] in as {user} and ", "as {user*}, ", "log in with {user} and ",
	"use the account {user}. ", "for user {user}: ", NULL};

static void add_before(struct wording *wording, const struct goal_wish *wish)
{
	const struct draft *draft = wording->draft;
	if (slot_text(draft, "user", 4)) {
		const char *const *goals =
			slot_text(draft, "password", 8) ? login_goals : known_login_goals;
		const char *template = pick_template(draft, goals, wish->held, wording->random);
		if (template)
			expand(wording, template, strlen(template));
	}
	if (slot_text(draft, "place", 5) && wish->kind != GYM_GOAL_VALUES) {
		const char *template =
			pick_template(draft, place_goals, wish->held, wording->random);
		if (template)
			expand(wording, template, strlen(template));
	}
}

/* What follows a full stop begins with a capital, unless a value is first. */
static void add_sentence(struct wording *wording, const char *template)
{
	size_t begin = wording->length;
	expand(wording, template, strlen(template));
	if (begin > 2 && wording->text[begin - 2] == '.' && *template != '{')
		wording->text[begin] = (char)toupper((unsigned char)wording->text[begin]);
}

const char *goal_write(struct draft *draft, const struct family *family,
	const struct goal_wish *wish, struct random *random)
{
	struct wording wording;
	wording_start(&wording, draft, random);
	bool is_explicit = wish->kind != GYM_GOAL_VALUES;
	wording.sloppy = wording.sloppy && is_explicit;
	add_before(&wording, wish);
	const char *const *goals = is_explicit ? family->explicit_goals : family->value_goals;
	bool by_steps = is_explicit && family->by_steps && (!goals || random_below(random, 2));
	const char *template = by_steps ? NULL : pick_template(draft, goals, wish->held, random);
	if (template)
		add_sentence(&wording, template);
	else
		wording_add_steps(&wording, wish->held);
	return wording_finish(&wording);
}
