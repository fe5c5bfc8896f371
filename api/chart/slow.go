//go:build !race

package chart

const slowness = 1
