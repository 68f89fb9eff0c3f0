/*
 * Makes the adapters of a task "book" in a folder, for the tests of the command line: three states
 * of a small learner, of which the second was the best. Prints their hashes, oldest first.
 */
#include "../learning/sample_learner.h"

int main(int argc, char **argv)
{
	struct store store;
	struct sample_learner learner;
	if (argc != 2 || store_open(&store, argv[1], "book", STORE_CHANGE, NULL)) {
		fprintf(stderr, "usage: sample_adapters FOLDER\n");
		return 2;
	}
	sample_init(&learner, 1);
	for (uint64_t mark = 1; mark <= 3; mark++) {
		save_mark(&store, &learner, mark, mark == 2 ? WINDOW_BEST : WINDOW_SAVE);
		puts(store.state.active);
	}
	sample_release(&learner);
	store_close(&store);
	return 0;
}
