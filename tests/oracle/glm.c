/* glm: fits the log-linear models of lib/stat/glm.h to rows of numbers on standard input, the count
 * first: for each column a line with its number, the Poisson coefficient, its error, the
 * quasi-Poisson one, the negative binomial coefficient and its error; then the two log-likelihoods,
 * the dispersion and theta.  ccr-outcome fits them to series only. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/mem.h"
#include "stat/glm.h"

int
main(void)
{
	char *line = NULL;
	size_t size = 0, n = 0, k = 0, cap_x = 0, cap_y = 0;
	double *x = NULL, *y = NULL;
	struct ccr_glm p, nb;

	while (getline(&line, &size, stdin) > 0) {
		char *at = line, *end;
		size_t j = 0;
		for (double v = strtod(at, &end); end != at; v = strtod(at = end, &end), j++) {
			CCR_GROW(y, cap_y, n + 1);
			CCR_GROW(x, cap_x, n * k + j + 1);
			if (j == 0)
				y[n] = v;
			else
				x[n * k + j - 1] = v;
		}
		k = j - 1;
		n++;
	}
	if (ccr_glm_fit(&p, CCR_POISSON, x, y, NULL, n, k) ||
	    ccr_glm_fit(&nb, CCR_NEGATIVE_BINOMIAL, x, y, NULL, n, k))
		return 1;
	for (size_t j = 0; j < k; j++) {
		double se = sqrt(p.covariance[j * k + j]);
		printf("%zu\t%.17g\t%.17g\t%.17g\t%.17g\t%.17g\n", j + 1, p.coef[j], se,
		       se * sqrt(p.dispersion), nb.coef[j], sqrt(nb.covariance[j * k + j]));
	}
	printf("fit\t%.17g\t%.17g\t%.17g\t%.17g\n", p.loglik, p.dispersion, nb.loglik, nb.theta);
	ccr_glm_release(&nb);
	ccr_glm_release(&p);
	free(line);
	free(x);
	free(y);
	return 0;
}
