#!/bin/sh
# prop-schema.sh: every example document fits the JSON Schema made from the key table of the program that reads it, and documents
# with a seeded fault do not; both sides are judged by an independent validator (python3-jsonschema).
set -u
# shellcheck source=tests/lib.sh
. "$(dirname "$0")/lib.sh"

if ! python3 -c 'import jsonschema' 2>/dev/null; then
	skip "JSON Schemas" "python3-jsonschema is not installed"
	finish
fi

# valid SCHEMA DOCUMENT
valid() {
	python3 -c '
import json, sys, jsonschema
schema, document = (json.load(open(name)) for name in sys.argv[1:3])
jsonschema.Draft202012Validator.check_schema(schema)
jsonschema.Draft202012Validator(schema).validate(document)' "$1" "$2" >"$scratch/said" 2>&1
}

for pair in codebook:ccr-survey criteria:ccr-prioritize plan:ccr-plan definition:ccr-follow; do
	kind=${pair%%:*}
	clean "${pair#*:}" --schema "$kind" >"$scratch/$kind.json" || not_ok "--schema $kind"
done
found=0
for document in "$top"/examples/*/*.json "$top"/tests/contract/*.json; do
	kind=$(jq -r '.ccr // empty | sub("/1$"; "")' "$document")
	[ -f "$scratch/$kind.json" ] || continue
	found=$((found + 1))
	name=${document#"$top"/}
	if valid "$scratch/$kind.json" "$document"; then ok "$name"; else not_ok "$name" "$scratch/said"; fi
	jq '. + {surprise: 1}' "$document" >"$scratch/bad.json"
	if valid "$scratch/$kind.json" "$scratch/bad.json"; then not_ok "$name with an unknown key"; else ok "$name with an unknown key"; fi
	jq 'del(.ccr)' "$document" >"$scratch/bad.json"
	if valid "$scratch/$kind.json" "$scratch/bad.json"; then not_ok "$name without ccr"; else ok "$name without ccr"; fi
done
[ "$found" -ge 3 ] || not_ok "example documents of each kind"
finish
