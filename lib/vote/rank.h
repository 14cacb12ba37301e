/* rank.h: 'ccr-vote rank': the options of one group in order, by one of nine methods. */
#ifndef CCR_VOTE_RANK_H
#define CCR_VOTE_RANK_H

#include "model/ballots.h"
#include "program.h"

enum vote_method {
	VOTE_BORDA,
	VOTE_PLURALITY,
	VOTE_APPROVAL,
	VOTE_NGT,
	VOTE_COPELAND,
	VOTE_SCHULZE,
	VOTE_RANKED_PAIRS,
	VOTE_KEMENY,
	VOTE_IRV
};
#define VOTE_METHODS "borda|plurality|approval|ngt|copeland|schulze|ranked-pairs|kemeny|irv"

struct vote_rank_ask {
	enum vote_method method;
	size_t choices;        /* places that have points with ngt */
	bool keep_team;        /* how many votes an option needs goes by the number of ballots */
	double keep;           /* votes it needs; 0: none */
	double resamples, top; /* of the bootstrap; 0 resamples: none */
	double seed;
};

/* The ballots of one group. */
struct vote_sample {
	const struct ballots *ballots;
	struct ccr_profile profile;
	const char *by, *group; /* NULL: the whole sample */
};

enum { VOTE_RANK_FIELDS = 13 };
extern const struct ccr_field vote_rank_fields[VOTE_RANK_FIELDS];

/* False after noting why the method is refused. */
bool vote_rank(struct ccr_run *, const struct vote_rank_ask *, const struct vote_sample *);

#endif
