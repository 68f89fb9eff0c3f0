#include "gym/form_fields.h"

#include "gym/store.h"

#include <string.h>
#include <strings.h>

enum content {
	CONTENT_PERSON,
	CONTENT_FIRST_NAME,
	CONTENT_LAST_NAME,
	CONTENT_EMAIL,
	CONTENT_PHONE,
	CONTENT_COMPANY,
	CONTENT_STREET,
	CONTENT_CITY,
	CONTENT_ZIP,
	CONTENT_COUNTRY,
	CONTENT_USER,
	CONTENT_PASSWORD,
	CONTENT_SMALL_NUMBER,
	CONTENT_NUMBER,
	CONTENT_MONEY,
	CONTENT_CODE,
	CONTENT_TITLE,
	CONTENT_SENTENCE,
	CONTENT_JOB,
	CONTENT_DATE,
	CONTENT_TIME,
	CONTENT_TICK,
	CONTENT_FILE,
	CONTENT_WORDS, /* choices from a table of words */
	CONTENT_LIST   /* choices as listed */
};

static const struct {
	enum phrase phrase;
	enum field_kind kind;
	enum content content;
	enum word_kind words;
	const char *list; /* divided by '|' */
} rows[] = {
	{PHRASE_FIRST_NAME, FIELD_TEXT, CONTENT_FIRST_NAME, 0, NULL},
	{PHRASE_LAST_NAME, FIELD_TEXT, CONTENT_LAST_NAME, 0, NULL},
	{PHRASE_NAME, FIELD_TEXT, CONTENT_PERSON, 0, NULL},
	{PHRASE_GUEST, FIELD_TEXT, CONTENT_PERSON, 0, NULL},
	{PHRASE_COMPANY, FIELD_TEXT, CONTENT_COMPANY, 0, NULL},
	{PHRASE_EMAIL, FIELD_TEXT, CONTENT_EMAIL, 0, NULL},
	{PHRASE_PHONE, FIELD_TEXT, CONTENT_PHONE, 0, NULL},
	{PHRASE_STREET, FIELD_TEXT, CONTENT_STREET, 0, NULL},
	{PHRASE_CITY, FIELD_TEXT, CONTENT_CITY, 0, NULL},
	{PHRASE_ZIP, FIELD_TEXT, CONTENT_ZIP, 0, NULL},
	{PHRASE_COUNTRY, FIELD_CHOICE, CONTENT_WORDS, WORDS_COUNTRIES, NULL},
	{PHRASE_DATE, FIELD_DATE, CONTENT_DATE, 0, NULL},
	{PHRASE_ARRIVAL, FIELD_DATE, CONTENT_DATE, 0, NULL},
	{PHRASE_DEPARTURE, FIELD_DATE, CONTENT_DATE, 0, NULL},
	{PHRASE_BIRTHDAY, FIELD_DATE, CONTENT_DATE, 0, NULL},
	{PHRASE_TIME, FIELD_CHOICE, CONTENT_LIST, 0,
		"09:00|10:00|11:00|12:00|13:00|14:00|15:00|16:00|17:00"},
	{PHRASE_PEOPLE, FIELD_NUMBER, CONTENT_SMALL_NUMBER, 0, NULL},
	{PHRASE_ADULTS, FIELD_NUMBER, CONTENT_SMALL_NUMBER, 0, NULL},
	{PHRASE_CHILDREN, FIELD_NUMBER, CONTENT_SMALL_NUMBER, 0, NULL},
	{PHRASE_QUANTITY, FIELD_NUMBER, CONTENT_SMALL_NUMBER, 0, NULL},
	{PHRASE_AGE, FIELD_NUMBER, CONTENT_NUMBER, 0, NULL},
	{PHRASE_WEIGHT, FIELD_NUMBER, CONTENT_NUMBER, 0, NULL},
	{PHRASE_PRICE, FIELD_TEXT, CONTENT_MONEY, 0, NULL},
	{PHRASE_AMOUNT, FIELD_TEXT, CONTENT_MONEY, 0, NULL},
	{PHRASE_NOTE, FIELD_LONG_TEXT, CONTENT_SENTENCE, 0, NULL},
	{PHRASE_MESSAGE, FIELD_LONG_TEXT, CONTENT_SENTENCE, 0, NULL},
	{PHRASE_DESCRIPTION, FIELD_LONG_TEXT, CONTENT_SENTENCE, 0, NULL},
	{PHRASE_SUBJECT, FIELD_TEXT, CONTENT_TITLE, 0, NULL},
	{PHRASE_TITLE, FIELD_TEXT, CONTENT_TITLE, 0, NULL},
	{PHRASE_CATEGORY, FIELD_CHOICE, CONTENT_WORDS, WORDS_NOUNS, NULL},
	{PHRASE_COLOUR, FIELD_CHOICE, CONTENT_WORDS, WORDS_COLOURS, NULL},
	{PHRASE_SIZE, FIELD_CHOICE, CONTENT_LIST, 0, "Small|Medium|Large|Extra large"},
	{PHRASE_ROOM, FIELD_CHOICE, CONTENT_WORDS, WORDS_COLOURS, NULL},
	{PHRASE_PRIORITY, FIELD_CHOICE, CONTENT_LIST, 0, "Low|Normal|High|Urgent"},
	{PHRASE_STATUS, FIELD_CHOICE, CONTENT_LIST, 0, "Open|In progress|Waiting|Done"},
	{PHRASE_DEPARTMENT, FIELD_CHOICE, CONTENT_WORDS, WORDS_TOPICS, NULL},
	{PHRASE_ASSIGNEE, FIELD_CHOICE, CONTENT_PERSON, 0, NULL},
	{PHRASE_LANGUAGE, FIELD_CHOICE, CONTENT_LIST, 0,
		"English|German|French|Spanish|Italian|Polish|Dutch"},
	{PHRASE_PAYMENT, FIELD_CHOICE, CONTENT_LIST, 0,
		"Credit card|Bank transfer|Invoice|Cash|Direct debit"},
	{PHRASE_DELIVERY, FIELD_CHOICE, CONTENT_LIST, 0, "Standard|Express|Pick-up|Overnight"},
	{PHRASE_VOUCHER, FIELD_TEXT, CONTENT_CODE, 0, NULL},
	{PHRASE_CODE, FIELD_TEXT, CONTENT_CODE, 0, NULL},
	{PHRASE_PRODUCT, FIELD_CHOICE, CONTENT_WORDS, WORDS_THINGS, NULL},
	{PHRASE_PROJECT, FIELD_TEXT, CONTENT_TITLE, 0, NULL},
	{PHRASE_TASK, FIELD_TEXT, CONTENT_TITLE, 0, NULL},
	{PHRASE_EVENT, FIELD_TEXT, CONTENT_TITLE, 0, NULL},
	{PHRASE_JOB, FIELD_TEXT, CONTENT_JOB, 0, NULL},
	{PHRASE_NICKNAME, FIELD_TEXT, CONTENT_USER, 0, NULL},
	{PHRASE_SEAT, FIELD_CHOICE, CONTENT_LIST, 0, "Economy|Business|First"},
	{PHRASE_MEAL, FIELD_CHOICE, CONTENT_WORDS, WORDS_FOODS, NULL},
	{PHRASE_BRAND, FIELD_CHOICE, CONTENT_WORDS, WORDS_COMPANIES, NULL},
	{PHRASE_REASON, FIELD_CHOICE, CONTENT_WORDS, WORDS_NOUNS, NULL},
	{PHRASE_GENDER, FIELD_CHOICE, CONTENT_LIST, 0, "Female|Male|Other"},
	{PHRASE_NEWSLETTER, FIELD_TICK, CONTENT_TICK, 0, NULL},
	{PHRASE_AGREE, FIELD_TICK, CONTENT_TICK, 0, NULL},
	{PHRASE_GIFT_WRAP, FIELD_TICK, CONTENT_TICK, 0, NULL},
	{PHRASE_EXPRESS, FIELD_TICK, CONTENT_TICK, 0, NULL},
	{PHRASE_BREAKFAST, FIELD_TICK, CONTENT_TICK, 0, NULL},
	{PHRASE_INSURANCE, FIELD_TICK, CONTENT_TICK, 0, NULL},
	{PHRASE_NOTIFY, FIELD_TICK, CONTENT_TICK, 0, NULL},
	{PHRASE_PUBLIC, FIELD_TICK, CONTENT_TICK, 0, NULL},
	{PHRASE_PARKING, FIELD_TICK, CONTENT_TICK, 0, NULL},
};

