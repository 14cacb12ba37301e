/* nps.c: see nps.h.
 *
 * Promoters answer 9 or 10, detractors 0 to 6; the score is the share of the first less that of the
 * second, in points: the mean of 100, 0 and -100, whose error the design gives.  Reichheld, Harvard
 * Business Review 81 (2003) 46.
 */
#include "survey/nps.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/num.h"
#include "survey/tally.h"

enum part { SCORE, PROMOTERS, PASSIVES, DETRACTORS, PARTS };

static double
value_of(enum part part, double answer)
{
	bool promotes = answer >= 9, detracts = answer <= 6;

	switch (part) {
	case SCORE: return 100 * ((double)promotes - (double)detracts);
	case PROMOTERS: return 100 * (double)promotes;
	case DETRACTORS: return 100 * (double)detracts;
	case PASSIVES:
	case PARTS: break;
	}
	return 100 * (double)(!promotes && !detracts);
}

/* Every answer has to be a whole number from 0 to 10. */
static bool
check_answers(const struct survey *s, size_t item)
{
	const struct ccr_dict *answers = &s->item[item].q.answers;
	double value;

	for (size_t i = 0; i < answers->n; i++)
		if (ccr_num_parse_whole(answers->text[i], strlen(answers->text[i]), 0, 10, &value))
			return ccr_err_add(s->run->err, CCR_DATA, s->run->input->source->name, 0,
					   NULL,
					   "question '%s': not all answers are whole numbers from "
					   "0 to 10",
					   s->item[item].q.name);
	return true;
}

static void
emit_part(const struct survey_tally *t, size_t item, enum part part)
{
	static const char *const names[] = {"nps", "promoters", "passives", "detractors"};
	const struct survey *s = t->survey;
	const struct ccr_dict *answers = &s->item[item].q.answers;
	const struct survey_cross *cross = survey_cross(t, 0, 0, item);
	struct ccr_moments *base = survey_units(t), *domain = survey_units(t);
	struct ccr_estimate e;
	struct ccr_emit *out = s->run->out;
	size_t n, all;

	for (uint32_t code = 0; code < answers->n; code++) {
		double answer;
		ccr_num_parse(answers->text[code], strlen(answers->text[code]), &answer);
		survey_score(t, cross, t->kinds + code, 1, value_of(part, answer), base);
	}
	survey_add_all(t, cross, false, domain);
	e = ccr_design_mean(&s->design, base, domain);
	n = ccr_design_sum(&s->design, base).n;
	all = ccr_design_sum(&s->design, domain).n;
	ccr_emit_text(out, names[part]);
	ccr_emit_text(out, s->item[item].q.name);
	ccr_emit_count(out, n);
	ccr_emit_count(out, all - n);
	ccr_emit_number(out, e.value);
	ccr_emit_number(out, e.se);
	ccr_emit_number(out, e.ci.low);
	ccr_emit_number(out, e.ci.high);
	ccr_emit_text(out, "points of 100, design-based, t");
	ccr_emit_text(out, isnan(e.value) ? "nobody answered"
			   : isnan(e.se)  ? "too few sampling units for an error"
					  : NULL);
	ccr_emit_end(out);
	free(base);
	free(domain);
}

bool
survey_nps(struct ccr_run *run, struct survey_ask *ask, const struct ccr_list *questions)
{
	struct ccr_list asked = ask->questions;
	struct survey s;
	struct survey_tally t = {0};
	bool done;

	ask->questions = *questions;
	done = survey_open(&s, run, ask) && survey_tally_read(&t, &s, false);
	ask->questions = asked;

	for (size_t i = 0; done && i < s.n; i++)
		done = check_answers(&s, i);
	for (size_t i = 0; done && s.sample.rows > 0 && i < s.n; i++)
		for (size_t part = 0; part < PARTS; part++)
			emit_part(&t, i, (enum part)part);
	survey_tally_release(&t);
	survey_release(&s);
	return done;
}
