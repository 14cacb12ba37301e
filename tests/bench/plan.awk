# plan.awk: -v steps=N a plan of N steps that wait for one or two of the fifty before them, the same for every run; as plan/1,
# with -v as=csv as a table of steps, with -v as=tjp for TaskJuggler.
function pick(n)
{
	seed = seed * 16807 % 2147483647
	return seed % n
}
function before(i)
{
	return i - 1 - pick(i < 50 ? i : 50)
}
BEGIN {
	seed = 20270104
	people = 20
	if (as == "tjp")
		printf "project p \"P\" 2027-01-04 +20y {\n timezone \"UTC\"\n timeformat \"%%Y-%%m-%%d\"\n}\n"
	else if (as == "csv")
		print "goal,id,name,responsible,days,after"
	else
		printf "{\"ccr\": \"plan/1\", \"start\": \"2027-01-04\", \"people\": ["
	for (i = 0; i < people && as != "csv"; i++)
		printf as == "tjp" ? "resource p%d \"P%d\"\n" : "%s{\"id\": \"p%d\"}", as == "tjp" ? i : i ? ", " : "", i
	if (!as)
		printf "],\n \"goals\": ["
	for (i = 0; i < steps; i++) {
		days = 1 + pick(4)
		a = i ? before(i) : -1
		b = i ? before(i) : -1
		b = b == a ? -1 : b
		if (as == "tjp") {
			printf "task s%d \"Step %d\" {\n length %dd\n responsible p%d\n", i, i, days, i % people
			if (a >= 0)
				printf " depends s%d%s\n", a, b >= 0 ? ", s" b : ""
			print "}"
			continue
		}
		if (as == "csv") {
			printf "g%d,s%d,Step %d,p%d,%d,%s%s\n", i / 100, i, i, i % people, days, a < 0 ? "" : "s" a, b < 0 ? "" : ";s" b
			continue
		}
		if (i % 100 == 0)
			printf "%s\n  {\"id\": \"g%d\", \"steps\": [", i ? "]}," : "", i / 100
		printf "%s\n   {\"id\": \"s%d\", \"name\": \"Step %d\", \"responsible\": \"p%d\", \"days\": %d, \"after\": [%s%s]}",
			i % 100 ? "," : "", i, i, i % people, days, a < 0 ? "" : "\"s" a "\"", b < 0 ? "" : ", \"s" b "\""
	}
	if (as == "tjp")
		print "taskreport \"tj3\" {\n formats csv\n columns id, start, end\n}"
	else if (!as)
		print "]}]}"
}
