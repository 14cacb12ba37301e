/* group.c: see group.h. */
#include "data/group.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

void
ccr_group_init(struct ccr_group *group, const struct ccr_list *by)
{
	struct ccr_buf text = {0};

	*group = (struct ccr_group){.by = by};
	for (size_t i = 0; i < by->n; i++)
		ccr_buf_printf(&text, "%s%s", i ? " / " : "", by->item[i]);
	group->by_text = by->n ? ccr_buf_detach(&text) : NULL;
}

void
ccr_group_columns(const struct ccr_group *group, struct ccr_column *column)
{
	for (size_t i = 0; i < group->by->n; i++)
		column[i] = (struct ccr_column){.name = group->by->item[i], .type = CCR_CATEGORY};
}

void
ccr_group_name(struct ccr_group *group, const struct ccr_column *column)
{
	struct ccr_buf text = {0};

	for (size_t i = 0; i < group->by->n; i++)
		ccr_buf_printf(&text, "%s%s", i ? " / " : "",
			       group->by->item[i][0] == '#' && column[i].header
				       ? column[i].header
				       : group->by->item[i]);
	if (group->by->n == 0)
		return;
	free(group->by_text);
	group->by_text = ccr_buf_detach(&text);
}

uint32_t
ccr_group_of(struct ccr_group *group, const struct ccr_column *column)
{
	size_t n = group->by->n;
	uint32_t code = n == 1 ? column->code : 0;

	for (size_t i = 0; i < n; i++)
		if (column[i].mark != CCR_PRESENT)
			return CCR_NO_CODE;
	if (n == 0)
		return 0;
	if (n == 1 && code < group->cap && group->code_of[code] > 0)
		return group->code_of[code] - 1;
	ccr_buf_clear(&group->scratch);
	for (size_t i = 0; i < n; i++)
		ccr_buf_printf(&group->scratch, "%s%s", i ? " / " : "", column[i].text);
	if (n > 1) {
		/* Behind the label's NUL stand the codes: labels of different values may be equal.
		 */
		ccr_buf_add(&group->scratch, "", 1);
		for (size_t i = 0; i < n; i++)
			ccr_buf_add(&group->scratch, (const char *)&column[i].code,
				    sizeof column[i].code);
		return ccr_dict_add(&group->label, group->scratch.data, group->scratch.len);
	}
	CCR_GROW(group->code_of, group->cap, code + 1);
	group->code_of[code] =
		ccr_dict_add(&group->label, group->scratch.data, group->scratch.len) + 1;
	return group->code_of[code] - 1;
}

size_t
ccr_group_count(const struct ccr_group *group)
{
	return group->by->n ? group->label.n : 1;
}

uint32_t *
ccr_group_order(const struct ccr_group *group)
{
	return group->by->n ? ccr_dict_order(&group->label) : ccr_alloc(1, sizeof(uint32_t));
}

const char *
ccr_group_label(const struct ccr_group *group, uint32_t code)
{
	return group->by->n ? group->label.text[code] : NULL;
}

void
ccr_group_release(struct ccr_group *group)
{
	free(group->by_text);
	free(group->code_of);
	ccr_dict_release(&group->label);
	ccr_buf_release(&group->scratch);
	*group = (struct ccr_group){0};
}
