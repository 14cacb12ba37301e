/* dialect.c: see dialect.h.
 *
 * Each dialect is one entry of a table and one signature.  A signature that is met by chance would
 * take rows of answers for header rows, so each asks for what no table of another origin has.  The
 * exports are described by their makers' help pages and, as files, by fivethirtyeight/data
 * (SurveyMonkey), ropensci/qualtRics, kobotoolbox/formpack and limepy.
 */
#include "data/dialect.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "data/dict.h"

/* More than this is no header: one long cell that goes on over thousands of columns. */
enum { NAMES_MAX = 64 << 20, RENAMED_SHOWN = 5 };

static const char *const none[] = {NULL};

static const char *const surveymonkey_metadata[] = {
	"Respondent ID", "RespondentID",
	"Collector ID",  "CollectorID",
	"Start Date",    "StartDate",
	"End Date",      "EndDate",
	"IP Address",    "Date Created",
	"Date Modified", "Email Address",
	"First Name",    "Last Name",
	"Custom Data",   "Custom Data 1",
	"Custom Data 2", "Custom Data 3",
	"Custom Data 4", "Custom Data 5",
	"Custom Data 6", NULL,
};
static const char *const surveymonkey_missing[] = {"Not selected", NULL};

static const char *const qualtrics_metadata[] = {
	"StartDate",
	"EndDate",
	"Status",
	"IPAddress",
	"Progress",
	"Duration (in seconds)",
	"Finished",
	"RecordedDate",
	"ResponseId",
	"ResponseSet",
	"RecipientLastName",
	"RecipientFirstName",
	"RecipientEmail",
	"Name",
	"EmailAddress",
	"ExternalReference",
	"ExternalDataReference",
	"LocationLatitude",
	"LocationLongitude",
	"LocationAccuracy",
	"DistributionChannel",
	"UserLanguage",
	"Q_RecaptchaScore",
	"Q_RelevantIDDuplicate",
	"Q_RelevantIDDuplicateScore",
	"Q_RelevantIDFraudScore",
	"Q_RelevantIDLastStartDate",
	"Q_DuplicateRespondent",
	"Q_BallotBoxStuffing",
	"Q_TotalDuration",
	NULL,
};
/* The same in the first row of the legacy form, where they are numbered. */
static const char *const legacy_metadata[] = {
	"V1", "V2", "V3", "V4", "V5", "V6", "V7", "V8", "V9", "V10", NULL,
};

static const char *const google_metadata[] = {"Timestamp", "Email Address", "Username", "Score",
					      NULL};

/* Names that begin with _ are added by the server. */
static const char *const kobo_metadata[] = {
	"start",
	"end",
	"today",
	"deviceid",
	"subscriberid",
	"simserial",
	"simid",
	"phonenumber",
	"username",
	"email",
	"audit",
	"__version__",
	"formhub/uuid",
	"KEY",
	"meta/instanceID",
	"instanceID",
	"meta/instanceName",
	"instanceName",
	"meta/rootUuid",
	NULL,
};

static const char *const limesurvey_metadata[] = {
	"id",
	"submitdate",
	"lastpage",
	"startlanguage",
	"seed",
	"token",
	"startdate",
	"datestamp",
	"ipaddr",
	"refurl",
	"firstname",
	"lastname",
	"email",
	"interviewtime",
	"Response ID",
	"Last page",
	"Date submitted",
	"Start language",
	"Date started",
	"Token",
	"IP address",
	"Referrer URL",
	"Access code",
	"Date last action",
	"First name",
	"Last name",
	"Email address",
	"Total time",
	NULL,
};
static const char *const limesurvey_missing[] = {"N/A", NULL};

static const char *const msforms_metadata[] = {
	"ID",   "Start time",         "Completion time", "Email",
	"Name", "Last modified time", "Language",        NULL,
};

