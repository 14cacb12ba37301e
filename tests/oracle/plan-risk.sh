#!/bin/sh
# 'ccr-plan risk' against closed forms, a simulation of 2,000,000 draws in R,
# and published PERT networks. Random results are compared by how many standard
# errors they are away: at most 4. The seed is fixed, so is the result.

# shellcheck disable=SC1091,SC2154 # not followed without -x
. "$(dirname "$0")/../lib.sh"
. "$tests/oracle/family.sh"
need_oracles plan

expected=$scratch/expected
seen=$scratch/seen
draws=200000

# A number further away than 4 standard errors shows itself, others are
# "within". Lines: KEY TAB SEEN TAB TRUE TAB STANDARD ERROR.
within() {
	awk -F'\t' '{
		d = $2 - $3
		near = $2 != "" && (d < 0 ? -d : d) <= 4 * $4
		print $1 "\t" (near ? "within" : $2 " for " $3)
	}'
}

compare() {
	awk -F'\t' '{ print $1 "\twithin" }' "$2" >"$expected"
	within <"$2" >"$seen"
	family "$1, within 4 standard errors" "$expected" "$seen" 0 result
}

# network FILE SCALE: its plan, on days that are all working days
network() {
	jq --argjson scale "$2" '{
		ccr: "plan/1", start: "2027-01-01", calendar: {weekend: []},
		goals: [{id: "g1", steps: [.activities[] | {
			id: .id, name: .id, after: .pred,
			days: ([.optimistic, .likely, .pessimistic] |
				map(. * $scale))
		}]}]
	}' "$1"
}

# day N: the date of the Nth day of such a plan, which starts on day 1
day() {
	jq -rn --argjson n "$1" \
		'"2027-01-01T00:00:00Z" | fromdate + ($n - 1) * 86400 | todate[:10]'
}

# column NAME: of the CSV on stdin
column() {
	awk -F, -v name="$1" '
	NR == 1 {
		for (i = 1; i <= NF; i++)
			if ($i == name)
				at = i
		next
	}
	{ print $at }'
}

# ---- closed forms: one step of 2, 5, 14 days ----

closed() {
	awk -F, -v key="$1" '$1 == key { print $NF }' \
		"$oracles/plan/montecarlo_closed_form.csv"
}

one='{"ccr": "plan/1", "start": "2027-01-01", "goals": [{"id": "g1", "steps":
	[{"id": "a", "name": "A", "days": [2, 5, 14]}]}]}'
: >"$scratch/table"
for kind in pert triangular; do
	if [ "$kind" = pert ]; then
		mean=$(closed pert_mean) variance=$(closed pert_var_beta)
	else
		mean=$(closed tri_mean) variance=$(closed tri_var)
	fi
	printf '%s\n' "$one" |
		clean ccr-plan risk --quiet --draws "$draws" \
			--distribution "$kind" >"$scratch/rows"
	# The kurtosis of both is below 3: that of the normal distribution
	# bounds the standard error of the variance.
	column mean_days <"$scratch/rows" | head -n 1 |
		awk -v kind="$kind" -v mean="$mean" -v v="$variance" -v n="$draws" '{
			print kind " mean\t" $1 "\t" mean "\t" sqrt(v / n)
		}' >>"$scratch/table"
	column sd_days <"$scratch/rows" | head -n 1 |
		awk -v kind="$kind" -v v="$variance" -v n="$draws" '{
			print kind " variance\t" $1 * $1 "\t" v "\t" v * sqrt(2 / n)
		}' >>"$scratch/table"
done
compare 'closed forms' "$scratch/table"

# ---- a network ----

# A thousandth of a week is the day here, so that quantiles have 3 digits. How
# sure a share at a quantile is depends on both simulations.
simulated=$oracles/plan/montecarlo_reliable_construction.csv
network "$oracles/plan/pert_reliable_construction.json" 1000 \
	>"$scratch/plan.json"
