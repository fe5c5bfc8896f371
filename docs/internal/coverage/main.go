// Command coverage writes DIR/coverage.md: what the policy book knows of every place, since when and how well.
//
//	go run fenhao/docs/internal/coverage DIR
package main

import (
	"fmt"
	"os"
	"path/filepath"

	"fenhao/calc/policy"
)

//go:generate go run fenhao/docs/internal/coverage ../..

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: coverage DIR")
		os.Exit(2)
	}
	if err := os.WriteFile(filepath.Join(os.Args[1], "coverage.md"), []byte(page(policy.Embedded())), 0o644); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
