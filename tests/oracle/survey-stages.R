# What R's survey package says of samples drawn in stages, of every kind of
# replicate weights, of strata with one unit, and of quantiles and tests with
# missing answers in domains: known answers for survey-stages.sh, which needs
# no R. Made with R 4.2.2 and survey 4.1-1:
#
#	Rscript survey-stages.R
#
# writes the data (synthetic-*.csv: nobody ever said any of it) and
# survey-stages.csv, a line for each row of a result; empty cells are not
# compared, NA means that there must be no value. The cases name designs; the
# options that say the same are in the script.

suppressMessages(library(survey))
options(survey.lonely.psu = "fail", digits = 17)
columns <- c("estimate", "se", "ci_low", "ci_high", "df", "deff", "x2", "statistic", "df2", "p")

# ---- the data ----

missing_at <- function(x, share) { x[runif(length(x)) < share] <- NA; x }
answers <- function(d) {
	n <- nrow(d)
	d$opt <- missing_at(sample(c("a", "b", "c"), n, TRUE, c(.5, .3, .2)), .08)
	d$num <- missing_at(round(40 + 8 * match(d$opt, "a", 2) + rnorm(n, 0, 9), 1), .1)
	d$den <- missing_at(round(rexp(n, .02) + 5), .06)
	d$g <- sample(c("p", "q", "r"), n, TRUE)
	d$d <- sample(c("yes", "no"), n, TRUE, c(.4, .6))
	d
}

# Three regions; schools, classes and pupils drawn in turn. M, K and P are how
# many there are, K2 by wing, f and k the parts drawn. Names repeat.
set.seed(20261)
stages <- do.call(rbind, lapply(1:3, function(h)
	do.call(rbind, lapply(seq_len(c(4, 5, 3)[h]), function(c)
		do.call(rbind, lapply(c("east", "west"), function(wing)
			do.call(rbind, lapply(seq_len(2 + (c + h) %% 2), function(k)
				data.frame(h = h, wing, psu = c, ssu = k + 3 * (wing == "west"),
					who = seq_len(3 + (c * k) %% 3), M = c(11, 24, 7)[h],
					K2 = 4 + (c + 2 * h) %% 3 + 2 * (wing == "east"),
					P = 12 + (7 * c + 3 * k + h) %% 9)))))))))
per <- ave(paste(stages$ssu), stages$h, stages$psu, FUN = function(x) length(unique(x)))
stages$K <- as.integer(per) + 3 + (stages$psu + stages$h) %% 4
stages$f <- round(c(4, 5, 3)[stages$h] / stages$M, 6)
stages$k <- round(as.integer(per) / stages$K, 6)
stages$w <- round(rlnorm(nrow(stages), 2, .4), 3)
stages <- answers(stages)
stages$unit <- 10 * stages$h + stages$psu
stages$N <- 42
stages$people <- 60 + stages$psu
# The order of the rows says nothing.
stages <- stages[sample(nrow(stages)), ]

# Seven strata of clusters for brr, fay and jkn; a list of houses for jk1,
# bootstrap and sdr.
set.seed(20262)
halves <- answers(expand.grid(who = 1:6, psu = 1:2, h = 1:7))
halves$w <- round(rlnorm(nrow(halves), 3, .3), 2)
houses <- answers(expand.grid(who = 1:6, unit = 1:15))
houses$w <- round(rlnorm(nrow(houses), 3, .3), 2)
replicate_weights <- function(d, name, factors) {
	w <- signif(d$w * factors, 9)
	colnames(w) <- paste0(name, seq_len(ncol(w)))
	cbind(d, w)
}
by_psu <- svydesign(id = ~psu, strata = ~h, weights = ~w, nest = TRUE, data = halves)
factors_of <- function(design, ...) as.matrix(weights(as.svrepdesign(design, ...), "replication"))
by_unit <- svydesign(id = ~unit, weights = ~w, data = houses)
brr <- factors_of(by_psu, type = "BRR")
fay <- factors_of(by_psu, type = "Fay", fay.rho = .3)
jkn <- factors_of(by_psu, type = "JKn")
halves <- replicate_weights(replicate_weights(replicate_weights(halves, "brr", brr), "fay", fay), "jkn", jkn)
boot <- factors_of(by_unit, type = "bootstrap", replicates = 25)
jk <- factors_of(by_unit, type = "JK1")
a <- hadamard(15) * 2 - 1
sdr <- 1 + (a[houses$unit + 1, ] - a[houses$unit %% 15 + 2, ]) * 2^-1.5
houses <- replicate_weights(replicate_weights(replicate_weights(houses, "jk", jk), "boot", boot), "sdr", sdr)

