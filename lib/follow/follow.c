/* follow.c: see follow.h. */
#include "follow/follow.h"

#include <math.h>
#include <stdlib.h>

#include "base/mem.h"

struct ccr_column
follow_column(const struct ccr_run *run, const char *file, const char *role, enum ccr_type type,
	      bool optional)
{
	char *full = ccr_printf("%s.%s", file, role);
	const char *name = ccr_input_role(run->input, full);
	bool given = name != full;

	free(full);
	if (!given) {
		name = ccr_input_role(run->input, role);
		given = name != role;
	}
	return (struct ccr_column){.name = name, .type = type, .optional = optional && !given};
}

void
follow_note_row(struct follow_rows *rows, const char *file, size_t line)
{
	rows->file = rows->n > 0 ? rows->file : file;
	if (rows->n < FOLLOW_SHOWN)
		rows->line[rows->n] = line;
	rows->n++;
}

void
follow_list_rows(struct ccr_buf *text, const struct follow_rows *rows)
{
	size_t shown = rows->n < FOLLOW_SHOWN ? rows->n : FOLLOW_SHOWN;

	for (size_t i = 0; i < shown; i++)
		ccr_buf_printf(text, "%s%s%zu", i ? ", " : rows->file, i ? "" : ":", rows->line[i]);
	if (shown < rows->n)
		ccr_buf_printf(text, " and %zu more", rows->n - shown);
}

ccr_date
follow_observed(const struct follow *f)
{
	return f->ask->as_of - f->definition.lag;
}

/* A number of days of an option, within a century; otherwise where it was not given. */
static bool
option_days(struct ccr_run *run, const char *option, double given, int otherwise, int *to)
{
	*to = isnan(given) ? otherwise : given <= 36525 ? (int)given : -1;
	return *to >= 0 || ccr_usage(run, "option '--%s': 36525 days at most", option);
}

static bool
check_options(const struct follow *f)
{
	const struct follow_ask *ask = f->ask;

	if (!ask->definition)
		return ccr_usage(f->run, "--definition is needed: what counts as recidivism (a "
					 "file, or bjs-arrest, iowa, moj, ofdvi, wsipp)");
	if (!ask->events)
		return ccr_usage(f->run, "--events is needed: the file of event rows");
	if (ask->first && ask->each)
		return ccr_usage(f->run, "--first and --each do not go together");
	if (ask->join && !ask->custody)
		return ccr_usage(f->run, "--join-custody goes with --custody");
	if (ask->group_date && ask->by.n == 0)
		return ccr_usage(f->run, "--group-date needs the group: -b COL");
	if (ask->not_yet && !(ask->group_date && !isnan(ask->landmark)))
		return ccr_usage(f->run, "--not-yet goes with --group-date and --landmark");
	return true;
}

/* What the options and the definition say together. */
static bool
settle_options(struct follow *f)
{
	const struct follow_ask *ask = f->ask;
	const struct definition *d = &f->definition;
	int usual = d->index_day || d->min_gap > 0 ? d->min_gap : 1;

	if (!option_days(f->run, "min-gap", ask->min_gap, usual, &f->gap) ||
	    !option_days(f->run, "landmark", ask->landmark, 0, &f->landmark))
		return false;
	f->which = ask->first ? DEFINITION_FIRST : ask->each ? DEFINITION_EACH : d->which;
	f->early = ccr_given(f->run, "early")    ? (enum follow_early)ask->early
		   : d->lag > 0 || d->proof_date ? FOLLOW_REFUSE
						 : FOLLOW_CENSOR;
	if (f->early == FOLLOW_CENSOR && d->proof_date)
		return ccr_usage(f->run,
				 "--early=censor: '%s' asks for a proof, which is not to "
				 "be had before its time is over",
				 d->name);
	if (f->landmark > 0 && d->proof_date)
		return ccr_usage(f->run,
				 "--landmark: the window of '%s' begins with the index, "
				 "and so does the time for the proof",
				 d->name);
	if (ask->custody && !d->subtract_custody)
		return ccr_usage(f->run, "--custody: '%s' does not subtract custody", d->name);
	return true;
}

static void
say_definition(const struct follow *f)
{
	const struct definition_texts *cohort = &f->definition.cohort;
	struct ccr_buf text = {0};

	if (!ccr_given(f->run, "as-of"))
		ccr_note(f->run, "no --as-of: today counts as the last day that the data know of");
	for (size_t i = 0; i < cohort->n; i++)
		ccr_buf_printf(&text, "%s%s", i ? "; " : "", cohort->item[i].text);
	if (cohort->n > 0)
		ccr_note(f->run, "'%s' is about persons %s; the index rows were not checked for it",
			 f->definition.name, text.data);
	ccr_buf_release(&text);
}

static void
release(struct follow *f)
{
	definition_release(&f->definition);
	ccr_group_release(&f->group);
	ccr_dict_release(&f->ids);
	ccr_dict_release(&f->cases);
	ccr_dict_release(&f->kinds);
	free(f->first);
	free(f->person);
	free(f->custody);
	free(f->spell);
	free(f->spells_of);
}

static bool
link_rows(struct follow *f)
{
	if (!definition_read(&f->definition, ccr_run_file(f->run, "definition"), f->run->err) ||
	    !settle_options(f))
		return false;
	say_definition(f);
	if (!follow_read_index(f) || !follow_read_deaths(f) || !follow_read_custody(f) ||
	    !follow_read_events(f))
		return false;
	follow_emit(f);
	return follow_check(f);
}

bool
follow_run(struct ccr_run *run, const struct follow_ask *given)
{
	struct follow_ask ask = *given;
	struct follow f = {.run = run, .ask = &ask, .sorted = true};
	bool done;

	if (ask.as_of == CCR_DATE_NONE)
		ask.as_of = ccr_date_today();
	ccr_group_init(&f.group, &ask.by);
	done = check_options(&f) && link_rows(&f);
	release(&f);
	return done;
}
