/* sample.c: see sample.h. */
#include "model/sample.h"

#include <fnmatch.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/num.h"

/* The order of its columns: weight, wave, strata, clusters, finite populations. */
enum { WEIGHT, WAVE, LISTS };

static struct ccr_column *
declare(struct ccr_column *at, const struct ccr_list *names, struct ccr_column column)
{
	for (size_t i = 0; i < names->n; i++) {
		column.name = names->item[i];
		*at++ = column;
	}
	return at;
}

/* How many stages count: below the first only what is drawn from finite populations does. */
static size_t
count_stages(const struct sample_ask *ask)
{
	size_t n = ask->cluster.n > ask->fpc.n ? ask->cluster.n : ask->fpc.n;

	return ask->fpc.n > 0 ? n : 1;
}

bool
sample_init(struct sample *s, const struct sample_ask *ask, size_t *n_columns, struct ccr_err *err)
{
	*s = (struct sample){.ask = ask, .n_stages = count_stages(ask)};
	s->stage = ccr_alloc(s->n_stages, sizeof *s->stage);
	if (ask->targets && !targets_read(ask->targets, false, &s->raked.targets, err))
		return false;
	s->raked_at = LISTS + ask->strata.n + ask->cluster.n + ask->fpc.n;
	*n_columns = s->raked_at + targets_count(&s->raked.targets);
	return true;
}

void
sample_declare(struct sample *s, struct ccr_column *column, size_t first)
{
	const struct sample_ask *ask = s->ask;
	struct ccr_column *at = column + LISTS;

	s->first = first;
	column[WEIGHT] = (struct ccr_column){.name = ask->weight,
					     .type = CCR_NUMBER,
					     .required = true,
					     .range = CCR_NOT_NEGATIVE};
	column[WAVE] =
		(struct ccr_column){.name = ask->wave, .type = CCR_CATEGORY, .required = true};
	at = declare(at, &ask->strata, (struct ccr_column){.type = CCR_CATEGORY, .required = true});
	at = declare(at, &ask->cluster,
		     (struct ccr_column){.type = CCR_CATEGORY, .required = true});
	at = declare(
		at, &ask->fpc,
		(struct ccr_column){.type = CCR_NUMBER, .required = true, .range = CCR_POSITIVE});
	targets_declare(&s->raked.targets, at);
}

/* ---- replicate weights ---- */

static bool
scale_replicates(struct sample *s, const char *file, struct ccr_err *err)
{
	double n = (double)s->n_replicates, rest = 1 - s->ask->rho, all = 1;

	switch ((enum sample_replicates)s->ask->reptype) {
	case SAMPLE_BRR: all = 1 / n; break;
	case SAMPLE_FAY: all = 1 / (n * rest * rest); break;
	case SAMPLE_JK1: all = (n - 1) / n; break;
	case SAMPLE_JKN: all = 1; break;
	case SAMPLE_BOOT: all = 1 / (n - 1); break;
	case SAMPLE_SDR: all = 4 / n; break;
	}
	if (s->ask->rscales.n > 0 && s->ask->rscales.n != s->n_replicates)
		return ccr_err_add(err, CCR_DATA, file, 0, NULL,
				   "there are %zu replicate weights and %zu scales (--rscales)",
				   s->n_replicates, s->ask->rscales.n);
	for (size_t i = 0; i < s->n_replicates; i++)
		s->replicate_scale[i] = all * (s->ask->rscales.n ? s->ask->rscales.item[i] : 1);
	return true;
}

bool
sample_open(struct sample *s, const struct ccr_column *rest, const char *file, struct ccr_err *err)
{
	size_t cap = 0;

	if (!s->ask->repweights)
		return true;
	for (size_t i = 0; i < rest->n_cells; i++) {
		if (fnmatch(s->ask->repweights, rest->names[i].p, 0) != 0)
			continue;
		CCR_GROW(s->replicate, cap, s->n_replicates + 1);
		s->replicate[s->n_replicates++] = i;
	}
	if (s->n_replicates < 2)
		return ccr_err_add(err, CCR_DATA, file, 0, NULL,
				   "%s column matches '%s': replicate weights were expected",
				   s->n_replicates == 0 ? "no" : "only one", s->ask->repweights);
	s->weight = ccr_alloc(s->n_replicates + 1, sizeof *s->weight);
	s->replicate_scale = ccr_alloc(s->n_replicates, sizeof *s->replicate_scale);
	s->owner = ccr_alloc(s->n_replicates, sizeof *s->owner);
	for (size_t i = 0; i < s->n_replicates; i++)
		s->owner[i] = CCR_NO_CODE;
	return scale_replicates(s, file, err);
}

