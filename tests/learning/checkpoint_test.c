#include "learning/checkpoint.h"
#include "sample_learner.h"

#include <math.h>

struct fixture {
	char *folder;
	struct sample_learner learner;
	struct checkpoint about;
};

/* Writes the learner into the folder, under the name of its content. */
static void save(struct fixture *f)
{
	struct bytes content;
	struct error error = {0};
	if (checkpoint_encode(&f->about, &f->learner.state, &content, &error))
		fail_msg("%s", error.message);
	char *path = checkpoint_path(f->folder, f->about.hash);
	assert_int_equal(file_replace(path, content.data, content.length, 0600, NULL), 0);
	free(path);
	bytes_release(&content);
}

static void setup(struct fixture *f)
{
	*f = (struct fixture){
		.folder = temporary_folder(),
		.about = {.task = "book",
			.saved = "2027-05-12T09:45:00.000Z",
			.window = "1101",
			.success = 0.75,
			.commit = 12,
			.budget_used = 40},
	};
	sample_init(&f->learner, 7);
	save(f);
}

static void teardown(struct fixture *f)
{
	sample_release(&f->learner);
	discard(f->folder);
}

static int load(struct fixture *f, struct checkpoint *about, struct error *error)
{
	struct safetensors file;
	int rc = checkpoint_open(about, &file, f->folder, f->about.hash, error);
	if (rc)
		return rc;
	rc = checkpoint_load(about, &file, &f->learner.state, error);
	safetensors_release(&file);
	return rc;
}

/* Replaces the tensors or metadata by what `edit` makes of them, under a name that fits: such a
 * file is refused for its content, not for its name. */
static void forge(struct fixture *f, void (*edit)(char *text, size_t length))
{
	struct bytes content;
	char *path = checkpoint_path(f->folder, f->about.hash);
	assert_int_equal(file_read(path, 1 << 20, &content, NULL), 0);
	free(path);
	edit(content.data, content.length);
	hash_sha256(content.data, content.length, f->about.hash);
	path = checkpoint_path(f->folder, f->about.hash);
	assert_int_equal(file_replace(path, content.data, content.length, 0600, NULL), 0);
	bytes_release(&content);
	free(path);
}

static void refuse(struct fixture *f, int code, const char *words)
{
	struct checkpoint about;
	struct error error = {0};
	sample_mark(&f->learner, 3);
	assert_int_equal(load(f, &about, &error), code);
	if (!strstr(error.message, words) || !strstr(error.message, f->about.hash))
		fail_msg("%s", error.message);
	assert_true(sample_is(&f->learner, 3)); /* untouched */
}

static void what_was_saved_is_loaded_bit_for_bit(void **state)
{
	(void)state;
	struct fixture f;
	struct checkpoint about;
	setup(&f);
	sample_mark(&f.learner, 1);
	assert_int_equal(load(&f, &about, NULL), 0);
	assert_true(sample_is(&f.learner, 7));
	assert_true(f.learner.state.teacher_loaded);
	assert_memory_equal(&about, &f.about, sizeof(about));
	teardown(&f);
}

static void the_next_step_after_loading_is_the_same(void **state)
{
	(void)state;
	static const struct adamw_options options = {0.9, 0.999, 1e-8, 0.01};
	struct fixture f;
	struct checkpoint about;
	struct gradient gradient;
	setup(&f);
	size_t size = f.learner.table.total * sizeof(real);
	assert_int_equal(gradient_init(&gradient, &f.learner.table, NULL), 0);
	sample_fill(&f.learner.table, gradient.values, -0.5);
	real *expected = tensors_buffer_new(&f.learner.table);
	adamw_step(&f.learner.adamw, &options, 0.01, &gradient, f.learner.adapter);
	memcpy(expected, f.learner.adapter, size);
	sample_mark(&f.learner, 2);
	assert_int_equal(load(&f, &about, NULL), 0);
	adamw_step(&f.learner.adamw, &options, 0.01, &gradient, f.learner.adapter);
	assert_memory_equal(f.learner.adapter, expected, size);
	free(expected);
	gradient_release(&gradient);
	teardown(&f);
}

static void a_learner_without_teacher_saves_and_loads_none(void **state)
{
	(void)state;
	struct fixture f;
	struct checkpoint about;
	setup(&f);
	f.learner.state.teacher = NULL;
	assert_int_equal(load(&f, &about, NULL), 0); /* the file's teacher is left alone */
	assert_false(f.learner.state.teacher_loaded);
	save(&f);
	f.learner.state.teacher = f.learner.teacher;
	sample_fill(&f.learner.table, f.learner.teacher, 9);
	assert_int_equal(load(&f, &about, NULL), 0);
	assert_false(f.learner.state.teacher_loaded);
	assert_true(sample_has(&f.learner.table, f.learner.teacher, 9));
	teardown(&f);
}

