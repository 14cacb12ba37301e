#!/bin/sh
# Golden cases. Each directory tests/cases/PROGRAM/NAME holds
#
#	cmd	what to run, by sh, in a fresh copy of the directory (symbolic
#		links followed, so that cases may share the examples' data)
#	out	expected stdout		(absent: nothing)
#	err	expected stderr		(absent: nothing)
#	status	expected exit status	(absent: 0)
#	files/	expected contents of files that cmd makes (optional)
#
# and whatever input cmd needs. Everything is compared byte for byte. A status
# of 126 or more is a crash, whatever the status file says.
#
#	tests/cases.sh [PROGRAM | PROGRAM/NAME]...
#	REDO=1 tests/cases.sh ...	write what is seen as what is expected

# shellcheck disable=SC1091,SC2154 # not followed without -x
. "$(dirname "$0")/lib.sh"

work=''
n=0
out=$scratch/out
err=$scratch/err
why=$scratch/why
: >"$scratch/empty"
mkdir "$scratch/work"

# What the sanitizers and valgrind print.
report='(Address|Leak|Memory|Thread)Sanitizer|: runtime error: |^==[0-9]+=='

# golden NAME SEEN: compare with, or under REDO replace, the file NAME.
golden() {
	if [ "${REDO-}" = 1 ]; then
		rm -f "$dir/$1"
		[ ! -s "$2" ] || cp "$2" "$dir/$1"
	elif [ -e "$dir/$1" ]; then
		difference "$1" "$dir/$1" "$2"
	elif [ -s "$2" ]; then
		difference "$1" "$scratch/empty" "$2"
	fi
}

made_files() {
	(cd "$dir/files" && find . -type f) | sort >"$scratch/list"
	good=0
	while IFS= read -r file; do
		if [ ! -e "$work/$file" ]; then
			printf 'files/%s: not made\n' "${file#./}"
			good=1
		elif [ "${REDO-}" = 1 ]; then
			cp "$work/$file" "$dir/files/$file"
		else
			difference "files/${file#./}" "$dir/files/$file" \
				"$work/$file" || good=1
		fi
	done <"$scratch/list"
	return "$good"
}

run_case() {
	cp -RL "$dir" "$work" || return
	# The answers must not lie where the programs could find them.
	rm -rf "$work/out" "$work/err" "$work/status" "$work/files"

	(cd "$work" && clean sh ./cmd) >"$out" 2>"$err" </dev/null
	rc=$?
	# In a pipe the status of a crash is lost, the report is not.
	if [ "$rc" -ge 126 ] || { [ -s "$err" ] && grep -Eq "$report" "$err"; }
	then
		printf 'crashed, status %d\n' "$rc"
		head -n 30 "$err"
		return 1
	fi
	result=0
	expected=0
	[ ! -e "$dir/status" ] || read -r expected <"$dir/status"
	if [ "${REDO-}" = 1 ]; then
		rm -f "$dir/status"
		[ "$rc" -eq 0 ] || echo "$rc" >"$dir/status"
	elif [ "$rc" != "$expected" ]; then
		printf 'exit status %s, expected %s\n' "$rc" "$expected"
		result=1
	fi
	golden out "$out" || result=1
	golden err "$err" || result=1
	[ ! -d "$dir/files" ] || made_files || result=1
	return "$result"
}

one() {
	dir=$1
	name=${dir#"$tests/cases/"}
	n=$((n + 1))
	work=$scratch/work/$n	# a new name is quicker than removing the old
	if run_case >"$why" 2>&1; then
		ok "$name"
	else
		not_ok "$name" "$why"
	fi
}

[ $# -gt 0 ] || set -- '*'
for wanted in "$@"; do
	wanted=${wanted#tests/cases/}
	wanted=${wanted%/}
	case $wanted in
	*/*) ;;
	*) wanted="$wanted/*" ;;
	esac
	found=no
	# shellcheck disable=SC2231 # the pattern is meant
	for dir in "$tests"/cases/$wanted; do
		[ -d "$dir" ] || continue
		found=yes
		if [ -e "$dir/cmd" ]; then
			one "$dir"
		else
			not_ok "${dir#"$tests/cases/"}: no file 'cmd'"
		fi
	done
	[ "$found" = yes ] || not_ok "cases: no case '$wanted'"
done
finish
