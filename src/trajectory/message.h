/*
 * message.h - whether a message says that something has happened, however it puts it.
 *
 * The meaning that a template of the demonstration ("Order {order} was shipped with {carrier}.") and a
 * message of today ("Dispatched: order 10, by DHL") may share. A false yes would make a false
 * success, so everything in the message must be explained: this run's values, deeds done that the
 * template has by synonyms, other words of the template, of the values' names, of courtesy. Or it
 * thanks for several of the values together ("All set. Anna Berg is expected at Old Mint."), and
 * reports no other deed. Nothing may ask, deny, promise, doubt or make conditions.
 */
#ifndef TRAJECTORY_MESSAGE_H
#define TRAJECTORY_MESSAGE_H

#include "trajectory/lexicon.h"
#include "trajectory/parameters.h"

#include <stdbool.h>

/* A word or mark that says that it has not, or not yet, or not quite happened, and that the template
 * lacks: "will", "could", "if", "not", "draft", "?". */
bool message_hedges(const char *message, const char *pattern);

/* The template's values are all there, each for itself, those of one kind (dates, numbers, words) in
 * its order; each deed that the template reports as done ("shipped") the message does, and no other;
 * and it has no other content, or it is thanks for two values or more. A template that reports no deed is never affirmed. */
bool message_affirms(const char *message, const char *pattern, const struct parameters *values,
	const struct lexicon *lexicon);

/* Blanks what the stars of a template may stand for in a message: dates and words with digits, as
 * many as there are stars. */
void message_take_codes(char *message, int stars);

#endif
