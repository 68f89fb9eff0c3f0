/*
 * clock.h - one monotonic clock, deadlines, and wall time for records.
 *
 * Waiting is always "until a deadline", never "for a time": a deadline is an absolute
 * moment on the monotonic clock in milliseconds, made once and passed down.
 */
#ifndef BASE_CLOCK_H
#define BASE_CLOCK_H

#include <stdint.h>

typedef int64_t deadline_ms; /* absolute, monotonic */

int64_t clock_now_ms(void);			/* monotonic */
int64_t clock_now_us(void);			/* monotonic */
deadline_ms deadline_in(int64_t duration_ms);	/* now + duration; negative counts as 0 */
int64_t deadline_left_ms(deadline_ms deadline); /* >= 0 */
deadline_ms deadline_earlier(deadline_ms a, deadline_ms b);

/* Wall time, as pages tell it: ms since 1970. Not for measuring: it may jump. */
int64_t clock_wall_ms(void);

/* Wall time, for names of files and records: "2026-01-31T13:45:10.123Z" and
 * "20260131-134510". */
void clock_utc_iso(char out[static 32]);
void clock_utc_compact(char out[static 20]);

#endif
