#!/bin/sh
# Reoffence within 30 and 91 days of notice, by list, as known on one day.
#   ./nightly.sh DATABASE OUT AS_OF
# Reads the table "notified" of an SQLite database, writes OUT, prints nothing
# when all is well. What happened after AS_OF is left out, so that the report of
# a past day can be made again.
set -eu
umask 077

if [ $# -ne 3 ]; then
	echo "usage: nightly.sh DATABASE OUT AS_OF" >&2
	exit 2
fi
db=$1
out=$2
as_of=$3

# It goes into the SQL below: digits and hyphens, nothing else.
case $as_of in
[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]) ;;
*)
	echo "nightly.sh: AS_OF is not a date, expected YYYY-MM-DD" >&2
	exit 2
	;;
esac

# In "sqlite3 | ccr-recidivism" the shell looks at the last program only: half
# the rows would pass for all of them. So the rows go through a file, which
# mktemp makes readable for its owner alone.
rows=$(mktemp)
trap 'rm -f -- "$rows"' EXIT
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 143' TERM

sqlite3 -batch -bail -init /dev/null -readonly -csv -header "$db" "
	select id, list, notified,
	       case when reoffended <= '$as_of' then reoffended else '' end as reoffended
	from notified
	where notified <= '$as_of'
	order by id" >"$rows"

ccr-recidivism rates --start notified --end reoffended --as-of "$as_of" \
	-b list --at 30,91 --quiet -o "$out" "$rows"
