# Made-up incidents, by date, for the benchmark: awk -v rows=N -f incidents.awk.
# A generator of its own, so that every awk writes the same.
function uniform() {
	state = (state * 16807) % 2147483647
	return state / 2147483647
}
function date_of(z,    era, doe, yoe, doy, mp, y, m) {
	z += 719468
	era = int(z / 146097)
	doe = z - era * 146097
	yoe = int((doe - int(doe / 1460) + int(doe / 36524) - int(doe / 146096)) / 365)
	doy = doe - (365 * yoe + int(yoe / 4) - int(yoe / 100))
	mp = int((5 * doy + 2) / 153)
	m = mp < 10 ? mp + 3 : mp - 9
	y = yoe + era * 400 + (m <= 2 ? 1 : 0)
	return sprintf("%04d-%02d-%02d", y, m, doy - int((153 * mp + 2) / 5) + 1)
}
BEGIN {
	state = 7
	if (persons == "") persons = 200000
	split("assault threat strangulation stalking order damage", kind, " ")
	for (i = 0; i < 1096; i++) date[i] = date_of(19358 + i)	# 2023 to 2025
	print "id,date,kind,place,victim_id,offender_id"
	for (i = 0; i < rows; i++) {
		u = uniform()
		who = int(u * u * persons)
		printf "%d,%s,%s,P%d,V%d,O%d\n", i + 1, date[int(i / rows * 1096)], \
			kind[1 + int(uniform() * 6)], who % 5000, who, who % 150000
	}
}
