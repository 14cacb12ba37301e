/* csvout.h: one CSV cell, quoted where RFC 4180 or a strict reader needs it. */
#ifndef CCR_DATA_CSVOUT_H
#define CCR_DATA_CSVOUT_H

#include "base/text.h"

/* alone: the only cell of its row, which must not look like a blank line when it is empty. */
void ccr_csv_cell(struct ccr_buf *, const char *, size_t n, bool alone);

#endif
