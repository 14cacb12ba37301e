#!/bin/sh
# 'ccr-prioritize weights' and 'consistency' against published weights and
# consistency ratios: judgements in pairs, best and worst, ranks, entropy and
# CRITIC.

# shellcheck disable=SC1091,SC2154 # not followed without -x
. "$(dirname "$0")/../lib.sh"
. "$tests/oracle/family.sh"
need_oracles prioritize

expected=$scratch/expected
seen=$scratch/seen
cases=$oracles/prioritize/cases.json

# weigh FILE OPTION...: the weights of c1, c2, ... into $seen
weigh() {
	file=$1
	shift
	clean ccr-prioritize weights --quiet "$@" "$file" |
		awk -F, 'NR > 1 { print NR - 1 "\t" $2 }' >"$seen"
}

# numbers FILE OPTION...: lambda_max, ci, cr and gci into $seen
numbers() {
	file=$1
	shift
	clean ccr-prioritize consistency --quiet -f jsonl "$@" "$file" |
		jq -r 'select(.statistic | IN("lambda_max", "ci", "cr", "gci")) |
			"\(.statistic)\t\(.value)"' >"$seen"
}

# known PATH: the numbers at this path of a case into $expected
known() {
	jq -r --argjson path "$2" --arg id "$1" '.[] | select(.id == $id) |
		getpath($path) | to_entries[] | "\(.key + 1)\t\(.value)"' \
		"$cases" >"$expected"
}

# matrix ID PATH: a matrix of judgements as a CSV
matrix() {
	jq -r --argjson path "$2" --arg id "$1" '.[] | select(.id == $id) |
		getpath($path) | . as $m | ["", (range($m | length) | "c\(.)")],
		($m | to_entries[] | ["c\(.key)"] + .value) | @csv' "$cases"
}

# The names that the cases have for our tables of random indices.
tables='alonso2006:alonso_lamata2006(gluc/ahp) saaty1980:saaty1980
	tummala1998:tummala_ling1998(pymcdm) aguaron2003:aguaron2003(R)
	ahp_ext:saaty_later(scikit-criteria'

# pairs ID INPUT-PATH COMPUTED-PATH: weights both ways, consistency by each table
pairs() {
	matrix "$1" "$2" >"$scratch/m.csv"
	for how in eigen geomean; do
		weigh "$scratch/m.csv" --derive "$how"
		known "$1" "$(jq -cn --argjson p "$3" --arg h "$how" \
			'$p + ["weights_" + $h]')"
		family "$1 $2 $how" "$expected" "$seen" 1e-9 weight
	done
	for pair in $tables; do
		case $pair in
		*:*) ;;
		*) continue ;;
		esac
		numbers "$scratch/m.csv" --ri "${pair%%:*}"
		jq -r --argjson path "$3" --arg id "$1" --arg ri "${pair#*:}" \
			'.[] | select(.id == $id) | getpath($path) |
			"lambda_max\t\(.lambda_max)", "ci\t\(.CI)",
			"gci\t\(if .GCI < 1e-20 then 0 else .GCI end)",
			(.CR | to_entries[] | select(.key | startswith(
				$ri | split("(")[0])) | "cr\t\(.value)")' \
			"$cases" >"$expected"
		family "$1 $2 ${pair%%:*}" "$expected" "$seen" 1e-9 value
	done
}

pairs ahp_saaty6 '["input","matrix"]' '["computed"]'
pairs ahp_consistent3 '["input","matrix"]' '["computed"]'
pairs ahp_style '["input","matrix"]' '["computed"]'
pairs ahp_leader '["input","criteria_matrix"]' '["computed","criteria"]'
for name in Experience Education Charisma Age; do
	pairs ahp_leader '["input","alt_matrices","'$name'"]' \
		'["computed","alternatives","'$name'"]'
done

