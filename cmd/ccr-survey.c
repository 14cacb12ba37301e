/* ccr-survey: what the community said.
 *
 * Reads one row per respondent and estimates, from samples drawn in strata, clusters and stages or
 * given with replicate weights, shares, means, totals, quantiles and ratios (tab).  Errors as those
 * of R's survey package, which the tests hold it to.  Missing answers are counted apart, never in
 * the base.  The verbs are in lib/survey.
 */
#include "base/match.h"
#include "stat/dist.h"
#include "survey/agree.h"
#include "survey/export.h"
#include "survey/nps.h"
#include "survey/response.h"
#include "survey/scale.h"
#include "survey/tab.h"
#include "survey/test.h"
#include "survey/themes.h"

static struct survey_ask ask = {.sample = {.tolerance = 1e-9, .max_sweeps = 1000}};
static struct tab_ask tab_ask = {.alpha = 0.05};
static struct test_ask test_ask = {.adjust = 2}; /* holm */
static struct survey_scale_ask scale_ask;
static struct ccr_list nps;
static struct survey_themes_ask themes_ask;
static struct survey_agree_ask agree_ask;
static struct survey_response_ask response_ask = {.disposition = "disposition"};
static const char *count; /* of two verbs */

/* The verbs that estimate from a sample. */
#define SAMPLED "tab|test|scale"

static const struct ccr_opt options[] = {
	{'q', "questions", "COL[,COL]",
	 "the questions (default: those of the codebook, else every column with at most 20 "
	 "answers)",
	 OPT_LIST, &ask.questions, "tab|test|scale|themes"},
	{'n', "numbers", "COL[,COL]", "questions whose answers are numbers", OPT_LIST, &ask.numbers,
	 "tab|test"},
	{0, "ratio", "COL,COL", "the total of the first over that of the second (repeatable)",
	 OPT_LISTS, &ask.ratios, "tab"},
	{'s', "statistic", "NAME[,NAME]",
	 "proportion, mentions, top, bottom, net, nps, mean, total, quantile or ratio (default: by "
	 "the type of the question)",
	 OPT_LIST, &tab_ask.statistics, "tab"},
	{'b', "by", "COL[,COL]", "estimate within groups too (repeatable)", OPT_LISTS, &ask.by,
	 "tab|test"},
	{0, "where", "COL=VALUE", "only these respondents, in the design of all (repeatable)",
	 OPT_TEXTS, &ask.where, SAMPLED},
	{'w', "weight", "COL", "the weight of each respondent", OPT_TEXT, &ask.sample.weight,
	 SAMPLED},
	{0, "strata", "COL[,COL]", "the stratum of each respondent, one column for each stage",
	 OPT_LIST, &ask.sample.strata, SAMPLED},
	{0, "cluster", "COL[,COL]",
	 "the sampling unit (household, school) of each respondent, one for each stage", OPT_LIST,
	 &ask.sample.cluster, SAMPLED},
	{0, "fpc", "COL[,COL]",
	 "sampling units in the population of the stratum, or the share sampled, one for each "
	 "stage",
	 OPT_LIST, &ask.sample.fpc, SAMPLED},
	{0, "lonely", "remove|certainty|adjust|average",
	 "what a stratum with one sampling unit counts (default: refused)", OPT_CHOICE,
	 &ask.sample.lonely, SAMPLED},
	{0, "repweights", "GLOB", "the columns of replicate weights, such as 'rw*'", OPT_TEXT,
	 &ask.sample.repweights, SAMPLED},
	{0, "reptype", "brr|fay|jk1|jkn|bootstrap|sdr", "how they were made", OPT_CHOICE,
	 &ask.sample.reptype, SAMPLED},
	{0, "rho", "X", "Fay's factor, for --reptype=fay", OPT_NUMBER, &ask.sample.rho, SAMPLED},
	{0, "rscales", "X[,X]", "what the square of each replicate counts", OPT_NUMBERS,
	 &ask.sample.rscales, SAMPLED},
	{0, "mse", NULL, "squares about the estimate, not about the replicates' mean", OPT_FLAG,
	 &ask.sample.mse, SAMPLED},
	{0, "raked", "FILE", "rake the weights to these targets, and let errors know it", OPT_FILE,
	 &ask.raked, "tab|test"},
	{0, "tolerance", "X", "how near a target counts as there (default: 1e-9)", OPT_NUMBER,
	 &ask.sample.tolerance, "tab|test"},
	{0, "max-sweeps", "N", "rake so often at most (default: 1000)", OPT_COUNT,
	 &ask.sample.max_sweeps, "tab|test"},
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
	 &ask.multi, "tab|test"},
	{'c', "codebook", "FILE", "what the questions mean (codebook/1)", OPT_FILE, &ask.codebook,
	 SAMPLED},
	{0, "dialect", CCR_DIALECTS, "whose export the rows are (default: auto)", OPT_CHOICE,
	 &ask.export.dialect, "tab|test|scale|themes"},
	{0, "header-rows", "N", "rows before the answers (default: as the dialect has)", OPT_COUNT,
	 &ask.export.header_rows, "tab|test|scale|themes"},
	{0, "encoding", CCR_ENCODINGS, "how CSV is encoded (default: utf-8)", OPT_CHOICE,
	 &ask.export.encoding, "tab|test|scale|themes"},
	{0, "wave", "COL", "the sample each respondent was drawn in: strata lie in it", OPT_TEXT,
	 &ask.sample.wave, "tab|test"},
	{0, "test", SURVEY_TESTS,
	 "what is tested (default: f for options, t for numbers; t: each group against another)",
	 OPT_CHOICE, &test_ask.test, "test"},
	{0, "reference", "GROUP", "the group that others are compared with (default: the first)",
	 OPT_TEXT, &test_ask.reference, "test"},
	{0, "adjust", SURVEY_ADJUSTMENTS, "p for several tests at once (default: holm)", OPT_CHOICE,
	 &test_ask.adjust, "test"},
	{0, "nps", "COL[,COL]", "questions answered from 0 to 10, for the net promoter score",
	 OPT_LIST, &nps, "scale"},
	{0, "reverse", "ITEM[,ITEM]", "items that ask the other way round", OPT_LIST,
	 &scale_ask.reverse, "scale"},
	{0, "range", "LOW,HIGH", "the lowest and the highest answer to the items", OPT_NUMBERS,
	 &scale_ask.range, "scale"},
	{0, "themes", "FILE", "themes and their patterns: rows of theme,pattern", OPT_FILE,
	 &themes_ask.file, "themes"},
	{0, "id", "COL", "the name or number of each respondent", OPT_TEXT, &themes_ask.id,
	 "themes"},
	{0, "keep", "COL[,COL]", "further columns for the result, such as a weight", OPT_LIST,
	 &themes_ask.keep, "themes"},
	{0, "other", "NAME", "a theme for texts that match none", OPT_TEXT, &themes_ask.other,
	 "themes"},
	{0, "coders", "COL,COL[,COL]", "what each coder said of the unit", OPT_LIST,
	 &agree_ask.coders, "agree"},
	{0, "level", "nominal|interval",
	 "what ratings are: names, or numbers whose differences count (default: nominal)",
	 OPT_CHOICE, &agree_ask.level, "agree"},
	{0, "count", "COL", "how many units or cases the row stands for (default: one)", OPT_TEXT,
	 &count, "agree|response"},
	{0, "disposition", "COL", "the outcome of each case (default: disposition)", OPT_TEXT,
	 &response_ask.disposition, "response"},
	{0, "e", "X", "share of eligible cases among the unknown (default: as among the known)",
	 OPT_NUMBER, &response_ask.e, "response"},
	CCR_OPT_END,
};

