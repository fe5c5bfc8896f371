package scenarios

import _ "embed"

// Schema is the JSON Schema of a scenario, for editors and for other programs. [Read] is stricter: it knows the places, the parameters
// and what the rules allow.
//
//go:embed schema.json
var Schema []byte
