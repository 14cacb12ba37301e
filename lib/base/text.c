/* text.c: see text.h. */
#include "base/text.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/num.h"

/* As CCR_GROW, but what is new is not zeroed: texts may be large, and all of it is written. */
void
ccr_buf_grow(struct ccr_buf *buf, size_t n)
{
	size_t need = buf->len + n + 1;

	need = need < 2 * buf->cap ? 2 * buf->cap : need;
	need = need < 16 ? 16 : need;
	buf->data = ccr_realloc(buf->data, need, 1);
	buf->cap = need;
}

void
ccr_buf_puts(struct ccr_buf *buf, const char *text)
{
	ccr_buf_add(buf, text, strlen(text));
}

void
ccr_buf_pad(struct ccr_buf *buf, char c, size_t n)
{
	if (buf->cap - buf->len <= n)
		ccr_buf_grow(buf, n);
	memset(buf->data + buf->len, c, n);
	buf->len += n;
	buf->data[buf->len] = '\0';
}

void
ccr_buf_printf(struct ccr_buf *buf, const char *format, ...)
{
	va_list args;
	char *text;

	va_start(args, format);
	text = ccr_vprintf(format, args);
	va_end(args);
	ccr_buf_puts(buf, text);
	free(text);
}

/* Characters that reorder or hide the text around them (Unicode's Bidi_Control, line and paragraph
 * separators, zero width). */
static bool
is_deceptive(uint32_t c)
{
	return (c >= 0x200b && c <= 0x200f) || (c >= 0x2028 && c <= 0x202e) ||
	       (c >= 0x2060 && c <= 0x2069) || c == 0x061c || c == 0xfeff ||
	       (c >= 0x80 && c <= 0x9f);
}

void
ccr_buf_escape(struct ccr_buf *buf, const char *text)
{
	size_t n = strlen(text);

	ccr_buf_add(buf, "", 0);
	for (size_t i = 0; i < n;) {
		uint32_t c = (unsigned char)text[i];
		size_t width = 1;
		if (c >= 0x80) {
			size_t left = n - i;
			size_t want = c >= 0xf0 ? 4 : c >= 0xe0 ? 3 : 2;
			if (want <= left && ccr_utf8_valid(text + i, want))
				width = ccr_utf8_decode(text + i, left, &c);
		}
		if (c < 0x20 || c == 0x7f || (width == 1 && c >= 0x80))
			ccr_buf_printf(buf, "\\x%02x", (unsigned)c);
		else if (is_deceptive(c))
			ccr_buf_printf(buf, "\\u%04x", (unsigned)c);
		else
			ccr_buf_add(buf, text + i, width);
		i += width;
	}
}

void
ccr_buf_json(struct ccr_buf *buf, const char *p, size_t n)
{
	ccr_buf_add(buf, "\"", 1);
	for (size_t i = 0; i < n; i++) {
		unsigned char c = (unsigned char)p[i];
		if (c == '"' || c == '\\') {
			ccr_buf_add(buf, "\\", 1);
			ccr_buf_add(buf, p + i, 1);
		} else if (c == '\n') {
			ccr_buf_add(buf, "\\n", 2);
		} else if (c == '\t') {
			ccr_buf_add(buf, "\\t", 2);
		} else if (c == '\r') {
			ccr_buf_add(buf, "\\r", 2);
		} else if (c < 0x20 || c == 0x7f) {
			ccr_buf_printf(buf, "\\u%04x", c);
		} else {
			ccr_buf_add(buf, p + i, 1);
		}
	}
	ccr_buf_add(buf, "\"", 1);
}

void
ccr_buf_clear(struct ccr_buf *buf)
{
	buf->len = 0;
	if (buf->data)
		buf->data[0] = '\0';
}

void
ccr_buf_release(struct ccr_buf *buf)
{
	free(buf->data);
	*buf = (struct ccr_buf){0};
}

char *
ccr_buf_detach(struct ccr_buf *buf)
{
	char *text = buf->data ? buf->data : ccr_alloc(1, 1);

	*buf = (struct ccr_buf){0};
	return text;
}

size_t
ccr_utf8_check(struct ccr_utf8 *u, const char *p, size_t n)
{
	size_t i = 0;

	while (i < n) {
		unsigned char c;
		if (u->more == 0) {
			/* Nearly all input is ASCII: eight bytes at a time. */
			uint64_t word;
			while (n - i >= sizeof word) {
				memcpy(&word, p + i, sizeof word);
				if (word & UINT64_C(0x8080808080808080))
					break;
				i += sizeof word;
			}
			if (i == n)
				break;
		}
		c = (unsigned char)p[i];
		if (u->more > 0) {
			if (c < u->low || c > u->high)
				return i;
			u->more--;
			u->low = 0x80;
			u->high = 0xbf;
		} else if (c >= 0x80) {
			if (c < 0xc2 || c > 0xf4)
				return i;
			u->more = c >= 0xf0 ? 3 : c >= 0xe0 ? 2 : 1;
			/* The first continuation byte rules out overlong forms, surrogates and what
			 * lies above U+10FFFF. */
			u->low = c == 0xe0 ? 0xa0 : c == 0xf0 ? 0x90 : 0x80;
			u->high = c == 0xed ? 0x9f : c == 0xf4 ? 0x8f : 0xbf;
		}
		i++;
	}
	return n;
}

