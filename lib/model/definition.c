/* definition.c: see definition.h. */
#include "model/definition.h"

#include <math.h>
#include <string.h>

static const struct ccr_key a_text[] = {{.is = CCR_IS_TEXT, .required = true}};
static const struct ccr_key a_window[] = {
	{.is = CCR_IS_NUMBER, .required = true, .bounded = true, .at_least = 1, .at_most = 36525}};
#define DAYS CCR_IS_NUMBER, .bounded = true, .at_most = 36525

static const struct ccr_key index_keys[] = {
	{"kind", CCR_IS_TEXT, .help = "only index rows of this kind (default: any)"},
	{"which", CCR_IS_TEXT, .choices = "first|each",
	 .help = "of several index rows of a person (default: several are refused)"},
	{.name = NULL},
};
static const struct ccr_key event_keys[] = {
	{"kinds", CCR_IS_LIST, .item = a_text, .min_items = 1,
	 .help = "the kinds of event rows that count (default: any)"},
	{"other_kinds", CCR_IS_LIST, .item = a_text,
	 .help = "all the kinds that do not; with it any other kind is an error"},
	{"date", CCR_IS_TEXT, .help = "the column of the event's date (default: date)"},
	{.name = NULL},
};
static const struct ccr_key exclude_keys[] = {
	{"event_on_index_day", CCR_IS_BOOL,
	 .help = "an event on the day of the index does not count (default: true)"},
	{"never_at_risk", CCR_IS_BOOL,
	 .help = "who was in custody all the time is left out (default: true)"},
	{"died", CCR_IS_BOOL, .help = "who died during the follow-up is left out (default: false)"},
	{.name = NULL},
};
static const struct ccr_key proof_keys[] = {
	{"date", CCR_IS_TEXT, .required = true, .help = "the column of the day of the proof"},
	{"within_days", DAYS, .required = true, .help = "so many days after the window at most"},
	{.name = NULL},
};
static const struct ccr_key definition_keys[] = {
	{"name", CCR_IS_TEXT, .required = true, .help = "stands in every row of the result"},
	{"label", CCR_IS_TEXT, .help = "for people"},
	{"source", CCR_IS_TEXT, .help = "who defines it so, and where"},
	{"cohort", CCR_IS_LIST, .item = a_text,
	 .help = "what the index rows have to be, where the program cannot see it"},
	{"index", CCR_IS_OBJECT, .keys = index_keys},
	{"event", CCR_IS_OBJECT, .keys = event_keys},
	{"windows_days", CCR_IS_LIST, .item = a_window, .help = "the horizons of the rates"},
	{"lag_days", DAYS, .help = "events are known only so many days after they happened"},
	{"min_gap_days", DAYS, .help = "events less than this after the index do not count"},
	{"exclude", CCR_IS_OBJECT, .keys = exclude_keys},
	{"subtract_custody", CCR_IS_BOOL,
	 .help = "days in custody are no street days (default: true)"},
	{"competing", CCR_IS_LIST, .item = a_text,
	 .help = "kinds of leaving or of events after which the event cannot happen or is not "
		 "looked for (default: every kind of leaving)"},
	{"min_street_days", DAYS, .help = "who had less time at risk is left out"},
	{"proof", CCR_IS_OBJECT, .keys = proof_keys,
	 .help = "an event counts only if it was proven in time"},
	{.name = NULL},
};
const struct ccr_kind definition_kind = {"definition", "definition/1: what counts as recidivism",
					 definition_keys, definition_stored};

struct reading {
	struct definition *d;
	struct ccr_err *err;
};

/* A number of days, which has to be whole. */
static int
days(const struct reading *r, const struct ccr_json *node, const char *key, const char *path)
{
	double value = ccr_json_number(node, key, 0);

	if (value != floor(value))
		ccr_err_add(r->err, CCR_DATA, r->d->file, ccr_json_get(node, key)->line, path,
			    "not a whole number of days");
	return (int)value;
}

static bool
flag(const struct ccr_json *node, const char *key, bool otherwise)
{
	const struct ccr_json *value = ccr_json_get(node, key);

	return value ? value->type == CCR_JSON_TRUE : otherwise;
}

static struct definition_texts
texts(const struct ccr_json *node, const char *key)
{
	struct definition_texts list;

	list.item = ccr_json_list(node, key, &list.n);
	return list;
}

