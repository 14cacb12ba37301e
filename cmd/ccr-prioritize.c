/* ccr-prioritize: from evidence to an agreed order.
 *
 * Takes the values of each criterion of a criteria/1 document from any number of row files, side by
 * side, so that the results of other programs go in as they are, and ranks the items by one of
 * thirteen methods.  The verbs are in lib/prioritize.
 */
#include "decide/lp.h"
#include "prioritize/rank.h"
#include "prioritize/robust.h"
#include "prioritize/weights.h"

static struct prioritize_rank_ask ask = {.how = {.v = 0.5}};
static struct prioritize_robust_ask robust_ask = {
	.draws = 10000, .seed = 1, .spread = 0.25, .level = 0.95};
static struct prioritize_weights_ask weights_ask;
static const char *criteria;

/* The verbs that score items, and those that are about weights. */
#define SCORED "rank|robust"
#define WEIGHED "weights|consistency"

static const struct ccr_opt options[] = {
	{'c', "criteria", "FILE", "what makes a problem a priority (criteria/1)", OPT_FILE,
	 &criteria, "rank|robust|weights"},
	{'m', "method", PRIORITIZE_METHODS, "how scores are made (default: wsm)", OPT_CHOICE,
	 &ask.how.method, SCORED},
	{0, "normalize", "minmax|vector|sum|max|none",
	 "how values are scaled (default: minmax; vector for topsis, sum for wpm)", OPT_CHOICE,
	 &ask.how.normalize, SCORED},
	{0, "cost", "invert|max-x|as-is",
	 "what becomes of a cost before it is scaled (default: max-x for wsm, invert for wpm, else "
	 "as-is)",
	 OPT_CHOICE, &ask.how.cost, SCORED},
	{0, "v", "V",
	 "of vikor: what the sum of regrets counts, the rest the largest (default: 0.5)",
	 OPT_NUMBER, &ask.how.v, SCORED},
	{0, "concordance", "C[,C,C]",
	 "of electre1 (default: 0.65) and electre2 (0.65,0.5,0.35): how much has to speak for it",
	 OPT_NUMBERS, &ask.how.concordance, SCORED},
	{0, "discordance", "D[,D]",
	 "of electre1 (default: 0.35) and electre2 (0.65,0.35): how much may speak against it",
	 OPT_NUMBERS, &ask.how.discordance, SCORED},
	{0, "scale", "10|5", "of carver: the highest score (default: 10)", OPT_CHOICE,
	 &ask.how.scale, SCORED},
	{0, "matrix", "FILE", "of matrix: rows of probability,severity,level", OPT_FILE,
	 &ask.how.matrix, SCORED},
	{0, "cut", "NEED,FEASIBILITY", "of grid: from where on need and feasibility are high",
	 OPT_NUMBERS, &ask.how.cut, SCORED},
	{0, "scale-range", "LOW,HIGH", "of grid: the scale, whose middle is the cut", OPT_NUMBERS,
	 &ask.how.range, SCORED},
	{0, "explain", NULL, "a row for each item and criterion: what it contributes", OPT_FLAG,
	 &ask.explain, "rank"},
	{0, "pairs", NULL, "a row for each two items: how they compare (promethee, electre)",
	 OPT_FLAG, &ask.pairs, "rank"},
	{0, "weights", "FILE", "rows of criterion,weight, instead of the document's", OPT_FILE,
	 &ask.how.weights, SCORED},
	{0, "show", PRIORITIZE_SHOWS, "which table (default: places)", OPT_CHOICE, &robust_ask.show,
	 "robust"},
	{0, "spread", "X", "how far weights may be from those given (default: 0.25)", OPT_NUMBER,
	 &robust_ask.spread, "robust"},
	{0, "any-weights", NULL, "all weights are equally likely", OPT_FLAG,
	 &robust_ask.any_weights, "robust"},
	{0, "draws", "N", "how often weights are drawn (default: 10000)", OPT_COUNT,
	 &robust_ask.draws, "robust"},
	{0, "seed", "N", "of the draws (default: 1)", OPT_COUNT, &robust_ask.seed, "robust"},
	{0, "level", "X", "the share of draws in which a firm place stays (default: 0.95)",
	 OPT_NUMBER, &robust_ask.level, "robust"},
	{0, "stakeholders", "FILE", "rows of group,criterion,weight: each is left out once",
	 OPT_FILE, &robust_ask.stakeholders, "robust"},
	{'m', "method", PRIORITIZE_WEIGHINGS, "what the rows say of the criteria (default: ahp)",
	 OPT_CHOICE, &weights_ask.method, "weights"},
	{'m', "method", PRIORITIZE_CONSISTENCIES, "what the rows say (default: ahp)", OPT_CHOICE,
	 &weights_ask.method, "consistency"},
	{'b', "by", "COL[,COL]", "weights within groups of stakeholders", OPT_LIST, &weights_ask.by,
	 WEIGHED},
	{0, "derive", PRIORITIZE_DERIVES, "how pairs give weights (default: eigen)", OPT_CHOICE,
	 &weights_ask.derive, "weights"},
	{0, "ri", CCR_AHP_RI_NAMES, "whose random indices (default: alonso2006)", OPT_CHOICE,
	 &weights_ask.ri, WEIGHED},
	{0, "group", PRIORITIZE_JOINS,
	 "join judgements or weights of several stakeholders (default: aij)", OPT_CHOICE,
	 &weights_ask.join, WEIGHED},
	CCR_OPT_END,
};

static bool
rank(struct ccr_run *run)
{
	return prioritize_rank(run, &ask);
}

static bool
robust(struct ccr_run *run)
{
	robust_ask.how = ask.how;
	return prioritize_robust(run, &robust_ask);
}

static bool
weights(struct ccr_run *run)
{
	return prioritize_weights(run, &weights_ask);
}

static bool
consistency(struct ccr_run *run)
{
	return prioritize_consistency(run, &weights_ask);
}

static const struct ccr_verb verbs[] = {
	{"rank", "the items in order of priority", rank, prioritize_rank_fields,
	 PRIORITIZE_RANK_FIELDS, 0},
	{"robust", "which places are firm", robust, prioritize_robust_fields,
	 PRIORITIZE_ROBUST_FIELDS, 0},
	{"weights", "how much each criterion counts, from what people say", weights,
	 prioritize_weights_fields, PRIORITIZE_WEIGHTS_FIELDS, 0},
	{"consistency", "do their judgements fit together, and which do not?", consistency,
	 prioritize_consistency_fields, PRIORITIZE_CONSISTENCY_FIELDS, 0},
	CCR_VERB_END,
};

int
main(int argc, char *argv[])
{
	static ccr_library *const used[] = {ccr_lp_library, NULL};
	static const struct ccr_kind *const kinds[] = {&criteria_kind, NULL};
	static const struct ccr_program program = {
		"ccr-prioritize",
		"from evidence to an agreed order",
		"FILE...",
		options,
		verbs,
		kinds,
		used,
	};

	return ccr_main(&program, argc, argv);
}
