#!/bin/sh
# Levelling never breaks a link, a capacity or a leave: made-up plans with links
# of all types, lags, hours, leave and started steps are levelled, and 'verify',
# which shares no code with it, finds nothing; nor in what keeps to an earlier
# schedule. Of the schedule that knows no capacity it finds something.

# shellcheck disable=SC1091,SC2154 # not followed without -x
. "$(dirname "$0")/lib.sh"

plan() {
	awk -v seed="$1" '
	function below(n) { return int(rand() * n) }
	function date(n) { return sprintf("2027-%02d-%02d", 1 + int(n / 28), 1 + n % 28) }
	BEGIN {
		srand(seed)
		printf "{\"ccr\":\"plan/1\",\"name\":\"synthetic\",\"start\":\"2027-01-04\",\"calendar\":{\"holidays\":[\"2027-01-18\"]},\"people\":["
		for (p = 0; p < 4; p++) {
			n = 8 + below(30)
			printf "%s{\"id\":\"p%d\",\"hours_per_week\":%d,\"leave\":[[\"%s\",\"%s\"]]}", (p ? "," : ""), p, 10 + 10 * below(4), date(n), date(n + below(9))
		}
		printf "],\"goals\":[{\"id\":\"g1\",\"steps\":["
		for (i = 0; i < 14; i++) {
			days = below(6) + (below(5) ? 0 : 0.5)
			printf "%s\n{\"id\":\"s%d\",\"name\":\"Step %d\",\"responsible\":\"p%d\",\"days\":%s", (i ? "," : ""), i, i, below(4), days
			if (below(4) == 0)
				printf ",\"people\":[\"p%d\",\"p%d\"]", below(4), below(4)
			if (days >= 1 && below(3) == 0)
				printf ",\"hours\":%d", 1 + below(2 * days)
			if (below(6) == 0)
				printf ",\"constraint\":{\"kind\":\"%s\",\"date\":\"%s\"}", (below(2) ? "snet" : "fnet"), date(6 + below(20))
			printf ",\"after\":["
			n = 0
			for (k = 0; k < 2 && i > 0; k++)
				if (below(2)) {
					lag = below(4) - 1
					printf "%s\"s%d:%s%s%d%s\"", (n++ ? "," : ""), below(i), substr("FSSSFFSF", 1 + 2 * (below(3) ? 0 : below(4)), 2), (lag < 0 ? "" : "+"), lag, (below(4) ? "d" : "e")
				}
			printf "]}"
		}
		print "]}]}"
	}' </dev/null
}

found=0
for seed in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30; do
	plan "$seed" >"$scratch/plan.json"
	if ! clean ccr-plan level --quiet --nodes 2000 --schedules 200 "$scratch/plan.json" >"$scratch/level.csv" 2>"$scratch/log"; then
		not_ok "seed $seed: level" "$scratch/log"
		continue
	fi
	clean ccr-plan schedule --quiet "$scratch/plan.json" >"$scratch/schedule.csv"
	clean ccr-plan level --quiet --nodes 2000 --schedules 200 --keep "$scratch/schedule.csv" "$scratch/plan.json" >"$scratch/kept.csv"
	good=yes
	for rows in level kept; do
		if ! clean ccr-plan verify --quiet --schedule "$scratch/$rows.csv" "$scratch/plan.json" >"$scratch/log" ||
			[ "$(wc -l <"$scratch/log")" -ne 1 ]; then
			good=no
			cp "$scratch/log" "$scratch/bad"
		fi
	done
	if [ "$good" = yes ]; then
		ok "seed $seed"
	else
		not_ok "seed $seed: verify" "$scratch/bad"
	fi
	if ! clean ccr-plan verify --quiet --schedule "$scratch/schedule.csv" "$scratch/plan.json" >"$scratch/log" &&
		grep -q ',capacity,' "$scratch/log"; then
		found=$((found + 1))
	fi
done
if [ "$found" -ge 20 ]; then
	ok 'schedules without capacity'
else
	not_ok "schedules without capacity: only $found break one"
fi
finish
