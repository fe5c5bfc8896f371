// Package chart draws what calc has worked out: an ECharts option as JSON, and from it SVG and PNG, made here without a browser.
//
//	city_comparison.go base_curve.go tiers.go budget.go parameter_history.go …   one file a kind: results in, drawing out
//	bars.go lines.go   the two shapes all kinds are made of
//	layout.go          title, legend, notes: how much room they take, and where lines break
//	svg.go png.go      rendering
//	echarts            the library, vendored
//
// go-echarts builds the option; its Render is never called: it writes HTML into which a title could bring a script. What leaves this
// package is data. It has no functions in it and is shown with setOption, where a text is a text.
package chart

import (
	"encoding/json"
	"strings"

	"fenhao/calc/lang"
	"fenhao/calc/money"
)

// Frame is what stands around a chart.
type Frame struct {
	Lang     lang.Lang
	Title    string   // the asker's; "" is the kind's own
	Subtitle string   // what the chart is about: place, month, book
	Notes    []string // what has to be said under it: sources, doubts, what was left out
	Width    int      // px; 0 is [DefaultWidth]

	lead []string // what the chart itself has to say, before the notes
	bare bool     // no name above the y axis
}

// The widths a chart can be laid out for.
const (
	DefaultWidth = 960
	MinWidth     = 280
	MaxWidth     = 2400
)

// Drawing is a chart as an ECharts option, and the size it is laid out for.
type Drawing struct {
	Option        []byte // JSON
	Title         string
	Lang          lang.Lang
	Width, Height int
}

// yuan is an amount as the JSON number that an axis needs: exact, whatever reads it.
func yuan(m money.Money) json.Number { return json.Number(m.String()) }

// percent is a rate as a number of percent.
func percent(r money.Rate) json.Number { return json.Number(money.PPM(r.PPM() * 100).String()) }

// Thousands writes an amount as people read it: "36,072.25".
func Thousands(m money.Money) string {
	s := m.String()
	start := 0
	if m.IsNegative() {
		start = 1
	}
	for i := len(s) - 6; i > start; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

// brief writes an amount without the fen where there are none, for places that are too narrow.
func brief(m money.Money) string { return strings.TrimSuffix(Thousands(m), ".00") }

func say(zh, en string) lang.Text { return lang.Text{ZH: zh, EN: en} }

// Units of the value axis.
var (
	yuanMonth = say("元/月", "yuan/month")
	yuanText  = say("元", "yuan")
)

// Colours tell the fund from the insurances by hue and who pays by lightness; they differ in lightness too, for those who see no hue.
const (
	fundEmployer      = "#1d5a9e"
	fundEmployee      = "#86b4e0"
	insuranceEmployer = "#b4551a"
	insuranceEmployee = "#f0bb86"
	green             = "#2e7d5b"
	grey              = "#9aa0a8"
	ink               = "#222831"
	faintInk          = "#5b6470"
	none              = "rgba(0,0,0,0)"
)
