/* icalout.c: see icalout.h. */
#include "data/icalout.h"

#include <inttypes.h>

enum { LINE_MOST = 75 };

/* Adds a character and a fold before it where it has no place on the line. */
static size_t
add_folded(struct ccr_buf *out, size_t column, const char *p, size_t n)
{
	if (column + n > LINE_MOST) {
		ccr_buf_puts(out, "\r\n ");
		column = 1;
	}
	ccr_buf_add(out, p, n);
	return column + n;
}

void
ccr_ical_line(struct ccr_buf *out, const char *name, const char *value)
{
	size_t column = 0;
	const char *const part[] = {name, ":", value};

	for (size_t i = 0; i < CCR_LEN(part); i++) {
		size_t left = strlen(part[i]);
		uint32_t c;
		for (const char *p = part[i]; left > 0;) {
			size_t n = ccr_utf8_decode(p, left, &c);
			column = add_folded(out, column, p, n);
			p += n;
			left -= n;
		}
	}
	ccr_buf_puts(out, "\r\n");
}

void
ccr_ical_text(struct ccr_buf *out, const char *name, const char *text)
{
	struct ccr_buf value = {0};

	ccr_buf_puts(&value, "");
	for (const char *p = text; *p; p++) {
		if (*p == '\n' || *p == '\r') {
			ccr_buf_puts(&value, "\\n");
			p += *p == '\r' && p[1] == '\n';
		} else if (*p == '\\' || *p == ';' || *p == ',') {
			ccr_buf_add(&value, "\\", 1);
			ccr_buf_add(&value, p, 1);
		} else if (((unsigned char)*p < ' ' && *p != '\t') || *p == 0x7f) {
			ccr_buf_puts(&value, "\xef\xbf\xbd");
		} else {
			ccr_buf_add(&value, p, 1);
		}
	}
	ccr_ical_line(out, name, value.data);
	ccr_buf_release(&value);
}

void
ccr_ical_date(struct ccr_buf *out, const char *name, ccr_date date)
{
	int year, month, day;

	ccr_date_to_civil(date, &year, &month, &day);
	ccr_buf_printf(out, "%s;VALUE=DATE:%04d%02d%02d\r\n", name, year, month, day);
}

void
ccr_ical_hour(struct ccr_buf *out, const char *name, ccr_date date, int hour)
{
	int year, month, day;

	ccr_date_to_civil(date, &year, &month, &day);
	ccr_buf_printf(out, "%s:%04d%02d%02dT%02d0000Z\r\n", name, year, month, day, hour);
}

/* Not ccr_hash_of: that one may change, and is another on machines of another byte order. */
static uint64_t
fnv(uint64_t hash, const char *text, size_t n)
{
	for (size_t i = 0; i < n; i++)
		hash = (hash ^ (unsigned char)text[i]) * UINT64_C(1099511628211);
	return hash;
}

uint64_t
ccr_ical_id(const char *whole, const char *part)
{
	uint64_t hash = fnv(UINT64_C(14695981039346656037), whole, strlen(whole) + 1);

	return fnv(hash, part, strlen(part));
}
