#!/bin/sh
# incidents.sh: 'ccr-incidents count' beside Miller and DuckDB, with peak memory; called by run.sh, or alone (ROWS=, BUILD=).
#
# The same work is what 'count' does by default: incidents, distinct persons and repeats within a year of each kind.  Miller needs
# two runs for it, one after the other.  Its halves, and counting the kinds alone, which needs no persons, are timed beside it.
# Where duckdb.mjs is, and @duckdb/node-api beside it: CCR_DUCKDB, a folder.
set -eu
BUILD=${BUILD:-build}
ROWS=${ROWS:-10000000}
RUNS=${RUNS:-3}
here=$(cd "$(dirname "$0")" && pwd)
PATH=$(cd "$BUILD/bin" && pwd):$PATH
duckdb=${CCR_DUCKDB:-$here/../../../shared/bench}
dir=$BUILD/bench
mkdir -p "$dir"
[ -s "$dir/incidents-$ROWS.csv" ] || awk -v rows="$ROWS" -f "$here/incidents.awk" >"$dir/incidents-$ROWS.csv"
cd "$dir"
file=incidents-$ROWS.csv

# timed COMMAND: median milliseconds, and KiB of memory at its peak where GNU time is here; "-" where the command fails
timed() {
	if ! sh -c "$1" >/dev/null 2>&1; then
		echo -
		return
	fi
	for _ in $(seq "$RUNS"); do
		begin=$(date +%s%N)
		if [ -x /usr/bin/time ]; then
			/usr/bin/time -o peak -f %M sh -c "exec $1" >/dev/null 2>&1
		else
			echo '?' >peak
			sh -c "$1" >/dev/null 2>&1
		fi
		end=$(date +%s%N)
		echo "$(((end - begin) / 1000000)) $(cat peak)"
	done | sort -n | sed -n "$(((RUNS + 1) / 2))p"
}

# line NAME OURS PEER COMMAND
line() {
	ours=$(timed "$2")
	peer=$(timed "$4")
	if [ "$peer" = - ]; then
		printf '%-42s %s (ms, KiB)   (%s is not here)\n' "$1" "$ours" "$3"
	else
		echo "$ours $peer" | awk -v name="$1" -v peer="$3" '{
			printf "%-42s %8d ms %8s KiB   %-12s %8d ms %8s KiB   ratio %.2f\n",
				name, $1, $2, peer, $3, $4, $3 / ($1 > 0 ? $1 : 1) }'
	fi
}

echo "$ROWS incidents, $(wc -c <"$file") bytes"
count="ccr-incidents count --quiet $file"
# Miller keeps so much for the repeats that only a tenth of the rows is asked of it.
tenth=incidents-$ROWS-tenth.csv
[ -s "$tenth" ] || head -n $((ROWS / 10 + 1)) "$file" >"$tenth"
cat >repeats.mlr <<'EOT'
$repeat = is_empty($date_shift) || $date_shift == "" ? 0 : $date <= string(int(splitax($date_shift, "-")[1]) + 1) . substr($date_shift, 4, 9) ? 1 : 0
EOT
persons='count-distinct -f kind,victim_id then stats1 -a sum,count -f count -g kind'
repeats='step -a shift -f date -g victim_id,offender_id then put -f repeats.mlr then stats1 -a sum,count -f repeat -g kind'
line "incidents, persons, repeats; a tenth" "ccr-incidents count --quiet $tenth" "Miller, both" \
	"sh -c 'mlr --icsv --ocsv --from $tenth $persons; mlr --icsv --ocsv -S --from $tenth $repeats'"
line "incidents, repeats; a tenth" "ccr-incidents count --quiet $tenth" Miller "mlr --icsv --ocsv -S --from $tenth $repeats"
line "incidents, persons" "$count" Miller "mlr --icsv --ocsv --from $file $persons"
line "incidents alone" "$count" Miller "mlr --icsv --ocsv --from $file count-distinct -f kind"
line "incidents, persons" "$count" "DuckDB, 2" \
	"node $duckdb/duckdb.mjs 'select kind, count(*), count(distinct victim_id) from \"$file\" group by kind' 2"