static const struct known {
	const char *title;
	const char *const *metadata, *const *missing;
	const char *separator;
} known[] = {
	[CCR_DIALECT_AUTO] = {"unknown", none, none, NULL},
	[CCR_DIALECT_PLAIN] = {"plain", none, none, NULL},
	[CCR_DIALECT_SURVEYMONKEY] = {"SurveyMonkey", surveymonkey_metadata, surveymonkey_missing,
				      NULL},
	[CCR_DIALECT_QUALTRICS] = {"Qualtrics", qualtrics_metadata, none, ","},
	[CCR_DIALECT_GOOGLE] = {"Google Forms", google_metadata, none, ", "},
	[CCR_DIALECT_KOBO] = {"KoboToolbox", kobo_metadata, none, " "},
	[CCR_DIALECT_LIMESURVEY] = {"LimeSurvey", limesurvey_metadata, limesurvey_missing, NULL},
	[CCR_DIALECT_MSFORMS] = {"Microsoft Forms", msforms_metadata, none, ";"},
};

static const struct ccr_cell *
cell_at(const struct ccr_heading *h, size_t row, size_t column)
{
	return &h->cell[row * h->columns + column];
}

static bool
is(const struct ccr_cell *cell, const char *text)
{
	return strcasecmp(cell->p, text) == 0;
}

static bool
begins(const char *text, const char *with)
{
	return strncmp(text, with, strlen(with)) == 0;
}

/* Does the first row hold the name? */
static bool
has(const struct ccr_heading *h, const char *name)
{
	for (size_t i = 0; i < h->columns; i++)
		if (is(cell_at(h, 0, i), name))
			return true;
	return false;
}

/* What the second row of SurveyMonkey holds where a question has one column. */
static bool
is_response(const struct ccr_cell *cell)
{
	return is(cell, "Response") || is(cell, "Open-Ended Response");
}

static bool
is_surveymonkey(const struct ccr_heading *h)
{
	bool labels = false;

	if (h->rows < 2 ||
	    !(is(cell_at(h, 0, 0), "Respondent ID") || is(cell_at(h, 0, 0), "RespondentID")))
		return false;
	/* A respondent always has a number: this is no answer. */
	if (cell_at(h, 1, 0)->n > 0 && !is_response(cell_at(h, 1, 0)))
		return false;
	for (size_t i = 0; i < h->columns; i++)
		labels |= is_response(cell_at(h, 1, i)) || cell_at(h, 0, i)->n == 0;
	return labels;
}

/* Does the row hold the identifiers of the columns, as JSON? */
static bool
has_import_ids(const struct ccr_heading *h, size_t row)
{
	return row < h->rows && begins(cell_at(h, row, 0)->p, "{\"ImportId\":");
}

static bool
is_qualtrics(const struct ccr_heading *h)
{
	return has_import_ids(h, 1) || has_import_ids(h, 2) ||
	       (h->rows > 1 && is(cell_at(h, 0, 0), "V1") && is(cell_at(h, 1, 0), "ResponseID"));
}

static bool
is_msforms(const struct ccr_heading *h)
{
	return h->columns > 2 && is(cell_at(h, 0, 0), "ID") && is(cell_at(h, 0, 1), "Start time") &&
	       is(cell_at(h, 0, 2), "Completion time");
}

static bool
is_kobo(const struct ccr_heading *h)
{
	return (has(h, "_uuid") &&
		(has(h, "_id") || has(h, "_index") || (has(h, "start") && has(h, "end")))) ||
	       (has(h, "_id") && has(h, "_submission_time")) ||
	       (has(h, "SubmissionDate") && has(h, "KEY"));
}

static bool
is_limesurvey(const struct ccr_heading *h)
{
	const struct ccr_cell *first = cell_at(h, 0, 0);

	if (is(first, "id")) {
		if (has(h, "submitdate") || has(h, "lastpage"))
			return true;
		for (size_t i = 1; i < h->columns; i++) {
			const struct ccr_cell *name = cell_at(h, 0, i);
			const char *open = strchr(name->p, '[');
			if (open && open > name->p && name->p[name->n - 1] == ']' &&
			    isalpha((unsigned char)name->p[0]) &&
			    strcspn(name->p, " ") > (size_t)(open - name->p))
				return true;
		}
		return false;
	}
	return is(first, "id. Response ID") ||
	       (is(first, "Response ID") && has(h, "Date submitted") && has(h, "Last page"));
}

