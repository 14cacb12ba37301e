#!/bin/sh
# Follow-up rows against known answers: the hand-checked fixture; Iowa's
# returns to prison, rolling enrolment and the heart transplants as index and
# event rows, linked and estimated again from there.

# shellcheck disable=SC1091,SC2154 # not followed without -x
. "$(dirname "$0")/../lib.sh"
. "$tests/oracle/family.sh"
need_oracles recidivism

data=$oracles/recidivism/data
known=$oracles/recidivism/expected
expected=$scratch/expected
seen=$scratch/seen
cd "$scratch" || exit 1

# The date so many days after 2000-01-01.
dates='
function date(n,	z, era, doe, yoe, doy, mp, y, m) {
	z = n + 730425	# days from 0000-03-01 to 2000-01-01
	era = int(z / 146097)
	doe = z - era * 146097
	yoe = int((doe - int(doe / 1460) + int(doe / 36524) - \
		int(doe / 146096)) / 365)
	doy = doe - (365 * yoe + int(yoe / 4) - int(yoe / 100))
	mp = int((5 * doy + 2) / 153)
	m = mp < 10 ? mp + 3 : mp - 9
	y = yoe + era * 400 + (m <= 2)
	return sprintf("%04d-%02d-%02d", y, m, doy - \
		int((153 * mp + 2) / 5) + 1)
}'

# --- fixture_followup
fixture='--col id=person_id --col index.date=index_date
	--col events.date=offense_date --col start=in_date
	--col stop=out_date --col deaths.date=death_date'
echo '{"ccr": "definition/1", "name": "all",
	"exclude": {"never_at_risk": false}}' >all.json
awk -F, 'NR > 1 { print $1 "\t" $2 "\t" $3 "\t" $4 }' \
	"$known/fixture_followup.csv" >"$expected"
# shellcheck disable=SC2086 # arguments
clean ccr-follow --quiet --definition all.json --as-of 2014-03-31 \
	--events "$data/fixture_events.csv" \
	--custody "$data/fixture_custody.csv" \
	--deaths "$data/fixture_index.csv" $fixture \
	"$data/fixture_index.csv" >rows.csv
awk -F, 'NR > 1 { print $1 "\t" $5 "\t" $8 "\t" ($6 ? 1 : $7 != "" ? 2 : 0)
	}' rows.csv >"$seen"
family 'fixture_followup, days and ends' "$expected" "$seen" 1e-9 \
	'calendar_days street_days status'

awk -F, 'NR > 1 { print $1 "\t" $6 "\t" $8 }' \
	"$known/fixture_followup.csv" >"$expected"
awk -F, 'NR > 1 { print $1 "\t" ($6 && $5 <= 365) "\t" ($9 >= 365) }' \
	rows.csv >"$seen"
family 'fixture_followup, within 365 days' "$expected" "$seen" 1e-9 \
	'event_within_365_calendar eligible_365_fixed'

# E cannot be proven in time: the others are told.
awk -F, 'NR > 1 && $1 != "E" { print $1 "\t" $7 }' \
	"$known/fixture_followup.csv" >"$expected"
# shellcheck disable=SC2086
clean ccr-follow --quiet --definition moj --as-of 2014-03-31 --early exclude \
	--events "$data/fixture_events.csv" $fixture \
	"$data/fixture_index.csv" |
	awk -F, 'NR > 1 { print $1 "\t" $6 }' >"$seen"
family 'fixture_followup, proven' "$expected" "$seen" 1e-9 proven_365_plus_183

# --- Iowa: everybody released on 2000-01-01 and followed for 1095 days.
# Cells with commas stand before those that are read from the end.
awk -F, "$dates"'
	NR == 1 { print "id,date,kind,year" >"index.csv"
		print "id,date,kind" >"events.csv"; next }
	{
		gsub(/"/, "")
		print $1 ",2000-01-01,release," $2 >"index.csv"
		if ($(NF - 3) == 1)
			print $1 "," date($(NF - 4)) "," $(NF - 2) >"events.csv"
	}' "$data/iowa_3yr.csv"
clean ccr-follow --quiet --definition iowa --as-of 2002-12-31 -b year \
	--events events.csv index.csv >rows.csv
awk -F, 'NR > 1 { print $1 "\t" $2 "\t" $3 "\t" $4 }' \
	"$known/anchor_iowa.csv" >"$expected"
clean ccr-recidivism rates --quiet --at 1095 -b group rows.csv |
	awk -F, '$4 == "fixed" { print $2 "\t" $5 "\t" $7 "\t" $8 }' >"$seen"
family 'anchor_iowa, 31.9 and 34.2 percent' "$expected" "$seen" 1e-9 \
	'n returned rate'

awk -F, 'NR > 1 && $1 == "log-log" {
	sub(/fyf=/, "")
	gsub(/NaN/, "NA")
	print $2 "|" $3 "\t" $4 "\t" $5 "\t" $6 "\t" $7 "\t" $9
	}' "$known/km_iowa_fy.csv" >"$expected"
