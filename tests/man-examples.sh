#!/bin/sh
# Runs the examples of the manual pages, so that none of them can be wrong.
# In section EXAMPLES every literal display (.Bd -literal to .Ed) is read:
#
#	$ COMMAND	a trailing \ continues it on the next line, which
#			begins with "> " or blanks
#	# exit N	the line after a command: its exit status (else 0)
#	other lines	its exact stdout; none: not compared; a line of only
#			"..." (written \&...) stands for any number of lines
#
# The commands of one page run in order in one copy of examples/.
#
#	tests/man-examples.sh [PAGE]...		(default: all of man/)

# shellcheck disable=SC1091,SC2154 # not followed without -x
# shellcheck disable=SC2016 # the awk programs have dollars of their own
. "$(dirname "$0")/lib.sh"

# Splits a page into steps N.cmd, N.out, N.status and N.line in directory
# "to". Prints the number of steps.
split='
# What mandoc would show for one line of mdoc source.
function plain(s,	at, c, text) {
	text = ""
	while ((at = index(s, "\\")) > 0) {
		text = text substr(s, 1, at - 1)
		c = substr(s, at + 1, 1)
		if (c == "(") {
			c = substr(s, at + 2, 2)
			text = text (c in glyph ? glyph[c] : "\\(" c)
			s = substr(s, at + 4)
			continue
		}
		text = text (c in escape ? escape[c] : "\\" c)
		s = substr(s, at + 2)
	}
	return text s
}
BEGIN {
	escape["e"] = "\\"; escape["\\"] = "\\"; escape["-"] = "-"
	escape["&"] = ""
	glyph["dq"] = "\""; glyph["aq"] = "\047"; glyph["ga"] = "`"
	glyph["ti"] = "~"; glyph["ha"] = "^"; glyph["rs"] = "\\"
}
/^\.Sh / { examples = $2 == "EXAMPLES"; display = 0; next }
examples && /^\.Bd .*-literal/ { display = 1; state = ""; next }
/^\.Ed/ { display = 0; next }
!display || /^\.\\"/ { next }
{
	line = plain($0)
	if (state == "more") {
		sub(/^> /, "", line)
		print line >(to "/" n ".cmd")
	} else if (substr(line, 1, 2) == "$ ") {
		n++
		print NR >(to "/" n ".line")
		line = substr(line, 3)
		print line >(to "/" n ".cmd")
	} else if (state == "command" && line ~ /^# exit [0-9]+$/) {
		print substr(line, 8) >(to "/" n ".status")
		state = "output"
		next
	} else {
		if (state != "")
			print line >(to "/" n ".out")
		next
	}
	state = line ~ /\\$/ ? "more" : "command"
}
END { print n + 0 }
'

# Does the second file match the first, where "..." is any number of lines?
match='
function same(i, j) {
	while (i <= n) {
		if (want[i] == "...") {
			for (; j <= m + 1; j++)
				if (same(i + 1, j))
					return 1
			return 0
		}
		if (j > m || want[i] "" != seen[j] "")
			return 0
		i++
		j++
	}
	return j == m + 1
}
FILENAME == ARGV[1] { want[++n] = $0; next }
{ seen[++m] = $0 }
END { exit !same(1, 1) }
'

run_step() {
	expected=0
	[ ! -e "$step.status" ] || expected=$(cat "$step.status")
	(cd "$work" && clean sh "$step.cmd") >"$scratch/out" 2>"$scratch/err" \
		</dev/null
	rc=$?
	if [ "$rc" -eq "$expected" ] && [ "$rc" -lt 126 ]; then
		[ -e "$step.out" ] || return 0
		awk "$match" "$step.out" "$scratch/out" && return
		difference stdout "$step.out" "$scratch/out"
		return
	fi
	printf 'exit status %d, expected %d\n' "$rc" "$expected"
	cat "$scratch/err"
	return 1
}

examples=$top/examples
[ $# -gt 0 ] || set -- "$top"/man/*.[157]
for page in "$@"; do
	if [ ! -f "$page" ]; then
		not_ok "man-examples: no page '${page#"$top/"}'"
		continue
	fi
	steps=$scratch/steps
	work=$scratch/work
	rm -rf "$steps" "$work"
	mkdir "$steps"
	if [ -d "$examples" ]; then
		cp -RL "$examples" "$work"
	else
		mkdir "$work"
	fi
	count=$(awk -v to="$steps" "$split" "$page")
	i=0
	while [ "$i" -lt "$count" ]; do
		i=$((i + 1))
		step=$steps/$i
		name=${page##*/}:$(cat "$step.line")
		if run_step >"$scratch/why"; then
			ok "$name"
		else
			{ sed 's/^/$ /' "$step.cmd"; cat "$scratch/why"; } \
				>"$scratch/report"
			not_ok "$name" "$scratch/report"
		fi
	done
done
finish
