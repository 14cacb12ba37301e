#!/bin/sh
# Runs every test there is and ends with one line of totals: unit tests, golden
# cases, the contract of all programs, the manuals' examples, comparisons with
# known answers, properties. See lib.sh for BUILD, VERBOSE and CCR_VALGRIND.

# shellcheck disable=SC1091,SC2154 # not followed without -x
. "$(dirname "$0")/lib.sh"

log=$scratch/log

# The tests of one cmocka program count one by one. It may end before it has
# counted all that it began, and that is a failure too.
unit() {
	# shellcheck disable=SC2086 # a prefix is several words
	(cd "$top" && clean ${PREFIX_CMD-} "$1") >"$log" 2>&1 </dev/null
	rc=$?
	# shellcheck disable=SC2046 # four numbers
	set -- "$1" $(awk '
		/^\[.* [0-9]+ test\(s\)/ {
			n = $0
			sub(/ test\(s\).*/, "", n)
			sub(/.* /, "", n)
			count[/ Running / ? "began" : $2] += n
		}
		END {
			passed = count["PASSED"] + 0
			failed = count["FAILED"] + 0
			skipped = count["SKIPPED"] + 0
			print passed, failed, skipped, \
				count["began"] - passed - failed - skipped
		}' "$log")
	passed=$((passed + $2))
	if [ "$3" -gt 0 ]; then
		failed=$((failed + $3 - 1))	# not_ok counts one itself
		not_ok "unit ${1##*/}: $3 of $(($2 + $3))" "$log"
	elif [ "$rc" -ne 0 ]; then
		not_ok "unit ${1##*/}: exit status $rc" "$log"
	elif [ "$5" -gt 0 ]; then
		not_ok "unit ${1##*/}: ended before its last test" "$log"
	elif [ $(($2 + $4)) -eq 0 ]; then
		not_ok "unit ${1##*/}: no test was run" "$log"
	fi
	[ "$4" -eq 0 ] || skip "unit ${1##*/}" "$4 of its tests"
	skipped=$((skipped + ($4 > 1 ? $4 - 1 : 0)))
	[ "${VERBOSE-}" != 1 ] || printf 'ok: unit %s: %d\n' "${1##*/}" "$2"
}

# Other scripts end with the same line of totals; it is added to ours.
script() {
	"$1" >"$log" 2>&1 </dev/null
	rc=$?
	totals='^\([0-9]*\) passed, \([0-9]*\) failed, \([0-9]*\) skipped$'
	last=$(sed -n "\$s/$totals/\\1 \\2 \\3/p" "$log")
	sed "\$ { /$totals/d; }" "$log"
	name=${1#"$tests/"}
	if [ -z "$last" ]; then
		not_ok "$name: ended without totals, status $rc"
		return
	fi
	# shellcheck disable=SC2086 # three numbers
	set -- $last
	passed=$((passed + $1))
	failed=$((failed + $2))
	skipped=$((skipped + $3))
	# A script that fails says what failed; this one did not.
	[ "$rc" -eq 0 ] || [ "$2" -gt 0 ] || not_ok "$name: exit status $rc"
}

found=no
for test in "$BUILD"/tests/*; do
	if [ ! -f "$test" ] || [ ! -x "$test" ]; then
		continue
	fi
	found=yes
	unit "$test"
done
[ "$found" = yes ] || skip unit "no unit tests in the build directory"

script "$tests/cases.sh"
script "$tests/contract.sh"
script "$tests/man-examples.sh"
for test in "$tests"/oracle/*.sh "$tests"/prop-*.sh; do
	[ -x "$test" ] || continue
	script "$test"
done
finish
