/*
 * journal.h - journal.jsonl: what happened to a task's adapters, one JSON object per line, only
 * appended to. docs/formats.md describes the fields.
 *
 * Lines of one change of the store carry its number, `commit`. A change whose lines are here but
 * whose state never was written did not happen; the store cuts such lines off when it is opened
 * (journal_cut), as it does with a torn last line.
 */
#ifndef LEARNING_JOURNAL_H
#define LEARNING_JOURNAL_H

#include "learning/checkpoint.h"

#define JOURNAL_KINDS(X)                                                                           \
	X(SAVE, "save")                                                                            \
	X(BEST, "best")                                                                            \
	X(ROLLBACK, "rollback")                                                                    \
	X(ACTIVATE, "activate")                                                                    \
	X(DELETE, "delete")                                                                        \
	X(PAUSE, "pause")                                                                          \
	X(RESET_BUDGET, "reset-budget")

enum journal_kind {
#define JOURNAL_ENUM(name, text) JOURNAL_##name,
	JOURNAL_KINDS(JOURNAL_ENUM)
#undef JOURNAL_ENUM
		JOURNAL_KIND_COUNT
};

const char *journal_kind_name(enum journal_kind kind);

enum { JOURNAL_REASON_SIZE = 320 };

struct journal_event {
	enum journal_kind kind;
	uint64_t commit;
	char time[CHECKPOINT_TIME_SIZE];
	char adapter[HASH_TEXT_SIZE]; /* what was saved, deleted, or put in force; "": none */
	char from[HASH_TEXT_SIZE];    /* what was in force before; "": none */
	char window[WINDOW_TEXT_SIZE];
	double success; /* rate in that window */
	double best;	/* what it was compared with */
	uint64_t budget_used;
	char reason[JOURNAL_REASON_SIZE]; /* a sentence */
	size_t end;			  /* bytes of the file up to the end of this line */
};

struct journal {
	struct journal_event *events; /* owned */
	size_t count;
	size_t whole_bytes; /* of complete lines */
	size_t bytes;	    /* of the file: more when its last line is torn */
};

/* A file that does not exist is an empty journal. INPUT names file and line. */
int journal_read(struct journal *journal, const char *path, struct error *error);
void journal_release(struct journal *journal);

/* Appends the lines durably, or leaves the file as it was. */
int journal_append(
	const char *path, const struct journal_event *events, size_t count, struct error *error);
int journal_cut(const char *path, size_t bytes, struct error *error);

#endif
