#!/bin/sh
# 'ccr-outcome' against the known answers: exact tests and intervals of R, the
# E-test, displacement, difference in differences, segmented regression.

# shellcheck disable=SC1091,SC2154 # not followed without -x
# shellcheck disable=SC2086 # arguments are several words
. "$(dirname "$0")/../lib.sh"
. "$tests/oracle/family.sh"
need_oracles recidivism

expected=$scratch/expected
seen=$scratch/seen
answers=$oracles/recidivism/expected
data=$oracles/recidivism/data

# columns NAME...: those columns of CSV, tabs between; commas within quotes are
# read as semicolons
columns() {
	awk -v OFS='\t' -v names="$*" '
		BEGIN { n = split(names, want, " ") }
		{
			n_parts = split($0, part, "\"")
			line = ""
			for (i = 1; i <= n_parts; i++) {
				if (i % 2 == 0)
					gsub(/,/, ";", part[i])
				line = line part[i]
			}
			n_cells = split(line, cell, ",")
		}
		NR == 1 { for (i = 1; i <= n_cells; i++) at[cell[i]] = i; next }
		{
			row = cell[at[want[1]]]
			for (k = 2; k <= n; k++)
				row = row OFS cell[at[want[k]]]
			print row
		}'
}
outcome() { clean ccr-outcome "$@" --quiet </dev/null; }
answer() {	# FILE COLUMN...
	file=$1
	shift
	columns "$@" <"$answers/$file.csv"
}
# each COLUMN...: for each line KEY TAB ARGUMENTS of stdin, the key and those
# columns of the last row of that run
each() {
	while IFS='	' read -r key args; do
		printf '%s\t' "$key"
		outcome $args | columns "$@" | tail -n 1
	done
}
# zeros: numbers below 1e-15 are 0
zeros() {
	awk -F '\t' -v OFS='\t' '{
		for (i = 2; i <= NF; i++)
			if ($i + 0 < 1e-15 && $i + 0 > -1e-15 && $i ~ /e-/)
				$i = 0
		print
	}'
}

# ---- one count, one share ----

answer exact_tests case estimate lower upper p >"$scratch/exact"
sed -n 's/ *NA//g; /^pois /p' "$scratch/exact" >"$expected"
awk -F '\t' '{
	name = $1; null = 1; exposure = 1
	sub(/^pois /, "", name)
	if (name ~ /vs r=/) { null = name; sub(/.*r=/, "", null); sub(/ vs.*/, "", name) }
	split(name, part, /\/| per | T=/)
	print $1 "\trate --counts " part[1] " --exposures " part[2] " --null " null
}' "$expected" | each estimate ci_low ci_high p >"$seen"
# Below the smallest normal number no p has digits that could be compared.
sed 's/1.97[0-9]*e-323$/0/' "$expected" >"$scratch/normal"
family 'poisson, exact' "$scratch/normal" "$seen" 1e-9 'estimate ci_low ci_high p'

grep '^binom ' "$scratch/exact" | grep -v less >"$expected"
awk -F '\t' '{
	name = $1; null = 0.5
	sub(/^binom /, "", name)
	if (name ~ / p=/) { null = name; sub(/.* p=/, "", null); sub(/ p=.*/, "", name) }
	split(name, part, "/")
	print $1 "\tproportion --ci clopper-pearson --counts " part[1] " --exposures " \
		part[2] " --null " null
}' "$expected" | each estimate ci_low ci_high p >"$seen"
printf 'mcnemar exact 12 v 3\tproportion --ci clopper-pearson --counts 3 --exposures 15 --null .5\n' |
	each estimate ci_low ci_high p >>"$seen"
grep '^mcnemar exact' "$scratch/exact" >>"$expected"
family 'binomial, exact' "$expected" "$seen" 1e-9 'estimate ci_low ci_high p'

