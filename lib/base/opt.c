/* opt.c: see opt.h.  getopt_long does the parsing.  Its option string begins with '-', so that
 * operands come in order, as code 1, and POSIXLY_CORRECT in the environment changes nothing;
 * abbreviated long options are refused, because a script that uses one breaks on the day a second
 * option begins alike. */
#include "base/opt.h"

#include <getopt.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/mem.h"
#include "base/num.h"

enum { LONG_BASE = 256, MAX_OPTIONS = 96 };

/* Which options were given: one mark per row, tables one after the other. */
static bool given[MAX_OPTIONS];

/* Values that wait for the verb: of options that stand in the table once for each of several verbs.
 */
static char *waiting[MAX_OPTIONS];

static const struct ccr_opt *
nth(const struct ccr_opt *const *tables, size_t index)
{
	for (size_t t = 0; tables[t]; t++)
		for (const struct ccr_opt *o = tables[t]; o->name; o++)
			if (index-- == 0)
				return o;
	return NULL;
}

void
ccr_list_add(struct ccr_list *list, const char *text)
{
	list->item = ccr_realloc(list->item, list->n + 1, sizeof *list->item);
	list->item[list->n++] = ccr_strdup(text);
}

bool
ccr_list_parse(struct ccr_list *list, const char *record)
{
	struct ccr_buf cell = {0};
	const char *p = record;

	for (;;) {
		ccr_buf_clear(&cell);
		ccr_buf_puts(&cell, "");
		if (*p == '"') {
			for (p++; *p && (*p != '"' || p[1] == '"'); p++) {
				p += *p == '"';
				ccr_buf_add(&cell, p, 1);
			}
			if (*p++ != '"' || (*p && *p != ',')) {
				ccr_buf_release(&cell);
				return false;
			}
		}
		for (; *p && *p != ','; p++)
			ccr_buf_add(&cell, p, 1);
		ccr_list_add(list, cell.data);
		if (!*p)
			break;
		p++;
	}
	ccr_buf_release(&cell);
	return true;
}

void
ccr_list_release(struct ccr_list *list)
{
	for (size_t i = 0; i < list->n; i++)
		free(list->item[i]);
	free(list->item);
	*list = (struct ccr_list){0};
}

static bool
parse_numbers(struct ccr_numbers *numbers, const char *value)
{
	struct ccr_list list = {0};
	bool good = ccr_list_parse(&list, value);

	free(numbers->item);
	numbers->item = ccr_alloc(list.n, sizeof *numbers->item);
	numbers->n = list.n;
	for (size_t i = 0; good && i < list.n; i++)
		good = !ccr_num_parse(list.item[i], strlen(list.item[i]), &numbers->item[i]);
	ccr_list_release(&list);
	return good;
}

int
ccr_opt_choice(const char *choices, const char *name)
{
	size_t n = strlen(name);
	int index = 0;

	for (const char *p = choices; *p; index++) {
		size_t width = strcspn(p, "|");
		if (width == n && strncmp(p, name, n) == 0)
			return index;
		p += width + (p[width] == '|');
	}
	return -1;
}

/* Stores a value; NULL, or what was expected. */
static const char *
store(const struct ccr_opt *o, char *value)
{
	switch (o->type) {
	case OPT_FLAG: *(bool *)o->to = true; return NULL;
	case OPT_TEXT:
	case OPT_FILE: *(const char **)o->to = value; return NULL;
	case OPT_LIST:
		return ccr_list_parse(o->to, value) ? NULL : "a list of names, as one CSV record";
	case OPT_TEXTS: ccr_list_add(o->to, value); return NULL;
	case OPT_LISTS: {
		struct ccr_lists *lists = o->to;
		CCR_GROW(lists->list, lists->cap, lists->n + 1);
		return ccr_list_parse(&lists->list[lists->n++], value)
			       ? NULL
			       : "a list of names, as one CSV record";
	}
	case OPT_NUMBERS:
		return parse_numbers(o->to, value) ? NULL : "numbers, separated by commas";
	case OPT_NUMBER: return ccr_num_parse(value, strlen(value), o->to) ? "a number" : NULL;
	case OPT_COUNT:
		return ccr_num_parse_whole(value, strlen(value), 0, 9e15, o->to) ? "a whole number"
										 : NULL;
	case OPT_CHOICE: {
		int choice = ccr_opt_choice(o->arg, value);
		if (choice >= 0)
			*(int *)o->to = choice;
		return choice >= 0 ? NULL : o->arg;
	}
	case OPT_DATE:
		return ccr_date_parse(value, strlen(value), NULL, o->to) ? "a date, YYYY-MM-DD"
									 : NULL;
	}
	return NULL;
}