# Nine strata of two to four clusters whose names repeat, one of a single one
# (lone; in pair it has company); nobody of stratum 8 is in the domain, one
# cluster of stratum 2.
set.seed(20263)
clusters <- do.call(rbind, lapply(1:9, function(h)
	expand.grid(who = 1:(7 + h %% 3), psu = seq_len(if (h == 4) 1 else 2 + h %% 3), h = h)))
clusters <- answers(clusters)
clusters$w <- round(rlnorm(nrow(clusters), 3, .5), 2)
clusters$d[clusters$h == 8] <- "no"
clusters$d[clusters$h == 2 & clusters$psu > 1] <- "no"
clusters$pair <- ifelse(clusters$h == 4, 3, clusters$h)
clusters$unit <- clusters$h * 10 + clusters$psu
clusters$level <- missing_at(sample(c("v", "w", "x", "y", "z"), nrow(clusters), TRUE, c(3, 3, 2, 2, 1)), .05)
clusters$kind <- missing_at(sample(c("k", "l", "m", "n"), nrow(clusters), TRUE), .07)
clusters$kind[clusters$level %in% "z" & clusters$kind %in% "k"] <- "m"	# an empty cell
clusters$kind[clusters$level %in% "y" & clusters$kind %in% "l"] <- "n"	# another
clusters$several <- missing_at(apply(matrix(runif(3 * nrow(clusters)) < .45, ncol = 3), 1,
	function(x) paste(c("calls", "house", "other")[x], collapse = ";")), .05)
clusters$several[clusters$several %in% ""] <- NA
clusters$pair_num <- round(clusters$num / 5)	# ties

for (name in c("stages", "halves", "houses", "clusters"))
	write.csv(get(name), paste0("synthetic-", name, ".csv"), row.names = FALSE, quote = FALSE, na = "")
# R's answers are of what was written.
back <- function(name) read.csv(paste0("synthetic-", name, ".csv"), na.strings = "", check.names = FALSE)
stages <- back("stages"); halves <- back("halves"); houses <- back("houses"); clusters <- back("clusters")

# ---- the answers ----

lines <- character()
say <- function(case, question, statistic, option, group, ...) {
	values <- c(...)[columns]
	stopifnot(all(names(c(...)) %in% columns))
	text <- ifelse(is.nan(values), "NA", ifelse(is.na(values), "", sprintf("%.14g", values)))
	lines <<- c(lines, paste(c(case, question, statistic, option, group, text), collapse = ","))
}
quietly <- function(x) suppressWarnings(x)

