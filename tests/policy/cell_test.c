#include "policy/cell.h"

#include "story.h"

struct fixture {
	struct page shown, now;
	struct story story;
};

static int set_up(void **state)
{
	struct fixture *fixture = memory_new(1, sizeof(*fixture));
	page_init(&fixture->shown, "http://localhost/");
	page_init(&fixture->now, "http://localhost/");
	story_init(&fixture->story, "Change the quantity of Cable tray to 18");
	story_parameter(&fixture->story, "product", "Cable tray", "");
	story_parameter(&fixture->story, "quantity", "18", "Quantity");
	*state = fixture;
	return 0;
}

static int tear_down(void **state)
{
	struct fixture *fixture = *state;
	story_release(&fixture->story);
	page_release(&fixture->shown);
	page_release(&fixture->now);
	free(fixture);
	return 0;
}

static struct element *add_cell(
	struct page *page, const char *role, const char *text, int column, bool active)
{
	struct element *cell = page_add(page, role, text, active ? OPERATION_CLICK : 0);
	cell->x = 100 * (float)column;
	cell->width = 90;
	return cell;
}

/* "head|head", then rows of "product|n|m"; numbers can be clicked. Returns the page's. */
static const struct observation *add_table(struct page *page, const char *const *rows, bool headed)
{
	int table = page_group(page, "table", "Lines", -1);
	for (int row = 0; rows[row]; row++) {
		const char *at = rows[row];
		page_group(page, "row", "", table);
		for (int column = 0; *at; column++) {
			size_t length = strcspn(at, "|");
			const char *text = arena_copy_span(&page->observation.arena, at, length);
			bool heading = headed && row == 0;
			add_cell(page, heading ? "columnheader" : "cell", text, column,
				!heading && *at >= '0' && *at <= '9');
			at += length + (at[length] == '|');
		}
	}
	page->group = -1;
	return page_done(page);
}

static const struct element *cell_at(const struct page *page, const char *product, size_t column)
{
	for (size_t i = 0; i < page->observation.element_count; i++)
		if (strcmp(page->elements[i].name, product) == 0)
			return &page->elements[i + column];
	return NULL;
}

static const char *const shown_rows[] = {
	"Product|Quantity|Price", "Desk|2|100", "Cable tray|1|12", "Lamp|1|40", NULL};

static void show(struct fixture *fixture, const char *const *rows, bool headed)
{
	const struct observation *page = add_table(&fixture->shown, rows, headed);
	story_step(&fixture->story, page, ACTION_DOUBLE_CLICK,
		cell_at(&fixture->shown, "Cable tray", 1), "");
	const char *const settings[] = {"product=Lamp", "quantity=7", NULL};
	story_bind(&fixture->story, settings);
}

static void a_cell_knows_its_heading_and_place(void **state)
{
	struct page *page = &((struct fixture *)*state)->now;
	add_table(page, shown_rows, true);
	const struct element *cell = cell_at(page, "Desk", 1);
	assert_string_equal(cell_heading(&page->observation, cell), "Quantity");
	assert_int_equal(cell_index(&page->observation, cell), 1);
	assert_true(cells_share_column(&page->observation, cell, cell_at(page, "Cable tray", 1)));
	assert_false(cells_share_column(&page->observation, cell, cell_at(page, "Cable tray", 2)));
}

static void a_cell_is_found_by_row_and_column_whatever_stands_in_it(void **state)
{
	struct fixture *fixture = *state;
	static const char *const rows[] = {
		"Price|Product|Amount", "1|Cable tray|5", "1|Lamp|9", "3|Desk|1", NULL};
	show(fixture, shown_rows, true);
	const struct observation *page = add_table(&fixture->now, rows, true);
	story_expect(&fixture->story, page, ACTION_DOUBLE_CLICK, cell_at(&fixture->now, "Lamp", 1),
		"", 0);
}

static void without_headings_a_cell_is_found_by_its_place_in_the_row(void **state)
{
	struct fixture *fixture = *state;
	static const char *const rows[] = {"Cable tray|1|12", "Lamp|8|1", "Desk|1|1", NULL};
	show(fixture, shown_rows + 1, false);
	const struct observation *page = add_table(&fixture->now, rows, false);
	story_expect(&fixture->story, page, ACTION_DOUBLE_CLICK, cell_at(&fixture->now, "Lamp", 1),
		"", 0);
}

static void without_the_row_no_cell_is_taken(void **state)
{
	struct fixture *fixture = *state;
	static const char *const rows[] = {
		"Product|Quantity|Price", "Cable tray|1|12", "Desk|1|5", NULL};
	show(fixture, shown_rows, true);
	fixture->story.input.waits = 5;
	story_expect_refusal(
		&fixture->story, add_table(&fixture->now, rows, true), ERROR_NOT_FOUND);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_cell_knows_its_heading_and_place),
		TEST(a_cell_is_found_by_row_and_column_whatever_stands_in_it),
		TEST(without_headings_a_cell_is_found_by_its_place_in_the_row),
		TEST(without_the_row_no_cell_is_taken),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