struct getopt_tables {
	char letters[2 * MAX_OPTIONS + 4];
	struct option longs[MAX_OPTIONS + 1];
	size_t n;
};

static void
fill(struct getopt_tables *g, const struct ccr_opt *const *tables)
{
	size_t at = 0;
	const struct ccr_opt *o;

	memset(g, 0, sizeof *g);
	g->letters[at++] = '-';
	g->letters[at++] = ':';
	for (; (o = nth(tables, g->n)); g->n++) {
		if (g->n == MAX_OPTIONS)
			ccr_die(CCR_SYSTEM, "more options than opt.c has room for");
		g->longs[g->n] = (struct option){
			o->name, o->type == OPT_FLAG ? no_argument : required_argument, NULL,
			LONG_BASE + (int)g->n};
		if (o->letter) {
			g->letters[at++] = o->letter;
			if (o->type != OPT_FLAG)
				g->letters[at++] = ':';
		}
	}
}

static size_t
index_of(const struct ccr_opt *const *tables, int code)
{
	size_t i = 0;

	if (code >= LONG_BASE)
		return (size_t)(code - LONG_BASE);
	for (const struct ccr_opt *o; (o = nth(tables, i)) && o->letter != code; i++)
		;
	return i;
}

static const char *
spelled(const char *word, char *out, size_t size, int letter)
{
	size_t n;

	if (word && strncmp(word, "--", 2) == 0) {
		n = strcspn(word, "=");
		n = n < size ? n : size - 1;
		memcpy(out, word, n);
		out[n] = '\0';
	} else {
		out[0] = '-';
		out[1] = (char)letter;
		out[2] = '\0';
	}
	return out;
}

/* The row of this option for a verb; NULL: it has none. */
static const struct ccr_opt *
row_for(const struct ccr_opt *const *tables, const char *name, const char *verb)
{
	const struct ccr_opt *o;

	for (size_t i = 0; (o = nth(tables, i)); i++)
		if (strcmp(o->name, name) == 0 &&
		    (!o->verbs || ccr_opt_choice(o->verbs, verb) >= 0))
			return o;
	return NULL;
}

/* Does another row have this one's name? */
static bool
has_twin(const struct ccr_opt *const *tables, const struct ccr_opt *row)
{
	const struct ccr_opt *o;

	for (size_t i = 0; (o = nth(tables, i)); i++)
		if (o != row && strcmp(o->name, row->name) == 0)
			return true;
	return false;
}

static bool
take_value(const struct ccr_opt *o, char *value, struct ccr_err *err)
{
	const char *expected = store(o, value);

	return !expected ||
	       ccr_err_add(err, CCR_USAGE, NULL, 0, NULL, "option '--%s': '%s' is not %s%s",
			   o->name, value, o->type == OPT_CHOICE ? "one of " : "", expected);
}

static bool
parse_one(const struct ccr_opt *const *tables, int code, const char *word, struct ccr_err *err)
{
	char name[64];
	size_t index = index_of(tables, code);
	const struct ccr_opt *o = nth(tables, index);

	spelled(word, name, sizeof name, o->letter);
	if (code >= LONG_BASE && strcmp(name + 2, o->name) != 0)
		return ccr_err_add(err, CCR_USAGE, NULL, 0, NULL,
				   "unknown option '%s'; did you mean '--%s'?", name, o->name);
	if (given[index] && o->type != OPT_LIST && o->type != OPT_TEXTS && o->type != OPT_LISTS &&
	    o->type != OPT_FLAG)
		return ccr_err_add(err, CCR_USAGE, NULL, 0, NULL, "option '--%s' is given twice",
				   o->name);
	given[index] = true;
	if (!has_twin(tables, o))
		return take_value(o, optarg, err);
	waiting[index] = optarg;
	return true;
}

bool
ccr_opt_parse(const struct ccr_opt *const *tables, int argc, char *argv[],
	      struct ccr_operands *operands, struct ccr_err *err)
{
	struct getopt_tables g;
	char name[64];

