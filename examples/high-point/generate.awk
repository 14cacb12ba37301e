# Synthetic rows for the High Point example: one CSV table on standard output.
#
#   awk -v seed=1 -v make=survey -f generate.awk > synthetic-survey.csv
#
# make is one of survey, forms, problems, notified, arrests, calls, incidents. No row stands for a
# person or an event. Where High Point has published a total, the table has it
# (README.md says which); all else is made up here.
#
# POSIX awk only. rand() differs from awk to awk, so the numbers come from a
# generator of our own: the same seed gives the same bytes under every awk.

BEGIN {
	if (seed == "") seed = 1
	if (seed !~ /^[0-9]+$/ || seed + 0 < 1 || seed + 0 > 2147483646)
		usage("seed: not a whole number from 1 to 2147483646")
	state = seed + 0
	for (warm = 0; warm < 10; warm++) uniform()	# small seeds start small

	if (make == "survey") survey()
	else if (make == "forms") forms()
	else if (make == "problems") problems()
	else if (make == "notified") notified()
	else if (make == "arrests") arrests()
	else if (make == "calls") calls()
	else if (make == "incidents") incident_rows()
	else usage("make: not one of survey, forms, problems, notified, arrests, calls, incidents")
	exit 0
}

function usage(text) {
	print "generate.awk: " text | "cat 1>&2"
	close("cat 1>&2")
	exit 2
}

# --- chance ------------------------------------------------------------------

# Park and Miller's "minimal standard" generator (Communications of the ACM 31
# (10), 1988): the next state is 16807 x state mod 2^31 - 1. The product stays
# under 2^46, so a double holds it exactly. Returns a number in (0, 1).
function uniform() {
	state = (state * 16807) % 2147483647
	return state / 2147483647
}

# A whole number from lo to hi, both included.
function whole(lo, hi) {
	return lo + int(uniform() * (hi - lo + 1))
}

# The number of the percent drawn: pick("60 40") is 1 in 60 of 100 cases, else 2.
function pick(percents,    p, n, k, u) {
	n = split(percents, p, " ")
	u = uniform() * 100
	for (k = 1; k < n; k++) {
		u -= p[k]
		if (u < 0) break
	}
	return k
}

# --- dates -------------------------------------------------------------------

# Days since 1970-01-01 of a day in the proleptic Gregorian calendar, and back.
# Years start in March, so that the leap day is the last of its year; 400 years
# are 146097 days. Right from the year 0 on.
function days_from_civil(y, m, d,    era, yoe, doy) {
	if (m <= 2) { y--; m += 12 }
	era = int(y / 400)
	yoe = y - era * 400
	doy = int((153 * (m - 3) + 2) / 5) + d - 1
	return era * 146097 + yoe * 365 + int(yoe / 4) - int(yoe / 100) + doy - 719468
}

function civil_from_days(z,    era, doe, yoe, doy, mp, y, m, d) {
	z += 719468
	era = int(z / 146097)
	doe = z - era * 146097
	yoe = int((doe - int(doe / 1460) + int(doe / 36524) - int(doe / 146096)) / 365)
	doy = doe - (365 * yoe + int(yoe / 4) - int(yoe / 100))
	mp = int((5 * doy + 2) / 153)
	d = doy - int((153 * mp + 2) / 5) + 1
	m = mp < 10 ? mp + 3 : mp - 9
	y = yoe + era * 400 + (m <= 2 ? 1 : 0)
	return sprintf("%04d-%02d-%02d", y, m, d)
}

# Saturday or Sunday; 1970-01-01 was a Thursday.
function is_weekend(day,    w) {
	w = (day + 4) % 7
	return w == 0 || w == 6
}

# Spread n events over the days first..last: on_day[day] is the number on that
# day. Days are drawn evenly and kept with the chance weekday or weekend, so only
# the ratio of the two matters.
function spread(n, first, last, weekday, weekend,    day) {
	for (day = first; day <= last; day++) on_day[day] = 0
	while (n > 0) {
		day = whole(first, last)
		if (uniform() >= (is_weekend(day) ? weekend : weekday)) continue
		on_day[day]++
		n--
	}
}

# --- tables ------------------------------------------------------------------

