#!/bin/sh
# One contract over every program: command line, exit status, streams, input
# formats, -o, the ledger, and no cell's value in a message. See ccr(7).
#
# tests/contract/PROGRAM is a fragment of sh that says how to run a program:
#
#	args		verb and options of a good run
#	input		its input: simple CSV, no quotes, two rows or more; a
#			path in examples/, or contract/FILE in tests/contract/
#	numeric		a column that must be numeric ...
#	numeric_args	... under these arguments (default: args)
#	doc		the document that args name, if any
#	good=1		the good run exits 1: the program checks something
#	rows=no		it writes a document, not rows: no -f, no header
#	verb=no		it has no verbs
#	last		the last column of its rows (default: note)
#	carries=yes	its rows begin with the columns of the input
#
#	tests/contract.sh [PROGRAM]...

# shellcheck disable=SC1091,SC2154 # not followed without -x
# shellcheck disable=SC2086 # args are several words
# shellcheck disable=SC2012,SC2317 # our own file names; called by check
. "$(dirname "$0")/lib.sh"

out=$scratch/out
err=$scratch/err
why=$scratch/why
secret=SECRETVALUE
locale_dir=$scratch/locale
version=$(sed 1q "$top/VERSION" 2>/dev/null)

# try ARG...: run the program, to $to, $err and $rc; stdin is the caller's.
to=$out
try() {
	clean "$program" "$@" >"$to" 2>"$err"
	rc=$?
}

