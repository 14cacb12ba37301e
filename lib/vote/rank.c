/* rank.c: see rank.h.
 *
 * The methods are in decide/ballot.h, condorcet.h and runoff.h.  How firm a place is comes from the
 * bootstrap: as many ballots as there are, drawn from them with replacement, counted again.
 * B. Efron, Annals of Statistics 7 (1979) 1.
 */
#include "vote/rank.h"

#include <math.h>
#include <stdlib.h>

#include "base/mem.h"
#include "base/num.h"
#include "decide/condorcet.h"
#include "decide/rng.h"
#include "decide/runoff.h"

const struct ccr_field vote_rank_fields[VOTE_RANK_FIELDS] = {
	{"rank", CCR_COUNT},
	{"option", CCR_TEXT},
	{"score", CCR_NUMBER},
	{"method", CCR_TEXT},
	{"by", CCR_TEXT},
	{"group", CCR_TEXT},
	{"n", CCR_COUNT},
	{"votes", CCR_COUNT},
	{"top", CCR_COUNT},
	{"top_share", CCR_SHARE},
	{"top_share_se", CCR_SHARE},
	{"resamples", CCR_COUNT},
	{"note", CCR_TEXT},
};

/* Draws of ballots that a bootstrap may take: about a minute. */
static const double most_draws = 1e9;

/* An order of the options, and what there is to say of it. */
struct order {
	double *score;
	size_t *rank;
	char *note;               /* of the whole; NULL: nothing */
	struct ccr_runoff runoff; /* of irv */
};

static void
order_release(struct order *o)
{
	free(o->score);
	free(o->rank);
	free(o->note);
	ccr_runoff_release(&o->runoff);
}

static void
by_pairs(enum vote_method method, const struct ccr_profile *p, struct order *o)
{
	size_t n = p->n_options;
	double *prefer = ccr_alloc(n * n, sizeof *prefer), *path;
	bool *above = ccr_alloc(n * n, sizeof *above);
	struct ccr_kemeny kemeny;
	char best[CCR_NUM_SIZE], all[CCR_NUM_SIZE], ways[CCR_NUM_SIZE];
	size_t left_out;

	ccr_pairwise(p, prefer);
	if (method == VOTE_SCHULZE) {
		path = ccr_alloc(n * n, sizeof *path);
		ccr_schulze_paths(prefer, n, path);
		ccr_schulze(path, n, above);
		free(path);
	} else if (method == VOTE_RANKED_PAIRS) {
		left_out = ccr_ranked_pairs(prefer, n, above);
		if (left_out > 0)
			o->note = ccr_printf("%zu wins of equal size contradict each other and "
					     "do not count",
					     left_out);
	} else {
		kemeny = ccr_kemeny(prefer, n, above);
		ccr_num_print(best, kemeny.score);
		ccr_num_print(all, kemeny.all);
		ccr_num_print(ways, kemeny.n);
		o->note = kemeny.n > 1
				  ? ccr_printf("%s rankings agree with %s of %s preferences: what "
					       "they do not all order alike is tied",
					       ways, best, all)
				  : ccr_printf("agrees with %s of %s preferences as no other "
					       "ranking does",
					       best, all);
	}
	ccr_order_rank(above, n, o->score, o->rank);
	free(prefer);
	free(above);
}

static bool
names_all(const struct ccr_profile *p)
{
	for (size_t i = 0; i < p->n_ballots * p->n_options; i++)
		if (p->level[i] == CCR_UNRANKED)
			return false;
	return true;
}

static struct order
put_in_order(const struct vote_rank_ask *ask, const struct ccr_profile *p)
{
	size_t n = p->n_options;
	struct order o = {.score = ccr_alloc(n, sizeof *o.score),
			  .rank = ccr_alloc(n, sizeof *o.rank)};
	double *prefer;

	switch (ask->method) {
	case VOTE_PLURALITY: ccr_ballot_plurality(p, o.score); break;
	case VOTE_APPROVAL:
		ccr_ballot_approval(p, o.score);
		if (!p->points && names_all(p))
			o.note = ccr_strdup("every ballot names every option, which approves of "
					    "all alike");
		break;
	case VOTE_NGT: ccr_ballot_ngt(p, ask->choices, o.score, NULL); break;
	case VOTE_BORDA: ccr_ballot_borda(p, o.score); break;
	case VOTE_COPELAND:
		prefer = ccr_alloc(n * n, sizeof *prefer);
		ccr_pairwise(p, prefer);
		ccr_copeland(prefer, n, o.score);
		free(prefer);
		break;
	case VOTE_SCHULZE:
	case VOTE_RANKED_PAIRS:
	case VOTE_KEMENY: by_pairs(ask->method, p, &o); return o;
	case VOTE_IRV:
		o.runoff = ccr_runoff(p);
		ccr_runoff_rank(&o.runoff, n, o.score, o.rank);
		return o;
	}
	/* Parts of votes are sums of thirds and the like. */
	ccr_ballot_rank(o.score, n, 1e-9 * ccr_ballot_total(p), o.rank);
	return o;
}

