#include "cli/cli.h"

#include <string.h>

extern const struct command command_record, command_run, command_replay, command_tasks,
	command_adapters, command_rollback, command_apps, command_eval, command_doctor,
	command_config, command_pretrain, command_manual, command_stats, command_status,
	command_version;

const struct command *const commands[] = {
	&command_record,
	&command_run,
	&command_replay,
	&command_tasks,
	&command_status,
	&command_stats,
	&command_adapters,
	&command_rollback,
	&command_apps,
	&command_eval,
	&command_pretrain,
	&command_doctor,
	&command_config,
	&command_manual,
	&command_version,
	NULL,
};

const struct command *command_named(const char *name)
{
	for (size_t i = 0; commands[i]; i++)
		if (!strcmp(commands[i]->name, name))
			return commands[i];
	return NULL;
}
