package chart

import "embed"

// Pages are the files under /charts: one page for all kinds, whose script builds the form.
//
//go:embed pages
var Pages embed.FS