enum ccr_dialect_kind
ccr_dialect_recognise(const struct ccr_heading *h)
{
	if (h->rows == 0 || h->columns == 0)
		return CCR_DIALECT_PLAIN;
	if (is_surveymonkey(h))
		return CCR_DIALECT_SURVEYMONKEY;
	if (is_qualtrics(h))
		return CCR_DIALECT_QUALTRICS;
	if (is_msforms(h))
		return CCR_DIALECT_MSFORMS;
	if (is_kobo(h))
		return CCR_DIALECT_KOBO;
	if (is_limesurvey(h))
		return CCR_DIALECT_LIMESURVEY;
	/* The name is English in every language of the form but the sheet's; case counts, because
	 * other tables begin with 'timestamp'. */
	return strcmp(cell_at(h, 0, 0)->p, "Timestamp") == 0 ? CCR_DIALECT_GOOGLE
							     : CCR_DIALECT_PLAIN;
}

/* Kobo can put a row of HXL tags below the names: #adm1+name, or empty. */
static bool
has_tags(const struct ccr_heading *h)
{
	bool tags = false;

	for (size_t i = 0; h->rows > 1 && i < h->columns; i++) {
		const struct ccr_cell *cell = cell_at(h, 1, i);
		if (cell->n > 0 && (cell->p[0] != '#' || !isalpha((unsigned char)cell->p[1])))
			return false;
		tags |= cell->n > 0;
	}
	return tags;
}

/* Where rows can be known for header rows, they have to be: people delete the second and third. */
size_t
ccr_dialect_header_rows(enum ccr_dialect_kind kind, const struct ccr_heading *h)
{
	if (h->rows == 0 || h->columns == 0)
		return 1;
	if (kind == CCR_DIALECT_SURVEYMONKEY)
		return 2;
	if (kind == CCR_DIALECT_KOBO)
		return has_tags(h) ? 2 : 1;
	if (kind != CCR_DIALECT_QUALTRICS)
		return 1;
	if (has_import_ids(h, 2))
		return 3;
	return has_import_ids(h, 1) || is_qualtrics(h) ? 2 : 1;
}

static void
add_part(struct ccr_buf *name, const char *between, const struct ccr_cell *part)
{
	if (part->n == 0)
		return;
	ccr_buf_puts(name, name->len > 0 ? between : "");
	ccr_buf_add(name, part->p, part->n);
}

/* The question, which an empty cell continues from the left, and the choice or row in brackets. */
static void
name_of_choice(const struct ccr_heading *h, size_t column, const struct ccr_cell *question,
	       struct ccr_buf *name)
{
	struct ccr_buf label = {0};
	bool empty = cell_at(h, 0, column)->n == 0;

	for (size_t row = 1; row < h->rows; row++) {
		const struct ccr_cell *cell = cell_at(h, row, column);
		empty &= cell->n == 0;
		if (!is_response(cell))
			add_part(&label, " - ", cell);
	}
	if (question && !empty)
		add_part(name, "", question);
	if (label.len > 0 && name->len > 0)
		ccr_buf_printf(name, " [%s]", label.data);
	else if (label.len > 0)
		ccr_buf_add(name, label.data, label.len);
	ccr_buf_release(&label);
}

/* A name has to be typed: line ends and tabs, with the blanks about them, become one blank, and
 * blanks at its ends go. */
static void
tidy(struct ccr_buf *name)
{
	size_t n = 0, i = 0;

	while (i < name->len) {
		size_t begin = i;
		bool ends = false;
		for (; i < name->len && strchr(" \t\r\n", name->data[i]); i++)
			ends |= name->data[i] != ' ';
		if (n > 0 && i < name->len)
			for (size_t k = ends && i > begin ? i - 1 : begin; k < i; k++)
				name->data[n++] = ' ';
		if (i < name->len)
			name->data[n++] = name->data[i++];
	}
	name->data[n] = '\0';
	name->len = n;
}