: >"$scratch/table"
for kind in pert triangular; do
	awk -F, -v kind="$kind" 'NR == 1 { split($0, name) }
		$1 == kind { for (i = 2; i <= NF; i++) print name[i] "\t" $i }' \
		"$simulated" >"$scratch/true"
	true_of() {
		awk -F'\t' -v key="$1" '$1 == key { print $2 }' "$scratch/true"
	}
	sd=$(true_of sd)
	for at in 10:p10 50:p50 80:p80 90:p90 le_44:44 le_47:47; do
		case $at in
		le_*) weeks=${at#*:} share=$(true_of "prob_${at%:*}") ;;
		*) weeks=$(true_of "${at#*:}") share=0.${at%0:*} ;;
		esac
		n=$(awk -v w="$weeks" 'BEGIN { printf "%.0f", 1000 * w }')
		clean ccr-plan risk --quiet --draws "$draws" \
			--distribution "$kind" --deadline "$(day "$n")" \
			"$scratch/plan.json" >"$scratch/rows"
		column p_due <"$scratch/rows" | tail -n 1 |
			awk -v key="$kind share by $weeks" -v p="$share" \
				-v n="$draws" '{
				print key "\t" $1 "\t" p "\t" \
					sqrt(p * (1 - p) * (1 / n + 1 / 2e6))
			}' >>"$scratch/table"
		case $at in le_*) continue ;; esac
		# The other way round, with the density of a normal
		# distribution of that sd, half a day for the whole days.
		date=$(column "p${at%:*}" <"$scratch/rows" | tail -n 1)
		jq -rn --arg date "$date" --arg key "$kind ${at#*:}" \
			--argjson w "$weeks" --argjson p "$share" \
			--argjson sd "$sd" --argjson n "$draws" '
			((("\($date)T00:00:00Z" | fromdate) / 86400 -
			("2027-01-01T00:00:00Z" | fromdate) / 86400 + 0.5) / 1000) as $seen |
			{"0.1": 0.1755, "0.5": 0.3989, "0.8": 0.28, "0.9": 0.1755}[
				$p | tostring] as $density |
			"\($key)\t\($seen)\t\($w)\t\(($p * (1 - $p) * (1 / $n + 1 / 2e6) |
				sqrt) * $sd / $density)"' >>"$scratch/table"
	done
	column mean_days <"$scratch/rows" | tail -n 1 |
		awk -v key="$kind mean" -v mean="$(true_of mean)" -v sd="$sd" \
			-v n="$draws" -v other="$(true_of se_mean)" '{
			print key "\t" $1 / 1000 "\t" mean "\t" \
				sqrt(sd * sd / n + other * other)
		}' >>"$scratch/table"
	column sd_days <"$scratch/rows" | tail -n 1 |
		awk -v key="$kind sd" -v sd="$sd" -v n="$draws" '{
			print key "\t" $1 / 1000 "\t" sd "\t" \
				sd * sqrt((1 / n + 1 / 2e6) / 2)
		}' >>"$scratch/table"
done
compare 'Reliable Construction by R' "$scratch/table"

# ---- correlation ----

# Of a pair of one agency, one after the other. With rho = 1 the second takes
# what the first took: every quantile doubles, exactly. With rho = 0.5 the
# correlation of the days themselves is 0.492951 (the series in Hermite
# polynomials of the beta quantile with shapes 2 and 4, summed numerically).
pair='{"ccr": "plan/1", "start": "2027-01-01", "calendar": {"weekend": []},
	"people": [{"id": "p", "agency": "A"}, {"id": "q", "agency": "A"}],
	"goals": [{"id": "g1", "steps": [
	{"id": "a", "name": "A", "responsible": "p", "days": [2000, 5000, 14000]},
	{"id": "b", "name": "B", "responsible": "q", "days": [2000, 5000, 14000],
	"after": ["a"]}]}]}'
: >"$expected"
: >"$seen"
printf '%s\n' "$pair" | clean ccr-plan risk --quiet -f json --correlation 1 |
	jq -r 'def day: ("\(.)T00:00:00Z" | fromdate) / 86400 -
			("2027-01-01T00:00:00Z" | fromdate) / 86400 + 1;
		.[0] as $a | .[1] as $b | ("p10", "p50", "p80", "p90") |
		# Of a and b only the day is known on which they end.
		(2 * ($a[.] | day) - ($b[.] | day)) as $apart |
		"\(.)\t\(if $apart == 0 or $apart == 1 then "double" else $apart end)",
		"sd of \(.)\t\(if ($b.sd_days / $a.sd_days - 2) < 1e-6 and
			($b.sd_days / $a.sd_days - 2) > -1e-6
			then "double" else $b.sd_days end)"' >"$seen"
awk -F'\t' '{ print $1 "\tdouble" }' "$seen" >"$expected"
family 'full correlation is comonotone' "$expected" "$seen" 0 result
printf '%s\n' "$pair" |
	clean ccr-plan risk --quiet --draws "$draws" --correlation 0.5 |
	column sd_days | sed -n 2p |
	awk -v v="$(closed pert_var_beta)" -v n="$draws" '{
		sd = 1000 * sqrt(2 * v * (1 + 0.492951))
		print "sd of the sum\t" $1 "\t" sd "\t" sd / sqrt(2 * n)
	}' >"$scratch/table"
compare 'half correlation' "$scratch/table"

# ---- the formula ----

: >"$expected"
: >"$seen"
for file in "$oracles"/plan/pert_*.json; do
	name=$(jq -r .name "$file")
	jq -r '.expected | "\(.project_duration)\t\(.sd)\t\(.prob_on_time)"' \
		"$file" | sed "s/^/$name	/" >>"$expected"
	network "$file" 1 >"$scratch/plan.json"
	clean ccr-plan risk --quiet -f jsonl --formula --draws 100 --deadline \
		"$(day "$(jq .expected.deadline "$file")")" "$scratch/plan.json" |
		tail -n 1 |
		jq -r '"\(.mean_days)\t\(.sd_days)\t\(.p_due)"' |
		sed "s/^/$name	/" >>"$seen"
done
printf 'classic variance\t%s\n' "$(closed pert_var_classic)" >>"$expected"
printf '%s\n' "$one" | clean ccr-plan risk --quiet -f jsonl --formula |
	tail -n 1 | jq -r '"classic variance\t\(.sd_days * .sd_days)"' >>"$seen"
family 'formula, published networks' "$expected" "$seen" 1e-9 \
	'mean sd p_due'

not_applicable 'uniform and normal durations' \
	'no such distribution; tests/unit/t-simulate.c has them'
finish