groups <- function(d, by) {
	if (is.null(by)) return(list(list("", d)))
	lapply(sort(unique(na.omit(d$variables[[by]]))), function(g)
		list(g, d[which(d$variables[[by]] == g), ]))
}
# se, and where df is known the interval with t.
basics <- function(m, df) {
	se <- as.numeric(SE(m))[1]
	est <- as.numeric(coef(m))[1]
	c(estimate = est, se = se, if (!is.null(df)) c(df = df, ci_low = est - qt(.975, df) * se,
		ci_high = est + qt(.975, df) * se))
}
# Everything of one design in the sample and its groups, in the domain where
# d is yes, and in the groups of that; df: does R's say what ours does?
everything <- function(case, design, df = TRUE, beta = TRUE, more = TRUE) {
	for (where in c("", "yes")) for (by in list(NULL, "g")) {
		d0 <- if (where == "") design else subset(design, d == "yes")
		name <- paste0(case, if (where != "") ":d", if (!is.null(by)) ":g")
		for (g in groups(d0, by)) {
			one <- g[[2]]
			free <- if (isTRUE(df) || (df == "whole" && where == "" && is.null(by))) degf(one)
			for (o in sort(unique(na.omit(design$variables$opt)))) {
				one <- update(one, x = as.numeric(opt == o))
				m <- svymean(~x, one, na.rm = TRUE, deff = "replace")
				row <- basics(m, NULL)
				if (SE(m)[1] > 1e-12) {
					row <- c(row, deff = as.numeric(deff(m)))
					if (beta && !is.null(free)) {
						ci <- confint(svyciprop(~x, one, method = "beta", na.rm = TRUE))
						row <- c(row, df = free, ci_low = ci[1], ci_high = ci[2])
					}
				}
				say(name, "opt", "proportion", o, g[[1]], row)
				say(name, "opt", "total", o, g[[1]], basics(svytotal(~x, one, na.rm = TRUE), free))
			}
			m <- svymean(~num, one, na.rm = TRUE, deff = "replace")
			say(name, "num", "mean", "", g[[1]], basics(m, free), deff = as.numeric(deff(m)))
			if (!more) next
			say(name, "num", "total", "", g[[1]], basics(svytotal(~num, one, na.rm = TRUE), free))
			say(name, "num / den", "ratio", "", g[[1]],
				basics(svyratio(~num, ~den, one, na.rm = TRUE), free))
		}
	}
}

# Stages.
stage <- function(case, ...) everything(case, svydesign(..., nest = TRUE, data = stages))
stages$person <- seq_len(nrow(stages))
stage("two", id = ~psu + ssu, strata = ~h, fpc = ~M + K)
stage("two-w", id = ~psu + ssu, strata = ~h, fpc = ~M + K, weights = ~w)
stage("two-f", id = ~psu + ssu, strata = ~h, fpc = ~f + k)
stage("two-h", id = ~psu + ssu, strata = ~h + wing, fpc = ~M + K2)
stage("two-h-w", id = ~psu + ssu, strata = ~h + wing, fpc = ~M + K2, weights = ~w)
stage("two-plain", id = ~unit + ssu, fpc = ~N + K)
stage("three", id = ~psu + ssu + person, strata = ~h, fpc = ~M + K + P)
stage("three-w", id = ~psu + ssu + person, strata = ~h, fpc = ~M + K + P, weights = ~w)
stage("three-h", id = ~psu + ssu + person, strata = ~h + wing, fpc = ~M + K2 + P)
stage("three-h-w", id = ~psu + ssu + person, strata = ~h + wing, fpc = ~M + K2 + P, weights = ~w)
stage("people", id = ~psu + person, strata = ~h, fpc = ~M + people, weights = ~w)
stage("first", id = ~psu, strata = ~h, fpc = ~M, weights = ~w)
# R wants a finite population of every stage; an infinite one is none.
stages$endless <- Inf
stage("first-two", id = ~psu + ssu, strata = ~h, fpc = ~M + endless, weights = ~w)
stage("none", id = ~psu, strata = ~h, weights = ~w)
# Strata and clusters below a first stage without fpc count nothing.
stage("below", id = ~psu + ssu, strata = ~h, weights = ~w)

# Replicate weights. Of a domain R's df are of its replicate weights alone,
# ours of the sample's.
replicates <- function(case, data, pattern, ...)
	for (mse in c(FALSE, TRUE))
		everything(paste0(case, if (mse) "-mse"), quietly(svrepdesign(weights = ~w, data = data,
			repweights = pattern, mse = mse, ...)), df = "whole", more = !mse)
