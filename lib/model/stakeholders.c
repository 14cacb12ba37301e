/* stakeholders.c: see stakeholders.h. */
#include "model/stakeholders.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

enum { GROUP, CRITERION, WEIGHT, COLUMNS };

static size_t
criterion_at(const struct criteria *d, const char *name)
{
	size_t c = 0;

	while (c < d->n_criteria && strcmp(d->taker[c].name, name) != 0)
		c++;
	return c;
}

static void
take_weight(struct stakeholders *s, const struct criteria *d, struct ccr_cursor *rows,
	    const struct ccr_column *col)
{
	size_t c = criterion_at(d, col[CRITERION].text), known = s->names.n;
	uint32_t who;

	if (col[GROUP].mark != CCR_PRESENT)
		return;
	who = ccr_dict_add(&s->names, col[GROUP].text, col[GROUP].len);
	CCR_GROW(s->weight, s->cap, (who + 1) * s->n_criteria);
	for (size_t i = 0; s->names.n > known && i < s->n_criteria; i++)
		s->weight[who * s->n_criteria + i] = (double)NAN;
	if (c == s->n_criteria)
		ccr_cursor_fault(rows, &col[CRITERION], "not a criterion of the document");
	else if (!isnan(s->weight[who * s->n_criteria + c]))
		ccr_cursor_fault(rows, &col[CRITERION], "weighed twice by this stakeholder");
	else
		s->weight[who * s->n_criteria + c] = col[WEIGHT].number;
}

/* Each has to weigh all criteria, and some of them above 0. */
static bool
share_weights(struct stakeholders *s, const char *file, struct ccr_err *err)
{
	if (s->names.n < 2)
		return ccr_err_add(err, CCR_DATA, file, 0, NULL,
				   "the weights of at least two stakeholders (column 'group') were "
				   "expected");
	for (size_t who = 0; who < s->names.n; who++) {
		double *weight = s->weight + who * s->n_criteria, sum = 0;
		for (size_t c = 0; c < s->n_criteria; c++)
			sum += weight[c];
		if (!(sum > 0))
			return ccr_err_add(
				err, CCR_DATA, file, 0, NULL,
				"stakeholder %zu of the file does not weigh all criteria, or "
				"all with 0",
				who + 1);
		for (size_t c = 0; c < s->n_criteria; c++)
			weight[c] /= sum;
	}
	return true;
}

bool
stakeholders_read(struct stakeholders *s, const struct criteria *d, struct ccr_input *input,
		  struct ccr_err *err)
{
	struct ccr_column col[COLUMNS] = {
		[GROUP] = {.name = "group", .type = CCR_TEXT},
		[CRITERION] = {.name = "criterion", .type = CCR_TEXT, .required = true},
		[WEIGHT] = {.name = "weight",
			    .type = CCR_NUMBER,
			    .required = true,
			    .range = CCR_NOT_NEGATIVE},
	};
	struct ccr_cursor *rows = ccr_cursor_open(input, col, COLUMNS, err);
	bool good;

	*s = (struct stakeholders){.n_criteria = d->n_criteria};
	while (rows && ccr_cursor_next(rows))
		take_weight(s, d, rows, col);
	good = ccr_cursor_close(rows);
	ccr_columns_release(col, COLUMNS);
	return good && share_weights(s, input->source->name, err);
}

void
stakeholders_mean(const struct stakeholders *s, size_t without, double *weight)
{
	size_t n = s->names.n;

	for (size_t c = 0; c < s->n_criteria; c++) {
		double sum = 0;
		for (size_t who = 0; who < n; who++)
			sum += who == without ? 0 : s->weight[who * s->n_criteria + c];
		weight[c] = sum / (double)(n - (without < n));
	}
}

void
stakeholders_release(struct stakeholders *s)
{
	ccr_dict_release(&s->names);
	free(s->weight);
}
