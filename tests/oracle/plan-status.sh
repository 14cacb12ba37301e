#!/bin/sh
# 'ccr-plan status' against a worked example of earned value and earned
# schedule: a plan of 100 steps of a day each, as many on each day as the example
# plans value there, as many done as it has earned.

# shellcheck disable=SC1091,SC2154 # not followed without -x
. "$(dirname "$0")/../lib.sh"
. "$tests/oracle/family.sh"
need_oracles plan

example=$oracles/plan/evm_example.json
expected=$scratch/expected
seen=$scratch/seen

# All days are working days: period N is the Nth of January.
jq '.cumulative_PV_by_period as $pv | .EV as $ev | {
	ccr: "plan/1", start: "2027-01-01", calendar: {weekend: []},
	goals: [{id: "g1", steps: [range(1; $pv | length) as $day |
		range($pv[$day - 1]; $pv[$day]) as $n | {
			id: "s\($n)", name: "s\($n)", days: 1,
			constraint: {kind: "snet", date: "2027-01-0\($day)"}
		} + if $n < $ev then {status: "done"} else {} end]}]
}' "$example" >"$scratch/plan.json"
jq '.goals[].steps[] |= del(.status)' "$scratch/plan.json" >"$scratch/new.json"
clean ccr-plan schedule --quiet -o "$scratch/baseline.csv" "$scratch/new.json"

as_of=2027-01-0$(jq .status_period "$example")
jq -r '"\(.earned_schedule)\t\(.SV_t)\t\(.SPI_t)\t\(.IEAC_t)" as $es |
	"itself\t\($es)", "baseline\t\($es)"' "$example" >"$expected"
# IEAC(t) is the planned duration, to which the reason adds no digits, over
# SPI(t).
row() {
	name=$1
	shift
	clean ccr-plan status --quiet --as-of "$as_of" -f jsonl "$@" \
		"$scratch/plan.json" | jq -r --arg name "$name" '
		select(.status == "plan") |
		(.reason | capture("planned for (?<days>[0-9]+) ").days |
			tonumber) as $days | "\($name)\t\(.earned_days)\t" +
		"\(.earned_days - .elapsed_days)\t\(.spi_t)\t\($days / .spi_t)"'
}
{
	row itself
	row baseline --baseline "$scratch/baseline.csv"
} >"$seen"
family 'earned schedule' "$expected" "$seen" 1e-9 'ES SV(t) SPI(t) IEAC(t)'

# In a text for people these have 4 significant digits.
jq -r '"itself\t\(.EV)\t\(.PV)\t\(.BAC)\t\(.SPI)\t\(.IEAC_t)"' "$example" >"$expected"
clean ccr-plan status --quiet --as-of "$as_of" -f jsonl "$scratch/plan.json" |
	jq -r 'select(.status == "plan") | .reason | capture(
	"; (?<ev>[0-9.]+) days of work earned, (?<pv>[0-9.]+) planned by now, " +
	"of (?<bac>[0-9.]+) in all, SPI (?<spi>[0-9.]+);.* at this pace (?<t>[0-9.]+)") |
	"itself\t\(.ev)\t\(.pv)\t\(.bac)\t\(.spi)\t\(.t)"' >"$seen"
family 'earned value, in words' "$expected" "$seen" 5e-4 'EV PV BAC SPI IEAC(t)'

not_applicable 'AC, CV, CPI, EAC, ETC, VAC, TCPI' 'a plan has no costs'
finish
