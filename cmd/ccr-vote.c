/* ccr-vote: ballots to one ranking.
 *
 * Reads what a team voted, a ballot a row, and puts the options in order (rank), compares them two
 * by two (pairwise), shows the rounds of instant runoff (rounds) and says how far those who voted
 * agree (concordance); for all, and for groups side by side.  Reading is in model/ballots.h, the
 * methods in decide/, the rows of rank in vote/rank.h.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/num.h"
#include "decide/condorcet.h"
#include "decide/runoff.h"
#include "stat/concordance.h"
#include "stat/dist.h"
#include "vote/rank.h"

static struct {
	struct ccr_list ranks, options, points, candidates;
	struct ccr_lists by;
	const char *limit, *keep;
	double item_limit, choices;
	int method;
	struct vote_rank_ask rank;
} o = {.choices = 5, .rank = {.seed = 1, .top = 3}};

static const struct ccr_opt options[] = {
	{'m', "method", VOTE_METHODS, "how options are ranked (default: borda)", OPT_CHOICE,
	 &o.method, "rank"},
	{0, "ranks", "COL,COL", "a column for each place, the first choice first", OPT_LIST,
	 &o.ranks, NULL},
	{0, "options", "COL,COL", "a column for each option, with its rank on the ballot", OPT_LIST,
	 &o.options, NULL},
	{0, "points", "COL,COL", "a column for each option, with its dots", OPT_LIST, &o.points,
	 NULL},
	{0, "candidates", "NAME,NAME", "the options there are; a ballot can name no other",
	 OPT_LIST, &o.candidates, NULL},
	{'b', "by", "COL[,COL]", "groups too (repeatable)", OPT_LISTS, &o.by, NULL},
	{0, "limit", "N|third", "options, or dots, that one person has (default: any number)",
	 OPT_TEXT, &o.limit, NULL},
	{0, "item-limit", "N", "dots that one person can give one option (default: any number)",
	 OPT_COUNT, &o.item_limit, NULL},
	{0, "choices", "K", "with -m ngt: places that have points (default: 5)", OPT_COUNT,
	 &o.choices, "rank"},
	{0, "keep", "N|team", "say of options with fewer votes that they are not kept", OPT_TEXT,
	 &o.keep, "rank"},
	{0, "bootstrap", "N", "draw the ballots again N times, to see how firm places are",
	 OPT_COUNT, &o.rank.resamples, "rank"},
	{0, "top", "K", "with --bootstrap: how often is an option in the first K (default: 3)",
	 OPT_COUNT, &o.rank.top, "rank"},
	{0, "seed", "N", "of chance (default: 1)", OPT_COUNT, &o.rank.seed, "rank"},
	CCR_OPT_END,
};

static const struct ccr_field pairwise_fields[] = {
	{"a", CCR_TEXT},         {"b", CCR_TEXT},       {"prefer_a", CCR_COUNT},
	{"prefer_b", CCR_COUNT}, {"tie", CCR_COUNT},    {"margin", CCR_NUMBER},
	{"path_a", CCR_COUNT},   {"path_b", CCR_COUNT}, {"by", CCR_TEXT},
	{"group", CCR_TEXT},     {"n", CCR_COUNT},      {"note", CCR_TEXT},
};

static const struct ccr_field rounds_fields[] = {
	{"round", CCR_COUNT},     {"option", CCR_TEXT}, {"votes", CCR_NUMBER}, {"share", CCR_SHARE},
	{"state", CCR_TEXT},      {"by", CCR_TEXT},     {"group", CCR_TEXT},   {"n", CCR_COUNT},
	{"exhausted", CCR_COUNT}, {"note", CCR_TEXT},
};

static const struct ccr_field concordance_fields[] = {
	{"by", CCR_TEXT},     {"group", CCR_TEXT},  {"n", CCR_COUNT},  {"options", CCR_COUNT},
	{"w", CCR_NUMBER},    {"chi2", CCR_NUMBER}, {"df", CCR_COUNT}, {"p", CCR_NUMBER},
	{"method", CCR_TEXT}, {"note", CCR_TEXT},
};

/* A whole number of 1 or more, or the word. */
static bool
number_or(struct ccr_run *run, const char *option, const char *text, const char *word,
	  double *number, bool *is_word)
{
	*is_word = text && strcmp(text, word) == 0;
	if (!text || *is_word || !ccr_num_parse_whole(text, strlen(text), 1, 0x1p53, number))
		return true;
	return ccr_usage(run, "option '--%s': expected a whole number of 1 or more, or '%s'",
			 option, word);
}

/* A third of the options, and 20 at most, with 3 dots on one option: the usual rule for dots. */
static bool
limit_third(struct ccr_run *run, struct ballots_ask *ask)
{
	size_t n = ask->columns->n;

	if (ask->form == BALLOTS_TEXT || ask->form == BALLOTS_RANKS) {
		n = o.candidates.n;
		if (n == 0)
			return ccr_usage(run, "option '--limit=third': --candidates has to say "
					      "how many options there are");
	}
	n = n < 3 ? 1 : n > 60 ? 20 : n / 3;
	ask->limit = (double)n;
	if (!ccr_given(run, "item-limit"))
		ask->item_limit = 3;
	return true;
}

