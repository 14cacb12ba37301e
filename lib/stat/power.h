/* power.h: how likely a change is to be seen, where what is compared are few events.
 *
 * The tests are exact and one-sided; their power is exact too, a sum over all that can be counted,
 * so it is also right for counts so small that the test is far more careful than its level says.
 */
#ifndef CCR_STAT_POWER_H
#define CCR_STAT_POWER_H

enum { CCR_POWER_MOST = 100000 }; /* the largest count or n */

/* Two Poisson counts over equal periods, of means high > low >= 0, high at most CCR_POWER_MOST: the
 * probability that the second is found to be lower at level alpha by the conditional test: given
 * their sum, it is binomial with 1/2.  A rise from low to high is seen as often.  J. Przyborowski &
 * H. Wilenski, Biometrika 31 (1940) 313.  Reference: the sum of dpois() and pbinom() of R. */
double ccr_power_counts(double high, double low, double alpha);
/* The same over unequal periods: the second has share (0 < share < 1) of the exposure of both.
 * Its rate is expected to be the lower one. */
double ccr_power_rates(double high, double low, double share, double alpha);

/* Two binomial counts of n each, 1 <= n <= CCR_POWER_MOST, with probabilities high > low: the same
 * by Fisher's exact test.  Reference: the sum of dbinom() and phyper() of R. */
double ccr_power_shares(double n, double high, double low, double alpha);

#endif
