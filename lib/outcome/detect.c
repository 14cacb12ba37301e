/* detect.c: see detect.h.
 *
 * The base count is taken as the mean of its period; a change is seen where the conditional exact
 * test of it and of the next count says so.
 */
#include "outcome/detect.h"

#include <math.h>
#include <stdlib.h>

#include "base/mem.h"
#include "base/num.h"
#include "outcome/cells.h"
#include "stat/power.h"

struct detecting {
	struct ccr_run *run;
	const struct detect_ask *ask;
	const struct outcome_cells *cells;
	const struct outcome_set *set;
	const struct outcome_cell *cell;
	double next;  /* exposure */
	double least; /* what the next count would be without a change */
	char *method;
};

/* The probability that a next count of this mean is seen to differ, in its own direction. */
static double
power_of(const struct detecting *d, double mean)
{
	double base = d->cell->n, all = d->next + d->cell->exposure, tail = d->ask->alpha / 2;

	return mean < d->least ? ccr_power_rates(base, mean, d->next / all, tail)
			       : ccr_power_rates(mean, base, d->cell->exposure / all, tail);
}

/* The mean nearest to no change that is seen often enough; NaN where none is. */
static double
find_mean(const struct detecting *d, bool rise)
{
	double near = d->least, far = rise ? d->least + 1 : 0;

	if (!rise && d->least <= 0)
		return (double)NAN;
	while (rise && far < CCR_POWER_MOST && power_of(d, far) < d->ask->power)
		far = fmin(2 * far, CCR_POWER_MOST);
	if (!(power_of(d, far) >= d->ask->power))
		return (double)NAN;
	while (fabs(far - near) > 1e-10 * far) {
		double mean = near + (far - near) / 2;
		if (power_of(d, mean) >= d->ask->power)
			far = mean;
		else
			near = mean;
	}
	return far;
}

static void
emit(const struct detecting *d, const char *measure, const char *term, double estimate, bool share,
     const char *remark)
{
	struct outcome_row row = outcome_row(measure, term, d->method);
	struct ccr_buf note = {0};

	row.n = d->cell->n;
	row.exposure = d->cell->exposure;
	row.estimate = estimate;
	row.share = share;
	row.by = d->set->by;
	row.group = d->cell->label;
	if (remark)
		outcome_remark(&note, "%s", remark);
	if (d->next != d->cell->exposure)
		outcome_remark(&note, "the next exposure is %.15g", d->next);
	outcome_cells_remark(d->cells, d->cell, &note);
	row.note = note.data;
	outcome_emit(d->run->out, &row);
	ccr_buf_release(&note);
}

/* The count that is seen, and as a change. */
static void
emit_least(const struct detecting *d, bool rise)
{
	double mean = find_mean(d, rise);
	bool few = d->cell->n < OUTCOME_LEAST_BASE;
	char power[CCR_NUM_SIZE], *term, *none;

	ccr_num_print(power, d->ask->power);
	term = ccr_printf("power %s", power);
	ccr_num_print_short(power, d->least > 0 ? power_of(d, 0) : 0);
	none = ccr_printf(rise ? "no rise within reach is seen so often"
			       : "even a fall to 0 is seen with a power of %s only",
			  power);
	emit(d, rise ? "rise_to" : "fall_to", term, mean, false, isnan(mean) ? none : NULL);
	emit(d, rise ? "rise" : "fall", term, few ? (double)NAN : mean / d->least - 1, true,
	     few           ? "no percent change on a base under 5"
	     : isnan(mean) ? none
			   : NULL);
	free(none);
	free(term);
}

static bool
emit_cell(struct detecting *d)
{
	d->next = isnan(d->ask->next) ? d->cell->exposure : d->ask->next;
	d->least = d->cell->n * d->next / d->cell->exposure;
	if (d->next > 1000 * d->cell->exposure || d->next < d->cell->exposure / 1000)
		return ccr_usage(d->run, "option '--next': from a thousandth to a thousand times "
					 "the exposure of the counts");
	if (d->cell->n > CCR_POWER_MOST || d->least > CCR_POWER_MOST)
		return ccr_err_add(d->run->err, CCR_DATA, NULL, 0, NULL,
				   "the exact power ends at counts of %d, here or to come",
				   CCR_POWER_MOST);
	emit_least(d, false);
	emit_least(d, true);
	for (size_t i = 0; i < d->ask->changes.n; i++) {
		double change = d->ask->changes.item[i], mean = d->least * (1 + change);
		char text[CCR_NUM_SIZE], *term;
		ccr_num_print(text, change);
		term = ccr_printf("change %s", text);
		if (d->cell->n < OUTCOME_LEAST_BASE)
			emit(d, "power", term, (double)NAN, true,
			     "no percent change on a base under 5");
		else if (mean > CCR_POWER_MOST)
			emit(d, "power", term, (double)NAN, true, "too large a count to sum over");
		else
			emit(d, "power", term, power_of(d, mean), true, NULL);
		free(term);
	}
	return true;
}

static bool
check(struct ccr_run *run, const struct outcome_ask *ask, const struct detect_ask *o)
{
	if (!outcome_check(run, ask))
		return false;
	if (!(o->power > 0 && o->power < 1) || !(o->alpha > 0 && o->alpha < 1))
		return ccr_usage(run, "options '--power' and '--alpha': shares between 0 and 1 are "
				      "needed");
	if (ccr_given(run, "next") && !(o->next > 0))
		return ccr_usage(run, "option '--next': a number above 0 is needed");
	for (size_t i = 0; i < o->changes.n; i++)
		if (!(o->changes.item[i] >= -1 && o->changes.item[i] != 0))
			return ccr_usage(run, "option '--change': shares of -1 or more are needed, "
					      "not 0: -0.3 is 30 %% less");
	return true;
}

bool
outcome_power(struct ccr_run *run, const struct outcome_ask *ask, const struct detect_ask *o)
{
	struct outcome_cells cells = {0};
	struct detecting d = {.run = run, .ask = o, .cells = &cells};
	char tail[CCR_NUM_SIZE];
	bool done = check(run, ask, o) && outcome_cells_read(&cells, run, ask);

	ccr_num_print(tail, o->alpha / 2);
	d.method = ccr_printf("conditional exact (one-sided %s)", tail);
	for (size_t i = 0; done && i < cells.n; i++) {
		d.set = &cells.set[i];
		for (size_t k = 0; done && k < d.set->n; k++) {
			d.cell = &d.set->cell[k];
			if (d.cell->exposure > 0)
				done = emit_cell(&d);
		}
	}
	free(d.method);
	outcome_cells_release(&cells);
	return done;
}
