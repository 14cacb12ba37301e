#!/bin/sh
# prop-faults.sh: memory that runs out and disks that fail, at every place where they can.
#
# For each program and each kind of fault the first, the second, the third ... call is made to fail until a run no longer reaches it.
# Each failed run has to leave with status 4 and a message, an empty stdout, the -o file as it was, and no other file behind.
set -u
# shellcheck source=tests/lib.sh
. "$(dirname "$0")/lib.sh"

case ${CCR_VALGRIND-}$BUILD in
1* | *asan*)
	skip "faults" "a preloaded library does not go with sanitizers and valgrind"
	finish
	;;
esac
if ! ${CC:-cc} -shared -fPIC -O1 -o "$scratch/fault.so" "$tests/fault/fault.c" -ldl 2>"$scratch/said"; then
	skip "faults" "the preloaded library cannot be built here"
	finish
fi

# loop NAME KIND COMMAND...: STRIDE (default 1) between the calls that fail
loop() {
	name=$1 kind=$2
	shift 2
	at=1 bad=0
	while :; do
		rm -rf "$scratch/run"
		mkdir "$scratch/run"
		echo old >"$scratch/run/out"
		rm -f "$scratch/seen"
		status=0
		(cd "$scratch/run" && clean LD_PRELOAD="$scratch/fault.so" FAULT_KIND="$kind" FAULT_AT="$at" \
			FAULT_SEEN="$scratch/seen" "$@") >"$scratch/stdout" 2>"$scratch/stderr" || status=$?
		[ -e "$scratch/seen" ] || break
		# A directory that cannot be synced, or an allocation somebody can do without, is no failure.
		if [ "$status" -eq 0 ]; then
			[ "$(cat "$scratch/run/out")" != old ] || bad=$at
		elif [ "$status" -ne 4 ] || [ -s "$scratch/stdout" ] || [ "$(cat "$scratch/run/out")" != old ] ||
			! [ -s "$scratch/stderr" ]; then
			bad=$at
		fi
		[ "$(find "$scratch/run" -type f | wc -l)" -eq 1 ] || bad=$at
		if [ "$bad" -ne 0 ]; then
			{
				echo "call $bad, status $status"
				cat "$scratch/stderr"
				find "$scratch/run" -type f
			} >"$scratch/why"
			not_ok "$name: $kind" "$scratch/why"
			return
		fi
		at=$((at + ${STRIDE:-1}))
	done
	if [ "$at" -eq 1 ]; then not_ok "$name: $kind: no call was reached"; else ok "$name: $kind: every call up to $at"; fi
}

x=$top/examples
printf 'days,event,g\n5,1,a\n7,0,b\n7,1,a\n9,0,\n' >"$scratch/small.csv"
printf 'rank,problem\n1,a\n2,b\n' >"$scratch/ranking.csv"
printf 'theme,pattern\na,a|x\nb,b\n' >"$scratch/themes.csv"
printf 'disposition,n\nI,5\nR,2\n' >"$scratch/cases.csv"
printf 'a,b,judgement,g\nx,y,3,1\nx,y,2,2\n' >"$scratch/pairs.csv"
printf 'criterion,best_to_others,others_to_worst\nx,1,4\ny,2,3\nz,4,1\n' >"$scratch/bwm.csv"
printf 'problem,probability,severity\na,A,1\nb,C,2\n' >"$scratch/grades.csv"
printf '%s' '{"ccr": "criteria/1", "criteria": [{"name": "probability", "direction": "max"}, {"name": "severity", "direction": "max"}]}' \
	>"$scratch/grades.json"
jq -r '"group,criterion,weight", (.criteria[] | ["a", .name, 1], ["b", .name, 2] | @csv)' "$tests/contract/criteria.json" \
	>"$scratch/said.csv"
for kind in memory read write sync rename; do
	loop "ccr-recidivism rates" "$kind" ccr-recidivism rates --at 7 -b g -o out "$scratch/small.csv"
	loop "ccr-prioritize rank" "$kind" ccr-prioritize rank -c "$tests/contract/criteria.json" -o out "$tests/contract/items.csv"
	loop "ccr-prioritize rank --matrix" "$kind" ccr-prioritize rank -c "$scratch/grades.json" -m matrix \
		--matrix "$x/risk/mil-std-882e.csv" -o out "$scratch/grades.csv"
	loop "ccr-prioritize robust" "$kind" ccr-prioritize robust --draws 3 -c "$tests/contract/criteria.json" \
		--stakeholders "$scratch/said.csv" -o out "$tests/contract/items.csv"
	loop "ccr-prioritize weights" "$kind" ccr-prioritize weights -b g -o out "$scratch/pairs.csv"
	loop "ccr-prioritize weights -m bwm" "$kind" ccr-prioritize weights -m bwm -o out "$scratch/bwm.csv"
	loop "ccr-vote rank" "$kind" ccr-vote rank -b sector -m kemeny -o out "$tests/contract/ballots.csv"
	loop "ccr-plan schedule" "$kind" ccr-plan schedule -o out "$x/high-point/plan.json"
	loop "ccr-plan draft" "$kind" ccr-plan draft -o out "$scratch/ranking.csv"
	loop "ccr-survey tab" "$kind" ccr-survey tab -b g -f table -o out "$scratch/small.csv"
	loop "ccr-survey scale" "$kind" ccr-survey scale -q days,event -o out "$scratch/small.csv"
	loop "ccr-survey themes" "$kind" ccr-survey themes -q g --themes "$scratch/themes.csv" --id days --keep event -o out \
		"$scratch/small.csv"
	loop "ccr-survey agree" "$kind" ccr-survey agree --coders event,days -o out "$scratch/small.csv"
	loop "ccr-survey response" "$kind" ccr-survey response --count n -o out "$scratch/cases.csv"
done

# Short and interrupted writes are no fault at all.
clean ccr-recidivism rates --at 7 "$scratch/small.csv" >"$scratch/want" 2>/dev/null
clean LD_PRELOAD="$scratch/fault.so" FAULT_KIND=short ccr-recidivism rates --at 7 "$scratch/small.csv" >"$scratch/got" 2>/dev/null
if cmp -s "$scratch/want" "$scratch/got"; then ok "short and interrupted writes"; else not_ok "short and interrupted writes"; fi

# A signal leaves the old file and no other.
rm -rf "$scratch/run"
mkdir "$scratch/run"
echo old >"$scratch/run/out"
status=0
(cd "$scratch/run" && clean LD_PRELOAD="$scratch/fault.so" FAULT_KIND=term ccr-recidivism rates --at 7 -o out "$scratch/small.csv") \
	>/dev/null 2>&1 || status=$?
if [ "$status" -eq 143 ] && [ "$(cat "$scratch/run/out")" = old ] && [ "$(find "$scratch/run" -type f | wc -l)" -eq 1 ]; then
	ok "a signal before the rename"
else
	not_ok "a signal before the rename: status $status"
fi
finish
