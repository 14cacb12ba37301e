/* num.h: numbers in and out, the same in every locale.
 *
 * The grammar in is [+-] digits [. digits] [e [+-] digits] with at least one digit before or after
 * the point: no hexadecimal, infinity, NaN, blanks or thousands separators.  The text out is the
 * shortest that reads back to the same double.
 */
#ifndef CCR_BASE_NUM_H
#define CCR_BASE_NUM_H

#include <stdbool.h>
#include <stddef.h>

enum { CCR_NUM_SIZE = 32 };

/* Reads exactly n bytes as a number.  Returns NULL, or the reason as message text ("not a number").
 * Numbers too small for a double become the nearest one, too large ones are refused. */
const char *ccr_num_parse(const char *, size_t n, double *);

/* Reads a whole number in min..max (of at most 2^53 in size).  Returns NULL or the reason. */
const char *ccr_num_parse_whole(const char *, size_t n, double min, double max, double *);

/* Writes the shortest text that reads back to x, a finite number, and returns its length. */
size_t ccr_num_print(char text[static CCR_NUM_SIZE], double x);

/* Writes x for people: whole numbers in full, others with 4 significant digits. */
size_t ccr_num_print_short(char text[static CCR_NUM_SIZE], double x);

#endif