replicates("brr", halves, "^brr", type = "BRR")
replicates("fay", halves, "^fay", type = "Fay", rho = .3)
replicates("jkn", halves, "^jkn", type = "JKn", scale = 1, rscales = rep(.5, 14))
replicates("jkn-scales", halves, "^jkn", type = "JKn", scale = 1, rscales = (1:14) / 20)
replicates("jk1", houses, "^jk", type = "JK1", scale = 14 / 15)
replicates("bootstrap", houses, "^boot", type = "bootstrap")
replicates("sdr", houses, "^sdr", type = "ACS")

# Strata with one cluster.
for (how in c("remove", "certainty", "adjust", "average")) {
	options(survey.lonely.psu = how)
	quietly({
		lone <- svydesign(id = ~psu, strata = ~h, weights = ~w, nest = TRUE, data = clusters)
		everything(paste0("lonely-", how), lone)
	})
}
# One of a school's classes is all that was drawn of them; "average" has no value
# in R, which takes it within the school.
alone <- stages[!(stages$h == 1 & stages$psu == 1 & stages$ssu > 1), ]
for (how in c("remove", "certainty", "adjust")) {
	options(survey.lonely.psu = how)
	quietly(everything(paste0("lonely-class-", how), svydesign(id = ~psu + ssu, strata = ~h, fpc = ~M + K,
		weights = ~w, nest = TRUE, data = alone)))
}
options(survey.lonely.psu = "fail")
quietly(everything("nested", svydesign(id = ~unit, strata = ~pair, weights = ~w, data = clusters)))

# Quantiles.
design <- svydesign(id = ~unit, strata = ~pair, weights = ~w, data = clusters)
rules <- c("math", "school", "shahvaish", paste0("hf", 1:9))
# Left out: rows where R's hf4 is off by rounding from values that are equal, so
# that they are no longer up to it; ends that it extrapolates beyond the lowest
# value; intervals of quantiles that no value is above.
sayq <- function(case, v, p, x, q) {
	x <- x[!is.na(x)]
	near <- abs(x - q[1])
	if (any(near > 0 & near < 1e-9)) return()
	say(case, v, "quantile", p, "", if (all(x <= q[1])) c(estimate = q[1])
		else if (q[2] %in% NaN || q[2] >= min(x)) c(estimate = q[1], ci_low = q[2], ci_high = q[3], se = q[4])
		else c(estimate = q[1], ci_high = q[3]))
}
methods <- c(mean = "wald", beta = "beta", xlogit = "logit", asin = "asin")
for (v in c("num", "pair_num")) for (where in c("", ":d")) {
	d <- if (where == "") design else subset(design, d == "yes")
	for (rule in rules) {
		q <- quietly(svyquantile(as.formula(paste0("~", v)), d, c(.1, .25, .5, .9), na.rm = TRUE,
			qrule = rule, interval.type = "mean"))[[1]]
		for (i in 1:4)
			sayq(paste0("quantile-", rule, where), v, c(.1, .25, .5, .9)[i], d$variables[[v]], unname(q[i, ]))
	}
	for (m in names(methods)) {
		q <- quietly(svyquantile(as.formula(paste0("~", v)), d, c(.1, .25, .5, .9), na.rm = TRUE,
			interval.type = m))[[1]]
		for (i in 1:4)
			sayq(paste0("woodruff-", methods[[m]], where), v, c(.1, .25, .5, .9)[i], d$variables[[v]],
				unname(q[i, ]))
	}
}

