/* type.h: what a column holds, in rows that are read and in rows that are written. */
#ifndef CCR_DATA_TYPE_H
#define CCR_DATA_TYPE_H

enum ccr_type {
	CCR_TEXT,     /* as given */
	CCR_KEY,      /* an identifier: text for ever, 007 stays 007 */
	CCR_CATEGORY, /* text with few distinct values: a code and a dictionary */
	CCR_NUMBER,   /* double */
	CCR_COUNT,    /* a whole number of 0 or more, as double */
	CCR_SHARE,    /* written: a proportion, percent in table and md */
	CCR_FLAG,     /* 1, 0, true or false */
	CCR_DATE,     /* ccr_date */
	CCR_TIME,     /* ccr_time */
	CCR_REST,     /* read: all columns that were not asked for, in order */
};

/* Is there a value?  A suppressed count (*, <10, Under 10, ...) is a known kind of missing, never
 * 0. */
enum ccr_mark { CCR_PRESENT, CCR_MISSING, CCR_SUPPRESSED };

#endif
