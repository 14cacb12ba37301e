/* criteria.h: what makes a problem a priority: the document criteria/1, and the evidence it takes
 * from rows.
 *
 * Each criterion takes one cell for each item, from whichever of the files has its columns; a gate
 * takes one too.  What is missing, contradictory or not a number is refused with the place of the
 * item.
 */
#ifndef CCR_MODEL_CRITERIA_H
#define CCR_MODEL_CRITERIA_H

#include "data/cursor.h"
#include "data/doc.h"
#include "decide/preference.h"

extern const struct ccr_kind criteria_kind;

/* Where something was first seen. */
struct criteria_place {
	const char *file;
	size_t line;
};

/* A criterion or a gate: the cells it takes from the rows, one for each item. */
struct criteria_taker {
	const char *name, *item, *column, *must_be;
	const struct ccr_json *where;
	const struct ccr_json *node; /* in the document */
	bool gate, cost;
	bool word; /* its values are words, such as the grades of a risk matrix: text counts, number
		      is 0; set between criteria_read and criteria_take */
	struct ccr_preference preference;
	double weight;
	struct criteria_cell {
		const char *text; /* empty where it is missing */
		double number;
		struct criteria_place place;
	} * cell; /* by item */
	size_t cells_cap;
	bool in_file;          /* the file that is being read has its columns */
	const char *source;    /* the last file that had them */
	size_t offered, taken; /* rows of such files, and those that its where lets through */
	size_t item_at, column_at;
};

struct criteria {
	const struct ccr_json *root;
	const char *item;             /* the document's item column */
	struct criteria_taker *taker; /* criteria first, then gates */
	size_t n_criteria, n;
	bool nameless; /* a JSON array without objects was among the files: what it would have is
			  not known */
	struct ccr_dict items;
	struct criteria_item {
		struct criteria_place place;
		char *label; /* as it was given, where an alias led here */
	} * seen;
	size_t seen_cap;
	struct ccr_arena arena;
};

/* Reads the document; given says whether it has weights (else all are alike).  Weights are shares
 * of their sum. */
bool criteria_read(struct criteria *, struct ccr_source *, bool *given, struct ccr_err *);
/* Takes the weights from rows criterion,weight instead, for each criterion of the document one, 0
 * or more and not all 0; as shares of their sum.  False with err filled on a criterion that the
 * document has not, that is weighed twice, or that is not weighed. */
bool criteria_take_weights(struct criteria *, struct ccr_input *, struct ccr_err *);
/* Takes what the criteria want from one file. */
bool criteria_take(struct criteria *, struct ccr_input *, struct ccr_err *);
/* Every item needs a cell of every gate, and of every criterion unless a gate screens it out. */
bool criteria_complete(const struct criteria *, struct ccr_err *);
/* The item's cell; NULL: none. */
const struct criteria_cell *criteria_cell(const struct criteria_taker *, size_t item);
/* The first gate that the item does not pass; NULL: it passes. */
const struct criteria_taker *criteria_failed_gate(const struct criteria *, size_t item);
void criteria_release(struct criteria *);

#endif
