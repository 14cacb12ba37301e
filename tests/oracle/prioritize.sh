#!/bin/sh
# 'ccr-prioritize rank' against published rankings: TOPSIS, and the weighted sum
# of min-max scaled values.

# shellcheck disable=SC1091,SC2154 # not followed without -x
. "$(dirname "$0")/../lib.sh"
. "$tests/oracle/family.sh"
need_oracles prioritize

expected=$scratch/expected
seen=$scratch/seen
cases=$oracles/prioritize/cases.json

ranked() {	# CASE METHOD: the program's ranks and scores into $seen
	jq --arg id "$1" '.[] | select(.id == $id).input | . as $in | {
		ccr: "criteria/1", item: "item",
		criteria: [$in.criteria | to_entries[] | {name: .value,
			direction: $in.objectives[.key],
			weight: $in.weights[.key]}]
	}' "$cases" >"$scratch/criteria.json"
	jq -r --arg id "$1" '.[] | select(.id == $id).input |
		(["item"] + .criteria | @csv),
		([.alternatives, .matrix] | transpose[] | [.[0]] + .[1] | @csv)' \
		"$cases" >"$scratch/items.csv"
	clean ccr-prioritize rank --quiet -c "$scratch/criteria.json" \
		-m "$2" "$scratch/items.csv" |
		awk -F, 'NR > 1 { print $2 "\t" $1 "\t" $4 }' >"$seen"
}

known() {	# CASE FIELD: ranks by score, and the scores, into $expected
	jq -r --arg id "$1" --argjson path "$2" '.[] | select(.id == $id) |
		getpath($path) as $score | .input.alternatives | to_entries[] |
		.key as $k | "\(.value)\t" +
		"\([$score[] | select(. > $score[$k])] | length + 1)\t\($score[$k])"' \
		"$cases" >"$expected"
}

for id in topsis_tzeng2011 topsis_car; do
	ranked "$id" topsis
	known "$id" '["computed", "similarity"]'
	family "$id" "$expected" "$seen" 1e-9 'rank score'
	known "$id" '["published", "similarity"]'
	family "$id as published" "$expected" "$seen" \
		"$(jq -r --arg id "$id" '.[] | select(.id == $id).published_tol' \
			"$cases")" 'rank score'
done

# Ours is min-max scaled; the published scores are of values as shares of their
# sum, costs inverted before. The ranks happen to differ too.
ranked wsm_kracka2010 wsm
known wsm_kracka2010 '["computed", "score_minmax"]'
family 'wsm_kracka2010, min-max scaled' "$expected" "$seen" 1e-9 'rank score'

not_applicable 'wsm_kracka2010 as published' 'scaled by the sum, 1/x for costs'
not_applicable 'wpm, vikor, ahp, promethee, electre, bwm, smaa and others' \
	'no such method'
not_applicable 'votes, multivote, ngt, kendall' 'ccr-vote, in vote.sh'
finish
