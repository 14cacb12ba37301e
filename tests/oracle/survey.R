# What R's survey package says of the examples: known answers for survey.sh,
# which needs no R. Made with R 4.2.2 and survey 4.1-1:
#
#	Rscript survey.R > survey-r.csv
#
# Every share is a mean over a domain (those who answered, in the group) of the
# whole sample, svydesign(~1, weights = ~weight), with deff = "replace". The
# interval is svyciprop(method = "wilson") of survey 4.5 with df = degf of the group,
# those who did not answer included,
# written out because 4.1 does not have it. Where the share is 0 or 1 its
# variance is 0, and the effective n is Kish's.

suppressMessages(library(survey))

dir <- "../../examples"
n17 <- function(x) ifelse(is.na(x), "", sprintf("%.17g", x))

share <- function(design, x, domain, df) {
	design <- update(design, x = as.numeric(x), domain = domain)
	d <- subset(design, domain)
	w <- weights(d)
	m <- svymean(~x, d, deff = "replace")
	p <- coef(m)[[1]]
	v <- vcov(m)[[1]]
	if (sum(d$variables$x) %in% c(0, length(w))) {
		p <- round(p)
		se <- 0
		n_eff <- sum(w)^2 / sum(w^2)
		deff <- length(w) / n_eff
	} else {
		se <- SE(m)[[1]]
		n_eff <- p * (1 - p) / v
		deff <- deff(m)[[1]]
	}
	t <- qt(0.975, df)
	half <- t * sqrt(p * (1 - p) / n_eff + t^2 / (4 * n_eff^2))
	low <- (p + t^2 / (2 * n_eff) - half) / (1 + t^2 / n_eff)
	high <- (p + t^2 / (2 * n_eff) + half) / (1 + t^2 / n_eff)
	if (p == 0) low <- 0
	if (p == 1) high <- 1
	c(length(w), sum(d$variables$x), n17(sum(w[d$variables$x == 1])),
		n17(c(p, se, low, high, df, deff, n_eff)))
}

# chosen: for each respondent the options chosen; NA: did not answer.
tab <- function(name, design, question, chosen, by) {
	answered <- !is.na(chosen)
	group <- if (is.null(by)) rep("", length(chosen)) else
		do.call(paste, c(unname(as.list(design$variables[by])), sep = " / "))
	for (g in sort(unique(group))) {
		for (o in sort(unique(unlist(chosen[answered])))) {
			row <- share(design, vapply(chosen, function(c) o %in% c, NA),
				answered & group == g, sum(group == g) - 1)
			cat(paste(c(name, question, o, paste(by, collapse = " / "), g,
				row[1:3], sum(!answered & group == g), row[4:10]),
				collapse = ","), "\n", sep = "")
		}
	}
}

cat("data,question,option,by,group,base,n,weighted_n,n_missing,estimate,se,",
	"ci_low,ci_high,df,deff,n_eff\n", sep = "")

ces <- read.csv(file.path(dir, "ces11/ces11.csv"), na.strings = "")
design <- svydesign(~1, weights = ~weight, data = ces)
for (by in list(NULL, "province", c("gender", "urban")))
	for (question in c("abortion", "importance", "education"))
		tab("ces11", design, question, as.list(ces[[question]]), by)

hp <- read.csv(file.path(dir, "high-point/synthetic-survey.csv"), na.strings = "")
design <- svydesign(~1, weights = ~weight, data = hp)
for (by in list(NULL, "sector"))
	for (question in c("safe", "problems"))
		tab("high-point", design, question, strsplit(hp[[question]], ";"), by)
