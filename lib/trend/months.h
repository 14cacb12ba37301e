/* months.h: 'ccr-trend months': counts of months against the same months of another year. */
#ifndef CCR_TREND_MONTHS_H
#define CCR_TREND_MONTHS_H

#include "trend/series.h"

enum { MONTHS_FIELDS = 15 };
extern const struct ccr_field months_fields[MONTHS_FIELDS];

/* against: the year to compare with; NaN: the one before. */
bool trend_months(struct ccr_run *, const struct trend_ask *, double against);

#endif
