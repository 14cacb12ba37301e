/* t-judgements.c: what people say of criteria, from rows; and weights that are given to criteria.
 */
#include "unit.h"

#include "model/criteria.h"
#include "model/judgements.h"

static const struct ccr_list nobody;

static bool
read_text(const char *text, enum judgements_kind kind, const struct ccr_list *by,
	  struct judgements *j, struct ccr_err *err)
{
	struct ccr_source source;
	struct ccr_input input = {.source = &source, .n = 1, .delimiter = ','};

	ccr_source_memory(&source, "t", text, strlen(text), 7);
	return judgements_read(j, &input, kind, by, err);
}

static void
refused(const char *text, enum judgements_kind kind, const char *faults)
{
	struct judgements j = {0};
	struct ccr_err err = {0};
	struct ccr_buf seen = {0};

	assert_false(read_text(text, kind, &nobody, &j, &err));
	add_faults(&seen, &err);
	assert_string_equal(seen.data, faults);
	ccr_buf_release(&seen);
	judgements_release(&j);
	ccr_err_release(&err);
}

static void
reads_as(const char *text, enum judgements_kind kind, const double *expected, size_t n)
{
	struct judgements j = {0};
	struct ccr_err err = {0};

	assert_true(read_text(text, kind, &nobody, &j, &err));
	assert_int_equal(j.n, 1);
	for (size_t i = 0; i < n; i++)
		if (fabs(j.judge[0].value[i] - expected[i]) > 1e-15)
			fail_msg("value %zu: %.17g", i, j.judge[0].value[i]);
	judgements_release(&j);
	ccr_err_release(&err);
}

static void
pairs(void **state)
{
	const double a[] = {1, 3, 5, 1.0 / 3, 1, 0.5, 0.2, 2, 1};

	(void)state;
	reads_as("a,b,judgement\nx,y,3\nz,x,1/5\ny,z,0.5\n", JUDGEMENTS_PAIRS,
		 (const double[]){1, 3, 5, 1.0 / 3, 1, 0.5, 0.2, 2, 1}, 9);
	/* both halves; 0.333 is 1/3, as the 3 says */
	reads_as("a,b,judgement\nx,y,3\ny,x,0.333\nx,x,1\nx,z,5\nz,y,2\ny,z,1/2\n",
		 JUDGEMENTS_PAIRS, a, 9);
	reads_as("criterion,x,y,z\nx,1,3,5\ny,0.333,1,\nz,,2,1\n", JUDGEMENTS_PAIRS, a, 9);
	/* one triangle; columns called a and b are criteria of a matrix */
	reads_as(",a,b\na,,4\nb,,\n", JUDGEMENTS_PAIRS, (const double[]){1, 4, 0.25, 1}, 4);
	/* rows in another order than columns */
	reads_as(",a,b\nb,,\na,,4\n", JUDGEMENTS_PAIRS, (const double[]){1, 4, 0.25, 1}, 4);
}

static void
pairs_are_refused(void **state)
{
	(void)state;
	refused("a,b,judgement\nx,y,0\nx,y,-1\nx,y,1/0\nx,y,\nx,y,two\nx,y,1e7\n,y,2\nx,x,2\n",
		JUDGEMENTS_PAIRS,
		"!2:column 'judgement': not above 0\n"
		"!3:column 'judgement': not above 0\n"
		"!4:column 'judgement': not above 0\n"
		"!5:column 'judgement': missing; a judgement is needed\n"
		"!6:column 'judgement': not a number\n"
		"!7:column 'judgement': too large or too small to be a judgement\n"
		"!8:column 'a': missing; a criterion is needed\n"
		"!9:column 'judgement': a criterion against itself; 1 was expected\n");
	refused("a,b,judgement\nx,y,3\nx,y,3\ny,x,0.34\n", JUDGEMENTS_PAIRS,
		"!3:this pair is judged already, at t:2\n"
		"!4:not the reciprocal of the judgement of the same pair the other way round, at "
		"t:2\n");
	refused("a,b,judgement\nx,y,3\ny,z,2\n", JUDGEMENTS_PAIRS,
		"!2:this stakeholder does not judge two criteria against each other: the one at "
		"t:2 and the one at t:3\n");
	refused("a,c,judgement\nx,y,3\n", JUDGEMENTS_PAIRS,
		"!0:no column 'b' beside 'judgement'; rows of pairs are a,b,judgement\n");
	refused("name,x,y\nx,1,2\nw,1,1\ny,3,1\n", JUDGEMENTS_PAIRS,
		"!3:column '#1': no column is called as this criterion\n");
	refused("name,x,y\nx,1,2\ny,3,1\n", JUDGEMENTS_PAIRS,
		"!3:not the reciprocal of the judgement of the same pair the other way round, at "
		"t:2\n");
	refused(",x,y,z\nx,1,2,3\ny,,1,\nz,,,1\n", JUDGEMENTS_PAIRS,
		"!2:this stakeholder does not judge two criteria against each other: that of "
		"column 3 and that of column 4\n");
	refused(",x,x\nx,1,1\n", JUDGEMENTS_PAIRS,
		"!1:two columns are called 'x'; a matrix has one for each criterion\n");
	refused("x\n1\n", JUDGEMENTS_PAIRS,
		"!0:neither rows of a,b,judgement nor a square matrix\n");
}

