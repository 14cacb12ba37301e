#!/bin/sh
# The rest of the known answers about surveys (banners, NCHS's presentation
# standard, chi-squared, margins of error, estimates with calibrated weights),
# and a table of all of them: which script compares them, or why none does.

# shellcheck disable=SC1091,SC2154,SC2016 # not followed without -x; $ of jq
. "$(dirname "$0")/../lib.sh"
. "$tests/oracle/family.sh"

need_oracles survey
answers=$oracles/survey/expected.csv
data=$oracles/survey/data
expected=$scratch/expected
seen=$scratch/seen
cd "$scratch" || exit 1

known() {	# CASE [PATTERN]: KEY TAB VALUE
	awk -F'","' -v OFS='\t' -v name="$1" -v pattern="${2-.}" '
		$1 == "\"" name && $6 ~ pattern { sub(/"$/, "", $7); print $6, $7 }' "$answers"
}
# FILTER VERB ARG...: rows through a jq filter that makes KEY, VALUE pairs
pairs() {
	filter=$1 verb=$2
	shift 2
	clean ccr-survey "$verb" --quiet -f jsonl "$@" | jq -r "$filter | @tsv"
}
# A table of counts as rows: the last column is how often.
rows() {
	awk -F, 'NR == 1 { sub(/,[^,]*$/, ""); print; next }
		{ n = $NF; sub(/,[^,]*$/, ""); for (i = 0; i < n; i++) print }'
}
rows <"$data/haireye.csv" >haireye.csv
rows <"$data/ucb.csv" >ucb.csv

# ---- banners ----

# The letters of groups stand in the order of their names: columns of the known
# answers are Brown A, Blue B, Hazel C, Green D; ours Blue, Brown, Green, Hazel.
known_letters() {
	awk -F'","' '$1 == "\"banner.letters" {
		split($5, row, "=")
		split($6, key, ":")
		print row[2] "|" key[1] "\t" (key[2] == "" ? "none" : key[2])
	}' "$answers"
}
known_letters >"$expected"
pairs 'select(.group) | (.greater_than // "" | [splits("")] | map({A: "B", B: "A", C: "D", D: "C"}[.] // "") |
	sort | join("")) as $l | ["\(.option)|\(.group)", if $l == "" then "none" else $l end]' \
	tab -q Hair -b Eye --letters none haireye.csv >"$seen"
family 'banner.letters' "$expected" "$seen"

# ---- the NCHS presentation standard ----

# R's degrees of freedom are there those of the people with an answer.
awk -F'","' -v OFS='\t' '$1 ~ /^"nchs\.race/ && $6 !~ /^neff_kg$/ {
	name = substr($1, 11)
	sub(/\./, " / ", name)
	sub(/"$/, "", $7)
	print name "|" $6, $7
}' "$answers" >"$expected"
pairs '.group as $g | select($g and .option == "1") | (.flag // "") as $f | [
	["est", .estimate], ["se", .se], ["n", .base], ["num", .n], ["neff", .n_eff], ["lo", .ci_low],
	["hi", .ci_high], ["width", .ci_high - .ci_low], ["df", .df],
	["display", if $f | startswith("suppress") then 0 else 1 end],
	["flag_complement", if $f | startswith("footnote") then 1 else 0 end],
	["flag_df", if $f | contains("degrees of freedom") then 1 else 0 end]][] | ["\($g)|\(.[0])", .[1]]' \
	tab -q HI_CHOL -b race,agecat --where 'HI_CHOL!=' --flag nchs -w WTMEC2YR --strata SDMVSTRA --cluster SDMVPSU \
	"$data/nhanes.csv" >"$seen"
family 'nchs' "$expected" "$seen"

# ---- independence, two shares ----

known chisq.haireye '^X2$' >"$expected"
known chisq.haireye '^df$' >>"$expected"
pairs '["X2", .x2], ["df", .df]' test -q Hair -b Eye --test chisq haireye.csv >"$seen"
family 'chisq.haireye' "$expected" "$seen"
known chisq.ucb '^(X2|df)$' >"$expected"
pairs '["X2", .x2], ["df", .df]' test -q Admit -b Gender --test chisq ucb.csv >"$seen"
family 'chisq.ucb' "$expected" "$seen"
for counts in 45.100.30.100 12.40.25.35 200.800.260.900; do
	known twoprop.$counts '^chisq$' >"$expected"
	echo "$counts" | awk -F. '{
		print "q,g,n"
		printf "y,1,%d\nn,1,%d\ny,2,%d\nn,2,%d\n", $1, $2 - $1, $3, $4 - $3
	}' | rows >two.csv
	pairs '["chisq", .x2]' test -q q -b g two.csv >"$seen"
	family "twoprop.$counts" "$expected" "$seen"