static void
read_windows(const struct reading *r, const struct ccr_json *root)
{
	struct definition *d = r->d;
	struct definition_texts windows = texts(root, "windows_days");
	const struct ccr_json *proof = ccr_json_get(root, "proof");

	for (size_t i = 0; i < windows.n; i++) {
		double value = windows.item[i].number;
		if (value != floor(value))
			ccr_err_add(r->err, CCR_DATA, d->file, windows.item[i].line,
				    "/windows_days", "not a whole number of days");
		d->window = value > d->window ? value : d->window;
	}
	if (!proof)
		return;
	d->proof_date = ccr_json_text(proof, "date");
	d->proof_within = days(r, proof, "within_days", "/proof/within_days");
	if (windows.n != 1)
		ccr_err_add(r->err, CCR_DATA, d->file, proof->line, "/proof",
			    "the time for the proof begins when the window ends: exactly one "
			    "window is needed in windows_days");
}

static void
read_events(const struct reading *r, const struct ccr_json *root)
{
	struct definition *d = r->d;
	const struct ccr_json *event = ccr_json_get(root, "event");
	const char *date = ccr_json_text(event, "date");

	d->kinds = texts(event, "kinds");
	d->other_kinds = texts(event, "other_kinds");
	d->event_date = date ? date : "date";
	d->compete = ccr_json_get(root, "competing");
	d->competing = texts(root, "competing");
	for (size_t i = 0; i < d->kinds.n; i++)
		if (definition_has(&d->competing, d->kinds.item[i].text) ||
		    definition_has(&d->other_kinds, d->kinds.item[i].text))
			ccr_err_add(r->err, CCR_DATA, d->file, d->kinds.item[i].line,
				    "/event/kinds",
				    "'%s' cannot both be the event and something else",
				    d->kinds.item[i].text);
	if (d->other_kinds.n > 0 && d->kinds.n == 0)
		ccr_err_add(r->err, CCR_DATA, d->file, event->line, "/event",
			    "other_kinds needs kinds: without them every kind is the event");
}

bool
definition_read(struct definition *d, struct ccr_source *source, struct ccr_err *err)
{
	const struct ccr_json *root = ccr_doc_read(source, &definition_kind, false, &d->arena, err);
	const struct reading r = {d, err};
	const struct ccr_json *index = ccr_json_get(root, "index"),
			      *exclude = ccr_json_get(root, "exclude");
	const char *which = ccr_json_text(index, "which");

	if (!root)
		return false;
	d->file = source->name;
	d->name = ccr_json_text(root, "name");
	d->cohort = texts(root, "cohort");
	d->index_kind = ccr_json_text(index, "kind");
	d->which = !which                       ? DEFINITION_ONLY
		   : strcmp(which, "each") == 0 ? DEFINITION_EACH
						: DEFINITION_FIRST;
	d->lag = days(&r, root, "lag_days", "/lag_days");
	d->min_gap = days(&r, root, "min_gap_days", "/min_gap_days");
	d->min_street = days(&r, root, "min_street_days", "/min_street_days");
	d->index_day = !flag(exclude, "event_on_index_day", true);
	d->never_at_risk = flag(exclude, "never_at_risk", true);
	d->died = flag(exclude, "died", false);
	d->subtract_custody = flag(root, "subtract_custody", true);
	read_events(&r, root);
	read_windows(&r, root);
	return err->n == 0;
}

bool
definition_has(const struct definition_texts *list, const char *text)
{
	for (size_t i = 0; i < list->n; i++)
		if (strcmp(list->item[i].text, text) == 0)
			return true;
	return false;
}

enum definition_event
definition_event(const struct definition *d, const char *kind)
{
	if (kind && definition_has(&d->competing, kind))
		return DEFINITION_COMPETING;
	if (d->kinds.n == 0 || (kind && definition_has(&d->kinds, kind)))
		return DEFINITION_EVENT;
	if (d->other_kinds.n > 0 && !(kind && definition_has(&d->other_kinds, kind)))
		return DEFINITION_UNKNOWN;
	return DEFINITION_OTHER;
}

bool
definition_competes(const struct definition *d, const char *kind)
{
	return !d->compete || definition_has(&d->competing, kind);
}

void
definition_release(struct definition *d)
{
	ccr_arena_release(&d->arena);
	*d = (struct definition){0};
}
