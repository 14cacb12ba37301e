/* program.c: see program.h. */
#include "program.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>
#ifdef __linux__
#include <sys/prctl.h>
#endif

#include "base/mem.h"
#include "base/out.h"
#include "data/library.h"

/* clang says its name in __VERSION__, gcc does not. */
#ifdef __clang__
#define COMPILER ""
#else
#define COMPILER "gcc "
#endif

enum { MAX_FILES = 16 };

static struct {
	bool help, version, quiet, show_values;
	int format;
	const char *output, *delimiter, *date_format, *ledger, *schema;
	struct ccr_list na, roles;
} common;

static const struct ccr_opt common_options[] = {
	{'f', "format", "csv|json|jsonl|table|md",
	 "how results are written (default: csv; table on a terminal)", OPT_CHOICE, &common.format,
	 NULL},
	{'o', "output", "FILE", "write there, whole or not at all", OPT_TEXT, &common.output, NULL},
	{'d', "delimiter", "C", "the character between the cells of CSV input (default: ,)",
	 OPT_TEXT, &common.delimiter, NULL},
	{0, "na", "TEXT", "also means missing (repeatable)", OPT_TEXTS, &common.na, NULL},
	{0, "date-format", "FORMAT", "of dates in rows: %Y %y %m %d %j %b %H %M %S %p", OPT_TEXT,
	 &common.date_format, NULL},
	{0, "col", "NAME=COLUMN", "this column of the input plays that role (repeatable)",
	 OPT_TEXTS, &common.roles, NULL},
	{0, "ledger", "FILE", "write where every row went, as CSV", OPT_TEXT, &common.ledger, NULL},
	{0, "quiet", NULL, "no ledger on standard error", OPT_FLAG, &common.quiet, NULL},
	{0, "show-values", NULL, "messages may show the value of a bad cell", OPT_FLAG,
	 &common.show_values, NULL},
	{0, "schema", "KIND", "print the JSON Schema of a document and stop", OPT_TEXT,
	 &common.schema, NULL},
	{'h', "help", NULL, "print this and stop", OPT_FLAG, &common.help, NULL},
	{'V', "version", NULL, "print versions and stop", OPT_FLAG, &common.version, NULL},
	CCR_OPT_END,
};

/* The tables of this program; NULL-terminated for opt.h. */
static const struct ccr_opt *tables[3];

static struct {
	const char *option;
	struct ccr_source source;
} files[MAX_FILES];
static size_t n_files;

/* Made before the results are written and said after: an error is the only line of a run that
 * failed, and nothing can go wrong once the results are out. */
static struct ccr_buf messages;

/* Victims' data are in memory: no core dumps, no files others can read.  (LeakSanitizer needs to be
 * able to trace itself.) */
static void
harden(void)
{
	struct rlimit none = {0, 0};

	setrlimit(RLIMIT_CORE, &none);
#if defined(__linux__) && !defined(__SANITIZE_ADDRESS__)
	prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
#endif
	umask(077);
}

static void
print_help(const struct ccr_program *program, const struct ccr_verb *of, struct ccr_buf *out)
{
	bool list = !of && *program->verbs->name;
	const char *verb_name = of ? of->name : list ? "VERB" : "";

	ccr_buf_printf(out, "Usage: %s %s%s[OPTION]... %s\n%s: %s\n", program->name, verb_name,
		       *verb_name ? " " : "", program->operands, program->name,
		       of ? of->help : program->purpose);
	if (list)
		ccr_buf_puts(out, "\nVerbs:\n");
	for (const struct ccr_verb *verb = program->verbs; list && verb->name; verb++)
		ccr_buf_printf(out, "  %-12s  %s\n", verb->name, verb->help);
	ccr_buf_puts(out, "\nOptions:\n");
	ccr_opt_help(out, program->options, of ? of->name : NULL);
	ccr_buf_puts(out, "\nCommon options:\n");
	ccr_opt_help(out, common_options, NULL);
	ccr_buf_printf(out,
		       "\nSee %s(1) for examples, ccr(7) for the workflow and the exit statuses.\n",
		       program->name);
}

static void
print_version(const struct ccr_program *program, struct ccr_buf *out)
{
	ccr_buf_printf(out, "%s %s\ncompiler: " COMPILER "%s\nlibraries: libcsv %s, cJSON %s",
		       program->name, CCR_VERSION, __VERSION__, ccr_csv_library(),
		       ccr_json_library());
	for (ccr_library *const *library = program->libraries; library && *library; library++)
		ccr_buf_printf(out, ", %s", (*library)());
	ccr_buf_puts(out, "\n");
}