static bool
check_numbers(struct ccr_run *run)
{
	if (ccr_given(run, "item-limit") && o.points.n == 0)
		return ccr_usage(run, "--item-limit goes with --points");
	if (ccr_given(run, "choices") && (enum vote_method)o.method != VOTE_NGT)
		return ccr_usage(run, "--choices goes with --method=ngt");
	if (!(o.choices >= 1 && o.choices <= BALLOTS_OPTIONS_MAX))
		return ccr_usage(run, "option '--choices': expected 1 to %d", BALLOTS_OPTIONS_MAX);
	if (ccr_given(run, "bootstrap") && o.rank.resamples < 1)
		return ccr_usage(run, "option '--bootstrap': expected 1 or more");
	if (o.rank.top < 1)
		return ccr_usage(run, "option '--top': expected 1 or more");
	if (!ccr_given(run, "bootstrap") && (ccr_given(run, "top") || ccr_given(run, "seed")))
		return ccr_usage(run, "--top and --seed go with --bootstrap");
	return true;
}

/* What the options say of the ballots. */
static bool
ask_ballots(struct ccr_run *run, struct ballots_ask *ask)
{
	int forms = (o.ranks.n > 0) + (o.options.n > 0) + (o.points.n > 0);
	bool third;

	if (forms > 1)
		return ccr_usage(run, "--ranks, --options and --points are three ways to write "
				      "ballots: give one");
	if (o.candidates.n > 0 && o.options.n + o.points.n > 0)
		return ccr_usage(run, "--candidates does not go with --options and --points, "
				      "which name the options");
	ask->form = o.ranks.n     ? BALLOTS_RANKS
		    : o.options.n ? BALLOTS_OPTIONS
		    : o.points.n  ? BALLOTS_POINTS
				  : BALLOTS_TEXT;
	ask->columns = o.ranks.n ? &o.ranks : o.options.n ? &o.options : &o.points;
	ask->candidates = &o.candidates;
	ask->by = &o.by;
	ask->limit = (double)INFINITY;
	ask->item_limit = ccr_given(run, "item-limit") ? o.item_limit : (double)INFINITY;
	if (!number_or(run, "limit", o.limit, "third", &ask->limit, &third) ||
	    !number_or(run, "keep", o.keep, "team", &o.rank.keep, &o.rank.keep_team))
		return false;
	o.rank.method = (enum vote_method)o.method;
	o.rank.choices = (size_t)o.choices;
	return check_numbers(run) && (!third || limit_third(run, ask));
}

/* Prints what one group voted. */
typedef bool emit_sample(struct ccr_run *, const struct vote_sample *);

/* Reads all ballots, then does each group: the whole first, then those of each -b. */
static bool
count_ballots(struct ccr_run *run, emit_sample *emit)
{
	struct ballots b = {0};
	struct ballots_ask ask;
	bool good = ask_ballots(run, &ask) && ballots_read(&b, run->input, &ask, run->err);

	for (size_t i = 0; good && i < b.n_groupings; i++) {
		const struct ccr_group *group = &b.grouping[i].group;
		uint32_t *order = ccr_group_order(group);
		for (size_t k = 0; good && k < ccr_group_count(group); k++) {
			struct vote_sample s = {&b, ballots_profile(&b, i, order[k]),
						group->by_text, ccr_group_label(group, order[k])};
			if (s.profile.n_ballots > 0)
				good = emit(run, &s);
			ballots_profile_release(&s.profile);
		}
		free(order);
	}
	ballots_release(&b);
	return good;
}

static bool
emit_rank(struct ccr_run *run, const struct vote_sample *s)
{
	return vote_rank(run, &o.rank, s);
}

static bool
emit_pairs(struct ccr_run *run, const struct vote_sample *s)
{
	size_t n = s->profile.n_options;
	double *prefer = ccr_alloc(n * n, sizeof *prefer), *path = ccr_alloc(n * n, sizeof *path),
	       total = ccr_ballot_total(&s->profile);
	struct ccr_emit *out = run->out;

	ccr_pairwise(&s->profile, prefer);
	ccr_schulze_paths(prefer, n, path);
	for (size_t a = 0; a < n; a++)
		for (size_t b = a + 1; b < n; b++) {
			double with = prefer[a * n + b], against = prefer[b * n + a];
			ccr_emit_text(out, ballots_option(s->ballots, a));
			ccr_emit_text(out, ballots_option(s->ballots, b));
			ccr_emit_number(out, with);
			ccr_emit_number(out, against);
			ccr_emit_number(out, total - with - against);
			ccr_emit_number(out, with - against);
			ccr_emit_number(out, path[a * n + b]);
			ccr_emit_number(out, path[b * n + a]);
			ccr_emit_text(out, s->by);
			ccr_emit_text(out, s->group);
			ccr_emit_number(out, total);
			ccr_emit_text(out, with == against ? "a tie" : NULL);
			ccr_emit_end(out);
		}
	free(prefer);
	free(path);
	return true;
}

