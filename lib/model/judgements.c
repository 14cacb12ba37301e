/* judgements.c: see judgements.h. */
#include "model/judgements.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/num.h"

/* Far beyond what anybody can judge, and far from where numbers end. */
#define LARGEST 1e6

/* Work and memory grow with the third and the second power of the criteria; nobody judges so many.
 */
enum { MOST_CRITERIA = 200 };

/* The columns of rows of criteria, by kind. */
static const char *const value_names[][2] = {
	[JUDGEMENTS_BEST_WORST] = {"best_to_others", "others_to_worst"},
	[JUDGEMENTS_SWING] = {"points"},
	[JUDGEMENTS_POINTS] = {"points"},
	[JUDGEMENTS_RANKS] = {"rank"},
};

enum { FIRST, VALUE, SECOND, STAKEHOLDER, BY };

struct reading {
	struct judgements *j;
	struct ccr_input *input;
	struct ccr_cursor *rows;
	struct ccr_err *err;
	/* Of pairs the first is all the rest, because the columns of a matrix are not known before;
	 * else it is the criterion, and its values follow. */
	struct ccr_column *column;
	size_t a, b, judgement; /* places in the rest, of rows of pairs */
	bool matrix;
};

/* "3", "0.333" or "1/3". */
static const char *
parse_ratio(const char *text, size_t n, double *value)
{
	const char *slash = memchr(text, '/', n), *reason;
	double below = 1;

	if (slash) {
		reason = ccr_num_parse(slash + 1, n - (size_t)(slash + 1 - text), &below);
		n = (size_t)(slash - text);
		if (reason)
			return reason;
	}
	reason = ccr_num_parse(text, n, value);
	if (reason)
		return reason;
	if (!(*value > 0) || !(below > 0))
		return "not above 0";
	*value /= below;
	return *value > LARGEST || *value < 1 / LARGEST ? "too large or too small to be a judgement"
							: NULL;
}

static uint32_t
criterion(struct reading *r, const char *text, size_t n, size_t line)
{
	struct judgements *j = r->j;
	uint32_t code = ccr_dict_add(&j->criterion, text, n);

	CCR_GROW(j->seen, j->seen_cap, (size_t)code + 1);
	if (!j->seen[code].file)
		j->seen[code] = (struct judgement_place){ccr_cursor_file(r->rows), line};
	return code;
}

/* The judge of the current row, NULL where it is in no group. */
static struct judge *
judge_of(struct reading *r)
{
	struct judgements *j = r->j;
	const struct ccr_column *name = &r->column[STAKEHOLDER];
	uint32_t key[2] = {ccr_group_of(&j->group, &r->column[BY]), 0}, code;

	if (key[0] == CCR_NO_CODE) {
		ccr_cursor_exclude(r->rows, "group missing");
		return NULL;
	}
	if (name->found)
		key[1] = ccr_dict_add(&j->names, name->text, name->len);
	code = ccr_dict_add(&j->key, (const char *)key, sizeof key);
	j->n = j->key.n;
	CCR_GROW(j->judge, j->cap, j->n);
	j->judge[code].group = key[0];
	j->judge[code].name = name->found ? j->names.text[key[1]] : NULL;
	return &j->judge[code];
}

static void
add(struct reading *r, struct judge *judge, struct judgement said)
{
	said.file = ccr_cursor_file(r->rows);
	said.line = ccr_cursor_line(r->rows);
	CCR_GROW(judge->said, judge->cap, judge->n + 1);
	judge->said[judge->n++] = said;
}

static void
fault(struct reading *r, const char *column, const struct ccr_cell *cell, const char *text)
{
	ccr_input_fault(r->input, r->err, ccr_cursor_file(r->rows), ccr_cursor_line(r->rows),
			column, cell->p, text);
}

