/* predecessors.c: see predecessors.h. */
#include "model/predecessors.h"

#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/num.h"

static const char not_an_item[] =
	"an item is not a step (a row's number, or an id), then FS, SS, FF or SF, then a lag such "
	"as +2d, -1w or +3ed";
static const char two_readings[] =
	"an item can be read as two different steps; the column 'after' takes ids alone";

struct item {
	const char *id, *type;
	double lag;
	bool elapsed;
};

void
pred_steps_init(struct pred_steps *steps)
{
	double number;

	steps->numbers = true;
	for (size_t i = 0; i < steps->n; i++) {
		const char *id = steps->id[i];
		if (!id)
			continue;
		ccr_dict_add(&steps->dict, id, strlen(id));
		if (ccr_num_parse_whole(id, strlen(id), 0, 1e9, &number))
			steps->numbers = false;
	}
}

void
pred_steps_release(struct pred_steps *steps)
{
	ccr_dict_release(&steps->dict);
}

static const char *
skip_blanks(const char *p, const char *end)
{
	while (p < end && *p == ' ')
		p++;
	return p;
}

/* "d", "ed", "w" and what Project writes in their place: the working or elapsed days of one. */
static bool
parse_unit(const char *p, size_t n, double week, double *days, bool *elapsed)
{
	static const char *const units[] = {"d", "day", "days", "w", "wk", "wks", "week", "weeks"};

	if (n > 1 && tolower((unsigned char)*p) == 'e') {
		*elapsed = true;
		p++;
		n--;
	}
	for (size_t i = 0; i < CCR_LEN(units); i++) {
		if (strlen(units[i]) != n || strncasecmp(p, units[i], n) != 0)
			continue;
		*days = i < 3 ? 1 : *elapsed ? 7 : week;
		return true;
	}
	return false;
}

/* "+2d", "- 3 edays", "+e3d"; without its sign only where it begins with e. */
static bool
parse_lag(const char *p, const char *end, double week, struct item *item)
{
	double sign = 1, number, days;
	const char *digits;

	if (p < end && (*p == '+' || *p == '-'))
		sign = *p++ == '-' ? -1 : 1;
	else if (p == end || tolower((unsigned char)*p) != 'e')
		return false;
	p = skip_blanks(p, end);
	if (p < end && tolower((unsigned char)*p) == 'e') {
		item->elapsed = true;
		p++;
	}
	for (digits = p; p < end && (isdigit((unsigned char)*p) || *p == '.'); p++)
		;
	if (ccr_num_parse(digits, (size_t)(p - digits), &number))
		return false;
	p = skip_blanks(p, end);
	if (!parse_unit(p, (size_t)(end - p), week, &days, &item->elapsed))
		return false;
	item->lag = sign * number * days;
	return !item->elapsed || trunc(item->lag) == item->lag;
}

/* What stands behind the step: nothing, a type, a lag, or both. */
static bool
parse_suffix(const char *p, const char *end, double week, struct item *item)
{
	static const char *const types[] = {"FS", "SS", "FF", "SF"};

	p = skip_blanks(p, end);
	for (size_t i = 0; i < CCR_LEN(types) && end - p >= 2; i++) {
		if (strncasecmp(p, types[i], 2) != 0)
			continue;
		item->type = types[i];
		p = skip_blanks(p + 2, end);
		break;
	}
	return p == end || ((*p == '+' || *p == '-') && parse_lag(p, end, week, item));
}

/* The steps that n bytes name: by id, and by row.  How many there are. */
static size_t
named_steps(const struct pred_steps *steps, const char *p, size_t n, const char *id[2])
{
	uint32_t code = ccr_dict_find(&steps->dict, p, n);
	size_t found = 0;
	double row;

	if (code != CCR_NO_CODE)
		id[found++] = steps->dict.text[code];
	if (!steps->numbers && !ccr_num_parse_whole(p, n, 1, (double)steps->n, &row) &&
	    steps->id[(size_t)row - 1] &&
	    (found == 0 || strcmp(id[0], steps->id[(size_t)row - 1]) != 0))
		id[found++] = steps->id[(size_t)row - 1];
	return found;
}

/* Where the step ends is known only by what is a step: every end is tried. */
static const char *
parse_item(const struct pred_steps *steps, size_t row, const char *p, const char *end,
	   struct item *item, size_t *above)
{
	size_t readings = 0;

	for (const char *stop = p + 1; stop <= end; stop++) {
		struct item one = {.type = "FS"};
		const char *id[2];
		size_t n;
		if (stop[-1] == ' ' || !parse_suffix(stop, end, steps->week, &one))
			continue;
		n = named_steps(steps, p, (size_t)(stop - p), id);
		if (n == 0)
			continue;
		readings += n;
		one.id = id[0];
		*item = one;
	}
	if (readings > 0)
		return readings > 1 ? two_readings : NULL;
	*item = (struct item){.type = "FS"};
	if (!parse_lag(p, end, steps->week, item))
		return not_an_item;
	if (row == 0 || !steps->id[row - 1])
		return "an item is a lag alone, which is one behind the row above: there is none";
	++*above;
	item->id = steps->id[row - 1];
	return NULL;
}

static void
add(struct ccr_json *after, size_t at, const struct item *item, struct ccr_arena *arena)
{
	char number[CCR_NUM_SIZE], *text;

	ccr_num_print(number, item->lag);
	text = item->lag == 0
		       ? ccr_printf("%s:%s", item->id, item->type)
		       : ccr_printf("%s:%s%s%s%c", item->id, item->type, item->lag > 0 ? "+" : "",
				    number, item->elapsed ? 'e' : 'd');
	after->child[at] = (struct ccr_json){.type = CCR_JSON_TEXT, .line = after->line};
	after->child[at].text = ccr_arena_text(arena, text, strlen(text));
	free(text);
}

const char *
pred_read(const struct pred_steps *steps, size_t row, const char *cell, struct ccr_json *after,
	  size_t *above, struct ccr_arena *arena)
{
	const char *end = cell + strlen(cell);
	size_t items = 1;

	for (const char *p = cell; p < end; p++)
		items += *p == ',' || *p == ';';
	after->child = ccr_arena_alloc(arena, items, sizeof *after->child);
	while (after->n < items) {
		const char *stop = cell + strcspn(cell, ",;"), *last = stop, *reason;
		struct item item;
		cell = skip_blanks(cell, stop);
		while (last > cell && last[-1] == ' ')
			last--;
		reason = parse_item(steps, row, cell, last, &item, above);
		if (reason)
			return reason;
		add(after, after->n++, &item, arena);
		cell = stop + 1;
	}
	return NULL;
}
