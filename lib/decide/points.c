/* points.c: see points.h. */
#include "decide/points.h"

double
ccr_hanlon(double size, double seriousness, double effectiveness)
{
	return (size + 2 * seriousness) * effectiveness;
}

enum ccr_quadrant
ccr_strategy(double need, double feasibility, const double cut[2])
{
	if (need >= cut[0])
		return feasibility >= cut[1] ? CCR_HIGH_HIGH : CCR_HIGH_LOW;
	return feasibility >= cut[1] ? CCR_LOW_HIGH : CCR_LOW_LOW;
}
