#!/bin/sh
# What other programs read in the files of 'ccr-plan export': libical, python's
# icalendar, todoman, khal, calcurse, TaskJuggler and an XML parser. What they
# should read is worked out here from the plan and from 'ccr-plan schedule'.
# Each has its home in the scratch folder; none needs a network.

# shellcheck disable=SC1091,SC2154 # not followed without -x
. "$(dirname "$0")/../lib.sh"

plans=$scratch/plans
mkdir "$plans"
cp -L "$top/examples/high-point/plan.json" "$plans/example.json"
# Tabs part the columns here.
for case in hostile links repeat taskjuggler-links; do
	sed 's/\\t/ /g' "$tests/cases/ccr-plan/export-$case/plan.json" \
		>"$plans/$case.json"
done

# The steps: name, start, finish, due, status, percent; dates without hyphens. A
# due date is the plan's, else the last day; names are one line, with U+FFFD for
# what calendars cannot hold. Blocked steps that have started are started.
for plan in "$plans"/*.json; do
	clean ccr-plan schedule -f json --quiet "$plan" >"$scratch/schedule"
	jq -r --slurpfile rows "$scratch/schedule" '
		($rows[0] | map({key: .id, value: .}) | from_entries) as $all
		| [.goals[].steps[] | . as $step
			| if .repeat then
				$all | to_entries
				| map(select(.key | startswith($step.id + ".")))
				| length as $n | to_entries[]
				| {of: ($step + {finished:
					($step.repeat.finished // [])[.key]}),
				  row: .value.value,
				  turn: " (\(.key + 1) of \($n))"}
			  else {of: ., row: $all[.id], turn: ""} end]
		| .[] | .of as $step | .row as $row
		| (if $step.finished then "done"
			elif $step.status == "blocked" and $step.started
			then "started" else $step.status //
				(if $step.started then "started"
				else "planned" end) end) as $status
		| (if $step.name | test("^[ \\r\\n\\t]*$") then $step.id
			else $step.name end) as $name
		| [(($name + .turn) | gsub("[\r\n]"; " ")
			| gsub("[\u0001-\u0008\u000b\u000c\u000e-\u001f\u007f]"; "\ufffd")),
		  $row.start, ($step.finished // $row.finish),
		  ($step.due // (if .turn == "" then $step.finished else null end)
			// $row.finish), $status,
		  (if $status == "done" then 100
			else ($step.percent // 0) | floor end)]
		| map(. // "" | tostring |
			if test("^[0-9]{4}-[0-9]{2}-[0-9]{2}$") then gsub("-"; "")
			else . end)
		| join("\t")' "$plan" >"${plan%.json}.steps"
	for events in '' --events; do
		clean ccr-plan export --to ics --links $events --quiet \
			--as-of 2027-03-01 "$plan" >"${plan%.json}$events.ics"
	done
done

# same NAME EXPECTED SEEN
same() {
	if difference "$1" "$2" "$3" >"$scratch/why" && [ -s "$2" ]; then
		ok "$self: $1"
	else
		not_ok "$self: $1" "$scratch/why"
	fi
}

# all_plans TEST: runs it for each plan, its path without an ending in $plan.
all_plans() {
	for plan in "$plans"/*.json; do
		plan=${plan%.json}
		"$1" "${plan##*/}"
	done
}

# Each component of a calendar in a file of its own.
split_calendar() {
	rm -rf "$2"
	mkdir -p "$2"
	awk -v to="$2" '
		/^BEGIN:V(TODO|EVENT)\r$/ { n++ }
		!n { head = head $0 "\n"; next }
		/^END:VCALENDAR\r$/ { next }
		{ part[n] = part[n] $0 "\n" }
		END {
			for (i = 1; i <= n; i++)
				printf "%s%sEND:VCALENDAR\r\n", head, part[i] >(to "/" i ".ics")
		}' "$1"
}

# The standard's own rules on lines.
lines() {
	for events in '' --events; do
		awk -v RS='\r\n' 'length($0) > 75 || /[\r\n]/ { print NR ": " $0 }' \
			"$plan$events.ics" >"$scratch/long"
		: >"$scratch/none"
		if difference "lines, $1" "$scratch/none" "$scratch/long" \
			>"$scratch/why"; then
			ok "$self: lines, $1${events:+ $events}"
		else
			not_ok "$self: lines, $1${events:+ $events}" "$scratch/why"
		fi
	done
}
all_plans lines

