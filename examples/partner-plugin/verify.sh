#!/usr/bin/env bash
# Proves the plugin contract from outside: packs the platform as npm would get it, builds and tests
# this plugin against the packed tarballs in a folder outside of the repository, installs it into a
# fresh platform and runs that. Needs built packages (`npm test` at the root builds them), bash, npm.
# UPDATE_CONTRACTS=1 writes the plugin's contract/ anew after a change of it that is meant.
set -euo pipefail

plugin=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
repo=$(cd "$plugin/../.." && pwd)
node=$repo/node_modules/node/bin/node
work=
step='look around'

say() { printf 'partner-plugin [%3ds] %s\n' "$SECONDS" "$1"; }

finish() {
  local code=$?
  trap - EXIT
  if [ -n "$work" ]; then
    if [ "$code" -ne 0 ] && [ -s "$work/log" ]; then tail -n 60 "$work/log" >&2; fi
    rm -rf "$work"
  fi
  if [ "$code" -ne 0 ]; then
    say "FAILED at: $step (exit code $code)" >&2
  else
    say 'done: the plugin builds, passes its tests and runs on the packed platform'
  fi
  exit "$code"
}

begin() {
  step=$1
  say "$1"
  : >"$work/log"
}

pack_platform() {
  local filters=() package
  for package in core server testing cli plugins/hr plugins/assets; do
    [ -f "$repo/packages/$package/dist/index.js" ] || {
      echo "packages/$package is not built: run npm test at the root first" >&2
      return 1
    }
    filters+=(--filter "./packages/$package")
  done
  (cd "$repo" && npx -y pnpm@12.21.0 -r "${filters[@]}" pack --pack-destination "$work/tarballs") \
    >>"$work/log" 2>&1
}

# Usage: install FOLDER TARBALL... Leaves package.json as it is, so that no path gets into it.
install() {
  local folder=$1
  shift
  (cd "$folder" && npm install --no-save --no-package-lock --no-audit --no-fund \
    --prefer-offline "$@") >>"$work/log" 2>&1
  # Two copies of core would be two graphs: each package must have found the one at the top.
  if [ -n "$(find "$folder/node_modules" -path '*/node_modules/@bureau/*/node_modules/@bureau' \
    -print -quit)" ]; then
    echo "npm installed a second copy of a @bureau package in $folder" >&2
    return 1
  fi
}

trap finish EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

[ -x "$node" ] || {
  echo "no $node: run npm test at the root first" >&2
  exit 1
}
PATH=$(dirname "$node"):$PATH
work=$(mktemp -d "${TMPDIR:-/tmp}/bureau-partner.XXXXXX")
chmod 755 "$work"
mkdir "$work/tarballs" "$work/plugin" "$work/platform"

begin 'pack core, server, testing, cli, hr and assets'
pack_platform

begin 'install them for the plugin, outside of the repository'
(cd "$plugin" && cp -R package.json tsconfig.json README.md src contract "$work/plugin")
install "$work/plugin" "$work"/tarballs/bureau-{core,server,testing,cli,plugin-hr}-*.tgz
cd "$work/plugin"

begin 'type-check and build it'
npm run build >>"$work/log" 2>&1

begin 'run its tests on a real PostgreSQL'
npm test >>"$work/log" 2>&1
if [ "${UPDATE_CONTRACTS:-}" = 1 ]; then cp contract/* "$plugin/contract"; fi
grep -E '^(Tests|Test Suites):' "$work/log"

begin 'pack it'
npm pack --ignore-scripts --pack-destination "$work/tarballs" >>"$work/log" 2>&1

begin 'install it into a fresh platform'
cp "$plugin"/verify/*.mjs "$work/platform"
echo '{ "name": "fresh-platform", "private": true, "type": "module" }' \
  >"$work/platform/package.json"
install "$work/platform" "$work"/tarballs/{bureau-{core,server,cli,plugin-hr,plugin-assets},acme}-*.tgz

begin 'run the platform: with the plugin, without it, with it again'
cd "$work/platform"
node fresh-platform.mjs 2>&1 | tee "$work/log" | sed -n 's/^ok /  ok: /p'
: >"$work/log"