static void
make_name(const struct ccr_dialect *d, const struct ccr_heading *h, size_t column,
	  const struct ccr_cell *question, struct ccr_buf *name)
{
	ccr_buf_clear(name);
	if (d->kind == CCR_DIALECT_SURVEYMONKEY)
		name_of_choice(h, column, question, name);
	else if (d->kind == CCR_DIALECT_QUALTRICS || d->kind == CCR_DIALECT_KOBO)
		add_part(name, "", cell_at(h, 0, column));
	else
		for (size_t row = 0; row < h->rows; row++)
			add_part(name, " - ", cell_at(h, row, column));
	if (d->kind != CCR_DIALECT_PLAIN)
		tidy(name);
}

static void
rename_column(struct ccr_dialect *d, struct ccr_cell *name, const char *text,
	      struct ccr_arena *arena)
{
	size_t n = strlen(text);

	*name = (struct ccr_cell){ccr_arena_text(arena, text, n), n};
	CCR_GROW(d->renamed, d->renamed_cap, d->n_renamed + 1);
	d->renamed[d->n_renamed++] = name->p;
}

/* Names that stand in the file keep to their first columns. */
static void
repair(struct ccr_dialect *d, size_t n, struct ccr_arena *arena, struct ccr_cell *names)
{
	struct ccr_dict taken = {0};
	size_t *times;

	for (size_t i = 0; i < n; i++)
		if (names[i].n > 0)
			ccr_dict_add(&taken, names[i].p, names[i].n);
	times = ccr_alloc(taken.n, sizeof *times);
	for (size_t i = 0; i < n; i++) {
		bool empty = names[i].n == 0;
		size_t fresh = 1, *k = &fresh;
		char *text;
		if (!empty && (*(k = &times[ccr_dict_find(&taken, names[i].p, names[i].n)])) == 0) {
			*k = 1;
			continue;
		}
		text = empty ? ccr_printf("#%zu", i + 1) : ccr_printf("%s (%zu)", names[i].p, ++*k);
		while (ccr_dict_find(&taken, text, strlen(text)) != CCR_NO_CODE) {
			free(text);
			text = empty ? ccr_printf("#%zu (%zu)", i + 1, ++*k)
				     : ccr_printf("%s (%zu)", names[i].p, ++*k);
		}
		ccr_dict_add(&taken, text, strlen(text));
		rename_column(d, &names[i], text, arena);
		free(text);
	}
	free(times);
	ccr_dict_release(&taken);
}

/* The first column of each name: they come before the questions. */
static void
find_previews(struct ccr_dialect *d, const struct ccr_heading *h)
{
	static const char *const names[CCR_PREVIEWS] = {"DistributionChannel", "Status"};

	for (size_t k = 0; d->kind == CCR_DIALECT_QUALTRICS && k < CCR_PREVIEWS; k++) {
		for (size_t i = 0; i < h->columns; i++) {
			bool legacy = h->rows > 1 && cell_at(h, 0, i)->p[0] == 'V';
			if (strcmp(cell_at(h, legacy, i)->p, names[k]) != 0)
				continue;
			d->preview[d->n_previews++] = i;
			break;
		}
	}
}

bool
ccr_dialect_names(struct ccr_dialect *d, const struct ccr_heading *h, bool repaired,
		  struct ccr_arena *arena, struct ccr_cell *names)
{
	const struct ccr_cell *question = NULL;
	struct ccr_buf name = {0};
	size_t total = 0;

