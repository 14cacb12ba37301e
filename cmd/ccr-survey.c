/* ccr-survey: what the community said.
 *
 * Reads one row per respondent and estimates, from samples drawn in strata, clusters and stages or
 * given with replicate weights, shares, means, totals, quantiles and ratios (tab).  Errors as those
 * of R's survey package, which the tests hold it to.  Missing answers are counted apart, never in
 * the base.  The verbs are in lib/survey.
 */
#include "stat/dist.h"
#include "survey/tab.h"

static struct survey_ask ask;
static struct tab_ask tab_ask = {.alpha = 0.05};

static const struct ccr_opt options[] = {
	{'q', "questions", "COL[,COL]",
	 "the questions (default: those of the codebook, else every column with at most 20 "
	 "answers)",
	 OPT_LIST, &ask.questions, NULL},
	{'n', "numbers", "COL[,COL]", "questions whose answers are numbers", OPT_LIST, &ask.numbers,
	 NULL},
	{0, "ratio", "COL,COL", "the total of the first over that of the second (repeatable)",
	 OPT_LISTS, &ask.ratios, "tab"},
	{'s', "statistic", "NAME[,NAME]",
	 "proportion, mentions, top, bottom, net, nps, mean, total, quantile or ratio (default: by "
	 "the type of the question)",
	 OPT_LIST, &tab_ask.statistics, "tab"},
	{'b', "by", "COL[,COL]", "estimate within groups too (repeatable)", OPT_LISTS, &ask.by,
	 NULL},
	{0, "where", "COL=VALUE", "only these respondents, in the design of all (repeatable)",
	 OPT_TEXTS, &ask.where, NULL},
	{'w', "weight", "COL", "the weight of each respondent", OPT_TEXT, &ask.sample.weight, NULL},
	{0, "strata", "COL[,COL]", "the stratum of each respondent, one column for each stage",
	 OPT_LIST, &ask.sample.strata, NULL},
	{0, "cluster", "COL[,COL]",
	 "the sampling unit (household, school) of each respondent, one for each stage", OPT_LIST,
	 &ask.sample.cluster, NULL},
	{0, "fpc", "COL[,COL]",
	 "sampling units in the population of the stratum, or the share sampled, one for each "
	 "stage",
	 OPT_LIST, &ask.sample.fpc, NULL},
	{0, "lonely", "remove|certainty|adjust|average",
	 "what a stratum with one sampling unit counts (default: refused)", OPT_CHOICE,
	 &ask.sample.lonely, NULL},
	{0, "repweights", "GLOB", "the columns of replicate weights, such as 'rw*'", OPT_TEXT,
	 &ask.sample.repweights, NULL},
	{0, "reptype", "brr|fay|jk1|jkn|bootstrap|sdr", "how they were made", OPT_CHOICE,
	 &ask.sample.reptype, NULL},
	{0, "rho", "X", "Fay's factor, for --reptype=fay", OPT_NUMBER, &ask.sample.rho, NULL},
	{0, "rscales", "X[,X]", "what the square of each replicate counts", OPT_NUMBERS,
	 &ask.sample.rscales, NULL},
	{0, "mse", NULL, "squares about the estimate, not about the replicates' mean", OPT_FLAG,
	 &ask.sample.mse, NULL},
	{0, "ci", "beta|wilson|logit|asin|wald|likelihood",
	 "interval of shares (default: beta with strata, clusters, fpc or replicates, else wilson)",
	 OPT_CHOICE, &tab_ask.ci, "tab"},
	{0, "quantiles", "P[,P]", "which quantiles (default: 0.25,0.5,0.75)", OPT_NUMBERS,
	 &tab_ask.quantiles, "tab"},
	{0, "qrule", "math|school|shahvaish|hf1|hf2|hf3|hf4|hf5|hf6|hf7|hf8|hf9",
	 "what a quantile is (default: math)", OPT_CHOICE, &tab_ask.qrule, "tab"},
	{0, "missing", "drop|show", "rows for the kinds of missing answers (default: drop)",
	 OPT_CHOICE, &tab_ask.missing, "tab"},
	{0, "letters", "none|bonferroni",
	 "compare the groups of each -b in pairs, with this correction", OPT_CHOICE,
	 &tab_ask.letters, "tab"},
	{0, "alpha", "P", "below which p a letter is given (default: 0.05)", OPT_NUMBER,
	 &tab_ask.alpha, "tab"},
	{0, "flag", "nchs", "say which shares are too uncertain to be shown", OPT_CHOICE,
	 &tab_ask.flag, "tab"},
	{0, "min-count", "N", "withhold options that fewer respondents chose", OPT_COUNT,
	 &tab_ask.min_count, "tab"},
	{0, "multi", "SEP", "a cell may hold several answers, separated by SEP", OPT_TEXT,
	 &ask.multi, NULL},
	{'c', "codebook", "FILE", "what the questions mean (codebook/1)", OPT_FILE, &ask.codebook,
	 NULL},
	{0, "dialect", CCR_DIALECTS, "whose export the rows are (default: auto)", OPT_CHOICE,
	 &ask.dialect, NULL},
	{0, "header-rows", "N", "rows before the answers (default: as the dialect has)", OPT_COUNT,
	 &ask.header_rows, NULL},
	{0, "encoding", CCR_ENCODINGS, "how CSV is encoded (default: utf-8)", OPT_CHOICE,
	 &ask.encoding, NULL},
	CCR_OPT_END,
};

/* What only the frame knows of the options. */
static void
note_given(struct ccr_run *run)
{
	ask.sample.lonely_given = ccr_given(run, "lonely");
	ask.sample.reptype_given = ccr_given(run, "reptype");
	ask.sample.rho_given = ccr_given(run, "rho");
}

static bool
tab(struct ccr_run *run)
{
	note_given(run);
	return survey_tab(run, &ask, &tab_ask);
}

static const struct ccr_verb verbs[] = {
	{"tab", "shares, means, totals, quantiles", tab, survey_tab_fields, SURVEY_TAB_FIELDS, 0},
	CCR_VERB_END,
};

int
main(int argc, char *argv[])
{
	static const struct ccr_kind *const kinds[] = {&codebook_kind, NULL};
	static const struct ccr_program program = {
		"ccr-survey", "what the community said", "[FILE]...", options, verbs,
		kinds,        ccr_gsl_library,
	};

	return ccr_main(&program, argc, argv);
}
