/* runs.h: which points of a control or run chart are signals, by the rules of published sets.
 *
 * The sets differ in how long a run has to be, in what a point on the centre does to it, and in
 * which of its points are flagged; runs_text prints all of that.  A point without value is a gap:
 * what is not next to each other makes no run, trend or window.  The counts of a whole series
 * (longest run, crossings, number of runs) pass over gaps, as over points on the centre.
 */
#ifndef CCR_STAT_RUNS_H
#define CCR_STAT_RUNS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/text.h"
#include "stat/control.h"

/* Sets, to be or-ed.
 *
 * nhs: outside, trend of 7, two of three close to a limit, shift of 7; ptd_spc of R's
 * NHSRplotthedots 0.2.2.
 *
 * western-electric: Statistical Quality Control Handbook (1956); qccRules of R's qcc.
 *
 * nelson: L. S. Nelson, Journal of Quality Technology 16 (1984) 237; qccRules of qcc.
 *
 * anhoej: longest run (M. F. Schilling, Mathematics Magazine 85 (2012) 141) and crossings (Z. Chen,
 * Model Assisted Statistics and Applications 5 (2010) 73), J. Anhoej and A. V. Olesen, PLoS ONE 9
 * (2014) e113825; qic of qicharts2.
 *
 * run-chart: R. J. Perla, L. P. Provost and S. K. Murray, BMJ Quality and Safety 20 (2011) 46, with
 * the exact number of runs of F. S. Swed and C. Eisenhart, Annals of Mathematical Statistics 14
 * (1943) 66, where printed tables disagree. */
enum { RUNS_NHS = 1, RUNS_WESTERN = 2, RUNS_NELSON = 4, RUNS_ANHOEJ = 8, RUNS_CHART = 16 };

/* The name of a set by its place, 0 for RUNS_NHS; NULL after the last. */
const char *runs_set_name(int place);

struct runs_found {
	uint32_t rules; /* a bit for each of the rules, the most serious of a set lowest */
	int direction;  /* of the first: 1 high or rising, -1 low or falling, 0 neither */
};

/* Of the whole series.  A limit is NaN where there is nothing to compare with. */
struct runs_counts {
	size_t useful;  /* points that are not on the centre */
	size_t above;   /* of them */
	size_t longest; /* run */
	size_t runs;
	double longest_max;        /* round(log2 useful) + 3 */
	double crossings_min;      /* the 5 % quantile of binomial(useful - 1, 1/2) */
	double runs_min, runs_max; /* outside of these lies at most 2.5 % on each side */
};

/* Fills found[n], and counts.  The rules of the whole series stand at its last point with a value;
 * below 10 useful points they are not applied. */
void runs_find(unsigned sets, const double *value, const struct control_line *line, size_t n,
	       struct runs_found *found, struct runs_counts *counts);

/* Adds the rules of a point: "shift,len=7,centre=mean,ties=break,flag=all; ...". */
void runs_text(struct ccr_buf *, const struct runs_found *, const struct runs_counts *,
	       const char *centre);

/* The fewest and the most runs of so many points above and below that are not unusual: the chance
 * of fewer, and of more, is at most 2.5 %.  Exact, given the two numbers. */
void runs_number(size_t above, size_t below, double *least, double *most);

#endif