# The last run, for a failure's report.
seen() {
	[ $# -eq 0 ] || printf '%s\n' "$1"
	printf 'exit status %d\n' "$rc"
	head -n 5 "$out" | cut -c 1-200 | sed 's/^/stdout: /'
	head -n 5 "$err" | cut -c 1-300 | sed 's/^/stderr: /'
}

# check NAME TEST...: count one check by the command TEST.
check() {
	check_name="$program: $1"
	shift
	if "$@" >/dev/null; then
		ok "$check_name"
	else
		seen "not so: $*" | cut -c 1-400 >"$why"
		not_ok "$check_name" "$why"
	fi
}

# fails STATUS NAME [TEXT]...: the last run ended with STATUS, wrote nothing,
# and said why in one line that has every TEXT and no cell of the input.
fails() {
	expected=$1 check_name="$program: $2"
	shift 2
	: >"$why"
	{
		[ "$rc" -eq "$expected" ] || echo "exit status is not $expected"
		[ ! -s "$out" ] || echo 'stdout is not empty'
		[ "$(wc -l <"$err")" -eq 1 ] || echo 'stderr is not one line'
		grep -q "^$program: ." "$err" ||
			echo "stderr does not begin with '$program: '"
		! grep -q "$secret" "$err" || echo 'stderr has the cell'
		for text in "$@"; do
			grep -Fq -e "$text" "$err" || echo "stderr lacks '$text'"
		done
	} >"$why"
	if [ -s "$why" ]; then
		seen >>"$why"
		not_ok "$check_name" "$why"
	else
		ok "$check_name"
	fi
}

# works NAME [FILE]: the last run was good, wrote what FILE holds (default: as
# the first run did), and every line on stderr is the program's.
works() {
	check_name="$program: $1"
	{
		[ "$rc" -eq "$good" ] || echo "exit status is not $good"
		difference stdout "${2-$scratch/good}" "$out"
		[ "$(grep -vc "^$program: " "$err")" -eq 0 ] ||
			echo "stderr has a line without '$program: '"
	} >"$why"
	if [ -s "$why" ]; then
		seen >>"$why"
		not_ok "$check_name" "$why"
	else
		ok "$check_name"
	fi
}

quiet() { [ ! -s "$err" ]; }
status() { [ "$rc" -eq "$1" ]; }
spoke() { [ -s "$out" ]; }
mode() { [ "$(ls -l "$2" | cut -c 1-10)" = "$1" ]; }
same() { cmp -s "$1" "$2"; }
lists() { [ "$(ls -A "$1" | tr '\n' ' ')" = "$2" ]; }

command_line() {
	try --no-such-option </dev/null
	fails 2 'unknown option'
	try $args --no-such-option in.csv </dev/null
	fails 2 'unknown option after the verb'
	try $args -% in.csv </dev/null
	fails 2 'unknown short option'
	if [ "$verb" != no ]; then
		try no-such-verb in.csv </dev/null
		fails 2 'unknown verb'
	fi

	try --help </dev/null
	check '--help: status 0' status 0
	check '--help: on stdout' spoke
	check '--help: quiet' quiet
	cp "$out" "$scratch/help"
	try -h </dev/null
	check '-h: status 0' status 0
	check '-h: as --help' same "$scratch/help" "$out"
	for option in -V --version; do
		try "$option" </dev/null
		check "$option: status 0" status 0
		check "$option: first line" \
			expr "$(sed 1q "$out")" : "$program ${version:-[0-9]}"
		check "$option: quiet" quiet
	done
	to=/dev/full
	for option in -h -V; do
		: >"$out"
		try "$option" </dev/null
		fails 4 "$option, full disk"
	done
	to=$out
}

system() {
	try $args no-such-file.csv </dev/null
	fails 4 'missing file' no-such-file.csv
	mkdir -p folder
	try $args folder </dev/null
	fails 4 'directory as input' folder
	try $args <folder
	fails 4 'directory as stdin'
	try $args <&-
	fails 4 'stdin closed'
	try $args </dev/null
	fails 3 'empty input'

	# --quiet silences the ledger, never an error.
	to=/dev/full
	: >"$out"
	try $args --quiet in.csv </dev/null
	fails 4 'full disk'
	to=$out
	clean "$program" $args --quiet in.csv >&- 2>"$err" </dev/null
	rc=$?
	fails 4 'stdout closed'

	[ -n "$doc" ] || return
	cp "$doc" doc.kept
	rm "$doc"
	try $args in.csv </dev/null
	fails 4 'missing document' "$doc"
	printf '{"ccr":\n' >"$doc"
	try $args in.csv </dev/null
	fails 3 'broken document' "$doc:"
	sed 's/{ *"ccr"/{"no_such_key": 1, "ccr"/' doc.kept >"$doc"
	try $args in.csv </dev/null
	fails 3 'unknown key in a document' "$doc:" no_such_key
	mv doc.kept "$doc"
}

# The sample as JSON, every cell a string: as an array, or a line each.
to_json() {
	awk -F, -v lines="$1" '
		NR == 1 { for (i = 1; i <= NF; i++) name[i] = $i; next }
		{
			row = ""
			for (i = 1; i <= NF; i++)
				row = row (i > 1 ? "," : "") "\"" name[i] "\":" \
					($i == "" ? "null" : "\"" $i "\"")
			if (!lines)
				printf "%s", NR == 2 ? "[" : ",\n"
			printf "{%s}%s", row, lines ? "\n" : ""
		}
		END { if (!lines) print "]" }' in.csv
}

# The sample with the numeric column first or last.
move_column() {
	awk -F, -v column="$numeric" -v where="$1" '
		NR == 1 { for (i = 1; i <= NF; i++) if ($i == column) at = i }
		{
			rest = ""
			for (i = 1; i <= NF; i++)
				if (i != at)
					rest = rest "," $i
			print where == "first" ? $at rest : \
				substr(rest, 2) "," $at
		}' in.csv
}

good_input() {
	try $args in.csv </dev/null
	works 'same bytes twice'
	try $args -- in.csv </dev/null
	works '-- ends the options'
	try $args - <in.csv
	works '- is stdin'
	try $args <in.csv
	works 'no FILE is stdin'
	try $args --quiet in.csv </dev/null
	works '--quiet: same stdout'
	check '--quiet: quiet' quiet

	# A column that is read must be where a BOM or a CR would spoil it.
	cp in.csv plain.csv
	[ "$carries" = no ] || move_column first >plain.csv
	try $numeric_args plain.csv </dev/null
	cp "$out" "$scratch/good2"
	{ printf '\357\273\277'; move_column first; } >bom.csv
	try $numeric_args bom.csv </dev/null
	works 'BOM' "$scratch/good2"
	if [ "$carries" = yes ]; then
		move_column last >plain.csv
		try $numeric_args plain.csv </dev/null
		cp "$out" "$scratch/good2"
	fi
	move_column last | awk '{ printf "%s\r\n", $0 }' >crlf.csv
	try $numeric_args crlf.csv </dev/null
	works 'CRLF' "$scratch/good2"
	tr '\n' '\r' <in.csv >cr.csv
	try $args cr.csv </dev/null
	works 'CR line ends'
	{ cat in.csv; printf '\n\n'; } >blank.csv
	try $args blank.csv </dev/null
	works 'blank lines at the end'
	awk '{ printf "%s%s", nl, $0; nl = "\n" }' in.csv >no-nl.csv
	try $args no-nl.csv </dev/null
	works 'no newline at the end'
	to_json 0 >array.json
	try $args array.json </dev/null
	works 'JSON array'
	to_json 1 >lines.json
	try $args lines.json </dev/null
	works 'JSON lines'

	if [ -d "$locale_dir" ]; then
		clean LC_ALL=de_DE.UTF-8 LOCPATH="$locale_dir" \
			"$program" $args in.csv >"$out" 2>"$err" </dev/null
		rc=$?
		works 'decimal-comma locale'
	else
		skip "$program: decimal-comma locale" 'cannot build de_DE.UTF-8'
	fi
}

# Line 3 of the sample, changed by a sed script, must be refused.
bad_row() {
	name=$1
	sed "3$2" in.csv | tr '\001\002' '\000\377' >bad.csv
	shift 2
	try $args bad.csv </dev/null
	fails 3 "$name" "$@"
}

bad_input() {
	one=$(printf '\001')
	two=$(printf '\002')
	bad_row 'ragged row' "s/\$/,$secret/" bad.csv:3:
	bad_row 'short row' "s/.*/$secret/" bad.csv:3:
	bad_row 'unterminated quote' "s/^/\"$secret/" bad.csv:
	bad_row 'NUL byte' "s/\$/$secret$one/" bad.csv:3:
	bad_row 'invalid UTF-8' "s/\$/$secret$two/" bad.csv:3:
	if command -v iconv >/dev/null; then
		for encoding in UTF-16 UTF-16LE UTF-16BE; do
			iconv -f UTF-8 -t "$encoding" in.csv >bad.csv
			try $args bad.csv </dev/null
			fails 3 "$encoding"
		done
	else
		skip "$program: UTF-16" 'no iconv'
	fi

	awk -F, -v column="$numeric" -v text="$secret" '
		BEGIN { OFS = FS }
		NR == 1 { for (i = 1; i <= NF; i++) if ($i == column) at = i }
		NR == 3 && at { $at = text }
		{ print }' in.csv >bad.csv
	try $numeric_args bad.csv </dev/null
	fails 3 'text for a number' bad.csv:3: "column '$numeric'"
	try $numeric_args --show-values bad.csv </dev/null
	check '--show-values: status 3' status 3
	check '--show-values: shows the cell' grep -q "$secret" "$err"
}

rows() {
	header=$(sed 1q "$scratch/good")
	check "last column is $last" expr "$header" : ".*,$last\$"
	sed 1q in.csv >header.csv
	echo "$header" >"$scratch/header"
	try $args header.csv </dev/null
	check 'header only: status 0' status 0
	check 'header only: the same header' same "$scratch/header" "$out"

	for format in csv json jsonl table md; do
		try $args -f "$format" in.csv </dev/null
		check "-f $format: status" status "$good"
		check "-f $format: writes" spoke
		case $format in
		csv)
			works '-f csv: as without' ;;
		json)
			if command -v jq >/dev/null; then
				check '-f json: an array of objects' jq -es \
					'length == 1 and (.[0] | type == "array"
					and all(type == "object"))' "$out"
			elif command -v python3 >/dev/null; then
				check '-f json: valid' python3 -m json.tool "$out"
			else
				skip "$program: -f json: valid" 'no jq or python3'
			fi ;;
		jsonl)
			if command -v jq >/dev/null; then
				check '-f jsonl: one object a line' jq -eRs \
					'rtrimstr("\n") | split("\n") |
					all(fromjson | type == "object")' "$out"
			else
				skip "$program: -f jsonl: valid" 'no jq'
			fi ;;
		esac
	done
	try $args -f no-such-format in.csv </dev/null
	fails 2 'unknown format'
}