static bool
print_schema(const struct ccr_program *program, struct ccr_buf *out, struct ccr_err *err)
{
	struct ccr_buf known = {0};

	ccr_buf_puts(&known, "");
	for (const struct ccr_kind *const *kind = program->kinds; kind && *kind; kind++) {
		if (strcmp((*kind)->name, common.schema) == 0) {
			ccr_doc_schema(*kind, out);
			ccr_buf_release(&known);
			return true;
		}
		ccr_buf_printf(&known, "%s%s", known.len ? ", " : "", (*kind)->name);
	}
	ccr_err_add(err, CCR_USAGE, NULL, 0, NULL, "no document kind '%s'; there are: %s",
		    common.schema, known.len ? known.data : "none");
	ccr_buf_release(&known);
	return false;
}

/* The verb that the first operand names; NULL where it names none. */
static const struct ccr_verb *
named_verb(const struct ccr_program *program, const struct ccr_operands *operands)
{
	for (const struct ccr_verb *verb = program->verbs; operands->n > 0 && verb->name; verb++)
		if (strcmp(verb->name, operands->item[0]) == 0)
			return verb;
	return NULL;
}

static const struct ccr_verb *
take_verb(const struct ccr_program *program, struct ccr_operands *operands, struct ccr_err *err)
{
	const struct ccr_verb *found = named_verb(program, operands);
	struct ccr_buf known = {0};

	if (!*program->verbs->name)
		return program->verbs;
	if (found) {
		operands->n--;
		memmove(operands->item, operands->item + 1, operands->n * sizeof *operands->item);
		return found;
	}
	for (const struct ccr_verb *verb = program->verbs; verb->name; verb++)
		ccr_buf_printf(&known, "%s%s", known.len ? ", " : "", verb->name);
	if (operands->n > 0)
		ccr_err_add(err, CCR_USAGE, NULL, 0, NULL, "unknown verb '%s'; there are: %s",
			    operands->item[0], known.data);
	else
		ccr_err_add(err, CCR_USAGE, NULL, 0, NULL, "a verb is needed: %s; try '%s --help'",
			    known.data, program->name);
	ccr_buf_release(&known);
	return NULL;
}

static bool
check_common(const struct ccr_verb *verb, struct ccr_input *input, struct ccr_err *err)
{
	const char *reason;

	if (!verb->field && ccr_opt_given(tables, "format"))
		return ccr_err_add(err, CCR_USAGE, NULL, 0, NULL,
				   "'%s' writes a document: it takes no --format", verb->name);
	input->delimiter = ',';
	if (common.delimiter) {
		bool tab = strcmp(common.delimiter, "\\t") == 0;
		input->delimiter = tab ? '\t' : common.delimiter[0];
		if ((!tab && strlen(common.delimiter) != 1) ||
		    (unsigned char)input->delimiter >= 0x80 || strchr("\"\r\n ", input->delimiter))
			return ccr_err_add(err, CCR_USAGE, NULL, 0, NULL,
					   "option '--delimiter': one character is needed, "
					   "not a quote, blank or line end");
	}
	if (common.date_format && (reason = ccr_date_format_check(common.date_format)))
		return ccr_err_add(err, CCR_USAGE, NULL, 0, NULL, "option '--date-format': %s",
				   reason);
	for (size_t i = 0; i < common.roles.n; i++)
		if (!strchr(common.roles.item[i], '='))
			return ccr_err_add(err, CCR_USAGE, NULL, 0, NULL,
					   "option '--col': NAME=COLUMN was expected");
	input->na = &common.na;
	input->date_format = common.date_format;
	input->show_values = common.show_values;
	input->roles = &common.roles;
	input->role_used = ccr_alloc(common.roles.n, sizeof *input->role_used);
	return true;
}

static bool
is_standard(const char *path)
{
	return strcmp(path, "-") == 0;
}

/* Opens the file of an option, or the document that its kind, of the same name, has stored. */
static bool
open_option(const struct ccr_program *program, const char *option, const char *path,
	    struct ccr_err *err)
{
	struct ccr_source *source = &files[n_files].source;
	const struct ccr_stored *stored = ccr_doc_stored(program->kinds, option, path);

	files[n_files++].option = option;
	if (!stored)
		return ccr_source_open(source, path, err);
	ccr_source_memory(source, path, stored->text, stored->n, stored->n);
	return true;
}

