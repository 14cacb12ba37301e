/* sample.h: how respondents came into the sample: the columns of weight, strata, clusters and
 * finite populations of each stage, or of replicate weights, as a design.
 *
 * Clusters are told apart within their stratum, so that the same name may stand in two.  The finite
 * population of a stratum is the number of its units (above 1) or the share of them that was
 * sampled; where there is no weight, it gives it.  Without finite populations the first stage alone
 * counts, whatever was drawn below.
 */
#ifndef CCR_MODEL_SAMPLE_H
#define CCR_MODEL_SAMPLE_H

#include "data/cursor.h"
#include "model/raked.h"
#include "stat/design.h"

enum sample_replicates { SAMPLE_BRR, SAMPLE_FAY, SAMPLE_JK1, SAMPLE_JKN, SAMPLE_BOOT, SAMPLE_SDR };

/* Names of columns; NULL or empty: there is none. */
struct sample_ask {
	const char *weight;
	struct ccr_list strata, cluster, fpc; /* one for each stage */
	const char *wave;           /* samples drawn apart in one file: strata lie in it */
	const char *repweights;     /* a pattern of column names, as the shell's */
	int reptype;                /* enum sample_replicates */
	double rho;                 /* Fay's */
	struct ccr_numbers rscales; /* of each replicate, in the order of the file */
	bool mse, reptype_given, rho_given, lonely_given;
	int lonely;                /* enum ccr_lonely */
	struct ccr_input *targets; /* what the weights are raked to; NULL: they are not */
	double tolerance, max_sweeps;
	bool loose; /* as far as max_sweeps takes them */
};

struct sample {
	const struct sample_ask *ask;
	size_t first; /* its first column among those declared */
	size_t n_stages, rows;
	double weights; /* their sum */
	struct sample_stage {
		struct ccr_dict strata, nodes; /* of the codes of their columns and those above */
		struct sample_stratum {
			size_t size, line; /* line: of its first row */
			double fpc;
			const char *file;
			uint32_t above;
		} * stratum;
		size_t strata_cap;
		uint32_t *stratum_of; /* of each node */
		size_t nodes_cap;
		uint32_t *above; /* these four of each stratum, for the design */
		size_t *size;
		double *fraction, *scale;
	} * stage;
	struct ccr_stage *stages; /* as the design sees them */
	double *scale;            /* of each unit */

	size_t *replicate; /* places among the columns not asked for */
	size_t n_replicates;
	double *weight; /* of the current row: that of the sample, then of each replicate */
	double *replicate_scale;
	uint32_t *owner; /* jkn: the stratum each replicate leaves a unit out of */
	double *basis; /* of the replicate weights of all rows so far: rank rows of n_replicates */
	size_t rank, basis_cap;

	struct raked raked;
	size_t raked_at; /* its columns, among those of the sample */
};

/* Where the current row's weights are added: n units from unit on, to each its own. */
struct sample_place {
	uint32_t unit;
	size_t n;
	const double *weight;
};

/* Reads the targets, if there are any, and counts the columns to declare; false after noting why
 * not. */
bool sample_init(struct sample *, const struct sample_ask *, size_t *n_columns, struct ccr_err *);
void sample_declare(struct sample *, struct ccr_column *columns, size_t first);
/* Once the header is known: rest are the columns not asked for, NULL where replicates need none. */
bool
sample_open(struct sample *, const struct ccr_column *rest, const char *file, struct ccr_err *);
/* Is the i-th column of rest one of its own? */
bool sample_takes(const struct sample *, size_t i);
/* False, after noting why, where the row is bad. */
bool sample_row(struct sample *, struct ccr_cursor *, const struct ccr_column *columns,
		const struct ccr_column *rest, struct sample_place *);
/* Checks what can only be known at the end and fills design, which borrows from the sample. */
bool sample_design(struct sample *, const char *file, struct ccr_design *, struct ccr_err *);
void sample_release(struct sample *);

#endif