# 400 answers. What a person names, how safe they feel and what their answer
# weighs all depend on the sector, so that weighted and unweighted, and one
# sector and another, differ.
function survey(    i, k, s, n, name, text, weight, safe, chance, p, list) {
	split("resident advocate police court health", name, " ")

	# Percent of each answer, Very unsafe .. Very safe.
	split("Very unsafe,Unsafe,Neither,Safe,Very safe", text, ",")
	safe[1] = "10 20 24 31 15"
	safe[2] = "18 30 24 20 8"
	safe[3] = "5 16 26 36 17"
	safe[4] = "6 18 30 33 13"
	safe[5] = "9 22 28 29 12"

	# Percent who name each problem, in this order.
	n = split("Repeat calls,Strangulation,Housing,Stalking,Child exposure,Animal abuse", problem, ",")
	chance[1] = "44 16 48 24 35 12"
	chance[2] = "55 46 62 38 51 18"
	chance[3] = "72 34 18 26 33 15"
	chance[4] = "58 30 22 33 40 6"
	chance[5] = "30 52 41 20 56 14"

	print "respondent,weight,sector,safe,problems"
	for (i = 1; i <= 400; i++) {
		s = pick("58 12 14 8 8")
		# In hundredths: residents are many and few of them answer.
		weight = s == 1 ? whole(80, 240) : whole(60, 140)
		k = uniform() < 0.04 ? 0 : pick(safe[s])

		# Someone who answers names at least one problem.
		split(chance[s], p, " ")
		list = ""
		if (uniform() >= 0.05)
			while (list == "") list = some(p, n)

		printf "R%03d,%d.%02d,%s,%s,%s\n", i, int(weight / 100), weight % 100, \
			name[s], k ? text[k] : "", list
	}
}

# The problems drawn, each with its own percent p[k], joined by ";".
function some(p, n,    k, list) {
	list = ""
	for (k = 1; k <= n; k++)
		if (uniform() * 100 < p[k])
			list = list (list == "" ? "" : ";") problem[k]
	return list
}

# 60 answers as Google Forms exports them: a time in front, questions as names of
# columns, and the boxes that were ticked in one cell, joined by ", ".
function forms(    i, s, n, name, text, chance, p, list, k, often) {
	split("Resident,Advocate,Police", name, ",")
	split("Very unsafe,Unsafe,Neither,Safe,Very safe", text, ",")
	n = split("Repeat calls,Housing,Stalking,Child exposure", problem, ",")
	chance[1] = "44 48 24 35"
	chance[2] = "55 62 38 51"
	chance[3] = "72 18 26 33"
	often = "3 1 2 2 2 4 6 14 24 20 22"

	print "Timestamp,Who answers?,How safe do you feel at home?," \
		"What should the team work on?,Would you recommend the advocates? (0 to 10)"
	for (i = 1; i <= 60; i++) {
		s = pick("60 20 20")
		split(chance[s], p, " ")
		list = ""
		if (uniform() >= 0.05)
			while (list == "") list = some(p, n)
		gsub(/;/, ", ", list)
		k = uniform() < 0.06 ? 0 : pick("10 20 24 31 15")
		printf "2027/03/%02d %d:%02d:%02d AM EST,%s,%s,%s,%s\n", 1 + int(i / 8), 8 + i % 8 / 2, \
			whole(0, 59), whole(0, 59), name[s], k ? text[k] : "", \
			list ~ /,/ ? "\"" list "\"" : list, pick(often) - 1
	}
}

# What an agency would add to each problem: incidents in a year, cost in thousands
# of dollars, feasible 1 (hard) .. 5 (easy), legal 1 if the team may take it up.
function problems() {
	print "problem,label,incidents,cost,feasible,legal"
	row("repeat_ipv", "Repeat calls", 1180, 85, 4, 1)
	row("strangulation", "Strangulation", 210, 40, 4, 1)
	row("housing", "Housing", 460, 240, 2, 1)
	row("stalking", "Stalking", 320, 60, 3, 1)
	row("child_exposure", "Child exposure", 690, 120, 3, 1)
	row("animal_abuse", "Animal abuse", 70, 25, 3, 0)
}

# One problem; the incidents vary by up to a tenth with the seed.
function row(id, label, incidents, cost, feasible, legal) {
	incidents = int(incidents * whole(900, 1100) / 1000)
	print id "," label "," incidents "," cost "," feasible "," legal
}

