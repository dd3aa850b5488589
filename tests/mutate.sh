#!/usr/bin/env bash
# Mutation score of one room of the core, by the quick tests of that room alone: tests/mutate.sh <room> [further options of Stryker]
# The room "." is the files beside the rooms. Works in a copy, so that the working tree can be used meanwhile. The report lands in artifacts/mutation/<room>.
# Needs jq and perl.
set -euo pipefail

# Tests that take longer than 0.3 seconds, most of them with megabytes or by waiting, would run for nearly every mutant: some 20 seconds each.
slow=(
  Build_MoreKeys_AllocatesNoMore Build_TypicalLead_StaysWithinItsBudget Encode_RandomForms_AgreesWithUrlSearchParamsByteForByte
  Find_RandomDocuments_AgreesWithLinqToXml
  Map_ManyFieldsAndRows_MapsThemAll Mask_LargeHostileText_EndsSoon Mask_SixteenMegabytesOfSecrets_MasksEach Parse_MebibyteOfOneThing_IsReadInTime
  Parse_RandomMutations_AcceptsNothingThatMakesItThrow Parse_SmallStack_IsEnough
  ReceiveAsync_TooManyKeys_IsRefusedAndRepeatedKeysAreJoinedOnce SendAsync_10000FieldsAnd5000Rows_ArriveInOrder SendAsync_200AtOnce_EachBodyAnswerAndEntryIsOfItsOwnLead
  SendAsync_413AndTheConnectionIsReset_IsAStatusOrAReset SendAsync_413AndTheRestIsDrained_StatusComesThrough SendAsync_BasicPasswordIsRepeated_IsMasked
  SendAsync_BodyIsNeverRead_IsTimeout SendAsync_BodyMutated_IsAResultAndOneEntry SendAsync_CancelledInMidRequest_EndsAtOnce
  SendAsync_ConnectionIsNeverMade_EndsAtTheConnectLimit SendAsync_Fault_HasItsResultInTimeAndLeavesNoConnection SendAsync_FirstAddressIsSilent_TheNextGetsItsChanceWithinTheLimit
  SendAsync_HandshakeHangs_EndsAtTheConnectLimit SendAsync_ResolverHangs_EndsAtTheConnectLimit SendAsync_StormOf429_EachIsAResultAndConnectionsReturnToZero
  SendAsync_TextOfAMegabyte_ArrivesWholeAndIsLogged SendAsync_TypicalLead_StaysWithinItsBudget Shape_ManyThreads_ShareTheTemplate
  Shape_ThousandsOfKeySequences_StaysCorrect
  WriteAsync_HundredThousandRows_StreamsWithBoundedMemory WriteAsync_MegabyteValues_AreReadBackUnchanged
)

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
room=${1:?Name a room, such as ResponseParsers}
[[ -d $root/src/ConvosoConnect.Sdk/$room ]] || { echo "The core has no room $room."; exit 1; }
copy=$(mktemp -d)
trap 'rm -rf "$copy"' EXIT
(cd "$root" && git ls-files -z | xargs -0 cp --parents -t "$copy")
cd "$copy/tests/ConvosoConnect.Sdk.Tests"

# Tests of other rooms would only take time, and those that run other programs see no mutant.
[[ $room == . ]] && mutated="**/src/ConvosoConnect.Sdk/*.cs" || mutated="**/ConvosoConnect.Sdk/$room/**/*.cs"
find . -mindepth 1 -maxdepth 1 -type d ! -name "$room" ! -name Support ! -name Architecture -exec rm -rf {} +
[[ $room == . ]] || rm -f ./*Tests.cs
rm -rf ReadmeTests.cs ReadmeExample.cs Architecture/*Tests.cs Architecture/Planted
sed -i '/CustomIntegrator\|AotApp\|QuickStart/d' ConvosoConnect.Sdk.Tests.csproj
rm -f "$copy"/*.sln
: > "$copy/root.sln" # tests look for the root by it
names=$(IFS='|'; echo "${slow[*]}")
find . -name '*Tests.cs' -print0 |
  xargs -0 perl -0pi -e 's/\[(Fact|Theory)\](?=(?:\s*\[[^\n]*\])*\s*public [^\n]*\b(?:'"$names"')\()/[$1(Skip = "slow")]/g'

# The first failure decides over a mutant.
echo '{ "stopOnFail": true, "seed": 1, "maxParallelThreads": "2x" }' > xunit.runner.json
sed -i 's|</Project>|<ItemGroup><Content Include="xunit.runner.json" CopyToOutputDirectory="PreserveNewest" /></ItemGroup></Project>|' ConvosoConnect.Sdk.Tests.csproj

# Stryker changes mutants within one running process, where a static field is made only once, so it finds no test that kills those. They are tried again
# afterwards, each in a process of its own: with this copy of the mutated programs.
programs=bin/Debug/net10.0
(
  core=$programs/ConvosoConnect.Sdk.dll
  until [[ -e $core && -e $core.stryker-unchanged ]] && ! cmp -s "$core" "$core.stryker-unchanged"; do sleep 1; done
  sleep 5
  cp -r "$programs" "$copy/mutated"
) &
trap 'kill $! 2>/dev/null || true; rm -rf "$copy"' EXIT

dotnet tool restore
output=$root/artifacts/mutation/${room/./core}
dotnet stryker --project ConvosoConnect.Sdk.csproj --test-runner mtp --mutate "$mutated" --concurrency 1 --reporter json --reporter cleartext \
  --output "$output" "${@:2}"
report=$output/reports/mutation-report.json
jq '[.files[].mutants[] | select(.static and .status == "Survived") | .id | tonumber]' "$report" > "$copy/static.json"
: > "$output/killed-alone.txt"
survives() {
  printf '%b' "$(printf '\\x%02x\\x%02x\\0\\0' $(($1 % 256)) $(($1 / 256)))" > "$copy/mutant"
  STRYKER_MUTANT_FILE=$copy/mutant timeout 60 "$copy/mutated/ConvosoConnect.Sdk.Tests" -stopOnFail > /dev/null
}
survives 65535 || { echo "The tests fail without any mutant."; exit 1; }
for id in $(jq '.[]' "$copy/static.json"); do
  survives "$id" || echo "$id" >> "$output/killed-alone.txt"
done

jq -r --rawfile alone "$output/killed-alone.txt" '
  ($alone | split("\n") | map(select(. != ""))) as $alone
  | [.files[].mutants[] | if IN(.id; $alone[]) then "Killed" else .status end] as $all
  | [$all[] | select(IN("Killed", "Timeout"))] as $killed
  | [$all[] | select(IN("Killed", "Timeout", "Survived", "NoCoverage"))] as $tried
  | "\($tried | length) mutants, \($killed | length) killed, of them \($alone | length) in a process of their own and "
    + "\([$all[] | select(. == "Timeout")] | length) by time-out; \([$all[] | select(. == "Survived")] | length) survived, "
    + "\([$all[] | select(. == "NoCoverage")] | length) not reached: \(100 * ($killed | length) / ($tried | length) * 10 | round / 10) %"' "$report"