/* A judgement of a cell; false where it is none. */
static bool
take_ratio(struct reading *r, const char *column, const struct ccr_cell *cell, double *value)
{
	const char *reason = ccr_cell_missing(r->input, cell)
				     ? "missing; a judgement is needed"
				     : parse_ratio(cell->p, cell->n, value);

	if (reason)
		fault(r, column, cell, reason);
	return !reason;
}

static void
read_pair(struct reading *r, struct judge *judge)
{
	const struct ccr_cell *cell = r->column[FIRST].cells, *name = r->column[FIRST].names;
	struct judgement said = {0};
	size_t line = ccr_cursor_line(r->rows);
	bool good = true;

	for (int end = 0; end < 2; end++) {
		size_t at = end ? r->b : r->a;
		if (ccr_cell_missing(r->input, &cell[at])) {
			fault(r, name[at].p, &cell[at], "missing; a criterion is needed");
			good = false;
		}
	}
	if (!take_ratio(r, name[r->judgement].p, &cell[r->judgement], &said.value[0]) || !good)
		return;
	said.a = criterion(r, cell[r->a].p, cell[r->a].n, line);
	said.b = criterion(r, cell[r->b].p, cell[r->b].n, line);
	if (said.a == said.b && said.value[0] != 1)
		fault(r, name[r->judgement].p, &cell[r->judgement],
		      "a criterion against itself; 1 was expected");
	else
		add(r, judge, said);
}

/* A row of a square matrix: its empty cells are given by their counterparts. */
static void
read_matrix_row(struct reading *r, struct judge *judge)
{
	const struct ccr_column *rest = &r->column[FIRST];
	struct judgement said = {0};
	size_t given = 0;

	if (ccr_cell_missing(r->input, &rest->cells[0])) {
		fault(r, "#1", &rest->cells[0], "missing; the criterion of the row is needed");
		return;
	}
	for (size_t i = 1; i < rest->n_cells; i++)
		criterion(r, rest->names[i].p, rest->names[i].n, 0);
	said.a = ccr_dict_find(&r->j->criterion, rest->cells[0].p, rest->cells[0].n);
	if (said.a == CCR_NO_CODE) {
		fault(r, "#1", &rest->cells[0], "no column is called as this criterion");
		return;
	}
	for (size_t i = 1; i < rest->n_cells; i++) {
		const struct ccr_cell *name = &rest->names[i];
		said.b = ccr_dict_find(&r->j->criterion, name->p, name->n);
		if (ccr_cell_missing(r->input, &rest->cells[i]))
			continue;
		given++;
		if (!take_ratio(r, name->p, &rest->cells[i], &said.value[0]))
			continue;
		if (said.a == said.b && said.value[0] != 1)
			fault(r, name->p, &rest->cells[i],
			      "a criterion against itself; 1 was expected");
		else
			add(r, judge, said);
	}
	/* The last row of an upper triangle without diagonal is empty. */
	if (given == 0) {
		said.b = said.a;
		said.value[0] = 1;
		add(r, judge, said);
	}
}

static const char *
check_value(enum judgements_kind kind, double value)
{
	switch (kind) {
	case JUDGEMENTS_PAIRS: break;
	case JUDGEMENTS_BEST_WORST:
		return value < 1         ? "below 1; the best counts as much or more, the worst as "
					   "much or less"
		       : value > LARGEST ? "too large to be a judgement"
					 : NULL;
	case JUDGEMENTS_SWING: return value < 0 || value > 100 ? "not from 0 to 100" : NULL;
	case JUDGEMENTS_POINTS:
		return value < 0         ? "negative; 0 or more was expected"
		       : value > LARGEST ? "too large to be points"
					 : NULL;
	case JUDGEMENTS_RANKS: return value > 0 ? NULL : "not above 0";
	}
	return NULL;
}

