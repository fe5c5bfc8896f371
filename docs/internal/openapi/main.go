// Command openapi finishes what swag wrote: it puts the examples into swagger.json and converts it to openapi.json (OpenAPI 3.0).
//
//	go run fenhao/docs/internal/openapi DIR
package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/getkin/kin-openapi/openapi2"
	"github.com/getkin/kin-openapi/openapi2conv"
	"github.com/getkin/kin-openapi/openapi3"
)

func main() {
	if err := run(os.Args[1], filepath.Join(os.Args[1], "examples")); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(dir, examples string) error {
	if len(os.Args) > 2 {
		examples = os.Args[2]
	}
	swagger := filepath.Join(dir, "swagger.json")
	raw, err := os.ReadFile(swagger)
	if err != nil {
		return err
	}
	bodies, err := readExamples(os.DirFS(examples))
	if err != nil {
		return err
	}
	var v2 openapi2.T
	if err := json.Unmarshal(raw, &v2); err != nil {
		return err
	}
	v3, err := openapi2conv.ToV3(&v2)
	if err != nil {
		return err
	}
	v3.OpenAPI = "3.0.3"
	v3.Servers = openapi3.Servers{{URL: v2.BasePath}}
	for path, item := range v3.Paths.Map() {
		for _, op := range item.Operations() {
			problems(op)
			if op.RequestBody == nil {
				continue
			}
			for _, media := range op.RequestBody.Value.Content {
				media.Examples = bodies[strings.ReplaceAll(strings.Trim(path, "/"), "/", "-")]
			}
			op.RequestBody.Value.Required = true
		}
	}
	for name, schema := range v3.Components.Schemas {
		finish(name, schema.Value)
	}
	widen(v3)
	if err := write(filepath.Join(dir, "openapi.json"), v3); err != nil {
		return err
	}
	return write(swagger, withExamples(raw, bodies))
}

// readExamples are the request bodies by operation and name.
func readExamples(dir fs.FS) (map[string]openapi3.Examples, error) {
	out := map[string]openapi3.Examples{}
	err := fs.WalkDir(dir, ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(dir, path)
		if err != nil {
			return err
		}
		var body any
		if err := json.Unmarshal(data, &body); err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
		op, name := filepath.Dir(path), strings.TrimSuffix(filepath.Base(path), ".json")
		if out[op] == nil {
			out[op] = openapi3.Examples{}
		}
		out[op][name] = &openapi3.ExampleRef{Value: &openapi3.Example{Summary: name, Value: body}}
		return nil
	})
	return out, err
}

// problems gives refusals their media type, and says of a picture that it is one: Swagger 2.0 has one shape for all media types.
func problems(op *openapi3.Operation) {
	for status, response := range op.Responses.Map() {
		content := response.Value.Content
		for name := range content {
			if strings.HasPrefix(name, "image/") {
				content[name] = openapi3.NewMediaType().WithSchema(openapi3.NewStringSchema().WithFormat("binary"))
				if status[0] != '2' {
					delete(content, name)
				}
			}
		}
		if media := content["application/json"]; media != nil && status[0] != '2' {
			delete(content, "application/json")
			content["application/problem+json"] = media
		}
		if status == "304" {
			response.Value.Content = nil
		}
	}
}

// finish says what Swagger 2.0 could not: what may be null, what may be a number too, and that unknown members are refused.
func finish(name string, s *openapi3.Schema) {
	request := strings.HasSuffix(name, "Request")
	if request {
		no := false
		s.AdditionalProperties = openapi3.AdditionalProperties{Has: &no}
	}
	for _, property := range s.Properties {
		p := property.Value
		if property.Ref != "" || p == nil {
			continue
		}
		if p.Extensions["x-nullable"] != nil {
			delete(p.Extensions, "x-nullable")
			p.Nullable = true
		}
		if !request {
			continue
		}
		p.Nullable = true
		if len(p.Enum) > 0 {
			p.Enum = append(p.Enum, nil)
		}
		if p.Format == "decimal" {
			p.Type, p.Format = nil, ""
			p.AnyOf = openapi3.SchemaRefs{{Value: openapi3.NewStringSchema()}, {Value: openapi3.NewFloat64Schema()}}
		}
	}
}