enum { ROWS = sizeof rows / sizeof *rows };

/* --- drawing -------------------------------------------------------------------------- */

static bool add_choice_to(struct known_field *field, const char *text)
{
	for (size_t i = 0; i < field->choice_count; i++)
		if (strcasecmp(field->choices[i], text) == 0)
			return false;
	field->choices[field->choice_count++] = text;
	return true;
}

static void draw_choices(struct vocabulary *words, struct known_field *field)
{
	size_t count = 3 + draw_below(words, draw_chance(words, 30) ? 10 : 4);
	for (int attempt = 0; field->choice_count < count && attempt < 100; attempt++)
		add_choice_to(field, rows[field->row].content == CONTENT_PERSON
					     ? draw_person(words)
					     : draw_capital(words, field->words));
}

static void list_choices(struct vocabulary *words, struct known_field *field, const char *list)
{
	for (size_t i = 0; i < ways_count(list); i++) {
		size_t length;
		const char *text = ways_part(list, i, &length);
		add_choice_to(field, store_span(words->arena, text, length));
	}
}

static void draw_usual(struct vocabulary *words, struct known_field *field, int row)
{
	*field = (struct known_field){.row = row,
		.caption = phrase_caption(rows[row].phrase),
		.kind = rows[row].kind,
		.words = rows[row].words};
	if (rows[row].content == CONTENT_LIST)
		list_choices(words, field, rows[row].list);
	else if (field->kind == FIELD_CHOICE)
		draw_choices(words, field);
}

