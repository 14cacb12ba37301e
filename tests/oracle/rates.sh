#!/bin/sh
# 'ccr-recidivism rates': the published answer for Rossi, the three spellings of
# the same rows, and Wilson's interval of a plain share.

# shellcheck disable=SC1091,SC2154 # not followed without -x
. "$(dirname "$0")/../lib.sh"
. "$tests/oracle/family.sh"

expected=$scratch/expected
seen=$scratch/seen
rossi=$top/examples/rossi/rossi.csv

# ---- Rossi: 114 of 432 by week 52; se by survfit of R survival 3.5-3 ----

rates() {
	clean ccr-recidivism rates --quiet --time week --event arrest --at 52 "$@"
}

rates "$rossi" >"$scratch/csv"
tab=$(printf '\t')
cat >"$expected" <<EOT
crude${tab}432${tab}322${tab}114
fixed${tab}432${tab}322${tab}114
km${tab}432${tab}322${tab}114
EOT
awk -F, 'NR > 1 { print $4 "\t" $5 "\t" $6 "\t" $7 }' "$scratch/csv" >"$seen"
family 'rossi: counts' "$expected" "$seen" 0 'n n_risk n_event'
cat >"$expected" <<EOT
crude${tab}0.263888888888889
fixed${tab}0.263888888888889
km${tab}0.263888888888889
EOT
awk -F, 'NR > 1 { print $4 "\t" $8 }' "$scratch/csv" >"$seen"
family 'rossi: estimates' "$expected" "$seen" 1e-12 estimate
echo "km${tab}0.02120510198095878" >"$expected"
awk -F, '$4 == "km" { print $4 "\t" $9 }' "$scratch/csv" >"$seen"
family 'rossi: se' "$expected" "$seen" 4e-14 se	# 1e-15 of 0.0212

# The cells of rossi.csv hold no quotes and no commas.
awk -F, '
	NR == 1 { n = split($0, name, ","); next }
	{
		line = "{"
		for (i = 1; i <= n; i++) {
			cell = $i == "" ? "null" : $i ~ /^[0-9]+$/ ? $i : "\"" $i "\""
			line = line (i > 1 ? ", " : "") "\"" name[i] "\": " cell
		}
		print line "}"
	}' "$rossi" >"$scratch/rossi.jsonl"
{
	printf '['
	sed '$ !s/$/,/' "$scratch/rossi.jsonl"
	printf ']\n'
} >"$scratch/rossi.json"
for kind in json jsonl; do
	rates "$scratch/rossi.$kind" >"$scratch/$kind"
	if difference "$kind" "$scratch/csv" "$scratch/$kind" >"$scratch/why"
	then
		ok "rossi as $kind"
	else
		not_ok "rossi as $kind" "$scratch/why"
	fi
done

# ---- Wilson's interval ----

# Rows X N: what a run over X events among N people says.
wilson() {
	while read -r x n; do
		awk -v x="$x" -v n="$n" 'BEGIN {
			print "days,event"
			for (i = 1; i <= n; i++)
				print "1," (i <= x)
		}' </dev/null | clean ccr-recidivism rates --quiet --at 1 |
			awk -F, -v key="$x of $n" '$4 == "crude" {
				print key "\t" $8 "\t" $10 "\t" $11
			}'
	done >"$seen"
}

# R's prop.test(x, n, correct = FALSE), to 10 decimals. 31 of 499 is published
# (High Point, 2012); in the other rows only the percentage is.
cat >"$expected" <<EOT
31 of 499${tab}0.0621242485${tab}0.0441081197${tab}0.0868306835
92 of 1024${tab}0.08984375${tab}0.0738277584${tab}0.1089255809
168 of 1200${tab}0.14${tab}0.1215141957${tab}0.1607833247
595 of 3500${tab}0.17${tab}0.1579188567${tab}0.1828047385
0 of 172${tab}0${tab}0${tab}0.0218461496
17 of 172${tab}0.0988372093${tab}0.0626276660${tab}0.1525744775
EOT
sed "s/ of / /; s/$tab.*//" "$expected" >"$scratch/pairs"
wilson <"$scratch/pairs"
family 'wilson, shares of High Point' "$expected" "$seen" 3e-9 \
	'estimate ci_low ci_high'

if [ -d "$oracles/survey" ]; then
	# "binci.0.10.0.95","none","x,n","binomial CI","x=0,n=10,level=0.95",
	# "lo:wilson","0"
	awk -F'","' '$4 == "binomial CI" && $5 ~ /level=0.95/ &&
		$6 ~ /^(lo|hi):wilson$/ {
			gsub(/"/, "", $7)
			split($5, part, /[=,]/)
			key = part[2] " of " part[4]
			if ($6 ~ /^lo/)
				low[key] = $7
			else
				printf "%s\t%.17g\t%s\t%s\n", key, \
					part[2] / part[4], low[key], $7
		}' "$oracles/survey/expected.csv" >"$expected"
	sed "s/ of / /; s/$tab.*//" "$expected" >"$scratch/pairs"
	wilson <"$scratch/pairs"
	family "wilson, R's binomial intervals" "$expected" "$seen" 1e-9 \
		'estimate ci_low ci_high'
	not_applicable "R's binomial intervals, others" \
		'levels 0.9 and 0.99, exact and other methods'
else
	skip 'rates: binomial intervals' "no folder 'survey' of known answers"
fi
finish
