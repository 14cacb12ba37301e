#!/bin/sh
# plan.sh: 'ccr-plan schedule', 'level' and 'status', with TaskJuggler where it is installed; called by run.sh, or alone (BUILD=, RUNS=).
#
# TaskJuggler takes minutes for 10,000 steps, so it is given 100 steps without levelling, beside ours.  A run of status is so short
# that 200 are timed together, starting the program included.
set -eu
BUILD=${BUILD:-build}
RUNS=${RUNS:-5}
here=$(cd "$(dirname "$0")" && pwd)
examples=$(cd "$here/../../examples" && pwd)
PATH=$(cd "$BUILD/bin" && pwd):$PATH
rcpsp=$(cd "$BUILD" && pwd)/oracle/rcpsp
dir=$BUILD/bench
mkdir -p "$dir"
for steps in 100 1000 10000 100000; do
	awk -v steps=$steps -f "$here/plan.awk" >"$dir/plan-$steps.json"
done
awk -v steps=10000 -v as=csv -f "$here/plan.awk" >"$dir/plan-10000.csv"
awk -v steps=100 -v as=tjp -f "$here/plan.awk" >"$dir/plan-100.tjp"
cd "$dir"

# median TIMES COMMAND: milliseconds of one of so many runs in a row
median() {
	for _ in $(seq "$RUNS"); do
		begin=$(date +%s%N)
		sh -c "for _ in \$(seq $1); do $2; done" >/dev/null 2>&1 || echo "plan.sh: this failed: $2" >&2
		end=$(date +%s%N)
		echo $(((end - begin) / 10000 / $1))
	done | sort -n | sed -n $(((RUNS + 1) / 2))p | awk '{ printf "%.1f", $1 / 100 }'
}

# line NAME TIMES COMMAND
line() {
	printf '%-42s %8s ms' "$1" "$(median "$2" "$3")"
	if [ -x /usr/bin/time ]; then
		printf ' %8s KiB' "$(sh -c "exec /usr/bin/time -f 'peak %M' $3" 2>&1 >/dev/null | sed -n 's/^peak //p')"
	fi
	echo
}

for steps in 1000 10000 100000; do
	line "schedule, $steps steps" 5 "ccr-plan schedule --quiet plan-$steps.json"
done
line "schedule, 10000 steps of CSV" 5 "ccr-plan schedule --quiet --start 2027-01-04 plan-10000.csv"
line "status, a plan of 6 steps" 200 "ccr-plan status --as-of 2027-01-04 --quiet $examples/high-point/plan.json >out.csv"
line "schedule, 100 steps" 20 "ccr-plan schedule --quiet plan-100.json"
line "level, 100 steps, 20 people" 1 "ccr-plan level --quiet plan-100.json"
oracles=${CCR_ORACLES:-$here/../../../shared/oracles}
if [ -d "$oracles/plan/psplib" ] && [ -x "$rcpsp" ]; then
	line "level, Patterson's 110 instances, proved" 1 "$rcpsp 2000000 20000 $oracles/plan/psplib/patterson_rcp/*.rcp"
else
	echo "Patterson's instances are not here"
fi
if command -v tj3 >/dev/null 2>&1; then
	line "schedule, 100 steps, TaskJuggler" 1 "tj3 --silent -o . plan-100.tjp"
else
	echo "TaskJuggler is not here"
fi
