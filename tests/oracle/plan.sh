#!/bin/sh
# 'ccr-plan schedule' against schedules by linear programming (GLPK), textbook
# PERT networks and Microsoft Project. In the first two all days are working
# days, so that a date is the project's start plus the earliest start.

# shellcheck disable=SC1091,SC2154 # not followed without -x
. "$(dirname "$0")/../lib.sh"
. "$tests/oracle/family.sh"
need_oracles plan

expected=$scratch/expected
seen=$scratch/seen

# The rows of the schedule as KEY, earliest start in days, numbers. A milestone
# may stand on the day at whose end it is, so its date does not tell its start.
rows() {
	awk -F, -v network="$1" -v columns="$2" '
	# Days since 0000-03-01 of the proleptic Gregorian calendar.
	function days(date,	part, y, m) {
		split(date, part, "-")
		y = part[1]
		m = part[2] + 0
		if (m < 3) {
			y--
			m += 12
		}
		return 365 * y + int(y / 4) - int(y / 100) + int(y / 400) + \
			int((153 * (m - 3) + 2) / 5) + part[3]
	}
	NR > 1 {
		start = $7 + 0 == 0 ? "-" : days($5) - days("2027-01-01")
		line = network "/" $2 "\t" start "\t" $8
		if (columns > 2)
			line = line "\t" $9 "\t" $10
		print line
	}'
}

# ---- precedence diagrams with lags and leads ----

# The starts of the linear program are at 0 or later, as ours are. Its project
# ends where the last step does.
jq -r '.cases[] | . as $c | .tasks | to_entries[] | "\($c.case)/\(.value.id)\t" +
	"\(if $c.durations[.key] == 0 then "-" else .value.es end)\t" +
	"\(.value.total_float)"' \
	"$oracles/plan/pdm_lag_glpk.json" >"$expected"
count=$(jq '.cases | length' "$oracles/plan/pdm_lag_glpk.json")
: >"$seen"
i=0
while [ "$i" -lt "$count" ]; do
	jq --argjson i "$i" '.cases[$i] as $c | {
		ccr: "plan/1", start: "2027-01-01", calendar: {weekend: []},
		goals: [{id: "g1", steps: [$c.tasks | to_entries[] |
			.value.id as $id | {
				id: $id, name: $id, days: $c.durations[.key],
				after: [$c.deps[] | select(.succ == $id) |
					.pred + ":" + .type +
					(if .lag < 0 then "" else "+" end) +
					(.lag | tostring) + "d"]
			}]}]
	}' "$oracles/plan/pdm_lag_glpk.json" |
		clean ccr-plan schedule --quiet | rows "$i" 2 >>"$seen"
	i=$((i + 1))
done
family "lags and leads, $count networks" "$expected" "$seen" 1e-9 \
	'es total_float'

# ---- PERT ----

# Expected durations are given as plain days; they need not be whole, so a step
# starts within the day floor(es). The three estimates are for 'risk':
# 'schedule' takes the most likely of them.
: >"$expected"
: >"$seen"
: >"$scratch/likely"
for file in "$oracles"/plan/pert_*.json; do
	name=$(jq -r .name "$file")
	jq -r '.name as $n | .expected.table[] | "\($n)/\(.id)\t" +
		"\(.es + 1e-9 | floor)\t\(.total_float)\t\(.free_float)\t" +
		"\(if .total_float < 1e-9 then 1 else 0 end)"' "$file" |
		awk -F'\t' -v OFS='\t' '{
			# What floating point left of 0.
			for (i = 3; i <= 4; i++)
				if ($i < 1e-9)
					$i = 0
			print
		}' >>"$expected"
	for days in te likely; do
		jq --arg days "$days" '.expected.table as $t | {
			ccr: "plan/1", start: "2027-01-01",
			calendar: {weekend: []},
			goals: [{id: "g1", steps: [.activities | to_entries[] |
				{id: .value.id, name: .value.id,
				days: (if $days == "te" then $t[.key].te
					else [.value.optimistic, .value.likely,
						.value.pessimistic] end),
				after: .value.pred}]}]
		}' "$file" | clean ccr-plan schedule --quiet >"$scratch/rows"
		if [ "$days" = te ]; then
			rows "$name" 4 <"$scratch/rows" | awk -F'\t' -v OFS='\t' '{
				for (i = 3; i <= 4; i++)
					if ($i < 1e-9)
						$i = 0
				print
			}' >>"$seen"
		else
			awk -F, -v name="$name" 'NR > 1 {
				print name "/" $2 "\t" $7
			}' "$scratch/rows" >>"$scratch/likely"
		fi
	done
done
family 'PERT networks, expected durations' "$expected" "$seen" 1e-9 \
	'es total_float free_float critical'
jq -r '.name as $n | .activities[] | "\($n)/\(.id)\t\(.likely)"' \
	"$oracles"/plan/pert_*.json >"$expected"
family 'PERT networks, the most likely is used' "$expected" \
	"$scratch/likely" 0 days

# ---- Microsoft Project: working days from Monday to Friday ----

