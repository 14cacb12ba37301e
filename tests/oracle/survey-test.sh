#!/bin/sh
# 'ccr-survey test' against R's survey package: independence by Rao & Scott
# and Wald, differences of groups and waves; and the net promoter score.

# shellcheck disable=SC1091,SC2154,SC2016 # not followed without -x; $ of jq
. "$(dirname "$0")/../lib.sh"
. "$tests/oracle/family.sh"

need_oracles survey
answers=$oracles/survey/expected.csv
data=$oracles/survey/data
expected=$scratch/expected
seen=$scratch/seen

known() {	# CASE [PATTERN]
	awk -F'","' -v OFS='\t' -v name="$1" -v pattern="${2-.}" '
		$1 == "\"" name && $6 ~ pattern { sub(/"$/, "", $7); print $6, $7 }' "$answers"
}
run() {		# FILTER FILE ARG...
	filter=$1 file=$2
	shift 2
	clean ccr-survey test --quiet -f jsonl "$@" "$data/$file.csv" | jq -r "$filter | @tsv"
}

# R gives Pearson's X2 of as many respondents as there are rows, with answers
# or without.
independence() {	# CASE FILE QUESTION ARG...
	case=$1 file=$2 question=$3
	shift 3
	rows=$(($(wc -l <"$data/$file.csv") - 1))
	for pair in F:f Chisq:chisq Wald:wald adjWald:adjwald; do
		known "$case.${pair%:*}" >"$expected"
		[ -s "$expected" ] || continue
		case $pair in
		Chisq*) filter="[\"stat\", .x2 * $rows / .n], [\"df\", .df], [\"p\", .p]" ;;
		*) filter='["stat", .statistic], ["ndf", .df], ["ddf", .df2], ["p", .p]' ;;
		esac
		run "$filter" "$file" -q "$question" --test "${pair#*:}" "$@" >"$seen"
		family "$case: ${pair%:*}" "$expected" "$seen" 1e-9
	done
}
design() {	# NAME FILE ARG...
	name=$1 file=$2
	shift 2
	independence "$name.chisq" "$file" sch.wide -b stype "$@"
	known "$name.ttest" >"$expected"
	run '["diff", .estimate], ["t", .statistic], ["df", .df], ["p", .p]' "$file" -n api00 -b sch.wide "$@" >"$seen"
	family "$name: t-test" "$expected" "$seen" 1e-9
}
design srs apisrs --fpc fpc
design srs_nofpc apisrs -w pw
design strat apistrat -w pw --strata stype --fpc fpc
design strat_nofpc apistrat -w pw --strata stype
design clus1 apiclus1 -w pw --cluster dnum --fpc fpc
design clus1_nofpc apiclus1 -w pw --cluster dnum
design wtonly_clus1 apiclus1 -w pw
for by in race agecat RIAGENDR; do
	independence "nhanes.chisq.$by" nhanes HI_CHOL -b "$by" -w WTMEC2YR --strata SDMVSTRA --cluster SDMVPSU
done
independence jk1.chisq apiclus1_jk1_repw sch.wide -b stype -w pw --repweights 'rw*' --reptype jk1
independence jkn.chisq apistrat_jkn_repw sch.wide -b stype -w pw --repweights 'rw*' --reptype jkn --strata stype

# Two samples drawn apart, as waves of one file.
{
	echo sch.wide,pw,fpc,stratum,unit,wave
	for set in strat:0 clus1:1; do
		python3 - "$data/api${set%:*}.csv" "${set#*:}" <<'EOF'
import csv
import sys

for i, row in enumerate(csv.DictReader(open(sys.argv[1]))):
    wave = sys.argv[2]
    print(row["sch.wide"], row["pw"], row["fpc"], row["stype"] if wave == "0" else "", i if wave == "0" else row["dnum"], wave, sep=",")
EOF
	done
} | sed 's/,,/,all,/' >"$scratch/waves.csv"
known wave.diff '^(diff|se|z)$' >"$expected"
clean ccr-survey test --quiet -f jsonl -q sch.wide --test t --wave wave --strata stratum --cluster unit --fpc fpc -w pw \
	"$scratch/waves.csv" | jq -r 'select(.option == "Yes") | ["diff", .estimate], ["se", .se], ["z", .statistic] | @tsv' >"$seen"
family 'waves: difference' "$expected" "$seen" 1e-9
not_applicable 'wave.diff: p' 'of a normal z; a t with the degrees of freedom of the samples is given'
not_applicable 'lincom, saddlepoint' 'not offered'

# The error of expected.csv is of n, a sample's is of n - 1.
{
	echo q
	for pair in 10:30 9:15 8:20 7:10 6:15 3:12 0:8; do
		i=0
		while [ $i -lt "${pair#*:}" ]; do
			echo "${pair%:*}"
			i=$((i + 1))
		done
	done
} >"$scratch/nps.csv"
known nps '^(nps|promoters|passives|detractors|se_n)$' >"$expected"
clean ccr-survey scale --quiet -f jsonl --nps q "$scratch/nps.csv" | jq -r '
	[.statistic, if .statistic == "nps" then .estimate else .estimate / 100 end],
	(select(.statistic == "nps") | ["se_n", .se * ((.n - 1) / .n | sqrt)]) | @tsv' >"$seen"
family 'nps' "$expected" "$seen" 1e-9
finish
