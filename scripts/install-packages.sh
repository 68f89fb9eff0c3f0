#!/usr/bin/env bash
# Installs the Debian packages that building, testing and running need, if any is missing.
set -euo pipefail

packages=(
	build-essential cmake ninja-build pkg-config
	libuv1-dev libjansson-dev libssl-dev libwebsockets-dev libwebsockets-evlib-uv libjpeg-dev libpsl-dev libopenblas-dev libyaml-dev libsqlite3-dev
	libcmocka-dev bats
	chromium chromium-headless-shell fonts-liberation
)

missing=()
for package in "${packages[@]}"; do
	dpkg-query --show --showformat='${db:Status-Status}' "$package" 2>/dev/null |
		grep -qx installed || missing+=("$package")
done
[ ${#missing[@]} -eq 0 ] && exit 0

echo "Installing from Debian's packages: ${missing[*]}"
as_root=()
if [ "$(id -u)" -ne 0 ]; then
	if ! command -v sudo >/dev/null; then
		echo "As root, run: apt-get install --no-install-recommends ${missing[*]}" >&2
		exit 4
	fi
	as_root=(sudo)
fi
export DEBIAN_FRONTEND=noninteractive
"${as_root[@]}" apt-get update -qq
"${as_root[@]}" apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
