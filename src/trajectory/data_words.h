/*
 * data_words.h - which words of a message belong to one doing of a task, and not to the task: names
 * of things that were clicked, names of people that the page put in.
 */
#ifndef TRAJECTORY_DATA_WORDS_H
#define TRAJECTORY_DATA_WORDS_H

#include "trajectory/lexicon.h"
#include "trajectory/trajectory.h"

/* The template with such words as "*": words of the names of things on the recorded pages (links,
 * cells, options), and words with a capital inside a sentence, that are neither interface language nor
 * in the goal; and whole names of options that were not asked for. An enumeration that such a name is
 * part of ("{choice} and Payment reminders") becomes one star. Other slots stay. Heap text. */
char *data_words_star(const char *template_text, const struct trajectory *trajectory,
	const struct lexicon *lexicon);

#endif
