#include "cli/read_secrets.h"

#include <unistd.h>

int read_secrets(struct secrets *secrets, const struct options *options, struct error *error)
{
	const char *file = options_text(options, "secrets");
	int code = file ? secrets_read_file(secrets, file, error) : 0;
	if (!code)
		secrets_read_environment(secrets, environ);
	return code;
}
