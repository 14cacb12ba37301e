# survey.R FILE: the table of 'ccr-survey tab -q q1 -b agency' with R, reading included; the columns it needs and no more.
suppressMessages(library(survey))
file <- commandArgs(TRUE)[1]
columns <- c("stratum", "cluster", "weight", "agency", "q1")
read <- function() {
	if (requireNamespace("data.table", quietly = TRUE))
		return(data.table::fread(file, select = columns, na.strings = "", data.table = FALSE))
	read.csv(file, na.strings = "")[columns]
}
s <- svydesign(~cluster, strata = ~stratum, weights = ~weight, data = read(), nest = TRUE)
whole <- svymean(~factor(q1), s, na.rm = TRUE)
groups <- svyby(~factor(q1), ~agency, s, svymean, na.rm = TRUE)
write.csv(cbind(whole, SE(whole)))
write.csv(groups)
