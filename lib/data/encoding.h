/* encoding.h: text from before UTF-8 was everywhere, made UTF-8.
 *
 * One byte is one character in all of them, so a text may be decoded in any pieces, and bytes below
 * 0x80 (line ends, delimiters, quotes) mean what they always mean.
 */
#ifndef CCR_DATA_ENCODING_H
#define CCR_DATA_ENCODING_H

#include <stddef.h>

#include "base/text.h"

enum ccr_encoding {
	CCR_UTF8,
	CCR_WINDOWS_1252,
	CCR_ISO_8859_1,
	CCR_MACROMAN,
	CCR_CP1252, /* another name of CCR_WINDOWS_1252 */
};

/* Their names in this order, for an option. */
#define CCR_ENCODINGS "utf-8|windows-1252|iso-8859-1|macroman|cp1252"

/* Adds n bytes as UTF-8.  Returns how many of them were: n, or the offset of the first byte that is
 * no character.  The encoding is not CCR_UTF8. */
size_t ccr_decode(enum ccr_encoding, const char *, size_t n, struct ccr_buf *);

#endif
