/* t-banner.c: groups against each other, NCHS's flags, and what is withheld.
 *
 * Known answers are prop.test(correct = FALSE), pt() and the like of R 4.2, those of hair by colour
 * of eyes from HairEyeColor, which comes with R.
 */
#include "unit.h"

#include "stat/dist.h"
#include "survey/table.h"

static void
close_to(double seen, double expected)
{
	if (!(fabs(seen - expected) <= 1e-9 * fabs(expected)))
		fail_msg("%.17g, but %.17g was expected", seen, expected);
}

/* x1 of n1 against x2 of n2. */
struct pair {
	double x1, n1, x2, n2, z, p;
};

static const struct pair pairs[] = {
	{68, 220, 20, 215, 5.6086569882980122, 2.0390269099638903e-08}, /* black: brown, blue */
	{68, 220, 15, 93, 2.7070618389395911, 0.0067881611662103858},   /* black: brown, hazel */
	{68, 220, 5, 64, 3.7213945891205418, 0.00019812556792027957},   /* black: brown, green */
	{20, 215, 15, 93, -1.7331332717752648, 0.083071983859326834},   /* black: blue, hazel */
	{20, 215, 5, 64, 0.36631936956211986, 0.71412677777918931},     /* black: blue, green */
	{15, 93, 5, 64, 1.535848162492534, 0.12457562424621862},        /* black: hazel, green */
	{119, 220, 84, 215, 3.1396853675469067, 0.0016912937504706337}, /* brown: brown, blue */
	{119, 220, 54, 93, -0.64613435077410464, 0.51819235078012937},  /* brown: brown, hazel */
	{119, 220, 29, 64, 1.237302816412708, 0.21597468266893621},     /* brown: brown, green */
	{84, 215, 54, 93, -3.0775534936879483, 0.0020870737543299293},  /* brown: blue, hazel */
	{84, 215, 29, 64, -0.89308497453083568, 0.37181166877803185},   /* brown: blue, green */
	{54, 93, 29, 64, 1.5729149301139072, 0.11573851753368937},      /* brown: hazel, green */
	{26, 220, 17, 215, 1.3664965048373217, 0.17178317716127942},    /* red: brown, blue */
	{26, 220, 14, 93, -0.78354875401368107, 0.43330493554300159},   /* red: brown, hazel */
	{26, 220, 14, 64, -2.0356175531402645, 0.041788773792553094},   /* red: brown, green */
	{17, 215, 14, 93, -1.9139304472869565, 0.055629043396384158},   /* red: blue, hazel */
	{17, 215, 14, 64, -3.1213292394315331, 0.0018003662677258069},  /* red: blue, green */
	{14, 93, 14, 64, -1.0971614194722801, 0.27257083502227714},     /* red: hazel, green */
	{7, 220, 94, 215, -10.011877114079676, 1.3516324665217532e-23}, /* blond: brown, blue */
	{7, 220, 10, 93, -2.7008499418309464, 0.0069162535416948433},   /* blond: brown, hazel */
	{7, 220, 16, 64, -5.631121296389777, 1.7904174784146732e-08},   /* blond: brown, green */
	{94, 215, 10, 93, 5.6169440683973999, 1.943643040886163e-08},   /* blond: blue, hazel */
	{94, 215, 16, 64, 2.6902896974474237, 0.0071390015525228901},   /* blond: blue, green */
	{10, 93, 16, 64, -2.3598907358528423, 0.018280318384454118},    /* blond: hazel, green */
	{45, 100, 30, 100, 2.1908902300206643, 0.028459736916310541},
	{12, 40, 25, 35, -3.5801559693517806, 0.00034338917995933301},
	{200, 800, 260, 900, -1.8014677235995522, 0.07162919015418763},
	{45, 100, 30, 100, 2.1908902300206647, 0.028459736916310652},
};

static void
two_shares(void **state)
{
	(void)state;
	for (size_t i = 0; i < CCR_LEN(pairs); i++) {
		const struct pair *a = &pairs[i];
		double z = tab_share_z(a->x1 / a->n1, a->n1, a->x2 / a->n2, a->n2);
		close_to(z, a->z);
		close_to(tab_share_z(a->x2 / a->n2, a->n2, a->x1 / a->n1, a->n1), -a->z);
		close_to(ccr_normal_two_sided(z), a->p);
	}
	assert_true(isnan(tab_share_z(0, 10, 0, 20)) && isnan(tab_share_z(1, 10, 1, 20)));
	assert_true(tab_share_z(.25, 10, .25, 20) == 0);
}

/* t.test() of means 3.9 and 3.5, standard deviations 1.1 and 1.3, of 120 and 95. */
static void
two_means(void **state)
{
	double df, t = tab_mean_t(3.9, 1.1 / sqrt(120), 120, 3.5, 1.3 / sqrt(95), 95, &df);

	(void)state;
	close_to(t, 2.3959052401437386);
	close_to(df, 184.05202910082264);
	close_to(ccr_t_two_sided(t, df), 0.017581588561215476);
}

