# survey.awk: -v rows=N respondents of a made-up survey, 40 columns: 50 strata of 20 clusters, a weight, groups, 30 questions, a number
# and a comment; empty cells and quoted ones here and there; the same for every run (Park & Miller's generator).
function pick(n)
{
	seed = seed * 16807 % 2147483647
	return seed % n
}
# Five answers from one draw, a word of 16 each; two of those are empty.
function five(    i, draw, text)
{
	draw = pick(2147483647)
	for (i = 0; i < 5; i++) {
		text = text "," answer[draw % 16 + 1]
		draw = int(draw / 16)
	}
	return text
}
BEGIN {
	seed = 20120401
	split("Always|Often|Often|Often|Sometimes|Sometimes|Sometimes|Rarely|Rarely|Never|Never|Never|\"Yes, but rarely\"|Don't know||", answer, "|")
	split("HPPD|\"Guilford, DA\"|Schools|Courts|\"Family \"\"House\"\"\"|", agency, "|")
	split("13-17|18-24|25-34|35-49|50-64|65+", age, "|")
	split("female|female|male|other", sex, "|")
	split("English|English|English|Spanish|Other", language, "|")
	printf "id,stratum,cluster,weight,agency,age,sex,language"
	for (i = 1; i <= 30; i++)
		printf ",q%d", i
	print ",days,comment"
	for (i = 1; i <= rows; i++) {
		line = "R" i ",S" pick(50) + 1 ",C" pick(20) + 1 "," (pick(380) + 20) / 100 "," agency[pick(25) % 6 + 1]
		line = line "," age[pick(6) + 1] "," sex[pick(4) + 1] "," language[pick(5) + 1]
		for (k = 0; k < 6; k++)
			line = line five()
		print line "," (pick(9) ? pick(31) : "") "," (pick(20) ? "" : "\"It was \"\"good\"\", mostly\"")
	}
}
