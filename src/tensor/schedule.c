#include "tensor/schedule.h"

#include <math.h>

double schedule_rate(const struct schedule *schedule, uint64_t steps)
{
	if (steps < schedule->warm_up)
		return schedule->peak * (double)(steps + 1) / (double)schedule->warm_up;
	if (schedule->total <= schedule->warm_up)
		return schedule->peak;
	if (steps >= schedule->total)
		return schedule->floor;
	double way = (double)(steps - schedule->warm_up) /
		     (double)(schedule->total - schedule->warm_up); /* [0, 1) */
	double share = (1 + cos(3.141592653589793 * way)) / 2;
	return schedule->floor + (schedule->peak - schedule->floor) * share;
}