static void
read_criterion(struct reading *r, struct judge *judge)
{
	struct judgement said = {0};
	bool good = true;

	for (size_t i = 0; i < 2; i++) {
		struct ccr_column *value = &r->column[VALUE + i];
		const char *reason;
		if (!value->name)
			continue;
		said.value[i] = value->number;
		reason = check_value(r->j->kind, value->number);
		if (reason)
			ccr_cursor_fault(r->rows, value, reason);
		good &= !reason;
	}
	if (!good)
		return;
	said.a =
		criterion(r, r->column[FIRST].text, r->column[FIRST].len, ccr_cursor_line(r->rows));
	add(r, judge, said);
}

static bool
find(const struct reading *r, const char *role, size_t *at)
{
	const struct ccr_column *rest = &r->column[FIRST];
	const char *name = ccr_input_role(r->input, role);

	for (*at = 0; *at < rest->n_cells; ++*at)
		if (strcmp(rest->names[*at].p, name) == 0)
			return true;
	return false;
}

/* Rows of pairs, or a matrix? */
static bool
look_at_header(struct reading *r)
{
	const char *file = r->input->source->name;
	bool a = find(r, "a", &r->a), b = find(r, "b", &r->b),
	     judgement = find(r, "judgement", &r->judgement);
	const struct ccr_column *rest = &r->column[FIRST];

	r->matrix = !judgement;
	if (judgement && !(a && b))
		return ccr_err_add(r->err, CCR_DATA, file, 0, NULL,
				   "no column '%s' beside 'judgement'; rows of pairs are "
				   "a,b,judgement",
				   a ? "b" : "a");
	for (size_t i = 1; r->matrix && i < rest->n_cells; i++)
		for (size_t k = 1; k < i; k++)
			if (strcmp(rest->names[i].p, rest->names[k].p) == 0)
				return ccr_err_add(r->err, CCR_DATA, file, 1, NULL,
						   "two columns are called '%s'; a matrix has one "
						   "for each criterion",
						   rest->names[i].p);
	if (!r->matrix || !rest->found || rest->n_cells > 1)
		return true;
	return ccr_err_add(r->err, CCR_DATA, file, 0, NULL,
			   "neither rows of a,b,judgement nor a square matrix");
}

static void
declare(struct reading *r)
{
	struct ccr_column *column = r->column;
	enum judgements_kind kind = r->j->kind;

	if (kind == JUDGEMENTS_PAIRS) {
		column[FIRST] = (struct ccr_column){.name = "rest", .type = CCR_REST};
	} else {
		column[FIRST] = (struct ccr_column){
			.name = "criterion", .type = CCR_TEXT, .required = true};
		for (size_t i = 0; i < 2; i++)
			column[VALUE + i] = (struct ccr_column){
				.name = value_names[kind][i], .type = CCR_NUMBER, .required = true};
	}
	column[STAKEHOLDER] = (struct ccr_column){
		.name = "stakeholder", .type = CCR_TEXT, .required = true, .optional = true};
	ccr_group_columns(&r->j->group, &column[BY]);
}

static bool
read_rows(struct judgements *j, struct ccr_input *input, struct ccr_err *err)
{
	size_t n = BY + j->group.by->n;
	struct reading r = {.j = j, .input = input, .err = err};
	bool good = true;

	r.column = ccr_alloc(n, sizeof *r.column);
	declare(&r);
	r.rows = ccr_cursor_open(input, r.column, n, err);
	if (r.rows && j->kind == JUDGEMENTS_PAIRS)
		good = look_at_header(&r);
	while (r.rows && good && ccr_cursor_next(r.rows)) {
		struct judge *judge = judge_of(&r);
		if (!judge)
			continue;
		if (j->kind != JUDGEMENTS_PAIRS)
			read_criterion(&r, judge);
		else if (r.matrix)
			read_matrix_row(&r, judge);
		else
			read_pair(&r, judge);
	}
	good &= ccr_cursor_close(r.rows);
	ccr_columns_release(r.column, n);
	free(r.column);
	return good;
}

