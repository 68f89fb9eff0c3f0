#include "cli/printer.h"

#include "base/terminal.h"

#include <stdarg.h>
#include <stdlib.h>

static const char *const tone_codes[] = {
	"", "\033[32m", "\033[31m", "\033[33m", "\033[2m", "\033[1m"};

struct printer printer_for(FILE *stream, const struct secrets *secrets)
{
	return (struct printer){
		.log = {.stream = stream, .level = LOG_INFO, .secrets = secrets},
		.colour = terminal_takes_colour(stream),
	};
}

void print_line(const struct printer *printer, enum tone tone, const char *format, ...)
{
	char *text = NULL;
	va_list arguments;
	va_start(arguments, format);
	int length = vasprintf(&text, format, arguments);
	va_end(arguments);
	if (length < 0)
		return;
	bool coloured = printer->colour && tone != TONE_PLAIN;
	if (coloured)
		fputs(tone_codes[tone], printer->log.stream);
	log_line(&printer->log, LOG_INFO, "%s", text);
	if (coloured)
		fputs("\033[0m", printer->log.stream);
	fflush(printer->log.stream);
	free(text);
}

void print_gap(const struct printer *printer)
{
	fputc('\n', printer->log.stream);
}

void print_json(const struct printer *printer, json_t *value)
{
	char *text = json_print(value);
	char *redacted = secrets_redact(printer->log.secrets, text ? text : "null");
	fprintf(printer->log.stream, "%s\n", redacted);
	fflush(printer->log.stream);
	free(redacted);
	free(text);
	json_decref(value);
}
