#!/bin/sh
# Properties of 'ccr-survey tab' and 'test' on made-up samples: a domain of
# everybody is the sample, two files are one, the order of the rows and the
# unit of the weights do not matter, and what --min-count withholds cannot be
# computed from what it shows.
#
#	SEEDS=N tests/prop-survey.sh	number of samples (default: 6)

# shellcheck disable=SC1091,SC2154,SC2016 # not followed without -x; $ of jq
. "$(dirname "$0")/lib.sh"

cd "$scratch" || exit 1

# rows.csv, and the same with the rows in another order and weights times 7.
generate='
function random(n) {	# 0 ... n - 1; Park and Miller
	state = (state * 16807) % 2147483647
	return int(state / 2147483647 * n)
}
BEGIN {
	state = seed * 7919 + 1
	head = "id,h,c,N,K,w,q,m,x,y,g,d"
	print head >"rows.csv"
	for (h = 1; h <= 4; h++)
		for (c = 1; c <= 2 + random(3); c++) {
			units = 2 + random(3)
			for (k = 1; k <= units; k++)
				for (i = 0; i < 2 + random(3); i++)
					row[n++] = n "," h "," c "_" k "," 6 + h "," units + 1 + c % 3 "," \
						(1 + random(40)) / 8 "," substr("aabbc ", 1 + random(6), 1) "," \
						substr("r s  r;st;r s;t", 1 + 3 * random(5), 3) "," \
						(random(9) ? random(300) / 10 : "") "," 1 + random(50) "," \
						substr("pqr", 1 + random(3), 1) "," random(2)
		}
	for (i = 0; i < n; i++) {
		gsub(/ +,/, ",", row[i])
		gsub(/, +/, ",", row[i])
		gsub(/ /, "", row[i])
		split(row[i], part, /[,_]/)
		sub(/_/, ",", row[i])
		print row[i] >"rows.csv"
	}
}'
# h,c,k: strata, clusters, those drawn in them.
make_rows() {
	awk -v seed="$1" "$generate" </dev/null
	sed -i '1s/,c,/,c,k,/' rows.csv
	{
		sed 1q rows.csv
		sed 1d rows.csv | awk '{ printf "%d\t%s\n", (NR * 7919) % 104729, $0 }' |
			sort -n | cut -f2
	} >shuffled.csv
	awk -F, -v OFS=, 'NR > 1 { $7 *= 7 } { print }' rows.csv >heavy.csv
	sed '20q' rows.csv >first.csv
	{ sed 1q rows.csv; sed '1,20d' rows.csv; } >rest.csv
}
run() {		# KIND ARG...
	kind=$1
	shift
	case $kind in
	plain) set -- tab -w w "$@" ;;
	strata) set -- tab -w w --strata h --cluster c --lonely adjust --ci beta "$@" ;;
	stages) set -- tab -w w --strata h --cluster c,k --fpc N,K --lonely remove "$@" ;;
	implied) set -- tab --strata h --cluster c,k --fpc N,K --lonely remove "$@" ;;
	letters) set -- tab -w w --letters bonferroni --flag nchs "$@" ;;
	f) set -- test --strata h --cluster c -w w --lonely remove "$@" ;;
	t) set -- test --test t --strata h --cluster c -w w --lonely remove "$@" ;;
	wald) set -- test --test adjwald -w w "$@" ;;
	esac
	case $kind in
	f | wald) set -- "$@" -q q -b g ;;
	t) set -- "$@" -q q -n x -b g ;;
	*) set -- "$@" -q q -n x,y --ratio x,y -b g -b d -s proportion,mean,total,quantile,ratio ;;
	esac
	clean ccr-survey "$@" --quiet
}
# Rows as KEY TAB VALUE ...; quantiles jump where sums differ in the last digit.
# An error of 0 but for the last digits is 0.
table() {	# COLUMN...
	jq -r --arg columns "$*" 'select(.statistic != "quantile") |
		[[.question, .test // .statistic, .option, .by, .group] | tojson] as $key |
		. as $row | $key + [$columns | split(" ")[] as $c | $row[$c] | if . == null then "NA"
			elif type == "number" and . < 1e-13 and . > -1e-13 then 0 else . end | tostring] | @tsv'
}
close_enough() {	# NAME: expected and seen
	if awk -v tol=1e-11 -f "$tests/oracle/close.awk" expected seen >why; then
		ok "survey $seed: $1"
	else
		not_ok "survey, seed $seed: $1" why
	fi
}
same() {	# NAME
	if difference stdout expected seen >why; then
		ok "survey $seed: $1"
	else
		not_ok "survey, seed $seed: $1" why
	fi
}

all='base n n_missing estimate se ci_low ci_high df deff n_eff moe'
seed=0
while [ "$seed" -lt "${SEEDS:-6}" ]; do
	seed=$((seed + 1))
	make_rows $seed
	for kind in plain strata stages implied letters f t wald; do
		if ! run $kind rows.csv >whole 2>why; then
			not_ok "survey, seed $seed: $kind" why
			continue
		fi
		cp whole expected
		run $kind --where g!=nobody rows.csv >seen
		same "$kind: a domain of everybody"
		run $kind --where g=p --where g=q --where g=r rows.csv >seen
		same "$kind: a domain of all groups"
		run $kind first.csv rest.csv >seen
		same "$kind: two files"
		case $kind in
		f | t | wald) columns='n n_missing estimate se ci_low ci_high x2 df df2 p p_adjusted' ;;
		*) columns="$all weighted_n" ;;
		esac
		run $kind -f jsonl rows.csv | table "$columns" >expected
		run $kind -f jsonl shuffled.csv | table "$columns" >seen
		close_enough "$kind: rows shuffled"
		[ "$kind" != implied ] || continue
		columns=${columns% weighted_n}
		run $kind -f jsonl rows.csv | grep -v '"statistic":"total"' | table "$columns" >expected
		run $kind -f jsonl heavy.csv | grep -v '"statistic":"total"' | table "$columns" >seen
		close_enough "$kind: seven times the weight"
		case $kind in f | t | wald) continue ;; esac
		run $kind -f jsonl heavy.csv | jq -c '.weighted_n /= 7 |
			if .statistic == "total" then .estimate /= 7 | .se /= 7 else . end' |
			table weighted_n estimate se >seen
		run $kind -f jsonl rows.csv | table weighted_n estimate se >expected
		close_enough "$kind: totals of seven times the weight"
	done