/* Where a criterion was met, for messages: never its name. */
static char *
place_of(const struct judgements *j, size_t criterion)
{
	if (j->seen[criterion].line > 0)
		return ccr_printf("the one at %s:%zu", j->seen[criterion].file,
				  j->seen[criterion].line);
	return ccr_printf("that of column %zu", criterion + 2);
}

static bool
not_judged(const struct judgements *j, const struct judge *judge, size_t a, size_t b,
	   struct ccr_err *err)
{
	char *one = place_of(j, a), *other = place_of(j, b);

	if (j->kind == JUDGEMENTS_PAIRS)
		ccr_err_add(err, CCR_DATA, judge->said->file, judge->said->line, NULL,
			    "this stakeholder does not judge two criteria against each other: %s "
			    "and %s",
			    one, other);
	else
		ccr_err_add(err, CCR_DATA, judge->said->file, judge->said->line, NULL,
			    "this stakeholder leaves a criterion out: %s", one);
	free(one);
	free(other);
	return false;
}

/* The other half of a pair was given too. */
static bool
check_counterpart(const struct judgement *said, const struct judgement *other, struct ccr_err *err)
{
	if (fabs(said->value[0] * other->value[0] - 1) <= 0.005)
		return true;
	return ccr_err_add(err, CCR_DATA, said->file, said->line, NULL,
			   "not the reciprocal of the judgement of the same pair the other way "
			   "round, at %s:%zu",
			   other->file, other->line);
}

static bool
settle_pairs(const struct judgements *j, struct judge *judge, struct ccr_err *err)
{
	size_t n = j->criterion.n, faults = err->n;
	const struct judgement **cell = ccr_alloc(n * n, sizeof *cell);

	judge->value = ccr_alloc(n * n, sizeof *judge->value);
	for (size_t i = 0; i < judge->n; i++) {
		const struct judgement *said = &judge->said[i], **at = &cell[said->a * n + said->b],
				       *other = cell[said->b * n + said->a];
		if (*at && said->a != said->b)
			ccr_err_add(err, CCR_DATA, said->file, said->line, NULL,
				    "this pair is judged already, at %s:%zu", (*at)->file,
				    (*at)->line);
		else if (!other || said->a == said->b || check_counterpart(said, other, err))
			*at = said;
	}
	for (size_t a = 0; a < n; a++)
		for (size_t b = 0; b < n; b++) {
			const struct judgement *to = cell[a * n + b], *from = cell[b * n + a];
			double value = 1;
			/* Of two the larger: the other is its reciprocal, rounded. */
			if (a != b && to && (!from || to->value[0] >= 1))
				value = to->value[0];
			else if (a != b && from)
				value = 1 / from->value[0];
			else if (a < b && err->n == faults)
				not_judged(j, judge, a, b, err);
			judge->value[a * n + b] = value;
		}
	free(cell);
	return err->n == faults;
}

/* Which criterion has 1 in this column; of several the one that is largest in the other, and as the
 * worst rather another than the best. */
static bool
find_end(const struct judgements *j, struct judge *judge, size_t column, size_t *end,
	 struct ccr_err *err)
{
	size_t n = j->criterion.n;
	const double *own = judge->value + column * n, *other = judge->value + (1 - column) * n;

	*end = n;
	for (size_t i = 0; i < n; i++)
		if (own[i] == 1 &&
		    (*end == n || other[i] > other[*end] || (column == 1 && *end == judge->best)))
			*end = i;
	return *end < n ||
	       ccr_err_add(err, CCR_DATA, judge->said->file, judge->said->line, NULL,
			   "no criterion of this stakeholder has 1 in column '%s'; the %s has, "
			   "against itself",
			   value_names[JUDGEMENTS_BEST_WORST][column], column ? "worst" : "best");
}

/* What this stakeholder says of a criterion. */
static const struct judgement *
said_of(const struct judge *judge, size_t criterion)
{
	const struct judgement *said = judge->said;

	while (said->a != criterion)
		said++;
	return said;
}

