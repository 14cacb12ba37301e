#!/bin/sh
# 'ccr-survey tab' against R's survey package for designs with strata,
# clusters and finite populations: shares, their errors, every interval.

# shellcheck disable=SC1091,SC2154,SC2016 # not followed without -x; $ of jq
. "$(dirname "$0")/../lib.sh"
. "$tests/oracle/family.sh"

need_oracles survey
answers=$oracles/survey/expected.csv
expected=$scratch/expected
seen=$scratch/seen

# Lines of expected.csv as KEY TAB VALUE, of the keys that match.
known() {	# CASE PATTERN
	awk -F'","' -v OFS='\t' -v name="$1" -v pattern="$2" '
		$1 == "\"" name && $6 ~ pattern { sub(/"$/, "", $7); print $6, $7 }' "$answers"
}
# FILTER FILE ARG...: rows of tab through a jq filter that makes KEY, VALUE pairs
pairs() {
	filter=$1 file=$2
	shift 2
	clean ccr-survey tab --quiet -f jsonl "$@" "$oracles/survey/data/$file.csv" |
		jq -r "$filter | @tsv"
}
# design NAME FILE ARG...: the families of one design of the api data
design() {
	name=$1 file=$2
	shift 2
	for pair in beta:beta wilson45:wilson xlogit:logit asin:asin mean:wald; do
		method=${pair%:*}
		known "$name.ciprop.$method" '^(est|se|lo|hi)$' >"$expected"
		pairs 'select(.option == "Yes") | ["est", .estimate], ["se", .se], ["lo", .ci_low], ["hi", .ci_high]' \
			"$file" -q sch.wide --ci "${pair#*:}" "$@" |
			grep -E "^($(cut -f1 "$expected" | tr '\n' '|')x)	" >"$seen"
		family "$name: interval $method" "$expected" "$seen"
	done
	known "$name.by.stype.sch.wide" . >"$expected"
	pairs 'select(.group != null) | ["est:\(.group):sch.wide\(.option)", .estimate], ["se:\(.group):sch.wide\(.option)", .se]' \
		"$file" -q sch.wide -b stype "$@" >"$seen"
	family "$name: groups" "$expected" "$seen"
	known "$name.mean.stype" '^(est|se|df)' >"$expected"
	pairs '["est:stype\(.option)", .estimate], ["se:stype\(.option)", .se], ["df", .df]' "$file" -q stype "$@" |
		sort -u >"$seen"
	family "$name: shares" "$expected" "$seen"
}
design strat apistrat -w pw --strata stype --fpc fpc
design strat_nofpc apistrat -w pw --strata stype
design clus1 apiclus1 -w pw --cluster dnum --fpc fpc
design clus1_nofpc apiclus1 -w pw --cluster dnum
design srs apisrs --fpc fpc

nhanes='-w WTMEC2YR --strata SDMVSTRA --cluster SDMVPSU'
yrbs='-w weight --strata stratum --cluster psu'
for pair in beta:beta xlogit:logit asin:asin mean:wald; do
	method=${pair%:*}
	for set in nhanes:HI_CHOL yrbs:qn8; do
		name=${set%:*}
		options=$nhanes
		[ "$name" = nhanes ] || options=$yrbs
		known "$name.ciprop.$method" . >"$expected"
		# shellcheck disable=SC2086 # options are words
		pairs 'select(.option == "1") | ["est", .estimate], ["se", .se], ["lo", .ci_low], ["hi", .ci_high]' \
			"$name" -q "${set#*:}" --ci "${pair#*:}" $options >"$seen"
		family "$name: interval $method" "$expected" "$seen"
	done
done
known nhanes.by '^(est|se):' >"$expected"
# shellcheck disable=SC2086
pairs 'select(.option == "1" and .group != null) | (.group | sub(" / "; ".")) as $g | ["est:\($g)", .estimate], ["se:\($g)", .se]' \
	nhanes -q HI_CHOL -b race,RIAGENDR $nhanes >"$seen"
family "nhanes: two columns of groups" "$expected" "$seen"
known nhanes.by.agecat.beta . >"$expected"
# shellcheck disable=SC2086
pairs 'select(.option == "1" and .group != null) | ["est:\(.group)", .estimate], ["lo:\(.group)", .ci_low], ["hi:\(.group)", .ci_high]' \
	nhanes -q HI_CHOL -b agecat $nhanes >"$seen"
family "nhanes: age groups, beta" "$expected" "$seen"
known multiselect.q5 '^(est|se):' >"$expected"
pairs 'select(.option | test("Domestic|Drugs|Housing|Other")) | ["est:\(.option)", .estimate], ["se:\(.option)", .se]' \
	multiselect -q q5 --multi ';' --na 'Prefer not to say' -w w --strata stratum >"$seen"
family "multiselect: strata" "$expected" "$seen"
finish
