#include "base/clock.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

int64_t clock_now_us(void)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

int64_t clock_now_ms(void)
{
	return clock_now_us() / 1000;
}

deadline_ms deadline_in(int64_t duration_ms)
{
	int64_t now = clock_now_ms();
	if (duration_ms <= 0)
		return now;
	return duration_ms > INT64_MAX - now ? INT64_MAX : now + duration_ms;
}

int64_t deadline_left_ms(deadline_ms deadline)
{
	int64_t now = clock_now_ms();
	return deadline > now ? deadline - now : 0;
}

deadline_ms deadline_earlier(deadline_ms a, deadline_ms b)
{
	return a < b ? a : b;
}

int64_t clock_wall_ms(void)
{
	struct timespec now;
	clock_gettime(CLOCK_REALTIME, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

void clock_utc_iso(char out[static 32])
{
	struct timespec now;
	struct tm utc;
	clock_gettime(CLOCK_REALTIME, &now);
	gmtime_r(&now.tv_sec, &utc);
	size_t length = strftime(out, 27, "%Y-%m-%dT%H:%M:%S", &utc);
	snprintf(out + length, 6, ".%03uZ", (unsigned)(now.tv_nsec / 1000000) % 1000);
}

void clock_utc_compact(char out[static 20])
{
	time_t now = time(NULL);
	struct tm utc;
	gmtime_r(&now, &utc);
	strftime(out, 20, "%Y%m%d-%H%M%S", &utc);
}
