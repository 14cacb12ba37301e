#!/bin/sh
# planning.sh FOLDER: from a ranking to a plan that is followed up, by synthetic data alone; shows each command before its output.
#
# FOLDER may hold the rows of a ranking, ranking.csv; else it is made here.  Left there: the draft, the schedule the team agreed on
# (baseline.csv), a levelled one, and the plan as a calendar, a picture, a sheet for the minutes and tables for a spreadsheet.
set -eu
out=$(cd "$1" && pwd)
cd "$(dirname "$0")"

say() {
	printf '\n-- %s\n' "$*"
}

# run STATUS COMMAND: status 1 is an answer in a plan (something needs somebody), anything else that was not expected an error.
run() {
	printf '\n$ %s\n' "$2"
	got=0
	out=$out sh -c "$2" || got=$?
	[ "$got" -eq "$1" ] || {
		echo "planning: exit status $got, but $1 was expected" >&2
		exit 1
	}
}

[ -e "$out/ranking.csv" ] ||
	ccr-survey tab -c codebook.json -q problems --quiet synthetic-survey.csv |
	ccr-prioritize rank -c criteria.json --quiet -o "$out/ranking.csv" - synthetic-problems.csv

say "A draft from the two problems that come first, with the people of the roster; the first things it lacks"
run 0 "ccr-plan draft --top 2 --team synthetic-team.csv --as-of 2026-12-01 --quiet -o \$out/draft.json \$out/ranking.csv"
run 1 "ccr-plan check --only fail --quiet -f table -o \$out/lacks.txt \$out/draft.json"
run 0 "head -n 5 \$out/lacks.txt; grep -c fail \$out/lacks.txt"

say "Filled in by the team (plan.json) and judged against the ranking: nothing fails; what people should look at"
run 0 "ccr-plan check --ranking \$out/ranking.csv --top 2 --only fail,warn --quiet -f table plan.json"

say "The dates; the schedule is kept, to hold later ones against"
run 0 "ccr-plan schedule --quiet -f table plan.json"
run 0 "ccr-plan schedule --quiet -o \$out/baseline.csv plan.json"

say "If the detective trained patrol too: what breaks, and the end of the plan when nobody does two things at once"
run 0 "jq '.goals[1].steps[1].responsible = \"det\"' plan.json >\$out/two.json"
run 0 "ccr-plan schedule --quiet -o \$out/dates.csv \$out/two.json"
run 1 "ccr-plan verify --schedule \$out/dates.csv --quiet -f table \$out/two.json"
run 0 "ccr-plan level --quiet -o \$out/levelled.csv \$out/two.json && tail -n 1 \$out/levelled.csv"
run 0 "ccr-plan verify --schedule \$out/levelled.csv --quiet -f table \$out/two.json"

say "How sure are the dates?  In half of the draws p50 is too early, in one of five p80"
run 0 "ccr-plan risk --quiet -f table plan.json"

say "1 March 2027: who is needed, how far the dates have slipped, what has changed since the plan of February"
run 0 "jq '.goals[0].steps[1].percent = 20' plan.json >\$out/february.json"
run 1 "ccr-plan status --as-of 2027-03-01 --baseline \$out/baseline.csv --since \$out/february.json --quiet -f table plan.json"

say "The plan as it stands then, in a terminal, as calendar and picture, for the next meeting and for a spreadsheet"
run 0 "ccr-plan schedule --as-of 2027-03-01 --quiet -o \$out/now.csv plan.json"
run 0 "ccr-plan export --to text --schedule \$out/now.csv --as-of 2027-03-01 --quiet plan.json"
run 0 "ccr-plan export --to ics --as-of 2027-03-01 --quiet -o \$out/plan.ics plan.json"
run 0 "ccr-plan export --to svg --schedule \$out/now.csv --as-of 2027-03-01 --quiet -o \$out/plan.svg plan.json"
run 0 "ccr-plan export --to minutes --as-of 2027-03-01 --quiet -o \$out/minutes.md plan.json"
run 0 "for t in csv csv-goals csv-people; do ccr-plan export --to \$t --quiet -o \$out/plan-\$t.csv plan.json; done"
