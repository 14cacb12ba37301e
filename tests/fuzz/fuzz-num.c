/* fuzz-num.c: any bytes as a number: accepted exactly by the grammar, the same double as strtod,
 * and the text that is printed reads back and is the shortest. */
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/num.h"

int LLVMFuzzerTestOneInput(const uint8_t *, size_t);

static void
check(bool good)
{
	if (!good)
		abort();
}

static bool
accepts(const char *p, size_t n)
{
	size_t i = *p == '+' || *p == '-', digits, power;

	digits = strspn(p + i, "0123456789");
	i += digits;
	if (p[i] == '.') {
		size_t behind = strspn(p + i + 1, "0123456789");
		digits += behind;
		i += behind + 1;
	}
	if (digits > 0 && (p[i] == 'e' || p[i] == 'E')) {
		i++;
		i += p[i] == '+' || p[i] == '-';
		power = strspn(p + i, "0123456789");
		if (power == 0)
			return false;
		i += power;
	}
	return digits > 0 && i == n;
}

static void
round_trip(double x)
{
	char text[CCR_NUM_SIZE];
	size_t n = ccr_num_print(text, x);
	double back;

	check(n > 0 && n < sizeof text && text[n] == '\0');
	check(!ccr_num_parse(text, n, &back) && back == x);
	check(strtod(text, NULL) == x);
	n = ccr_num_print_short(text, x);
	check(n > 0 && n < sizeof text && text[n] == '\0' && !ccr_num_parse(text, n, &back));
	check(fabs(back - x) <= fabs(x) * 0.000501 || fabs(x) < 1e-300);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
	char *text = ccr_strndup((const char *)bytes, n);
	double x, whole;
	const char *reason = ccr_num_parse(text, n, &x);

	if (n == sizeof x) {
		double raw;
		memcpy(&raw, bytes, sizeof raw);
		if (isfinite(raw))
			round_trip(raw);
	}
	if (!reason) {
		check(accepts(text, n));
		check(isfinite(x));
		check(strtod(text, NULL) == x);
		round_trip(x);
	} else if (strcmp(reason, "number too large") == 0) {
		check(accepts(text, n));
		check(isinf(strtod(text, NULL)));
	} else {
		check(!accepts(text, n));
	}
	if (!ccr_num_parse_whole(text, n, -1e6, 1e15, &whole))
		check(!reason && whole == x && trunc(x) == x && x >= -1e6 && x <= 1e15);
	free(text);
	return 0;
}
