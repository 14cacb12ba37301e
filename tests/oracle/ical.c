/* ical.c: what libical makes of a calendar: built and run by plan-export.sh.
 *
 * Reads a calendar on standard input and writes what libical would write of it, after checking it:
 * first a line "errors N, valid 1", then one line for each component, its values as libical reads
 * them from its own text, with tabs between.
 */
#include <libical/ical.h>
#include <stdio.h>
#include <stdlib.h>

static const char *
date(struct icaltimetype time)
{
	return icaltime_is_null_time(time) ? "" : icaltime_as_ical_string(time);
}

static void
write_component(icalcomponent *part)
{
	icalproperty *percent =
		icalcomponent_get_first_property(part, ICAL_PERCENTCOMPLETE_PROPERTY);
	icalproperty *due = icalcomponent_get_first_property(part, ICAL_DUE_PROPERTY);
	icalproperty *end = icalcomponent_get_first_property(part, ICAL_DTEND_PROPERTY);

	printf("%s\t%s\t", icalcomponent_get_uid(part), icalcomponent_get_summary(part));
	printf("%s\t", date(icalcomponent_get_dtstart(part)));
	printf("%s\t", due   ? date(icalproperty_get_due(due))
		       : end ? date(icalproperty_get_dtend(end))
			     : "");
	printf("%s\t%d\n", icalenum_status_to_string(icalcomponent_get_status(part)),
	       percent ? icalproperty_get_percentcomplete(percent) : -1);
}

int
main(void)
{
	static char text[1 << 20];
	icalcomponent *calendar, *again;

	text[fread(text, 1, sizeof text - 1, stdin)] = '\0';
	calendar = icalparser_parse_string(text);
	if (!calendar)
		return 1;
	printf("errors %d, valid %d\n", icalcomponent_count_errors(calendar),
	       icalrestriction_check(calendar));
	again = icalparser_parse_string(icalcomponent_as_ical_string(calendar));
	for (icalcomponent *part = icalcomponent_get_first_component(again, ICAL_ANY_COMPONENT);
	     part; part = icalcomponent_get_next_component(again, ICAL_ANY_COMPONENT))
		write_component(part);
	return 0;
}
