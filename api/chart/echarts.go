package chart

import (
	"bytes"
	"compress/gzip"
	_ "embed" // echarts.common.min.js
	"sync"
)

// ECharts is the drawing library as published: the same file draws in the browser and, for SVG, here. It is the "common" build: bars and
// lines are all we need, and it is a third smaller than the whole. VERSION beside it has its sha256.
//
//go:embed echarts/echarts.common.min.js
var ECharts []byte

// Version is the library's version. It stands in the script's address, so that browsers can keep it for ever.
const Version = "6.1.0"

// Compressed is the library as gzip, made once.
var Compressed = sync.OnceValue(func() []byte {
	var b bytes.Buffer
	w, err := gzip.NewWriterLevel(&b, gzip.BestCompression)
	if err != nil {
		panic(err) // the level is a constant
	}
	_, _ = w.Write(ECharts) // a bytes.Buffer takes everything
	_ = w.Close()
	return b.Bytes()
})
