#!/usr/bin/env bash
# Fuzzes the three response parsers and the header splitter, each for so many seconds, from the committed corpus: run.sh [seconds] [target ...]
# Needs afl-fuzz (Debian: afl++). What it finds is left in artifacts/fuzz; any crash or hang fails the run.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
seconds=${1:-20}
targets=("${@:2}")
((${#targets[@]} > 0)) || targets=(json xml text headers)
out=$root/artifacts/fuzz
project=$root/tests/ConvosoConnect.Sdk.Fuzz
command -v afl-fuzz >/dev/null || { echo "afl-fuzz is missing. Install it, on Debian with: apt-get install afl++"; exit 1; }

# The instrumented copy lies apart from what the build made, so that nobody measures or ships it.
rm -rf "$out"
mkdir -p "$out"
(cd "$root" && dotnet tool restore >/dev/null && dotnet build "$project" -c Release -nologo -v:q -o "$out/bin")
cp -r "$out/bin" "$out/plain"
for library in ConvosoConnect.Sdk AngleSharp.Xml; do
  (cd "$root" && dotnet sharpfuzz "$out/bin/$library.dll")
done

# The machine's settings for crash dumps and processor speed are none of our business; the programs are no native ones, which afl-fuzz could check.
export AFL_I_DONT_CARE_ABOUT_MISSING_CRASHES=1 AFL_SKIP_CPUFREQ=1 AFL_SKIP_BIN_CHECK=1 AFL_NO_UI=1 AFL_NO_AFFINITY=1
export DOTNET_TieredPGO=0

stat() { awk -v name="$1" '$1 == name { print $3 }' "$out/$target/default/fuzzer_stats"; }

# A worker that dies without an exception of its own (the machine ended it, or its stack did) is told apart by reading its input three times more.
repeats() {
  for _ in 1 2 3; do
    dotnet "$out/plain/ConvosoConnect.Sdk.Fuzz.dll" "$target" "$1" >"$out/$target.replay" 2>&1 || return 0
  done
  return 1
}

failed=0
for target in "${targets[@]}"; do
  export FUZZ_ERRORS=$out/$target.errors
  afl-fuzz -i "$project/corpus/$target" -o "$out/$target" -t 5000 -m none -V "$seconds" -- \
    dotnet "$out/bin/ConvosoConnect.Sdk.Fuzz.dll" "$target" >"$out/$target.log" 2>&1 \
    || { tail -n 30 "$out/$target.log"; echo "afl-fuzz failed on $target."; exit 1; }
  echo "$target: $(stat execs_done) inputs in $(stat run_time) s, $(stat corpus_count) of them reach code of their own; $(stat saved_crashes) crashes, $(stat saved_hangs) hangs"
  (($(stat execs_done) > 0 && $(stat saved_hangs) == 0)) || failed=1
  if [[ -s $FUZZ_ERRORS ]]; then
    echo "Inputs in Base64, each with what it broke:"
    head -c 4000 "$FUZZ_ERRORS"
    failed=1
  elif (($(stat saved_crashes) > 0)); then
    if repeats "$out/$target/default/crashes"; then
      tail -n 30 "$out/$target.replay"
      failed=1
    else
      echo "The worker died without an exception, and no input of $target/default/crashes does it again: not counted."
    fi
  fi
done
exit "$failed"
