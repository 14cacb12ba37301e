#!/bin/sh
# Kaplan-Meier curves and horizons against R's survfit: every column of
# 'ccr-recidivism curve' under each interval, and the km rows of 'rates'.

# shellcheck disable=SC1091,SC2154 # not followed without -x
. "$(dirname "$0")/../lib.sh"
. "$tests/oracle/family.sh"
need_oracles recidivism

data=$oracles/recidivism/data
known=$oracles/recidivism/expected
expected=$scratch/expected
seen=$scratch/seen

# R writes groups as "fin=no; race=black", and "all"; we as "no / black".
group='
function group(s) {
	if (s == "all")
		return ""
	gsub(/[^ ;=]*=/, "", s)
	gsub(/;/, " /", s)
	return s
}'

curve() {	# NAME INPUT ARG...
	name=$1
	input=$2
	shift 2
	for ci in plain log log-log; do
		# NaN is how R writes a missing number that it computed.
		awk -F, -v ci="$ci" "$group"'
			NR > 1 && $1 == ci {
				gsub(/NaN/, "NA")
				print group($2) "|" $3 "\t" $4 "\t" $5 "\t" $6 \
					"\t" $7 "\t" $9 "\t" $10 "\t" $11
			}' "$known/km_$name.csv" >"$expected"
		clean ccr-recidivism curve --quiet --ci "$ci" "$@" <"$input" |
			awk -F, '
			function value(s) { return s == "" ? "NA" : s }
			NR > 1 {
				print $2 "|" $3 "\t" $4 "\t" $5 "\t" $6 "\t" \
					value($7) "\t" value($8) "\t" \
					value($9) "\t" value($10)
			}' >"$seen"
		family "curve $name, $ci" "$expected" "$seen" 1e-9 \
			'n_risk n_event n_censor survival se ci_low ci_high'
	done
}

# R counts events since the horizon before, we since the start; our estimate
# is 1 - S. Before the first event R calls S = 1 its own interval, we say that
# there is none under log-log.
horizons() {	# NAME TIMES INPUT ARG...
	name=$1
	times=$2
	input=$3
	shift 3
	for ci in plain log log-log; do
		awk -F, -v ci="$ci" "$group"'
			NR > 1 && $1 == ci {
				events = $2 == last ? events + $5 : $5
				last = $2
				gsub(/NaN/, "NA")
				none = ci == "log-log" && events == 0
				low = none ? "NA" : 1 - $9
				high = none ? "NA" : 1 - $8
				printf "%s|%s\t%s\t%s\t%.17g\t%s\t", group($2), \
					$3, $4, events, 1 - $6, $7
				if (none)
					print "NA\tNA"
				else
					printf "%.17g\t%.17g\n", 1 - $9, 1 - $8
			}' "$known/kmt_$name.csv" >"$expected"
		clean ccr-recidivism rates --quiet --at "$times" --ci "$ci" \
			"$@" <"$input" | awk -F, '
			function value(s) { return s == "" ? "NA" : s }
			$4 == "km" {
				print $2 "|" $3 "\t" $6 "\t" $7 "\t" \
					value($8) "\t" value($9) "\t" \
					value($10) "\t" value($11)
			}' >"$seen"
		family "rates $name, $ci" "$expected" "$seen" 1e-9 \
			'n_risk n_event estimate se ci_low ci_high'
	done
}

# lung: status is 1 censored, 2 dead; the cells have no commas.
lung=$scratch/lung.csv
awk -F, 'NR == 1 { print "time,status,sex"; next }
	{ print $2 "," $3 - 1 "," $5 }' "$data/lung.csv" >"$lung"

rossi="--time week --event arrest"
recid="--time durat --event event"
death="--time time --event status"
# shellcheck disable=SC2086 # arguments
{
	curve rossi "$data/rossi.csv" $rossi
	curve rossi_fin "$data/rossi.csv" $rossi -b fin
	curve rossi_fin_race "$data/rossi.csv" $rossi -b fin,race
	curve lung "$lung" $death
	curve lung_sex "$lung" $death -b sex
	curve recid "$data/recid_wooldridge.csv" $recid
	curve recid_super "$data/recid_wooldridge.csv" $recid -b super
	curve iowa_fy "$data/iowa_3yr.csv" -b fy
	horizons rossi 13,26,39,52 "$data/rossi.csv" $rossi
	horizons rossi_fin 13,26,39,52 "$data/rossi.csv" $rossi -b fin
	horizons lung 100,365,730 "$lung" $death
	horizons lung_sex 100,365,730 "$lung" $death -b sex
	horizons recid 12,24,36,48,60 "$data/recid_wooldridge.csv" $recid
	horizons recid_super 12,24,36,48,60 "$data/recid_wooldridge.csv" \
		$recid -b super
	horizons iowa_fy 0,182,365,730,1094,1095 "$data/iowa_3yr.csv" -b fy
}

# Therneau & Grambsch 2000, appendix E: answers in closed form.
awk -F, 'NR > 1 { print $1 "\t" $2 "\t" $3 "\t" $4 "\t" $5 }' \
	"$known/tg_km1.csv" >"$expected"
clean ccr-recidivism curve --quiet --time time --event status \
	"$data/tg_test1.csv" | awk -F, 'NR > 1 {
		print $3 "\t" $4 "\t" $5 "\t" $7 "\t" ($8 == "" ? "NA" : $8)
	}' >"$seen"
family 'curve tg_test1' "$expected" "$seen" 1e-9 'n_risk n_event survival se'

# R's std.err with stype 1 and ctype 1 is that of log S.
awk -F, '$1 == 1 && $2 == 1 { printf "%s\t%s\t%.17g\n", $3, $4, $4 * $5 }' \
	"$known/km_rossi_stype_ctype.csv" >"$expected"
# shellcheck disable=SC2086
clean ccr-recidivism curve --quiet $rossi "$data/rossi.csv" |
	awk -F, 'NR > 1 { print $3 "\t" $7 "\t" $8 }' >"$seen"
family 'curve rossi_stype_ctype, Kaplan-Meier' "$expected" "$seen" 1e-9 \
	'survival se'

not_applicable 'conf.type logit, arcsin (all km_*)' 'no such --ci'
not_applicable rossi_stype_ctype 'Fleming-Harrington estimates'
not_applicable rossi_weighted12 'weights'
not_applicable heart_transplant 'left truncation (start, stop]'
not_applicable tg_km2 'left truncation (start, stop]'
not_applicable 'kmq_*' 'quantiles of the curve'
finish