done

# ---- margins of error ----

# Half of the sample said yes. The known margin is z sqrt(deff p q / n), with a
# finite population times sqrt((N - n) / (N - 1)); an error is of n - 1, and of
# 1 - n / N.
for n in 100 400 1000; do
	known moe.$n.1 >"$expected"
	awk -v n=$n 'BEGIN {
		print "q,N"
		for (i = 0; i < n; i++)
			print (i % 2 ? "y" : "n") ",5000"
	}' >half.csv
	{
		pairs 'select(.option == "y") | ["moe95", .se * 1.95996398454005 * ((.base - 1) / .base | sqrt)]' \
			tab -q q half.csv
		pairs 'select(.option == "y") | ["moe95_fpc5000",
			.se * 1.95996398454005 * ((.base - 1) / .base * 5000 / 4999 | sqrt)]' \
			tab -q q --fpc N half.csv
	} >"$seen"
	family "moe.$n.1" "$expected" "$seen"
done

# ---- designs: what the other scripts leave ----

sed '1s/$/,"all"/; 1!s/$/,x/' "$data/apisrs.csv" >apisrs.csv
sed '1s/$/,"all"/; 1!s/$/,x/' "$data/apistrat.csv" >apistrat.csv
sed '1s/$/,"all"/; 1!s/$/,x/' "$data/apiclus1.csv" >apiclus1.csv
design() {	# NAME FILE ARG...
	name=$1 file=$2
	shift 2
	known "$name.weights" >"$expected"
	pairs '["n", .base], ["sumw", .weighted_n], ["kish_deff", .base / .n_eff], ["neff_kish", .n_eff],
		["degf", .df]' tab -q all "$@" "$file.csv" >"$seen"
	family "$name.weights" "$expected" "$seen"
	[ "${name%_nofpc}" != strat ] || return
	total=$(known "$name.weights" '^sumw$' | cut -f2)
	known "$name.mean.stype" '^(lo|hi|deff)' >"$expected"
	pairs '.option as $o | ["lo:stype\($o)", .ci_low],
		["hi:stype\($o)", .ci_high], ["deff:stype\($o)", .deff * '"$total / ($total - .base)"']' \
		tab -q stype --ci wald "$@" "$file.csv" >"$seen"
	family "$name.mean.stype: interval and deff" "$expected" "$seen"
}
design srs apisrs --fpc fpc
design srs_nofpc apisrs -w pw
design strat apistrat -w pw --strata stype --fpc fpc
design strat_nofpc apistrat -w pw --strata stype
design clus1 apiclus1 -w pw --cluster dnum --fpc fpc
design clus1_nofpc apiclus1 -w pw --cluster dnum
design wtonly_clus1 apiclus1 -w pw
for set in srs_nofpc:apisrs wtonly_clus1:apiclus1; do
	for pair in beta:beta xlogit:logit asin:asin mean:wald; do
		known "${set%:*}.ciprop.${pair%:*}" >"$expected"
		pairs 'select(.option == "Yes") | ["est", .estimate], ["se", .se], ["lo", .ci_low], ["hi", .ci_high]' \
			tab -q sch.wide --ci "${pair#*:}" -w pw "$data/${set#*:}.csv" >"$seen"
		family "${set%:*}.ciprop.${pair%:*}" "$expected" "$seen"
	done
done
for set in srs:apisrs strat:apistrat strat_nofpc:apistrat clus1:apiclus1 clus1_nofpc:apiclus1; do
	name=${set%:*}
	known "$name.ciprop.wilson45" '^neff$' >"$expected"
	case $name in
	srs) set -- --fpc fpc ;;
	strat) set -- -w pw --strata stype --fpc fpc ;;
	strat_nofpc) set -- -w pw --strata stype ;;
	clus1) set -- -w pw --cluster dnum --fpc fpc ;;
	clus1_nofpc) set -- -w pw --cluster dnum ;;
	esac
	pairs 'select(.option == "Yes") | ["neff", .n_eff]' tab -q sch.wide "$@" "${set#*:}.csv" >"$seen"
	family "$name.ciprop.wilson45: neff" "$expected" "$seen"