clean ccr-recidivism curve --quiet -b group rows.csv |
	awk -F, 'NR > 1 { print $2 "|" $3 "\t" $4 "\t" $5 "\t" $6 "\t" \
		$7 "\t" $8 }' >"$seen"
family 'km_iowa_fy' "$expected" "$seen" 1e-9 'n_risk n_event n_censor surv se'

printf 'New\t5516\nTech\t3165\nnone\t17339\n' >"$expected"
awk -F, 'NR > 1 { n[$7 == "" ? "none" : $7]++ }
	END { for (k in n) print k "\t" n[k] }' rows.csv >"$seen"
family 'Iowa, new crimes and technical returns' "$expected" "$seen" 1e-9 n

# --- 24 monthly cohorts, cut at month 24; a month is a day here.
awk -F, "$dates"'
	NR == 1 { print "id,date" >"index.csv"
		print "id,date" >"events.csv"; next }
	{
		enter = (NR - 2) % 24
		print NR "," date(enter) >"index.csv"
		if ($20 == 1)
			print NR "," date(enter + $16) >"events.csv"
	}' "$data/recid_wooldridge.csv"
echo '{"ccr": "definition/1", "name": "months",
	"windows_days": [6, 12, 18, 24]}' >months.json
clean ccr-follow --quiet --definition months.json --as-of 2000-01-25 \
	--events events.csv index.csv >rows.csv
tr -d '"' <"$known/demo_unequal_followup.csv" | awk -F, '
	/^naive/ { print "crude 24\t" $NF }
	/^KM/ { split($1, w, " "); print "km " w[2] "\t" $NF }
	/^fixed/ { print "fixed " substr($2, length($2) - 1) + 0 "\t" $NF }' \
	>"$expected"
clean ccr-recidivism rates --quiet --at 6,12,18,24 rows.csv | awk -F, '
	NR > 1 && ($4 != "crude" || $3 == 24) { print $4 " " $3 "\t" $8 }' \
	>"$seen"
family 'demo_unequal_followup, naive 13.2 percent' "$expected" "$seen" 1e-9 \
	share
not_applicable 'demo_unequal_followup, truth' \
	'what nobody knows on the as-of day'

# --- Heart transplants: the group by day 90, of those still followed then.
awk -F, "$dates"'
	NR == 1 { next }
	{ gsub(/"/, "") }
	!($1 in last) { order[++n] = $1 }
	{ last[$1] = $3; ended[$1] = $4; covariates[$1] = $6 "," $8 }
	$5 == 1 { wait[$1] = date($2) }
	END {
		print "id,date,group,decided" >"index.csv"
		print "id,date" >"events.csv"
		print "id,date,kind" >"leaving.csv"
		print "id,age,surgery" >"covariates.csv"
		for (i = 1; i <= n; i++) {
			id = order[i]
			print id ",2000-01-01," (id in wait) "," \
				wait[id] >"index.csv"
			print id "," covariates[id] >"covariates.csv"
			if (ended[id])
				print id "," date(last[id]) >"events.csv"
			else
				print id "," date(last[id]) ",alive" \
					>"leaving.csv"
		}
	}' "$data/jasa1.csv"
# One dies on the first day.
echo '{"ccr": "definition/1", "name": "heart", "competing": [],
	"exclude": {"event_on_index_day": false}}' >heart.json
clean ccr-follow --quiet --definition heart.json --as-of 2009-12-31 -b group \
	--group-date decided --landmark 90 --not-yet 0 --deaths leaving.csv \
	--events events.csv index.csv >rows.csv
tr -d '"' <"$known/demo_immortal_time.csv" |
	awk -F, '/^landmark/ { print "n\t" $5 }' >"$expected"
awk 'END { print "n\t" NR - 1 }' rows.csv >"$seen"
family 'demo_immortal_time, people at the landmark' "$expected" "$seen" 1e-9 n
if Rscript -e 'library(survival)' >/dev/null 2>&1; then
	tr -d '"' <"$known/demo_immortal_time.csv" |
		awk -F, '/^landmark/ { print "hr\t" $2 "\t" $4 }' >"$expected"
	cat >heart.R <<'EOT'
library(survival)
d <- merge(read.csv("rows.csv"), read.csv("covariates.csv"))
f <- coxph(Surv(days, event) ~ group + age + surgery, d)
cat(sprintf("hr\t%.15g\t%.15g\n", exp(coef(f)[1]), sqrt(vcov(f)[1, 1])))
EOT
	Rscript heart.R >"$seen" 2>/dev/null
	family 'demo_immortal_time, hazard ratio (coxph on our rows)' \
		"$expected" "$seen" 1e-6 'hr se'
else
	not_applicable 'demo_immortal_time, hazard ratio' 'R is not here'
fi
not_applicable 'demo_immortal_time, naive and time-dependent' \
	'ccr-follow refuses the one, and makes no rows for the other'
finish
