#!/bin/sh
# robust.sh: ccr-prioritize robust against known answers (../shared/oracles/prioritize/cases.json): shares of ranks whose areas are
# known exactly, within four standard errors of the draws, and measures of how like two orders are, to 1e-9.

# shellcheck disable=SC1091,SC2154 # not followed without -x
# shellcheck disable=SC2016 # the jq programs have variables of their own
. "$(dirname "$0")/../lib.sh"
. "$tests/oracle/family.sh"
need_oracles prioritize

expected=$scratch/expected
seen=$scratch/seen
folder=$oracles/prioritize
cases=$folder/cases.json
draws=20000
: >"$scratch/done"

# checked CASE WHAT TOLERANCE FIELDS: one test of a case.
checked() {
	before=$failed
	family "$1, $2" "$expected" "$seen" "$3" "$4"
	if [ "$failed" -eq "$before" ]; then
		echo "$1 passed" >>"$scratch/done"
	else
		echo "$1 failed" >>"$scratch/done"
	fi
}

# near CASE WHAT TOLERANCE FIELD: the same for one number each, within TOLERANCE whatever its size (family's is a share of it): what
# is compared is the distance, which should be 0.
near() {
	awk -F '\t' -v OFS='\t' 'NR == FNR { want[$1] = $2; next } $1 in want { $2 -= want[$1] } { print }' "$expected" "$seen" \
		>"$scratch/far"
	mv "$scratch/far" "$seen"
	awk -F '\t' -v OFS='\t' '{ print $1, 0 }' "$expected" >"$scratch/zero"
	mv "$scratch/zero" "$expected"
	checked "$@"
}

# known CASE FILTER: FILTER makes a list of lists from the case.
known() {
	jq -r --arg id "$1" ".[] | select(.id == \$id) | $2 | .[] | map(tostring) | join(\"\t\")" "$cases" \
		>"$expected"
}

robust() {
	clean ccr-prioritize robust --quiet -f jsonl -c "$scratch/criteria.json" "$@" "$scratch/items.csv"
}

id=smaa_3crit
jq --arg id $id '.[] | select(.id == $id).input as $in | {ccr: "criteria/1", item: "alternative",
	criteria: [$in.criteria | to_entries[] |
	{name: .value, direction: $in.objectives[.key], weight: $in.weights[.key]}]}' "$cases" >"$scratch/criteria.json"
grep -v '^#' "$folder/matrices/$id.csv" >"$scratch/items.csv"
# Four standard errors of a share of 1/4 or 3/4.
tolerance=$(awk -v n=$draws 'BEGIN { print 4 * sqrt(0.25 * 0.75 / n) }')
# Another seed is another sample, and has to do as well.
for seed in 1 2 3; do
	robust --any-weights --draws $draws --seed $seed --show shares >"$scratch/shares"
	jq -r 'select(.rank == 1) | [.alternative, .share] | map(tostring) | join("\t")' "$scratch/shares" >"$seen"
	known $id '[.input.alternatives, .computed.first_rank_acceptability] | transpose'
	near $id "first ranks, seed $seed" "$tolerance" share
	jq -r 'select(.rank and .alternative == "D") | ["D\(.rank)", .share] | map(tostring) | join("\t")' \
		"$scratch/shares" >"$seen"
	known $id '.computed.rank_acceptability_D | to_entries | map(["D\(.key + 1)", .value])'
	near $id "ranks of D, seed $seed" "$tolerance" share
	jq -r 'select(.criterion) | [.alternative + .criterion, .central_weight] | map(tostring) | join("\t")' \
		"$scratch/shares" >"$seen"
	known $id '.input.criteria as $c | .computed.central_weight | to_entries |
		map(.key as $a | .value | to_entries[] | [$a + $c[.key], .value])'
	near $id "central weights, seed $seed" 0.02 weight
done

# Two orders as measured: six items whose weighted sums are in the order x, and whose largest regrets (VIKOR with v = 0) are in the
# order y or z.  Spearman, Kendall and WS do not care which of the two methods is asked for, since the changed places are the same.
like() {
	robust -m vikor --v 0 --show methods | jq -r --arg z "$1" 'select(.method == "wsm") |
		[$z, .spearman, .kendall, .ws] | map(tostring) | join("\t")' >"$seen"
	known rank_similarity "[.computed.$1 | [\"$1\", .sp, .tau, .ws]]"
	checked rank_similarity "first order x, second $1" 1e-9 'spearman kendall ws'
}
criteria() {
	jq -n '{ccr: "criteria/1", item: "alternative", criteria: [$ARGS.positional | to_entries[] |
		{name: "c\(.key + 1)", direction: "min", weight: .value | tonumber}]}' --args "$@" >"$scratch/criteria.json"
}
criteria 1 1 1
printf '%s\n' alternative,c1,c2,c3 a,0,0,.5 b,.3,.3,0 c,.6,.6,.6 d,.7,.7,.7 e,.8,.8,.8 f,1,1,1 >"$scratch/items.csv"
like y
criteria 2 1 1
printf '%s\n' alternative,c1,c2,c3 a,0,0,0 b,.1,.1,.1 c,.2,.2,.2 d,.3,.3,.3 e,1,.5,.5 f,.7,1,1 >"$scratch/items.csv"
like z

# The table of this verb's cases.
for id in smaa_3crit rank_similarity; do
	result=passed
	grep -q "^$id passed" "$scratch/done" || result='not run'
	! grep -q "^$id failed" "$scratch/done" || result=failed
	printf '%s: %-22s %s\n' "$self" "$id" "$result"
done
finish