done
for set in jk1:apiclus1_jk1 jkn:apistrat_jkn; do
	known "${set%:*}.scale" '^degf$' >"$expected"
	strata=''
	[ "${set%:*}" = jk1 ] || strata=--strata=stype
	pairs '["degf", .df]' tab -n api00 -s mean -w pw --repweights 'rw*' --reptype "${set%:*}" \
		${strata:+"$strata"} "$data/${set#*:}_repw.csv" >"$seen"
	family "${set%:*}.scale: degf" "$expected" "$seen"
done
known multiselect.q5 '^[nw]_' >"$expected"
pairs '["n_valid", .base], ["n_missing", .n_missing]' tab -q q5 --multi ';' \
	--na 'Prefer not to say' -w w --strata stratum "$data/multiselect.csv" | sort -u >"$seen"
# The sum of the weights is that of the mean of a number everybody has.
awk -F, 'NR == 1 { print "w,one"; next } $4 != "\"\"" && $0 !~ /Prefer not/ && $4 != "" { print $3 ",1" }' \
	"$data/multiselect.csv" >one.csv
pairs '["w_valid", .weighted_n]' tab -n one -s mean -w w one.csv >>"$seen"
family 'multiselect.q5: base' "$expected" "$seen"

# ---- weights as R's calibration made them: shares, means and totals ----

python3 - "$data" >calibrated.csv <<'EOP'
import csv
import sys

rows = {r["cds"]: r for r in csv.DictReader(open(sys.argv[1] + "/apiclus1.csv"))}
made = list(csv.DictReader(open(sys.argv[1] + "/apiclus1_rake_weights.csv")))
out = csv.writer(sys.stdout, lineterminator="\n")
out.writerow(["api00", "enroll"] + list(made[0]))
for r in made:
    out.writerow([rows[r["cds"]]["api00"], rows[r["cds"]]["enroll"]] + list(r.values()))
EOP
for pair in ps:poststrat_stype rk:rake_default rt:rake_tight cl:calib_linear_stype \
	cg:greg_stype_api99 cr:calraking_stype_api99 lg:callogit_05_25 tr:trim_upper45; do
	name=${pair%:*}
	for key in mean.api00 mean.stype mean.sch.wide total.enroll; do
		known "cal.$name.$key" '^est:'
	done >"$expected"
	pairs 'if .statistic == "proportion" then ["est:\(.question)\(.option)", .estimate]
		elif [.question, .statistic] | . == ["api00", "mean"] or . == ["enroll", "total"] then ["est:\(.question)", .estimate]
		else empty end' tab -q stype,sch.wide -n api00,enroll -s proportion,mean,total \
		-w "${pair#*:}" calibrated.csv >"$seen"
	family "cal.$name: estimates" "$expected" "$seen"
done

# ---- what there is, and who compares it ----

