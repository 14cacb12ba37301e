/* points.h: scores that people give, put together by the rule of a handbook.
 *
 * Hanlon's method, as in NACCHO's Guide to Prioritization Techniques: D = (A + 2 B) C, from size A,
 * seriousness B and effectiveness of what can be done C, each from 0 to 10; 0 to 300.  The basic
 * priority rating of the textbooks, (A + B) C / 3 with B from 0 to 20, is D / 3: the same ranking.
 * The strategy grid of the same guide splits need and feasibility in two at a cut each.
 */
#ifndef CCR_DECIDE_POINTS_H
#define CCR_DECIDE_POINTS_H

#include <stdbool.h>
#include <stddef.h>

double ccr_hanlon(double size, double seriousness, double effectiveness);

/* What is at the cut or above is high. */
enum ccr_quadrant { CCR_HIGH_HIGH, CCR_HIGH_LOW, CCR_LOW_HIGH, CCR_LOW_LOW };

enum ccr_quadrant ccr_strategy(double need, double feasibility, const double cut[2]);

#endif