libical_todos() {
	tr -d '\r' <"$plan.ics" | sed -n 's/^UID://p' >"$scratch/uids"
	{
		echo 'errors 0, valid 1'
		awk -F '\t' -v OFS='\t' -v uids="$scratch/uids" '
		BEGIN {
			status["planned"] = status["blocked"] = "NEEDS-ACTION"
			status["started"] = "IN-PROCESS"
			status["done"] = "COMPLETED"
			status["dropped"] = "CANCELLED"
		}
		{
			getline uid <uids
			start = $2 != "" && $2 < $4 ? $2 : ""
			print uid, $1, start, $4, status[$5], $6
		}' "$plan.steps"
	} >"$scratch/expected"
	clean "$scratch/ical" <"$plan.ics" >"$scratch/seen"
	same "libical, to-dos of $1" "$scratch/expected" "$scratch/seen"
}

# What is dropped has no dates in the schedule; its event has.
libical_events() {
	tr -d '\r' <"$plan--events.ics" | sed -n 's/^UID://p' >"$scratch/uids"
	{
		echo 'errors 0, valid 1'
		awk -F '\t' -v OFS='\t' -v uids="$scratch/uids" '
		# The day after, for the months that plans here are in.
		function after(date,	y, m, d, last) {
			y = substr(date, 1, 4); m = substr(date, 5, 2) + 0
			d = substr(date, 7) + 1
			last = m == 2 ? 28 : m == 4 || m == 6 || m == 9 || \
				m == 11 ? 30 : 31
			if (d > last) { d = 1; m++ }
			return sprintf("%s%02d%02d", y, m, d)
		}
		{
			getline uid <uids
			if ($5 == "dropped")
				print uid, "Cancelled: " $1, "CANCELLED", -1
			else
				print uid, $1, $2, after($3), "CONFIRMED", -1
		}' "$plan.steps"
	} >"$scratch/expected"
	clean "$scratch/ical" <"$plan--events.ics" |
		awk -F '\t' -v OFS='\t' '$5 == "CANCELLED" {
			print $1, $2, $5, $6; next } 1' >"$scratch/seen"
	same "libical, events of $1" "$scratch/expected" "$scratch/seen"
}
if ${CC:-cc} -o "$scratch/ical" "$tests/oracle/ical.c" -lical \
	2>"$scratch/why"; then
	all_plans libical_todos
	all_plans libical_events
else
	skip "$self: libical" 'not there'
fi

python=/usr/bin/python3
icalendar_errors() {
	for events in '' --events; do
		wc -l <"$plan.steps" | awk '{ print $1, 0 }' >"$scratch/expected"
		clean LC_ALL=C.UTF-8 $python -c '
import icalendar, sys
calendar = icalendar.Calendar.from_ical(open(sys.argv[1], "rb").read())
print(len(calendar.subcomponents), sum(len(part.errors) for part in calendar.walk()))
' "$plan$events.ics" >"$scratch/seen" 2>&1
		same "python's icalendar, $1${events:+ $events}" "$scratch/expected" "$scratch/seen"
	done
}
if $python -c 'import icalendar' 2>/dev/null; then
	all_plans icalendar_errors
else
	skip "$self: icalendar" 'no such module of python'
fi

# Its dates are seconds; we run in UTC.
todoman_list() {
	split_calendar "$plan.ics" "$scratch/todoman/lists/plan"
	rm -f "$scratch/todoman/cache"
	awk -F '\t' -v OFS='\t' '{ print $1, $4, $6, $5 ~ /^d/ ? "true" : "false" }' \
		"$plan.steps" | sort >"$scratch/expected"
	clean LC_ALL=C.UTF-8 todoman --config "$scratch/todoman/config.py" \
		--porcelain list --status ANY 2>&1 |
		jq -r '.[] | [.summary, (.due // "" | if . == "" then . else
			strftime("%Y%m%d") end), .percent, .completed] |
			map(tostring) | join("\t")' | sort >"$scratch/seen"
	same "todoman, $1" "$scratch/expected" "$scratch/seen"
}
if command -v todoman >/dev/null; then
	mkdir -p "$scratch/todoman/lists"
	cat >"$scratch/todoman/config.py" <<EOT
path = "$scratch/todoman/lists/*"
date_format = "%Y-%m-%d"
time_format = "%H:%M"
default_list = "plan"
cache_path = "$scratch/todoman/cache"
EOT
	all_plans todoman_list
else
	skip "$self: todoman" 'not there'
fi

khal_import() {
	clean LC_ALL=C.UTF-8 khal -c "$scratch/khal/config" import --batch \
		-a plan "$plan--events.ics" >/dev/null 2>&1
}

