#!/bin/sh
# 'ccr-trend' against point-by-point answers of R's qicharts2, NHSRplotthedots
# and qcc: centre, limits and every flag, and tables of limits of runs.

# shellcheck disable=SC1091,SC2154 # not followed without -x
. "$(dirname "$0")/../lib.sh"
. "$tests/oracle/family.sh"
need_oracles progress

known=$oracles/progress
expected=$scratch/expected
seen=$scratch/seen
cd "$scratch" || exit 1
: >names

# day N: the N-th of a row of days; the known answers have numbers or days.
# shellcheck disable=SC2016 # dollars for awk
day='function day(n) { return sprintf("%04d-%02d-01", 2001 + int((n - 1) / 12), (n - 1) % 12 + 1) }'
# of NAME...: those columns of CSV, found by their names, tabs between. Quoted
# cells hold commas; a missing cell is NA.
of() {
	awk -v OFS='\t' -v names="$*" '
		function cells(line, cell,	n, c, i, quoted) {
			n = 1
			split("", cell)
			for (i = 1; i <= length(line); i++) {
				c = substr(line, i, 1)
				if (c == "\"")
					quoted = !quoted
				else if (c == "," && !quoted)
					n++
				else
					cell[n] = cell[n] c
			}
			return n
		}
		BEGIN { k = split(names, want, " ") }
		NR == 1 { n = cells($0, head); for (i = 1; i <= n; i++) at[head[i]] = i; next }
		{
			cells($0, cell)
			row = ""
			for (i = 1; i <= k; i++)
				row = row (i > 1 ? OFS : "") \
					(cell[at[want[i]]] == "" ? "NA" : cell[at[want[i]]])
			print row
		}'
}

# qic NAME DATA ARG...: limits and signals of a chart of qicharts2. Its rows are
# numbered; ours are months. Sigma signals are 'outside' of any set, runs
# signals those of anhoej, which stand at the last point and hold for all.
qic() {
	name=$1 data=$2
	echo "$name" >>names
	shift 2
	awk -F, "$day"'
		NR == 1 { print "date,value,n"; next }
		{ print day(NR - 1) "," $2 "," $3 }' "$data" >in.csv
	of x y cl lcl ucl sigma n.useful longest.run longest.run.max n.crossings \
		n.crossings.min runs.signal <"$known/expect_$name.csv" |
		awk -F'\t' -v OFS='\t' "$day"'
			{ $1 = day($1); $6 = $6 == "TRUE"; $12 = $12 == "TRUE"; print }' >"$expected"
	clean ccr-trend "$@" --as-of 2026-01-01 --quiet --rules nhs,anhoej in.csv >out.csv
	of date value centre lower upper rule useful longest_run longest_max crossings \
		crossings_min rule <out.csv |
		awk -F'\t' -v OFS='\t' '
			{ $6 = $6 ~ /outside/; whole += $12 ~ /longest_run=|crossings=/; row[NR] = $0 }
			END {
				for (i = 1; i <= NR; i++) {
					$0 = row[i]
					$12 = whole > 0
					print
				}
			}' >"$seen"
	family "expect_$name" "$expected" "$seen" 1e-9 \
		'value centre lower upper sigma useful longest longest_max crossings crossings_min runs'
}
ones() {	# a file of 'x,count,n' without its denominator
	awk -F, -v OFS=, '{ print $1, $2, "" }' "$1"
}
ones "$known/qicharts2_cdi.csv" >cdi.csv
cabg=$known/qicharts2_cabg_deaths_monthly.csv
complaints=$known/qicharts2_complaints.csv
accidents=$known/qicharts2_nhs_accidents.csv
qic cdi_run cdi.csv run
qic cdi_c cdi.csv spc --chart c
qic cdi_c_freeze24 cdi.csv spc --chart c --freeze 24
qic cdi_i cdi.csv spc --scale 1.128
qic cdi_i_screenedmr cdi.csv spc --scale 1.128 --mr screened
qic cdi_u "$known/qicharts2_cdi.csv" spc --chart u
qic cabg_deaths_p "$cabg" spc --chart p
qic cabg_deaths_run "$cabg" run --n n
qic complaints_u "$complaints" spc --chart u
qic complaints_up "$complaints" spc --chart up
qic complaints_up_screenedmr "$complaints" spc --chart up --mr screened
qic complaints_ip "$complaints" spc --chart ip
qic nhs_accidents_p "$accidents" spc --chart p
qic nhs_accidents_pp "$accidents" spc --chart pp

