/*
 * task_summary.h - what `tasks` lists of a task, read from the run.json of its demonstrations and
 * runs alone: their steps can be large.
 */
#ifndef CLI_TASK_SUMMARY_H
#define CLI_TASK_SUMMARY_H

#include <stddef.h>

struct task_summary {
	size_t demonstrations, runs;
	char *goal;	    /* of the newest demonstration; NULL: unknown */
	char *last_outcome; /* of the newest run; NULL: there is none */
};

/* What cannot be read stays 0 or NULL. */
void task_summarize(struct task_summary *summary, const char *logs_folder, const char *task);
void task_summary_release(struct task_summary *summary);

#endif
