# shellcheck shell=sh disable=SC2154
# What the comparisons with known answers share. Sourced after lib.sh, never
# run (it is not executable).
#
#	family NAME EXPECTED SEEN [TOLERANCE [FIELDS]]
#		one test: the two tables are the same, see close.awk; prints
#		a line with the numbers of values compared and failed
#	not_applicable NAME WHY
#		an answer that the programs do not give; prints a line

family() {
	if awk -v tol="${4:-1e-9}" -v fields="${5-}" \
		-f "$tests/oracle/close.awk" "$2" "$3" >"$scratch/close"; then
		ok "$self: $1"
		printf '%s: %s: %s\n' "$self" "$1" "$(tail -n 1 "$scratch/close")"
	else
		not_ok "$self: $1" "$scratch/close"
	fi
}

not_applicable() {
	printf '%s: %s: not applicable: %s\n' "$self" "$1" "$2"
}