static void another_base_encoding_rank_or_scale_is_refused(void **state)
{
	(void)state;
	struct fixture f;
	setup(&f);
	struct adapter_identity *identity = &f.learner.state.identity, kept = *identity;
	identity->base[0] = 'f';
	refuse(&f, ERROR_REFUSED, "was learned on the base model 001122334455");
	*identity = kept;
	identity->encoder++;
	refuse(&f, ERROR_REFUSED,
		"was learned on encoding 3, and this program encodes in version 4");
	*identity = kept;
	identity->rank = 4;
	refuse(&f, ERROR_REFUSED, "has rank 2 and scale 0.5, and the settings say rank 4");
	*identity = kept;
	identity->scale = 1;
	refuse(&f, ERROR_REFUSED, "and scale 1");
	teardown(&f);
}

static void every_changed_byte_is_noticed(void **state)
{
	(void)state;
	struct fixture f;
	struct bytes content;
	setup(&f);
	char *path = checkpoint_path(f.folder, f.about.hash);
	assert_int_equal(file_read(path, 1 << 20, &content, NULL), 0);
	for (size_t i = 0; i < content.length; i += 37) {
		content.data[i] ^= 1;
		assert_int_equal(file_replace(path, content.data, content.length, 0600, NULL), 0);
		refuse(&f, ERROR_INPUT, "is damaged: its content is not what its name says");
		content.data[i] ^= 1;
	}
	bytes_release(&content);
	free(path);
	teardown(&f);
}

static char *find(char *text, size_t length, const char *words)
{
	char *found = memmem(text, length, words, strlen(words));
	assert_non_null(found);
	return found;
}

static void put_nan(char *text, size_t length)
{
	float nan = NAN;
	memcpy(text + length - 2 * sizeof(nan), &nan, sizeof(nan));
}

static void put_other_format(char *text, size_t length)
{
	find(text, length, "apprentice.adapter\":\"1\"")[21] = '2';
}

static void put_no_format(char *text, size_t length)
{
	find(text, length, "apprentice.adapter")[0] = 'A';
}

static void put_bad_success(char *text, size_t length)
{
	memcpy(find(text, length, "\"success\":\"0.75") + 11, "7.00", 4);
}

static void put_negative_count(char *text, size_t length)
{
	find(text, length, "\"budget_used\":\"40")[15] = '-';
}

/* The teacher's tensors come last, before them the mean squares of layer two. */
static void put_negative_square(char *text, size_t length)
{
	size_t teacher = (6 + 8 + 8 + 4) * sizeof(float);
	float square = -1;
	memcpy(text + length - teacher - sizeof(square), &square, sizeof(square));
}

static void sound_names_of_unsound_content_are_refused(void **state)
{
	(void)state;
	static const struct {
		void (*edit)(char *text, size_t length);
		const char *words;
	} cases[] = {
		{put_nan, "holds values that are not finite"},
		{put_other_format, "is an adapter in another format than 1"},
		{put_no_format, "is not an adapter of this program"},
		{put_bad_success, "its metadata \"success\" is missing or out of range"},
		{put_negative_count, "its metadata \"budget_used\" is missing or out of range"},
		{put_negative_square, "mean squares hold a negative number"},
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct fixture f;
		setup(&f);
		forge(&f, cases[i].edit);
		refuse(&f, ERROR_INPUT, cases[i].words);
		teardown(&f);
	}
}

static void what_is_not_finite_is_not_written(void **state)
{
	(void)state;
	struct fixture f;
	struct bytes content;
	struct error error = {0};
	setup(&f);
	f.learner.adamw.mean[0] = (real)INFINITY;
	assert_int_equal(
		checkpoint_encode(&f.about, &f.learner.state, &content, &error), ERROR_INPUT);
	assert_non_null(strstr(error.message, "'adamw.mean.one.lora_a'"));
	teardown(&f);
}

static void a_file_that_is_not_there_is_not_found(void **state)
{
	(void)state;
	struct fixture f;
	struct checkpoint about;
	struct error error = {0};
	setup(&f);
	memset(f.about.hash, 'e', 64);
	assert_int_equal(load(&f, &about, &error), ERROR_NOT_FOUND);
	teardown(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_was_saved_is_loaded_bit_for_bit),
		cmocka_unit_test(the_next_step_after_loading_is_the_same),
		cmocka_unit_test(a_learner_without_teacher_saves_and_loads_none),
		cmocka_unit_test(another_base_encoding_rank_or_scale_is_refused),
		cmocka_unit_test(every_changed_byte_is_noticed),
		cmocka_unit_test(sound_names_of_unsound_content_are_refused),
		cmocka_unit_test(what_is_not_finite_is_not_written),
		cmocka_unit_test(a_file_that_is_not_there_is_not_found),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
