# shellcheck shell=sh disable=SC2034
# What the test scripts share: counting, the scratch directory and the clean
# environment in which every program runs. Sourced, never run:
#
#	. "$(dirname "$0")/lib.sh"	(tests/oracle/*.sh: /../lib.sh)
#	ok NAME				a test passed
#	not_ok NAME [FILE]		it failed, FILE says why
#	skip NAME WHY			it could not run, and the reader sees it
#	clean PROGRAM ARG...		run a program of the build
#	need_oracles FOLDER		end here with a skip if it is absent
#	finish				print the totals and exit
#
# From the environment: BUILD (build directory, default build), VERBOSE=1
# (name successes too), CCR_VALGRIND=1 (programs run under valgrind),
# PREFIX_CMD (any other command to put before each program), CCR_ORACLES.

set -u
umask 022
export LC_ALL=C
unset CDPATH

top=$(cd "$(dirname "$0")" && pwd -P)
until [ -e "$top/tests/lib.sh" ] || [ "$top" = / ]; do
	top=$(dirname "$top")
done
tests=$top/tests
self=$(basename "$0" .sh)

BUILD=${BUILD:-build}
case $BUILD in
/*) ;;
*) BUILD=$top/$BUILD ;;
esac
export BUILD
oracles=${CCR_ORACLES:-$top/../shared/oracles}

# An absolute path, because the tests change directory.
scratch=$(cd "${TMPDIR:-/tmp}" && mktemp -d "$PWD/ccr-test.XXXXXX") || exit 1
trap 'rm -rf "$scratch"' EXIT
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 143' TERM
mkdir "$scratch/home" || exit 1

# A found memory error must look like a crash (126 or more), not like one of
# the documented statuses: the sanitizers' own default is 1.
ASAN_OPTIONS=${ASAN_OPTIONS-exitcode=199}
UBSAN_OPTIONS=${UBSAN_OPTIONS-halt_on_error=1:exitcode=199}
LSAN_OPTIONS=${LSAN_OPTIONS-exitcode=199}
CCR_VALGRIND=${CCR_VALGRIND-}
if [ "$CCR_VALGRIND" = 1 ] && [ -z "${PREFIX_CMD-}" ]; then
	PREFIX_CMD='valgrind -q --error-exitcode=199 --leak-check=full'
	PREFIX_CMD="$PREFIX_CMD --errors-for-leak-kinds=definite"
fi

# With a prefix, PATH gets wrappers, so that pipelines in cases are covered.
bin=$BUILD/bin
if [ -n "${PREFIX_CMD-}" ]; then
	bin=$scratch/bin
	mkdir "$bin" || exit 1
	for program in "$BUILD"/bin/*; do
		[ -x "$program" ] || continue
		printf '#!/bin/sh\nexec %s "%s" "$@"\n' "$PREFIX_CMD" "$program" \
			>"$bin/${program##*/}"
		chmod +x "$bin/${program##*/}"
	done
fi

# Operands before the program may set more variables: clean LC_ALL=x PROGRAM.
clean() {
	env -i LC_ALL=C TZ=UTC HOME="$scratch/home" PATH="$bin:/usr/bin:/bin" \
		ASAN_OPTIONS="$ASAN_OPTIONS" UBSAN_OPTIONS="$UBSAN_OPTIONS" \
		LSAN_OPTIONS="$LSAN_OPTIONS" CCR_VALGRIND="$CCR_VALGRIND" \
		CCR_ORACLES="$oracles" "$@"
}

passed=0 failed=0 skipped=0

ok() {
	passed=$((passed + 1))
	[ "${VERBOSE-}" != 1 ] || printf 'ok: %s\n' "$1"
}

not_ok() {
	failed=$((failed + 1))
	printf 'failed: %s\n' "$1"
	[ $# -lt 2 ] || sed 's/^/	/' "$2"
}

skip() {
	skipped=$((skipped + 1))
	printf 'skipped: %s: %s\n' "$1" "$2"
}

need_oracles() {
	[ -d "$oracles/$1" ] && return
	skip "$self" "no folder '$1' of known answers"
	finish
}

# difference WHAT EXPECTED SEEN: nothing if they are the same bytes, else a
# short diff on stdout and status 1.
difference() {
	cmp -s "$2" "$3" && return
	printf '%s: expected (-) and seen (+)\n' "$1"
	diff -u "$2" "$3" | sed '1,2d' | head -n 30
	return 1
}

finish() {
	printf '%d passed, %d failed, %d skipped\n' "$passed" "$failed" "$skipped"
	[ "$failed" -eq 0 ]
	exit
}
