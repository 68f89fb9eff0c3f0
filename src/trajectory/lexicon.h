/*
 * lexicon.h - usual synonyms of user interfaces: "sign in" ~ "log in", "cart" ~ "basket".
 *
 * A label is turned into concepts: phrases and words of the table become the groups they belong
 * to, other words stay themselves (without plural and verb endings). Two labels are alike as far as
 * their concepts are. The tables are general knowledge of web interfaces in English, made by hand.
 */
#ifndef TRAJECTORY_LEXICON_H
#define TRAJECTORY_LEXICON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define LEXICON_GROUPS_PER_PHRASE 16
#define LEXICON_STEM_SIZE	  24
#define CONCEPTS_MAXIMUM	  40 /* of one label; more are cut: long texts are no labels */

struct lexicon; /* the tables' index, shared by all threads and never changed */

/* How much of it is known; each scope has the ones before it. What is a synonym on a button need not
 * be one in a goal: "massage" for "treatment" is another task. */
enum lexicon_scope {
	LEXICON_CORE,	/* deeds and usual words of interfaces: for goals, and what tells a value */
	LEXICON_LABELS, /* and of places, fields, rows and messages: for outcomes */
	LEXICON_ALL	/* and of what labels are about: for finding an element again */
};

/* Lives as long as the process; the first call makes the index, in about a millisecond. */
const struct lexicon *lexicon_of(enum lexicon_scope scope);
size_t lexicon_group_count(const struct lexicon *lexicon);
/* A number of the group (1-based) that stays the same when other groups are added: a hash of its
 * first phrase. */
uint64_t lexicon_group_key(size_t group);

struct concept {
	char stem[LEXICON_STEM_SIZE]; /* the word, or a phrase's first word; cut if longer */
	uint64_t hash;		      /* of all its stems */
	uint16_t groups[LEXICON_GROUPS_PER_PHRASE]; /* 1-based; 0 ends */
	bool minor;				    /* a function word: counts little */
	bool number;				    /* digits */
	bool negation;				    /* "not", "failed": turns a message around */
	/* So many of the following concepts are the phrase's own words, which count where nothing is
	 * said of the whole phrase. None for idioms of the core ("log in"). */
	uint8_t parts;
};

struct concepts {
	struct concept items[CONCEPTS_MAXIMUM];
	size_t count;
	bool cut;
};

void concepts_read(struct concepts *concepts, const struct lexicon *lexicon, const char *label);

/* 1: the same word; 0.9: synonyms; 0: neither. */
double concept_similarity(const struct concept *a, const struct concept *b);

/* How alike two labels are, 0..1: shared concepts in both directions, minor words weighing little.
 * 0 when either has none. */
double concepts_similarity(const struct concepts *a, const struct concepts *b);
double labels_similarity(const struct lexicon *lexicon, const char *a, const char *b);

/* All that carries meaning in the label is in the core: it names an action or place of user
 * interfaces rather than a thing of the task. */
bool label_is_interface_language(const struct lexicon *lexicon, const char *label);
/* The label as a whole is one phrase of the core: "Remember me", but not "Product news". */
bool label_is_phrase(const struct lexicon *lexicon, const char *label);

#endif
