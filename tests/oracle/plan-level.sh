#!/bin/sh
# Levelling against instances whose optimum is proved: all of Patterson's, the
# sample of j30 of the PSPLIB, and plans of named people, these through
# 'ccr-plan level' and judged by 'ccr-plan verify'. Resources of several units
# are no plan/1, so build/oracle/rcpsp levels them.

# shellcheck disable=SC1091,SC2154 # not followed without -x
. "$(dirname "$0")/../lib.sh"
. "$tests/oracle/family.sh"
need_oracles plan
rcpsp=$BUILD/oracle/rcpsp
[ -x "$rcpsp" ] || { skip rcpsp "not built"; finish; }

expected=$scratch/expected
seen=$scratch/seen

# ---- Patterson: optimal, proved, and the schedule keeps to all ----

awk -F, 'NR > 1 { print $1 "\t" $2 "\tproved\tkeeps" }' "$oracles"/plan/psplib/patterson_rcp/optimum/* | LC_ALL=C sort >"$expected"
"$rcpsp" 2000000 20000 "$oracles"/plan/psplib/patterson_rcp/*.rcp |
	awk -F'\t' '{ print $1 "\t" $2 "\t" $4 "\t" $7 }' | LC_ALL=C sort >"$seen"
family 'Patterson, 110' "$expected" "$seen" 0 'finish proved keeps'

# ---- j30: optimal, by schedules alone or else by the search with its default ----

awk -F, '/^j30/ { print $1 "\t" $2 "\tkeeps" }' "$oracles/plan/psplib/selected_optima.csv" | LC_ALL=C sort >"$expected"
: >"$seen"
while IFS='	' read -r name optimum _; do
	for nodes in 0 2000000; do
		"$rcpsp" "$nodes" 20000 "$oracles/plan/psplib/$name" |
			awk -F'\t' '{ print $1 "\t" $2 "\t" $7 }' >"$scratch/one"
		[ "$(cut -f 2 "$scratch/one")" = "$optimum" ] && break
	done
	cat "$scratch/one" >>"$seen"
done <"$expected"
family 'PSPLIB j30, the sample' "$expected" "$seen" 0 'finish keeps'

# No bound is above an optimum that others proved.
for file in "$oracles"/plan/psplib/j60*.sm "$oracles"/plan/psplib/j120*.sm; do
	"$rcpsp" 0 40 "$file"
done | awk -F'\t' -v OFS='\t' '
	NR == FNR { split($0, cell, ","); optimum[cell[1]] = cell[2]; next }
	{ print $1, $3 <= optimum[$1] && $2 >= optimum[$1] ? "within" : $3 " to " $2, $7 }
' "$oracles/plan/psplib/selected_optima.csv" - >"$seen"
awk -F'\t' -v OFS='\t' '{ print $1, "within", "keeps" }' "$seen" >"$expected"
family 'PSPLIB j60 and j120: bound, optimum, finish' "$expected" "$seen" 0 'order keeps'

# ---- people ----

# A line is days, a unit of each person or none, and the steps that follow.
plan() {
	awk '
	NR == 1 { steps = $1; people = $2; next }
	NR == 2 { next }
	{
		i++
		days[i] = $1
		for (p = 1; p <= people; p++)
			if ($(1 + p) > 0)
				who[i] = who[i] (who[i] ? "," : "") "\"p" p "\""
		for (k = 1; k <= $(2 + people); k++) {
			j = $(2 + people + k)
			after[j] = after[j] (after[j] ? "," : "") "\"s" i "\""
		}
	}
	END {
		printf "{\"ccr\":\"plan/1\",\"start\":\"2027-01-01\","
		printf "\"calendar\":{\"weekend\":[]},\"people\":["
		for (p = 1; p <= people; p++)
			printf "%s{\"id\":\"p%d\"}", (p > 1 ? "," : ""), p
		printf "],\"goals\":[{\"id\":\"g1\",\"steps\":["
		for (i = 1; i <= steps; i++)
			printf "%s\n{\"id\":\"s%d\",\"name\":\"s%d\",\"days\":%d,\"people\":[%s],\"after\":[%s]}",
				(i > 1 ? "," : ""), i, i, days[i], who[i], after[i]
		print "]}]}"
	}' "$1"
}

awk -F, -v OFS='\t' 'NR > 1 { print $1, $3, "proved", 0 }' "$oracles/plan/people30/results.csv" | LC_ALL=C sort >"$expected"
: >"$seen"
for file in "$oracles"/plan/people30/*.rcp; do
	plan "$file" >"$scratch/plan.json"
	clean ccr-plan level --quiet "$scratch/plan.json" >"$scratch/level.csv"
	clean ccr-plan verify --quiet --schedule "$scratch/level.csv" "$scratch/plan.json" >"$scratch/found"
	rc=$?
	awk -F, -v OFS='\t' -v file="${file##*/}" -v rc="$rc" '
		$3 == "plan" { print file, $7, /; proved \(/ ? "proved" : "open", rc }' \
		"$scratch/level.csv" >>"$seen"
done
LC_ALL=C sort -o "$seen" "$seen"
family 'plans of named people, 15' "$expected" "$seen" 0 'finish proved violations'

finish
