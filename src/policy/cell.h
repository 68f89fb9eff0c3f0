/*
 * cell.h - cells of tables, which are known by row and column: what stands in them is data.
 */
#ifndef POLICY_CELL_H
#define POLICY_CELL_H

#include "observation/observation.h"

bool element_is_cell(const struct element *element);

/* The heading over a cell, by where it stands; "" if the table has none. */
const char *cell_heading(const struct observation *page, const struct element *cell);

/* How many cells of its row stand before it. */
size_t cell_index(const struct observation *page, const struct element *cell);

/* Two cells of one table, one below the other. */
bool cells_share_column(
	const struct observation *page, const struct element *a, const struct element *b);

#endif
