#!/bin/sh
# run.sh: how fast, beside peers, in one run.  Prints the median of five runs and the ratio to the peer; times of different machines
# or runs say nothing.  Peers that are not installed are named and left out.
set -eu
BUILD=${BUILD:-build}
ROWS=${ROWS:-1000000}
here=$(cd "$(dirname "$0")" && pwd)
PATH=$(cd "$BUILD/bin" && pwd):$PATH
dir=$BUILD/bench
mkdir -p "$dir"
[ -s "$dir/people-$ROWS.csv" ] || awk -v rows="$ROWS" -f "$here/people.awk" >"$dir/people-$ROWS.csv"
cd "$dir"
file=people-$ROWS.csv

# median COMMAND: milliseconds
median() {
	for _ in 1 2 3 4 5; do
		begin=$(date +%s%N)
		sh -c "$1" >/dev/null 2>&1
		end=$(date +%s%N)
		echo $(((end - begin) / 1000000))
	done | sort -n | sed -n 3p
}

# compare NAME OURS PEER COMMAND
compare() {
	if ! sh -c "$4" >/dev/null 2>&1; then
		printf '%-42s %8s ms   (%s is not here)\n' "$1" "$(median "$2")" "$3"
		return
	fi
	ours=$(median "$2")
	peer=$(median "$4")
	printf '%-42s %8s ms   %-12s %8s ms   ratio %s\n' "$1" "$ours" "$3" "$peer" \
		"$(awk -v a="$ours" -v b="$peer" 'BEGIN { printf "%.2f", b / (a > 0 ? a : 1) }')"
}

echo "$ROWS rows, $(wc -c <"$file") bytes, $(nproc) cores: $(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -n 1)"
compare "Kaplan-Meier by group" "ccr-recidivism curve -b list $file" "wc -l" "wc -l $file"
compare "Kaplan-Meier by group" "ccr-recidivism curve -b list $file" mawk "mawk -F, '{ n[\$2 \",\" \$3 \",\" \$4]++ } END { for (k in n) print k, n[k] }' $file"
compare "Kaplan-Meier by group" "ccr-recidivism curve -b list $file" Miller "mlr --icsv --ocsv count-distinct -f list,days,event $file"
compare "Kaplan-Meier by group, and R" "ccr-recidivism curve -b list $file" R \
	"Rscript -e 'library(survival); d <- data.table::fread(\"$file\"); summary(survfit(Surv(days, event) ~ list, d))'"
compare "shares of a question by group" "ccr-survey tab -q agency -b list $file" Miller "mlr --icsv --ocsv count-distinct -f list,agency $file"
