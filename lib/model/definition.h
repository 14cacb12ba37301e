/* definition.h: what counts as recidivism: the document definition/1.
 *
 * There is no single recidivism rate: every authority has its own start, event, window and proof.
 * A definition says them, and says where they come from; those in examples/definitions come with
 * the program and are asked for by their names.  What the program cannot see (whose sentences were
 * how long) stands in cohort, for people.
 */
#ifndef CCR_MODEL_DEFINITION_H
#define CCR_MODEL_DEFINITION_H

#include "base/date.h"
#include "data/doc.h"

extern const struct ccr_kind definition_kind;
/* Made from examples/definitions by the Makefile. */
extern const struct ccr_stored definition_stored[];

struct definition_texts {
	const struct ccr_json *item;
	size_t n;
};

enum definition_which { DEFINITION_ONLY, DEFINITION_FIRST, DEFINITION_EACH };

/* Days are whole numbers of 0 or more.  Texts live as long as the definition. */
struct definition {
	const char *file, *name;
	struct definition_texts cohort;
	const char *index_kind;      /* NULL: any */
	enum definition_which which; /* of several index rows of a person; ONLY: there is one */
	struct definition_texts kinds, other_kinds; /* of events; none: any */
	const char *event_date;                     /* a column */
	double window; /* the longest of windows_days; 0: there is none */
	int lag, min_gap, min_street;
	bool index_day;                 /* an event on the day of the index counts */
	bool never_at_risk;             /* who was in custody all the time is left out */
	bool died;                      /* who died is left out */
	bool subtract_custody, compete; /* compete: competing says which kinds do */
	struct definition_texts competing;
	const char *proof_date; /* a column; NULL: no proof is asked for */
	int proof_within;
	struct ccr_arena arena;
};

/* Zero-initialise.  False with err filled. */
bool definition_read(struct definition *, struct ccr_source *, struct ccr_err *);
void definition_release(struct definition *);

bool definition_has(const struct definition_texts *, const char *text);

/* What an event of this kind (NULL: not known) is. */
enum definition_event {
	DEFINITION_EVENT,
	DEFINITION_COMPETING,
	DEFINITION_OTHER,
	DEFINITION_UNKNOWN /* the document lists all kinds, and this is none of them */
};

enum definition_event definition_event(const struct definition *, const char *kind);
/* Does leaving in this way (death, moved) compete with the event, or does it only end the
 * follow-up? */
bool definition_competes(const struct definition *, const char *kind);

#endif
