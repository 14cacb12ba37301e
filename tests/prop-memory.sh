#!/bin/sh
# prop-memory.sh: memory does not grow with rows: each program gets 64 MiB of address space beyond what it starts with.
# shellcheck disable=SC3045 # ulimit -v: not POSIX, but dash and bash have it
set -u
# shellcheck source=tests/lib.sh
. "$(dirname "$0")/lib.sh"

case ${CCR_VALGRIND-}$BUILD in
1* | *asan*)
	skip "memory" "sanitizers and valgrind take memory of their own"
	finish
	;;
esac

# within KIB NAME COMMAND: its status has to be 0 under that limit
within() {
	limit=$1 name=$2
	if (ulimit -v "$limit" 2>/dev/null && clean sh -c "$3") >/dev/null 2>"$scratch/said"; then
		ok "$name"
	else
		not_ok "$name" "$scratch/said"
	fi
}

awk 'BEGIN { print "days,event,g"; for (i = 0; i < 600000; i++) print i % 1500 "," i % 3 % 2 "," i % 5 }' >"$scratch/rows.csv"
awk 'BEGIN { print "days,event,g"; for (i = 0; i < 20000; i++) print "60000,1," i }' >"$scratch/groups.csv"
within 98304 "600,000 rows, rates" "ccr-recidivism rates --quiet --at 365,730 -b g $scratch/rows.csv"
within 98304 "600,000 rows, tab" "ccr-survey tab --quiet -q event -b g $scratch/rows.csv"
within 98304 "600,000 rows, scale" "ccr-survey scale --quiet -q days,event,g $scratch/rows.csv"
within 98304 "600,000 rows, agree" "ccr-survey agree --quiet --coders event,g $scratch/rows.csv"
awk 'BEGIN { print "g,ballot"; for (i = 0; i < 600000; i++) print i % 5 "," (i % 3 ? "A > B = C" : "C > A") }' >"$scratch/ballots.csv"
within 98304 "600,000 ballots" "ccr-vote rank --quiet -b g $scratch/ballots.csv"
within 98304 "20,000 groups of one late day" "ccr-recidivism curve --quiet -b g $scratch/groups.csv"
# and the check can fail
if (ulimit -v 6144 2>/dev/null && clean ccr-recidivism rates --at 365 "$scratch/rows.csv") >/dev/null 2>&1; then
	not_ok "the limit limits"
else
	ok "the limit limits"
fi
finish