/* ---- tables ---- */

enum { MOST = 24 };

/* A table of counts, line by line for each group, of as many as base says. */
struct made {
	struct tab_table table;
	struct tab_line line[MOST];
	struct tab_cell cell[MOST];
	const char *group[MOST];
};

static void
make(struct made *m, const char *by, size_t groups, size_t lines, const size_t *n,
     const size_t *base)
{
	memset(m, 0, sizeof *m);
	for (size_t i = 0; i < lines; i++)
		m->line[i].statistic = TAB_PROPORTION;
	for (size_t i = 0; i < groups * lines; i++) {
		struct tab_cell *c = &m->cell[i];
		c->n = n[i];
		c->base = base[i / lines];
		c->value = (double)c->n / (double)c->base;
		c->deff = 1;
		c->se = sqrt(c->value * (1 - c->value) / (double)c->base);
	}
	m->table = (struct tab_table){.question = "q",
				      .by = by,
				      .group = m->group,
				      .n_groups = groups,
				      .line = m->line,
				      .n_lines = lines,
				      .cell = m->cell,
				      .exclusive = true};
}

static void
check_withheld(const struct made *m, const char *expected)
{
	char seen[MOST + 1] = "";

	for (size_t i = 0; i < m->table.n_groups * m->table.n_lines; i++)
		seen[i] = m->cell[i].withheld ? 'x' : '.';
	assert_string_equal(seen, expected);
}

static void
letters(void **state)
{
	/* 68 of 220, 20 of 215, 15 of 93, 5 of 64: black hair by brown, blue, hazel, green eyes. */
	static const size_t n[] = {68, 20, 15, 5}, base[] = {220, 215, 93, 64};
	struct made m;

	(void)state;
	make(&m, "eyes", 4, 1, n, base);
	tab_letters(&m.table, .05, false);
	assert_string_equal(m.cell[0].greater_than, "BCD");
	for (size_t i = 1; i < 4; i++) {
		assert_null(m.cell[i].greater_than);
		assert_int_equal(strncmp(m.cell[i].p_values, "A:", 2), 0);
	}
	close_to(strtod(m.cell[0].p_values + 2, NULL), pairs[0].p);
	close_to(strtod(strstr(m.cell[0].p_values, "C:") + 2, NULL), pairs[1].p);
	for (size_t i = 0; i < 4; i++) {
		free(m.cell[i].greater_than);
		free(m.cell[i].p_values);
	}
	/* Six pairs: 0.0068 is 0.041, which is still below 0.05, and not below 0.04. */
	make(&m, "eyes", 4, 1, n, base);
	tab_letters(&m.table, .04, true);
	assert_string_equal(m.cell[0].greater_than, "BD");
	close_to(strtod(strstr(m.cell[0].p_values, "C:") + 2, NULL), 6 * pairs[1].p);
	assert_non_null(strstr(m.cell[1].p_values, "D:1"));
	assert_null(strstr(m.cell[1].p_values, "D:1."));
	for (size_t i = 0; i < 4; i++) {
		free(m.cell[i].greater_than);
		free(m.cell[i].p_values);
	}
	/* One respondent is no group, and what is withheld is not compared. */
	make(&m, "eyes", 4, 1, n, base);
	m.cell[1].base = 1;
	m.cell[2].withheld = true;
	tab_letters(&m.table, .05, false);
	assert_string_equal(m.cell[0].greater_than, "D");
	assert_null(m.cell[1].p_values);
	assert_null(m.cell[2].p_values);
	free(m.cell[0].greater_than);
	free(m.cell[0].p_values);
	free(m.cell[3].p_values);
}

static const char *
flag(double p, double n_eff, size_t n, double low, double high, double df)
{
	struct made m;
	size_t chosen = (size_t)(p * (double)n);

	make(&m, NULL, 1, 1, &chosen, &n);
	m.cell[0].value = p;
	m.cell[0].n_eff = n_eff;
	m.cell[0].ci = (struct ccr_interval){low, high};
	m.cell[0].df = df;
	tab_flags(&m.table);
	return m.cell[0].flag ? m.cell[0].flag : "";
}

