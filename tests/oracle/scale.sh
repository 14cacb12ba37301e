#!/bin/sh
# 'ccr-survey scale', 'agree' and 'response' against R's psych and survey
# packages and published tables: alphas, kappas, outcome rates.

# shellcheck disable=SC1091,SC2154,SC2016 # not followed without -x; $ of jq
. "$(dirname "$0")/../lib.sh"
. "$tests/oracle/family.sh"

need_oracles survey
answers=$oracles/survey/expected.csv
data=$oracles/survey/data
expected=$scratch/expected
seen=$scratch/seen

# known CASE STAT KEYS: lines of expected.csv as KEY TAB VALUE; the last two are patterns
known() {
	awk -F'","' -v OFS='\t' -v name="$1" -v stat="$2" -v keys="$3" '
		$1 == "\"" name && $4 ~ stat && $6 ~ keys { sub(/"$/, "", $7); print $6, $7 }' "$answers"
}
# pairs FILTER COMMAND...: result rows through a jq filter that makes KEY, VALUE pairs
pairs() {
	filter=$1
	shift
	clean ccr-survey "$@" --quiet -f jsonl | jq -r "$filter | @tsv"
}

attitude='rating,complaints,privileges,learning,raises,critical,advance'
known alpha.attitude '^psych::alpha$' '^(raw_alpha|std_alpha|average_r)$' >"$expected"
pairs '{alpha: "raw_alpha", alpha_standardized: "std_alpha", mean_r: "average_r"} as $name |
	select($name[.statistic]) | [$name[.statistic], .estimate]' scale -q $attitude "$data/attitude.csv" >"$seen"
family "alpha of seven items" "$expected" "$seen"
known alpha.attitude drop . >"$expected"
pairs 'select(.statistic == "alpha_if_dropped") | [.item, .estimate]' scale -q $attitude "$data/attitude.csv" >"$seen"
family "alpha without an item" "$expected" "$seen"
known alpha.attitude item-rest . >"$expected"
pairs 'select(.statistic == "item_rest_r") | [.item, .estimate]' scale -q $attitude "$data/attitude.csv" >"$seen"
family "an item and the rest" "$expected" "$seen"
# Alpha is the same where all items are reversed.
known alpha.attitude drop critical >"$expected"
pairs 'select(.statistic == "alpha_if_dropped" and .item == "critical") | [.item, .estimate]' \
	scale -q $attitude --reverse $attitude --range 0,100 "$data/attitude.csv" >"$seen"
family "all items reversed" "$expected" "$seen"
known alpha.clus1 svycralpha . >"$expected"
pairs 'select(.statistic == "alpha") | ["alpha", .estimate]' \
	scale -q ell,mobility,avg.ed,emer,meals -w pw "$data/apiclus1.csv" >"$seen"
family "weighted alpha" "$expected" "$seen"

awk 'BEGIN {
	print "a,b,n"
	n = split(".44 .07 .09 .05 .20 .05 .01 .03 .06", p, " ")
	for (i = 0; i < n; i++)
		printf "%d,%d,%.0f\n", 1 + int(i / 3), 1 + i % 3, 200 * p[i + 1]
}' >"$scratch/cohen.csv"
known kappa.cohen . . >"$expected"
pairs '{cohen_kappa: "kappa", cohen_kappa_weighted: "wkappa_quadratic"} as $name |
	select($name[.statistic]) | [$name[.statistic], .estimate]' \
	agree --coders a,b --count n --level interval "$scratch/cohen.csv" >"$seen"
family "Cohen's kappa" "$expected" "$seen"
# The errors: svykappa of R survey 4.1, times sqrt(199 / 200) because it divides by n - 1, and the
# formula of Fleiss, Cohen & Everitt as SAS writes it, worked out in R.
printf 'kappa\t0.0510018155760776\nwkappa_quadratic\t0.0664536815910782\n' >"$expected"
pairs '{cohen_kappa: "kappa", cohen_kappa_weighted: "wkappa_quadratic"} as $name |
	select($name[.statistic]) | [$name[.statistic], .se]' \
	agree --coders a,b --count n --level interval "$scratch/cohen.csv" >"$seen"
family "errors of Cohen's kappa" "$expected" "$seen"

awk 'BEGIN {
	for (c = 1; c <= 14; c++)
		printf "c%d%s", c, c < 14 ? "," : "\n"
	n = split("0,0,0,0,14 0,2,6,4,2 0,0,3,5,6 0,3,9,2,0 2,2,8,1,1 7,7,0,0,0 3,2,6,3,0 2,5,3,2,2 6,5,2,1,0 0,2,2,3,7", unit, " ")
	for (i = 1; i <= n; i++) {
		split(unit[i], times, ",")
		line = ""
		for (k = 1; k <= 5; k++)
			for (c = 0; c < times[k]; c++)
				line = line "," k
		print substr(line, 2)
	}
}' >"$scratch/fleiss.csv"
known kappa.fleiss . '^(Pbar|kappa)$' >"$expected"
pairs '{agreement: "Pbar", fleiss_kappa: "kappa"} as $name |
	select($name[.statistic]) | [$name[.statistic], .estimate]' \
	agree --coders "$(sed 1q "$scratch/fleiss.csv")" "$scratch/fleiss.csv" >"$seen"
family "Fleiss' kappa" "$expected" "$seen"
not_applicable "Fleiss' chance agreement" "not printed"

known krippendorff . . >"$expected"
for level in nominal interval; do
	pairs 'select(.statistic == "krippendorff_alpha") | [.method, .estimate]' \
		agree --coders A,B,C --level $level "$data/krippendorff.csv"
done >"$seen"
family "Krippendorff's alpha" "$expected" "$seen"

printf '%s\n' disposition,n I,400 P,50 R,300 NC,100 O,20 UH,80 UO,50 NE,200 >"$scratch/cases.csv"
known aapor . . >"$expected"
pairs '[.rate, .estimate]' response --count n "$scratch/cases.csv" >"$seen"
family "outcome rates" "$expected" "$seen"
pairs '[.rate, .estimate]' response --count n --e 0.81308411214953271 "$scratch/cases.csv" >"$seen"
family "outcome rates, e as given" "$expected" "$seen"
finish
