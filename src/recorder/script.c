/*
 * script.c - what is installed in each document to record it.
 */
#include "recorder/recorder.h"

#include <stdlib.h>

extern const char moments_js[], overlay_js[], capture_js[], scrolling_js[], journey_js[];

/* The parts build on each other in this order. They are joined once, on the first call, and that
 * text then lives as long as the program: scripts must outlive every browser. */
struct browser_script recorder_script(void)
{
	static char *joined;
	const char *const parts[] = {moments_js, overlay_js, capture_js, scrolling_js, journey_js};

	if (!joined) {
		struct bytes text;

		bytes_init(&text, 1u << 20);
		for (size_t i = 0; i < sizeof(parts) / sizeof(*parts); i++)
			bytes_append_text(&text, parts[i], NULL);
		joined = bytes_take(&text);
	}
	return (struct browser_script){.world = BROWSER_WORLD,
		.source = joined,
		.binding = "apprenticeRecord",
		.command_line_api = true};
}

char *recorder_settings(const struct recorder_options *options)
{
	struct bytes text;

	bytes_init(&text, 1u << 16);
	bytes_append_text(&text, "globalThis.apprenticeRecorderSettings = { secrets: ", NULL);
	json_quote(&text, options->secret_selectors ? options->secret_selectors : "", NULL);
	bytes_format(&text, NULL, ", overlay: %s };", options->overlay ? "true" : "false");
	return bytes_take(&text);
}
