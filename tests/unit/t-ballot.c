/* t-ballot.c: methods of voting by hand, and properties on random ballots. */
#include "unit.h"

#include "decide/ballot.h"
#include "decide/condorcet.h"
#include "decide/runoff.h"
#include "stat/concordance.h"

#define U CCR_UNRANKED
enum { MOST = 6, BALLOTS = 12 };

static void
close_to(double seen, double expected)
{
	if (!(fabs(seen - expected) <= 1e-12 * fmax(1, fabs(expected))))
		fail_msg("%.17g, but %.17g was expected", seen, expected);
}

/* Four like A > B = C, and D not named; two name C alone; one ties B and D first. */
static const uint32_t some_level[] = {0, 1, 1, U, U, U, 0, U, U, 0, U, 0};
static const double some_count[] = {4, 2, 1};
static const struct ccr_profile some = {4, 3, some_level, NULL, some_count};

static void
one_at_a_time(void **state)
{
	double score[4], votes[4];

	(void)state;
	assert_true(ccr_ballot_total(&some) == 7);
	ccr_ballot_plurality(&some, score);
	close_to(score[0], 4);
	close_to(score[1], 0.5);
	close_to(score[2], 2);
	close_to(score[3], 0.5);
	ccr_ballot_named(&some, score);
	assert_true(score[0] == 4 && score[1] == 5 && score[2] == 6 && score[3] == 1);
	ccr_ballot_approval(&some, score);
	assert_true(score[0] == 4 && score[1] == 5 && score[2] == 6 && score[3] == 1);
	/* Borda: 4 x (3, 1.5, 1.5, 0), 2 x (1, 1, 3, 1), 1 x (0.5, 2.5, 0.5, 2.5) */
	ccr_ballot_borda(&some, score);
	close_to(score[0], 14.5);
	close_to(score[1], 10.5);
	close_to(score[2], 12.5);
	close_to(score[3], 4.5);
	/* Two places with points: the second is shared by B and C, the first by B and D. */
	ccr_ballot_ngt(&some, 2, score, votes);
	close_to(score[0], 8);
	close_to(score[1], 4 * 0.5 + 1.5);
	close_to(score[2], 4 * 0.5 + 2 * 2);
	close_to(score[3], 1.5);
	assert_true(votes[0] == 4 && votes[1] == 5 && votes[2] == 6 && votes[3] == 1);
	ccr_ballot_ngt(&some, 1, score, votes);
	assert_true(score[0] == 4 && score[1] == 0.5 && score[2] == 2 && votes[1] == 1);
}

static void
dots(void **state)
{
	const uint32_t level[] = {0, 1, U, U, 0, 0};
	const double points[] = {3, 1, 0, 0, 2, 2}, count[] = {1, 2};
	const struct ccr_profile p = {3, 2, level, points, count};
	double score[3];

	(void)state;
	ccr_ballot_approval(&p, score);
	assert_true(score[0] == 3 && score[1] == 5 && score[2] == 4);
}

static void
ranks_are_shared(void **state)
{
	const double score[] = {1, 3, 1 + 1e-10, 2, 3};
	size_t rank[5];

	(void)state;
	ccr_ballot_rank(score, 5, 1e-9, rank);
	assert_true(rank[0] == 4 && rank[1] == 1 && rank[2] == 4 && rank[3] == 3 && rank[4] == 1);
	ccr_ballot_rank(score, 5, 0, rank);
	assert_true(rank[0] == 5 && rank[2] == 4);
}

/* A matrix of preferences from its rows. */
static const double circle[] = {0, 6, 3, 9, 4, 0, 7, 9, 7, 3, 0, 9, 1, 1, 1, 0};

static void
a_cycle_above_one_more(void **state)
{
	bool member[4], above[16];
	size_t cycle[4], rank[4];
	double score[4], path[16];

	(void)state;
	assert_int_equal(ccr_condorcet_winner(circle, 4), 4);
	assert_int_equal(ccr_smith_set(circle, 4, member), 3);
	assert_true(member[0] && member[1] && member[2] && !member[3]);
	assert_int_equal(ccr_condorcet_cycle(circle, 4, member, cycle), 3);
	assert_true(cycle[0] == 0 && cycle[1] == 1 && cycle[2] == 2);
	ccr_copeland(circle, 4, score);
	assert_true(score[0] == 1 && score[1] == 1 && score[2] == 1 && score[3] == -3);
	/* A 6 B, B 7 C, C 7 A: the weakest win is A's over B, so B > C > A */
	ccr_schulze_paths(circle, 4, path);
	assert_true(path[0 * 4 + 1] == 6 && path[1 * 4 + 0] == 7 && path[0 * 4 + 2] == 6);
	ccr_schulze(path, 4, above);
	ccr_order_rank(above, 4, score, rank);
	assert_true(rank[0] == 3 && rank[1] == 1 && rank[2] == 2 && rank[3] == 4);
	assert_true(score[0] == 1 && score[1] == 3 && score[2] == 2 && score[3] == 0);
	assert_int_equal(ccr_ranked_pairs(circle, 4, above), 0);
	ccr_order_rank(above, 4, score, rank);
	assert_true(rank[0] == 3 && rank[1] == 1 && rank[2] == 2 && rank[3] == 4);
}