static bool
settle_best_worst(const struct judgements *j, struct judge *judge, struct ccr_err *err)
{
	size_t n = j->criterion.n;
	const double *best = judge->value, *worst = judge->value + n;
	const struct judgement *b, *w;

	if (!find_end(j, judge, 0, &judge->best, err) || !find_end(j, judge, 1, &judge->worst, err))
		return false;
	b = said_of(judge, judge->best);
	w = said_of(judge, judge->worst);
	if (b == w && n > 1)
		return ccr_err_add(err, CCR_DATA, b->file, b->line, NULL,
				   "this criterion is the best and the worst");
	if (best[judge->worst] != worst[judge->best])
		return ccr_err_add(err, CCR_DATA, w->file, w->line, NULL,
				   "the best against the worst criterion is judged otherwise at "
				   "%s:%zu; both have to be the same",
				   b->file, b->line);
	for (size_t i = 0; i < n; i++)
		if (best[i] > best[judge->worst] || worst[i] > best[judge->worst])
			return ccr_err_add(err, CCR_DATA, said_of(judge, i)->file,
					   said_of(judge, i)->line, NULL,
					   "above the judgement of the best against the worst "
					   "criterion, at %s:%zu",
					   w->file, w->line);
	return true;
}

static bool
settle_values(const struct judgements *j, struct judge *judge, struct ccr_err *err)
{
	size_t n = j->criterion.n, columns = value_names[j->kind][1] ? 2 : 1, faults = err->n;
	const struct judgement **of = ccr_alloc(n, sizeof *of);
	double sum = 0;

	judge->value = ccr_alloc(columns * n, sizeof *judge->value);
	for (size_t i = 0; i < judge->n; i++) {
		const struct judgement *said = &judge->said[i];
		if (of[said->a])
			ccr_err_add(err, CCR_DATA, said->file, said->line, NULL,
				    "this criterion has its values already, at %s:%zu",
				    of[said->a]->file, of[said->a]->line);
		of[said->a] = said;
		for (size_t c = 0; c < columns; c++)
			judge->value[c * n + said->a] = said->value[c];
		sum += said->value[0];
	}
	for (size_t c = 0; err->n == faults && c < n; c++)
		if (!of[c])
			not_judged(j, judge, c, c, err);
	free(of);
	if (err->n > faults)
		return false;
	if (!(sum > 0))
		return ccr_err_add(err, CCR_DATA, judge->said->file, judge->said->line, NULL,
				   "all points of this stakeholder are 0");
	return j->kind != JUDGEMENTS_BEST_WORST || settle_best_worst(j, judge, err);
}

bool
judgements_read(struct judgements *j, struct ccr_input *input, enum judgements_kind kind,
		const struct ccr_list *by, struct ccr_err *err)
{
	bool good;

	j->kind = kind;
	ccr_group_init(&j->group, by);
	good = read_rows(j, input, err);
	if (good && j->criterion.n > MOST_CRITERIA)
		good = ccr_err_add(err, CCR_DATA, input->source->name, 0, NULL,
				   "%zu criteria; %d at most can be judged", j->criterion.n,
				   MOST_CRITERIA);
	for (size_t i = 0; good && i < j->n; i++)
		good = kind == JUDGEMENTS_PAIRS ? settle_pairs(j, &j->judge[i], err)
						: settle_values(j, &j->judge[i], err);
	return good;
}

void
judgements_release(struct judgements *j)
{
	for (size_t i = 0; i < j->n; i++) {
		free(j->judge[i].said);
		free(j->judge[i].value);
	}
	free(j->judge);
	free(j->seen);
	ccr_dict_release(&j->criterion);
	ccr_dict_release(&j->names);
	ccr_dict_release(&j->key);
	ccr_group_release(&j->group);
	*j = (struct judgements){0};
}
