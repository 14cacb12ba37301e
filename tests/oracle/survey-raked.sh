#!/bin/sh
# 'ccr-survey tab' against R's survey package after weighting: raked and
# poststratified samples with their variance (--raked), and estimates by the
# weights of ccr-weight.

# shellcheck disable=SC1091,SC2154,SC2016 # not followed without -x; $ of jq
. "$(dirname "$0")/../lib.sh"
. "$tests/oracle/family.sh"

need_oracles survey
answers=$oracles/survey/expected.csv
data=$oracles/survey/data/apiclus1.csv
expected=$scratch/expected
seen=$scratch/seen

# Estimates of known totals have no error: what R leaves of it is rounding.
known() {	# CASE PATTERN
	awk -F'","' -v OFS='\t' -v name="$1" -v pattern="$2" '
		$1 == "\"" name && $6 ~ pattern {
			sub(/"$/, "", $7)
			print $6, $6 ~ /^se/ && $7 + 0 < 1e-9 ? 0 : $7
		}' "$answers"
}
# rows QUESTION FILTER ARG...: estimates and errors
rows() {
	question=$1 filter=$2
	shift 2
	clean ccr-survey tab --quiet -f jsonl --cluster dnum --fpc fpc "$question" "$@" |
		jq -r "$filter" | awk -F'\t' -v OFS='\t' '{ print $1, $1 ~ /^se/ && $2 + 0 < 1e-9 ? 0 : $2 }'
}
number() {
	printf '["est:%s", .estimate], ["se:%s", .se] | @tsv' "$1" "$1"
}
option() {
	printf '["est:%s\(.option)", .estimate], ["se:%s\(.option)", .se] | @tsv' "$1" "$1"
}
# estimates NAME PATTERN TOLERANCE FILE ARG...
estimates() {
	name=$1 pattern=$2 tolerance=$3 file=$4
	shift 4
	known "$name.mean.api00" "$pattern" >"$expected"
	rows -napi00 "$(number api00)" -s mean "$@" "$file" | grep -E "$pattern" >"$seen"
	family "$name: mean" "$expected" "$seen" "$tolerance"
	known "$name.total.enroll" "$pattern" >"$expected"
	rows -nenroll "$(number enroll)" -s total "$@" "$file" | grep -E "$pattern" >"$seen"
	family "$name: total" "$expected" "$seen" "$tolerance"
	for v in stype sch.wide; do
		known "$name.mean.$v" "$pattern" >"$expected"
		rows "-q$v" "$(option "$v")" -s proportion "$@" "$file" | grep -E "$pattern" >"$seen"
		family "$name: shares of $v" "$expected" "$seen" "$tolerance"
	done
}
one=$scratch/one.csv
two=$scratch/two.csv
printf 'variable,level,target\nstype,E,4421\nstype,H,755\nstype,M,1018\n' >"$one"
{
	cat "$one"
	printf 'sch.wide,No,1072\nsch.wide,Yes,5122\n'
} >"$two"
estimates cal.ps . 1e-9 "$data" -w pw --raked "$one"
estimates cal.rt . 1e-9 "$data" -w pw --raked "$two"
# R stops after four sweeps where nothing is said.
estimates cal.rk . 1e-9 "$data" -w pw --raked "$two" --max-sweeps 4

# Weights that meet the targets already are raked again without a change.
clean ccr-weight rake --quiet -t "$two" -w pw "$data" >"$scratch/raked.csv"
estimates cal.rt . 1e-9 "$scratch/raked.csv" -w weight --raked "$two"
clean ccr-weight rake --quiet -t "$two" -w pw --trim ,45 --trim-mode once "$data" >"$scratch/trimmed.csv"
estimates cal.tr ^est 1e-9 "$scratch/trimmed.csv" -w weight

api99='api99,,3914069'
calibrated() {	# NAME TARGETS ARG...
	name=$1 targets=$2
	shift 2
	clean ccr-weight calibrate --quiet -t "$targets" -w pw "$@" "$data" >"$scratch/weighted.csv"
	estimates "$name" ^est 1e-9 "$scratch/weighted.csv" -w weight
}
{
	cat "$one"
	echo "$api99"
} >"$scratch/three.csv"
calibrated cal.cl "$one"
calibrated cal.cg "$scratch/three.csv"
calibrated cal.cr "$scratch/three.csv" --method raking
calibrated cal.lg "$scratch/three.csv" --method logit --bounds 0.5,2.5
not_applicable 'cal.tr: se' 'R takes the variance of raking for weights that were cut after it'
not_applicable 'cal.cl cal.cg cal.cr cal.lg: se' 'errors after calibration to numbers are not offered'
finish
