#!/bin/sh
# 'ccr-weight' against R's survey package (rake, postStratify, calibrate,
# trimWeights), weight by weight, and against anesrake.

# shellcheck disable=SC1091,SC2154,SC2016 # not followed without -x; $ of awk
. "$(dirname "$0")/../lib.sh"
. "$tests/oracle/family.sh"

need_oracles survey
data=$oracles/survey/data
answers=$oracles/survey/expected.csv
expected=$scratch/expected
seen=$scratch/seen
cd "$scratch" || exit 1

cat >types.csv <<EOT
variable,level,target
stype,E,4421
stype,H,755
stype,M,1018
EOT
{ cat types.csv; printf 'sch.wide,No,1072\nsch.wide,Yes,5122\n'; } >margins.csv
{ cat types.csv; echo api99,,3914069; } >scores.csv

# The last column of a CSV file, by row.
last() {
	awk 'NR > 1 { sub(/.*,/, ""); print NR "\t" $0 }'
}
# A column of R's weights, by row; no cell of that file has a comma.
known() {	# COLUMN
	awk -F, -v OFS='\t' -v name="\"$1\"" '
		NR == 1 { for (i = 1; i <= NF; i++) if ($i == name) at = i; next }
		{ print NR, $at }' "$data/apiclus1_rake_weights.csv"
}
# sums CASE: sum, min, max and Kish's deff of the weights in $seen, and R's.
sums() {
	awk -F'","' -v OFS='\t' -v name="cal.$1.w" '
		$1 == "\"" name { sub(/"$/, "", $7); print $6, $7 }' "$answers" >"$expected"
	awk -F'\t' -v OFS='\t' '
		NR == 1 { min = max = $2 }
		{ w += $2; q += $2 * $2 }
		$2 < min { min = $2 }
		$2 > max { max = $2 }
		function show(key, x) { printf "%s\t%.15g\n", key, x }
		END { show("sum", w); show("min", min); show("max", max); show("kish_deff", NR * q / w / w) }' \
		"$seen" >"$seen.sums"
	family "$2: sums" "$expected" "$seen.sums"
}
# one CASE COLUMN STATUS ARG...: CASE is - where R has no sums
one() {
	case=$1 column=$2 status=$3
	shift 3
	clean ccr-weight "$@" -w pw --quiet "$data/apiclus1.csv" >out.csv
	rc=$?
	if [ "$rc" -eq "$status" ]; then
		ok "$self: $column: status"
	else
		not_ok "$self: $column: status $rc, expected $status"
	fi
	known "$column" >"$expected"
	last <out.csv >"$seen"
	family "$column" "$expected" "$seen" 1e-9 weight
	[ "$case" = - ] || sums "$case" "$column"
}

one ps poststrat_stype 0 poststratify -t types.csv
# R's default stops after four sweeps, with margins off by 6e-6.
one rk rake_default 1 rake -t margins.csv --max-sweeps 4
one rt rake_tight 0 rake -t margins.csv
one cl calib_linear_stype 0 calibrate -t types.csv
one cg greg_stype_api99 0 calibrate -t scores.csv
one cr calraking_stype_api99 0 calibrate --method raking -t scores.csv
one lg callogit_05_25 0 calibrate --method logit --bounds .5,2.5 -t scores.csv
one tr trim_upper45 1 rake -t margins.csv --trim ,45 --trim-mode once
one - trim_upper45_strict 1 rake -t margins.csv --trim ,45 --trim-mode strict

# anesrake with a cap that never held is raking: its weights are those whose
# margins they have.  It keeps the share of the one who did not say.
awk -F, -v OFS=, 'NR == 1 { print "caseid,married,agecats,known"; next }
	{ print $1, $2 == "" ? "not said" : $2, $4, $5 }' "$data/anes04_anesrake_weights.csv" >anes.csv
awk -F, 'BEGIN { print "variable,level,target" }
	NR > 1 { m[$2] += $4; a[$3] += $4 }
	END {
		for (i in m) printf "married,%s,%.17g\n", i, m[i]
		for (i in a) printf "agecats,%s,%.17g\n", i, a[i]
	}' anes.csv >anes-targets.csv
clean ccr-weight rake -t anes-targets.csv --tolerance 1e-13 --quiet anes.csv >out.csv
last <anes.csv >"$expected"
last <out.csv >"$seen"
family "anesrake" "$expected" "$seen" 1e-9 weight
not_applicable "anesrake with a cap of 1.6" "it caps after each sweep and rescales"
finish
