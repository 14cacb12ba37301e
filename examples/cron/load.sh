#!/bin/sh
# Make an SQLite database of notified people from a CSV file.
#   ./load.sh DATABASE [FILE]
# FILE is ../high-point/synthetic-notified.csv beside this script if not given.
#
# Every column is text: an id stays as it is written (007 is not 7), and an empty
# cell is an empty string. The database is put in place only when every row is
# in it, and only its owner can read it.
set -eu
umask 077

if [ $# -lt 1 ] || [ $# -gt 2 ]; then
	echo "usage: load.sh DATABASE [FILE]" >&2
	exit 2
fi
here=$(dirname -- "$0")
db=$1
csv=${2:-$here/../high-point/synthetic-notified.csv}

header=$(head -n 1 -- "$csv")
if [ "${header%"$(printf '\r')"}" != "id,list,notified,reoffended" ]; then
	echo "load.sh: $csv: the header is not id,list,notified,reoffended" >&2
	exit 3
fi

new=$(mktemp "$db.XXXXXX")
trap 'rm -f -- "$new"' EXIT
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 143' TERM

# A row that is too short is filled up with NULL, which "not null" refuses; of one
# that is too long sqlite3 drops the end with a message and status 0. So any
# message means that the file was not taken as it is. The "+0 days" makes SQLite
# count: it would let 2012-04-31 pass for a date.
status=0
said=$(sqlite3 -batch -bail -init /dev/null "$new" \
	"create table notified (
		id         text not null primary key,
		list       text not null check (list in ('A', 'B', 'C', 'D')),
		notified   text not null check (notified is date(notified, '+0 days')),
		reoffended text not null check (reoffended = ''
			or reoffended is date(reoffended, '+0 days'))
	)" \
	".import --csv --skip 1 /dev/stdin notified" <"$csv" 2>&1) || status=$?
if [ "$status" -ne 0 ] || [ -n "$said" ]; then
	printf 'load.sh: %s: not loaded\n%s\n' "$csv" "$said" >&2
	exit 3
fi
mv -- "$new" "$db"