// widen describes the places that hold one of several things.
func widen(doc *openapi3.T) {
	schemas := doc.Components.Schemas
	ref := func(name string) *openapi3.SchemaRef {
		return &openapi3.SchemaRef{Ref: "#/components/schemas/" + name, Value: schemas[name].Value}
	}
	items := schemas["api.ContributionBatchAnswer"].Value.Properties["items"].Value
	items.Items = &openapi3.SchemaRef{Value: &openapi3.Schema{AnyOf: openapi3.SchemaRefs{ref("api.ContributionAnswer"), ref("api.Problem")}}}
	tax := schemas["api.TaxRequest"].Value
	tax.Properties["special_deductions"] = &openapi3.SchemaRef{Value: &openapi3.Schema{
		Description: "一个月的专项附加扣除：一个合计数，或逐项金额 · of one month: one sum, or item by item",
		AnyOf:       openapi3.SchemaRefs{{Value: openapi3.NewStringSchema()}, {Value: openapi3.NewFloat64Schema()}, ref("api.DeductionsRequest")}, Nullable: true,
	}}
	tables(doc)
}

// tables describes how a table of people is handed in: Swagger 2.0 knows either a form or a body.
func tables(doc *openapi3.T) {
	plan := &openapi3.SchemaRef{Ref: "#/components/schemas/api.BudgetPlanRequest", Value: doc.Components.Schemas["api.BudgetPlanRequest"].Value}
	choice := func() *openapi3.Schema { return openapi3.NewStringSchema().WithEnum("true", "false") }
	file := func() *openapi3.Schema { return openapi3.NewStringSchema().WithFormat("binary") }
	form := openapi3.NewObjectSchema().WithPropertyRef("plan", plan).WithProperty("run", choice()).WithProperty("keep", choice()).WithProperty("file", file())
	form.Required = []string{"file"}
	post := doc.Paths.Value("/budgets").Post
	content := post.RequestBody.Value.Content
	content["multipart/form-data"] = &openapi3.MediaType{Schema: form.NewRef(), Encoding: map[string]*openapi3.Encoding{"plan": {ContentType: "application/json"}}}
	for _, kind := range []string{"text/csv", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "application/vnd.apache.parquet"} {
		content[kind] = openapi3.NewMediaType().WithSchema(file())
	}
	for _, name := range []string{"from", "to", "city", "known_on", "paid_known_on", "skip_bad_rows", "ignore_columns", "keep_bases", "run", "keep"} {
		p := openapi3.NewQueryParameter(name).WithSchema(openapi3.NewStringSchema())
		p.Description = "表格直接作为请求体时 · where the table itself is the body"
		post.AddParameter(p)
	}
}

// withExamples puts one example into the schema of each body of the 2.0 document, which has room for one.
func withExamples(raw []byte, bodies map[string]openapi3.Examples) any {
	var doc map[string]any
	if err := json.Unmarshal(raw, &doc); err != nil {
		panic(err) // read once already
	}
	definitions := doc["definitions"].(map[string]any)
	paths := doc["paths"].(map[string]any)
	for _, path := range slices.Sorted(maps.Keys(paths)) { // two paths may share a body: the last in order gives its example
		for _, op := range paths[path].(map[string]any) {
			parameters, _ := op.(map[string]any)["parameters"].([]any)
			for _, p := range parameters {
				p := p.(map[string]any)
				examples := bodies[strings.ReplaceAll(strings.Trim(path, "/"), "/", "-")]
				if p["in"] != "body" || len(examples) == 0 {
					continue
				}
				ref, _ := p["schema"].(map[string]any)["$ref"].(string)
				definition, _ := definitions[strings.TrimPrefix(ref, "#/definitions/")].(map[string]any)
				if definition != nil {
					definition["example"] = examples[first(examples)].Value.Value
				}
			}
		}
	}
	return doc
}

func first(e openapi3.Examples) string {
	names := make([]string, 0, len(e))
	for name := range e {
		names = append(names, name)
	}
	slices.Sort(names)
	if slices.Contains(names, "wuhan") {
		return "wuhan"
	}
	return names[0]
}

// write writes JSON with sorted keys, so that the file is the same on every machine.
func write(file string, v any) error {
	once, err := json.Marshal(v)
	if err != nil {
		return err
	}
	var plain any
	if err := json.Unmarshal(once, &plain); err != nil {
		return err
	}
	var out bytes.Buffer
	e := json.NewEncoder(&out)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(plain); err != nil {
		return err
	}
	return os.WriteFile(file, out.Bytes(), 0o644)
}