# 499 people notified from 2012-04-01 to 2012-09-30, most of them on workdays; 31
# with a date of reoffence after the notice and within the window. A person and a
# number of days are drawn until that many fall within it: every day of follow-up
# is as risky as another, and who was notified early is seen to reoffend more often
# only because they were watched for longer.
function notified(    first, last, day, n, i, k, list, notice, again) {
	first = days_from_civil(2012, 4, 1)
	last = days_from_civil(2012, 9, 30)
	spread(499, first, last, 1, 0.25)
	n = 0
	for (day = first; day <= last; day++)
		for (k = 0; k < on_day[day]; k++)
			notice[++n] = day

	split("D C B", list, " ")
	for (i = 1; i <= n; i++) again[i] = 0
	for (k = 0; k < 31; ) {
		i = whole(1, n)
		day = notice[i] + whole(1, last - first)
		if (again[i] || day > last) continue
		again[i] = day
		k++
	}

	print "id,list,notified,reoffended"
	for (i = 1; i <= n; i++)
		printf "S%03d,%s,%s,%s\n", i, list[pick("54 38 8")], \
			civil_from_days(notice[i]), again[i] ? civil_from_days(again[i]) : ""
}

# January to April of three years; the totals are four times the published means
# a month, 95, 94.25 and 83.5.
function arrests(    y, day, k, n, total) {
	split("380 377 334", total, " ")
	n = 0
	print "id,date"
	for (y = 2012; y <= 2014; y++) {
		spread(total[y - 2011], days_from_civil(y, 1, 1), days_from_civil(y, 4, 30), 0.75, 1)
		for (day = days_from_civil(y, 1, 1); day <= days_from_civil(y, 4, 30); day++)
			for (k = 0; k < on_day[day]; k++)
				printf "A%04d,%s\n", ++n, civil_from_days(day)
	}
}

# Two years from July to June with the published totals, 4901 and 4114 calls.
function calls(    y, day, k, n, total, kind) {
	split("4901 4114", total, " ")
	split("dispute assault threat order_violation", kind, " ")
	n = 0
	print "id,date,kind"
	for (y = 2011; y <= 2012; y++) {
		spread(total[y - 2010], days_from_civil(y, 7, 1), days_from_civil(y + 1, 6, 30), 0.75, 1)
		for (day = days_from_civil(y, 7, 1); day <= days_from_civil(y + 1, 6, 30); day++)
			for (k = 0; k < on_day[day]; k++)
				printf "K%04d,%s,%s\n", ++n, civil_from_days(day), kind[pick("58 24 12 6")]
	}
}

# 620 incidents from November 2024 to December 2026, by date. Few pairs of people
# have many of them, evenings and weekends more; one row in 25 has no time of day,
# one in 20 no offender, one in 40 no victim and no offender.
function incident_rows(    first, last, day, n, id, k, kind, chance, hour, list, dyad, nobody, u) {
	n = split("Simple assault,Aggravated assault,Strangulation,Stalking,Order violation,Property damage", kind, ",")
	chance = "44 9 6 12 17 12"
	split("North,East,South,West", list, ",")
	first = days_from_civil(2024, 11, 1)
	last = days_from_civil(2026, 12, 31)
	spread(620, first, last, 0.5, 0.9)
	print "id,date,kind,place,district,victim_id,offender_id"
	for (day = first; day <= last; day++) {
		k = 0
		while (on_day[day]-- > 0) {
			# Three quarters of a day's incidents are after noon; in order.
			hour[++k] = uniform() < 0.75 ? whole(720, 1439) : whole(0, 719)
			for (n = k; n > 1 && hour[n - 1] > hour[n]; n--) {
				id = hour[n]; hour[n] = hour[n - 1]; hour[n - 1] = id
			}
		}
		for (n = 1; n <= k; n++) {
			u = uniform()
			dyad = int(u * u * u * 300) + 1
			nobody = uniform()
			printf "I%04d,%s%s,%s,P%03d,%s,%s,%s\n", ++row_id, civil_from_days(day), \
				uniform() < 0.04 ? "" : sprintf("T%02d:%02d", int(hour[n] / 60), hour[n] % 60), \
				kind[pick(chance)], dyad * 7 % 190 + 1, list[dyad % 4 + 1], \
				nobody < 0.025 ? "" : sprintf("V%03d", dyad), \
				nobody < 0.075 ? "" : sprintf("O%03d", dyad * 3 % 251 + 1)
		}
	}
}
