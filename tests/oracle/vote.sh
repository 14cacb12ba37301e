#!/bin/sh
# 'ccr-vote' against counts by hand, by published programs and by SciPy: what each method gives, the pairs, Schulze's paths, the
# rounds of instant runoff, Kendall's W, and ballots that are dots or nominal group ranks.

# shellcheck disable=SC1091,SC2154 # not followed without -x
# shellcheck disable=SC2016 # the jq programs have dollars of their own
. "$(dirname "$0")/../lib.sh"
. "$tests/oracle/family.sh"
need_oracles prioritize

expected=$scratch/expected
seen=$scratch/seen
cases=$oracles/prioritize/cases.json

# of ID FILTER: what a case says
of() {
	jq -r --arg id "$1" ".[] | select(.id == \$id) | $2" "$cases"
}

# vote ID VERB ARG...: run on the ballots of the case, its options in its order
vote() {
	id=$1
	shift
	clean ccr-vote "$@" --quiet --candidates "$(of "$id" '.input.candidates | @csv')" \
		"$oracles/prioritize/$(of "$id" .input.file)"
}

# places ORDER: an order of ties (arrays in an array) as lines "option<TAB>rank"
places='[foreach .[] as $tie ({n: 0}; {rank: (.n + 1), n: (.n + ($tie | length)), tie: $tie}; . as $p | .tie[] | "\(.)\t\($p.rank)")] | .[]'

