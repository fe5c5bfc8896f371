package chart

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/dop251/goja"
)

// ErrSlow is a drawing that was not finished in time.
var ErrSlow = errors.New("chart: the drawing took too long")

const drawingTime = 5 * slowness * time.Second // of one drawing, beginning when it has an engine

// program is the library, compiled once and shared by all engines.
var program = sync.OnceValues(func() (*goja.Program, error) { return goja.Compile("echarts.js", string(ECharts), true) })

// engine is a JavaScript machine with the library loaded. It must not be used by two drawings at once.
type engine struct {
	vm   *goja.Runtime
	draw goja.Callable
}

// drawing runs with the option as a text: what is in it is parsed as JSON and never as code.
const drawing = `(function (option, width, height, locale) {
  var chart = echarts.init(null, null, { renderer: 'svg', ssr: true, width: width, height: height, locale: locale });
  try {
    chart.setOption(JSON.parse(option));
    return chart.renderToSVGString();
  } finally {
    chart.dispose();
  }
})`

func newEngine() (*engine, error) {
	library, err := program()
	if err != nil {
		return nil, err
	}
	vm := goja.New()
	vm.SetMaxCallStackSize(2000)
	// The library asks for timers and a console. It draws at once, so no timer ever fires, and nobody reads what it says.
	nothing := func(goja.FunctionCall) goja.Value { return goja.Undefined() }
	console := vm.NewObject()
	for _, name := range []string{"log", "warn", "error"} {
		if err := console.Set(name, nothing); err != nil {
			return nil, err
		}
	}
	for name, value := range map[string]any{"console": console, "setTimeout": nothing, "clearTimeout": nothing, "setInterval": nothing, "clearInterval": nothing} {
		if err := vm.Set(name, value); err != nil {
			return nil, err
		}
	}
	if _, err := vm.RunProgram(library); err != nil {
		return nil, err
	}
	f, err := vm.RunString(drawing)
	if err != nil {
		return nil, err
	}
	draw, ok := goja.AssertFunction(f)
	if !ok {
		return nil, errors.New("chart: drawing is no function")
	}
	return &engine{vm, draw}, nil
}

// engines are as many as there are processors: more would only take turns. A nil one is made when it is first needed.
var engines = func() chan *engine {
	c := make(chan *engine, max(1, runtime.GOMAXPROCS(0)))
	for range cap(c) {
		c <- nil
	}
	return c
}()

// SVG draws. It waits for a free engine as long as ctx allows.
func (d *Drawing) SVG(ctx context.Context) (svg []byte, err error) {
	var e *engine
	select {
	case e = <-engines:
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	defer func() { engines <- e }()
	if e == nil {
		if e, err = newEngine(); err != nil {
			return nil, err
		}
	}
	ctx, cancel := context.WithTimeout(ctx, drawingTime)
	defer cancel()
	stop := context.AfterFunc(ctx, func() { e.vm.Interrupt(ErrSlow) })
	locale := "ZH"
	if d.Lang.String() == "en" {
		locale = "EN"
	}
	out, err := e.draw(goja.Undefined(), e.vm.ToValue(string(d.Option)), e.vm.ToValue(d.Width), e.vm.ToValue(d.Height), e.vm.ToValue(locale))
	if !stop() || err != nil {
		e = nil // interrupted in the middle of anything, or worse: the next drawing gets a fresh engine
	}
	var interrupted *goja.InterruptedError
	switch {
	case errors.As(err, &interrupted):
		if cause := context.Cause(ctx); errors.Is(cause, context.Canceled) {
			return nil, cause
		}
		return nil, ErrSlow
	case err != nil:
		return nil, fmt.Errorf("chart: %w", err)
	}
	return d.tidy(out.String()), nil
}

// The library numbers classes and ids through its lifetime, and writes a style sheet for the mouse. A picture has neither history nor
// mouse: the same drawing gives the same bytes.
var (
	classes = regexp.MustCompile(` class="zr\d+-cls-\d+"`)
	ids     = regexp.MustCompile(`(id="|url\(#|href="#)zr\d+-`)
	sheet   = regexp.MustCompile(`(?s)<style ?>.*?</style>\n?`)
)

func (d *Drawing) tidy(svg string) []byte {
	svg = sheet.ReplaceAllString(svg, "")
	svg = classes.ReplaceAllString(svg, "")
	svg = ids.ReplaceAllString(svg, "${1}zr-")
	svg = strings.ReplaceAll(svg, ` pointer-events="visible"`, "")
	// What a screen reader says; the root element is the first.
	head, rest, _ := strings.Cut(svg, ">")
	return []byte(head + ` role="img"><title>` + escape.Replace(d.Title) + "</title>" + rest)
}

var escape = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&#34;", "'", "&#39;")

// ParseWidth reads a width in px.
func ParseWidth(s string) (int, bool) {
	n, err := strconv.Atoi(s)
	return n, err == nil && n >= MinWidth && n <= MaxWidth
}