static void
ties_in_pairs(void **state)
{
	/* A and B tie, both beat C */
	const double prefer[] = {0, 2, 3, 2, 0, 3, 1, 1, 0}, one[] = {0};
	bool member[3], above[9];
	size_t cycle[3], rank[3];
	double score[3];
	struct ccr_kemeny kemeny;

	(void)state;
	assert_int_equal(ccr_smith_set(prefer, 3, member), 2);
	assert_int_equal(ccr_condorcet_cycle(prefer, 3, member, cycle), 2);
	assert_true(cycle[0] == 0 && cycle[1] == 1);
	assert_int_equal(ccr_ranked_pairs(prefer, 3, above), 0);
	ccr_order_rank(above, 3, score, rank);
	assert_true(rank[0] == 1 && rank[1] == 1 && rank[2] == 3);
	kemeny = ccr_kemeny(prefer, 3, above);
	assert_true(kemeny.score == 8 && kemeny.all == 12 && kemeny.n == 2);
	ccr_order_rank(above, 3, score, rank);
	assert_true(rank[0] == 1 && rank[1] == 1 && rank[2] == 3);
	assert_int_equal(ccr_condorcet_winner(one, 1), 0);
	assert_int_equal(ccr_smith_set(one, 1, member), 1);
	assert_int_equal(ccr_condorcet_cycle(one, 1, member, cycle), 0);
	kemeny = ccr_kemeny(one, 1, above);
	assert_true(kemeny.score == 0 && kemeny.n == 1);
}

/* Wins of one size in a circle hold nobody; a smaller win that is left is counted. */
static void
ranked_pairs_of_one_size(void **state)
{
	const double prefer[] = {0, 2, 1, 1.9, 1, 0, 2, 1.9, 2, 1, 0, 1.9, 1, 1, 1, 0};
	bool above[16];
	size_t rank[4];
	double score[4];

	(void)state;
	assert_int_equal(ccr_ranked_pairs(prefer, 4, above), 3);
	ccr_order_rank(above, 4, score, rank);
	assert_true(rank[0] == 1 && rank[1] == 1 && rank[2] == 1 && rank[3] == 4);
}

static void
check_runoff(const struct ccr_profile *p, size_t n_rounds, const enum ccr_runoff_how *how,
	     const size_t *out)
{
	struct ccr_runoff r = ccr_runoff(p);

	assert_int_equal(r.n_rounds, n_rounds);
	for (size_t i = 0; i < n_rounds; i++)
		assert_int_equal(r.how[i], how[i]);
	for (size_t i = 0; i < p->n_options; i++)
		assert_int_equal(r.out[i], out[i]);
	ccr_runoff_release(&r);
}

#define RUNOFF(n, level, count, how, out)                                                          \
	check_runoff(&(const struct ccr_profile){n, sizeof(count) / sizeof(double), level, NULL,   \
						 count},                                           \
		     sizeof(how) / sizeof *(how), how, out)

