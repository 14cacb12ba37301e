#!/bin/sh
# Builds each fuzz-NAME.c with libFuzzer, AddressSanitizer and UBSan and runs it
# for FUZZ_SECONDS (default 60) from the seeds in corpus/NAME. What it learns
# stays in BUILD/fuzz/NAME.corpus, so that the next run goes on from there.
# Arguments are the names of those to run; without any, all. Exit status 1 when
# one of them found something; the line says in which file.

set -u
export LC_ALL=C

here=$(cd "$(dirname "$0")" && pwd -P)
cd "$here/../.." || exit 1
BUILD=${BUILD:-build}
seconds=${FUZZ_SECONDS:-60}
out=$BUILD/fuzz
mkdir -p "$out" || exit 1

compile() {
	# shellcheck disable=SC2046 # the flags are words
	${FUZZ_CC:-clang} -g -O1 -fsanitize=fuzzer,address,undefined \
		-fno-sanitize-recover=all -std=c17 -D_POSIX_C_SOURCE=200809L \
		-DCCR_VERSION='"fuzz"' -Ilib \
		$(pkg-config --cflags libcjson 2>/dev/null) -o "$out/$1" \
		"tests/fuzz/fuzz-$1.c" lib/base/*.c lib/data/*.c \
		$(pkg-config --libs libcjson 2>/dev/null || echo -lcjson) -lcsv -lm
}

[ $# -gt 0 ] || set -- tests/fuzz/fuzz-*.c
status=0
for name; do
	name=${name##*/}
	name=${name#fuzz-}
	name=${name%.c}
	if ! compile "$name"; then
		printf 'failed: fuzz %s: does not compile\n' "$name"
		status=1
		continue
	fi
	mkdir -p "$out/$name.corpus" || exit 1
	log=$out/$name.log
	if "$out/$name" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=2048 \
		-max_len=4096 -print_final_stats=1 -artifact_prefix="$out/$name-" \
		"$out/$name.corpus" "tests/fuzz/corpus/$name" >"$log" 2>&1; then
		runs=$(sed -n 's/^stat::number_of_executed_units: *//p' "$log")
		printf 'ok: fuzz %s: %s runs in %s s\n' "$name" "$runs" "$seconds"
	else
		file=$(sed -n 's/.*Test unit written to //p' "$log" | tail -n 1)
		printf 'failed: fuzz %s: input %s, log %s\n' "$name" "${file:-unknown}" "$log"
		status=1
	fi
done
exit $status