grep '^wilson 31/499 nocc' "$scratch/exact" >"$expected"
printf 'wilson 31/499 nocc\tproportion --counts 31 --exposures 499 --null .5\n' |
	each estimate ci_low ci_high p >"$seen"
family 'wilson, with its test' "$expected" "$seen" 1e-9 'estimate ci_low ci_high p'
not_applicable 'exact_tests, one-sided' 'all tests are two-sided'
not_applicable 'exact_tests, continuity corrections' 'the exact methods stand in their place'
not_applicable 'exact_tests, tables (prop2, fisher, chisq, mcnemar, mantelhaen, trend) and rossi_2x2' \
	'shares of two groups of persons are compared by ccr-recidivism'

answer binom_ci m x n proportion lower upper >"$scratch/table"
grep -e ^exact -e ^wilson "$scratch/table" |
	awk -F '\t' -v OFS='\t' '{ print $1 " " $2 "/" $3, $4, $5, $6 }' | zeros >"$expected"
grep -e ^exact -e ^wilson "$scratch/table" | awk -F '\t' '{
	print $1 " " $2 "/" $3 "\tproportion --counts " $2 " --exposures " $3 " --ci " \
		($1 == "exact" ? "clopper-pearson" : $1)
}' | each estimate ci_low ci_high >"$seen"
family 'binom_ci, exact and wilson' "$expected" "$seen" 1e-9 'estimate ci_low ci_high'
not_applicable 'binom_ci, approx' 'the plain interval leaves 0..1; it is not offered'

answer poisson_ci x pt rate lower upper method | grep exact >"$scratch/table"
awk -F '\t' -v OFS='\t' '{ print $1 "/" $2, $3, $4, $5 }' "$scratch/table" >"$expected"
awk -F '\t' '{ print $1 "/" $2 "\trate --counts " $1 " --exposures " $2 }' "$scratch/table" |
	each estimate ci_low ci_high >"$seen"
# 5e-6 off at most, which is a thousandth of the smallest of them.
family "poisson_ci, exact (by R's uniroot; exact_tests has it to the last digit)" \
	"$expected" "$seen" 2e-3 'estimate ci_low ci_high'
not_applicable 'poisson_ci, byar and approx' \
	"epitools' byar is another formula (smr.csv has ours); approx is not offered"

answer incidence_rates data events pt per rate lo hi >"$scratch/table"
awk -F '\t' -v OFS='\t' '{ print $1, $5, $6, $7 }' "$scratch/table" >"$expected"
awk -F '\t' '{ print $1 "\trate --counts " $2 " --exposures " $3 " --per " $4 }' \
	"$scratch/table" | each estimate ci_low ci_high >"$seen"
family 'incidence_rates' "$expected" "$seen" 1e-9 'estimate ci_low ci_high'

answer smr O E smr lo hi p byar.lo byar.hi >"$scratch/table"
awk -F '\t' -v OFS='\t' '{ print $1, $3, $4, $5, $6; print $1 " byar", $3, $7, $8, $6 }' \
	"$scratch/table" >"$expected"
awk -F '\t' '{
	print $1 "\tsmr --counts " $1 " --exposures " $2
	print $1 " byar\tsmr --ci byar --counts " $1 " --exposures " $2
}' "$scratch/table" | each estimate ci_low ci_high p >"$seen"
family 'smr, exact and byar' "$expected" "$seen" 1e-9 'estimate ci_low ci_high p'

# ---- two rates ----

# test_row TEST COLUMN... : of each line KEY TAB N E M F the row of that test
test_row() {
	test=$1
	shift
	while IFS='	' read -r key n e m f; do
		printf '%s\t' "$key"
		outcome ratio --test "$test" --counts "$n,$m" --exposures "$e,$f" |
			columns measure "$@" | sed -n 's/^ratio	//p'
	done
}
grep '^rr ' "$scratch/exact" | grep -v less >"$expected"
awk -F '\t' -v OFS='\t' '{
	name = $1
	sub(/^rr /, "", name)
	split(name, part, /\/| v /)
	print $1, part[1], part[2], part[3], part[4]
}' "$expected" >"$scratch/pairs"
test_row minlike estimate ci_low ci_high p <"$scratch/pairs" >"$seen"
family 'rate ratio, conditional exact' "$expected" "$seen" 1e-9 'estimate ci_low ci_high p'