static void
runoff_rules(void **state)
{
	/* C and D, one vote each, have less than A's 3 and B's 4 */
	const uint32_t two[] = {0, U, U, U, U, 0, U, U, 1, U, 0, U, 1, U, U, 0};
	const double two_count[] = {3, 4, 1, 1};
	const enum ccr_runoff_how two_how[] = {CCR_OUT_TOGETHER, CCR_OUT_FEWEST};
	const size_t two_out[] = {2, 1, 0, 0};
	/* 3, 2, 2, 1: D goes to C; then A 3, B 2, C 3; B goes to nobody; a tie */
	const uint32_t tie[] = {0, U, U, U, U, 0, U, U, U, U, 0, U, U, U, 1, 0};
	const double tie_count[] = {3, 2, 2, 1};
	const enum ccr_runoff_how tie_how[] = {CCR_OUT_FEWEST, CCR_OUT_FEWEST, CCR_OUT_NOBODY};
	const size_t tie_out[] = {3, 1, 3, 0};
	/* 6, 4, 3, 1: D goes to C; B and C have 4, C had fewer before */
	const uint32_t early[] = {0, U, U, U, U, 0, U, U, U, U, 0, U, U, U, 1, 0};
	const double early_count[] = {6, 4, 3, 1};
	const enum ccr_runoff_how early_how[] = {CCR_OUT_FEWEST, CCR_OUT_EARLIER, CCR_OUT_FEWEST};
	const size_t early_out[] = {3, 2, 1, 0};
	/* 3, 2, 2: A's voters like C better than B; without that nothing tells them apart */
	const uint32_t borda[] = {0, U, 1, U, 0, U, U, U, 0};
	const uint32_t alike[] = {0, U, U, U, 0, U, U, U, 0};
	const double count[] = {3, 2, 2};
	const enum ccr_runoff_how borda_how[] = {CCR_OUT_BORDA, CCR_OUT_FEWEST},
				  alike_how[] = {CCR_OUT_ORDER, CCR_OUT_FEWEST};
	const size_t borda_out[] = {2, 0, 1}, alike_out[] = {2, 1, 0};
	/* one option; nobody named at all */
	const uint32_t lone[] = {0};
	const double once[] = {1};
	const enum ccr_runoff_how lone_how[] = {CCR_OUT_NOBODY};
	const size_t lone_out[] = {1};

	(void)state;
	RUNOFF(4, two, two_count, two_how, two_out);
	RUNOFF(4, tie, tie_count, tie_how, tie_out);
	RUNOFF(4, early, early_count, early_how, early_out);
	RUNOFF(3, borda, count, borda_how, borda_out);
	RUNOFF(3, alike, count, alike_how, alike_out);
	RUNOFF(1, lone, once, lone_how, lone_out);
}

static void
runoff_counts(void **state)
{
	struct ccr_runoff r = ccr_runoff(&some);
	double score[4];
	size_t rank[4];

	/* 4, 0.5, 2, 0.5: B and D have together 1 and go; their ballot is exhausted. */
	(void)state;
	assert_int_equal(r.n_rounds, 2);
	close_to(r.votes[1], 0.5);
	assert_true(r.exhausted[0] == 0 && r.exhausted[1] == 1);
	assert_true(isnan(r.votes[4 + 1]) && r.votes[4] == 4 && r.votes[4 + 2] == 2);
	assert_int_equal(r.n_left, 1);
	ccr_runoff_rank(&r, 4, score, rank);
	assert_true(rank[0] == 1 && rank[1] == 3 && rank[2] == 2 && rank[3] == 3);
	assert_true(score[0] == 3 && score[1] == 0 && score[2] == 2);
	ccr_runoff_release(&r);
}

/* Random weak orders of n options, so that some options are not named. */
struct random {
	uint32_t level[BALLOTS * MOST];
	double count[BALLOTS];
	struct ccr_profile p;
};

static void
draw(struct random *r, uint64_t *seed, size_t n)
{
	for (size_t b = 0; b < BALLOTS; b++) {
		r->count[b] = (double)(1 + random_bits(seed) % 3);
		for (size_t i = 0; i < n; i++) {
			uint32_t level = (uint32_t)(random_bits(seed) % (n + 1));
			r->level[b * n + i] = level == n ? U : level;
		}
	}
	/* the first place has to be 0 */
	for (size_t b = 0; b < BALLOTS; b++) {
		uint32_t least = U;
		for (size_t i = 0; i < n; i++)
			least = r->level[b * n + i] < least ? r->level[b * n + i] : least;
		for (size_t i = 0; i < n; i++)
			r->level[b * n + i] -= r->level[b * n + i] == U ? 0 : least;
	}
	r->p = (struct ccr_profile){n, BALLOTS, r->level, NULL, r->count};
}

static void
permute(const double *prefer, size_t n, size_t *order, size_t at, double *best, double *ways,
	bool *before)
{
	double score = 0;

	for (size_t i = at; i < n; i++) {
		size_t kept = order[at];
		order[at] = order[i];
		order[i] = kept;
		permute(prefer, n, order, at + 1, best, ways, before);
		order[i] = order[at];
		order[at] = kept;
	}
	if (at < n)
		return;
	for (size_t i = 0; i < n; i++)
		for (size_t k = i + 1; k < n; k++)
			score += prefer[order[i] * n + order[k]];
	if (score > *best) {
		*best = score;
		*ways = 0;
		memset(before, 0, n * n);
	}
	if (score == *best) {
		++*ways;
		for (size_t i = 0; i < n; i++)
			for (size_t k = i + 1; k < n; k++)
				before[order[i] * n + order[k]] = true;
	}
}

