/* ledger.h: where every row went.
 *
 * Nothing is dropped silently: for each input, read = used + excluded, and each exclusion has its
 * reason.  missing, censored and suppressed count rows that were used.
 */
#ifndef CCR_DATA_LEDGER_H
#define CCR_DATA_LEDGER_H

#include <stddef.h>

#include "base/text.h"

enum ccr_ledger_item {
	CCR_READ,
	CCR_USED,
	CCR_EXCLUDED,
	CCR_LEDGER_MISSING,
	CCR_CENSORED,
	CCR_LEDGER_SUPPRESSED
};

struct ccr_ledger {
	struct ccr_ledger_row {
		const char *input; /* borrowed */
		enum ccr_ledger_item item;
		char *reason; /* NULL: none */
		size_t n;
	} * row;
	size_t n, cap;
};

/* Adds n to the row of this input, item and reason (NULL: none), which is made where it is not
 * there yet. */
void ccr_ledger_add(struct ccr_ledger *, const char *input, enum ccr_ledger_item,
		    const char *reason, size_t n);
/* n rows of this input that were counted as used turn out to be excluded, for this reason. */
void ccr_ledger_exclude(struct ccr_ledger *, const char *input, const char *reason, size_t n);
/* Adds a message line for each row with n > 0. */
void ccr_ledger_say(const struct ccr_ledger *, struct ccr_buf *);
/* program,input,item,reason,n */
void ccr_ledger_csv(const struct ccr_ledger *, struct ccr_buf *);
void ccr_ledger_release(struct ccr_ledger *);

#endif
