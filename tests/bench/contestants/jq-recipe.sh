#!/bin/sh
# The recipe that people write by hand: inputs by address, sorted, the stage's name taken out, then a diff of the lines.
set -e
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
for file in "$@"; do
  stage=$(basename "$file" .json)
  jq -S '[.deployment.resources[] | select(.custom) | {key: (.type + "::" + (.urn | split("::") | last)), value: .inputs}] | from_entries' "$file" |
    sed "s/$stage/STAGE/g" > "$folder/$stage"
done
first=$(basename "$1" .json)
shift
for file in "$@"; do diff "$folder/$first" "$folder/$(basename "$file" .json)" > /dev/null || true; done