static void
stakeholders_and_groups(void **state)
{
	char *names[] = {"sector"};
	const struct ccr_list by = {names, 1};
	struct judgements j = {0};
	struct ccr_err err = {0};

	(void)state;
	assert_true(read_text("stakeholder,sector,criterion,points\n1,police,x,40\n2,court,x,10\n"
			      "1,police,y,60\n2,court,y,90\n3,,x,1\n",
			      JUDGEMENTS_POINTS, &by, &j, &err));
	assert_int_equal(j.n, 2);
	assert_int_equal(j.criterion.n, 2);
	assert_string_equal(j.judge[1].name, "2");
	assert_string_equal(ccr_group_label(&j.group, j.judge[1].group), "court");
	assert_true(j.judge[0].value[1] == 60 && j.judge[1].value[0] == 10);
	judgements_release(&j);
	ccr_err_release(&err);
}

static void
values(void **state)
{
	(void)state;
	reads_as("criterion,best_to_others,others_to_worst\nx,1,8\ny,8,1\nz,2,4\n",
		 JUDGEMENTS_BEST_WORST, (const double[]){1, 8, 2, 8, 1, 4}, 6);
	refused("criterion,best_to_others,others_to_worst\nx,0.5,8\n", JUDGEMENTS_BEST_WORST,
		"!2:column 'best_to_others': below 1; the best counts as much or more, the worst "
		"as "
		"much or less\n");
	refused("criterion,best_to_others,others_to_worst\nx,2,8\ny,8,1\n", JUDGEMENTS_BEST_WORST,
		"!2:no criterion of this stakeholder has 1 in column 'best_to_others'; the best "
		"has, against itself\n");
	refused("criterion,best_to_others,others_to_worst\nx,1,8\ny,8,2\n", JUDGEMENTS_BEST_WORST,
		"!2:no criterion of this stakeholder has 1 in column 'others_to_worst'; the worst "
		"has, against itself\n");
	refused("criterion,best_to_others,others_to_worst\nx,1,1\ny,2,3\n", JUDGEMENTS_BEST_WORST,
		"!2:this criterion is the best and the worst\n");
	refused("criterion,best_to_others,others_to_worst\nx,1,8\ny,7,1\n", JUDGEMENTS_BEST_WORST,
		"!3:the best against the worst criterion is judged otherwise at t:2; both have to "
		"be the same\n");
	refused("criterion,best_to_others,others_to_worst\nx,1,8\ny,8,1\nz,9,2\n",
		JUDGEMENTS_BEST_WORST,
		"!4:above the judgement of the best against the worst criterion, at t:3\n");
	refused("criterion,points\nx,101\ny,-1\n,3\nz,\n", JUDGEMENTS_SWING,
		"!2:column 'points': not from 0 to 100\n!3:column 'points': not from 0 to 100\n"
		"!4:column 'criterion': missing; a value is needed\n"
		"!5:column 'points': missing; a value is needed\n");
	refused("criterion,points\nx,0\ny,0\n", JUDGEMENTS_POINTS,
		"!2:all points of this stakeholder are 0\n");
	refused("criterion,points\nx,5\nx,5\n", JUDGEMENTS_POINTS,
		"!3:this criterion has its values already, at t:2\n");
	refused("criterion,rank,stakeholder\nx,1,p\ny,2,p\nx,1,q\n", JUDGEMENTS_RANKS,
		"!4:this stakeholder leaves a criterion out: the one at t:3\n");
	refused("criterion,rank\nx,0\n", JUDGEMENTS_RANKS, "!2:column 'rank': not above 0\n");
}

/* Weights beside the document. */
static bool
weigh(const char *text, struct criteria *d, struct ccr_err *err)
{
	static const char document[] =
		"{\"ccr\": \"criteria/1\", \"criteria\": [{\"name\": \"x\", \"direction\": "
		"\"max\"}, {\"name\": \"y\", \"direction\": \"min\"}]}";
	struct ccr_source source;
	struct ccr_input input = {.source = &source, .n = 1, .delimiter = ','};
	bool given;

	ccr_source_memory(&source, "d", document, strlen(document), 7);
	assert_true(criteria_read(d, &source, &given, err));
	ccr_source_memory(&source, "t", text, strlen(text), 7);
	return criteria_take_weights(d, &input, err);
}

static void
not_weighed(const char *text, const char *faults)
{
	struct criteria d = {0};
	struct ccr_err err = {0};
	struct ccr_buf seen = {0};

	assert_false(weigh(text, &d, &err));
	add_faults(&seen, &err);
	assert_string_equal(seen.data, faults);
	ccr_buf_release(&seen);
	criteria_release(&d);
	ccr_err_release(&err);
}

static void
weights_for_criteria(void **state)
{
	struct criteria d = {0};
	struct ccr_err err = {0};

	(void)state;
	assert_true(weigh("weight,method,criterion\n3,m,y\n1,m,x\n", &d, &err));
	assert_true(d.taker[0].weight == 0.25 && d.taker[1].weight == 0.75);
	criteria_release(&d);
	ccr_err_release(&err);
	not_weighed("criterion,weight\nx,1\nz,2\nx,2\ny,-1\n",
		    "!3:column 'criterion': the document has no criterion of this name\n"
		    "!4:column 'criterion': this criterion has its weight already, at line 2\n"
		    "!5:column 'weight': negative; 0 or more was expected\n");
	not_weighed("criterion,weight\nx,1\n", "!0:no weight for criterion 'y'\n");
	not_weighed("criterion,weight\nx,\ny,2\n",
		    "!2:column 'weight': missing; a value is needed\n");
	not_weighed("criterion,weight\nx,0\ny,0\n", "!0:all weights are 0\n");
	not_weighed("criterion,weight\nx,1e308\ny,1e308\n",
		    "!0:the weights add up to more than a number can hold\n");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(pairs),
		cmocka_unit_test(pairs_are_refused),
		cmocka_unit_test(stakeholders_and_groups),
		cmocka_unit_test(values),
		cmocka_unit_test(weights_for_criteria),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
