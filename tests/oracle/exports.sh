#!/bin/sh
# 'ccr-survey tab' reads real exports as they came: two of SurveyMonkey, the
# same answers with LF and with CR line ends, and two of Qualtrics. The counts
# are compared with those that Python's csv module gives.

# shellcheck disable=SC1091,SC2154 # not followed without -x
. "$(dirname "$0")/../lib.sh"
. "$tests/oracle/family.sh"

need_oracles survey/exports
folder=$oracles/survey/exports
expected=$scratch/expected
seen=$scratch/seen

same() {	# NAME: are the two tables the same bytes?
	if difference "$1" "$expected" "$seen" >"$scratch/why"; then
		ok "$self: $1"
	else
		not_ok "$self: $1" "$scratch/why"
	fi
}

# ---- SurveyMonkey ----

for ends in 2row CRonly; do
	clean ccr-survey tab --encoding windows-1252 --ledger "$scratch/ledger-$ends" \
		-o "$scratch/$ends" "$folder/surveymonkey_starwars_$ends.csv" \
		2>"$scratch/err-$ends" || not_ok "$self: $ends" "$scratch/err-$ends"
done
cp "$scratch/2row" "$expected"
cp "$scratch/CRonly" "$seen"
same 'surveymonkey: CR as LF'

printf '%s,,1186\n' read used >"$expected"
sed '1d; s/^[^,]*,[^,]*,//' "$scratch/ledger-2row" >"$seen"
same 'surveymonkey: answers'

# Every answer of every question, counted from the file by place; the names by
# the rule of the page.
if command -v python3 >/dev/null; then
	python3 - "$folder/surveymonkey_starwars_2row.csv" >"$expected" <<'EOF'
import collections
import csv
import sys

rows = list(csv.reader(open(sys.argv[1], encoding="cp1252", newline="")))
grids, question = {}, ""
for i in range(1, len(rows[0])):
    question = rows[0][i] or question
    grids.setdefault(question.strip(), []).append(i)
for question, columns in grids.items():
    labels = [rows[1][i] for i in columns]
    # A column for each option holds the option or nothing.
    options = len(columns) > 1 and all(
        row[i] in ("", label) for i, label in zip(columns, labels) for row in rows[2:])
    base = sum(any(row[i] for i in columns) for row in rows[2:])
    for i, label in zip(columns, labels):
        cells = [row[i] for row in rows[2:] if row[i]]
        if options:
            print(question + "|" + label, base, len(cells), sep="\t")
        elif len(set(cells)) <= 20:
            name = question if label == "Response" else f"{question} [{label}]"
            for answer, n in collections.Counter(cells).items():
                print(name + "|" + answer, len(cells), n, sep="\t")
EOF
	clean ccr-survey tab --quiet -f jsonl --encoding windows-1252 \
		"$folder/surveymonkey_starwars_2row.csv" |
		jq -r '[.question + "|" + .option, .base, .n] | map(tostring) | join("\t")' \
			>"$seen"
	family 'surveymonkey: counts' "$expected" "$seen" 0 'base n'
else
	skip "$self: surveymonkey: counts" 'no python3'
fi

# ---- Qualtrics ----

cat >"$expected" <<'EOF'
Q1,2,1,1
Q2,Hello World!,1,1
EOF
for form in 3row legacy; do
	clean ccr-survey tab --quiet "$folder/qualtrics_${form}_sample.csv" |
		sed 1d | cut -d, -f1,3,6,7 >"$seen"
	same "qualtrics: $form"
done

finish
