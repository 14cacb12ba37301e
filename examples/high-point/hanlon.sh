#!/bin/sh
# hanlon.sh FOLDER: Hanlon's method over three sources, each scaled so that its largest is 10: what the answers
# name (size), what the calls count (seriousness), what the ballots put first (effectiveness).  Only the problems
# that call rows can show are ranked.  Leaves size.json, seriousness.json and effectiveness.json in FOLDER and
# prints the ranking, then which of its places are firm.
set -eu
here=$(dirname "$0")
out=$1

# NAME FIELD: the field as scores out of ten, of the three problems.
out_of_ten() {
	jq --arg name "$1" '
		map(select(.problem | IN("Repeat calls", "Strangulation", "Stalking", "repeat_ipv", "strangulation", "stalking"))) |
		(map(.value) | max) as $most | map({problem, ($name): (10 * .value / $most)})' >"$out/$1.json"
}
ccr-survey tab -c "$here/codebook.json" -q problems --quiet -f json "$here/synthetic-survey.csv" |
	jq 'map({problem: .option, value: .estimate})' | out_of_ten size
ccr-incidents count --map "$here/synthetic-team-kinds.csv" --from 2026-01-01 --to 2026-12-31 --quiet -f json \
	"$here/synthetic-incidents.csv" |
	jq 'map({problem, value: .incidents})' | out_of_ten seriousness
ccr-vote rank --quiet -f json "$here/synthetic-ballots.csv" |
	jq 'map({problem: .option, value: .score})' | out_of_ten effectiveness

for verb in rank robust; do
	ccr-prioritize $verb -m hanlon -c "$here/criteria-hanlon.json" --quiet -f table \
		"$out/size.json" "$out/seriousness.json" "$out/effectiveness.json"
	[ $verb = robust ] || echo
done
