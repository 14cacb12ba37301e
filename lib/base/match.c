/* match.c: see match.h. */
#include "base/match.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include "base/mem.h"

/* Steps for one text, as PCRE2 counts them.  It counts anew at each place where a match could
 * begin, so each place gets its part; 4 per byte is what a plain ".*" needs at the worst. */
enum { STEPS = 100000000, STEPS_PER_BYTE = 4, STEPS_MOST = 1000000 };

struct ccr_match {
	pcre2_general_context *memory;
	pcre2_compile_context *compiling;
	pcre2_match_context *limits;
	pcre2_code *code;
	pcre2_match_data *data;
};

/* PCRE2's memory is there or the process ends, as ours. */
static void *
get_memory(size_t n, void *nothing)
{
	(void)nothing;
	return ccr_realloc(NULL, n, 1);
}

static void
give_back(void *p, void *nothing)
{
	(void)nothing;
	free(p);
}

struct ccr_match *
ccr_match_new(const char *pattern, char reason[static CCR_MATCH_REASON])
{
	struct ccr_match *m = ccr_alloc(1, sizeof *m);
	unsigned char text[CCR_MATCH_REASON - 32];
	size_t at = 0;
	int error = 0;

	m->memory = pcre2_general_context_create(get_memory, give_back, NULL);
	m->compiling = pcre2_compile_context_create(m->memory);
	m->limits = pcre2_match_context_create(m->memory);
	/* \C would cut characters in two. */
	m->code = pcre2_compile((PCRE2_SPTR)pattern, strlen(pattern),
				PCRE2_CASELESS | PCRE2_UTF | PCRE2_UCP | PCRE2_NEVER_BACKSLASH_C,
				&error, &at, m->compiling);
	if (m->code) {
		m->data = pcre2_match_data_create_from_pattern(m->code, m->memory);
		return m;
	}
	text[0] = '\0';
	pcre2_get_error_message(error, text, sizeof text);
	snprintf(reason, CCR_MATCH_REASON, "%s (after %zu bytes)", (const char *)text, at);
	ccr_match_free(m);
	return NULL;
}

enum ccr_match_answer
ccr_match_find(struct ccr_match *m, const char *text, size_t n)
{
	size_t steps = STEPS / (n + 1);
	int found;

	if (steps > STEPS_MOST)
		steps = STEPS_MOST;
	if (steps < STEPS_PER_BYTE * n)
		steps = STEPS_PER_BYTE * n;
	pcre2_set_match_limit(m->limits, (uint32_t)(steps < UINT32_MAX ? steps : UINT32_MAX));
	found = pcre2_match(m->code, (PCRE2_SPTR)text, n, 0, 0, m->data, m->limits);
	return found >= 0                     ? CCR_MATCH_YES
	       : found == PCRE2_ERROR_NOMATCH ? CCR_MATCH_NO
					      : CCR_MATCH_TOO_MUCH;
}

void
ccr_match_free(struct ccr_match *m)
{
	if (!m)
		return;
	pcre2_match_data_free(m->data);
	pcre2_code_free(m->code);
	pcre2_match_context_free(m->limits);
	pcre2_compile_context_free(m->compiling);
	pcre2_general_context_free(m->memory);
	free(m);
}

#define QUOTE(text) #text
#define VERSION(major, minor) "PCRE2 " QUOTE(major) "." QUOTE(minor)

const char *
ccr_match_library(void)
{
	return VERSION(PCRE2_MAJOR, PCRE2_MINOR);
}
