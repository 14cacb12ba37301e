#!/bin/sh
# 'ccr-plan check', rule by rule: a plan in which every rule holds, and one
# defect at a time (tests/rules/defects): what fires is that rule and nothing
# else, and what could be judged before may at most no longer be. Long prose
# changes no verdict. Every rule of the code has a defect here and stands in
# the manual.

# shellcheck disable=SC1091,SC2154,SC2016 # not followed without -x; $ of jq
. "$(dirname "$0")/lib.sh"

cp "$tests"/rules/* "$scratch" || exit 1
cd "$scratch" || exit 1

# verdicts FILE OPTION...: GOAL STEP RULE VERDICT of all rows, sorted; the exit
# status in $rc.
verdicts() {
	file=$1
	shift
	clean ccr-plan check -f jsonl --quiet "$@" "$file" >rows 2>why
	rc=$?
	jq -r '[.goal, .step, .rule, .verdict] | map(. // "-") | join(" ")' rows | sort
}
fired() {	# of verdicts: RULE:VERDICT,...
	awk '$4 == "fail" || $4 == "warn" { print $3 ":" $4 }' "$1" | sort -u | paste -sd, -
}
check() {	# NAME EXPECTED SEEN
	if [ "$2" = "$3" ]; then
		ok "plan rules: $1"
	else
		printf 'expected %s, seen %s\n' "$2" "$3" >why
		not_ok "plan rules: $1" why
	fi
}

# What nobody computes yet.
awk '!/^#/ { print $2 }' FS='\t' defects | sort -u >sets
n=0
while IFS= read -r options; do
	n=$((n + 1))
	[ "$options" != - ] || options=
	# shellcheck disable=SC2086 # several words
	verdicts plan.json $options >"sound.$n"
	printf '%s\t%s\n' "${options:--}" "sound.$n" >>known
	case $options in *'--top 3'*) continue ;; esac	# one defect is an option
	check "a sound plan (${options:-no option}), status" 0 "$rc"
	check "a sound plan (${options:-no option})" '' "$(fired "sound.$n")"
done <sets

# A plan that says all there is to say leaves nothing for people to judge.
verdicts plan.json --lint --as-of 2027-01-04 --ranking ranking.csv --top 2 >whole
: >expected
sed -n 's/ cannot_judge$//p' whole >seen
if difference stdout expected seen >why; then
	ok 'plan rules: all that can be judged is'
else
	not_ok 'plan rules: what is not judged' why
fi

grep -v '^#' defects >list
while IFS="$(printf '\t')" read -r expected options edit; do
	jq "$edit" plan.json >seeded.json || not_ok "plan rules: $edit"
	sound=$(awk -v o="$options" '$1 == o { print $2; exit }' FS='\t' known)
	[ "$options" != - ] || options=
	# shellcheck disable=SC2086 # several words
	verdicts seeded.json $options >seeded
	check "$expected: $edit" "$expected" "$(fired seeded)"
	case $expected in
	*:fail*) check "$expected, status: $edit" 1 "$rc" ;;
	*) check "$expected, status: $edit" 0 "$rc" ;;
	esac
	# Rows of the sound plan, but for what fired, are as they were, or cannot be judged any more.
	awk -v fired="$expected" '
		BEGIN {
			n = split(fired, part, /[:,]/)
			for (i = 1; i < n; i += 2)
				is_fired[part[i]] = 1
		}
		FNR == NR { seen[$1 " " $2 " " $3] = $4; next }
		{
			key = $1 " " $2 " " $3
			if (key in seen && seen[key] != $4 && seen[key] != "cannot_judge" && !($3 in is_fired))
				print key, $4, "is now", seen[key]
		}' seeded "$sound" >changed
	if [ -s changed ]; then
		not_ok "plan rules: beside $expected: $edit" changed
	else
		ok "plan rules: nothing beside $expected: $edit"
	fi
done <list

# ---- prose ----

prose='; we know and understand that the whole team and everyone, all of 100 percent of partners, will in 2027 and beyond train and equip, monitor and sustain, so that each and every committee knows'
jq --arg prose "$prose" '($prose * 200) as $p | .name += $p | .people[].name |= (. // "") + $p |
	.goals[] |= (.statement += $p | .population += $p | .measure.name += $p | .measure.source += $p |
		.measure.method += $p | .measure.every += $p | .steps[] |= (.name += $p |
			if .deliverable then .deliverable += $p else . end))' plan.json >prose.json
verdicts prose.json --lint --as-of 2027-01-04 --ranking ranking.csv --top 2 >seen
if difference stdout whole seen >why; then
	ok 'plan rules: prose changes no verdict'
else
	not_ok 'plan rules: prose changes a verdict' why
fi
jq '.goals[0].measure.baseline = null' prose.json >seeded.json
verdicts seeded.json >seeded
check 'fluent, but without a baseline' baseline:fail "$(fired seeded)"

# ---- the letters of other definitions ----

for pair in 'smart ' 'smartie E I' 'smart+c C'; do
	clean ccr-plan check -f jsonl --quiet --definition "${pair%% *}" plan.json |
		jq -r 'select(.goal == "g1" and (.criterion // "-" | test("[EIC]"))) |
			"\(.criterion) \(.verdict) \(.note)"' | sort >seen
	for letter in ${pair#* }; do
		printf '%s cannot_judge definition %s\n' "$letter" "${pair%% *}"
	done >expected
	if difference stdout expected seen >why; then
		ok "plan rules: ${pair%% *}"
	else
		not_ok "plan rules: ${pair%% *}" why
	fi
done

# ---- every rule has a defect, and is in the manual ----

{
	sed -n 's/^	*\(OWN\|GIVEN\|STEPS\|LINT_STEPS\|LINT\|COUNT\|LETTER\)("\([a-z_]*\)",.*/\2/p
		s/^	*{\.id = "\([a-z_]*\)",.*/\1/p' "$top/lib/plan/rules.c"
	cut -f1 list | tr , '\n' | sed 's/:.*//'
} | sort -u >rules
check 'rules are found' yes "$([ "$(grep -c . rules)" -gt 60 ] && echo yes)"
while IFS= read -r rule; do
	case $rule in
	inclusive | equitable | challenging) ;;
	*) check "a defect for $rule" yes "$(grep -q "\(^\|,\)$rule:" list && echo yes)" ;;
	esac
	check "$rule in the manual" yes "$(grep -q "^\.\(It Va\|Pq Ql\|Ql\) .*\<$rule\>" "$top/man/ccr-plan.1" && echo yes)"
done <rules
finish
