/* sample.c: see sample.h. */
#include "model/sample.h"

#include <stdlib.h>

#include "base/mem.h"

void
sample_declare(const struct sample_columns *by, struct ccr_column *col)
{
	col[SAMPLE_WEIGHT] = (struct ccr_column){.name = by->weight,
						 .type = CCR_NUMBER,
						 .required = true,
						 .range = CCR_NOT_NEGATIVE};
	col[SAMPLE_STRATA] =
		(struct ccr_column){.name = by->strata, .type = CCR_CATEGORY, .required = true};
	col[SAMPLE_CLUSTER] =
		(struct ccr_column){.name = by->cluster, .type = CCR_CATEGORY, .required = true};
	col[SAMPLE_FPC] = (struct ccr_column){
		.name = by->fpc, .type = CCR_NUMBER, .required = true, .range = CCR_POSITIVE};
}

static struct sample_stratum *
stratum_at(struct sample *s, struct ccr_cursor *rows, const struct ccr_column *col, uint32_t *code)
{
	uint32_t own = s->by.strata ? col[SAMPLE_STRATA].code : 0;
	size_t known = s->strata.n;

	*code = ccr_dict_add(&s->strata, (const char *)&own, sizeof own);
	CCR_GROW(s->stratum, s->strata_cap, s->strata.n);
	if (s->strata.n > known)
		s->stratum[*code] = (struct sample_stratum){0, ccr_cursor_line(rows),
							    s->by.fpc ? col[SAMPLE_FPC].number : 0,
							    ccr_cursor_file(rows)};
	return &s->stratum[*code];
}

bool
sample_row(struct sample *s, struct ccr_cursor *rows, const struct ccr_column *col, uint32_t *unit,
	   double *weight)
{
	uint32_t key[2] = {0, 0};
	struct sample_stratum *stratum = stratum_at(s, rows, col, &key[0]);
	size_t known = s->units.n;

	*weight = s->by.weight ? col[SAMPLE_WEIGHT].number : 1;
	if (*weight > 0 && !(*weight > 1e-100 && *weight < 1e100)) {
		ccr_cursor_fault(rows, &col[SAMPLE_WEIGHT],
				 "too small or too large to be a weight");
		return false;
	}
	if (s->by.fpc && col[SAMPLE_FPC].number != stratum->fpc) {
		ccr_cursor_fault(rows, &col[SAMPLE_FPC],
				 "differs from that of the first row of its stratum");
		return false;
	}
	if (s->by.cluster)
		key[1] = col[SAMPLE_CLUSTER].code;
	*unit = ccr_dict_add(&s->units, (const char *)key, sizeof key);
	CCR_GROW(s->stratum_of, s->units_cap, s->units.n);
	s->stratum_of[*unit] = key[0];
	stratum->psus += s->by.cluster ? s->units.n > known : 1;
	s->rows++;
	s->weights += *weight;
	return true;
}

/* The share of a stratum's PSUs that is in the sample. */
static bool
read_fpc(struct sample *s, size_t h, struct ccr_err *err)
{
	const struct sample_stratum *stratum = &s->stratum[h];
	double psus = (double)stratum->psus;

	s->fraction[h] = !s->by.fpc ? 0 : stratum->fpc > 1 ? psus / stratum->fpc : stratum->fpc;
	s->scale[h] = s->by.fpc && !s->by.weight ? 1 / s->fraction[h] : 1;
	return s->fraction[h] <= 1 || ccr_err_add(err, CCR_DATA, stratum->file, stratum->line, NULL,
						  "the stratum that begins here has more %s in the "
						  "sample than in the population",
						  s->by.cluster ? "clusters" : "respondents");
}

bool
sample_design(struct sample *s, const enum ccr_lonely *lonely, const char *file,
	      struct ccr_design *design, struct ccr_err *err)
{
	size_t faults = err->n, n = s->strata.n;

	if (s->rows > 0 && !(s->weights > 0))
		return ccr_err_add(err, CCR_DATA, file, 0, NULL, "all weights are 0");
	s->fraction = ccr_alloc(n, sizeof *s->fraction);
	s->scale = ccr_alloc(n, sizeof *s->scale);
	s->psus = ccr_alloc(n, sizeof *s->psus);
	for (size_t h = 0; h < n; h++) {
		s->psus[h] = s->stratum[h].psus;
		read_fpc(s, h, err);
		/* A sample of one respondent, without a design, has no error and needs no advice.
		 */
		if (s->psus[h] == 1 && !lonely && (s->by.strata || s->by.cluster) &&
		    s->fraction[h] < 1)
			ccr_err_add(err, CCR_DATA, s->stratum[h].file, s->stratum[h].line, NULL,
				    "the stratum that begins here has one %s only: --lonely says "
				    "what it counts",
				    s->by.cluster ? "cluster" : "respondent");
	}
	*design = (struct ccr_design){s->by.cluster != NULL,
				      s->units.n,
				      n,
				      s->stratum_of,
				      s->psus,
				      s->by.fpc ? s->fraction : NULL,
				      lonely ? *lonely : CCR_LONELY_REMOVE};
	return err->n == faults;
}

double
sample_scale(const struct sample *s, uint32_t unit)
{
	return s->scale[s->stratum_of[unit]];
}

void
sample_release(struct sample *s)
{
	ccr_dict_release(&s->units);
	ccr_dict_release(&s->strata);
	free(s->stratum);
	free(s->stratum_of);
	free(s->fraction);
	free(s->scale);
	free(s->psus);
}
