/* cover.h: 'ccr-incidents coverage': what do the rows cover, and what do they leave out? */
#ifndef CCR_INCIDENTS_COVER_H
#define CCR_INCIDENTS_COVER_H

#include "incidents/incidents.h"

enum { COVER_FIELDS = 13 };
extern const struct ccr_field cover_fields[COVER_FIELDS];

bool incidents_cover(struct ccr_run *, const struct incidents_ask *);

#endif
