#include "base/log.h"

#include "base/memory.h"
#include "base/secrets.h"

#include <stdarg.h>
#include <stdlib.h>

static const char *const level_prefixes[] = {"", "warning: ", "", "debug: "};

/* C1 controls are U+0080 to U+009F, in UTF-8 the byte C2 and the control itself. */
static void blank_controls(char *line)
{
	for (unsigned char *at = (unsigned char *)line; *at; at++) {
		if (*at < ' ' || *at == 0x7f)
			*at = ' ';
		else if (at[0] == 0xc2 && at[1] >= 0x80 && at[1] < 0xa0)
			at[0] = at[1] = ' ';
	}
}

char *log_text(const struct secrets *secrets, const char *text)
{
	char *shown = secrets_redact(secrets, text);
	blank_controls(shown);
	return shown;
}

void log_line(const struct log *log, enum log_level level, const char *format, ...)
{
	if (!log || !log->stream || level == LOG_QUIET || level > log->level)
		return;
	char *text = NULL;
	va_list arguments;
	va_start(arguments, format);
	int length = vasprintf(&text, format, arguments);
	va_end(arguments);
	if (length < 0)
		return;
	char *shown = log_text(log->secrets, text);
	char *line = memory_format("%s%s\n", level_prefixes[level], shown);
	fputs(line, log->stream);
	fflush(log->stream);
	free(line);
	free(shown);
	free(text);
}