/* In how many resamples each option has a rank of at most top; the same seed for every group, so
 * that a group's numbers do not depend on what others are printed. */
static double *
resample(const struct vote_rank_ask *ask, const struct ccr_profile *p)
{
	size_t n = p->n_ballots;
	double *top = ccr_alloc(p->n_options, sizeof *top), *count = ccr_alloc(n, sizeof *count),
	       *up_to = ccr_alloc(n, sizeof *up_to), total = 0;
	struct ccr_profile again = *p;
	struct ccr_rng rng;

	again.count = count;
	for (size_t b = 0; b < n; b++)
		up_to[b] = total += p->count[b];
	ccr_rng_init(&rng, (uint64_t)ask->seed);
	for (uint64_t r = 0; r < (uint64_t)ask->resamples; r++) {
		struct order o;
		for (size_t b = 0; b < n; b++)
			count[b] = 0;
		for (uint64_t draw = 0; draw < (uint64_t)total; draw++) {
			double at = (double)ccr_rng_below(&rng, (uint64_t)total);
			size_t low = 0, high = n - 1;
			while (low < high) {
				size_t middle = low + (high - low) / 2;
				if (at < up_to[middle])
					high = middle;
				else
					low = middle + 1;
			}
			count[low]++;
		}
		o = put_in_order(ask, &again);
		for (size_t i = 0; i < p->n_options; i++)
			top[i] += (double)o.rank[i] <= ask->top;
		order_release(&o);
	}
	free(count);
	free(up_to);
	return top;
}

/* What the options say of each other two by two: who beats all, or that nobody does and why. */
struct duels {
	size_t winner; /* n: none */
	bool *smith;
	char *cycle;
};

static struct duels
compare_in_pairs(const struct vote_sample *s)
{
	size_t n = s->profile.n_options, length;
	double *prefer = ccr_alloc(n * n, sizeof *prefer);
	size_t *cycle = ccr_alloc(n, sizeof *cycle);
	struct duels d = {n, ccr_alloc(n, sizeof *d.smith), NULL};
	struct ccr_buf text = {0};

	ccr_pairwise(&s->profile, prefer);
	d.winner = ccr_condorcet_winner(prefer, n);
	if (d.winner == n && ccr_smith_set(prefer, n, d.smith) > 1) {
		length = ccr_condorcet_cycle(prefer, n, d.smith, cycle);
		for (size_t i = 0; i <= length; i++) {
			size_t at = cycle[i % length], last = cycle[(i + length - 1) % length];
			bool tie = prefer[last * n + at] == prefer[at * n + last];
			if (length == 2 && i == length)
				break;
			ccr_buf_printf(&text, "%s%s",
				       i == 0 ? ""
				       : tie  ? " = "
					      : " > ",
				       ballots_option(s->ballots, at));
		}
		d.cycle = ccr_buf_detach(&text);
	}
	free(prefer);
	free(cycle);
	return d;
}

static void
add_note(struct ccr_buf *note, const char *text)
{
	ccr_buf_printf(note, "%s%s", note->len ? "; " : "", text);
}

static void
note_runoff(struct ccr_buf *note, const struct ccr_runoff *r, size_t option)
{
	static const char *const how[] = {
		[CCR_OUT_FEWEST] = "",
		[CCR_OUT_TOGETHER] = " with others who had together fewer votes than the next",
		[CCR_OUT_EARLIER] = " of those tied: fewest votes in an earlier round",
		[CCR_OUT_BORDA] = " of those tied: fewest Borda points",
		[CCR_OUT_ORDER] = " of those tied in all: the last in the order of the options",
	};
	size_t round = r->out[option];
	char *text;

	if (round == r->n_rounds) {
		if (r->n_left > 1)
			add_note(note, "a tie in the last round");
		return;
	}
	text = ccr_printf("out in round %zu%s", round + 1, how[r->how[round]]);
	add_note(note, text);
	free(text);
}

static char *
method_name(const struct vote_rank_ask *ask, const struct ccr_profile *p)
{
	static const char *const names[] = {
		[VOTE_BORDA] = "borda",
		[VOTE_PLURALITY] = "plurality",
		[VOTE_APPROVAL] = "approval",
		[VOTE_COPELAND] = "copeland",
		[VOTE_SCHULZE] = "schulze/winning-votes",
		[VOTE_RANKED_PAIRS] = "ranked-pairs/winning-votes",
		[VOTE_KEMENY] = "kemeny",
		[VOTE_IRV] = "irv",
	};

	if (ask->method == VOTE_NGT)
		return ccr_printf("ngt/%zu", ask->choices);
	if (ask->method == VOTE_APPROVAL && p->points)
		return ccr_strdup("approval/dots");
	return ccr_strdup(names[ask->method]);
}

