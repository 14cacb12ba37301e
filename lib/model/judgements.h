/* judgements.h: what people say of criteria, from rows: pairs, best and worst, points or ranks.
 *
 * Pairs come as rows a,b,judgement (how many times as much a counts as b; 3 or 1/3; one row for
 * each pair is enough) or as a square matrix whose first column names the criterion of the row and
 * whose others are called as the criteria.  The rest are rows of criterion and its values.  A
 * column stakeholder says whose judgement a row is; without one all are one person's.
 * Zero-initialise; release what was read.
 */
#ifndef CCR_MODEL_JUDGEMENTS_H
#define CCR_MODEL_JUDGEMENTS_H

#include "data/cursor.h"
#include "data/group.h"

enum judgements_kind {
	JUDGEMENTS_PAIRS,
	JUDGEMENTS_BEST_WORST, /* best_to_others, others_to_worst: 1 or more */
	JUDGEMENTS_SWING,      /* points: 0 to 100 */
	JUDGEMENTS_POINTS,     /* points: 0 or more */
	JUDGEMENTS_RANKS,      /* rank: above 0 */
};

/* One cell that was read. */
struct judgement {
	uint32_t a, b; /* criteria; b only of pairs */
	double value[2];
	const char *file;
	size_t line;
};

/* One stakeholder in one group. */
struct judge {
	uint32_t group;
	const char *name; /* NULL: no column says */
	struct judgement *said;
	size_t n, cap;
	double *value;      /* after reading: n x n of pairs, 2 x n of best and worst, else n */
	size_t best, worst; /* criteria, of best and worst */
};

struct judgements {
	enum judgements_kind kind;
	struct ccr_dict criterion;
	struct judgement_place {
		const char *file;
		size_t line;
	} * seen; /* where each criterion was first met; line 0: in a header */
	size_t seen_cap;
	struct ccr_group group;
	struct ccr_dict names, key; /* of stakeholders; of group and stakeholder, as bytes */
	struct judge *judge;        /* in the order they were met */
	size_t n, cap;
};

/* False with err filled on bad rows: a judgement that is not above 0 or too large, a pair that is
 * judged twice, a value and its counterpart that are not each other's reciprocal (to 0.5 %; the one
 * above 1 counts), a criterion that a stakeholder leaves out, points that are all 0, more than 200
 * criteria.  by is borrowed. */
bool judgements_read(struct judgements *, struct ccr_input *, enum judgements_kind,
		     const struct ccr_list *by, struct ccr_err *);
void judgements_release(struct judgements *);

#endif