/* Opens everything that is read, before anything is. */
static bool
open_all(const struct ccr_program *program, const struct ccr_verb *verb,
	 const struct ccr_operands *operands, struct ccr_input *input, struct ccr_err *err)
{
	size_t standard = operands->n == 0;

	if (verb->max_files > 0 && operands->n > verb->max_files)
		return ccr_err_add(err, CCR_USAGE, NULL, 0, NULL,
				   "'%s' reads %zu file%s at most; '%s' is one too many",
				   verb->name, verb->max_files, verb->max_files > 1 ? "s" : "",
				   operands->item[verb->max_files]);
	for (size_t t = 0; tables[t]; t++) {
		for (const struct ccr_opt *option = tables[t]; option->name; option++) {
			const char *path =
				option->type == OPT_FILE ? *(const char **)option->to : NULL;
			if (!path || n_files == MAX_FILES)
				continue;
			standard += is_standard(path);
			if (!open_option(program, option->name, path, err))
				return false;
		}
	}
	input->n = operands->n ? operands->n : 1;
	input->source = ccr_alloc(input->n, sizeof *input->source);
	for (size_t i = 0; i < operands->n; i++)
		standard += is_standard(operands->item[i]);
	if (standard > 1)
		return ccr_err_add(err, CCR_USAGE, NULL, 0, NULL,
				   "standard input can be read only once");
	for (size_t i = 0; i < input->n; i++)
		if (!ccr_source_open(&input->source[i], operands->n ? operands->item[i] : NULL,
				     err))
			return false;
	return true;
}

static bool
check_target(const struct ccr_input *input, const char *path, struct ccr_err *err)
{
	bool same = false;

	for (size_t i = 0; path && i < input->n; i++)
		same |= ccr_source_is(&input->source[i], path);
	for (size_t i = 0; path && i < n_files; i++)
		same |= ccr_source_is(&files[i].source, path);
	return !same || ccr_err_add(err, CCR_USAGE, NULL, 0, NULL,
				    "'%s' is an input: it would be overwritten", path);
}

/* Do both paths name one file? */
static bool
is_same(const char *a, const char *b)
{
	struct stat x, y;

	if (strcmp(a, b) == 0)
		return true;
	return stat(a, &x) == 0 && stat(b, &y) == 0 && S_ISREG(x.st_mode) && x.st_dev == y.st_dev &&
	       x.st_ino == y.st_ino;
}

/* "-" is standard output for results, and nothing for the ledger. */
static bool
check_outputs(struct ccr_err *err)
{
	if ((common.output && !*common.output) || (common.ledger && !*common.ledger))
		return ccr_err_add(err, CCR_USAGE, NULL, 0, NULL,
				   "options '--output' and '--ledger' need the name of a file");
	if (common.output && is_standard(common.output))
		common.output = NULL;
	if (common.ledger && is_standard(common.ledger))
		return ccr_err_add(err, CCR_USAGE, NULL, 0, NULL,
				   "option '--ledger': a file is needed");
	if (common.output && common.ledger && is_same(common.output, common.ledger))
		return ccr_err_add(err, CCR_USAGE, NULL, 0, NULL,
				   "results and ledger cannot go to one file");
	return true;
}

static bool
check_roles(const struct ccr_input *input, struct ccr_err *err)
{
	for (size_t i = 0; i < common.roles.n; i++)
		if (!input->role_used[i])
			return ccr_err_add(err, CCR_USAGE, NULL, 0, NULL,
					   "option '--col': no role is called '%.*s' here",
					   (int)strcspn(common.roles.item[i], "="),
					   common.roles.item[i]);
	return true;
}

/* The ledger first, so that status 4 means that there is no result. */
static bool
write_results(struct ccr_run *run)
{
	struct ccr_buf ledger = {0};
	bool done = true;

	ccr_emit_finish(run->out);
	if (common.ledger) {
		ccr_ledger_csv(run->ledger, &ledger);
		done = ccr_out_write(common.ledger, ledger.data, ledger.len, run->err);
		ccr_buf_release(&ledger);
	}
	return done && ccr_out_write(common.output, run->text->data ? run->text->data : "",
				     run->text->len, run->err);
}

static bool
run_verb(const struct ccr_program *program, struct ccr_operands *operands, struct ccr_run *run)
{
	const struct ccr_verb *verb = take_verb(program, operands, run->err);
	int format = common.format;

	if (!verb || !ccr_opt_check_verb(tables, verb->name, run->err) ||
	    !check_common(verb, run->input, run->err) ||
	    !open_all(program, verb, operands, run->input, run->err) ||
	    !check_target(run->input, common.output, run->err) ||
	    !check_target(run->input, common.ledger, run->err) || !check_outputs(run->err))
		return false;
	if (!ccr_opt_given(tables, "format"))
		format = !common.output && isatty(STDOUT_FILENO) ? CCR_TABLE : CCR_CSV;
	ccr_emit_init(run->out, (enum ccr_format)format, verb->field, verb->n_fields);
	if (!verb->run(run) || run->err->n > 0 || !check_roles(run->input, run->err))
		return false;
	if (!common.quiet)
		ccr_ledger_say(run->ledger, &messages);
	if (!write_results(run))
		return false;
	if (messages.len > 0)
		fputs(messages.data, stderr);
	return true;
}

