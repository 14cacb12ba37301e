#!/bin/sh
# deps.sh WHAT: sees to it that the packages a make target needs are there.
#
# WHAT is build, demo, check, valgrind, lint or fuzz; each includes what building needs.  Looks first, and where all is there does nothing:
# no package manager, no root, no network.  On Debian it installs with apt, through sudo when not root, and says so; on another
# system it prints the names of the packages and stops.
set -eu

what=${1:-build}

has_command() {
	command -v "$1" >/dev/null 2>&1
}

# Does a program with this header and library compile and link?
has_library() {
	dir=$(mktemp -d) || exit 1
	printf '%s\nint main(void) { return 0; }\n' "$1" >"$dir/t.c"
	found=0
	# shellcheck disable=SC2086  # flags are words
	${CC:-cc} ${CPPFLAGS-} ${CFLAGS-} -o "$dir/t" "$dir/t.c" $2 ${LDFLAGS-} >/dev/null 2>&1 || found=1
	rm -rf "$dir"
	return $found
}

# need PACKAGE TEST...: the package is missing where the test fails.
missing=
need() {
	package=$1
	shift
	"$@" || missing="$missing $package"
}

compiler=${CC:-cc}
need gcc has_command "${compiler%% *}"
need libc6-dev has_library '#include <stdio.h>' ''
need pkg-config has_command pkg-config
need libcsv-dev has_library '#include <csv.h>' -lcsv
flags=$(pkg-config --cflags --libs libcjson gsl libpcre2-8 2>/dev/null) || flags='-lcjson -lgsl -lgslcblas -lpcre2-8'
need libcjson-dev has_library '#include <cjson/cJSON.h>' "$flags"
need libgsl-dev has_library '#include <gsl/gsl_cdf.h>' "$flags -lm"
need libpcre2-dev has_library '#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>' "$flags -lm"
need libglpk-dev has_library '#include <glpk.h>' -lglpk

case $what in
build) ;;
demo)
	need sqlite3 has_command sqlite3
	need jq has_command jq
	;;
check | valgrind)
	need libcmocka-dev has_library '#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>' -lcmocka
	need mandoc has_command mandoc
	need jq has_command jq
	! has_command localedef || need locales test -f /usr/share/i18n/locales/de_DE
	need python3-jsonschema sh -c "python3 -c 'import jsonschema' 2>/dev/null"
	# What reads the calendars of ccr-plan; its tests are skipped where they are not there.
	if has_command apt-get; then
		need libical-dev has_library '#include <libical/ical.h>' -lical
		need python3-icalendar sh -c "/usr/bin/python3 -c 'import icalendar' 2>/dev/null"
		for tool in khal calcurse todoman; do
			need $tool has_command $tool
		done
	fi
	if [ "$what" = valgrind ]; then need valgrind has_command valgrind; fi
	;;
lint)
	for tool in mandoc shellcheck cppcheck clang-tidy clang-format; do
		need $tool has_command $tool
	done
	;;
fuzz)
	need clang has_command clang
	need libclang-rt-14-dev sh -c 'ls /usr/lib/llvm-*/lib/clang/*/lib/linux/libclang_rt.fuzzer-*.a' >/dev/null 2>&1
	;;
esac

[ -n "$missing" ] || exit 0

if ! has_command apt-get; then
	cat >&2 <<EOT
ccr needs packages that are not here. Their names:
  Debian:   gcc libc6-dev make pkg-config libcsv-dev libcjson-dev libgsl-dev libpcre2-dev libglpk-dev sqlite3,
            for the tests libcmocka-dev mandoc jq locales python3-jsonschema (missing:$missing)
  Fedora:   gcc make pkgconf libcsv-devel cjson-devel gsl-devel pcre2-devel glpk-devel sqlite libcmocka-devel mandoc jq python3-jsonschema
  Alpine:   gcc musl-dev make pkgconf libcsv-dev cjson-dev gsl-dev pcre2-dev glpk-dev sqlite cmocka-dev mandoc jq py3-jsonschema
  Homebrew: pkg-config libcsv cjson gsl pcre2 glpk sqlite cmocka mandoc jq
EOT
	exit 1
fi
sudo=
if [ "$(id -u)" -ne 0 ]; then
	if ! has_command sudo; then
		echo "ccr needs these Debian packages, and neither root nor sudo is here:$missing" >&2
		exit 1
	fi
	sudo=sudo
fi
echo "deps: installing with apt:$missing" >&2
$sudo apt-get update -q >&2
# shellcheck disable=SC2086  # the list is words
$sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends $missing >&2