	memset(given, 0, sizeof given);
	memset(waiting, 0, sizeof waiting);
	fill(&g, tables);
	optind = 1;
	opterr = 0;
	for (;;) {
		/* In a cluster like -ab optind stays at the word until its last letter is taken. */
		const char *word = optind < argc ? argv[optind] : NULL;
		int code = getopt_long(argc, argv, g.letters, g.longs, NULL);
		if (code == -1)
			break;
		if (code == 1) {
			CCR_GROW(operands->item, operands->cap, operands->n + 1);
			operands->item[operands->n++] = optarg;
		} else if (code == '?' && optopt >= LONG_BASE) {
			return ccr_err_add(err, CCR_USAGE, NULL, 0, NULL,
					   "option '%s' takes no value",
					   spelled(word, name, sizeof name, optopt));
		} else if (code == '?') {
			return ccr_err_add(err, CCR_USAGE, NULL, 0, NULL,
					   "unknown option '%s'; try '%s --help'",
					   spelled(word, name, sizeof name, optopt),
					   ccr_program_name);
		} else if (code == ':') {
			return ccr_err_add(err, CCR_USAGE, NULL, 0, NULL,
					   "option '%s' needs a value",
					   spelled(word, name, sizeof name, optopt));
		} else if (!parse_one(tables, code, word, err)) {
			return false;
		}
	}
	for (; optind < argc; optind++) {
		CCR_GROW(operands->item, operands->cap, operands->n + 1);
		operands->item[operands->n++] = argv[optind];
	}
	return true;
}

bool
ccr_opt_given(const struct ccr_opt *const *tables, const char *name)
{
	const struct ccr_opt *o;

	for (size_t i = 0; (o = nth(tables, i)); i++)
		if (strcmp(o->name, name) == 0)
			return given[i];
	return false;
}

/* The verbs of all rows of an option. */
static void
list_verbs(const struct ccr_opt *const *tables, const char *name, struct ccr_buf *verbs)
{
	const struct ccr_opt *o;

	for (size_t i = 0; (o = nth(tables, i)); i++)
		if (strcmp(o->name, name) == 0)
			ccr_buf_printf(verbs, "%s%s", verbs->len ? "|" : "", o->verbs);
}

bool
ccr_opt_check_verb(const struct ccr_opt *const *tables, const char *verb, struct ccr_err *err)
{
	const struct ccr_opt *o;
	struct ccr_buf verbs = {0};

	for (size_t i = 0; (o = nth(tables, i)); i++) {
		const struct ccr_opt *row = given[i] ? row_for(tables, o->name, verb) : NULL;
		if (given[i] && !row) {
			list_verbs(tables, o->name, &verbs);
			ccr_err_add(err, CCR_USAGE, NULL, 0, NULL,
				    "option '--%s' is not for '%s' but for '%s'", o->name, verb,
				    verbs.data);
			ccr_buf_release(&verbs);
			return false;
		}
		if (row && waiting[i] && !take_value(row, waiting[i], err))
			return false;
	}
	return true;
}

void
ccr_opt_help(struct ccr_buf *out, const struct ccr_opt *table, const char *verb)
{
	struct ccr_buf left = {0};

	for (const struct ccr_opt *o = table; o->name; o++) {
		if (verb && o->verbs && ccr_opt_choice(o->verbs, verb) < 0)
			continue;
		ccr_buf_clear(&left);
		if (o->letter)
			ccr_buf_printf(&left, "  -%c, --%s", o->letter, o->name);
		else
			ccr_buf_printf(&left, "      --%s", o->name);
		if (o->type != OPT_FLAG)
			ccr_buf_printf(&left, "=%s", o->arg);
		ccr_buf_add(out, left.data, left.len);
		if (left.len > 30)
			ccr_buf_puts(out, "\n");
		ccr_buf_pad(out, ' ', left.len > 30 ? 32 : 32 - left.len);
		ccr_buf_puts(out, o->help);
		if (o->verbs && !verb)
			ccr_buf_printf(out, " (%s)", o->verbs);
		ccr_buf_puts(out, "\n");
	}
	ccr_buf_release(&left);
}

void
ccr_opt_release(const struct ccr_opt *const *tables)
{
	const struct ccr_opt *o;

	for (size_t i = 0; (o = nth(tables, i)); i++) {
		if (o->type == OPT_LIST || o->type == OPT_TEXTS) {
			ccr_list_release(o->to);
		} else if (o->type == OPT_LISTS) {
			struct ccr_lists *lists = o->to;
			for (size_t k = 0; k < lists->n; k++)
				ccr_list_release(&lists->list[k]);
			free(lists->list);
			*lists = (struct ccr_lists){0};
		} else if (o->type == OPT_NUMBERS) {
			struct ccr_numbers *numbers = o->to;
			free(numbers->item);
			*numbers = (struct ccr_numbers){0};
		}
	}
}
