# Export carData::Rossi as CSV: every column, a missing value as an empty
# cell, quotes only where a cell needs them.
#   Rscript export.R > rossi.csv
x <- carData::Rossi
for (n in names(x)) {
	s <- as.character(x[[n]])
	odd <- grepl("[\",\r\n]", s)
	s[odd] <- paste0('"', gsub('"', '""', s[odd]), '"')
	x[[n]] <- s
}
write.csv(x, stdout(), row.names = FALSE, na = "", quote = FALSE)
