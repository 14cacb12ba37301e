#!/bin/sh
# Properties of every program that reads rows, on made-up tables: it does not
# matter whether the rows come as CSV with other quotes and line ends, as a
# JSON array or an object a line, in one file or in two, with their columns in
# another order; for counts and estimates, nor does the order of the rows.
#
#	SEEDS=N tests/prop-rows.sh	number of tables (default: 8)

# shellcheck disable=SC1091,SC2154 # not followed without -x
. "$(dirname "$0")/lib.sh"

# Writes one table in all its forms. Only the generator below makes it random,
# so any awk gives the same bytes.
generate='
function random(n) {	# 0 ... n - 1; Park and Miller
	state = (state * 16807) % 2147483647
	return int(state / 2147483647 * n)
}
function pick(list,	part, n) {
	n = split(list, part, "|")
	return part[1 + random(n)]
}
function csv(s, more) {
	if (s ~ /[",\n]/ || (more && random(2))) {
		gsub(/"/, "\"\"", s)
		return "\"" s "\""
	}
	return s
}
function json(s,	number) {
	number = s ~ /^(0|[1-9][0-9]*)(\.[0-9]*[1-9])?$/
	if (s == "")
		return "null"
	if (number && random(2))
		return s
	gsub(/\\/, "\\\\", s)
	gsub(/"/, "\\\"", s)
	gsub(/\n/, "\\n", s)
	return "\"" s "\""
}
# Row i (0: the header) of a CSV file, its columns turned round by turn.
function row(i, more, turn,	line, c) {
	line = ""
	for (c = 0; c < n_columns; c++)
		line = line (c ? "," : "") \
			csv(cell[i, (c + turn) % n_columns + 1], more)
	return line
}
# An object; what is missing may be left out, but not of the first.
function object(i,	line, c) {
	line = "{"
	for (c = 1; c <= n_columns; c++) {
		if (i > 1 && cell[i, c] == "" && random(2))
			continue
		line = line (line == "{" ? "" : ", ") "\"" cell[0, c] "\": " \
			json(cell[i, c])
	}
	return line "}"
}
BEGIN {
	state = seed * 7919 + 17
	for (i = 0; i < 20; i++)
		random(2)
	n_columns = split("id time event list sex weight safe concern rank", name, " ")
	for (c = 1; c <= n_columns; c++)
		cell[0, c] = name[c]
	n = 2 + random(120)
	for (i = 1; i <= n; i++) {
		cell[i, 1] = sprintf("%03d", i)
		cell[i, 2] = random(4) ? random(40) : random(80) / 4
		cell[i, 3] = random(2)
		cell[i, 4] = pick("D|C|C, late|say \"x\"|7|007||two\nlines| lead|\303\234n\303\257")
		cell[i, 5] = pick("f|m|f|m|")
		cell[i, 6] = random(5) ? random(300) / 100 : 1
		cell[i, 7] = pick("Safe|Neither|Unsafe|Unsafe, \"very\"||-")
		cell[i, 8] = pick("Housing|Housing;Calls|Calls; Stalking; Calls||Stalking;")
		cell[i, 9] = random(8) ? 1 + random(9) : ""
	}
	cell[1, 6] = 1
	for (i = 0; i <= n; i++) {
		print row(i, 0, 0) >"rows.csv"
		end = i < n || random(2) ? "\r\n" : ""
		printf "%s%s", row(i, 1, 0), end >"quoted.csv"
		print row(i, 0, 4) >"columns.csv"
		if (i > 0) {
			print object(i) >"rows.jsonl"
			start = i > 1 ? ",\n" : "[\n"
			printf "%s%s", start, object(i) >"rows.json"
		}
	}
	print "]" >"rows.json"
	half = random(n + 1)
	print row(0, 0, 0) >"rest.csv"	# it may have no other
	for (i = 0; i <= n; i++) {
		file = i <= half ? "first.csv" : "rest.csv"
		print row(i, 0, 0) >file
	}
	for (i = 1; i <= n; i++)
		order[i] = i
	for (i = n; i > 1; i--) {
		k = 1 + random(i)
		c = order[i]
		order[i] = order[k]
		order[k] = c
	}
	print row(0, 0, 0) >"shuffled.csv"
	for (i = 1; i <= n; i++)
		print row(order[i], 0, 0) >"shuffled.csv"
}'

# What is run; the order of the rows is part of the answer of themes, rank and draft.
run() {
	what=$1
	shift
	case $what in
	rates) clean ccr-recidivism rates --quiet --time time --at 0,5,10.5,39 \
		-b list -b sex "$@" ;;
	curve) clean ccr-recidivism curve --quiet --time time -b list,sex "$@" ;;
	weighted) clean ccr-survey tab --quiet -w weight -q safe,list -b sex \
		--na - "$@" ;;
	scale) clean ccr-survey scale --quiet -w weight -q time,rank,event "$@" ;;
	agree) clean ccr-survey agree --quiet --level interval --coders event,rank "$@" ;;
	themes) clean ccr-survey themes --quiet -q concern --themes themes.csv --id id --keep weight --other other "$@" ;;
	multi) clean ccr-survey tab --quiet -q concern --multi ';' -b list,sex \
		"$@" ;;
	vote) clean ccr-vote rank --quiet --ranks list,sex -b safe --bootstrap 20 --na - "$@" ;;
	pairs) clean ccr-vote pairwise --quiet --ranks list,sex -b sex --na - "$@" ;;
	rank) clean ccr-prioritize rank --quiet -c criteria.json "$@" ;;
	draft) clean ccr-plan draft --quiet --item id --top 5 "$@" ;;
	esac
}

