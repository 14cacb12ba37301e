/* harm.c: see harm.h.
 *
 * The harm of a problem is the sum of its incidents' weights (L. Sherman, P. W. Neyroud and E.
 * Neyroud, Policing 10 (2016) 171); over the population, and as 100 in a base year, it is the
 * formula of Statistics Canada's Crime Severity Index.  The weights are the user's: none are in
 * here.  One rare event may be most of a sum, so every sum is also given without its largest.
 */
#include "incidents/harm.h"

#include <math.h>
#include <stdlib.h>

#include "base/mem.h"
#include "incidents/weights.h"
#include "stat/rank.h"

const struct ccr_field harm_fields[HARM_FIELDS] = {
	{"problem", CCR_TEXT},
	{"by", CCR_TEXT},
	{"group", CCR_TEXT},
	{"rank", CCR_NUMBER},
	{"incidents", CCR_COUNT},
	{"incident_share", CCR_SHARE},
	{"harm", CCR_NUMBER},
	{"harm_share", CCR_SHARE},
	{"cumulative_share", CCR_SHARE},
	{"largest_event", CCR_NUMBER},
	{"harm_without_largest", CCR_NUMBER},
	{"share_without_largest", CCR_SHARE},
	{"harm_per_100000", CCR_NUMBER},
	{"index", CCR_NUMBER},
	{"against_rank", CCR_NUMBER},
	{"against_harm", CCR_NUMBER},
	{"against_share", CCR_SHARE},
	{"total_incidents", CCR_COUNT},
	{"total_harm", CCR_NUMBER},
	{"total_without_largest", CCR_NUMBER},
	{"total_per_100000", CCR_NUMBER},
	{"total_index", CCR_NUMBER},
	{"spearman", CCR_NUMBER},
	{"kendall_tau_b", CCR_NUMBER},
	{"method", CCR_TEXT},
	{"note", CCR_TEXT},
};

/* Of one problem in one group, or of all problems. */
struct cell {
	size_t incidents;
	double harm, largest, against;
	uint32_t problem;
	double rank, against_rank;
};

struct harming {
	struct incidents in;
	const struct harm_ask *ask;
	struct weights weights, against;
	struct {
		struct ccr_pairs at; /* (group, problem) */
		struct cell *cell;
		size_t cap;
	} * grouping;
};

static const struct ccr_column *
offence_of(const struct harming *h)
{
	return h->ask->offence ? incidents_more(&h->in) : &h->in.column[INCIDENTS_AT_KIND];
}

static void
add_row(struct harming *h, uint32_t problem, double weight, double against)
{
	bool used = false;

	for (size_t g = 0; g < h->in.n_groupings; g++) {
		struct incidents_grouping *grouping = &h->in.grouping[g];
		uint32_t group = ccr_group_of(&grouping->group, grouping->columns), at;
		struct cell *cell;
		if (group == CCR_NO_CODE) {
			if (h->in.n_groupings > 1)
				ccr_cursor_count(h->in.rows, CCR_LEDGER_MISSING,
						 grouping->group.by_text);
			continue;
		}
		used = true;
		at = ccr_pairs_add(&h->grouping[g].at, group, problem);
		CCR_GROW(h->grouping[g].cell, h->grouping[g].cap, (size_t)at + 1);
		cell = &h->grouping[g].cell[at];
		cell->problem = problem;
		cell->incidents++;
		cell->harm += weight;
		cell->largest = fmax(cell->largest, weight);
		cell->against += against;
	}
	if (!used)
		ccr_cursor_exclude(h->in.rows, "group missing");
}

static bool
is_counted(struct harming *h, const struct incident *i)
{
	const struct incidents_ask *ask = h->in.ask;
	bool bounded = ask->from != CCR_DATE_NONE || ask->to != CCR_DATE_NONE;
	const char *reason = NULL;

	if (offence_of(h)->mark != CCR_PRESENT)
		reason = "offence missing";
	else if (bounded && i->date == CCR_DATE_NONE)
		reason = "date missing";
	else if (bounded && !incidents_in_window(&h->in, i->date))
		reason = "outside the window";
	if (reason)
		ccr_cursor_exclude(h->in.rows, reason);
	return !reason;
}