output_file() {
	rm -rf o
	mkdir o
	try $args -o o/new in.csv </dev/null
	check '-o: status' status "$good"
	check '-o: stdout empty' test ! -s "$out"
	check '-o: same bytes as stdout' same "$scratch/good" o/new
	check '-o: mode 0600' mode -rw------- o/new
	check '-o: leaves nothing else' lists o 'new '

	echo before >o/old
	cp o/old old
	chmod 640 o/old
	try $numeric_args -o o/old bad.csv </dev/null
	fails 3 '-o, bad input'
	check '-o, bad input: old file unchanged' same old o/old
	try $numeric_args -o o/none bad.csv </dev/null
	fails 3 '-o, bad input, no old file'
	check '-o, bad input: no file' lists o 'new old '

	ln -s old o/link
	try $args -o o/link in.csv </dev/null
	check '-o: follows a link' same "$scratch/good" o/old
	check '-o: the link stays' test -L o/link
	check '-o: an old file keeps its mode' mode -rw-r----- o/old

	try $args -o no-such-folder/new in.csv </dev/null
	fails 4 '-o into a missing folder' no-such-folder/new
	try $args -o /dev/full --quiet in.csv </dev/null
	fails 4 '-o, full disk'

	cp in.csv kept.csv
	try $args -o in.csv in.csv </dev/null
	fails 2 '-o onto the input'
	check '-o onto the input: unchanged' same kept.csv in.csv
	try $args -o ./in.csv in.csv </dev/null
	fails 2 '-o onto the input by another name'
	check '-o by another name: unchanged' same kept.csv in.csv
	# shellcheck disable=SC2094 # the fault that must be refused
	try $args -o in.csv <in.csv
	fails 2 '-o onto stdin'
	check '-o onto stdin: unchanged' same kept.csv in.csv
	cp kept.csv in.csv
}

