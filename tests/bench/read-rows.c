/* read-rows FILE COLUMN...: reads all rows of a file and the cells of these columns, and does
 * nothing with them: what reading takes of any program of ccr's time.
 */
#include <stdio.h>
#include <string.h>

#include "data/rows.h"

int
main(int argc, char *argv[])
{
	struct ccr_err err = {0};
	struct ccr_source source;
	struct ccr_rows *rows;
	struct ccr_row row;
	const struct ccr_cell *name;
	size_t columns, n = 0;

	if (argc < 2 || !ccr_source_open(&source, argv[1], &err) ||
	    !(rows = ccr_rows_open(&source, ',', NULL, &err)))
		return 1;
	columns = ccr_rows_header(rows, &name);
	for (int k = 2; k < argc; k++)
		for (size_t i = 0; i < columns; i++)
			if (strcmp(name[i].p, argv[k]) == 0)
				ccr_rows_want(rows, i);
	while (ccr_rows_next(rows, &row, &err))
		n++;
	ccr_rows_close(rows);
	printf("%zu\n", n);
	return err.n > 0;
}
