#include "sample_network.h"

struct fixture {
	struct sample_encoding sample;
	struct encoding encoding; /* a copy, to be damaged */
};

static void setup(struct fixture *f)
{
	sample_encoding_init(&f->sample, &small_shape, &small_plans[0], 1);
	f->encoding = f->sample.encoding;
	assert_null(encoding_fault(&f->encoding, &small_shape));
}

static void teardown(struct fixture *f)
{
	sample_encoding_release(&f->sample);
}

static void assert_fault(const struct fixture *f, const char *expected)
{
	const char *fault = encoding_fault(&f->encoding, &small_shape);
	assert_non_null(fault);
	if (!strstr(fault, expected))
		fail_msg("'%s' does not say '%s'", fault, expected);
}

static void numbers_out_of_range_are_faults(void **state)
{
	(void)state;
	struct fixture f;
	setup(&f);
	f.encoding.positions = 0;
	assert_fault(&f, "no positions");
	f.encoding = f.sample.encoding;
	f.encoding.move_count = 0;
	assert_fault(&f, "no moves");
	f.encoding = f.sample.encoding;
	f.encoding.relations.bits++;
	assert_fault(&f, "others than the network's");
	f.encoding = f.sample.encoding;
	f.encoding.relations.positions--;
	assert_fault(&f, "another number of positions");
	teardown(&f);
}

static void bags_and_relations_outside_their_tables_are_faults(void **state)
{
	(void)state;
	struct fixture f;
	setup(&f);
	uint32_t row[64];
	size_t rows = f.encoding.features.first[f.encoding.positions];
	memcpy(row, f.encoding.features.row, rows * sizeof(*row));
	row[rows - 1] = (uint32_t)small_shape.feature_rows;
	f.encoding.features.row = row;
	assert_fault(&f, "a row that its table does not have");
	f.encoding = f.sample.encoding;
	uint32_t pair[81];
	memcpy(pair, f.encoding.relations.pair, sizeof(pair));
	pair[80] = (uint32_t)f.encoding.relations.classes;
	f.encoding.relations.pair = pair;
	assert_fault(&f, "class is out of range");
	f.encoding = f.sample.encoding;
	real channel[2 * 81];
	memcpy(channel, f.encoding.relations.channel, sizeof(channel));
	channel[161] = (real)NAN;
	f.encoding.relations.channel = channel;
	assert_fault(&f, "channel is not a finite number");
	teardown(&f);
}

static void moves_outside_are_faults(void **state)
{
	(void)state;
	struct fixture f;
	setup(&f);
	const struct encoded_move wrong[] = {
		{9, 0, MOVE_WITHOUT_TEXT}, {0, 4, MOVE_WITHOUT_TEXT}, {0, 0, 2}};
	const char *const expected[] = {"position or kind", "position or kind", "choice set"};
	f.encoding.move_count = 1;
	for (size_t i = 0; i < 3; i++) {
		f.encoding.moves = &wrong[i];
		assert_fault(&f, expected[i]);
	}
	teardown(&f);
}

static void choices_that_make_no_sense_are_faults(void **state)
{
	(void)state;
	struct fixture f;
	setup(&f);
	static const struct {
		struct choice_entry entry;
		size_t outcomes;
		const char *expected;
	} wrong[] = {
		{{ENTRY_SPAN, 2, 1, 0}, 1, "positions are out of range"},
		{{ENTRY_SPAN, 2, 9, 0}, 1, "positions are out of range"},
		{{ENTRY_COPY, 2, 3, 0}, 1, "neither a span nor a copy"},
		{{7, 2, 2, 0}, 1, "neither a span nor a copy"},
		{{ENTRY_SPAN, 2, 3, 1}, 1, "outcome is out of range"},
		{{ENTRY_SPAN, 2, 3, 0}, 2, "an outcome has no entry"},
	};
	for (size_t i = 0; i < sizeof(wrong) / sizeof(*wrong); i++) {
		const struct choice_set sets[] = {
			{&wrong[i].entry, 1, wrong[i].outcomes}, f.sample.encoding.choice_sets[1]};
		f.encoding.choice_sets = sets;
		assert_fault(&f, wrong[i].expected);
	}
	const struct choice_set empty[] = {{NULL, 0, 0}, f.sample.encoding.choice_sets[1]};
	f.encoding.choice_sets = empty;
	assert_fault(&f, "no entries");
	teardown(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(numbers_out_of_range_are_faults),
		cmocka_unit_test(bags_and_relations_outside_their_tables_are_faults),
		cmocka_unit_test(moves_outside_are_faults),
		cmocka_unit_test(choices_that_make_no_sense_are_faults),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