answer exact_p_conventions x1 t1 x2 t2 minlike central midp >"$scratch/table"
: >"$expected"
: >"$seen"
awk -F '\t' -v OFS='\t' '{ print $1 "/" $2 " " $3 "/" $4, $1, $2, $3, $4 }' "$scratch/table" \
	>"$scratch/pairs"
for of in minlike:5 central:6 midp:7; do
	awk -F '\t' -v OFS='\t' -v name="${of%:*}" -v at="${of#*:}" \
		'{ print name " " $1 "/" $2 " " $3 "/" $4, $at }' "$scratch/table" >>"$expected"
	test_row "${of%:*}" p <"$scratch/pairs" | sed "s/^/${of%:*} /" >>"$seen"
done
family 'two-sided p by three conventions' "$expected" "$seen" 1e-9 p

answer etest k1 k2 n1 n2 p >"$scratch/table"
awk -F '\t' -v OFS='\t' '{ print $1 " " $2, $5 }' "$scratch/table" >"$expected"
awk -F '\t' -v OFS='\t' '{ print $1 " " $2, $1, $3, $2, $4 }' "$scratch/table" |
	test_row etest p >"$seen"
family 'e-test' "$expected" "$seen" 1e-9 p

# The second over the first, as epitools has it.
answer rateratio_16_2 method estimate lower upper midp.p wald.p | awk -F '\t' -v OFS='\t' '
	$3 != "NA" && $1 == "wald" { print $1, $2, $3, $4, $6 }' >"$expected"
printf 'wald\t2\t5\t16\t5\n' | test_row wald estimate ci_low ci_high p >"$seen"
family 'rateratio_16_2, wald' "$expected" "$seen" 1e-9 'estimate ci_low ci_high p'
answer rateratio_16_2 method estimate lower upper midp.p wald.p | awk -F '\t' -v OFS='\t' '
	$3 != "NA" && $1 == "midp" { print "low", $3; print "high", $4 }' >"$expected"
printf 'midp\t2\t5\t16\t5\n' | test_row midp ci_low ci_high |
	awk -F '\t' '{ print "low\t" $2; print "high\t" $3 }' >"$seen"
family "rateratio_16_2, midp (by R's uniroot, 1.3e-5 off)" "$expected" "$seen" 1e-3 ci
# The same equations by uniroot(tol = 1e-15).
printf 'low	0.019436392479383842\nhigh	0.47293994292053393\n' >"$expected"
family 'mid-p interval' "$expected" "$seen" 1e-9 ci
not_applicable 'rateratio_16_2, midp estimate' \
	'the ratio itself is given, not its median-unbiased estimate'

# ---- areas ----

# Weights of areas and times are exposures: before, after of treated, control,
# displaced and its control.
answer wdd t0 t1 c0 c1 d0 d1 k0 k1 local se.local disp se.disp total se.total z lo hi \
	>"$scratch/table"
cat >"$scratch/weights" <<'EOT'
1,1,1,1
1,1,1,1,1,1,1,1
1,1,1,1
2,1,2,1
1.5,1.5,2,2,3.2,3.2,3,3
1.2,1.2,.9,.9,1.5,1.5,1.6,1.6
EOT
paste "$scratch/weights" "$scratch/table" | awk -F '\t' -v OFS='\t' '{
	wide = split($1, w, ",") > 4
	print NR " local", $10, $11
	if (wide)
		print NR " displacement", $12, $13
	if (wide)
		print NR " total", $14, $15, $17, $18
}' >"$expected"
# Of local alone the interval is that of the total.
paste "$scratch/weights" "$scratch/table" | awk -F '\t' -v OFS='\t' \
	'split($1, w, ",") == 4 { print NR " interval", $17, $18 }' >>"$expected"
