#!/usr/bin/env bash
# Our observation, click, fill, start-up and memory beside Playwright's: same Chromium, same pages, in
# turns. Needs Node and npm (for the comparison only). Usage: bench/speed.sh [ROUNDS [REPETITIONS]]
set -euo pipefail
cd "$(dirname "$0")"
cmake --build ../build --target speed >/dev/null
mkdir -p .cache
cp playwright.mjs .cache/
[ -d .cache/node_modules/playwright-core ] ||
	npm install --silent --no-audit --no-fund --prefix .cache playwright-core
node speed.mjs ../build/bench/speed "${APPRENTICE_CHROMIUM:-/usr/bin/chromium-headless-shell}" "$@"
