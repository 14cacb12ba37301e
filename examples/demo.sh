#!/bin/sh
# demo.sh: a team's whole workflow, survey and ballots -> ranking -> plan -> status -> recidivism, over the examples.
#
# Shows each command before its output and keeps the results in build/demo/.  BUILD says where the programs are.
set -eu
cd "$(dirname "$0")/.."
BUILD=${BUILD:-build}
case $BUILD in
/*) build=$BUILD ;;
*) build=$(pwd)/$BUILD ;;
esac
out=$build/demo
PATH=$build/bin:$PATH
rm -rf "$out"
mkdir -p "$out"
cd examples

say() {
	printf '\n\033[1m%s\033[0m\n' "$*"
}
[ -t 1 ] || say() {
	printf '\n== %s\n' "$*"
}

# run STATUS COMMAND: shows the command, runs it, and fails where its exit status is another.
run() {
	want=$1
	printf '\n$ %s\n' "$2"
	got=0
	out=$out sh -c "$2" || got=$?
	[ "$got" -eq "$want" ] || {
		echo "demo: exit status $got, but $want was expected" >&2
		exit 1
	}
}

say "1. Research: what did the community say?  (synthetic survey, weighted)"
run 0 "ccr-survey tab -c high-point/codebook.json -q problems -f table high-point/synthetic-survey.csv"
run 0 "ccr-survey tab -c high-point/codebook.json -q problems --quiet -o \$out/survey.csv high-point/synthetic-survey.csv"

say "   What do the incident rows say?  (synthetic) More or fewer than a year before, and how many again between the same two people"
run 0 "ccr-incidents count --map high-point/synthetic-kinds.csv --from 2026-01-01 --to 2026-12-31 --population 112000 -o \$out/incidents.csv high-point/synthetic-incidents.csv"
run 0 "cut -d, -f1,6,7,9-11,14-17,20 \$out/incidents.csv"
run 0 "ccr-incidents repeat --unit dyad --within 30 --quiet -f table high-point/synthetic-incidents.csv | grep -e top_share -e repeat"

say "2. Prioritize: survey, counts, cost and feasibility side by side, one order"
run 0 "ccr-prioritize rank -c high-point/criteria.json -o \$out/ranking.csv \$out/survey.csv high-point/synthetic-problems.csv"
run 0 "cat \$out/ranking.csv"
say "   With the team's own ballots beside them: which places are firm, whatever weights near these, and whatever else is listed?"
run 0 "ccr-vote rank --quiet -o \$out/votes.csv high-point/synthetic-ballots.csv"
run 0 "ccr-prioritize robust -c high-point/criteria-team.json --quiet -f table \$out/survey.csv \$out/votes.csv high-point/synthetic-problems.csv"

say "   The same by Hanlon's method, of the problems that calls can show: answers, calls and ballots in one pipeline"
run 0 "sh high-point/hanlon.sh \$out"

say "3. Plan and act: a draft from the first two, the plan judged, scheduled, levelled, followed up (status 1: somebody is needed)"
run 0 "sh high-point/planning.sh \$out"

say "4. Measure: synthetic people notified April to September 2012, 499 with 31 reoffending, as published"
run 0 "ccr-recidivism rates --start notified --end reoffended --as-of 2012-09-30 -b list --at 30,91 -f table high-point/synthetic-notified.csv"
say "   6.2 % of all is no recidivism rate: most were followed for less than the horizon"
run 0 "ccr-recidivism rates --start notified --end reoffended --as-of 2012-09-30 --at 91 --quiet -f table high-point/synthetic-notified.csv"

say "5. Real people, really followed for a year: Rossi, Berk & Lenihan (1980)"
run 0 "ccr-recidivism rates --time week --event arrest --at 26,52 -b fin --quiet -f table rossi/rossi.csv"
run 0 "ccr-recidivism curve --time week --event arrest -b fin --quiet -o \$out/curve.csv rossi/rossi.csv"

say "6. The rows in SQLite, the report from cron"
run 0 "cron/load.sh \$out/notified.db"
run 0 "cron/nightly.sh \$out/notified.db \$out/nightly.csv 2012-09-30 && head -n 4 \$out/nightly.csv"

say "The results are in $BUILD/demo/."
