/* spc.h: 'ccr-trend spc' and 'run': which points of a series are more than noise? */
#ifndef CCR_TREND_SPC_H
#define CCR_TREND_SPC_H

#include "stat/control.h"
#include "trend/series.h"

enum { SPC_NO_DIRECTION, SPC_UP, SPC_DOWN };

struct spc_ask {
	int chart;  /* enum control_chart */
	int ranges; /* enum control_ranges */
	int scale;  /* enum control_scale; -1: that of the chart */
	struct ccr_list rules, phases;
	const char *freeze; /* a number of points, or a date */
	double target;      /* NaN: none */
	int direction;      /* which is better */
};

enum { SPC_FIELDS = 30 };
extern const struct ccr_field spc_fields[SPC_FIELDS];

bool trend_spc(struct ccr_run *, const struct trend_ask *, const struct spc_ask *);

#endif
