/* text.h: strings that grow, UTF-8, and how wide a text stands in a table.
 *
 * Invariants of a struct ccr_buf: zero-initialised it is empty; after any call data is
 * NUL-terminated and data[len] is that NUL; data may move at each call that adds.  Bytes are UTF-8
 * throughout.
 */
#ifndef CCR_BASE_TEXT_H
#define CCR_BASE_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/macros.h"

struct ccr_buf {
	char *data;
	size_t len, cap;
};

/* Makes room for n bytes more and a NUL. */
void ccr_buf_grow(struct ccr_buf *, size_t n);
static inline void
ccr_buf_add(struct ccr_buf *buf, const char *p, size_t n)
{
	if (buf->cap - buf->len <= n)
		ccr_buf_grow(buf, n);
	if (n > 0)
		memcpy(buf->data + buf->len, p, n);
	buf->len += n;
	buf->data[buf->len] = '\0';
}
void ccr_buf_puts(struct ccr_buf *, const char *);
void ccr_buf_pad(struct ccr_buf *, char, size_t n);
void ccr_buf_printf(struct ccr_buf *, const char *format, ...) CCR_PRINTF(2, 3);
/* Adds text fit for a terminal: control bytes as \x1b, bidi controls as \u202e, bytes that are not
 * UTF-8 as \xff. */
void ccr_buf_escape(struct ccr_buf *, const char *text);
/* Adds n bytes as a JSON string with its quotes. */
void ccr_buf_json(struct ccr_buf *, const char *, size_t n);
/* Empty again, memory kept. */
void ccr_buf_clear(struct ccr_buf *);
void ccr_buf_release(struct ccr_buf *);
/* The text, now the caller's to free; the buffer is empty. */
char *ccr_buf_detach(struct ccr_buf *);

/* Checks UTF-8 that arrives in pieces: no overlong forms, no surrogates, nothing above U+10FFFF.
 * Zero-initialise; feed pieces in order.  Returns how many bytes of this piece are good: n, or the
 * offset of the byte that cannot be.  At the end of the text more == 0 says that no character is
 * cut off. */
struct ccr_utf8 {
	unsigned more;     /* continuation bytes still expected */
	unsigned char low; /* and the bounds of the next one */
	unsigned char high;
};

size_t ccr_utf8_check(struct ccr_utf8 *, const char *, size_t n);
bool ccr_utf8_valid(const char *, size_t n);
/* Decodes one character of valid UTF-8 at p (n > 0 bytes left) into *c; returns its bytes. */
size_t ccr_utf8_decode(const char *p, size_t n, uint32_t *c);

/* Columns that n bytes of valid UTF-8 take on a terminal: 2 for East Asian wide, 0 for combining
 * and zero-width. */
size_t ccr_text_width(const char *, size_t n);

/* The entry of list (n texts, NULL skipped) that is nearest to text by edit distance, or NULL where
 * none is near enough to be a slip of the fingers. */
const char *ccr_text_nearest(const char *text, const char *const *list, size_t n);

/* Orders texts as people expect lists to be ordered: numbers by value and before other texts, those
 * by bytes. */
int ccr_text_compare(const char *, const char *);

#endif
