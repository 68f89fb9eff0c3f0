#include "gym/training_card.h"

#include "base/clock.h"
#include "base/file.h"
#include "base/memory.h"
#include "policy/encode.h"

#include <stdlib.h>
#include <string.h>

#define CARD_MAXIMUM (1u << 20)
#define SUFFIX	     ".safetensors"

static char *beside(const char *model_path, const char *suffix)
{
	size_t length = strlen(model_path), cut = strlen(SUFFIX);
	if (length > cut && strcmp(model_path + length - cut, SUFFIX) == 0)
		length -= cut;
	return memory_format("%.*s%s", (int)length, model_path, suffix);
}

static const char *file_name(const char *path)
{
	const char *slash = strrchr(path, '/');
	return slash ? slash + 1 : path;
}

static void add_facts(struct bytes *page, const struct training_card *card)
{
	const struct training_options *options = card->options;
	const struct training_result *result = card->result;
	const struct network_shape *shape = &card->model->network.shape;
	char day[32];
	clock_utc_iso(day);
	bytes_format(page, NULL,
		"| | |\n|---|---|\n"
		"| parameters | %zu |\n"
		"| network | %zu blocks, width %zu, %zu heads, inner width %zu, %zu relations, %zu "
		"channels |\n"
		"| encoding | version %d |\n"
		"| trained on | %llu decisions in %llu generated episodes, %llu steps |\n"
		"| time | %.0f minutes on %zu threads |\n"
		"| seed | %llu |\n"
		"| finished | %.10s |\n"
		"| temperature | %.3f (calibration error %.2f %% without, %.2f %% with) |\n\n",
		tensors_value_count(&card->model->network.backbone), shape->blocks, shape->width,
		shape->heads, shape->inner, shape->bits, shape->channels, ENCODER_VERSION,
		(unsigned long long)result->decisions, (unsigned long long)result->episodes,
		(unsigned long long)result->steps, result->seconds / 60, options->threads,
		(unsigned long long)options->seed, day, card->model->temperature,
		100 * card->gap_before, 100 * card->gap_after);
}

static void add_repeating(struct bytes *page, const struct training_card *card)
{
	bytes_format(page, NULL,
		"## Repeat it\n\n"
		"    apprentice pretrain --decisions %llu --seed %llu --threads %zu\n\n"
		"Everything it learns from is generated from the seed. Pages of the bundled apps "
		"and of benchmarks were not\nused. On another machine the last digits of sums "
		"differ, and with them, slowly, the weights.\n",
		(unsigned long long)card->result->decisions,
		(unsigned long long)card->options->seed, card->options->threads);
}

static int save_page(const struct training_card *card, const char *path, const char *picture,
	struct error *error)
{
	struct bytes page;
	bytes_init(&page, CARD_MAXIMUM);
	bytes_format(&page, NULL,
		"# The policy network\n\nPretrained on procedurally generated web tasks by "
		"`apprentice pretrain`.\n\n");
	add_facts(&page, card);
	bytes_format(&page, NULL, "![loss and accuracy over the training](%s)\n\n## Scores\n\n",
		file_name(picture));
	int code = suite_table(card->rows, &page, error);
	bytes_append_text(&page,
		"\nThe first line has the training's words, families and templates with fresh "
		"seeds; each other\nholds out what it names. Pages differ from the demonstrated "
		"ones in data, order, ids and classes.\n\n",
		NULL);
	add_repeating(&page, card);
	if (!code)
		code = file_replace(path, page.data, page.length, 0644, error);
	bytes_release(&page);
	return code;
}

static int save_curve(const struct training_result *result, const char *path, struct error *error)
{
	struct bytes svg;
	bytes_init(&svg, CARD_MAXIMUM);
	int code = training_curve_draw(result, &svg, error);
	if (!code)
		code = file_replace(path, svg.data, svg.length, 0644, error);
	bytes_release(&svg);
	return code;
}

int training_card_save(
	const struct training_card *card, const char *model_path, struct error *error)
{
	char *page = beside(model_path, ".md"), *picture = beside(model_path, ".svg");
	int code = save_curve(card->result, picture, error);
	if (!code)
		code = save_page(card, page, picture, error);
	free(page);
	free(picture);
	return code;
}
