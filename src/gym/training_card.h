/*
 * training_card.h - what a model was made from and how good it is, beside its file: a page of
 * Markdown, and the curve of its training as a picture (SVG).
 */
#ifndef GYM_TRAINING_CARD_H
#define GYM_TRAINING_CARD_H

#include "gym/suite.h"
#include "gym/training.h"

struct training_card {
	const struct training_options *options;
	const struct training_result *result;
	const struct model *model;
	const struct suite_row *rows; /* [SUITE_ROWS] */
	double gap_before, gap_after; /* calibration error without and with the temperature */
};

/* Writes <base>.md and <base>.svg, where base is the model's path without ".safetensors". */
int training_card_save(
	const struct training_card *card, const char *model_path, struct error *error);

/* The curve alone: loss and accuracy over decisions. */
int training_curve_draw(
	const struct training_result *result, struct bytes *svg, struct error *error);

#endif
