/* hash.h: uthash's hash tables, with our end of memory. The one file that includes <uthash.h>. */
#ifndef CCR_BASE_HASH_H
#define CCR_BASE_HASH_H

#include "base/mem.h"

#define uthash_fatal(message) ccr_out_of_memory()
#include <uthash.h>

#endif