# Independence: X2 is Pearson's of those who answered both, R's of all rows.
chisq <- function(case, d, question, by, option = "") {
	f <- as.formula(paste0("~", question, "+", by))
	n <- sum(!is.na(d$variables[[question]]) & !is.na(d$variables[[by]]))
	label <- if (option == "") question else "several"
	for (s in c("F", "Chisq", "Wald", "adjWald")) {
		q <- quietly(svychisq(f, d, statistic = s))
		row <- c(p = q$p.value[[1]])
		if (s == "Chisq") row <- c(row, x2 = q$statistic[[1]] * n / nrow(d$variables), df = q$parameter[[1]])
		else if (q$parameter[[2]] <= 0) row <- c(p = NaN, statistic = NaN)
		else row <- c(row, statistic = q$statistic[[1]], df = q$parameter[[1]], df2 = q$parameter[[2]])
		say(case, label, c(F = "rao-scott-f", Chisq = "rao-scott-chisq", Wald = "wald",
			adjWald = "adjusted-wald")[[s]], option, "", row)
	}
}
domain <- subset(design, d == "yes")
for (o in c("calls", "house", "other")) {
	x <- ifelse(is.na(clusters$several), NA, grepl(o, clusters$several) + 0)
	design$variables[[o]] <- x
}
domain <- subset(design, d == "yes")
chisq("chisq", design, "level", "kind")
chisq("chisq:d", domain, "level", "kind")
chisq("chisq-opt", design, "opt", "g")
chisq("chisq-opt:d", domain, "opt", "g")
for (o in c("calls", "house", "other")) {
	chisq("chisq-several", design, o, "g", o)
	chisq("chisq-several:d", domain, o, "g", o)
}
three <- svydesign(id = ~psu + ssu + person, strata = ~h, fpc = ~M + K + P, nest = TRUE, data = stages)
chisq("chisq-three", three, "opt", "g")
chisq("chisq-three:d", subset(three, d == "yes"), "opt", "g")
rep <- svrepdesign(weights = ~w, data = halves, repweights = "^brr", type = "BRR")
chisq("chisq-brr", rep, "opt", "g")

# Differences, as contrasts of the groups' means; df of a regression on both.
difference <- function(case, d, question, option = "") {
	x <- if (option == "") d$variables[[question]] else as.numeric(d$variables[[question]] == option)
	d$variables$x <- x
	d <- d[which(!is.na(x)), ]
	b <- svyby(~x, ~g, d, svymean, covmat = TRUE)
	for (group in c("q", "r")) {
		of <- list(setNames(c(1, -1), c(group, "p")))
		c1 <- svycontrast(b, of)
		both <- subset(d, g %in% c("p", group))
		t <- svyttest(x ~ I(g != "p"), both)
		stopifnot(abs(t$estimate - coef(c1)) < 1e-9 * abs(coef(c1)), abs(t$statistic - coef(c1) / SE(c1)) < 1e-8)
		say(case, question, "t", option, group, c(estimate = coef(c1)[[1]], se = SE(c1)[[1]],
			statistic = coef(c1)[[1]] / SE(c1)[[1]], df = t$parameter[[1]], p = t$p.value[[1]],
			ci_low = t$conf.int[1], ci_high = t$conf.int[2]))
	}
}
for (o in c("", "a", "b", "c")) {
	question <- if (o == "") "num" else "opt"
	difference("t", design, question, o)
	difference("t:d", domain, question, o)
	difference("t-three", three, question, o)
	difference("t-three:d", subset(three, d == "yes"), question, o)
}

# Likelihood intervals; three ends of the domain are left out, where what R
# reads off a spline is 2e-5 to 2e-4 (relative) off the solution of its equation.
for (o in c("a", "b", "c")) for (where in c("", ":d")) {
	d <- update(if (where == "") design else domain, x = as.numeric(opt == o))
	q <- svyciprop(~x, d, method = "likelihood", na.rm = TRUE)
	row <- c(estimate = coef(q)[[1]], se = sqrt(as.numeric(vcov(q))), ci_low = confint(q)[1],
		ci_high = confint(q)[2])
	if (where == ":d") row <- row[setdiff(names(row), list(a = "", b = "ci_low", c = c("ci_low", "ci_high"))[[o]])]
	say(paste0("likelihood", where), "opt", "proportion", o, "", row)
}

writeLines(c(paste(c("case,question,statistic,option,group", columns), collapse = ","), lines), "survey-stages.csv")
