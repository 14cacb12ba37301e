#!/bin/sh
# 'ccr-survey tab' against R's survey package: weighted shares, their errors,
# design effects and Wilson intervals, in the whole sample and in groups, with
# missing answers. survey-r.csv is ours (see survey.R); the rest is among the
# known answers.

# shellcheck disable=SC1091,SC2154 # not followed without -x
. "$(dirname "$0")/../lib.sh"
. "$tests/oracle/family.sh"

expected=$scratch/expected
seen=$scratch/seen

# ---- the examples, by survey.R ----

columns='base n weighted_n n_missing estimate se ci_low ci_high df deff n_eff'
examples() {	# DATA FILE ARG...
	name=$1
	file=$2
	shift 2
	awk -F, -v data="$name" '$1 == data {
		line = $2 "|" $3 "|" $4 "|" $5
		for (i = 6; i <= 16; i++)
			line = line "\t" $i
		print line
	}' "$tests/oracle/survey-r.csv" >"$expected"
	clean ccr-survey tab --quiet "$@" "$top/examples/$file" |
		awk -F, 'NR > 1 {
			line = $1 "|" $3 "|" $4 "|" $5
			for (i = 6; i <= 17; i++)
				if (i != 14)
					line = line "\t" $i
			print line
		}' >"$seen"
	family "$name" "$expected" "$seen" 1e-9 "$columns"
}
examples ces11 ces11/ces11.csv -w weight -q abortion,importance,education \
	-b province -b gender,urban
examples high-point high-point/synthetic-survey.csv -b sector \
	-c "$top/examples/high-point/codebook.json" -q safe,problems -s proportion

# ---- designs of weights alone among the known answers ----

need_oracles survey
answers=$oracles/survey/expected.csv

# Lines of expected.csv as CASE TAB KEY TAB VALUE.
known() {
	awk -F'","' -v OFS='\t' -v name="$1" '$1 == "\"" name {
		sub(/"$/, "", $7)
		print $6, $7
	}' "$answers"
}
tab() {	# FILE ARG...: the rows without quotes, tab separated
	file=$1
	shift
	clean ccr-survey tab --quiet "$@" -f jsonl \
		"$oracles/survey/data/$file.csv" |
		jq -r '[.question, .option, .group // "", .n, .weighted_n, .estimate,
			.se, .ci_low, .ci_high, .df, .deff, .n_eff] |
			map(tostring) | join("\t")'
}
for set in srs_nofpc/apisrs wtonly_clus1/apiclus1; do
	name=${set%/*}
	tab "${set#*/}" -w pw -q stype,sch.wide -b stype >"$scratch/tab"

	# deff = TRUE compares with drawing without replacement from the sum
	# of the weights; ours is deff = "replace".
	{
		known "$name.total.stype" | sed 's/^/total:/'
		known "$name.mean.stype"
	} | awk -F'\t' -v OFS='\t' '
		$1 ~ /^total:est:/ {
			total += $2
			sub(/^total:est:stype/, "", $1)
			count[$1] = $2
		}
		$1 == "df" { n = $2 + 1 }
		$1 ~ /^(est|se|deff):stype/ {
			split($1, key, ":stype")
			value[key[1], key[2]] = $2
		}
		END {
			for (o in count)
				printf "%s\t%s\t%s\t%s\t%.17g\t%d\n", o, count[o], \
					value["est", o], value["se", o], \
					value["deff", o] * (total - n) / total, n - 1
		}' >"$expected"
	awk -F'\t' -v OFS='\t' '$1 == "stype" && $3 == "" {
		print $2, $5, $6, $7, $11, $10
	}' "$scratch/tab" >"$seen"
	family "$name: svymean, svytotal" "$expected" "$seen" 1e-9 \
		'weighted_n estimate se deff df'

	known "$name.by.stype.sch.wide" | awk -F'\t' -v OFS='\t' '{
		split($1, key, ":")
		sub(/sch.wide/, "", key[3])
		value[key[1], key[2] "|" key[3]] = $2
		groups[key[2] "|" key[3]]
	}
	END { for (g in groups) print g, value["est", g], value["se", g] }' \
		>"$expected"
	awk -F'\t' -v OFS='\t' '$1 == "sch.wide" && $3 != "" {
		print $3 "|" $2, $6, $7
	}' "$scratch/tab" >"$seen"
	family "$name: svyby" "$expected" "$seen" 1e-9 'estimate se'

	known "$name.ciprop.wilson45" | awk -F'\t' -v OFS='\t' '
		{ value[$1] = $2 }
		END { print "Yes", value["est"], value["neff"], value["lo"], \
			value["hi"] }' >"$expected"
	awk -F'\t' -v OFS='\t' '
		$1 == "sch.wide" && $2 == "Yes" && $3 == "" {
			print $2, $6, $12, $8, $9
		}' "$scratch/tab" >"$seen"
	family "$name: svyciprop" "$expected" "$seen" 1e-9 \
		'estimate n_eff ci_low ci_high'

	known "$name.table.sch.wide.stype" | awk -F'\t' -v OFS='\t' '{
		split($1, key, "/")
		print key[2] "|" key[1], $2
	}' >"$expected"
	awk -F'\t' -v OFS='\t' '$1 == "sch.wide" && $3 != "" {
		print $3 "|" $2, $5
	}' "$scratch/tab" >"$seen"
	family "$name: svytable" "$expected" "$seen" 1e-9 weighted_n
done

# Strata change the error, not the share.
known multiselect.q5 | awk -F'\t' '/^est:/ {
	sub(/^est:/, "")
	print
}' >"$expected"
tab multiselect -w w -q q5 --multi ';' --na 'Prefer not to say' |
	awk -F'\t' -v OFS='\t' '{ print $2, $6 }' >"$seen"
family 'multiselect.q5: shares' "$expected" "$seen" 1e-9 estimate

finish
