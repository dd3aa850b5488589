#!/usr/bin/env bash
# Mutation score of one room of the core, by the tests of that room alone: tests/mutate.sh <room> [further options of Stryker]
# Works in a copy, so that the working tree can be used meanwhile. The report lands in artifacts/mutation/<room>.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
room=${1:?Name a room, such as ResponseParsers}
[[ -d $root/src/ConvosoConnect.Sdk/$room ]] || { echo "The core has no room $room."; exit 1; }
copy=$(mktemp -d)
trap 'rm -rf "$copy"' EXIT
(cd "$root" && git ls-files -z | xargs -0 cp --parents -t "$copy")
cd "$copy/tests/ConvosoConnect.Sdk.Tests"

# Tests of other rooms would only take time, and those that run other programs see no mutant.
find . -mindepth 1 -maxdepth 1 -type d ! -name "$room" ! -name Support -exec rm -rf {} +
rm -f ./*Tests.cs ReadmeExample.cs
sed -i '/CustomIntegrator\|AotApp\|QuickStart/d' ConvosoConnect.Sdk.Tests.csproj
rm -f "$copy"/*.sln
dotnet tool restore
dotnet stryker --project ConvosoConnect.Sdk.csproj --test-runner mtp --mutate "**/$room/*.cs" --concurrency 1 \
  --reporter json --reporter cleartext --output "$root/artifacts/mutation/$room" "${@:2}"