static void draw_unusual(struct vocabulary *words, struct known_field *field)
{
	static const enum word_kind kinds[] = {
		WORDS_NOUNS, WORDS_MADE_UP, WORDS_THINGS, WORDS_TOPICS, WORDS_NOUNS};
	static const enum field_kind controls[] = {
		FIELD_TEXT, FIELD_TEXT, FIELD_CHOICE, FIELD_TICK, FIELD_NUMBER, FIELD_LONG_TEXT};
	*field = (struct known_field){.row = -1,
		.caption = word_caption(draw_word(words, kinds[draw_below(words, 5)])),
		.kind = controls[draw_below(words, 6)],
		.words = (enum word_kind)draw_below(words, WORD_KINDS)};
	if (field->kind != FIELD_CHOICE)
		return;
	size_t count = 3 + draw_below(words, 5);
	for (int attempt = 0; field->choice_count < count && attempt < 100; attempt++)
		add_choice_to(field, draw_capital(words, field->words));
}

static bool is_new(const struct known_field *fields, size_t count)
{
	const struct known_field *last = &fields[count];
	for (size_t i = 0; i < count; i++) {
		if (last->row >= 0 && fields[i].row == last->row)
			return false;
		if (last->row < 0 && fields[i].row < 0 &&
			strcasecmp(fields[i].caption.word, last->caption.word) == 0)
			return false;
	}
	return true;
}

