/* library.h: the versions of the parsers, for --version. */
#ifndef CCR_DATA_LIBRARY_H
#define CCR_DATA_LIBRARY_H

const char *ccr_csv_library(void);
const char *ccr_json_library(void);

#endif
