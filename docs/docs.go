// Package docs carries the description of the API: Swagger 2.0 as swag writes it from the annotations in api, and OpenAPI 3.0 converted from it.
//
// Both files are generated: change the annotations or docs/examples and run go generate ./docs.
package docs

import (
	"embed"
)

//go:generate go tool swag init --quiet --generalInfo api.go --dir ../api,../scenarios --output . --outputTypes json --parseInternal=false
//go:generate go run fenhao/docs/internal/openapi .

// Swagger is the description as Swagger 2.0.
//
//go:embed swagger.json
var Swagger []byte

// OpenAPI is the description as OpenAPI 3.0.
//
//go:embed openapi.json
var OpenAPI []byte

// Examples are request bodies that work when tried: examples/<path of the operation, dashed>/<name>.json.
//
//go:embed examples
var Examples embed.FS