# Case and key as patterns, and a script or, after -, why nobody compares it;
# the first that matches counts. "design" is any of the seven designs of the
# api data.
cat >where <<'EOT'
design\.var\.	.	- variances of the population are not estimated
design\.quantileci\.score	.	- Francisco and Fuller's interval is not offered
.*\.(lincom|saddlepoint)$	.	- not offered
design\.by\.stype\.api00	^(lo|hi)	- R was given the df of the whole sample, ours are the group's
design\.by\.	.	survey-design.sh, survey-means.sh
design\.chisq\.|nhanes\.chisq|jk[1n]\.chisq|design\.ttest	.	survey-test.sh
design\.ciprop\.(likelihood|logit)	.	survey-means.sh
design\.ciprop\.wilson45	neff	survey-table.sh, survey.sh
design\.ciprop\.	.	survey-design.sh, survey-table.sh
strat(_nofpc)?\.mean\.stype	^(lo|hi|deff)	- the strata's shares have no error; R's interval has no width, ours is Wilson's
design\.mean\.stype	^(lo|hi|deff)	survey-table.sh
design\.mean\.stype	.	survey-design.sh, survey.sh
design\.weights	.	survey-table.sh
design\.(mean|total|ratio|domain|quantile|quantileci|table)\.?	.	survey-means.sh
nhanes\.(ciprop\.(likelihood|logit)|mean)	.	survey-means.sh
nhanes\.	.	survey-design.sh
yrbs\.ciprop\.likelihood	^(lo|hi)	- R reads the ends off a spline, 2.5e-5 off the solution
yrbs\.ciprop\.(likelihood|logit)	.	survey-means.sh
yrbs\.	.	survey-design.sh
(jk1|jkn|boot50)\.(mean|total)	.	survey-means.sh
(jk1|jkn)\.scale	^degf$	survey-table.sh
(jk1|jkn|boot50)\.scale	.	- not printed; the errors follow from them
(crowd|fpc|hospital)\.	.	survey-means.sh
cal\...\.w$	.	weight.sh
cal\.	^se:	- weights are taken as given: no error knows that they were calibrated
cal\.	.	survey-table.sh
alpha\.attitude	^(mean|sd)$	- of the sum of the items, not printed
(alpha|kappa\.cohen|krippendorff|aapor)	.	scale.sh
kappa\.fleiss	^Pe$	- not printed
kappa\.fleiss	.	scale.sh
nps	^moe95$	- with z and n; the error is of n - 1 and the interval with t
nps	.	survey-test.sh
wave\.diff	^p$	- of z; the test is a t with the samples' degrees of freedom
wave\.diff	.	survey-test.sh
multiselect\.q5	^(n|w)_	survey-table.sh
multiselect\.q5	.	survey.sh, survey-design.sh, survey-means.sh
likert\.	.	survey-means.sh
nchs\.	^neff_kg$	- not printed; the interval is made of it
nchs\.	.	survey-table.sh
padjust\.	.	unit test t-adjust
binci\..*\.0\.95$	wilson$	rates.sh
binci\.	.	- other methods and levels than Wilson's of 95 %
banner\.letters	.	survey-table.sh
banner\.cp_total	.	- columns are not compared with their total
banner\.haireye	^p(bonf)?:	unit test t-banner; the program's z are of effective sizes
banner\.	.	unit test t-banner
twoprop\.	^chisq$	survey-table.sh
twoprop\.	^[zp]$	unit test t-banner
twoprop\.	.	- no continuity correction, no exact test
chisq\.	^(X2|df)$	survey-table.sh
chisq\.	^p$	- not of the design, as ours are (Rao and Scott)
chisq\.	.	- Cramer's V, phi and residuals are not offered
moe\..*\.1$	.	survey-table.sh
moe\.	.	- a margin for a design effect that is assumed; ours are estimated
samplesize\.|power\.	.	- planning a sample is not offered
EOT
awk -F'\t' -v OFS='\t' 'NR == FNR { name[++n] = $1; key[n] = $2; where[n] = $3; next }
	FNR == 1 { next }
	{
		split($0, part, /","/)
		of = substr(part[1], 2)
		sub(/^(srs|srs_nofpc|strat|strat_nofpc|clus1|clus1_nofpc|wtonly_clus1)\./, "design.", of)
		for (i = 1; i <= n; i++)
			if ((of ~ "^(" name[i] ")" || full ~ "^(" name[i] ")") && part[6] ~ key[i])
				break
		shown = of
		sub(/^cal\.../, "cal.*", shown)
		if (match(shown, /^(nchs|binci|twoprop|moe|samplesize|power)\./))
			shown = substr(shown, 1, RLENGTH) "*"
		if (i > n)
			lost[shown]++
		else
			values[shown "\t" where[i]]++
	}
	END {
		for (f in values)
			print "values", f, values[f]
		for (f in lost)
			print "lost", f, lost[f]
	}' where "$answers" | sort >table
awk -F'\t' '$1 == "values" {
	printf "survey-table: %s: %d values: %s\n", $2, $4, \
		sub(/^- /, "", $3) ? "not applicable: " $3 : $3
}' table
grep '^lost' table >lost
if [ -s lost ]; then
	not_ok "$self: in no script's list" lost
else
	ok "$self: all families are accounted for"
fi
# The scripts that are named are there.
cut -f3 where | grep -o '[a-z-]*\.sh' | sort -u >scripts
while read -r script; do
	if [ -x "$tests/oracle/$script" ]; then
		ok "$self: $script"
	else
		not_ok "$self: no script $script"
	fi
done <scripts
finish
