#!/bin/sh
# 'ccr-survey' against R's survey package where the common known answers say
# nothing: samples drawn in two and three stages, every kind of replicate
# weights, strata with one cluster in domains, quantiles, tests and likelihood
# intervals with missing answers. Data and answers are ours, see
# survey-stages.R.

# shellcheck disable=SC1091,SC2154,SC2016 # not followed without -x; $ of jq
. "$(dirname "$0")/../lib.sh"
. "$tests/oracle/family.sh"

expected=$scratch/expected
seen=$scratch/seen
compared=$scratch/compared
answers=$tests/oracle/survey-stages.csv
: >"$compared"

# compare CASE [TOLERANCE]: what R knows of a case, against the rows in
# $scratch/rows (JSON lines); of a row only what R gives. An error that is 0 but
# for the last digits of its estimate counts as 0.
compare() {
	echo "$1" >>"$compared"
	awk -F, -v OFS='\t' -v name="$1" '
		NR == 1 { split($0, column) }
		$1 == name {
			for (i = 6; i <= NF; i++)
				if ($i != "")
					print $2 "|" $3 "|" $4 "|" $5 "|" column[i], \
						column[i] == "se" && $i < 1e-11 ? 0 : $i
		}' "$answers" >"$expected"
	jq -r '. as $row | (if has("test") then .test else .statistic end) as $statistic |
		["estimate", "se", "ci_low", "ci_high", "df", "p",
			if has("test") then "x2", "statistic", "df2" else "deff" end][] |
		[([$row.question, $statistic, $row.option // "", $row.group // "", .] | join("|")),
			($row[.] | if . == null then "NA" else . end)] |
		if (.[0] | endswith("|se")) and .[1] != "NA" and .[1] < 1e-11 then .[1] = 0 else . end |
		@tsv' "$scratch/rows" >"$seen.all"
	cut -f1 "$expected" >"$scratch/keys"
	awk -F'\t' 'NR == FNR { want[$1]; next } $1 in want' "$scratch/keys" "$seen.all" >"$seen"
	family "$1" "$expected" "$seen" "${2:-1e-9}"
}
survey() {	# VERB FILE ARG...: its rows to $scratch/rows
	verb=$1 file=$2
	shift 2
	folder=$tests/oracle
	[ "$file" != alone ] || folder=$scratch
	clean ccr-survey "$verb" --quiet -f jsonl "$@" "$folder/synthetic-$file.csv" >"$scratch/rows"
}
# whole CASE FILE ARG...: everything of one design, in the sample, in groups
# and in a domain
whole() {
	name=$1 of=$2
	shift 2
	for where in '' :d; do
		survey tab "$of" -q opt -n num --ratio num,den -b g -s proportion,total,mean,ratio \
			${where:+--where d=yes} "$@"
		compare "$name$where"
		compare "$name$where:g"
	done
}

# ---- stages ----

whole two stages --strata h --cluster psu,ssu --fpc M,K
whole two-w stages --strata h --cluster psu,ssu --fpc M,K -w w
whole two-f stages --strata h --cluster psu,ssu --fpc f,k
whole two-h stages --strata h,wing --cluster psu,ssu --fpc M,K2
whole two-h-w stages --strata h,wing --cluster psu,ssu --fpc M,K2 -w w
whole two-plain stages --cluster unit,ssu --fpc N,K
whole three stages --strata h --cluster psu,ssu --fpc M,K,P
whole three-w stages --strata h --cluster psu,ssu --fpc M,K,P -w w
whole three-h stages --strata h,wing --cluster psu,ssu --fpc M,K2,P
whole three-h-w stages --strata h,wing --cluster psu,ssu --fpc M,K2,P -w w
whole people stages --strata h --cluster psu --fpc M,people -w w
whole first stages --strata h --cluster psu --fpc M -w w
whole none stages --strata h --cluster psu -w w
whole below stages --strata h --cluster psu,ssu -w w
whole first-two stages --strata h --cluster psu,ssu --fpc M -w w

# ---- replicate weights ----

replicates() {	# CASE FILE PATTERN ARG...
	case=$1 set=$2 pattern=$3
	shift 3
	whole "$case" "$set" -w w --repweights "$pattern" "$@"
	whole "$case-mse" "$set" -w w --repweights "$pattern" --mse "$@"
}
replicates brr halves 'brr*' --reptype brr
replicates fay halves 'fay*' --reptype fay --rho .3
replicates jkn halves 'jkn*' --reptype jkn --strata h
replicates jkn-scales halves 'jkn*' --reptype jkn \
	--rscales .05,.1,.15,.2,.25,.3,.35,.4,.45,.5,.55,.6,.65,.7
replicates jk1 houses 'jk*' --reptype jk1
replicates bootstrap houses 'boot*' --reptype bootstrap
replicates sdr houses 'sdr*' --reptype sdr
not_applicable 'replicate weights: df of a domain' "R's are the rank of its own replicate weights;
	here they are those of the sample"

# ---- strata with one cluster ----

for how in remove certainty adjust average; do
	whole lonely-$how clusters --strata h --cluster psu -w w --lonely $how
done
awk -F, 'NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i }
	NR == 1 || $at["h"] != 1 || $at["psu"] != 1 || $at["ssu"] == 1' \
	"$tests/oracle/synthetic-stages.csv" >"$scratch/synthetic-alone.csv"
for how in remove certainty adjust; do
	whole lonely-class-$how alone --strata h --cluster psu,ssu --fpc M,K -w w --lonely $how
done
whole nested clusters --strata pair --cluster unit -w w

# ---- quantiles ----

for rule in math school shahvaish hf1 hf2 hf3 hf4 hf5 hf6 hf7 hf8 hf9; do
	for where in '' :d; do
		survey tab clusters -n num,pair_num -s quantile --quantiles .1,.25,.5,.9 --qrule $rule \
			--ci wald ${where:+--where d=yes} --strata pair --cluster unit -w w
		compare quantile-$rule$where
	done
done
for ci in wald beta logit asin; do
	for where in '' :d; do
		survey tab clusters -n num,pair_num -s quantile --quantiles .1,.25,.5,.9 --ci $ci \
			${where:+--where d=yes} --strata pair --cluster unit -w w
		compare woodruff-$ci$where
	done
done

# ---- tests ----

independence() {	# CASE FILE ARG...
	case=$1 set=$2
	shift 2
	for where in '' :d; do
		for test in f chisq wald adjwald; do
			survey test "$set" --test $test ${where:+--where d=yes} "$@"
			cat "$scratch/rows" >&3
		done 3>"$scratch/test"
		mv "$scratch/test" "$scratch/rows"
		[ "$case$where" = chisq-brr:d ] || compare "$case$where"
	done
}
independence chisq clusters -q level -b kind --strata pair --cluster unit -w w
independence chisq-opt clusters -q opt -b g --strata pair --cluster unit -w w
independence chisq-several clusters -q several --multi ';' -b g --strata pair --cluster unit -w w
independence chisq-three stages -q opt -b g --strata h --cluster psu,ssu --fpc M,K,P
independence chisq-brr halves -q opt -b g -w w --repweights 'brr*' --reptype brr
for where in '' :d; do
	survey test clusters -q opt -n num -b g --test t ${where:+--where d=yes} --strata pair \
		--cluster unit -w w
	compare "t$where"
	survey test stages -q opt -n num -b g --test t ${where:+--where d=yes} --strata h \
		--cluster psu,ssu --fpc M,K,P
	compare "t-three$where"
	survey tab clusters -q opt --ci likelihood ${where:+--where d=yes} --strata pair \
		--cluster unit -w w
	compare "likelihood$where" 1e-5
done

# Nothing in survey-stages.csv is left out.
sed 1d "$answers" | cut -d, -f1 | sort -u >"$scratch/cases"
sort -u "$compared" >"$scratch/of"
if difference 'cases compared' "$scratch/cases" "$scratch/of" >"$scratch/why"; then
	ok "$self: all cases"
else
	not_ok "$self: all cases" "$scratch/why"
fi
finish