/* The least votes that keep an option: given, or by the size of the team. */
static double
votes_needed(const struct vote_rank_ask *ask, double ballots)
{
	if (!ask->keep_team)
		return ask->keep;
	return ballots >= 15 ? 5 : ballots >= 10 ? 4 : ballots >= 6 ? 3 : ballots >= 4 ? 2 : 0;
}

struct results {
	const struct vote_rank_ask *ask;
	const struct vote_sample *sample;
	struct order order;
	struct duels duels;
	double total, *votes, *top; /* top NULL: no bootstrap */
	char *method;
	bool first;
};

static void
emit_note(struct ccr_emit *out, const struct results *r, size_t option)
{
	double needed = votes_needed(r->ask, r->total);
	struct ccr_buf note = {0};
	char text[CCR_NUM_SIZE], *line;

	if (r->votes[option] < needed) {
		ccr_num_print(text, needed);
		line = ccr_printf("not kept: fewer than %s votes", text);
		add_note(&note, line);
		free(line);
	}
	if (r->ask->method == VOTE_IRV)
		note_runoff(&note, &r->order.runoff, option);
	if (option == r->duels.winner && r->sample->profile.n_options > 1)
		add_note(&note, "Condorcet winner");
	if (r->duels.cycle && r->duels.smith[option]) {
		line = ccr_printf("no Condorcet winner: %s", r->duels.cycle);
		add_note(&note, line);
		free(line);
	}
	if (r->first && r->order.note)
		add_note(&note, r->order.note);
	ccr_emit_text(out, note.data);
	ccr_buf_release(&note);
}

static void
emit_option(struct ccr_emit *out, const struct results *r, size_t option)
{
	double share = r->top ? r->top[option] / r->ask->resamples : (double)NAN;

	ccr_emit_count(out, r->order.rank[option]);
	ccr_emit_text(out, ballots_option(r->sample->ballots, option));
	ccr_emit_number(out, r->order.score[option]);
	ccr_emit_text(out, r->method);
	ccr_emit_text(out, r->sample->by);
	ccr_emit_text(out, r->sample->group);
	ccr_emit_number(out, r->total);
	ccr_emit_number(out, r->votes[option]);
	ccr_emit_number(out, r->top ? r->ask->top : (double)NAN);
	ccr_emit_number(out, share);
	ccr_emit_number(out, sqrt(share * (1 - share) / r->ask->resamples));
	ccr_emit_number(out, r->top ? r->ask->resamples : (double)NAN);
	emit_note(out, r, option);
	ccr_emit_end(out);
}

/* Is there an answer at all, and in reasonable time? */
static bool
check(struct ccr_run *run, const struct vote_rank_ask *ask, const struct vote_sample *s)
{
	double draws = ccr_ballot_total(&s->profile) * ask->resamples;
	const char *file = run->input->source[0].name;

	if (ask->method == VOTE_KEMENY && s->profile.n_options > CCR_KEMENY_MAX)
		return ccr_err_add(run->err, CCR_DATA, file, 0, NULL,
				   "method 'kemeny' is exact for up to %d options, and there are "
				   "%zu; use schulze or ranked-pairs, or vote on fewer",
				   CCR_KEMENY_MAX, s->profile.n_options);
	if (draws > most_draws)
		return ccr_err_add(run->err, CCR_DATA, file, 0, NULL,
				   "ballots times --bootstrap are more than 1000000000 draws; "
				   "ask for fewer resamples");
	return true;
}

bool
vote_rank(struct ccr_run *run, const struct vote_rank_ask *ask, const struct vote_sample *s)
{
	size_t n = s->profile.n_options;
	struct results r = {.ask = ask, .sample = s, .total = ccr_ballot_total(&s->profile)};
	double *score;

	if (!check(run, ask, s))
		return false;
	r.order = put_in_order(ask, &s->profile);
	r.duels = compare_in_pairs(s);
	r.votes = ccr_alloc(n, sizeof *r.votes);
	r.method = method_name(ask, &s->profile);
	r.first = true;
	score = ccr_alloc(n, sizeof *score);
	ccr_ballot_named(&s->profile, r.votes);
	if (ask->method == VOTE_NGT)
		ccr_ballot_ngt(&s->profile, ask->choices, score, r.votes);
	if (ask->resamples > 0)
		r.top = resample(ask, &s->profile);
	for (size_t place = 1; place <= n; place++)
		for (size_t i = 0; i < n; i++)
			if (r.order.rank[i] == place) {
				emit_option(run->out, &r, i);
				r.first = false;
			}
	order_release(&r.order);
	free(score);
	free(r.duels.smith);
	free(r.duels.cycle);
	free(r.votes);
	free(r.top);
	free(r.method);
	return true;
}
