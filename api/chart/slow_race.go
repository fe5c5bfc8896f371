//go:build race

package chart

// slowness is how much longer a drawing may take where the race detector looks on: it makes the engine that many times slower.
const slowness = 6
