# Are two tables of numbers the same? Lines are KEY TAB VALUE TAB VALUE ...;
# a value is a number, NA or a word. The order of the lines does not matter.
#
#	awk -v tol=1e-9 -v fields='n se' -f close.awk EXPECTED SEEN
#
# Numbers may differ by tol times the expected one, or by tol where that is 0.
# Prints what differs, at most 10 lines, then "N compared, M failed" as the
# last line. A line that only one table has counts as one failure.

function show(key, i, want, got,	name) {
	if (++bad > 10)
		return
	name = i <= n_names ? names[i] : "value " i
	printf "%s: %s: expected %s, seen %s\n", key, name, want, got
}
function numeric(s) {
	return s ~ /^[-+]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][-+]?[0-9]+)?$/
}
function same(want, got,	d, scale) {
	if (want == got "")
		return 1
	if (!numeric(want) || !numeric(got))
		return 0
	d = want - got
	d = d < 0 ? -d : d
	scale = want < 0 ? -want : want + 0
	return d <= tol * (scale > 0 ? scale : 1)
}
BEGIN {
	FS = "\t"
	n_names = split(fields, names, " ")
	expected = ARGV[1]
}
FILENAME == expected {
	if ($1 in line)
		show($1, 1, "one line", "two in the expected table")
	line[$1] = $0
	next
}
{
	if (!($1 in line)) {
		show($1, 1, "no such line", $2)
		next
	}
	n = split(line[$1], want, "\t")
	seen[$1]++
	for (i = 2; i <= n || i <= NF; i++) {
		compared++
		if (!same(want[i], $i))
			show($1, i - 1, want[i], $i)
	}
}
END {
	for (key in line)
		if (seen[key] != 1)
			show(key, 1, "one line", seen[key] + 0)
	if (compared + 0 == 0 && bad + 0 == 0)
		show("all", 1, "something to compare", "nothing")
	printf "%d compared, %d failed\n", compared, bad
	exit bad > 0
}
