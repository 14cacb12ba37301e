# people.awk: -v rows=N follow-up rows with quoted cells, the same for every run (Park & Miller's generator).
function pick(n)
{
	seed = seed * 16807 % 2147483647
	return seed % n
}
BEGIN {
	seed = 20120401
	print "id,list,days,event,agency"
	for (i = 1; i <= rows; i++) {
		days = pick(1096)
		print "P" i "," substr("BCD", pick(3) + 1, 1) "," days "," (days < 1095 && pick(3) == 0) "," (pick(2) ? "HPPD" : "\"Guilford, DA\"")
	}
}
