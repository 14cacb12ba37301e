/* codebook.c: see codebook.h. */
#include "model/codebook.h"

#include <stdlib.h>
#include <string.h>

static const struct ccr_key a_text[] = {{.is = CCR_IS_TEXT, .required = true}};
static const struct ccr_key texts[] = {{.is = CCR_IS_LIST, .item = a_text}};
static const struct ccr_key question_keys[] = {
	{"name", CCR_IS_TEXT, .required = true, .help = "the column of the answers"},
	{"label", CCR_IS_TEXT, .help = "the question as it was asked"},
	{"type", CCR_IS_TEXT, .choices = "single|multi|likert|number|text",
	 .help = "default: multi with a separator or columns, else single"},
	{"options", CCR_IS_LIST, .item = a_text, .help = "what can be answered, in order"},
	{"separator", CCR_IS_TEXT, .help = "between the answers in one cell of a multi question"},
	{"columns", CCR_IS_MAP, .item = a_text,
	 .help = "column: option, for a multi question with a column for each option"},
	{"selected", CCR_IS_LIST, .item = a_text,
	 .help = "what such a column holds where its option was chosen (default: anything)"},
	{"top", CCR_IS_NUMBER, .bounded = true,
	 .help = "how many of the last options are the top box"},
	{"bottom", CCR_IS_NUMBER, .bounded = true,
	 .help = "how many of the first options are the bottom box"},
	{"unit", CCR_IS_TEXT, .help = "of a number"},
	{.name = NULL},
};
static const struct ccr_key a_question[] = {
	{.is = CCR_IS_OBJECT, .required = true, .keys = question_keys}};
static const struct ccr_key codebook_keys[] = {
	{"weight", CCR_IS_TEXT, .help = "the column of weights"},
	{"strata", CCR_IS_TEXT | CCR_IS_LIST, .item = a_text,
	 .help = "the column of strata; a list has one for each stage"},
	{"cluster", CCR_IS_TEXT | CCR_IS_LIST, .item = a_text,
	 .help = "the column of primary sampling units; a list goes on to those drawn in them"},
	{"fpc", CCR_IS_TEXT | CCR_IS_LIST, .item = a_text,
	 .help = "the column of population sizes or sampling fractions; a list has one for each "
		 "stage"},
	{"repweights", CCR_IS_TEXT, .help = "a pattern (rw*) of the columns of replicate weights"},
	{"reptype", CCR_IS_TEXT, .choices = "brr|fay|jk1|jkn|bootstrap|sdr",
	 .help = "how the replicates were made"},
	{"id", CCR_IS_TEXT, .help = "the column that identifies the respondent"},
	{"missing", CCR_IS_MAP, .item = texts,
	 .help = "kinds of missing answers and their spellings"},
	{"questions", CCR_IS_LIST, .required = true, .item = a_question},
	{.name = NULL},
};
const struct ccr_kind codebook_kind = {
	"codebook", "codebook/1: what the questions of a survey mean", codebook_keys, NULL};

static enum codebook_type
read_type(const struct ccr_json *node, bool several)
{
	static const char *const names[] = {"single", "multi", "likert", "number", "text"};
	const char *type = ccr_json_text(node, "type");

	for (size_t i = 0; type && i < CCR_LEN(names); i++)
		if (strcmp(names[i], type) == 0)
			return (enum codebook_type)i;
	return several ? CODEBOOK_MULTI : CODEBOOK_SINGLE;
}

void
codebook_question_init(struct codebook_question *q, const struct ccr_json *node,
		       const char *separator)
{
	size_t n;
	const struct ccr_json *option = ccr_json_list(node, "options", &n);

	*q = (struct codebook_question){.name = ccr_json_text(node, "name"),
					.columns = ccr_json_get(node, "columns"),
					.selected = ccr_json_get(node, "selected"),
					.top = (size_t)ccr_json_number(node, "top", 0),
					.bottom = (size_t)ccr_json_number(node, "bottom", 0),
					.closed = n > 0};
	if (!ccr_json_text(node, "type") || strcmp(ccr_json_text(node, "type"), "multi") == 0)
		q->separator = ccr_json_text(node, "separator") ? ccr_json_text(node, "separator")
								: separator;
	q->type = read_type(node, q->separator || q->columns);
	for (size_t i = 0; i < n; i++)
		ccr_dict_add(&q->options, option[i].text, strlen(option[i].text));
	for (size_t i = 0; q->columns && i < q->columns->n; i++)
		ccr_dict_add(&q->options, q->columns->child[i].text,
			     strlen(q->columns->child[i].text));
}

static void
choose(struct codebook_choice *choice, uint32_t option)
{
	for (size_t i = 0; i < choice->n; i++)
		if (choice->option[i] == option)
			return; /* named twice in one cell, chosen once */
	choice->option = ccr_realloc(choice->option, choice->n + 1, sizeof *choice->option);
	choice->option[choice->n++] = option;
}

