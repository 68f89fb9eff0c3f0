#!/usr/bin/env bash
# What a reviewer would otherwise have to say: layout, static analysis, scripts, spelling.
set -uo pipefail
cd "$(dirname "$0")/.." || exit
status=0
run() { echo "== $1"; shift; "$@" || status=1; }

mapfile -t sources < <(git ls-files 'src/*.c' 'src/*.h' 'tests/*.c' 'tests/*.h' 'bench/*.c')
mapfile -t units < <(git ls-files 'src/*.c')
mapfile -t scripts < <(git ls-files 'scripts/*.sh' '.ci/run' 'bench/*.sh')

# Outside a checkout git lists nothing, and nothing would be found wrong.
for list in sources units scripts; do
	declare -n found=$list
	[ "${#found[@]}" -gt 0 ] || { echo "lint: git lists no $list here" >&2; exit 1; }
done

for check in scripts/check-*.sh; do run "$check" "$check"; done
run clang-format clang-format --dry-run --Werror "${sources[@]}"
# A process per file: clang-tidy 14 misreads va_list in the second file of a process and later ones.
run clang-tidy xargs -0 -n1 -P"$(nproc)" -a <(printf '%s\0' "${units[@]}") clang-tidy -p build --quiet
run shellcheck shellcheck "${scripts[@]}"
run codespell codespell README.md CONTRIBUTING.md docs src scripts apps
exit $status