# Every chart above again, in the words of the summary; 10 digits.
grep -o '^[a-z_]*,[a-z0-9_]*,' "$known/summary_qicharts2.txt" | tr ',' ' ' |
	while read -r data kind; do
		[ -e "$known/expect_${data}_$kind.csv" ] || echo "$data $kind"
	done >missing
if [ -s missing ]; then
	not_ok 'summary_qicharts2: a chart that no table has' missing
else
	not_applicable summary_qicharts2 'the first and last rows of the tables expect_* above'
fi

# ptd NAME ARG...: points, limits and flags of NHSRplotthedots.
ptd() {
	name=$1
	echo "$name" >>names
	shift
	of x y <"$known/ptd_$name.csv" | awk -F'\t' -v OFS=, '
		BEGIN { print "date,value" } { print $1, $2 }' >in.csv
	of x y rebase_group mean_col lpl upl outside_limits close_to_limits special_cause_type \
		point_type <"$known/ptd_$name.csv" | awk -F'\t' -v OFS='\t' '
		{
			$3++
			$7 = $7 == "TRUE"
			$8 = $8 == "TRUE"
			print
		}' >"$expected"
	clean ccr-trend spc --as-of 2026-01-01 --quiet "$@" in.csv >out.csv
	# The first rule is the most serious, and has the direction. Close to a limit
	# is what lies between it and two thirds of the way there.
	of date value phase centre lower upper rule rule direction variation <out.csv |
		awk -F'\t' -v OFS='\t' '
		{
			up = $9 == "up"
			first = $8
			sub(/,.*/, "", first)
			$7 = $7 ~ /^outside/
			far = ($2 - $4) / ($6 - $4)
			$8 = !$7 && (far > 2 / 3 || far < -2 / 3)
			$9 = first == "outside" ? (up ? "Above UCL" : "Below LCL") : \
				first == "trend" ? "7 Point Trend (" (up ? "In" : "De") "creasing)" : \
				first == "close" ? "2 in 3 " (up ? "Above" : "Below") " CL" : \
				first == "shift" ? "7 Points " (up ? "Above" : "Below") " CL" : \
				"Common Cause"
			print
		}' | sed -e 's/	baseline	/	1	/' -e 's/	after	/	1	/' >"$seen"
	family "ptd_$name" "$expected" "$seen" 1e-9 \
		'value phase centre lower upper outside close special_cause point_type'
}
ptd cdi --mr screened --direction down
ptd cdi_fix12 --mr screened --direction down --freeze 12
ptd cdi_rebase24 --mr screened --direction down --phases 2021-01-25
ptd outlier_excel --mr all --direction down
ptd outlier_screened --mr screened --direction down
ptd rnorm123 --mr screened --direction up
ptd shift7 --mr screened --direction up
ptd trend7 --mr screened --direction up
ptd viscosity --mr screened --direction up

# The counts of each kind of special cause, in the summary's words; 7 digits.
not_applicable summary_plotthedots 'counts of the rows of ptd_* above'

# Limits of runs: of each length a series with half of its points above the mean.
awk "$day"'BEGIN {
	print "n,date,value"
	for (n = 10; n <= 100; n++)
		for (i = 1; i <= n; i++)
			print n "," day(i) "," (i <= int(n / 2))
}' >in.csv
clean ccr-trend spc --rules anhoej,run-chart --as-of 2026-01-01 --quiet -b n in.csv >out.csv
of n longest_max cross_min <"$known/anhoej_limits_10_100.csv" >"$expected"
of series longest_max crossings_min <out.csv | sort -u >"$seen"
family anhoej_limits_10_100 "$expected" "$seen" 1e-9 'longest_max crossings_min'
of n_useful too_few_if_runs_le too_many_if_runs_ge min_ok max_ok anhoej_min_crossings \
	anhoej_max_run <"$known/runs_limits_exact.csv" >"$expected"
of series runs_min runs_max crossings_min longest_max <out.csv | sort -u |
	awk -F'\t' -v OFS='\t' '$1 <= 60 { print $1, $2 - 1, $3 + 1, $2, $3, $4, $5 }' >"$seen"
family runs_limits_exact "$expected" "$seen" 1e-9 'too_few too_many min_ok max_ok crossings longest'

