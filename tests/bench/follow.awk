# follow.awk: event rows id,date,kind from 2015 to 2023 in the order of chance, about three for each person; of their kinds two are
# domestic violence, 15 percent of the rows.  -v rows=N
BEGIN {
	srand(7)
	print "id,date,kind"
	persons = int(rows / 3)
	for (i = 0; i < rows; i++) {
		u = rand()
		kind = u < 0.1 ? "ASSAULT-DV" : u < 0.15 ? "VIOL-50B" : u < 0.45 ? "PROPERTY" : u < 0.65 ? "DRUG" : "OTHER"
		printf "P%08d,%d-%02d-%02d,%s\n", rand() * persons, 2015 + rand() * 9, 1 + rand() * 12, 1 + rand() * 28, kind
	}
}
