#include "appserver/message.h"

#include <stdlib.h>
#include <string.h>

void request_init(struct request *request)
{
	*request = (struct request){.method = REQUEST_OTHER};
	bytes_init(&request->body, REQUEST_BODY_MAXIMUM);
}

void request_release(struct request *request)
{
	for (size_t i = 0; i < request->arguments_length; i++)
		free(request->arguments[i]);
	free(request->path);
	bytes_release(&request->body);
	*request = (struct request){0};
}

bool request_add_argument(struct request *request, char *take_argument)
{
	if (request->arguments_length == REQUEST_ARGUMENTS_MAXIMUM) {
		free(take_argument);
		return false;
	}
	request->arguments[request->arguments_length++] = take_argument;
	return true;
}

const char *request_argument(const struct request *request, const char *name)
{
	size_t length = strlen(name);
	for (size_t i = 0; i < request->arguments_length; i++) {
		const char *argument = request->arguments[i];
		if (strncmp(argument, name, length) == 0 && argument[length] == '=')
			return argument + length + 1;
	}
	return NULL;
}

void response_init(struct response *response)
{
	*response = (struct response){.status = 500};
	bytes_init(&response->body, RESPONSE_BODY_MAXIMUM);
}

void response_release(struct response *response)
{
	for (size_t i = 0; i < response->headers_length; i++)
		free(response->headers[i].value);
	bytes_release(&response->body);
	*response = (struct response){0};
}
