/* csvout.c: see csvout.h. */
#include "data/csvout.h"

#include <limits.h>
#include <string.h>

void
ccr_csv_cell(struct ccr_buf *out, const char *text, size_t n, bool alone)
{
	static const bool special[UCHAR_MAX + 1] = {
		[','] = true, ['"'] = true, ['\n'] = true, ['\r'] = true};
	bool quote = n == 0 ? alone
			    : text[0] == ' ' || text[0] == '\t' || text[n - 1] == ' ' ||
				      text[n - 1] == '\t';

	for (size_t i = 0; i < n && !quote; i++)
		quote = special[(unsigned char)text[i]];
	if (!quote) {
		ccr_buf_add(out, text, n);
		return;
	}
	ccr_buf_add(out, "\"", 1);
	for (size_t i = 0; i < n; i++) {
		if (text[i] == '"')
			ccr_buf_add(out, "\"", 1);
		ccr_buf_add(out, text + i, 1);
	}
	ccr_buf_add(out, "\"", 1);
}