static bool
read_rows(struct harming *h, struct ccr_run *run)
{
	struct incident i;

	while (incidents_next(&h->in, &i)) {
		uint32_t problem = problems_of(&h->in.problems, run, h->in.rows);
		const struct ccr_column *offence = offence_of(h);
		double weight, against = 0;
		if (problem == CCR_NO_CODE || !is_counted(h, &i))
			continue;
		weight = weights_of(&h->weights, h->in.rows, offence, h->ask->standard);
		if (h->ask->against)
			against = weights_of(&h->against, h->in.rows, offence, h->ask->standard);
		if (!isnan(weight) && !isnan(against))
			add_row(h, problem, weight, against);
	}
	return incidents_end(&h->in);
}

static int
by_harm(const void *a, const void *b)
{
	const struct cell *x = a, *y = b;

	if (x->harm < y->harm || x->harm > y->harm)
		return x->harm < y->harm ? 1 : -1;
	return (x->rank > y->rank) - (x->rank < y->rank); /* here the order of names */
}

static double
index_of(const struct harming *h, double harm)
{
	return 100 * (harm / h->ask->population) / h->ask->base;
}

static double
share(double part, double whole)
{
	return whole > 0 ? part / whole : (double)NAN;
}

static void
emit_own(struct harming *h, const struct cell *cell, const struct cell *all, double cumulative)
{
	struct ccr_emit *out = h->in.run->out;
	double without = cell->harm - cell->largest;

	ccr_emit_number(out, cell->rank);
	ccr_emit_count(out, cell->incidents);
	ccr_emit_number(out, share((double)cell->incidents, (double)all->incidents));
	ccr_emit_number(out, cell->harm);
	ccr_emit_number(out, share(cell->harm, all->harm));
	ccr_emit_number(out, share(cumulative, all->harm));
	ccr_emit_number(out, cell->largest);
	ccr_emit_number(out, without);
	ccr_emit_number(out, share(without, all->harm - cell->largest));
	ccr_emit_number(out, cell->harm / h->ask->population * 100000);
	ccr_emit_number(out, index_of(h, cell->harm));
}

static void
emit_against(struct harming *h, const struct cell *cell, const struct cell *all)
{
	struct ccr_emit *out = h->in.run->out;

	if (!h->ask->against) {
		ccr_emit_missing(out, 3);
		return;
	}
	ccr_emit_number(out, cell->against_rank);
	ccr_emit_number(out, cell->against);
	ccr_emit_number(out, share(cell->against, all->against));
}

/* How alike the two weightings rank the problems of a group. */
struct agreement {
	double spearman, kendall;
};

static struct agreement
rank_cells(const struct harming *h, struct cell *cell, size_t n)
{
	double *harm = ccr_alloc(n, sizeof *harm), *against = ccr_alloc(n, sizeof *against),
	       *rank = ccr_alloc(n, sizeof *rank);
	struct agreement agree = {(double)NAN, (double)NAN};

	for (size_t i = 0; i < n; i++) {
		cell[i].rank = (double)i;
		harm[i] = cell[i].harm;
		against[i] = cell[i].against;
	}
	if (h->ask->against) {
		agree = (struct agreement){ccr_spearman(harm, against, n),
					   ccr_kendall(harm, against, n)};
		ccr_ranks(against, n, true, rank);
		for (size_t i = 0; i < n; i++)
			cell[i].against_rank = rank[i];
	}
	qsort(cell, n, sizeof *cell, by_harm);
	for (size_t i = 0; i < n; i++)
		harm[i] = cell[i].harm;
	ccr_ranks(harm, n, true, rank);
	for (size_t i = 0; i < n; i++)
		cell[i].rank = rank[i];
	free(harm);
	free(against);
	free(rank);
	return agree;
}

static void
emit_totals(struct harming *h, const struct cell *all, const struct agreement *agree, size_t n)
{
	struct ccr_emit *out = h->in.run->out;
	bool alike = h->ask->against && n > 1;

	ccr_emit_count(out, all->incidents);
	ccr_emit_number(out, all->harm);
	ccr_emit_number(out, all->harm - all->largest);
	ccr_emit_number(out, all->harm / h->ask->population * 100000);
	ccr_emit_number(out, index_of(h, all->harm));
	ccr_emit_number(out, agree->spearman);
	ccr_emit_number(out, agree->kendall);
	ccr_emit_text(out, "sum of weights");
	ccr_emit_text(out, !(all->harm > 0)        ? "no shares: all weights are 0"
			   : !h->ask->against      ? NULL
			   : !alike                ? "no agreement of rankings: one problem"
			   : isnan(agree->kendall) ? "no agreement of rankings: all problems tie"
						   : NULL);
	ccr_emit_end(out);
}