paste "$scratch/weights" "$scratch/table" | awk -F '\t' '{
	n = split($1, w, ",")
	counts = $2
	for (i = 2; i <= n; i++)
		counts = counts "," $(i + 1)
	print NR, n, counts, $1
}' | while read -r row n counts weights; do
	outcome wdd --counts "$counts" --exposures "$weights" |
		columns term estimate se ci_low ci_high | awk -F '\t' -v OFS='\t' -v row="$row" \
		-v n="$n" '{
			if ($1 == "total")
				print row " " $1, $2, $3, $4, $5
			else
				print row " " $1, $2, $3
			if (n == 4)
				print row " interval", $4, $5
		}'
done >"$seen"
family 'wdd' "$expected" "$seen" 1e-9 'estimate se ci_low ci_high'

answer wdq A0 A1 B0 B1 C0 C1 success buffer wdq gross net tne | awk -F '\t' -v OFS='\t' '{
	split("success buffer wdq gross net total", name, " ")
	for (i = 1; i <= 6; i++)
		print NR " " name[i], $(i + 6)
}' >"$expected"
answer wdq A0 A1 C0 C1 B0 B1 | tr '\t' , | awk '{ print NR, $0 }' | while read -r nth counts; do
	outcome wdq --counts "$counts" | columns term estimate | sed "s/^/$nth /"
done >"$seen"
family 'wdq' "$expected" "$seen" 1e-9 estimate

answer did_poisson term rr 'X2.5..' 'X97.5..' 'Std..Error' 'Pr...z..' | awk -F '\t' -v OFS='\t' '
	$1 == "po" || $1 == "tr:po" {
		printf "%s\t%s\t%.17g\t%.17g\t%s\t%s\n", $1, $2, exp($3), exp($4), $5, $6
	}' >"$expected"
outcome did --counts 120,95,410,402 --exposures 104000,106500,356000,361000 |
	columns term estimate ci_low ci_high se p |
	sed -n 's/^control: after [/] before/po/p; s/^treated [/] control/tr:po/p' >"$seen"
# The answers come from an iterated fit.
family 'did_poisson, changes' "$expected" "$seen" 1e-6 'estimate ci_low ci_high se p'
not_applicable 'did_poisson, intercept and tr' 'a rate and a ratio at the base; no change'

# ---- segmented regression ----

its() {	# OPTION...: coefficients of the seat belts, R's names
	outcome its --count y --after law --harmonics 2 --period 12 "$@" "$data/seatbelts_its.csv" |
		columns measure term estimate se p
}
terms() {
	sed -n 's/^coefficient	//p' | sed 's/^intercept/(Intercept)/; s/^trend/t/
		s/^level/law/; s/^slope/since/; s/^sin /s/; s/^cos /c/'
}
# linear NAME OPTION...: the answers of that name
linear() {
	name=$1
	shift
	awk -F '\t' -v OFS='\t' -v name="$name" '$1 == name { print $2, $3, $4, $5 }' \
		"$scratch/table" >"$expected"
	its "$@" | terms >"$seen"
	family "its, $name" "$expected" "$seen" 1e-9 'estimate se p'
}
answer its_seatbelts_lm method term est se p >"$scratch/table"
linear ols --method ols
linear HC0 --method newey-west --lag 0
linear HC1 --method newey-west --lag 0 --small-sample
for lag in 1 3 6 12; do
	linear "NW.lag$lag" --method newey-west --lag $lag
	linear "NW.lag$lag.adjust" --method newey-west --lag $lag --small-sample