# Slack is in tenths of a minute, a day has 8 hours. An instant at which a day
# begins there is, as a finish, the end of the working day before. Project 2019
# measures the total slack of the finish, earlier versions that of the start.
# Free slack is that of the start in all of them. Of the sample, the summary
# tasks are left out; the work of one task is done by several people at once,
# so that its days are those of its summary.
: >"$expected"
: >"$seen"
for name in task-links-project2007 task-links-project2019 mspdirelations sample; do
	file=$oracles/plan/mspdi/$name.json
	float=start
	[ "$name" != task-links-project2019 ] || float=finish
	jq -r --arg name "$name" '
		def day: if .[11:] == "08:00:00"
			then (.[:10] + "T00:00:00Z" | fromdate) as $at |
				$at - 86400 * (if ($at | gmtime | .[6]) == 1 then 3 else 1 end) |
				todate[:10]
			else .[:10] end;
		.tasks[] | select(.summary == "0") | "\($name)/\(.uid)\t" +
		"\(.early_start[:10])\t" +
		"\(if .duration == "PT0H0M0S" then "-" else .early_finish | day end)\t" +
		"\((.total_slack | tonumber) / 4800)\t" +
		"\((.free_slack | tonumber) / 4800)"' "$file" >>"$expected"
	jq --arg name "$name" '
		def days: capture("^PT(?<h>[0-9]+)H0M0S$").h | tonumber / 8;
		(.tasks | map({key: .uid, value: .duration}) | from_entries) as $duration |
		{ccr: "plan/1", start: .project.StartDate[:10], goals: [{id: "g1",
		steps: [.tasks[] | select(.summary == "0") | {id: .uid, name: .uid,
			days: (if $name == "sample" and .uid == "2" then $duration["1"]
				else .duration end | days),
			constraint: (if .constraint == "4" then {kind: "snet",
				date: .constraint_date[:10]} else null end),
			after: [.preds[] | (.lag_tenths_of_minute / 4800) as $lag |
				.uid + ":" + .type + (if $lag < 0 then "" else "+" end) +
				($lag | tostring) + "d"]}]}]}' "$file" >"$scratch/plan.json"
	clean ccr-plan schedule --quiet "--float=$float" "$scratch/plan.json" |
		cut -d, -f2,5,6,8 >"$scratch/total"
	clean ccr-plan schedule --quiet "$scratch/plan.json" |
		awk -F, -v name="$name" -v OFS='\t' '
		NR == FNR { total[$1] = $4; next }
		FNR > 1 { print name "/" $2, $5, ($7 > 0 ? $6 : "-"), total[$2], $9 }
		' "$scratch/total" - >>"$seen"
done
family 'links by Microsoft Project' "$expected" "$seen" 1e-9 \
	'start finish total_float free_float'

# The same links as cells of predecessors, as Project writes them.
: >"$expected"
: >"$seen"
for name in task-links-project2007 task-links-project2019 mspdirelations sample; do
	jq -r --arg name "$name" '
		def days: capture("^PT(?<h>[0-9]+)H0M0S$").h | tonumber / 8;
		[.tasks[] | select(.summary == "0")] as $tasks |
		($tasks | to_entries | map({key: .value.uid, value: (.key + 1)}) |
			from_entries) as $row |
		["name", "days", "predecessors"], ($tasks[] | [.uid, (.duration | days),
			([.preds[] | (.lag_tenths_of_minute / 4800) as $lag |
				"\($row[.uid])" + (if .type == "FS" and $lag == 0 then ""
					else .type end) +
				(if $lag == 0 then "" else (if $lag > 0 then "+" else "" end) +
					"\($lag) days" end)] | join(","))]) | @csv
		' "$oracles/plan/mspdi/$name.json" >"$scratch/steps.csv"
	jq '{ccr: "plan/1", start: "2027-01-04", goals: [{id: "g1", steps: [.tasks[] |
		select(.summary == "0") | {id: .uid, name: .uid, days: (.duration |
			capture("^PT(?<h>[0-9]+)H0M0S$").h | tonumber / 8),
		after: [.preds[] | (.lag_tenths_of_minute / 4800) as $lag | .uid + ":" + .type +
			(if $lag < 0 then "" else "+" end) + ($lag | tostring) + "d"]}]}]}' \
		"$oracles/plan/mspdi/$name.json" | clean ccr-plan schedule --quiet |
		awk -F, -v name="$name" -v OFS='\t' 'NR > 1 {
			print name "/" $3, $5, $6, $8, $9 }' >>"$expected"
	clean ccr-plan schedule --quiet --start 2027-01-04 "$scratch/steps.csv" |
		awk -F, -v name="$name" -v OFS='\t' 'NR > 1 {
			print name "/" $3, $5, $6, $8, $9 }' >>"$seen"
done
family 'links as cells of predecessors' "$expected" "$seen" 0 \
	'start finish total_float free_float'

not_applicable 'PERT variance, Monte Carlo' 'plan-risk.sh has them'
not_applicable evm_example 'earned schedule: see plan-status.sh'
not_applicable sna 'networks of agencies: another program'
finish
