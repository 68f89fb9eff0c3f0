#!/usr/bin/env bash
# Functions that have no place here: unbounded copies, silent number parsing, sleeping, and ending
# the process from shared code.
set -euo pipefail
cd "$(dirname "$0")/.."
if grep -nE '\b(strcpy|strcat|sprintf|vsprintf|gets|strtok|atoi|atol|atof|sleep|usleep|nanosleep|system)\(' \
	src/*/*.[ch]; then
	echo "banned: use the bounded or waiting functions of src/base instead"
	exit 1
fi