for id in tennessee schulze45 paradox ties_truncated truncated; do
	for method in plurality borda copeland; do
		of "$id" ".computed.$method | to_entries[] | \"\(.key)\t\(.value)\"" >"$expected"
		vote "$id" rank -m "$method" | awk -F, 'NR > 1 { print $2 "\t" $3 }' >"$seen"
		family "$id, $method" "$expected" "$seen" 1e-9 score
	done

	of "$id" '.computed as $c | .input.candidates as $o | range(0; $o | length) as $i | range($i + 1; $o | length) as $k |
		[$o[$i] + ">" + $o[$k], $o[$k] + ">" + $o[$i]] as [$x, $y] |
		"\($x)\t\($c.pairwise[$x])\t\($c.pairwise[$y])\t\($c.schulze_paths[$x])\t\($c.schulze_paths[$y])"' >"$expected"
	vote "$id" pairwise | awk -F, -v OFS='\t' 'NR > 1 { print $1 ">" $2, $3, $4, $7, $8 }' >"$seen"
	family "$id, pairs and strongest paths" "$expected" "$seen" 1e-9 'a b path_a path_b'

	# ranks by Schulze's wins; the order of the case only where nobody is tied
	of "$id" '.computed.schulze_wins as $w | $w | to_entries[] | .value as $v |
		"\(.key)\t\([$w[] | select(. > $v)] | length + 1)\t\($v)"' >"$expected"
	vote "$id" rank -m schulze | awk -F, 'NR > 1 { print $2 "\t" $1 "\t" $3 }' >"$seen"
	family "$id, schulze" "$expected" "$seen" 1e-9 'rank wins'

	# Kemeny: the score, how many rankings have it, and what they all agree on
	of "$id" '.computed | .kemeny_rankings as $r | ($r[0] | length) as $n |
		[$r[0][] | . as $a | {$a, above: [$r[0][] | . as $b | select(all($r[]; index($b) < index($a)))] | length}] |
		group_by(.above) | map(map(.a)) | '"$places" >"$expected"
	vote "$id" rank -m kemeny | awk -F, 'NR > 1 { print $2 "\t" $1 }' >"$seen"
	family "$id, kemeny" "$expected" "$seen" 1e-9 rank
	of "$id" '.computed | "kemeny\t\(.kemeny_score)\t\(.kemeny_rankings | length)"' >"$expected"
	vote "$id" rank -m kemeny -f json | jq -r '[.[] | .note // empty] | join(" ") | [
		"kemeny", capture("(agrees|agree) with (?<n>[0-9]+) of").n,
		((capture("(?<n>[0-9]+) rankings agree") // {n: "1"}).n)] | join("\t")' >"$seen"
	family "$id, Kemeny score and number of rankings" "$expected" "$seen" 1e-9 'score rankings'

	of "$id" '"winner\t\(.computed.condorcet_winner // "none")"' >"$expected"
	vote "$id" rank -f json | jq -r '"winner\t\([.[] | select(.note // "" | startswith("Condorcet winner")).option][0] // "none")"' \
		>"$seen"
	if difference winner "$expected" "$seen" >"$scratch/why"; then
		ok "$id, Condorcet winner"
	else
		not_ok "$id, Condorcet winner" "$scratch/why"
	fi
done

# Orders without ties: ranked pairs and the published ones.
for id in tennessee schulze45 truncated; do
	of "$id" ".computed.ranked_pairs | map([.]) | $places" >"$expected"
	vote "$id" rank -m ranked-pairs | awk -F, 'NR > 1 { print $2 "\t" $1 }' >"$seen"
	family "$id, ranked pairs" "$expected" "$seen" 1e-9 rank
done
for id in tennessee schulze45; do
	of "$id" ".published.schulze_order | map([.]) | $places" >"$expected"
	vote "$id" rank -m schulze | awk -F, 'NR > 1 { print $2 "\t" $1 }' >"$seen"
	family "$id, schulze as published" "$expected" "$seen" 1e-9 rank
done
of tennessee '.published.borda | to_entries[] | "\(.key)\t\(.value)"' >"$expected"
vote tennessee rank -m borda | awk -F, 'NR > 1 { print $2 "\t" $3 }' >"$seen"
family 'tennessee, borda as published' "$expected" "$seen" 1e-9 score

# A circle of three is a tie of three with every method; so is what the case says of tied ballots.
for method in borda plurality copeland schulze ranked-pairs kemeny irv; do
	printf 'A\t1\nB\t1\nC\t1\n' >"$expected"
	vote paradox rank -m "$method" | awk -F, 'NR > 1 { print $2 "\t" $1 }' >"$seen"
	family "paradox, $method: a tie" "$expected" "$seen" 1e-9 rank
done
printf 'A\t1\nB\t1\nC\t3\n' >"$expected"
vote ties_truncated rank -m ranked-pairs | awk -F, 'NR > 1 { print $2 "\t" $1 }' >"$seen"
family 'ties_truncated, ranked pairs: a tie' "$expected" "$seen" 1e-9 rank

for id in tennessee schulze45 truncated; do
	of "$id" '.computed.irv_rounds | to_entries[] | .key as $r | .value | to_entries[] | "\($r + 1) \(.key)\t\(.value)"' >"$expected"
	vote "$id" rounds | awk -F, 'NR > 1 { print $1 " " $2 "\t" $3 }' >"$seen"
	family "$id, rounds of instant runoff" "$expected" "$seen" 1e-9 votes
	of "$id" '"\(.computed.irv_winner)\t1"' >"$expected"
	vote "$id" rank -m irv | awk -F, 'NR == 2 { print $2 "\t" $1 }' >"$seen"
	family "$id, winner of instant runoff" "$expected" "$seen" 1e-9 rank
done
not_applicable 'paradox and ties_truncated, instant runoff' 'ties that the rule leaves open are reported as ties'

of kendall_w '"a,b,c,d,e", (.input.ranks[] | @csv)' >"$scratch/ranks.csv"
of kendall_w '.computed | "w\t\(.W)\t\(.chi2)\t\(.df)\t\(.p)"' >"$expected"
clean ccr-vote concordance --quiet --options a,b,c,d,e "$scratch/ranks.csv" |
	awk -F, -v OFS='\t' 'NR > 1 { print "w", $5, $6, $7, $8 }' >"$seen"
family "Kendall's W" "$expected" "$seen" 1e-9 'w chi2 df p'

of ngt '"first,second,third", (.input[] | @csv)' >"$scratch/ngt.csv"
of ngt '.computed | to_entries[] | "\(.key)\t\(.value.points)\t\(.value.votes)"' >"$expected"
clean ccr-vote rank --quiet -m ngt --choices 3 --ranks first,second,third "$scratch/ngt.csv" |
	awk -F, 'NR > 1 { print $2 "\t" $3 "\t" $8 }' >"$seen"
family 'nominal group technique' "$expected" "$seen" 1e-9 'points votes'

# The case has tallies: a dot each from as many people, of 7.
items=$(of multivote_n3 '.input.tally | keys_unsorted | @csv')
of multivote_n3 '.input | .people as $n | .tally as $t | ($t | keys_unsorted | @csv),
	(range(0; $n) as $i | [$t[] | if . > $i then 1 else 0 end] | @csv)' >"$scratch/dots.csv"
of multivote_n3 '.input.tally | to_entries[] | "\(.key)\t\(.value)"' >"$expected"
clean ccr-vote rank --quiet -m approval --keep team --points "$items" -f json "$scratch/dots.csv" >"$scratch/kept.json"
jq -r '.[] | "\(.option)\t\(.score)"' "$scratch/kept.json" >"$seen"
family 'multi-voting, dots' "$expected" "$seen" 1e-9 dots
of multivote_n3 '.computed.kept[] | "\(.)\t1"' >"$expected"
jq -r '.[] | select(.note // "" | contains("not kept") | not) | "\(.option)\t1"' "$scratch/kept.json" >"$seen"
family 'multi-voting, what is kept' "$expected" "$seen" 1e-9 kept
# three votes each: the fourth dot is one too many
printf 'a,b,c,d,e,f,g,h,i,j\n1,1,1,,,,,,,\n1,1,1,1,,,,,,\n' >"$scratch/third.csv"
clean ccr-vote rank --quiet --limit third --points a,b,c,d,e,f,g,h,i,j "$scratch/third.csv" >"$seen" 2>"$scratch/why"
if [ $? -eq 3 ] && [ ! -s "$seen" ] && grep -q 'third.csv:3: more dots' "$scratch/why"; then
	ok 'multi-voting, votes each'
else
	not_ok 'multi-voting, votes each' "$scratch/why"
fi
finish
