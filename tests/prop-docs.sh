#!/bin/sh
# prop-docs.sh: the commands in README.md and the tutorial print what the page says they print.
#
# In a ``` block a line "$ command" is run (a trailing \ continues it, the next line is indented), and the lines up to the next
# command or the end of the block are its exact output.  Only blocks whose first line is a command count.
set -u
# shellcheck source=tests/lib.sh
. "$(dirname "$0")/lib.sh"

# blocks FILE: one file per command in $scratch/docs: N.cmd and N.out.
blocks() {
	rm -rf "$scratch/docs"
	mkdir "$scratch/docs"
	awk -v dir="$scratch/docs" '
		/^```/ { inside = !inside; first = inside; live = 0; more = 0; next }
		!inside { next }
		first { live = /^\$ /; first = 0 }
		!live { next }
		/^\$ / { n++; more = 1; sub(/^\$ /, ""); printf "" > (dir "/" n ".out") }
		more { print > (dir "/" n ".cmd"); more = /\\$/ || /\|$/; next }
		{ print > (dir "/" n ".out") }
	' "$1"
}

# check_page PAGE FOLDER: runs the page'"'"'s commands in that folder.
check_page() {
	blocks "$top/$1"
	n=1
	while [ -f "$scratch/docs/$n.cmd" ]; do
		# The programs under test are those on the PATH.
		sed 's|^build/bin/||' "$scratch/docs/$n.cmd" >"$scratch/cmd"
		(cd "$2" && clean sh "$scratch/cmd") >"$scratch/got" 2>"$scratch/said"
		if diff -u "$scratch/docs/$n.out" "$scratch/got" >"$scratch/diff"; then
			ok "$1: command $n"
		else
			cat "$scratch/said" >>"$scratch/diff"
			not_ok "$1: command $n" "$scratch/diff"
		fi
		n=$((n + 1))
	done
	[ "$n" -gt 1 ] || not_ok "$1: has no commands"
}

cp -RL "$top/examples" "$scratch/examples"
check_page README.md "$scratch"
check_page examples/tutorial.md "$scratch/examples"
finish
