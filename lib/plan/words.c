/* words.c: see words.h. */
#include "plan/words.h"

#include <stdlib.h>
#include <string.h>

static char *
lower(const char *word, size_t n)
{
	char *text = ccr_strndup(word, n);

	for (char *p = text; *p; p++)
		if (*p >= 'A' && *p <= 'Z')
			*p = (char)(*p - 'A' + 'a');
	return text;
}

void
plan_words_add(struct plan_words *words, const char *word, size_t n, const char *source)
{
	char *text = lower(word, n);
	size_t known = words->word.n;
	uint32_t code = ccr_dict_add(&words->word, text, strlen(text));

	free(text);
	CCR_GROW(words->source, words->cap, words->word.n);
	if (code >= known && source)
		words->source[code] = ccr_arena_text(&words->texts, source, strlen(source));
}

bool
plan_words_read(struct plan_words *words, struct ccr_input *input, struct ccr_err *err)
{
	struct ccr_column col[] = {
		{.name = "word", .type = CCR_TEXT, .required = true},
		{.name = "source", .type = CCR_TEXT, .optional = true},
	};
	struct ccr_cursor *rows = ccr_cursor_open(input, col, CCR_LEN(col), err);
	bool good;

	while (rows && ccr_cursor_next(rows))
		plan_words_add(words, col[0].text, col[0].len,
			       col[1].found && col[1].mark == CCR_PRESENT ? col[1].text : NULL);
	good = ccr_cursor_close(rows);
	ccr_columns_release(col, CCR_LEN(col));
	return good;
}

bool
plan_words_find(const struct plan_words *words, const char *word, size_t n, const char **source)
{
	char *text = lower(word, n);
	uint32_t code = ccr_dict_find(&words->word, text, strlen(text));

	free(text);
	if (code == CCR_NO_CODE)
		return false;
	*source = words->source[code];
	return true;
}

void
plan_words_release(struct plan_words *words)
{
	ccr_dict_release(&words->word);
	free(words->source);
	ccr_arena_release(&words->texts);
}

const char *
plan_next_word(const char **at, size_t *n)
{
	static const char blank[] = " \t\n\r", mark[] = ".,;:!?\"'()[]";

	for (;;) {
		const char *word = *at + strspn(*at, blank);
		size_t length = strcspn(word, blank), before = strspn(word, mark);
		*at = word + length;
		if (length == 0)
			return NULL;
		if (before >= length)
			continue;
		word += before;
		length -= before;
		while (strchr(mark, word[length - 1]))
			length--;
		*n = length;
		return word;
	}
}