# As they were published, and the files beside the cases.
weigh "$oracles/prioritize/matrices/ahp_saaty6.csv"
known ahp_saaty6 '["published","weights_eigen"]'
family 'ahp_saaty6 as published' "$expected" "$seen" 1e-3 weight
weigh "$oracles/prioritize/matrices/ahp_leader_criteria.csv"
known ahp_leader '["published","criteria_weights"]'
family 'ahp_leader as published' "$expected" "$seen" 1e-2 weight
matrix ahp_style '["input","matrix"]' >"$scratch/m.csv"
numbers "$scratch/m.csv" --ri aguaron2003
grep '^cr' "$seen" >"$scratch/cr"
jq -r '.[] | select(.id == "ahp_style") | "cr\t\(.published.CR_R_MCDA)"' \
	"$cases" >"$expected"
family 'ahp_style as R MCDA has it' "$expected" "$scratch/cr" 1e-9 cr

# Three persons, in long rows with one half of each matrix.
jq -r '.[] | select(.id == "ahp_group_aij").input.matrices |
	["stakeholder", "a", "b", "judgement"],
	(to_entries[] | .key as $s | .value as $m | range(3) as $i |
		range($i + 1; 3) as $k | ["s\($s)", "c\($i)", "c\($k)", $m[$i][$k]]) |
	@csv' "$cases" >"$scratch/group.csv"
weigh "$scratch/group.csv"
known ahp_group_aij '["computed","AIJ","weights_eigen"]'
family 'ahp_group_aij' "$expected" "$seen" 1e-9 weight
weigh "$scratch/group.csv" --group aip
known ahp_group_aij '["computed","AIP"]'
family 'ahp_group_aij, weights joined' "$expected" "$seen" 1e-9 weight
clean ccr-prioritize consistency --quiet -f jsonl "$scratch/group.csv" |
	jq -r 'select(.stakeholder == null and .statistic == "cr") | "cr\t\(.value)"' >"$seen"
jq -r '.[] | select(.id == "ahp_group_aij").computed.AIJ.CR |
	to_entries[] | select(.key | startswith("alonso")) | "cr\t\(.value)"' \
	"$cases" >"$expected"
family 'ahp_group_aij, consistency' "$expected" "$seen" 1e-9 cr

for id in bwm_car_consistent bwm_car_linear; do
	jq -r --arg id "$id" '.[] | select(.id == $id).input |
		["criterion", "best_to_others", "others_to_worst"],
		([.criteria, .best_to_others, .others_to_worst] | transpose[]) | @csv' \
		"$cases" >"$scratch/bwm.csv"
	weigh "$scratch/bwm.csv" -m bwm
	known "$id" '["computed","weights"]'
	family "$id" "$expected" "$seen" 1e-9 weight
	clean ccr-prioritize consistency --quiet -m bwm -f jsonl "$scratch/bwm.csv" |
		jq -r 'select(.statistic == "xi") | "xi\t\(.value)"' >"$seen"
	jq -r --arg id "$id" '.[] | select(.id == $id) | "xi\t\(.computed.xi)"' \
		"$cases" >"$expected"
	family "$id, xi" "$expected" "$seen" 1e-9 xi
done

printf 'criterion,rank\na,1\nb,2\nc,3\nd,4\n' >"$scratch/ranks.csv"
for pair in roc:ROC ranksum:RS reciprocal:RR; do
	weigh "$scratch/ranks.csv" -m "${pair%:*}"
	known rank_order_weights '["computed","'"${pair#*:}"'"]'
	family "rank_order_weights ${pair%:*}" "$expected" "$seen" 1e-9 weight
done

for pair in entropy_elsayed2017:entropy critic_tus2019:critic; do
	id=${pair%:*}
	jq --arg id "$id" '.[] | select(.id == $id).input.matrix[0] | {
		ccr: "criteria/1", item: "item",
		criteria: [keys[] | {name: "c\(.)", direction: "max"}]}' \
		"$cases" >"$scratch/criteria.json"
	jq -r --arg id "$id" '.[] | select(.id == $id).input.matrix |
		["item", (.[0] | keys[] | "c\(.)")],
		(to_entries[] | [.key] + .value) | @csv' "$cases" >"$scratch/items.csv"
	weigh "$scratch/items.csv" -m "${pair#*:}" -c "$scratch/criteria.json"
	known "$id" '["computed","weights"]'
	family "$id" "$expected" "$seen" 1e-9 weight
	known "$id" '["published","weights"]'
	family "$id as published" "$expected" "$seen" 1e-2 weight
done
finish