size_t known_fields_draw(struct vocabulary *words, struct known_field *fields, size_t count)
{
	size_t have = 0;
	unsigned unusual = draw_below(words, 3) * 40;
	while (have < count) {
		if (draw_chance(words, unusual))
			draw_unusual(words, &fields[have]);
		else
			draw_usual(words, &fields[have], (int)draw_below(words, ROWS));
		have += is_new(fields, have);
	}
	return have;
}

static bool is_small(const struct known_field *known)
{
	return known->row < 0 || rows[known->row].content == CONTENT_SMALL_NUMBER;
}

void known_field_set_up(const struct known_field *known, struct field *field)
{
	*field = (struct field){.caption = known->caption,
		.kind = known->kind,
		.is_small = is_small(known),
		.choice_count = known->choice_count};
	memcpy(field->choices, known->choices, sizeof field->choices);
}

/* --- filling in ----------------------------------------------------------------------- */

static void fill_date(struct draft *draft, struct vocabulary *words, struct filled *filled)
{
	static const enum date_style styles[] = {DATE_ISO, DATE_DAY_MONTH_YEAR, DATE_MONTH_DAY_YEAR,
		DATE_SHORT_DAY_MONTH, DATE_DOTTED, DATE_SHORT_MONTH_DAY};
	struct date date = draw_date(words);
	filled->value = date_text(draft->arena, &date, DATE_ISO);
	filled->said = date_text(draft->arena, &date,
		styles[style_choose(draft->speech, ASPECT_LABELS, "dates", 6)]);
}

/* Nobody types the sign before a number. */
static const char *draw_plain_code(struct vocabulary *words)
{
	const char *code = draw_code(words);
	return *code == '#' ? code + 1 : code;
}

static const char *draw_text(struct vocabulary *words, enum content content)
{
	switch (content) {
	case CONTENT_PERSON:
		return draw_person(words);
	case CONTENT_FIRST_NAME:
		return draw_word(words, WORDS_FIRST_NAMES);
	case CONTENT_LAST_NAME:
		return draw_word(words, WORDS_LAST_NAMES);
	case CONTENT_EMAIL:
		return draw_email(words);
	case CONTENT_PHONE:
		return draw_phone(words);
	case CONTENT_COMPANY:
		return draw_company(words);
	case CONTENT_STREET:
		return draw_street(words);
	case CONTENT_CITY:
		return draw_word(words, WORDS_CITIES);
	case CONTENT_ZIP:
		return draw_number(words, 5);
	case CONTENT_USER:
		return draw_user_name(words);
	case CONTENT_MONEY:
		return draw_number(words, draw_between(words, 2, 4));
	case CONTENT_CODE:
		return draw_plain_code(words);
	case CONTENT_TITLE:
		return draw_title(words);
	case CONTENT_JOB:
		return draw_capital(words, WORDS_JOBS);
	default:
		return draw_sentence(words);
	}
}

static const char *draw_unusual_text(struct vocabulary *words, const struct known_field *known)
{
	switch (draw_below(words, 5)) {
	case 0:
		return draw_plain_code(words);
	case 1:
		return draw_person(words);
	case 2:
		return draw_title(words);
	default:
		return draw_word(words, known->words);
	}
}

void known_field_fill(struct draft *draft, const struct known_field *known,
	struct vocabulary *words, struct filled *filled)
{
	switch (known->kind) {
	case FIELD_DATE:
		fill_date(draft, words, filled);
		return;
	case FIELD_CHOICE:
		filled->value = known->choices[draw_below(words, (uint32_t)known->choice_count)];
		break;
	case FIELD_TICK:
		filled->value = "on";
		break;
	case FIELD_NUMBER:
		filled->value = store_format(draft->arena, "%d",
			is_small(known) ? draw_between(words, 2, 9) : draw_between(words, 18, 90));
		break;
	default:
		filled->value = known->row < 0 ? draw_unusual_text(words, known)
					       : draw_text(words, rows[known->row].content);
	}
	filled->said = filled->value;
}
