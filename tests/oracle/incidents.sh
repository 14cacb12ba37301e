#!/bin/sh
# 'ccr-incidents' against the known answers for harm, concentration and the
# agreement of rankings, and the worked example of a severity index.

# shellcheck disable=SC1091,SC2154 # not followed without -x
. "$(dirname "$0")/../lib.sh"
. "$tests/oracle/family.sh"
need_oracles prioritize

expected=$scratch/expected
seen=$scratch/seen
cases=$oracles/prioritize/cases.json
cd "$scratch" || exit 1

# columns NAME...: those columns of CSV without quotes, by the first, tabs between
columns() {
	awk -F, -v OFS='\t' -v names="$*" '
		BEGIN { n = split(names, want, " ") }
		NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; next }
		{
			row = $at[want[1]]
			for (k = 2; k <= n; k++)
				row = row OFS $at[want[k]]
			print row
		}'
}
case_of() {	# CASE
	jq --arg id "$1" '.[] | select(.id == $id)' "$cases"
}

# Harm: a row per incident, the weights in a file.
case_of harm_pareto | jq -r '"offence,weight", (.input[] | "\(.type),\(.weight)")' >weights.csv
case_of harm_pareto | jq -r '"id,date,kind", (.input[] | . as $t | range(.count) |
	"x,2026-01-01,\($t.type)")' >incidents.csv
clean ccr-incidents harm --quiet --weights weights.csv incidents.csv >harm.csv
case_of harm_pareto | jq -r '.computed | . as $c | .rows[] |
	[.type, .count, .harm, .share, .cum, .count_share, $c.total_harm, $c.total_count] |
	@tsv' >"$expected"
columns problem incidents harm harm_share cumulative_share incident_share \
	total_harm total_incidents <harm.csv >"$seen"
# Two problems of the same harm stand in the order of their names.
sort "$expected" | grep -v -e '^Simple' -e '^Burglary' >expected.sorted
sort "$seen" | grep -v -e '^Simple' -e '^Burglary' >seen.sorted
family harm_pareto expected.sorted seen.sorted 1e-9
case_of harm_pareto | jq -r '.computed.vital_few_80[0:2] | to_entries[] |
	"\(.key + 1)\t\(.value)"' >"$expected"
columns rank problem <harm.csv | head -n 2 >"$seen"
family 'harm_pareto, the first' "$expected" "$seen" 1e-9

# Concentration: a person for each count, with those at risk who had none.
case_of gini_repeat | jq -r '"id,date,kind,victim_id", (.input.counts | to_entries[] |
	. as $e | range(.value) | "x,2026-01-01,a,V\($e.key)")' >people.csv
at_risk=$(case_of gini_repeat | jq '.input.counts | length')
clean ccr-incidents repeat --quiet --units-at-risk "$at_risk" people.csv |
	awk -F, '$4 == "gini" || $4 == "top_share" && $5 != 5 { print $4 $5 " " $9 "\t" $8 }' >"$seen"
case_of gini_repeat | jq -r '.computed | "top_share10 share of incidents\t\(.top10pct_share)",
	"top_share20 share of incidents\t\(.top20pct_share)", "gini plain\t\(.gini)",
	"gini n/(n-1)\t\(.gini_corrected)"' >"$expected"
family gini_repeat "$expected" "$seen" 1e-9

# Agreement of rankings: harm in the order of x, and of y or z.
for other in y z; do
	for which in x $other; do
		case_of rank_similarity | jq -r --arg w "$which" '"offence,weight",
			(.input[$w] | to_entries[] | "k\(.key),\(10 - .value)")' >"$which.csv"
	done
	case_of rank_similarity | jq -r '"kind", (.input.x | to_entries[] | "k\(.key)")' >kinds.csv
	clean ccr-incidents harm --quiet --weights x.csv --against "$other.csv" kinds.csv |
		columns method spearman kendall_tau_b | sort -u >"$seen"
	case_of rank_similarity | jq -r --arg w "$other" \
		'.computed[$w] | ["sum of weights", .sp, .tau] | @tsv' >"$expected"
	family "rank_similarity $other" "$expected" "$seen" 1e-9
done
not_applicable 'rank_similarity, ws and rw' 'in the library: tests/unit/t-incidents.c'

# The worked example of a severity index (weights 7042, 583, 23, 30): 84,034 over
# 100,000 people in the base year; 3, 40, 650, 700 incidents of 104,000 people.
printf 'offence,weight\na,7042\nb,583\nc,23\nd,30\n' >csi-weights.csv
csi() {	# COUNT...: a row per incident
	awk -v counts="$*" 'BEGIN {
		print "kind"
		split(counts, n, " ")
		for (k = 1; k <= 4; k++)
			while (n[k]-- > 0)
				print substr("abcd", k, 1)
	}'
}
csi 2 50 600 900 >base.csv
csi 3 40 650 700 >now.csv
base=$(clean ccr-incidents harm --quiet --weights csi-weights.csv --population 100000 base.csv |
	columns total_per_100000 | sed 1q)
printf 'per head\t.84034\t\nindex\t91.99\n' | sed 's/	$//' >"$expected"
{
	printf 'per head\t%s\n' "$(awk -v x="$base" 'BEGIN { printf "%.10g", x / 1e5 }')"
	printf 'index\t%s\n' "$(clean ccr-incidents harm --quiet --weights csi-weights.csv \
		--population 104000 --base .84034 now.csv | columns total_index | sed 1q)"
} >"$seen"
family 'severity index as published' "$expected" "$seen" 0.00005
finish