bool
sample_takes(const struct sample *s, size_t i)
{
	for (size_t k = 0; k < s->n_replicates; k++)
		if (s->replicate[k] == i)
			return true;
	return false;
}

/* The rank of the replicate weights is what they know of the design: a row that the rows before
 * cannot make up adds one. */
static void
add_rank(struct sample *s)
{
	size_t n = s->n_replicates;
	double *row, norm = 0, left = 0;

	if (s->rank == n)
		return;
	CCR_GROW(s->basis, s->basis_cap, (s->rank + 1) * n);
	row = s->basis + s->rank * n;
	memcpy(row, s->weight + 1, n * sizeof *row);
	for (size_t i = 0; i < n; i++)
		norm += row[i] * row[i];
	/* Twice is enough for vectors that are orthogonal to the last digit.  From the last one
	 * back: rows of one cluster follow each other. */
	for (size_t again = 0; again < 2; again++)
		for (size_t k = s->rank; k-- > 0;) {
			const double *b = s->basis + k * n;
			double along = 0;
			for (size_t i = 0; i < n; i++)
				along += row[i] * b[i];
			for (size_t i = 0; i < n; i++)
				row[i] -= along * b[i];
		}
	for (size_t i = 0; i < n; i++)
		left += row[i] * row[i];
	if (!(left > 1e-10 * norm))
		return;
	for (size_t i = 0; i < n; i++)
		row[i] /= sqrt(left);
	s->rank++;
}

static bool
read_replicates(struct sample *s, struct ccr_cursor *rows, const struct ccr_column *rest,
		uint32_t stratum)
{
	for (size_t r = 0; r < s->n_replicates; r++) {
		const struct ccr_cell *cell = &rest->cells[s->replicate[r]];
		const char *reason = cell->n == 0
					     ? "missing; a value is needed"
					     : ccr_num_parse(cell->p, cell->n, &s->weight[r + 1]);
		if (!reason && s->weight[r + 1] < 0)
			reason = "negative; 0 or more was expected";
		if (reason) {
			ccr_cursor_fault(
				rows,
				&(struct ccr_column){.name = rest->names[s->replicate[r]].p,
						     .text = cell->p},
				reason);
			return false;
		}
		if (s->ask->reptype == SAMPLE_JKN && s->weight[0] > 0 && !(s->weight[r + 1] > 0))
			s->owner[r] = s->owner[r] == CCR_NO_CODE || s->owner[r] == stratum
					      ? stratum
					      : CCR_NO_CODE - 1;
	}
	add_rank(s);
	return true;
}

/* A replicate of jkn leaves one of its stratum's n units out: its squares count (n - 1) / n. */
static bool
scale_jackknife(struct sample *s, const char *file, struct ccr_err *err)
{
	for (size_t r = 0; r < s->n_replicates; r++) {
		double n = 0;
		if (s->owner[r] >= CCR_NO_CODE - 1)
			return ccr_err_add(err, CCR_DATA, file, 0, NULL,
					   "replicate weight %zu does not leave out units of one "
					   "stratum: --strata or --rscales is needed",
					   r + 1);
		for (size_t k = 0; k < s->n_replicates; k++)
			n += s->owner[k] == s->owner[r];
		if (n < 2)
			return ccr_err_add(err, CCR_DATA, file, 0, NULL,
					   "replicate weight %zu is the only one of its stratum: "
					   "--rscales is needed",
					   r + 1);
		s->replicate_scale[r] = (n - 1) / n;
	}
	return true;
}

/* ---- strata and clusters ---- */

static const struct ccr_column *
column_of(const struct sample *s, const struct ccr_column *columns, const struct ccr_list *list,
	  size_t at)
{
	size_t i = s->first + LISTS + at;

	if (at >= list->n)
		return NULL;
	if (list != &s->ask->strata)
		i += s->ask->strata.n;
	if (list == &s->ask->fpc)
		i += s->ask->cluster.n;
	return &columns[i];
}