static void
emit_round(struct ccr_emit *out, const struct vote_sample *s, const struct ccr_runoff *r,
	   size_t round, size_t option)
{
	static const char *const how[] = {
		[CCR_OUT_FEWEST] = NULL,
		[CCR_OUT_TOGETHER] = "tied; together fewer votes than the next has: all go",
		[CCR_OUT_EARLIER] = "tied; fewest votes in the nearest earlier round that differs",
		[CCR_OUT_BORDA] = "tied, also in earlier rounds; fewest Borda points",
		[CCR_OUT_ORDER] = "tied, also in earlier rounds and Borda points; the last option",
		[CCR_OUT_NOBODY] = NULL,
	};
	bool goes = r->out[option] == round, last = round + 1 == r->n_rounds, tie = r->n_left > 1;
	double total = ccr_ballot_total(&s->profile), left = total - r->exhausted[round],
	       votes = r->votes[round * s->profile.n_options + option];

	ccr_emit_count(out, round + 1);
	ccr_emit_text(out, ballots_option(s->ballots, option));
	ccr_emit_number(out, votes);
	ccr_emit_number(out, left > 0 ? votes / left : (double)NAN);
	ccr_emit_text(out, goes ? "out" : !last ? "in" : tie ? "tied" : "first");
	ccr_emit_text(out, s->by);
	ccr_emit_text(out, s->group);
	ccr_emit_number(out, total);
	ccr_emit_number(out, r->exhausted[round]);
	ccr_emit_text(out, goes       ? how[r->how[round]]
			   : left > 0 ? NULL
				      : "no share: every ballot is exhausted");
	ccr_emit_end(out);
}

static bool
emit_rounds(struct ccr_run *run, const struct vote_sample *s)
{
	size_t n = s->profile.n_options;
	struct ccr_runoff r = ccr_runoff(&s->profile);

	for (size_t round = 0; round < r.n_rounds; round++)
		for (size_t i = 0; i < n; i++)
			if (!isnan(r.votes[round * n + i]))
				emit_round(run->out, s, &r, round, i);
	ccr_runoff_release(&r);
	return true;
}

static bool
emit_concordance(struct ccr_run *run, const struct vote_sample *s)
{
	const struct ccr_profile *p = &s->profile;
	size_t cells = p->n_ballots * p->n_options;
	double *value = ccr_alloc(cells, sizeof *value);
	struct ccr_concordance c;
	struct ccr_emit *out = run->out;

	for (size_t i = 0; i < cells; i++)
		value[i] = (double)p->level[i];
	c = ccr_concordance(value, p->count, p->n_ballots, p->n_options);
	free(value);
	ccr_emit_text(out, s->by);
	ccr_emit_text(out, s->group);
	ccr_emit_number(out, c.raters);
	ccr_emit_count(out, p->n_options);
	ccr_emit_number(out, c.w);
	ccr_emit_number(out, c.chi2);
	ccr_emit_number(out, c.df);
	ccr_emit_number(out, c.p);
	ccr_emit_text(out, "kendall w with ties");
	ccr_emit_text(out, p->n_options < 2 ? "one option: nothing to agree on"
			   : c.raters < 2   ? "one ballot: nobody to agree with"
			   : isnan(c.w)     ? "every ballot ties all options"
			   : c.raters <= 6  ? "p is rough with so few ballots"
					    : NULL);
	ccr_emit_end(out);
	return true;
}

static bool
rank(struct ccr_run *run)
{
	return count_ballots(run, emit_rank);
}

static bool
pairwise(struct ccr_run *run)
{
	return count_ballots(run, emit_pairs);
}

static bool
rounds(struct ccr_run *run)
{
	return count_ballots(run, emit_rounds);
}

static bool
concordance(struct ccr_run *run)
{
	return count_ballots(run, emit_concordance);
}

static const struct ccr_verb verbs[] = {
	{"rank", "the options in order", rank, vote_rank_fields, VOTE_RANK_FIELDS, 0},
	{"pairwise", "how many prefer each option to each other", pairwise, pairwise_fields,
	 CCR_LEN(pairwise_fields), 0},
	{"rounds", "the rounds of instant runoff", rounds, rounds_fields, CCR_LEN(rounds_fields),
	 0},
	{"concordance", "do those who voted agree? (Kendall's W)", concordance, concordance_fields,
	 CCR_LEN(concordance_fields), 0},
	CCR_VERB_END,
};

int
main(int argc, char *argv[])
{
	static ccr_library *const used[] = {ccr_gsl_library, NULL};
	static const struct ccr_program program = {
		"ccr-vote", "ballots to one ranking", "[FILE]...", options, verbs, NULL, used,
	};

	return ccr_main(&program, argc, argv);
}
