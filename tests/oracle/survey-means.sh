#!/bin/sh
# 'ccr-survey tab' against R's survey package: means, totals, ratios and
# quantiles of every design, replicate weights, lonely units, domains.

# shellcheck disable=SC1091,SC2154,SC2016 # not followed without -x; $ of jq
. "$(dirname "$0")/../lib.sh"
. "$tests/oracle/family.sh"

need_oracles survey
answers=$oracles/survey/expected.csv
expected=$scratch/expected
seen=$scratch/seen

# Lines of expected.csv as KEY TAB VALUE, of the statistic and keys that match.
known() {	# CASE [PATTERN [STATISTIC]]
	awk -F'","' -v OFS='\t' -v name="$1" -v pattern="${2-.}" -v statistic="${3-.}" '
		$1 == "\"" name && $4 ~ statistic && $6 ~ pattern { sub(/"$/, "", $7); print $6, $7 }' \
		"$answers"
}
# FILTER FILE ARG...: rows of tab through a jq filter that makes KEY, VALUE pairs
pairs() {
	filter=$1 file=$2
	shift 2
	clean ccr-survey tab --quiet -f jsonl "$@" "$oracles/survey/data/$file.csv" |
		jq -r "$filter | @tsv"
}
# compare NAME [TOLERANCE]: the keys that are expected, no others.  An error
# that is 0 but for the last digit of its estimate counts as 0.
compare() {
	for table in "$expected" "$seen"; do
		awk -F'\t' -v OFS='\t' '/^se/ && $2 < 1e-12 && $2 > -1e-12 { $2 = 0 } { print }' \
			"$table" >"$table.zero" && mv "$table.zero" "$table"
	done
	cut -f1 "$expected" >"$scratch/keys"
	awk -F'\t' 'NR == FNR { want[$1]; next } $1 in want && !seen[$1]++' "$scratch/keys" "$seen" >"$seen.kept"
	family "$1" "$expected" "$seen.kept" "${2:-1e-9}"
}

# One number: estimate, error, interval, design effects.
number='(.weighted_n as $w | .base as $n |
	["est:\($v)", .estimate], ["se:\($v)", .se], ["lo:\($v)", .ci_low], ["hi:\($v)", .ci_high],
	["df", .df], ["deff_replace:\($v)", .deff], ["deff:\($v)", .deff * $w / ($w - $n)])'

# Without a finite population R drops nothing for the sampled share, but its
# deff = TRUE does all the same.
design() {	# NAME FILE ARG...
	name=$1 file=$2
	shift 2
	for v in api00 enroll api.stu; do
		for statistic in mean total; do
			known "$name.$statistic.$v" >"$expected"
			pairs "\"$v\" as \$v | $number" "$file" -n "$v" -s "$statistic" "$@" >"$seen"
			compare "$name: $statistic of $v"
		done
	done
	known "$name.total.stype" '^(est|se|lo|hi|df)' >"$expected"
	pairs '.option as $o | ["est:stype\($o)", .estimate], ["se:stype\($o)", .se],
		["lo:stype\($o)", .ci_low], ["hi:stype\($o)", .ci_high], ["df", .df]' \
		"$file" -q stype -s total "$@" >"$seen"
	compare "$name: totals of options"
	known "$name.ratio" >"$expected"
	pairs '["est", .estimate], ["se", .se]' "$file" --ratio api.stu,enroll "$@" >"$seen"
	compare "$name: ratio"
	known "$name.by.stype.api00" >"$expected"
	pairs 'select(.group != null) | ["est:\(.group)", .estimate], ["se:\(.group)", .se]' \
		"$file" -n api00 -s mean -b stype "$@" >"$seen"
	grep -E '^(est|se)' "$expected" >"$expected.some" && mv "$expected.some" "$expected"
	compare "$name: means in groups"
	known "$name.domain.both.api00" >"$expected"
	pairs '["est:api00", .estimate], ["se:api00", .se], ["lo:api00", .ci_low], ["hi:api00", .ci_high], ["df", .df]' \
		"$file" -n api00 -s mean --where both=Yes "$@" >"$seen"
	compare "$name: domain"
	for rule in math school shahvaish hf1 hf2 hf3 hf4 hf5 hf6 hf7 hf8 hf9; do
		known "$name.quantile.$rule" >"$expected"
		pairs '["q\(.option | tonumber * 100)", .estimate]' \
			"$file" -n api00 -s quantile --qrule "$rule" "$@" >"$seen"
		compare "$name: quantiles $rule"
	done
	for pair in mean:wald beta:beta xlogit:logit asin:asin; do
		known "$name.quantileci.${pair%:*}" >"$expected"
		pairs '(.option | tonumber * 100) as $q | ["q\($q)", .estimate], ["lo\($q)", .ci_low], ["hi\($q)", .ci_high], ["se\($q)", .se]' \
			"$file" -n api00 -s quantile --ci "${pair#*:}" "$@" >"$seen"
		compare "$name: Woodruff ${pair%:*}"
	done
	known "$name.ciprop.likelihood" >"$expected"
	pairs 'select(.option == "Yes") | ["est", .estimate], ["se", .se], ["lo", .ci_low], ["hi", .ci_high]' \
		"$file" -q sch.wide --ci likelihood "$@" >"$seen"
	compare "$name: interval likelihood" 1e-5
	known "$name.ciprop.logit" >"$expected"
	pairs 'select(.option == "Yes") | ["est", .estimate], ["se", .se], ["lo", .ci_low], ["hi", .ci_high]' \
		"$file" -q sch.wide --ci logit "$@" >"$seen"
	compare "$name: interval logit of svyglm" 1e-8
	known "$name.table.sch.wide.stype" >"$expected"
	pairs 'select(.group != null) | ["\(.option)/\(.group)", .estimate]' "$file" -q sch.wide -s total -b stype "$@" >"$seen"
	compare "$name: two-way table"
}
design srs apisrs --fpc fpc
design srs_nofpc apisrs -w pw
design strat apistrat -w pw --strata stype --fpc fpc
design strat_nofpc apistrat -w pw --strata stype
design clus1 apiclus1 -w pw --cluster dnum --fpc fpc
design clus1_nofpc apiclus1 -w pw --cluster dnum
design wtonly_clus1 apiclus1 -w pw

for set in 'nhanes HI_CHOL -w WTMEC2YR --strata SDMVSTRA --cluster SDMVPSU' \
	'yrbs qn8 -w weight --strata stratum --cluster psu'; do
	# shellcheck disable=SC2086 # words
	set -- $set
	name=$1 v=$2
	shift 2
	for pair in likelihood:likelihood:1e-5 logit:logit:1e-8; do
		known "$name.ciprop.${pair%%:*}" >"$expected"
		pairs 'select(.option == "1") | ["est", .estimate], ["se", .se], ["lo", .ci_low], ["hi", .ci_high]' \
			"$name" -q "$v" --ci "${pair%%:*}" "$@" >"$seen"
		[ "$name:${pair%%:*}" = yrbs:likelihood ] && grep -E '^(est|se)' "$expected" >"$expected.some" &&
			mv "$expected.some" "$expected"
		compare "$name: interval ${pair%%:*}" "${pair##*:}"
	done
done
not_applicable 'yrbs: ends of the likelihood interval' 'R reads them off a line between points of a
	spline, here 2.5e-5 beside the solution of its own equation'
known nhanes.mean.HI_CHOL >"$expected"
pairs "\"HI_CHOL\" as \$v | $number" nhanes -n HI_CHOL -s mean -w WTMEC2YR --strata SDMVSTRA --cluster SDMVPSU >"$seen"
compare 'nhanes: mean'

for how in remove certainty adjust average; do
	for statistic in mean total; do
		known "crowd.lonely.$how" . "svy$statistic" >"$expected"
		pairs '["est", .estimate], ["se", .se]' crowd -n rooms -s "$statistic" -w weight \
			--cluster cluster --strata lonely --lonely "$how" >"$seen"
		compare "crowd: lonely $how, $statistic"
	done
done
for statistic in mean total; do
	known "fpc.$statistic" >"$expected"
	pairs '["est:x", .estimate], ["se:x", .se]' fpc -n x -s "$statistic" -w weight --cluster psuid \
		--strata stratid --fpc Nh >"$seen"
	compare "fpc: $statistic"
	known "hospital.$statistic" >"$expected"
	pairs '["est:births", .estimate], ["se:births", .se], ["deff:births", .deff * .weighted_n / (.weighted_n - .base)]' hospital -n births -s "$statistic" \
		-w weighta --cluster hospno --strata oblevel --fpc tothosp >"$seen"
	compare "hospital: $statistic"
done

replicates() {	# NAME FILE ARG...
	name=$1 file=$2
	shift 2
	for v in api00 enroll; do
		known "$name.mean.$v" >"$expected"
		[ -s "$expected" ] || continue
		pairs "\"$v\" as \$v | $number" "$file" -n "$v" -s mean -w pw --repweights 'rw*' "$@" >"$seen"
		compare "$name: mean of $v"
	done
	known "$name.total.enroll" >"$expected"
	[ -s "$expected" ] || return 0
	pairs '["est:enroll", .estimate], ["se:enroll", .se]' "$file" -n enroll -s total -w pw --repweights 'rw*' "$@" >"$seen"
	compare "$name: total"
	known "$name.mean.stype" >"$expected"
	pairs '["est:stype\(.option)", .estimate], ["se:stype\(.option)", .se]' "$file" -q stype -w pw --repweights 'rw*' "$@" >"$seen"
	compare "$name: shares"
}
replicates jk1 apiclus1_jk1_repw --reptype jk1
replicates jkn apistrat_jkn_repw --reptype jkn --strata stype
replicates boot50 apiclus1_boot50_repw --reptype bootstrap

known multiselect.q5 . 'share of mentions' >"$expected"
pairs '[.option, .estimate]' multiselect -q q5 -s mentions --multi ';' --na 'Prefer not to say' -w w --strata stratum >"$seen"
compare 'multiselect: mentions'
cat >"$scratch/sat.json" <<'EOF'
{"ccr": "codebook/1", "missing": {"refused": ["9"]}, "questions": [{"name": "sat", "type": "likert",
 "options": ["1", "2", "3", "4", "5"], "top": 2, "bottom": 2}]}
EOF
known likert.sat >"$expected"
pairs '({top: "t2b", bottom: "b2b", mean: "mean", net: "net"}[.statistic]) as $k | [$k, .estimate], ["se_\($k)", .se]' \
	multiselect -q sat -c "$scratch/sat.json" -s top,bottom,mean,net -w w --strata stratum >"$seen"
compare 'likert: top, bottom, mean, net'
finish