done
linear NW.auto.noprewhite --method newey-west
not_applicable 'its, HC3 and NW.auto.prewhite' 'prewhitening and leverage weights are not offered'

answer its_seatbelts_pw method term est se rho >"$scratch/table"
for method in prais-winsten cochrane-orcutt; do
	awk -F '\t' -v OFS='\t' -v name="$method" '$1 == name { print $2, $3, $4; rho = $5 }
		END { print "rho", rho, "" }' "$scratch/table" >"$expected"
	its --method "$method" >"$scratch/its"
	{
		terms <"$scratch/its" | cut -f 1-3
		awk -F '\t' -v OFS='\t' '$1 == "rho" { print $1, $3, "" }' "$scratch/its"
	} >"$seen"
	family "its, $method" "$expected" "$seen" 1e-6 'estimate se'
done

answer its_seatbelts_glm m term Estimate 'Std..Error' 'Pr...z..' >"$scratch/table"
for of in poisson:poisson quasi:quasi-poisson nb:negative-binomial; do
	awk -F '\t' -v OFS='\t' -v name="${of%:*}" '$1 == name { print $2, $3, $4, $5 }' \
		"$scratch/table" >"$expected"
	its --method "${of#*:}" | terms >"$seen"
	family "its, ${of#*:}" "$expected" "$seen" 1e-6 'estimate se p'
done
answer its_seatbelts_glm_fit m loglik theta se.theta dispersion | awk -F '\t' -v OFS='\t' '
	$1 == "poisson" { print "poisson loglik", $2; print "dispersion", $5 }
	$1 == "nb" { print "nb loglik", $2; print "theta", $3; print "se", $4 }' >"$expected"
{
	its --method poisson | awk -F '\t' -v OFS='\t' '
		$1 == "loglik" { print "poisson loglik", $3 }
		$1 == "dispersion" { print $1, $3 }'
	its --method negative-binomial | awk -F '\t' -v OFS='\t' '
		$1 == "loglik" { print "nb loglik", $3 }
		$1 == "theta" { print $1, $3; print "se", $4 }'
} >"$seen"
family 'its, fit of the log-linear models' "$expected" "$seen" 1e-6 estimate

answer its_seatbelts_diag what v | grep -e ^dw -e ^bg1.LM -e ^bg1.p >"$expected"
its --method ols | awk -F '\t' -v OFS='\t' '
	$1 == "durbin_watson" { print "dw", $3; print "dw.p", $5 }
	$1 == "breusch_godfrey" { print "bg1.LM", $3; print "bg1.p", $5 }' >"$seen"
family 'its, diagnostics' "$expected" "$seen" 1e-9 value
not_applicable 'its, bandwidth, order 12, r2 and sigma' \
	'the lag is printed whole; of the others rho and durbin_watson say what is needed'

# ---- the log-linear fit itself, on persons ----

awk -F, 'NR == 1 { for (i = 1; i <= NF; i++) { gsub(/"/, "", $i); at[$i] = i }; next }
	{ print $at["narr86"], 1, $at["pcnv"], $at["avgsen"], $at["tottime"], $at["ptime86"],
		$at["qemp86"], $at["inc86"], $at["black"], $at["hispan"], $at["born60"] }' \
	"$data/crime1_wooldridge.csv" >"$scratch/crime"
answer crime1_counts term poisson se se.quasi nb nb.se | awk -F '\t' -v OFS='\t' \
	'{ print NR, $2, $3, $4, $5, $6 }' >"$expected"
answer crime1_counts_fit loglik.pois sigma2 loglik.nb theta | sed 's/^/fit	/' >>"$expected"
clean "$BUILD/oracle/glm" <"$scratch/crime" >"$seen"
family 'crime1, poisson, quasi-poisson and negative binomial' "$expected" "$seen" 1e-6 \
	'poisson se quasi_se nb nb_se'
not_applicable 'crime1, HC0' 'robust errors of log-linear models are not offered'
finish
