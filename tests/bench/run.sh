#!/bin/sh
# run.sh: how fast, beside peers, in one run.  Prints the median of five runs (RUNS) and the ratio to the peer; times of different
# machines or runs say nothing.  Peers that are not installed are named and left out; node finds DuckDB in DUCKDB_DIR or NODE_PATH.
set -eu
BUILD=${BUILD:-build}
ROWS=${ROWS:-1000000}
RUNS=${RUNS:-5}
here=$(cd "$(dirname "$0")" && pwd)
PATH=$(cd "$BUILD/bin" && pwd):$PATH
dir=$BUILD/bench
mkdir -p "$dir"
for table in people survey; do
	[ -s "$dir/$table-$ROWS.csv" ] && continue
	awk -v rows="$ROWS" -f "$here/$table.awk" >"$dir/$table.new"
	mv "$dir/$table.new" "$dir/$table-$ROWS.csv"
done
cd "$dir"
PATH=$PWD:$PATH # read-rows
file=people-$ROWS.csv
survey=survey-$ROWS.csv

# median COMMAND: milliseconds
median() {
	for _ in $(seq "$RUNS"); do
		begin=$(date +%s%N)
		sh -c "$1" >/dev/null 2>&1 || echo "run.sh: this failed: $1" >&2
		end=$(date +%s%N)
		echo $(((end - begin) / 1000000))
	done | sort -n | sed -n $(((RUNS + 1) / 2))p
}

# compare NAME OURS PEER COMMAND
compare() {
	if ! sh -c "$4" >/dev/null 2>&1; then
		printf '%-42s %8s ms   (%s is not here)\n' "$1" "$(median "$2")" "$3"
		return
	fi
	ours=$(median "$2")
	peer=$(median "$4")
	printf '%-42s %8s ms   %-12s %8s ms   ratio %s\n' "$1" "$ours" "$3" "$peer" "$(ratio "$peer" "$ours")"
}

# ratio TIME OF: TIME / OF
ratio() {
	awk -v a="$1" -v b="$2" 'BEGIN { printf "%.2f", a / (b > 0 ? b : 1) }'
}

# reading NAME OURS READING: the part that a program which only reads the same cells takes of ours
reading() {
	ours=$(median "$2")
	only=$(median "$3")
	printf '%-42s %8s ms   %-12s %8s ms   part %s\n' "$1" "$ours" "reading" "$only" "$(ratio "$only" "$ours")"
}

# peak NAME COMMAND: the most memory it takes
peak() {
	if [ ! -x /usr/bin/time ]; then
		echo "$1: GNU time is not here"
		return
	fi
	kib=$(sh -c "exec /usr/bin/time -f 'peak %M' $2" 2>&1 >/dev/null | sed -n 's/^peak //p')
	printf '%-42s %8s KiB\n' "$1" "$kib"
}

echo "$ROWS rows, $(wc -c <"$file") bytes, $(nproc) cores: $(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -n 1)"
compare "Kaplan-Meier by group" "ccr-recidivism curve -b list $file" "wc -l" "wc -l $file"
compare "Kaplan-Meier by group" "ccr-recidivism curve -b list $file" mawk "mawk -F, '{ n[\$2 \",\" \$3 \",\" \$4]++ } END { for (k in n) print k, n[k] }' $file"
compare "Kaplan-Meier by group" "ccr-recidivism curve -b list $file" Miller "mlr --icsv --ocsv count-distinct -f list,days,event $file"
compare "Kaplan-Meier by group, and R" "ccr-recidivism curve -b list $file" R \
	"Rscript -e 'library(survival); d <- data.table::fread(\"$file\"); summary(survfit(Surv(days, event) ~ list, d))'"
compare "shares of a question by group" "ccr-survey tab -q agency -b list $file" Miller "mlr --icsv --ocsv count-distinct -f list,agency $file"

echo "40 columns: $survey, $(wc -c <"$survey") bytes"
design='-w weight --strata stratum --cluster cluster'
count="SELECT agency, q1, count(*) FROM read_csv('$survey') GROUP BY ALL ORDER BY ALL"
two_way="ccr-survey tab -q q1 -b agency -w weight $survey"
designed="ccr-survey tab -q q1 -b agency $design $survey"
fread='R read.csv'
! Rscript -e 'library(data.table)' >/dev/null 2>&1 || fread='R fread'
compare "two-way table, strata and clusters" "$designed" "$fread" "Rscript $here/survey.R $survey"
compare "two-way table, weights" "$two_way" DuckDB "node $here/duckdb.cjs \"$count\" 1"
compare "two-way table, weights; 1 core to $(nproc)" "$two_way" DuckDB "node $here/duckdb.cjs \"$count\" $(nproc)"
reading "two-way table, strata and clusters" "$designed" "read-rows $survey weight stratum cluster agency q1"
reading "two-way table, weights" "$two_way" "read-rows $survey weight agency q1"
compare "rake, 3 margins, all rows written" "ccr-weight rake --name raked -t $here/targets.csv $survey" "$fread" \
	"Rscript $here/rake.R $survey $here/targets.csv"
reading "rake, 3 margins, all rows written" "ccr-weight rake --name raked -t $here/targets.csv $survey" \
	"read-rows $survey \$(head -n 1 $survey | tr , ' ')"

# Memory: a tenth of the rows should take as much, but for quantiles, which keep the numbers.
tenth=survey-tenth-$ROWS.csv
head -n $((ROWS / 10 + 1)) "$survey" >"$tenth"
for table in "$tenth" "$survey"; do
	rows=$(($(wc -l <"$table") - 1))
	peak "shares, $rows rows" "ccr-survey tab -q q1 -b agency $design $table"
	peak "means, $rows rows" "ccr-survey tab -n days -s mean -b agency $design $table"
	peak "quantiles, $rows rows" "ccr-survey tab -n days -s quantile -b agency $design $table"
done

# A plan of 100 steps, each behind two of the twelve before it: 10,000 draws.
awk 'BEGIN {
	printf "{\"ccr\": \"plan/1\", \"start\": \"2027-01-04\", \"goals\": [{\"id\": \"g\", \"steps\": ["
	for (i = 1; i <= 100; i++) {
		after = i > 12 ? "\"s" (i - 1 - i % 5) "\", \"s" (i - 7 - i % 6) "\"" : ""
		comma = i > 1 ? "," : ""
		printf "%s{\"id\": \"s%d\", \"name\": \"s%d\", \"days\": [%d, %d, %d], \"after\": [%s]}",
			comma, i, i, 1 + i % 3, 4 + i % 5, 9 + i % 11, after
	}
	print "]}]}"
}' >plan.json
printf '%-42s %8s ms\n' "risk of a plan of 100 steps" "$(median "ccr-plan risk plan.json")"
cd "$OLDPWD"
BUILD=$BUILD sh "$here/incidents.sh"
BUILD=$BUILD RUNS=$RUNS sh "$here/plan.sh"
BUILD=$BUILD RUNS=3 sh "$here/follow.sh"
