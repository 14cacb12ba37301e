/* coverage.c: see coverage.h. */
#include "incidents/coverage.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/mem.h"
#include "data/dict.h"

int
coverage_month(ccr_date date)
{
	int year, month, day;

	ccr_date_to_civil(date, &year, &month, &day);
	return year * 12 + month - 1;
}

void
coverage_month_print(char text[static COVERAGE_MONTH_SIZE], int month)
{
	snprintf(text, COVERAGE_MONTH_SIZE, "%04d-%02d", month / 12 % 10000, month % 12 + 1);
}

struct coverage_counts *
coverage_of(struct coverage *c, uint32_t group)
{
	CCR_GROW(c->group, c->cap, group + 1);
	for (; c->n <= group; c->n++)
		c->group[c->n] = (struct coverage_counts){.first = CCR_DATE_NONE,
							  .last = CCR_DATE_NONE,
							  .known_from = INT32_MAX,
							  .known_to = INT32_MIN};
	return &c->group[group];
}

void
coverage_add(struct coverage *c, uint32_t group, ccr_date date)
{
	struct coverage_counts *counts = coverage_of(c, group);
	int month;

	counts->rows++;
	if (date == CCR_DATE_NONE)
		return;
	if (counts->dated++ == 0 || date < counts->first)
		counts->first = date;
	if (date > counts->last) /* CCR_DATE_NONE is before every date */
		counts->last = date;
	/* Rows mostly come by date: those of one month are looked up once. */
	if (date >= counts->known_from && date <= counts->known_to)
		return;
	month = coverage_month(date);
	counts->known_from = ccr_date_from_civil(month / 12, month % 12 + 1, 1);
	counts->known_to = counts->known_from + 27;
	ccr_pairs_add(&c->months, group, (uint32_t)month);
}

int
coverage_next_gap(const struct coverage *c, uint32_t group, int month)
{
	int last = coverage_month(c->group[group].last);

	for (; month <= last; month++)
		if (ccr_pairs_find(&c->months, group, (uint32_t)month) == CCR_NO_CODE)
			return month;
	return -1;
}

size_t
coverage_gaps(const struct coverage *c, uint32_t group)
{
	size_t gaps = 0;

	if (group >= c->n || c->group[group].dated == 0)
		return 0;
	for (int month = coverage_next_gap(c, group, coverage_month(c->group[group].first));
	     month >= 0; month = coverage_next_gap(c, group, month + 1))
		gaps++;
	return gaps;
}

void
coverage_release(struct coverage *c)
{
	free(c->group);
	ccr_pairs_release(&c->months);
	*c = (struct coverage){0};
}
