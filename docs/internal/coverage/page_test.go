package main

import (
	"os"
	"testing"

	"fenhao/calc/policy"
)

// The page in the repository is what the book says now.
func TestTheCoveragePageIsCurrent(t *testing.T) {
	written, err := os.ReadFile("../../coverage.md")
	if err != nil {
		t.Fatal(err)
	}
	if string(written) != page(policy.Embedded()) {
		t.Error("docs/coverage.md is not what the policy book says; run go generate ./docs/internal/coverage")
	}
}