/* What only the frame knows of the options. */
static void
note_given(struct ccr_run *run)
{
	ask.sample.lonely_given = ccr_given(run, "lonely");
	ask.sample.reptype_given = ccr_given(run, "reptype");
	ask.sample.rho_given = ccr_given(run, "rho");
	ask.sample.loose = ccr_given(run, "max-sweeps");
}

static bool
tab(struct ccr_run *run)
{
	note_given(run);
	return survey_tab(run, &ask, &tab_ask);
}

static bool
test(struct ccr_run *run)
{
	note_given(run);
	return survey_test(run, &ask, &test_ask);
}

static bool
scale(struct ccr_run *run)
{
	static const char *const of_designs[] = {"where",   "strata",     "cluster", "fpc",
						 "lonely",  "repweights", "reptype", "rho",
						 "rscales", "mse",        "codebook"};

	note_given(run);
	if (nps.n > 0 && ask.questions.n > 0)
		return ccr_usage(run, "--nps and --questions are two scales: give one");
	if (nps.n > 0)
		return survey_nps(run, &ask, &nps);
	for (size_t i = 0; i < CCR_LEN(of_designs); i++)
		if (ccr_given(run, of_designs[i]))
			return ccr_usage(run, "--%s goes with --nps: alpha has no errors to give",
					 of_designs[i]);
	if (!export_read_as(run, &ask.export))
		return false;
	scale_ask.items = ask.questions;
	scale_ask.sample = &ask.sample;
	return survey_scale(run, &scale_ask);
}

static bool
themes(struct ccr_run *run)
{
	themes_ask.text = ask.questions;
	return export_read_as(run, &ask.export) && survey_themes(run, &themes_ask);
}

static bool
agree(struct ccr_run *run)
{
	agree_ask.count = count;
	return survey_agree(run, &agree_ask);
}

static bool
response(struct ccr_run *run)
{
	response_ask.count = count;
	return survey_response(run, &response_ask);
}

static const struct ccr_verb verbs[] = {
	{"tab", "shares, means, totals, quantiles", tab, survey_tab_fields, SURVEY_TAB_FIELDS, 0},
	{"test", "do groups or waves answer differently?", test, survey_test_fields,
	 SURVEY_TEST_FIELDS, 0},
	{"scale", "do several questions measure one thing? Would people recommend it?", scale,
	 survey_scale_fields, SURVEY_SCALE_FIELDS, 0},
	{"themes", "which themes each open answer speaks of", themes, survey_themes_fields,
	 SURVEY_THEMES_FIELDS, 0},
	{"agree", "do coders agree? (kappa, Krippendorff's alpha)", agree, survey_agree_fields,
	 SURVEY_AGREE_FIELDS, 0},
	{"response", "response rates, from the outcome of each case", response,
	 survey_response_fields, SURVEY_RESPONSE_FIELDS, 0},
	CCR_VERB_END,
};

int
main(int argc, char *argv[])
{
	static ccr_library *const used[] = {ccr_gsl_library, ccr_match_library, NULL};
	static const struct ccr_kind *const kinds[] = {&codebook_kind, NULL};
	static const struct ccr_program program = {
		"ccr-survey", "what the community said", "[FILE]...", options, verbs, kinds, used,
	};

	return ccr_main(&program, argc, argv);
}
