/* csvin.h: CSV (RFC 4180, UTF-8, header row) through libcsv, the one file that includes <csv.h>.
 *
 * libcsv is a push parser without line numbers that is lax unless told otherwise; csvin adds what
 * it lacks: it refuses open quotes, text behind a quote, bare carriage returns, ragged rows, blank
 * lines, NUL, anything that is not UTF-8, cells over 1 MiB and over 65,535 columns, each with its
 * line.  The result does not depend on the pieces in which bytes arrive.  A reading (dialect.h)
 * makes it decode other encodings and take the headers of foreign exports.
 */
#ifndef CCR_DATA_CSVIN_H
#define CCR_DATA_CSVIN_H

#include "data/rows.h"

struct ccr_csvin;

/* head is what was already read of the source (at least CCR_SNIFF bytes or all of it) and becomes
 * the reader's.  The reading may be NULL: plain rows. */
struct ccr_csvin *ccr_csvin_open(struct ccr_source *, struct ccr_buf *head, char delimiter,
				 const struct ccr_reading *, struct ccr_err *);
/* As their namesakes in rows.h. */
size_t ccr_csvin_header(const struct ccr_csvin *, const struct ccr_cell **names);
const struct ccr_dialect *ccr_csvin_dialect(const struct ccr_csvin *);
size_t ccr_csvin_want(struct ccr_csvin *, size_t column);
bool ccr_csvin_next(struct ccr_csvin *, struct ccr_row *, struct ccr_err *);
void ccr_csvin_close(struct ccr_csvin *);

#endif
