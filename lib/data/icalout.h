/* icalout.h: lines of an iCalendar object, RFC 5545.
 *
 * Lines end in CRLF and are folded so that none is longer than 75 octets and no character of UTF-8
 * is cut in two.  name is a property with its parameters, "SUMMARY" or
 * "RELATED-TO;RELTYPE=PARENT"; texts are valid UTF-8.
 */
#ifndef CCR_DATA_ICALOUT_H
#define CCR_DATA_ICALOUT_H

#include <stdint.h>

#include "base/date.h"
#include "base/text.h"

/* A value that is written as it is. */
void ccr_ical_line(struct ccr_buf *, const char *name, const char *value);
/* A value of type TEXT: backslash, semicolon, comma and line ends escaped, other control bytes,
 * which it cannot hold, as U+FFFD. */
void ccr_ical_text(struct ccr_buf *, const char *name, const char *text);
/* A day, with VALUE=DATE. */
void ccr_ical_date(struct ccr_buf *, const char *name, ccr_date);
/* That hour of a day, UTC. */
void ccr_ical_hour(struct ccr_buf *, const char *name, ccr_date, int hour);

/* A number for two texts that is the same on every machine and in every version: FNV-1a, 64 bits,
 * of both with a NUL between them.  It tells things apart and keeps nothing secret. */
uint64_t ccr_ical_id(const char *whole, const char *part);

#endif
