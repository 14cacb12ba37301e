/* table.h: the results of one question in all groups of one -b: what they say of each other, what
 * of them may be shown, and their rows. */
#ifndef CCR_SURVEY_TABLE_H
#define CCR_SURVEY_TABLE_H

#include "data/emit.h"
#include "stat/proportion.h"

enum tab_statistic {
	TAB_PROPORTION,
	TAB_MENTIONS,
	TAB_TOP,
	TAB_BOTTOM,
	TAB_NET,
	TAB_NPS,
	TAB_MEAN,
	TAB_TOTAL,
	TAB_QUANTILE,
	TAB_RATIO,
	TAB_MISSING,
	TAB_STATISTICS
};
extern const char *const tab_statistic_names[TAB_STATISTICS];

/* A row of the table, the same in all groups. */
struct tab_line {
	enum tab_statistic statistic;
	uint32_t option; /* or kind of missing */
	double p;        /* of a quantile */
	char *label;     /* the row's option; NULL: none */
	bool hidden;     /* it decides what may be shown, and was not asked for */
};

struct tab_cell {
	size_t base, n, n_missing;
	double weighted_n, value, se, df, deff, n_eff;
	struct ccr_interval ci;
	const char *ci_method, *note, *flag;
	bool withheld, base_withheld, missing_withheld;
	char *rule;                    /* of a quantile: its rule and the method of its interval */
	char *greater_than, *p_values; /* NULL: none */
};

struct tab_table {
	const char *question, *by; /* by NULL: the whole sample */
	const char **group;        /* labels, in the order they are printed */
	size_t n_groups;
	const struct tab_line *line;
	size_t n_lines;
	struct tab_cell *cell; /* group * n_lines + line */
	bool exclusive;        /* the options of a respondent exclude each other */
};

/* z of two shares with n respondents each, pooled; NaN where both are 0 or both 1. */
double tab_share_z(double p1, double n1, double p2, double n2);
/* Welch's t of two means with standard errors; *df by Satterthwaite. */
double
tab_mean_t(double mean1, double se1, double n1, double mean2, double se2, double n2, double *df);
/* Compares each pair of groups; all p are multiplied by the number of pairs where bonferroni. */
void tab_letters(struct tab_table *, double alpha, bool bonferroni);
/* NCHS's presentation standards for proportions, Series 2, No. 175 (2017). */
void tab_flags(struct tab_table *);
/* Withholds cells of fewer than least respondents, and those that would give them away; whole is
 * the table of the whole sample, done before (or the same table). */
void tab_withhold(struct tab_table *, const struct tab_table *whole, size_t least);
void tab_emit(struct ccr_emit *, const struct tab_table *, bool letters);
void tab_table_release(struct tab_table *);

#endif
