/* response.c: see response.h.
 *
 * Outcome rates from the final dispositions of all cases, as the American Association for Public
 * Opinion Research defines them: AAPOR, Standard Definitions, 9th edition (2016).
 */
#include "survey/response.h"

#include <math.h>
#include <string.h>

const struct ccr_field survey_response_fields[SURVEY_RESPONSE_FIELDS] = {
	{"rate", CCR_TEXT}, {"numerator", CCR_NUMBER}, {"denominator", CCR_NUMBER},
	{"e", CCR_NUMBER},  {"estimate", CCR_SHARE},   {"formula", CCR_TEXT},
	{"note", CCR_TEXT},
};

/* The outcomes of a case: complete and partial interview, refusal, no contact, other; where it is
 * not known whether anybody lives there, or something else is not known; not eligible. */
enum code { I, P, R, NC, O, UH, UO, NE, CODES };

static const char *const code_names[CODES] = {"I", "P", "R", "NC", "O", "UH", "UO", "NE"};

#define BIT(code) (1u << (code))
#define SOME (BIT(I) | BIT(P))
#define KNOWN (SOME | BIT(R) | BIT(NC) | BIT(O))
#define UNKNOWN (BIT(UH) | BIT(UO))

/* What is added up above and below the line; with e the unknown below count e each. */
static const struct rate {
	const char *name;
	unsigned above, below;
	bool with_e;
	const char *formula;
} rates[] = {
	{"RR1", BIT(I), KNOWN | UNKNOWN, false, "I/((I+P)+(R+NC+O)+(UH+UO))"},
	{"RR2", SOME, KNOWN | UNKNOWN, false, "(I+P)/((I+P)+(R+NC+O)+(UH+UO))"},
	{"RR3", BIT(I), KNOWN | UNKNOWN, true, "I/((I+P)+(R+NC+O)+e(UH+UO))"},
	{"RR4", SOME, KNOWN | UNKNOWN, true, "(I+P)/((I+P)+(R+NC+O)+e(UH+UO))"},
	{"RR5", BIT(I), KNOWN, false, "I/((I+P)+(R+NC+O))"},
	{"RR6", SOME, KNOWN, false, "(I+P)/((I+P)+(R+NC+O))"},
	{"COOP1", BIT(I), SOME | BIT(R) | BIT(O), false, "I/((I+P)+R+O)"},
	{"COOP2", SOME, SOME | BIT(R) | BIT(O), false, "(I+P)/((I+P)+R+O)"},
	{"REF1", BIT(R), KNOWN | UNKNOWN, false, "R/((I+P)+(R+NC+O)+(UH+UO))"},
	{"CON1", SOME | BIT(R) | BIT(O), KNOWN | UNKNOWN, false,
	 "((I+P)+R+O)/((I+P)+(R+NC+O)+(UH+UO))"},
};

static double
add_up(const double *cases, unsigned codes)
{
	double sum = 0;

	for (size_t i = 0; i < CODES; i++)
		sum += codes & BIT(i) ? cases[i] : 0;
	return sum;
}

enum { DISPOSITION, COUNT, COLUMNS };

static void
read_case(struct ccr_cursor *rows, const struct ccr_column *col, double *cases)
{
	size_t i = 0;

	while (i < CODES && strcmp(col[DISPOSITION].text, code_names[i]) != 0)
		i++;
	if (i == CODES)
		ccr_cursor_fault(rows, &col[DISPOSITION],
				 "no outcome; there are: I, P, R, NC, O, UH, UO, NE");
	else
		cases[i] += col[COUNT].found ? col[COUNT].number : 1;
}

static void
emit(struct ccr_emit *out, const struct rate *rate, const double *cases, double e,
     const char *about_e)
{
	double above = add_up(cases, rate->above), below = add_up(cases, rate->below);
	double unknown = add_up(cases, UNKNOWN);

	/* Where there is none, e is of no account, also where there is no e. */
	if (rate->with_e && unknown > 0)
		below = add_up(cases, KNOWN) + e * unknown;
	ccr_emit_text(out, rate->name);
	ccr_emit_number(out, above);
	ccr_emit_number(out, below);
	ccr_emit_number(out, rate->with_e ? e : (double)NAN);
	ccr_emit_number(out, below > 0 ? above / below : (double)NAN);
	ccr_emit_text(out, rate->formula);
	ccr_emit_text(out, rate->with_e && (isnan(below) || below > 0) ? about_e
			   : below > 0                                 ? ""
								       : "no such case");
	ccr_emit_end(out);
}

bool
survey_response(struct ccr_run *run, const struct survey_response_ask *ask)
{
	struct ccr_column col[COLUMNS] = {
		{.name = ask->disposition, .type = CCR_TEXT, .required = true},
		{.name = ask->count, .type = CCR_COUNT, .required = true},
	};
	bool given = ccr_given(run, "e"), done;
	double cases[CODES] = {0}, eligible, e;
	size_t n = 0;
	struct ccr_cursor *rows;

	if (given && (!(ask->e >= 0 && ask->e <= 1)))
		return ccr_usage(run, "option '--e': one number from 0 to 1 is needed");
	rows = ccr_cursor_open(run->input, col, COLUMNS, run->err);
	for (; rows && ccr_cursor_next(rows); n++)
		read_case(rows, col, cases);
	done = ccr_cursor_close(rows);
	ccr_columns_release(col, COLUMNS);
	eligible = add_up(cases, KNOWN);
	e = given                      ? ask->e
	    : eligible + cases[NE] > 0 ? eligible / (eligible + cases[NE])
				       : (double)NAN;
	for (size_t i = 0; done && n > 0 && i < CCR_LEN(rates); i++)
		emit(run->out, &rates[i], cases, e,
		     given           ? "e as given"
		     : isnan(e)      ? "e cannot be estimated: no case is known to be eligible or "
				       "not (--e)"
		     : cases[NE] > 0 ? "e = (I+P+R+NC+O)/(I+P+R+NC+O+NE)"
				     : "e is 1: no case is known not to be eligible (NE)");
	return done;
}