/* The rules one by one, and their order: those of NCHS, Series 2, No. 175. */
static void
flags(void **state)
{
	(void)state;
	assert_string_equal(flag(.5, 100, 100, .4, .6, 20), "");
	assert_string_equal(flag(.5, 29.9, 100, .4, .6, 20), "suppress: effective n under 30");
	assert_string_equal(flag(.5, 30, 100, .4, .6, 20), "");
	/* Never more than the sample has. */
	assert_string_equal(flag(.5, 100, 29, .4, .6, 20), "suppress: effective n under 30");
	assert_string_equal(flag(.5, 100, 100, .35, .65, 20),
			    "suppress: interval of 30 points or more");
	assert_string_equal(flag(.1, 100, 100, .04, .18, 20),
			    "suppress: interval over 130 % of the share");
	assert_string_equal(flag(.01, 100, 100, .0, .05, 20), "");
	assert_string_equal(flag(.9, 100, 100, .82, .96, 20),
			    "footnote: interval over 130 % of the share of the others");
	assert_string_equal(flag(.5, 100, 100, .4, .6, 7),
			    "review: fewer than 8 degrees of freedom");
	assert_string_equal(flag(.5, 100, 100, .4, .6, 8), "");
	assert_string_equal(flag(0, 100, 100, 0, .03, 20), "review: nobody or everybody");
	assert_string_equal(flag(1, 10, 100, .97, 1, 20), "review: nobody or everybody");
	assert_string_equal(flag(0, 10, 20, 0, .03, 20), "suppress: effective n under 30");
	assert_string_equal(flag(.5, 100, 100, (double)NAN, (double)NAN, 20), "");
}

static void
withheld_alone(void **state)
{
	static const size_t none[] = {20, 30, 50}, one[] = {3, 40, 57}, two[] = {3, 2, 95},
			    six[] = {4, 8, 88}, few[] = {1, 2, 1}, zero[] = {0, 40, 60}, base = 100,
			    four = 4;
	struct made m;

	(void)state;
	make(&m, NULL, 1, 3, none, &base);
	tab_withhold(&m.table, &m.table, 5);
	check_withheld(&m, "...");
	/* A single one would be what the others leave: the next smallest goes too. */
	make(&m, NULL, 1, 3, one, &base);
	tab_withhold(&m.table, &m.table, 5);
	check_withheld(&m, "xx.");
	make(&m, NULL, 1, 3, two, &base);
	tab_withhold(&m.table, &m.table, 5);
	check_withheld(&m, "xx.");
	/* Two whose sum is under the least are known to be so: one more goes. */
	make(&m, NULL, 1, 3, two, &base);
	tab_withhold(&m.table, &m.table, 6);
	check_withheld(&m, "xxx");
	make(&m, NULL, 1, 3, six, &base);
	tab_withhold(&m.table, &m.table, 5);
	check_withheld(&m, "xx.");
	make(&m, NULL, 1, 3, zero, &base);
	tab_withhold(&m.table, &m.table, 5);
	check_withheld(&m, "...");
	make(&m, NULL, 1, 3, few, &four);
	tab_withhold(&m.table, &m.table, 5);
	check_withheld(&m, "xxx");
	assert_true(m.cell[0].base_withheld);
}

/* In groups each line and each column has a sum that is known. */
static void
withheld_in_groups(void **state)
{
	static const size_t all[] = {60, 64, 76}, sum = 200, n[] = {30, 34, 36, 30, 30, 40},
			    small[] = {3, 37, 60, 57, 27, 16}, base[] = {100, 100};
	struct made whole, m;

	(void)state;
	make(&whole, NULL, 1, 3, all, &sum);
	tab_withhold(&whole.table, &whole.table, 5);
	check_withheld(&whole, "...");
	make(&m, "g", 2, 3, n, base);
	tab_withhold(&m.table, &whole.table, 5);
	check_withheld(&m, "......");
	/* Three of the first group: the smallest of its line and of its column, and the corner
	 * that both have in common. */
	make(&m, "g", 2, 3, small, base);
	tab_withhold(&m.table, &whole.table, 5);
	check_withheld(&m, "xx.xx.");
	/* What the whole sample does not show, no group does. */
	whole.cell[0].withheld = true;
	make(&m, "g", 2, 3, n, base);
	tab_withhold(&m.table, &whole.table, 5);
	assert_true(m.cell[0].withheld && m.cell[3].withheld);
}

/* Where several options may be chosen, few who did not choose one are few too; there is no sum. */
static void
withheld_of_several(void **state)
{
	static const size_t n[] = {3, 50, 97, 100}, base = 100;
	struct made m;

	(void)state;
	make(&m, NULL, 1, 4, n, &base);
	m.table.exclusive = false;
	tab_withhold(&m.table, &m.table, 5);
	check_withheld(&m, "x.x.");
	/* Means and nets are made of the options. */
	m.line[1].statistic = TAB_MEAN;
	tab_withhold(&m.table, &m.table, 5);
	check_withheld(&m, "xxx.");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(two_shares),
		cmocka_unit_test(two_means),
		cmocka_unit_test(letters),
		cmocka_unit_test(flags),
		cmocka_unit_test(withheld_alone),
		cmocka_unit_test(withheld_in_groups),
		cmocka_unit_test(withheld_of_several),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