# qcc NAME LINE SCALE INPUT ARG...: line LINE of the summary has centre, lower and
# upper limit, and the points that break rule 1 or 4 of Western Electric, the
# ones qcc applies unasked (2 and 3: tests/unit/t-runs.c); the values of INPUT,
# 'count' or 'count n', are in lines. An np chart is SCALE times p.
qcc() {
	name=$1 line=$2 scale=$3 input=$4
	shift 4
	awk "$day"'BEGIN { print "date,value,n" } { print day(NR) "," $1 "," $2 }' "$input" >in.csv
	awk -v line="$line" '
		function words(from, to,	i, all) {
			for (i = from; i < to; i++)
				all = all (all == "" ? "" : "\t") $i
			return all
		}
		NR < line || NR > line + 1 { next }
		{ for (i = 1; i <= NF; i++) at[$i] = i }
		NR == line {
			print "centre\t" $(at["center"] + 1)
			print "lower\t" words(at["LCL"] + 1, at["UCL"])
			print "upper\t" words(at["UCL"] + 1, NF + 1)
		}
		NR == line + 1 && $1 == "violations" {
			print "points\t" words(at["idx:"] + 1, at["rule:"])
			print "rules\t" words(at["rule:"] + 1, NF + 1)
			found = 1
		}
		END { if (!found) print "points\t\nrules\t" }' "$known/summary_qcc.txt" >"$expected"
	clean ccr-trend spc --rules western-electric --as-of 2026-01-01 --quiet "$@" in.csv |
		of centre lower upper rule | awk -F'\t' -v scale="$scale" '
		function add(name, text) { all[name] = all[name] "\t" text }
		{
			rule = $4 ~ /^outside/ ? 1 : $4 ~ /shift/ ? 4 : 0
			# Limits that several points share are said once.
			if (!said[$2, $3]++) {
				add("lower", sprintf("%.12g", $2 * scale))
				add("upper", sprintf("%.12g", $3 * scale))
			}
			centre = sprintf("%.12g", $1 * scale)
			if (rule) {
				add("points", NR)
				add("rules", rule)
			}
		}
		END {
			print "centre\t" centre
			print "lower" all["lower"]
			print "upper" all["upper"]
			print "points" (all["points"] == "" ? "\t" : all["points"])
			print "rules" (all["rules"] == "" ? "\t" : all["rules"])
		}' >"$seen"
	family "summary_qcc $name" "$expected" "$seen" 1e-7 ''
}
trial() {	# FILE COLUMNS...: those columns of the rows of the trial
	awk -v a="$2" -v b="${3-0}" '$NF == "TRUE" { print $a, b ? $b : "" }' "$known/$1"
}
trial qcc_orangejuice.txt 2 3 >juice
sed -e 15d -e 23d juice >juice.clean
trial qcc_circuit.txt 2 3 >circuit
sed 's/ .*//' circuit >circuit.c
sed 1d "$known/qcc_pcmanufact.txt" >pc
sed 1d "$known/qcc_dyedcloth.txt" >cloth
trial qcc_viscosity.txt 2 >viscosity
at() { grep -n "^$1 center" "$known/summary_qcc.txt" | cut -d: -f1; }
qcc 'orangejuice p' "$(at 'orangejuice p trial')" 1 juice --chart p
qcc 'orangejuice np, as 50 times p' "$(at 'orangejuice np trial')" 50 juice --chart p
qcc 'orangejuice p minus 15, 23' "$(at 'orangejuice p trial minus 15,23')" 1 juice.clean --chart p
qcc 'circuit c' "$(at 'circuit c trial')" 1 circuit.c --chart c
qcc 'circuit u' "$(at 'circuit u trial')" 1 circuit --chart u
qcc 'pcmanufact u' "$(at 'pcmanufact u')" 1 pc --chart u
qcc 'dyedcloth u' "$(at 'dyedcloth u')" 1 cloth --chart u
qcc 'viscosity xbar.one' "$(at 'viscosity xbar.one trial')" 1 viscosity --scale 1.128
not_applicable 'summary_qcc viscosity, SD' \
	'limits from the standard deviation of all points, which takes in the signals it should find'

# No table of points is left out.
for file in "$known"/expect_*.csv "$known"/ptd_*.csv; do
	name=${file##*/}
	name=${name%.csv}
	grep -qx "${name#*_}" names || not_ok "$self: $name is not compared"
done
not_applicable 'qcc_antifreeze, qcc_orangejuice2, qcc_pistonrings, qicharts2_lots' \
	'data without an answer'
finish