# Per input read = used + excluded, and the sample was read.
ledger() {
	rm -f ledger.csv
	try $args --ledger=ledger.csv in.csv </dev/null
	works '--ledger: same stdout'
	check '--ledger: header' \
		test "$(sed 1q ledger.csv)" = program,input,item,reason,n
	check '--ledger: mode 0600' mode -rw------- ledger.csv
	# shellcheck disable=SC2016 # dollars for awk
	check '--ledger: read = used + excluded' awk -F, -v program="$program" \
		-v rows="$n_rows" '
		NR == 1 { next }
		$1 != program { bad = 1 }
		$3 == "read" { sum[$2] += $NF; read[$2] += $NF }
		$3 == "used" || $3 == "excluded" { sum[$2] -= $NF }
		END {
			for (i in sum)
				if (sum[i] != 0)
					bad = 1
			exit bad || read["in.csv"] != rows
		}' ledger.csv
}

one() {
	program=$1
	args='' input='' numeric='' numeric_args='' doc='' good=0 rows=yes verb=yes
	last=note carries=no
	# shellcheck source=/dev/null
	. "$tests/contract/$program"
	numeric_args=${numeric_args:-$args}

	# Relative names, so that no message depends on where the tests run.
	rm -rf "$scratch/work"
	mkdir "$scratch/work" && cd "$scratch/work" || exit 1
	cp -R "$tests/contract" contract
	case $input in
	contract/*) cp "$tests/$input" in.csv ;;
	*) cp "$top/examples/$input" in.csv ;;
	esac 2>/dev/null
	if [ ! -s in.csv ]; then
		not_ok "$program: no input 'examples/$input'"
		return
	fi
	n_rows=$(($(wc -l <in.csv) - 1))

	try $args in.csv </dev/null
	cp "$out" "$scratch/good"
	works 'good run'
	check 'good run: writes' spoke
	command_line
	system
	good_input
	bad_input
	output_file
	ledger
	[ "$rows" = no ] || rows
}

# A locale with a decimal comma: nothing may change under it.
if command -v localedef >/dev/null; then
	mkdir "$locale_dir"
	localedef -i de_DE -f UTF-8 "$locale_dir/de_DE.UTF-8" >/dev/null 2>&1
	[ "$(LOCPATH=$locale_dir LC_ALL=de_DE.UTF-8 \
		locale decimal_point 2>/dev/null)" = , ] || rm -rf "$locale_dir"
fi

if [ $# -eq 0 ]; then
	for file in "$BUILD"/bin/*; do
		[ -x "$file" ] && set -- "$@" "${file##*/}"
	done
	[ $# -gt 0 ] || not_ok "contract: no programs in '$BUILD/bin'"
	for file in "$tests"/contract/ccr-*; do
		[ -x "$BUILD/bin/${file##*/}" ] ||
			skip "contract: ${file##*/}" 'not built'
	done
fi
for program in "$@"; do
	if [ ! -x "$BUILD/bin/$program" ]; then
		not_ok "contract: no program '$program'"
	elif [ ! -e "$tests/contract/$program" ]; then
		not_ok "contract: no fragment 'tests/contract/$program'"
	else
		one "$program"
	fi
done
finish
