#include "policy/button.h"

#include "story.h"

static const struct {
	const char *label;
	enum button_says says;
	bool bare;
} labels[] = {
	{"OK", BUTTON_SEEN, true},
	{"Got it!", BUTTON_SEEN, true},
	{"Yes, cancel order", BUTTON_YES, false},
	{"No, continue shopping", BUTTON_NO, false},
	{"No thanks", BUTTON_NO, true},
	{"Don't allow", BUTTON_NO, true},
	{"Do not cancel", BUTTON_NO, true},
	{"Cancel", BUTTON_NO, true},
	{"Cancel order", BUTTON_NO, false},
	{"Keep order", BUTTON_NO, false},
	{"Go back", BUTTON_NO, true},
	{"Close", BUTTON_CLOSE, true},
	{"\xc3\x97", BUTTON_CLOSE, true},
	{"X", BUTTON_CLOSE, true},
	{"Maybe later", BUTTON_CLOSE, false},
	{"Accept all", BUTTON_YES, false},
	{"Accept only necessary", BUTTON_DECLINE, false},
	{"Reject all cookies", BUTTON_DECLINE, false},
	{"Next", BUTTON_ON, true},
	{"Next step", BUTTON_ON, true},
	{"Continue to payment", BUTTON_ON, false},
	{"Save", BUTTON_OTHER, false},
	{"", BUTTON_OTHER, false},
	{"Delete", BUTTON_OTHER, false},
};

static void the_first_telling_word_decides(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(labels) / sizeof(*labels); i++) {
		struct button_label label = button_read(labels[i].label);
		if (label.says != labels[i].says || label.bare != labels[i].bare)
			fail_msg("'%s': says %d, bare %d", labels[i].label, (int)label.says,
				label.bare);
	}
}

static void what_takes_back_or_goes_away_refuses(void **state)
{
	(void)state;
	struct button_label no = button_read("Cancel"), close = button_read("Close"),
			    yes = button_read("Yes, cancel");
	assert_true(button_refuses(&no));
	assert_true(button_refuses(&close));
	assert_false(button_refuses(&yes));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_first_telling_word_decides),
		cmocka_unit_test(what_takes_back_or_goes_away_refuses),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