done

# ---- what is withheld ----

# Counts of options in groups, and whether those that are withheld because they
# are few follow from the others: each group's options add up to its base, each
# option's groups to the whole. Also means: one group's alone follows from the
# others' and the whole.
cat >audit.py <<'EOP'
import csv
import random
import subprocess
import sys
from fractions import Fraction


def tab(*arguments):
    out = subprocess.run(["ccr-survey", "tab", "--quiet", *arguments], capture_output=True, text=True, check=True)
    return list(csv.DictReader(out.stdout.splitlines()))


def solved(equations, n):
    """The unknowns that have a single value, with it."""
    pivots = []
    for column in range(n):
        row = next((i for i in range(len(pivots), len(equations)) if equations[i][column]), None)
        if row is None:
            continue
        at = len(pivots)
        equations[at], equations[row] = equations[row], equations[at]
        equations[at] = [x / equations[at][column] for x in equations[at]]
        for i, e in enumerate(equations):
            if i != at and e[column]:
                equations[i] = [a - e[column] * b for a, b in zip(e, equations[at])]
        pivots.append(column)
    for at, column in enumerate(pivots):
        if not any(equations[at][c] for c in range(n) if c != column):
            yield column, equations[at][n]


def known(rows):
    cell = {(r["group"], r["option"]): r["n"] for r in rows}
    base = {r["group"]: r["base"] for r in rows}
    unknown = {k: i for i, k in enumerate(k for k, n in cell.items() if n == "")}
    lines = [([(g, o, 1) for _, o in cell if (g, o) in cell and _ == g], b) for g, b in base.items() if b]
    lines += [([(g, o, -1 if g == "" else 1) for g, o2 in cell if o2 == o], 0) for o in {o for _, o in cell}]
    equations = []
    for terms, total in lines:
        e = [Fraction(0)] * len(unknown) + [Fraction(total)]
        for g, o, sign in terms:
            if (g, o) in unknown:
                e[unknown[g, o]] += sign
            else:
                e[-1] -= sign * int(cell[g, o])
        equations.append(e)
    names = list(unknown)
    return {names[i]: value for i, value in solved(equations, len(names))}


failed = 0
for seed in range(int(sys.argv[1])):
    random.seed(seed)
    least = random.choice([5, 10])
    groups, options = (random.randint(2, 8) for _ in range(2))
    with open("audit.csv", "w") as f:
        f.write("q,g,x\n")
        for g in range(groups):
            for o in range(options):
                for i in range(random.choice([0, random.randint(1, 12), random.randint(5, 60)])):
                    f.write("o%d,g%d,%d\n" % (o, g, i * i % 17))
    rows = tab("-q", "q", "-b", "g", "--min-count", str(least), "audit.csv")
    few = {k: v for k, v in known(rows).items() if 0 < v < least}
    means = [r for r in tab("-n", "x", "-s", "mean", "-b", "g", "--min-count", str(least), "audit.csv") if r["by"]]
    if few or sum(r["estimate"] == "" for r in means) == 1:
        failed += 1
        if failed <= 5:
            print("seed %d, %d groups, %d options, --min-count %d: %s" % (
                seed, groups, options, least,
                ", ".join("%s of %s" % (o, g or "all") for g, o in few) or "the mean of one group"))
print("%d of %s tables" % (failed, sys.argv[1]))
sys.exit(failed > 0)
EOP
if clean python3 audit.py 200 >why 2>&1; then
	ok 'survey: nothing withheld can be computed'
else
	not_ok 'survey: what is withheld can be computed' why
fi
finish
