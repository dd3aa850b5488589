#!/usr/bin/env bash
# Sends leads by HubSpot v3 to each path of HubSpot's published OpenAPI documents, at a Prism that holds every request against them: tests/hubspot-prism.sh <document>...
# A document is a file, a folder (each contacts.json below it) or a URL. Get them as a developer would: clone HubSpot/HubSpot-public-api-spec-collection from GitHub and give
# PublicApiSpecs/CRM/Contacts. Needs node, npm and dotnet; Prism is installed into a temporary folder, or PRISM names the program of one that is there.
set -euo pipefail

prism_version=5.14.2

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
(($# > 0)) || { echo "Name a document, a folder of documents or a URL."; exit 2; }
work=$(mktemp -d)
server=

stop() {
  if [[ -n $server ]]; then
    kill "$server" 2>/dev/null || true
    wait "$server" 2>/dev/null || true
    server=
  fi
}

finish() {
  local code=$?
  trap - EXIT
  stop
  rm -rf "$work"
  exit "$code"
}
trap finish EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

documents=()
for given in "$@"; do
  if [[ $given == http://* || $given == https://* ]]; then
    mkdir -p "$work/fetched/${#documents[@]}"
    curl -fsSL --max-time 60 -o "$work/fetched/${#documents[@]}/contacts.json" "$given" || { echo "$given cannot be fetched."; exit 2; }
    documents+=("$work/fetched/${#documents[@]}/contacts.json")
  elif [[ -d $given ]]; then
    while IFS= read -r -d '' file; do documents+=("$file"); done < <(find "$given" -name contacts.json -print0 | sort -z)
  elif [[ -f $given ]]; then
    documents+=("$given")
  else
    echo "$given is no file, folder or URL."
    exit 2
  fi
done
((${#documents[@]} > 0)) || { echo "There is no contacts.json."; exit 2; }

prism=${PRISM:-}
if [[ -z $prism ]]; then
  npm install --no-audit --no-fund --prefix "$work/npm" "@stoplight/prism-cli@$prism_version" > "$work/npm.log" 2>&1 ||
    { cat "$work/npm.log"; echo "Prism cannot be installed."; exit 2; }
  prism=$work/npm/node_modules/.bin/prism
fi
echo "Prism $("$prism" --version)"

program=$root/tests/HubSpotPrism/HubSpotPrism.cs
dotnet build "$program" -v q --nologo < /dev/null > "$work/build.log" 2>&1 || { cat "$work/build.log"; exit 2; }

# Starts Prism at a free port with violations as errors, and waits until it listens. The responses are generated from the schemas: the documents give null as example nearly
# everywhere, and a response of null would itself be a violation.
serve() {
  port=$(node -e 'const s = require("net").createServer().listen(0, "127.0.0.1", () => { console.log(s.address().port); s.close(); });')
  : > "$work/prism.log"
  "$prism" mock -h 127.0.0.1 -p "$port" --errors --dynamic --seed 1 "$1" < /dev/null > "$work/prism.log" 2>&1 &
  server=$!
  local tries=0
  until grep -q 'is listening' "$work/prism.log"; do
    if ! kill -0 "$server" 2>/dev/null || ((++tries > 600)); then
      cat "$work/prism.log"
      echo "Prism does not start."
      exit 2
    fi
    sleep 0.2
  done
}

failed=0
for document in "${documents[@]}"; do
  echo
  echo "$document"
  serve "$document"
  dotnet run --no-build --file "$program" -- "$document" "http://127.0.0.1:$port" < /dev/null || failed=1
  stop
done

echo
if ((failed)); then echo "Not every request is as HubSpot publishes it."; else echo "Every request is as HubSpot publishes it."; fi
exit "$failed"
