/* follow.h: index rows, events, custody and leaving as one follow-up row per person.
 *
 * Index rows are kept, in the order in which they came; then leaving and custody are read, so that
 * an event row is either the first that counts for its person or nothing, and is not kept.  Memory
 * is that of the persons and their custody, whatever the number of events.
 */
#ifndef CCR_FOLLOW_FOLLOW_H
#define CCR_FOLLOW_FOLLOW_H

#include "data/group.h"
#include "model/definition.h"
#include "program.h"
#include "stat/followup.h"

/* The files of options, which ccr_main opened, have the names of the options. */
struct follow_ask {
	const char *definition, *events, *custody, *deaths;
	struct ccr_list by, kinds;
	ccr_date as_of;
	double min_gap, landmark; /* days; NaN: not given */
	bool first, each, join;
	int early; /* enum follow_early */
	const char *group_date, *not_yet;
};

#define FOLLOW_EARLY "refuse|exclude|censor"
enum follow_early { FOLLOW_REFUSE, FOLLOW_EXCLUDE, FOLLOW_CENSOR };

enum { FOLLOW_NOBODY = UINT32_MAX, FOLLOW_SHOWN = 10 };

/* An index row.  Texts are those of dictionaries. */
struct follow_person {
	uint32_t id, next; /* next: the same person's next row */
	uint32_t group, case_code;
	ccr_date date, until; /* until: the last day on which an event is looked for */
	ccr_date event, leave;
	const char *event_type, *leave_type;
	uint32_t line, file, event_line;
	bool competes; /* leaving does */
	bool died;     /* by the last day that is observed, whatever came first */
};

/* Rows of one file that a warning is about: how many, and where the first are. */
struct follow_rows {
	size_t n;
	size_t line[FOLLOW_SHOWN];
	const char *file;
};

struct follow_custody {
	uint32_t id;
	struct followup_spell spell;
	uint32_t line;
};

struct follow {
	struct ccr_run *run;
	const struct follow_ask *ask;
	struct definition definition;
	int gap, landmark;
	enum follow_early early;
	enum definition_which which;
	struct ccr_group group;
	uint32_t not_yet; /* the code of its group */

	struct ccr_dict ids, cases, kinds;
	uint32_t *first; /* of each id: its first row */
	size_t first_cap;
	bool sorted; /* the ids came in order */
	struct follow_person *person;
	size_t n, cap;

	struct follow_custody *custody;
	size_t n_custody, custody_cap;
	struct followup_spell *spell; /* of custody, joined within each person */
	size_t *spells_of;            /* of each id: where its spells begin; one more at the end */

	struct follow_rows index_day, same_case, in_gap, touching; /* event rows; custody rows */
	struct follow_rows held, inside, decided_late, completers; /* index rows */
	struct followup_shares shares;
	size_t used, events, left, censored_leaving, several, partial;
};

enum { FOLLOW_FIELDS = 12 };
extern const struct ccr_field follow_fields[FOLLOW_FIELDS];

/* The verb. */
bool follow_run(struct ccr_run *, const struct follow_ask *);

/* The column of a file ("index", "events", ...) that plays a role: as --col FILE.ROLE=COLUMN or
 * --col ROLE=COLUMN says, else the column called so, which may then be absent where optional. */
struct ccr_column follow_column(const struct ccr_run *, const char *file, const char *role,
				enum ccr_type, bool optional);
void follow_note_row(struct follow_rows *, const char *file, size_t line);
/* "index.csv:3, 7, 12 and 4 more" */
void follow_list_rows(struct ccr_buf *, const struct follow_rows *);
/* The last day that is fully observed. */
ccr_date follow_observed(const struct follow *);

/* Each reads its file. */
bool follow_read_index(struct follow *);
bool follow_read_deaths(struct follow *);
bool follow_read_custody(struct follow *);
bool follow_read_events(struct follow *);

/* Emits the rows, and counts what the checks need. */
void follow_emit(struct follow *);
/* Warns, and refuses what cannot be right. */
bool follow_check(struct follow *);

#endif