bool
ccr_utf8_valid(const char *p, size_t n)
{
	struct ccr_utf8 u = {0};

	return ccr_utf8_check(&u, p, n) == n && u.more == 0;
}

size_t
ccr_utf8_decode(const char *p, size_t n, uint32_t *c)
{
	unsigned char first = (unsigned char)p[0];
	size_t width = first < 0x80 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;

	if (width == 1 || width > n) {
		*c = first;
		return 1;
	}
	*c = first & (0x7fu >> width);
	for (size_t i = 1; i < width; i++)
		*c = *c << 6 | ((unsigned char)p[i] & 0x3fu);
	return width;
}

struct range {
	uint32_t first, last;
};

/* Blocks, not single characters: enough to keep columns straight.  From Unicode's
 * EastAsianWidth.txt (W and F) and the blocks of combining marks. */
static const struct range wide[] = {
	{0x1100, 0x115f},   {0x2e80, 0x303e},   {0x3041, 0x33ff},   {0x3400, 0x4dbf},
	{0x4e00, 0x9fff},   {0xa000, 0xa4cf},   {0xa960, 0xa97f},   {0xac00, 0xd7a3},
	{0xf900, 0xfaff},   {0xfe30, 0xfe6f},   {0xff00, 0xff60},   {0xffe0, 0xffe6},
	{0x1f300, 0x1f64f}, {0x1f680, 0x1f6ff}, {0x1f900, 0x1f9ff}, {0x20000, 0x3fffd},
};
static const struct range zero[] = {
	{0x0300, 0x036f}, {0x0483, 0x0489}, {0x0591, 0x05bd}, {0x0610, 0x061a},
	{0x064b, 0x065f}, {0x0e34, 0x0e3a}, {0x0e47, 0x0e4e}, {0x1ab0, 0x1aff},
	{0x1dc0, 0x1dff}, {0x200b, 0x200f}, {0x202a, 0x202e}, {0x2060, 0x2069},
	{0x20d0, 0x20ff}, {0xfe00, 0xfe0f}, {0xfe20, 0xfe2f}, {0xfeff, 0xfeff},
};

static bool
in_ranges(const struct range *range, size_t n, uint32_t c)
{
	for (size_t i = 0; i < n; i++)
		if (c >= range[i].first && c <= range[i].last)
			return true;
	return false;
}

size_t
ccr_text_width(const char *p, size_t n)
{
	size_t width = 0;

	for (size_t i = 0; i < n;) {
		uint32_t c;
		i += ccr_utf8_decode(p + i, n - i, &c);
		if (c < 0x300)
			width++;
		else if (!in_ranges(zero, CCR_LEN(zero), c))
			width += in_ranges(wide, CCR_LEN(wide), c) ? 2 : 1;
	}
	return width;
}

enum { NEAREST_MAX = 64 };

static size_t
edit_distance(const char *a, const char *b)
{
	size_t row[NEAREST_MAX + 1];
	size_t na = strlen(a), nb = strlen(b);

	if (na > NEAREST_MAX || nb > NEAREST_MAX)
		return NEAREST_MAX;
	for (size_t j = 0; j <= nb; j++)
		row[j] = j;
	for (size_t i = 1; i <= na; i++) {
		size_t diagonal = row[0];
		row[0] = i;
		for (size_t j = 1; j <= nb; j++) {
			size_t best = diagonal + (a[i - 1] != b[j - 1]);
			diagonal = row[j];
			if (row[j] + 1 < best)
				best = row[j] + 1;
			if (row[j - 1] + 1 < best)
				best = row[j - 1] + 1;
			row[j] = best;
		}
	}
	return row[nb];
}

const char *
ccr_text_nearest(const char *text, const char *const *list, size_t n)
{
	size_t n_text = strlen(text), best = n_text / 3 + 1;
	const char *nearest = NULL;

	if (n_text > NEAREST_MAX)
		return NULL;
	for (size_t i = 0; i < n; i++) {
		size_t distance = list[i] ? edit_distance(text, list[i]) : NEAREST_MAX;
		if (distance <= best && (!nearest || distance < best)) {
			best = distance;
			nearest = list[i];
		}
	}
	return nearest;
}

int
ccr_text_compare(const char *a, const char *b)
{
	double x, y;
	bool a_number = !ccr_num_parse(a, strlen(a), &x);
	bool b_number = !ccr_num_parse(b, strlen(b), &y);

	if (a_number && b_number && x != y)
		return x < y ? -1 : 1;
	if (a_number != b_number)
		return a_number ? -1 : 1;
	return strcmp(a, b);
}