static const char *
skip_blanks(const char *p, const char *end)
{
	while (p < end && *p == ' ')
		p++;
	return p;
}

/* Where the next answer begins if one ends at p: behind the separator, which may itself be a blank
 * or follow blanks; the end of the cell where nothing follows.  NULL: no answer ends here. */
static const char *
next_answer(const struct codebook_question *q, const char *p, const char *end)
{
	size_t n = strlen(q->separator);
	const char *behind = skip_blanks(p, end);

	if ((size_t)(end - p) >= n && memcmp(p, q->separator, n) == 0)
		return p + n;
	if (behind == end)
		return end;
	return (size_t)(end - behind) >= n && memcmp(behind, q->separator, n) == 0 ? behind + n
										   : NULL;
}

/* The length of the longest known option that stands at p and ends there; 0: none. */
static size_t
longest_option(const struct codebook_question *q, const char *p, const char *end)
{
	size_t best = 0;

	for (size_t i = 0; i < q->options.n; i++) {
		size_t n = strlen(q->options.text[i]);
		if (n > best && n <= (size_t)(end - p) && memcmp(p, q->options.text[i], n) == 0 &&
		    next_answer(q, p + n, end))
			best = n;
	}
	return best;
}

/* Several answers in one cell; an option may contain the separator, where the codebook says so. */
static bool
split(struct codebook_question *q, struct codebook_choice *choice, const char *text, size_t n)
{
	const char *p = skip_blanks(text, text + n), *end = text + n;

	while (p < end) {
		const char *stop = strstr(p, q->separator);
		size_t width =
			q->closed ? longest_option(q, p, end) : (size_t)((stop ? stop : end) - p);
		const char *next = next_answer(q, p + width, end);
		for (; !q->closed && width > 0 && p[width - 1] == ' '; width--)
			;
		if (width > 0)
			choose(choice, ccr_dict_add(&q->options, p, width));
		else if (!next)
			return false; /* not an option, and not an empty place between separators
					 either */
		p = skip_blanks(next, end);
	}
	return true;
}

/* What an answer that is met for the first time stands for. */
static void
learn(struct codebook_question *q, uint32_t code)
{
	const char *text = q->answers.text[code];
	size_t n = strlen(text);
	struct codebook_choice *choice;

	CCR_GROW(q->choice, q->choices_cap, (size_t)code + 1);
	choice = &q->choice[code];
	if (q->columns) { /* "0110": which columns were chosen */
		for (size_t i = 0; i < n; i++) {
			const char *option = q->columns->child[i].text;
			if (text[i] == '1')
				choose(choice, ccr_dict_find(&q->options, option, strlen(option)));
		}
	} else if (q->separator && *q->separator) {
		choice->unknown = !split(q, choice, text, n);
	} else if (q->closed && ccr_dict_find(&q->options, text, n) == CCR_NO_CODE) {
		choice->unknown = true;
	} else {
		choose(choice, ccr_dict_add(&q->options, text, n));
	}
}

uint32_t
codebook_question_answer(struct codebook_question *q, const char *text, size_t n)
{
	size_t known = q->answers.n;
	uint32_t code = ccr_dict_add(&q->answers, text, n);

	if (code == known)
		learn(q, code);
	return q->choice[code].unknown ? CCR_NO_CODE : code;
}

/* Prose has commas too, but goes on in lower case ("Yes, but rarely"). */
static bool
goes_on(const struct codebook_question *q)
{
	for (size_t i = 0; i < q->options.n; i++)
		if (q->options.text[i][0] >= 'a' && q->options.text[i][0] <= 'z')
			return true;
	return false;
}

bool
codebook_question_join(struct codebook_question *q, const char *separator, size_t most)
{
	struct codebook_question parts = {.separator = separator};
	size_t width = strlen(separator);
	bool any = false, ends = false, joined;

	for (size_t i = 0; i < q->answers.n; i++) {
		const char *text = q->answers.text[i];
		size_t n = strlen(text);
		any |= strstr(text, separator) != NULL;
		ends |= n > width && strcmp(text + n - width, separator) == 0;
		codebook_question_answer(&parts, text, n);
	}
	joined = any && parts.options.n <= most &&
		 (ends || parts.options.n < q->answers.n + !goes_on(&parts));
	if (joined) {
		struct codebook_question plain = *q;
		parts.name = q->name;
		parts.type = CODEBOOK_MULTI;
		*q = parts;
		parts = plain;
	}
	codebook_question_release(&parts);
	return joined;
}

bool
codebook_question_is_selected(const struct codebook_question *q, const char *cell)
{
	for (size_t i = 0; q->selected && i < q->selected->n; i++)
		if (strcmp(q->selected->child[i].text, cell) == 0)
			return true;
	return !q->selected;
}

void
codebook_question_release(struct codebook_question *q)
{
	for (size_t i = 0; i < q->choices_cap; i++)
		free(q->choice[i].option);
	free(q->choice);
	ccr_dict_release(&q->answers);
	ccr_dict_release(&q->options);
}
