/* export.c: 'ccr-plan export', the plan in the forms of other programs; and what these forms share,
 * see export.h. */
#include "plan/export.h"

#include "model/baseline.h"

enum { ICS, MERMAID, SVG, TEXT, TASKJUGGLER, CSV, CSV_GOALS, CSV_PEOPLE, MINUTES };

enum { WIDTH_LEAST = 60, WIDTH_MOST = 1000 };

static bool (*const write_as[])(const struct plan_export *) = {
	[ICS] = plan_to_ics,
	[MERMAID] = plan_to_mermaid,
	[SVG] = plan_to_svg,
	[TEXT] = plan_to_text,
	[TASKJUGGLER] = plan_to_taskjuggler,
	[CSV] = plan_to_steps,
	[CSV_GOALS] = plan_to_goals,
	[CSV_PEOPLE] = plan_to_people,
	[MINUTES] = plan_to_minutes,
};

/* Which forms an option changes anything in. */
static const struct {
	const char *option, *forms;
	unsigned to;
} meant_for[] = {
	{"events", "ics", 1u << ICS},
	{"links", "ics", 1u << ICS},
	{"width", "text", 1u << TEXT},
	{"soon", "minutes", 1u << MINUTES},
	{"schedule", "ics, mermaid, svg, text, minutes",
	 1u << ICS | 1u << MERMAID | 1u << SVG | 1u << TEXT | 1u << MINUTES},
	{"as-of", "ics, svg, text, taskjuggler, minutes",
	 1u << ICS | 1u << SVG | 1u << TEXT | 1u << TASKJUGGLER | 1u << MINUTES},
};

static bool
check_options(struct ccr_run *run, const struct plan_ask *ask)
{
	if (!ccr_given(run, "to"))
		return ccr_usage(run, "'export' needs --to and a form, " PLAN_EXPORTS);
	for (size_t i = 0; i < CCR_LEN(meant_for); i++)
		if (ccr_given(run, meant_for[i].option) &&
		    !(meant_for[i].to & 1u << (unsigned)ask->to))
			return ccr_usage(run, "option '--%s' is for --to %s", meant_for[i].option,
					 meant_for[i].forms);
	if (ask->width < WIDTH_LEAST || ask->width > WIDTH_MOST)
		return ccr_usage(run, "option '--width': from %d to %d columns", WIDTH_LEAST,
				 WIDTH_MOST);
	return true;
}

/* The dates of --schedule in place of the plan's own, as 'level' or people made them. */
static bool
take_dates(struct ccr_run *run, const struct plan *plan, struct plan_schedule *timing)
{
	struct baseline given = {0};
	struct ccr_input input;
	size_t lacking = 0;
	bool good;

	if (!ccr_run_table(run, "schedule", &input))
		return true;
	good = baseline_read(&given, &input, false, run->err);
	for (size_t i = 0; good && i < plan->n_steps; i++) {
		const struct baseline_step *row = baseline_find(&given, plan->step[i].id);
		struct schedule_step *s = &timing->step[i];
		if (!row || row->start == CCR_DATE_NONE) {
			lacking += plan->step[i].status != PLAN_DROPPED;
			continue;
		}
		/* A milestone stands in the evening of its day. */
		s->evening = !(s->days > 0);
		s->ef = (double)ccr_calendar_index(&plan->calendar, row->finish + 1);
		s->es = s->evening ? s->ef
				   : (double)ccr_calendar_index(&plan->calendar, row->start);
	}
	if (lacking > 0)
		ccr_note(run, "--schedule has no dates for %zu steps; they have the plan's",
			 lacking);
	baseline_release(&given);
	return good;
}

