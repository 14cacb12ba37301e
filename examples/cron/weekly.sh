#!/bin/sh
# How the team's plan stands, and what has changed since the last time.
#   ./weekly.sh PLAN AS_OF
# Keeps beside PLAN the plan of the last time (PLAN.last) and, where there is one, takes PLAN.baseline.csv, the schedule that
# was agreed on.  Prints the table where somebody is needed or something has changed, and nothing else.
set -eu
umask 077

if [ $# -ne 2 ]; then
	echo "usage: weekly.sh PLAN AS_OF" >&2
	exit 2
fi
plan=$1
as_of=$2

set -- --as-of "$as_of" --quiet -f table
[ ! -e "$plan.baseline.csv" ] || set -- "$@" --baseline "$plan.baseline.csv"
[ ! -e "$plan.last" ] || set -- "$@" --since "$plan.last"

text=$(mktemp)
trap 'rm -f -- "$text"' EXIT
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 143' TERM

# 0: nobody is needed; 1: somebody is; above: there is no table, and the message says why.
status=0
ccr-plan status "$@" "$plan" >"$text" || status=$?
[ "$status" -le 1 ] || exit "$status"
if [ "$status" -eq 1 ] || { [ -e "$plan.last" ] && ! cmp -s -- "$plan" "$plan.last"; }; then
	cat -- "$text"
fi
cp -- "$plan" "$plan.last.new"
mv -- "$plan.last.new" "$plan.last"