static void
emit_group(struct harming *h, size_t g, uint32_t group, struct cell *cell, size_t n)
{
	struct cell all = {0};
	struct agreement agree = rank_cells(h, cell, n);
	double cumulative = 0;

	for (size_t i = 0; i < n; i++) {
		all.incidents += cell[i].incidents;
		all.harm += cell[i].harm;
		all.against += cell[i].against;
		all.largest = fmax(all.largest, cell[i].largest);
	}
	for (size_t i = 0; i < n; i++) {
		cumulative += cell[i].harm;
		ccr_emit_text(h->in.run->out, problems_name(&h->in.problems, cell[i].problem));
		incidents_emit_group(&h->in, g, group);
		emit_own(h, &cell[i], &all, cumulative);
		emit_against(h, &cell[i], &all);
		emit_totals(h, &all, &agree, n);
	}
}

static void
emit_all(struct harming *h)
{
	size_t n_problems;
	uint32_t *problem = problems_order(&h->in.problems, &n_problems);
	struct cell *cell = ccr_alloc(n_problems, sizeof *cell);

	for (size_t g = 0; g < h->in.n_groupings; g++) {
		uint32_t *group = ccr_group_order(&h->in.grouping[g].group);
		for (size_t k = 0; k < ccr_group_count(&h->in.grouping[g].group); k++) {
			size_t n = 0;
			for (size_t i = 0; i < n_problems; i++) {
				uint32_t at =
					ccr_pairs_find(&h->grouping[g].at, group[k], problem[i]);
				if (at != CCR_NO_CODE)
					cell[n++] = h->grouping[g].cell[at];
			}
			emit_group(h, g, group[k], cell, n);
		}
		free(group);
	}
	free(problem);
	free(cell);
}

static bool
check_options(struct ccr_run *run, const struct harm_ask *o)
{
	if (!o->weights)
		return ccr_usage(run, "'harm' needs the weights of offences: --weights FILE");
	if (ccr_given(run, "population") && !(o->population > 0))
		return ccr_usage(run, "option '--population': a number above 0 is needed");
	if (ccr_given(run, "default") && !(o->standard >= 0))
		return ccr_usage(run, "option '--default': a weight of 0 or more is needed");
	if (!ccr_given(run, "base"))
		return true;
	if (!ccr_given(run, "population"))
		return ccr_usage(run, "--base goes with --population");
	if (!(o->base > 0))
		return ccr_usage(run,
				 "option '--base': the harm per person of the base year, above "
				 "0, is needed");
	return true;
}

bool
incidents_harm(struct ccr_run *run, const struct incidents_ask *ask, const struct harm_ask *o)
{
	struct harming h = {.ask = o};
	struct ccr_column offence = {.name = o->offence, .type = CCR_CATEGORY};
	bool done =
		check_options(run, o) && weights_read(&h.weights, run, "weights") &&
		(!o->against || weights_read(&h.against, run, "against")) &&
		incidents_open(&h.in, run, ask, INCIDENTS_PROBLEM | INCIDENTS_NO_DATE, &offence, 1);

	if (done && (ask->from != CCR_DATE_NONE || ask->to != CCR_DATE_NONE) &&
	    !h.in.column[INCIDENTS_AT_DATE].found)
		done = ccr_usage(run, "--from and --to need the column of dates (--col "
				      "date=COLUMN)");
	h.grouping = ccr_alloc(h.in.n_groupings, sizeof *h.grouping);
	done = done && read_rows(&h, run);
	if (done)
		emit_all(&h);
	for (size_t g = 0; g < h.in.n_groupings; g++) {
		ccr_pairs_release(&h.grouping[g].at);
		free(h.grouping[g].cell);
	}
	free(h.grouping);
	weights_release(&h.weights);
	weights_release(&h.against);
	incidents_release(&h.in);
	return done;
}
