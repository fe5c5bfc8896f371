package chart

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os/exec"
	"runtime"
)

// ErrNoConverter is that the system cannot make PNG of SVG.
var ErrNoConverter = errors.New("chart: rsvg-convert is not installed")

const converter = "rsvg-convert"

// converters bounds how many processes run at once.
var converters = make(chan struct{}, max(1, runtime.GOMAXPROCS(0)))

// PNG draws at twice the size in px, for sharp letters. The system's converter gets the picture on its standard input, has no address
// to load anything from, and ends with ctx.
func (d *Drawing) PNG(ctx context.Context) ([]byte, error) {
	path, err := exec.LookPath(converter)
	if err != nil {
		return nil, ErrNoConverter
	}
	svg, err := d.SVG(ctx)
	if err != nil {
		return nil, err
	}
	select {
	case converters <- struct{}{}:
		defer func() { <-converters }()
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	ctx, cancel := context.WithTimeout(ctx, drawingTime)
	defer cancel()
	var out, problem bytes.Buffer
	cmd := exec.CommandContext(ctx, path, "--format=png", "--zoom=2")
	cmd.Stdin, cmd.Stdout, cmd.Stderr = bytes.NewReader(svg), &out, &problem
	if err := cmd.Run(); err != nil {
		if ctx.Err() != nil {
			return nil, ErrSlow
		}
		return nil, fmt.Errorf("chart: %s: %w: %s", converter, err, bytes.TrimSpace(problem.Bytes()))
	}
	return out.Bytes(), nil
}
