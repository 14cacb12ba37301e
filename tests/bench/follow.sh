#!/bin/sh
# follow.sh: 'ccr-follow' beside sort and mawk doing the same, with peak memory; called by run.sh, or alone (ROWS=, RUNS=, BUILD=).
#
# The index of a person is the first event of domestic violence from 2017 on; the event is the next one.  The peer sorts index and
# event rows together by id and date and makes the same rows of them.  It is measured twice: where two kinds in five count, 15 percent
# of the rows, which grep picks before they are sorted; and where every row counts.  Results are compared.
set -eu
BUILD=${BUILD:-build}
ROWS=${ROWS:-10000000}
RUNS=${RUNS:-3}
here=$(cd "$(dirname "$0")" && pwd)
PATH=$(cd "$BUILD/bin" && pwd):$PATH
export LC_ALL=C
dir=$BUILD/bench
mkdir -p "$dir"
[ -s "$dir/events-$ROWS.csv" ] || awk -v rows="$ROWS" -f "$here/follow.awk" >"$dir/events-$ROWS.csv"
cd "$dir"
events=events-$ROWS.csv
index=index-$ROWS.csv
if ! command -v mawk >/dev/null; then
	echo "ccr-follow: mawk is not here"
	exit
fi
[ -s "$index" ] || grep -E ',(ASSAULT-DV|VIOL-50B)$' "$events" | mawk -F, '$2 >= "2017-01-01"' | sort -t, -k1,1 -k2,2 |
	mawk -F, 'BEGIN { print "id,date" } $1 != last { last = $1; print $1 "," $2 }' >"$index"
echo '{"ccr": "definition/1", "name": "dv", "event": {"kinds": ["ASSAULT-DV", "VIOL-50B"]}, "windows_days": [365]}' >dv.json
echo '{"ccr": "definition/1", "name": "any", "windows_days": [365]}' >any.json

# Reads index rows (id,date,!) and event rows in the order of id and date.
cat >link.awk <<'EOT'
function day(s,	y, m, era, of_era) {
	y = substr(s, 1, 4) + 0
	m = substr(s, 6, 2) + 0
	if (m <= 2)
		y--
	era = int(y / 400)
	of_era = y - era * 400
	return era * 146097 + of_era * 365 + int(of_era / 4) - int(of_era / 100) + int((153 * (m + (m > 2 ? -3 : 9)) + 2) / 5) + substr(s, 9, 2) - 1
}
function row() {
	if (index_day == "")
		return
	print id ",," index_day "," (stop == "" ? "2023-12-31" : stop) "," (stop == "" ? end : day(stop)) - day(index_day) "," \
		(stop != "") "," kind ",," end - day(index_day) "," name ",2023-12-31,custody not known"
}
BEGIN {
	FS = ","
	end = day("2023-12-31")
}
$1 != id {
	row()
	id = $1
	index_day = stop = kind = ""
}
$3 == "!" { index_day = $2; next }
index_day != "" && stop == "" && $2 > index_day { stop = $2; kind = $3 }
END { row() }
EOT
# peer NAME FILTER
peer() {
	echo "{ mawk -F, 'NR > 1 { print \$1 \",\" \$2 \",!\" }' $index; $2 $events; } |
		sort -t, -k1,1 -k2,2 -k3,3 -S 1G --parallel=2 | mawk -v name=$1 -f link.awk"
}

# timed COMMAND: median milliseconds
timed() {
	for _ in $(seq "$RUNS"); do
		begin=$(date +%s%N)
		sh -c "$1" >/dev/null 2>&1
		end=$(date +%s%N)
		echo $(((end - begin) / 1000000))
	done | sort -n | sed -n "$(((RUNS + 1) / 2))p"
}

# line NAME DEFINITION FILTER
line() {
	ours="ccr-follow --quiet --definition $2.json --as-of 2023-12-31 --events $events $index"
	theirs=$(peer "$2" "$3")
	sh -c "$ours" | tail -n +2 | sort | cut -d, -f1-6,9 >ours.csv
	sh -c "$theirs" | sort | cut -d, -f1-6,9 >theirs.csv
	cmp -s ours.csv theirs.csv || echo "follow.sh: $1: not the same rows" >&2
	kib='?'
	[ ! -x /usr/bin/time ] || kib=$(sh -c "exec /usr/bin/time -f %M $ours" 2>&1 >/dev/null | tail -n 1)
	echo "$(timed "$ours") $(timed "$theirs") $kib" | awk -v name="$1" '{
		printf "%-42s %8d ms %8s KiB   %-12s %8d ms   ratio %.2f\n", name, $1, $3, "sort | mawk", $2, $2 / ($1 > 0 ? $1 : 1) }'
}

echo "$ROWS events, $(wc -c <"$events") bytes; $(($(wc -l <"$index") - 1)) persons"
line "follow-up, two kinds of events" dv "grep -E ',(ASSAULT-DV|VIOL-50B)\$'"
line "follow-up, every event" any "tail -n +2"