/* The stratum of the current row at a stage, below the node of the stage above. */
static struct sample_stratum *
stratum_at(struct sample *s, size_t at, struct ccr_cursor *rows, const struct ccr_column *columns,
	   uint32_t above, uint32_t *code)
{
	struct sample_stage *stage = &s->stage[at];
	const struct ccr_column *own = column_of(s, columns, &s->ask->strata, at),
				*fpc = column_of(s, columns, &s->ask->fpc, at);
	uint32_t key[2] = {above, own ? own->code : 0};
	size_t known = stage->strata.n;

	*code = ccr_dict_add(&stage->strata, (const char *)key, sizeof key);
	CCR_GROW(stage->stratum, stage->strata_cap, stage->strata.n);
	if (stage->strata.n > known)
		stage->stratum[*code] =
			(struct sample_stratum){0, ccr_cursor_line(rows), fpc ? fpc->number : 0,
						ccr_cursor_file(rows), above};
	if (fpc && fpc->number != stage->stratum[*code].fpc) {
		ccr_cursor_fault(rows, fpc, "differs from that of the first row of its stratum");
		return NULL;
	}
	return &stage->stratum[*code];
}

/* Walks down the stages to the node of the last one. */
static bool
find_node(struct sample *s, struct ccr_cursor *rows, const struct ccr_column *columns,
	  uint32_t *node)
{
	*node = s->ask->wave ? columns[s->first + WAVE].code : 0;
	for (size_t at = 0; at < s->n_stages; at++) {
		struct sample_stage *stage = &s->stage[at];
		const struct ccr_column *cluster = column_of(s, columns, &s->ask->cluster, at);
		uint32_t key[2] = {0, cluster ? cluster->code : 0};
		struct sample_stratum *stratum = stratum_at(s, at, rows, columns, *node, &key[0]);
		size_t known = stage->nodes.n;
		if (!stratum)
			return false;
		*node = ccr_dict_add(&stage->nodes, (const char *)key, sizeof key);
		CCR_GROW(stage->stratum_of, stage->nodes_cap, stage->nodes.n);
		stage->stratum_of[*node] = key[0];
		stratum->size += cluster ? stage->nodes.n > known : 1;
	}
	return true;
}

bool
sample_row(struct sample *s, struct ccr_cursor *rows, const struct ccr_column *columns,
	   const struct ccr_column *rest, struct sample_place *place)
{
	const struct ccr_column *column = &columns[s->first + WEIGHT];
	double weight = s->ask->weight ? column->number : 1;
	uint32_t node;

	if (weight > 0 && !(weight > 1e-100 && weight < 1e100)) {
		ccr_cursor_fault(rows, column, "too small or too large to be a weight");
		return false;
	}
	if (!s->weight)
		s->weight = ccr_alloc(1, sizeof *s->weight);
	s->weight[0] = weight;
	if (!find_node(s, rows, columns, &node))
		return false;
	if (s->n_replicates > 0 && !read_replicates(s, rows, rest, s->stage->stratum_of[node]))
		return false;
	if (s->ask->targets)
		node = raked_row(&s->raked, rows, columns + s->first + s->raked_at, node, weight);
	if (node == CCR_NO_CODE)
		return false;
	*place = (struct sample_place){s->n_replicates ? 0 : node, s->n_replicates + 1, s->weight};
	s->rows++;
	s->weights += weight;
	return true;
}

/* ---- the design ---- */

/* The part of a stratum's units that is in the sample. */
static bool
read_fpc(struct sample *s, size_t at, size_t h, struct ccr_err *err)
{
	struct sample_stage *stage = &s->stage[at];
	const struct sample_stratum *stratum = &stage->stratum[h];
	double size = (double)stratum->size, f = stratum->fpc;

	stage->fraction[h] = f > 1 ? size / f : f;
	stage->scale[h] = at < s->ask->fpc.n && !s->ask->weight ? 1 / stage->fraction[h] : 1;
	return stage->fraction[h] <= 1 ||
	       ccr_err_add(err, CCR_DATA, stratum->file, stratum->line, NULL,
			   "the stratum that begins here has more %s in the sample than in the "
			   "population",
			   at < s->ask->cluster.n ? "clusters" : "respondents");
}

