#include "cli/describe.h"

#include "base/memory.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

/* Without the page it was done on, a step still has its element: a page of one element. */
static char *describe_by_target(const struct step *step)
{
	struct element target = *step->target;
	target.id = step->action.element;
	target.group = -1;
	struct observation page = {.elements = &target, .element_count = 1};
	return action_describe(&step->action, &page);
}

char *describe_step(const struct step *step)
{
	bool seen = step->observation && observation_find(step->observation, step->action.element);
	if (!seen && step->target && step->action.element)
		return describe_by_target(step);
	return action_describe(&step->action, step->observation);
}

char *describe_shell_word(const char *text)
{
	static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
				    "0123456789_-./:=@,+%";
	if (*text && !text[strspn(text, plain)])
		return memory_copy_text(text);
	char *word = memory_new(4 * strlen(text) + 3, 1), *at = word;
	*at++ = '\'';
	for (; *text; text++) {
		if (*text == '\'')
			at = stpcpy(at, "'\\'");
		*at++ = *text;
	}
	*at++ = '\'';
	return word;
}

char *describe_secret_variable(const char *name)
{
	char *variable = memory_format("APPRENTICE_SECRET_%s", name);
	for (char *at = variable; *at; at++)
		*at = *at == '-' ? '_' : (char)toupper((unsigned char)*at);
	return variable;
}
