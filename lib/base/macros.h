/* macros.h: the two that every header may need. */
#ifndef CCR_BASE_MACROS_H
#define CCR_BASE_MACROS_H

#define CCR_LEN(array) (sizeof(array) / sizeof *(array))
#define CCR_PRINTF(string, first) __attribute__((format(printf, string, first)))

#endif
