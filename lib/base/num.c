/* num.c: see num.h.  strtod and printf are safe here because no program ever calls setlocale: the C
 * locale holds. */
#include "base/num.h"

#include <float.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* The parts of a number: the decimal digits as one integer (while they fit), and the power of ten
 * they are multiplied with. */
struct scan {
	uint64_t digits;
	int n_digits; /* significant ones, at most 19 of them in digits */
	int exponent;
	bool negative;
};

static bool
scan_number(const char *p, const char *end, struct scan *s)
{
	bool any = false, point = false;

	*s = (struct scan){0};
	if (p < end && (*p == '+' || *p == '-'))
		s->negative = *p++ == '-';
	for (; p < end && (is_digit(*p) || (*p == '.' && !point)); p++) {
		if (*p == '.') {
			point = true;
			continue;
		}
		any = true;
		if (s->n_digits > 0 || *p != '0')
			s->n_digits++;
		if (s->n_digits <= 19)
			s->digits = s->digits * 10 + (uint64_t)(*p - '0');
		else
			s->exponent++;
		if (point)
			s->exponent--;
	}
	if (any && p < end && (*p == 'e' || *p == 'E')) {
		int power = 0;
		bool minus = false;
		p++;
		if (p < end && (*p == '+' || *p == '-'))
			minus = *p++ == '-';
		if (p == end)
			return false;
		for (; p < end && is_digit(*p); p++)
			power = power < 100000000 ? power * 10 + (*p - '0') : power;
		s->exponent += minus ? -power : power;
	}
	return any && p == end;
}

const char *
ccr_num_parse(const char *p, size_t n, double *x)
{
	/* Exact in doubles; so is a product or quotient of one of them and an integer up to 2^53,
	 * but for one rounding. */
	static const double power[] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
				       1e8,  1e9,  1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
				       1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};
	struct scan s;
	char small[64];
	char *copy = small;

	if (!scan_number(p, p + n, &s))
		return "not a number";
	if (s.n_digits <= 19 && s.digits <= UINT64_C(1) << 53 && s.exponent >= -22 &&
	    s.exponent <= 22) {
		double value = (double)s.digits;
		value = s.exponent < 0 ? value / power[-s.exponent] : value * power[s.exponent];
		*x = s.negative ? -value : value;
		return NULL;
	}
	if (n >= sizeof small)
		copy = ccr_strndup(p, n);
	else
		memcpy(small, p, n), small[n] = '\0';
	*x = strtod(copy, NULL);
	if (copy != small)
		free(copy);
	return isfinite(*x) ? NULL : "number too large";
}

const char *
ccr_num_parse_whole(const char *p, size_t n, double min, double max, double *x)
{
	if (ccr_num_parse(p, n, x) || trunc(*x) != *x || fabs(*x) > 9007199254740992.0)
		return "not a whole number";
	if (*x < min)
		return "too small";
	if (*x > max)
		return "too large";
	return NULL;
}

/* The next larger text of as many digits, where there is one. */
static void
step_up(char *digits)
{
	char *p = strchr(digits, 'e');

	while (p > digits && !(is_digit(*--p) && *p < '9'))
		if (*p == '9')
			*p = '0';
	if (is_digit(*p))
		++*p;
}

/* The fewest digits that read back; 15 always do, but for numbers smaller than DBL_MIN.  The
 * doubles below a power of two stand closer than those above, so that not the nearest text of a
 * length but the one above may read back. */
static void
find_digits(char digits[static CCR_NUM_SIZE], double x)
{
	int unused;
	bool power_of_two = fabs(frexp(x, &unused)) <= 0.5;

	for (int precision = fabs(x) < DBL_MIN ? 0 : 14;; precision++) {
		snprintf(digits, CCR_NUM_SIZE, "%.*e", precision, x);
		if (precision == 16 || strtod(digits, NULL) == x)
			return;
		if (!power_of_two)
			continue;
		step_up(digits);
		if (strtod(digits, NULL) == x)
			return;
	}
}

/* A whole number that a long holds, as most are. */
static size_t
print_whole(char text[static CCR_NUM_SIZE], double x)
{
	char digits[CCR_NUM_SIZE], *p = digits + sizeof digits;
	size_t n;

	*--p = '\0';
	for (int64_t left = (int64_t)fabs(x); left > 0; left /= 10)
		*--p = (char)('0' + left % 10);
	if (x < 0)
		*--p = '-';
	n = (size_t)(digits + sizeof digits - 1 - p);
	memcpy(text, p, n + 1);
	return n;
}

size_t
ccr_num_print(char text[static CCR_NUM_SIZE], double x)
{
	char digits[CCR_NUM_SIZE];
	size_t n = 0;
	int point, n_digits;

	if (x == 0 || !isfinite(x)) { /* callers print no others; none may crash */
		memcpy(text, x == 0 ? "0" : "?", 2);
		return 1;
	}
	if (trunc(x) == x && fabs(x) < 1e15)
		return print_whole(text, x);
	find_digits(digits, x);
	/* "-d.ddde-dd" to the bare digits and the place of the point behind the first of them */
	point = (int)strtol(strchr(digits, 'e') + 1, NULL, 10);
	n_digits = 0;
	for (char *p = digits; *p != 'e'; p++)
		if (is_digit(*p))
			digits[n_digits++] = *p;
	while (n_digits > 1 && digits[n_digits - 1] == '0')
		n_digits--;
	if (x < 0)
		text[n++] = '-';
	if (point < -6 || point > 20) {
		text[n++] = digits[0];
		if (n_digits > 1) {
			text[n++] = '.';
			memcpy(text + n, digits + 1, (size_t)n_digits - 1);
			n += (size_t)n_digits - 1;
		}
		n += (size_t)snprintf(text + n, CCR_NUM_SIZE - n, "e%d", point);
		return n;
	}
	if (point < 0) {
		memcpy(text + n, "0.", 2);
		n += 2;
		for (int i = -1; i > point; i--)
			text[n++] = '0';
	}
	for (int i = 0; i < n_digits || i <= point; i++) {
		if (i == point + 1 && point >= 0)
			text[n++] = '.';
		text[n++] = i < n_digits ? digits[i] : '0';
	}
	text[n] = '\0';
	return n;
}

size_t
ccr_num_print_short(char text[static CCR_NUM_SIZE], double x)
{
	char rounded[CCR_NUM_SIZE];
	double value;

	if (trunc(x) == x && fabs(x) < 1e15)
		return (size_t)snprintf(text, CCR_NUM_SIZE, "%.0f", x == 0 ? 0.0 : x);
	snprintf(rounded, sizeof rounded, "%.3e", x);
	value = strtod(rounded, NULL);
	return ccr_num_print(text, isfinite(value) ? value : x);
}