	ccr_buf_puts(&name, "");
	for (size_t i = 0; i < h->columns && total <= NAMES_MAX; i++) {
		if (cell_at(h, 0, i)->n > 0)
			question = cell_at(h, 0, i);
		make_name(d, h, i, question, &name);
		names[i] = (struct ccr_cell){ccr_arena_text(arena, name.data, name.len), name.len};
		total += name.len;
	}
	ccr_buf_release(&name);
	if (total > NAMES_MAX)
		return false;
	find_previews(d, h);
	if (repaired)
		repair(d, h->columns, arena, names);
	return true;
}

void
ccr_dialect_release(struct ccr_dialect *d)
{
	free(d->renamed);
	d->renamed = NULL;
	d->n_renamed = d->renamed_cap = 0;
}

const char *
ccr_dialect_title(const struct ccr_dialect *d)
{
	return known[d ? d->kind : CCR_DIALECT_PLAIN].title;
}

void
ccr_dialect_describe(const struct ccr_dialect *d, struct ccr_buf *out)
{
	if (!d || (d->kind == CCR_DIALECT_PLAIN && d->n_renamed == 0))
		return;
	if (d->kind != CCR_DIALECT_PLAIN)
		ccr_buf_printf(out, "read as a %s export: %zu header row%s", known[d->kind].title,
			       d->header_rows, d->header_rows == 1 ? "" : "s");
	if (d->kind != CCR_DIALECT_PLAIN && d->delimiter == '\t')
		ccr_buf_puts(out, ", tabs between cells");
	else if (d->kind != CCR_DIALECT_PLAIN && d->delimiter != ',')
		ccr_buf_printf(out, ", '%c' between cells", d->delimiter);
	for (size_t i = 0; i < d->n_renamed && i < RENAMED_SHOWN; i++)
		ccr_buf_printf(out, "%s'%s'",
			       i > 0          ? ", "
			       : out->len > 0 ? "; columns without a name of their own are called "
					      : "columns without a name of their own are called ",
			       d->renamed[i]);
	if (d->n_renamed > RENAMED_SHOWN)
		ccr_buf_printf(out, " and %zu more", d->n_renamed - RENAMED_SHOWN);
}

/* The length of the name without the number that made it unique: what is personal in one column is
 * so in the other. */
static size_t
without_number(const char *name)
{
	size_t n = strlen(name), i;

	if (n < 4 || name[n - 1] != ')')
		return n;
	for (i = n - 1; i > 0 && isdigit((unsigned char)name[i - 1]); i--)
		;
	return i < n - 1 && i > 1 && name[i - 1] == '(' && name[i - 2] == ' ' ? i - 2 : n;
}

static bool
is_listed(const char *const *list, const char *name, size_t n)
{
	for (; *list; list++)
		if (strncasecmp(*list, name, n) == 0 && (*list)[n] == '\0')
			return true;
	return false;
}

bool
ccr_dialect_is_metadata(const struct ccr_dialect *d, const char *name)
{
	size_t n = without_number(name);
	const char *dot;

	if (!d || d->kind == CCR_DIALECT_PLAIN)
		return false;
	if (d->kind == CCR_DIALECT_KOBO && name[0] == '_')
		return true;
	if (d->kind == CCR_DIALECT_QUALTRICS && d->header_rows == 2 &&
	    is_listed(legacy_metadata, name, n))
		return true;
	/* "id. Response ID": the code comes first where headings are in full. */
	if (d->kind == CCR_DIALECT_LIMESURVEY && (dot = strstr(name, ". ")))
		n = (size_t)(dot - name);
	return is_listed(known[d->kind].metadata, name, n);
}

/* Of DistributionChannel, and of Status with labels or with numbers. */
bool
ccr_dialect_is_preview(const char *text)
{
	return strcmp(text, "preview") == 0 || strcmp(text, "Survey Preview") == 0 ||
	       strcmp(text, "1") == 0;
}

const char *const *
ccr_dialect_missing(const struct ccr_dialect *d)
{
	return known[d ? d->kind : CCR_DIALECT_PLAIN].missing;
}

const char *
ccr_dialect_separator(const struct ccr_dialect *d)
{
	return known[d ? d->kind : CCR_DIALECT_PLAIN].separator;
}