bool
plan_export(struct ccr_run *run, const struct plan_ask *ask)
{
	struct plan_timing how = {.not_before = CCR_DATE_NONE};
	struct plan_schedule timing;
	struct plan_export export = {
		.timing = &timing, .ask = ask, .as_of = ask->as_of, .run = run};
	struct plan *plan;
	bool good;

	if (!check_options(run, ask))
		return false;
	plan = plan_open(run, &how, &timing);
	if (!plan)
		return false;
	export.plan = plan;
	export.as_of_given = ask->as_of != CCR_DATE_NONE;
	if (!export.as_of_given)
		export.as_of = ccr_date_today();
	good = take_dates(run, plan, &timing) && write_as[ask->to](&export);
	plan_schedule_release(&timing);
	plan_free(plan);
	return good;
}

ccr_date
export_finish(const struct plan_export *e, size_t i)
{
	return plan_last_day(e->plan, &e->plan->step[i], &e->timing->step[i]);
}

ccr_date
export_start(const struct plan_export *e, size_t i)
{
	const struct plan_step *step = &e->plan->step[i];
	ccr_date finish = export_finish(e, i), start = step->started;

	if (start == CCR_DATE_NONE || step->status == PLAN_DROPPED)
		start = plan_start_date(e->plan, &e->timing->step[i]);
	return start < finish ? start : finish;
}

bool
export_is_milestone(const struct plan_export *e, size_t i)
{
	return !(e->timing->step[i].days > 0);
}

bool
export_is_critical(const struct plan_export *e, size_t i)
{
	enum plan_status status = e->plan->step[i].status;

	return status != PLAN_DONE && status != PLAN_DROPPED &&
	       e->timing->step[i].total_float <= 1e-9;
}

bool
export_span(const struct plan_export *e, ccr_date *first, ccr_date *last)
{
	bool any = false;

	for (size_t i = 0; i < e->plan->n_steps; i++) {
		ccr_date start, finish;
		if (e->plan->step[i].status == PLAN_DROPPED)
			continue;
		start = export_start(e, i);
		finish = export_finish(e, i);
		*first = any && *first < start ? *first : start;
		*last = any && *last > finish ? *last : finish;
		any = true;
	}
	return any;
}

/* Texts of nothing but blanks are as good as none. */
static const char *
first_of(const char *text, const char *otherwise)
{
	return text && text[strspn(text, " \t\r\n")] ? text : otherwise;
}

const char *
export_title(const struct plan_export *e)
{
	return first_of(ccr_json_text(e->plan->root, "name"), "Plan");
}

const char *
export_goal(const struct plan_export *e, size_t goal)
{
	return first_of(ccr_json_text(e->plan->goal[goal].json, "statement"),
			first_of(ccr_json_text(e->plan->goal[goal].json, "problem"),
				 e->plan->goal[goal].id));
}

const char *
export_person(const struct plan_export *e, size_t person)
{
	return first_of(e->plan->person[person].name, e->plan->person[person].id);
}

const char *
export_responsible(const struct plan_export *e, const struct plan_step *step)
{
	return step->owner == PLAN_NONE ? first_of(step->responsible, "")
					: export_person(e, step->owner);
}

void
export_name(struct ccr_buf *out, const struct plan_step *step)
{
	ccr_buf_puts(out, first_of(step->name, step->id));
	if (step->turn > 0)
		ccr_buf_printf(out, " (%zu of %zu)", step->turn, step->turns);
}

size_t
export_cut(struct ccr_buf *out, const char *text, size_t width)
{
	size_t n = strlen(text), at = 0, used = 0;
	uint32_t c;

	if (ccr_text_width(text, n) <= width) {
		ccr_buf_add(out, text, n);
		return ccr_text_width(text, n);
	}
	for (;;) {
		size_t size = ccr_utf8_decode(text + at, n - at, &c);
		size_t wide = ccr_text_width(text + at, size);
		if (used + wide + 2 > width)
			break;
		at += size;
		used += wide;
	}
	ccr_buf_add(out, text, at);
	ccr_buf_puts(out, "..");
	return used + 2;
}

const char *
export_month(int month)
{
	static const char *const names[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
					    "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

	return names[month - 1];
}

void
export_date(struct ccr_buf *out, ccr_date date)
{
	char text[CCR_DATE_SIZE];

	ccr_date_print(text, date);
	ccr_buf_puts(out, text);
}
