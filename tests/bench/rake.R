# rake.R FILE TARGETS: the weights of 'ccr-weight rake' with R, reading included; the columns it needs and no more, and nothing written.
suppressMessages(library(survey))
argument <- commandArgs(TRUE)
target <- read.csv(argument[2])
columns <- unique(target$variable)
read <- function() {
	if (requireNamespace("data.table", quietly = TRUE))
		return(data.table::fread(argument[1], select = columns, data.table = FALSE))
	read.csv(argument[1])[columns]
}
d <- read()
population <- lapply(columns, function(v) {
	of <- target[target$variable == v, ]
	setNames(data.frame(of$level, of$target * nrow(d)), c(v, "Freq"))
})
s <- svydesign(~1, weights = ~1, data = d)
s <- rake(s, lapply(columns, function(v) reformulate(v)), population, control = list(maxit = 50, epsilon = 1e-9, verbose = FALSE))
print(summary(weights(s)), digits = 10)
