/*
 * encode_measure.h - numbers and dates that texts say, and how those of a page compare with one another
 * and with those of the goal. Words alone do not tell that May comes before June, or which price is the
 * lowest.
 */
#ifndef POLICY_ENCODE_MEASURE_H
#define POLICY_ENCODE_MEASURE_H

#include "base/date.h"

#include <stdint.h>

enum measure_kind {
	MEASURE_NONE,
	MEASURE_NUMBER, /* the one number of a short text: "12", "from €101.00", "1,200 km" */
	MEASURE_MONTH,	/* "June 2027" */
	MEASURE_DATE	/* the year may be missing */
};

struct measure {
	enum measure_kind kind;
	double number;
	struct date date; /* of a month: day 0 */
};

struct measure measure_read(const char *text);

/* What is found of an element; of the decision, of all months that the page shows. */
enum measured {
	MEASURED_LEAST = 1 << 0,   /* of its column: in rows, items or cards beside its own */
	MEASURED_MOST = 1 << 1,	   /* alike */
	MEASURED_EARLIER = 1 << 2, /* a date or month before one of the goal's */
	MEASURED_LATER = 1 << 3,
	MEASURED_SAME_DATE = 1 << 4,  /* says one of the goal's dates, or its month */
	MEASURED_SAME_DAY = 1 << 5,   /* a number: the day of one of the goal's dates */
	MEASURED_VALUE_LESS = 1 << 6, /* holds a number below one of the goal's */
	MEASURED_VALUE_MORE = 1 << 7,
	MEASURED_BITS = 8
};

/* EARLIER, LATER, SAME_DATE and SAME_DAY, against one date; its year may be missing. */
uint8_t measure_against(const struct measure *measure, const struct date *date);

enum { GOAL_DATES_MAX = 4 };

/* A date as the goal writes it. */
struct goal_date {
	uint32_t start, length; /* bytes in the goal */
	struct date date;
};

/* Those of a goal, up to GOAL_DATES_MAX; returns how many. */
size_t goal_dates_find(const char *goal, struct goal_date dates[static GOAL_DATES_MAX]);

struct scene;
/* Fills `measured` of the decision and of all elements. */
void measures_mark(struct scene *scene);

#endif
