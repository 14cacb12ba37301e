/* rcpsp.c: levels instances of the project scheduling problem in the format of Patterson (.rcp) or
 * PSPLIB (.sm): 'rcpsp NODES SCHEDULES FILE...' prints the file's name, the finish, the bound,
 * whether it is proved, nodes, schedules and whether the schedule keeps to links and capacities. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "decide/level.h"

struct instance {
	size_t n, people, n_links;
	double *days;
	long *capacity;
	struct schedule_link *link;
	struct level_use *use;
	size_t *first;
};

static long
number(FILE *file)
{
	long value;

	if (fscanf(file, "%ld", &value) != 1)
		exit(2);
	return value;
}

static void
add_link(struct instance *in, size_t *cap, size_t from, size_t to)
{
	CCR_GROW(in->link, *cap, in->n_links + 1);
	in->link[in->n_links++] = (struct schedule_link){.from = from, .to = to};
}

static void
make_room(struct instance *in)
{
	in->days = ccr_alloc(in->n, sizeof *in->days);
	in->use = ccr_alloc(in->n * in->people, sizeof *in->use);
	in->first = ccr_alloc(in->n + 1, sizeof *in->first);
	for (size_t i = 0; i <= in->n; i++)
		in->first[i] = i * in->people;
}

static void
read_uses(struct instance *in, FILE *file, size_t i)
{
	for (size_t r = 0; r < in->people; r++)
		in->use[i * in->people + r] = (struct level_use){r, number(file)};
}

static void
read_rcp(struct instance *in, FILE *file)
{
	size_t cap = 0;

	in->n = (size_t)number(file);
	in->people = (size_t)number(file);
	in->capacity = ccr_alloc(in->people, sizeof *in->capacity);
	for (size_t r = 0; r < in->people; r++)
		in->capacity[r] = number(file);
	make_room(in);
	for (size_t i = 0; i < in->n; i++) {
		in->days[i] = (double)number(file);
		read_uses(in, file, i);
		for (long k = number(file); k > 0; k--)
			add_link(in, &cap, i, (size_t)number(file) - 1);
	}
}

/* To the line after the one that begins with these words. */
static void
skip_to(FILE *file, const char *words)
{
	char line[4096];

	do
		if (!fgets(line, sizeof line, file))
			exit(2);
	while (strncmp(line, words, strlen(words)) != 0);
}

static void
skip_line(FILE *file)
{
	for (int c = getc(file); c != '\n' && c != EOF;)
		c = getc(file);
}

static void
read_sm(struct instance *in, FILE *file)
{
	size_t cap = 0;
	long jobs, people;

	skip_to(file, "projects");
	if (fscanf(file, "jobs (incl. supersource/sink ): %ld", &jobs) != 1)
		exit(2);
	skip_to(file, "RESOURCES");
	if (fscanf(file, " - renewable : %ld", &people) != 1)
		exit(2);
	in->n = (size_t)jobs;
	in->people = (size_t)people;
	make_room(in);
	skip_to(file, "PRECEDENCE RELATIONS");
	skip_line(file);
	for (size_t i = 0; i < in->n; i++) {
		number(file);
		number(file);
		for (long k = number(file); k > 0; k--)
			add_link(in, &cap, i, (size_t)number(file) - 1);
	}
	skip_to(file, "REQUESTS/DURATIONS");
	skip_line(file);
	skip_line(file);
	for (size_t i = 0; i < in->n; i++) {
		number(file);
		number(file);
		in->days[i] = (double)number(file);
		read_uses(in, file, i);
	}
	skip_to(file, "RESOURCEAVAILABILITIES");
	skip_line(file);
	in->capacity = ccr_alloc(in->people, sizeof *in->capacity);
	for (size_t r = 0; r < in->people; r++)
		in->capacity[r] = number(file);
}

/* Does the schedule keep to all links and, day by day, to all capacities? */
static bool
keeps(const struct instance *in, const struct schedule_step *step, double finish)
{
	for (size_t k = 0; k < in->n_links; k++)
		if (step[in->link[k].to].es < step[in->link[k].from].ef)
			return false;
	for (double day = 0; day < finish; day++)
		for (size_t r = 0; r < in->people; r++) {
			long load = 0;
			for (size_t i = 0; i < in->n; i++)
				if (step[i].es <= day && day < step[i].ef)
					load += in->use[i * in->people + r].amount;
			if (load > in->capacity[r])
				return false;
		}
	return true;
}

static void
solve(const struct instance *in, const struct level_limits *limits, const char *name)
{
	struct ccr_calendar cal = {0};
	struct schedule_step *step = ccr_alloc(in->n, sizeof *step),
			     *done = ccr_alloc(in->n, sizeof *done);
	struct level_problem p = {.cal = &cal,
				  .step = step,
				  .n = in->n,
				  .link = in->link,
				  .n_links = in->n_links,
				  .use = in->use,
				  .first = in->first,
				  .capacity = in->capacity,
				  .n_people = in->people};
	struct level_result result;
	double finish;

	for (size_t i = 0; i < in->n; i++)
		step[i] = schedule_step(in->days[i]);
	if (!schedule_compute(&cal, step, in->n, in->link, in->n_links, SCHEDULE_FLOAT_START,
			      &finish, NULL, NULL))
		exit(2);
	level_solve(&p, limits, done, &result);
	printf("%s\t%g\t%g\t%s\t%g\t%g\t%s\n", name, result.finish, result.bound,
	       result.proved ? "proved" : "open", result.nodes, result.schedules,
	       keeps(in, done, result.finish) ? "keeps" : "breaks");
	free(step);
	free(done);
}

int
main(int argc, char *argv[])
{
	struct level_limits limits = {.seed = 1};

	if (argc < 4)
		return 2;
	limits.nodes = strtod(argv[1], NULL);
	limits.schedules = strtod(argv[2], NULL);
	for (int i = 3; i < argc; i++) {
		struct instance in = {0};
		FILE *file = fopen(argv[i], "r");
		const char *slash = strrchr(argv[i], '/');
		if (!file)
			return 2;
		if (strstr(argv[i], ".sm"))
			read_sm(&in, file);
		else
			read_rcp(&in, file);
		fclose(file);
		solve(&in, &limits, slash ? slash + 1 : argv[i]);
		free(in.days);
		free(in.capacity);
		free(in.link);
		free(in.use);
		free(in.first);
	}
	return 0;
}