# Imported twice: the second time changes nothing.
khal_list() {
	rm -rf "$scratch/khal/plan" "$scratch/khal/db"
	mkdir -p "$scratch/khal/plan"
	awk -F '\t' '$5 != "dropped" { print $2 " " $3 " " $1 }' "$plan.steps" |
		sort >"$scratch/expected"
	khal_import
	khal_import
	clean LC_ALL=C.UTF-8 khal -c "$scratch/khal/config" list --once \
		--day-format '' --format '{start-date} {end-date} {title}{cancelled}' \
		20270101 120d 2>&1 | grep -v 'CANCELLED $' | sort >"$scratch/seen"
	same "khal, $1" "$scratch/expected" "$scratch/seen"
}
if command -v khal >/dev/null; then
	mkdir -p "$scratch/khal"
	cat >"$scratch/khal/config" <<EOT
[calendars]
[[plan]]
path = $scratch/khal/plan
[default]
default_calendar = plan
[locale]
timeformat = %H:%M
dateformat = %Y%m%d
longdateformat = %Y%m%d
datetimeformat = %Y%m%d %H:%M
longdatetimeformat = %Y%m%d %H:%M
local_timezone = UTC
default_timezone = UTC
[sqlite]
path = $scratch/khal/db
EOT
	all_plans khal_list
else
	skip "$self: khal" 'not there'
fi

# Its file of appointments has the last day of those that are longer.
calcurse_apts() {
	rm -rf "$scratch/calcurse"
	mkdir "$scratch/calcurse"
	awk -F '\t' '$5 != "dropped" { print $2 " " $3 " " $1 }' "$plan.steps" |
		sort >"$scratch/expected"
	clean LC_ALL=C.UTF-8 TERM=dumb calcurse -q -D "$scratch/calcurse" \
		-i "$plan--events.ics" >/dev/null 2>&1
	sed -E -e '/ Cancelled: /d' \
		-e 's:^(..)/(..)/(....) \[1\] \{1D -> (..)/(..)/(....)\} :\3\1\2 \6\4\5 :' \
		-e 's:^(..)/(..)/(....) \[1\] :\3\1\2 \3\1\2 :' \
		-e 's/^([0-9]+ [0-9]+ )>[0-9a-f]+ /\1/' \
		"$scratch/calcurse/apts" | sort >"$scratch/seen"
	same "calcurse, $1" "$scratch/expected" "$scratch/seen"
}
if command -v calcurse >/dev/null; then
	all_plans calcurse_apts
else
	skip "$self: calcurse" 'not there'
fi

# TaskJuggler says when a step ends; its start is the moment when the one
# before ends.
taskjuggler_ends() {
	awk -F '\t' '$5 != "dropped" { print $3 }' "$plan.steps" >"$scratch/expected"
	clean ccr-plan export --to taskjuggler --quiet "$plan.json" \
		>"$scratch/plan.tjp"
	(cd "$scratch" && rm -f ccr_dates.csv &&
		clean LC_ALL=C.UTF-8 tj3 --silent plan.tjp >why 2>&1)
	clean ccr-plan export --to taskjuggler --quiet "$plan.json" |
		sed -n 's/^    task \(s[0-9]*_[A-Za-z0-9_]*\) .*/\1/p' >"$scratch/order"
	tr -d '"' <"$scratch/ccr_dates.csv" | awk -F ';' -v order="$scratch/order" '
		{ sub(/.*\./, "", $1); gsub(/-/, "", $NF); end[$1] = $NF }
		END { while ((getline id <order) > 0) print end[id] }' |
		paste "$scratch/order" - >"$scratch/all"
	awk -F '\t' '{ print $5 }' "$plan.steps" | paste - "$scratch/all" |
		awk -F '\t' '$1 != "dropped" { print $3 }' >"$scratch/seen"
	same "TaskJuggler, $1" "$scratch/expected" "$scratch/seen"
}
if command -v tj3 >/dev/null; then
	all_plans taskjuggler_ends
else
	skip "$self: TaskJuggler" 'not there'
fi

# Well-formed, named, without anything that is run or fetched.
svg() {
	clean ccr-plan export --to svg --quiet "$plan.json" >"$scratch/plan.svg"
	printf 'svg title desc\n' >"$scratch/expected"
	clean LC_ALL=C.UTF-8 $python -c '
import sys, xml.etree.ElementTree as tree
root = tree.parse(sys.argv[1]).getroot()
local = lambda part: part.tag.split("}")[1]
known = "svg title desc defs pattern clipPath rect path line text g polygon".split()
odd = [local(part) for part in root.iter() if local(part) not in known]
odd += [key for part in root.iter() for key in part.keys() if "href" in key or key.startswith("on")]
print(local(root), local(root[0]), local(root[1]), *odd)
' "$scratch/plan.svg" >"$scratch/seen" 2>&1
	same "SVG, $1" "$scratch/expected" "$scratch/seen"
}
if [ -x $python ]; then
	all_plans svg
else
	skip "$self: SVG" 'no python3'
fi
finish