static bool
check_lonely(const struct sample *s, size_t at, size_t h, struct ccr_err *err)
{
	const struct sample_stage *stage = &s->stage[at];
	const struct sample_stratum *stratum = &stage->stratum[h];

	/* A sample of one respondent, without a design, has no error and needs no advice. */
	if (stratum->size != 1 || s->ask->lonely_given || stage->fraction[h] >= 1 ||
	    (s->ask->strata.n == 0 && s->ask->cluster.n == 0))
		return true;
	return ccr_err_add(err, CCR_DATA, stratum->file, stratum->line, NULL,
			   "the stratum that begins here has one %s only: --lonely says what it "
			   "counts",
			   at < s->ask->cluster.n ? "cluster" : "respondent");
}

static void
fill_stage(struct sample *s, size_t at, struct ccr_err *err)
{
	struct sample_stage *stage = &s->stage[at];
	size_t n = stage->strata.n;

	stage->above = ccr_alloc(n, sizeof *stage->above);
	stage->size = ccr_alloc(n, sizeof *stage->size);
	stage->fraction = ccr_alloc(n, sizeof *stage->fraction);
	stage->scale = ccr_alloc(n, sizeof *stage->scale);
	for (size_t h = 0; h < n; h++) {
		stage->above[h] = stage->stratum[h].above;
		stage->size[h] = stage->stratum[h].size;
		if (read_fpc(s, at, h, err) && s->n_replicates == 0)
			check_lonely(s, at, h, err);
	}
	s->stages[at] = (struct ccr_stage){stage->nodes.n, n,           stage->stratum_of,
					   stage->above,   stage->size, stage->fraction};
}

/* Finite populations give weights stage by stage, where there are no others. */
static void
fill_scale(struct sample *s)
{
	const struct sample_stage *last = &s->stage[s->n_stages - 1];

	s->scale = ccr_alloc(last->nodes.n, sizeof *s->scale);
	for (uint32_t u = 0; u < last->nodes.n; u++) {
		uint32_t node = u;
		s->scale[u] = 1;
		for (size_t at = s->n_stages; at-- > 0;) {
			uint32_t stratum = s->stage[at].stratum_of[node];
			s->scale[u] *= s->stage[at].scale[stratum];
			node = s->stage[at].stratum[stratum].above;
		}
	}
}

bool
sample_design(struct sample *s, const char *file, struct ccr_design *design, struct ccr_err *err)
{
	const struct sample_ask *ask = s->ask;
	size_t faults = err->n;

	if (s->rows > 0 && !(s->weights > 0))
		return ccr_err_add(err, CCR_DATA, file, 0, NULL, "all weights are 0");
	if (s->rows > 0 && ask->repweights && ask->reptype == SAMPLE_JKN && ask->rscales.n == 0 &&
	    !scale_jackknife(s, file, err))
		return false;
	s->stages = ccr_alloc(s->n_stages, sizeof *s->stages);
	for (size_t at = 0; at < s->n_stages; at++)
		fill_stage(s, at, err);
	if (!ask->repweights)
		fill_scale(s);
	*design = (struct ccr_design){
		.n_units =
			s->n_replicates ? s->n_replicates + 1 : s->stages[s->n_stages - 1].n_nodes,
		.scale = s->scale,
		.stage = s->stages,
		.n_stages = s->n_stages,
		.clustered = ask->cluster.n >= s->n_stages,
		.lonely = ask->lonely_given ? (enum ccr_lonely)ask->lonely : CCR_LONELY_REMOVE,
		.n_replicates = s->n_replicates,
		.replicate_scale = s->replicate_scale,
		.about_estimate = ask->mse,
		.replicate_df = (double)s->rank - 1,
	};
	return err->n == faults &&
	       (!ask->targets || raked_design(&s->raked, s->scale, ask->tolerance,
					      (size_t)ask->max_sweeps, ask->loose, design, err));
}

void
sample_release(struct sample *s)
{
	for (size_t i = 0; s->stage && i < s->n_stages; i++) {
		struct sample_stage *stage = &s->stage[i];
		ccr_dict_release(&stage->strata);
		ccr_dict_release(&stage->nodes);
		free(stage->stratum);
		free(stage->stratum_of);
		free(stage->above);
		free(stage->size);
		free(stage->fraction);
		free(stage->scale);
	}
	free(s->stage);
	free(s->stages);
	free(s->scale);
	free(s->replicate);
	free(s->weight);
	free(s->replicate_scale);
	free(s->owner);
	free(s->basis);
	raked_release(&s->raked);
}
