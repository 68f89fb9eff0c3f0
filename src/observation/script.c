/*
 * script.c - what is installed in each document: the collector, of several files in one script.
 */
#include "observation/observe.h"

#include "base/memory.h"

#include <stdlib.h>
#include <string.h>

extern const char element_js[], styles_js[], names_js[], secrets_js[], queries_js[], listeners_js[],
	targets_js[], hosts_js[], colours_js[], report_js[], collector_js[];

/* The parts build on each other in this order. They are joined once, on the first call, and that
 * text then lives as long as the program: scripts must outlive every browser. */
struct browser_script observation_script(void)
{
	static char *joined;
	const char *const parts[] = {element_js, styles_js, names_js, secrets_js, queries_js,
		listeners_js, targets_js, hosts_js, colours_js, report_js, collector_js};
	if (!joined) {
		struct bytes text;
		bytes_init(&text, 1 << 20);
		for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
			bytes_append_text(&text, parts[i], NULL);
		joined = bytes_take(&text);
	}
	return (struct browser_script){
		.world = BROWSER_WORLD, .source = joined, .command_line_api = true};
}

char *observation_element_expression(uint32_t id)
{
	return memory_format("apprenticePage.elementById(%u)", (unsigned)id);
}
