/* adjust.c: see adjust.h. */
#include "stat/adjust.h"

#include <math.h>
#include <stdlib.h>

#include "base/mem.h"

struct test {
	double p;
	size_t at;
};

static int
by_p(const void *a, const void *b)
{
	double x = ((const struct test *)a)->p, y = ((const struct test *)b)->p;

	return (x > y) - (x < y);
}

/* What the p-value with i smaller ones among m is multiplied with. */
static double
factor(enum ccr_adjust how, size_t i, size_t m, double harmonic)
{
	switch (how) {
	case CCR_ADJUST_BONFERRONI: return (double)m;
	case CCR_ADJUST_HOLM:
	case CCR_ADJUST_HOCHBERG: return (double)(m - i);
	case CCR_ADJUST_BH: return (double)m / (double)(i + 1);
	case CCR_ADJUST_BY: return harmonic * (double)m / (double)(i + 1);
	}
	return 1;
}

void
ccr_p_adjust(enum ccr_adjust how, double *p, size_t n)
{
	struct test *test = ccr_alloc(n, sizeof *test);
	size_t m = 0;
	double harmonic = 0, last;

	for (size_t i = 0; i < n; i++)
		if (!isnan(p[i]))
			test[m++] = (struct test){p[i], i};
	qsort(test, m, sizeof *test, by_p);
	for (size_t i = 0; i < m; i++)
		harmonic += 1 / (double)(i + 1);
	for (size_t i = 0; i < m; i++)
		test[i].p = fmin(1, factor(how, i, m, harmonic) * test[i].p);
	/* A smaller p-value never gets the larger adjusted one: Holm steps down from the smallest,
	 * the others up from the largest. */
	last = how == CCR_ADJUST_HOLM ? 0 : 1;
	for (size_t i = 0; i < m; i++) {
		struct test *t = &test[how == CCR_ADJUST_HOLM ? i : m - 1 - i];
		if (how != CCR_ADJUST_BONFERRONI)
			t->p = last = how == CCR_ADJUST_HOLM ? fmax(last, t->p) : fmin(last, t->p);
		p[t->at] = t->p;
	}
	free(test);
}