static void
kemeny_is_the_best_of_all_orders(void **state)
{
	uint64_t seed = 5;

	(void)state;
	for (size_t n = 1; n <= MOST; n++)
		for (int round = 0; round < 20; round++) {
			struct random r;
			double prefer[MOST * MOST], best = -1, ways = 0;
			bool above[MOST * MOST], before[MOST * MOST];
			size_t order[MOST];
			struct ccr_kemeny kemeny;
			draw(&r, &seed, n);
			ccr_pairwise(&r.p, prefer);
			for (size_t i = 0; i < n; i++)
				order[i] = i;
			permute(prefer, n, order, 0, &best, &ways, before);
			kemeny = ccr_kemeny(prefer, n, above);
			assert_true(kemeny.score == best && kemeny.n == ways);
			for (size_t i = 0; i < n; i++)
				for (size_t k = 0; k < n; k++)
					assert_true(i == k ||
						    above[i * n + k] == (before[i * n + k] &&
									 !before[k * n + i]));
		}
}

/* A Condorcet winner is first alone with every method of pairs; orders are transitive; and pairs
 * and Borda tell the same: a Borda score is the wins plus half the ties. */
static void
methods_of_pairs_agree(void **state)
{
	uint64_t seed = 9;
	size_t winners = 0;

	(void)state;
	for (int round = 0; round < 300; round++) {
		struct random r;
		enum { N = 5 };
		double prefer[N * N], path[N * N], borda[N], score[N], total;
		bool above[3][N * N], smith[N];
		size_t rank[N], winner;
		draw(&r, &seed, N);
		total = ccr_ballot_total(&r.p);
		ccr_pairwise(&r.p, prefer);
		ccr_ballot_borda(&r.p, borda);
		for (size_t a = 0; a < N; a++) {
			double sum = 0;
			for (size_t b = 0; b < N; b++)
				sum += a == b ? 0
					      : (prefer[a * N + b] + total - prefer[b * N + a]) / 2;
			close_to(borda[a], sum);
		}
		ccr_schulze_paths(prefer, N, path);
		ccr_schulze(path, N, above[0]);
		ccr_ranked_pairs(prefer, N, above[1]);
		ccr_kemeny(prefer, N, above[2]);
		winner = ccr_condorcet_winner(prefer, N);
		winners += winner < N;
		assert_true((ccr_smith_set(prefer, N, smith) == 1) == (winner < N));
		for (size_t m = 0; m < 3; m++) {
			ccr_order_rank(above[m], N, score, rank);
			for (size_t a = 0; a < N; a++) {
				assert_true(winner == N || (rank[a] == 1) == (a == winner));
				for (size_t b = 0; b < N; b++) {
					assert_false(above[m][a * N + b] && above[m][b * N + a]);
					for (size_t c = 0; c < N; c++)
						assert_true(!above[m][a * N + b] ||
							    !above[m][b * N + c] ||
							    above[m][a * N + c]);
					/* nobody outside the Smith set stands above a member */
					assert_false(smith[a] && !smith[b] && above[m][b * N + a]);
				}
			}
		}
	}
	assert_true(winners > 50 && winners < 300);
}

static void
concordance(void **state)
{
	const double alike[] = {1, 2, 3}, against[] = {1, 2, 3, 3, 2, 1}, tied[] = {7, 7, 7};
	const double one[] = {1}, two[] = {2}, each[] = {1, 1};
	struct ccr_concordance c = ccr_concordance(alike, two, 1, 3);

	(void)state;
	close_to(c.w, 1);
	close_to(c.chi2, 4);
	close_to(c.df, 2);
	close_to(c.p, exp(-2)); /* of 2 degrees of freedom */
	c = ccr_concordance(against, each, 2, 3);
	close_to(c.w, 0);
	close_to(c.p, 1);
	c = ccr_concordance(tied, two, 1, 3);
	assert_true(c.raters == 2 && isnan(c.w) && isnan(c.p));
	c = ccr_concordance(alike, one, 1, 3);
	assert_true(isnan(c.w));
	c = ccr_concordance(one, two, 1, 1);
	assert_true(isnan(c.w));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(one_at_a_time),
		cmocka_unit_test(dots),
		cmocka_unit_test(ranks_are_shared),
		cmocka_unit_test(a_cycle_above_one_more),
		cmocka_unit_test(ties_in_pairs),
		cmocka_unit_test(ranked_pairs_of_one_size),
		cmocka_unit_test(runoff_rules),
		cmocka_unit_test(runoff_counts),
		cmocka_unit_test(kemeny_is_the_best_of_all_orders),
		cmocka_unit_test(methods_of_pairs_agree),
		cmocka_unit_test(concordance),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