static bool
dispatch(const struct ccr_program *program, int argc, char *argv[], struct ccr_operands *operands,
	 struct ccr_run *run)
{
	if (!ccr_opt_parse(tables, argc, argv, operands, run->err))
		return false;
	if (!common.help && !common.version && !common.schema)
		return run_verb(program, operands, run);
	for (size_t i = 0; common.output && i < operands->n; i++)
		if (is_same(operands->item[i], common.output))
			return ccr_err_add(run->err, CCR_USAGE, NULL, 0, NULL,
					   "'%s' is an input: it would be overwritten",
					   common.output);
	if (common.help)
		print_help(program, named_verb(program, operands), run->text);
	else if (common.version)
		print_version(program, run->text);
	else if (!print_schema(program, run->text, run->err))
		return false;
	return ccr_out_write(common.output, run->text->data, run->text->len, run->err);
}

int
ccr_main(const struct ccr_program *program, int argc, char *argv[])
{
	struct ccr_err err = {0};
	struct ccr_input input = {0};
	struct ccr_emit out = {0};
	struct ccr_ledger ledger = {0};
	struct ccr_operands operands = {0};
	struct ccr_run run = {
		.input = &input,
		.out = &out,
		.text = &out.out,
		.ledger = &ledger,
		.err = &err,
	};
	enum ccr_status status;

	ccr_program_name = program->name;
	tables[0] = program->options;
	tables[1] = common_options;
	ccr_out_start();
	harden();
	input.ledger = &ledger;
	if (dispatch(program, argc, argv, &operands, &run)) {
		status = run.attention ? CCR_ATTENTION : CCR_OK;
	} else {
		ccr_err_print(&err);
		/* A verb that fails says why; one that does not has a fault of its own. */
		status = err.n > 0 ? err.status : CCR_SYSTEM;
	}
	for (size_t i = 0; i < input.n && input.source; i++)
		ccr_source_close(&input.source[i]);
	for (size_t i = 0; i < n_files; i++)
		ccr_source_close(&files[i].source);
	ccr_buf_release(&messages);
	free(input.source);
	free(input.role_used);
	free(operands.item);
	ccr_emit_release(&out);
	ccr_ledger_release(&ledger);
	ccr_err_release(&err);
	ccr_opt_release(tables);
	return ccr_out_finish(status);
}

bool
ccr_given(const struct ccr_run *run, const char *option)
{
	(void)run;
	return ccr_opt_given(tables, option);
}

ccr_date
ccr_run_date(const struct ccr_run *run, const char *option)
{
	for (size_t t = 0; tables[t] && ccr_given(run, option); t++)
		for (const struct ccr_opt *o = tables[t]; o->name; o++)
			if (strcmp(o->name, option) == 0 && o->type == OPT_DATE)
				return *(const ccr_date *)o->to;
	return CCR_DATE_NONE;
}

struct ccr_source *
ccr_run_file(const struct ccr_run *run, const char *option)
{
	(void)run;
	for (size_t i = 0; i < n_files; i++)
		if (strcmp(files[i].option, option) == 0)
			return &files[i].source;
	return NULL;
}

bool
ccr_run_table(const struct ccr_run *run, const char *option, struct ccr_input *table)
{
	*table = (struct ccr_input){.source = ccr_run_file(run, option),
				    .n = 1,
				    .delimiter = run->input->delimiter,
				    .na = run->input->na,
				    .date_format = run->input->date_format,
				    .show_values = run->input->show_values};
	return table->source != NULL;
}

bool
ccr_usage(struct ccr_run *run, const char *format, ...)
{
	va_list args;
	char *text;

	va_start(args, format);
	text = ccr_vprintf(format, args);
	va_end(args);
	ccr_err_add(run->err, CCR_USAGE, NULL, 0, NULL, "%s", text);
	free(text);
	return false;
}

void
ccr_note(const struct ccr_run *run, const char *format, ...)
{
	va_list args;
	char *text;

	(void)run;
	if (common.quiet)
		return;
	va_start(args, format);
	text = ccr_vprintf(format, args);
	va_end(args);
	ccr_err_line(&messages, text);
	free(text);
}