# The rows as KEY TAB VALUE ...: texts make the key, numbers are compared.
table() {
	jq -r '[to_entries[] | select(.key | IN("by", "group", "question",
			"option", "a", "b", "at", "time", "estimator", "statistic", "item")) | .value] as $key |
		[$key | tojson] + [to_entries[] | select(.key | IN("n", "n_risk",
			"n_event", "n_censor", "base", "weighted_n", "n_missing",
			"estimate", "survival", "score", "votes",
			"top_share", "prefer_a", "prefer_b")) | .value // "NA" | tostring] |
		join("\t")'
}

# same WHAT HOW FILE...: the same bytes as from rows.csv.
same() {
	what=$1
	how=$2
	shift 2
	run "$what" "$@" >out 2>err
	rc=$?
	if [ "$rc" -eq 0 ] && difference stdout "$what.out" out >why; then
		ok "rows $seed: $what: $how"
	else
		cat err >>why
		not_ok "rows, seed $seed: $what: $how: status $rc" why
	fi
}

cd "$scratch" || exit 1
seeds=${SEEDS:-8}
seed=0
while [ "$seed" -lt "$seeds" ]; do
	seed=$((seed + 1))
	rm -rf "$scratch/work"
	mkdir "$scratch/work" && cd "$scratch/work" || exit 1
	awk -v seed="$seed" "$generate" </dev/null
	cat >criteria.json <<EOT
{"ccr": "criteria/1", "item": "id", "criteria": [
 {"name": "time", "direction": "max", "weight": 2},
 {"name": "weight", "direction": "min", "weight": 1}]}
EOT
	printf 'theme,pattern\nhousing,hous\ncalls,calls|stalk\n' >themes.csv
	for what in rates curve weighted scale agree multi themes vote pairs rank draft; do
		if ! run "$what" rows.csv >"$what.out" 2>err; then
			not_ok "rows, seed $seed: $what" err
			continue
		fi
		same "$what" 'quotes and CR LF' quoted.csv
		same "$what" 'JSON array' rows.json
		same "$what" 'JSON lines' rows.jsonl
		same "$what" 'two files' first.csv rest.csv
		same "$what" 'a file and a pipe' first.csv - <rest.csv
		same "$what" 'other columns first' columns.csv
		case $what in
		rank | draft | themes) continue ;;
		esac
		run "$what" -f jsonl rows.csv | table >expected
		run "$what" -f jsonl shuffled.csv | table >seen
		if awk -v tol=1e-12 -f "$tests/oracle/close.awk" expected seen \
			>why; then
			ok "rows $seed: $what: rows shuffled"
		else
			not_ok "rows, seed $seed: $what: rows shuffled" why
		fi
	done
done
finish
