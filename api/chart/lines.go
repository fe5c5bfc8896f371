package chart

import (
	"encoding/json"
	"strconv"

	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"

	"fenhao/calc/lang"
)

// lines are curves, with bars beside them where a kind needs both.
type lines struct {
	x          string // "value", "time", or "category"
	across     lang.Text
	unit       lang.Text
	right      lang.Text // the unit of a second axis at the right; zero is none
	categories []string
	series     []lineSeries
	marks      []mark
	tight      bool // the x axis begins and ends with the points
}

type lineSeries struct {
	name     string
	colour   string
	points   []point
	step     bool
	dashed   bool
	area     bool
	right    bool // measured on the right axis
	bar      bool // bars instead of a curve, stacked on each other
	dots     bool
	stacked  bool
	dotsOnly bool
}

// point is one point; without y the curve is interrupted. x is left out on a category axis.
type point struct {
	x any
	y json.Number
}

// mark is a level worth a line of its own.
type mark struct {
	at   json.Number
	name string
}

func (c *lines) draw(f *Frame, kind lang.Text) Drawing {
	line, bar, dots := charts.NewLine(), charts.NewBar(), charts.NewScatter()
	var names, colours []string
	for i, s := range c.series {
		names, colours = append(names, s.name), append(colours, s.colour)
		if s.bar {
			data := make([]opts.BarData, len(s.points))
			for i, p := range s.points {
				data[i].Value = p.value()
			}
			bar.AddSeries(s.name, data, charts.WithSeriesOpts(func(x *charts.SingleSeries) {
				x.Stack, x.Color, x.BarMaxWidth = "all", s.colour, "46"
				if s.right {
					x.YAxisIndex = 1
				}
			}))
			continue
		}
		if s.dotsOnly { // a curve leaves out the dots that its axis has no labels for
			data := make([]opts.ScatterData, len(s.points))
			for i, p := range s.points {
				data[i] = opts.ScatterData{Value: p.value(), Symbol: "circle", SymbolSize: 9}
			}
			dots.AddSeries(s.name, data, charts.WithSeriesOpts(func(x *charts.SingleSeries) { x.Color = s.colour }))
			continue
		}
		data := make([]opts.LineData, len(s.points))
		for i, p := range s.points {
			data[i].Value = p.value()
		}
		line.AddSeries(s.name, data, charts.WithSeriesOpts(func(x *charts.SingleSeries) {
			x.Color = s.colour
			x.ShowSymbol = opts.Bool(s.dots)
			x.Symbol, x.SymbolSize = "circle", 6
			x.LineStyle = &opts.LineStyle{Width: 2}
			if s.dashed {
				x.LineStyle.Type = "dashed"
			}
			if s.step {
				x.Step = "end"
			}
			if s.stacked {
				x.Stack = "areas"
			}
			if s.area {
				x.AreaStyle = &opts.AreaStyle{Opacity: opts.Float(.25)}
			}
			if s.right {
				x.YAxisIndex = 1
			}
			if i == 0 && len(c.marks) > 0 {
				x.MarkLines = markLines(c.marks)
			}
		}))
	}
	xAxis := opts.XAxis{Type: c.x, Name: c.across.In(f.Lang), NameLocation: "middle", NameGap: 32, AxisLabel: &opts.AxisLabel{HideOverlap: opts.Bool(true)}}
	switch c.x {
	case "time":
		xAxis.AxisLabel.Formatter = "{yyyy}-{MM}"
		xAxis.SplitNumber = splits(f)
	case "value":
		xAxis.SplitNumber = splits(f)
		if c.tight {
			xAxis.Min, xAxis.Max = "dataMin", "dataMax"
		}
	}
	line.SetGlobalOptions(charts.WithXAxisOpts(xAxis), charts.WithYAxisOpts(opts.YAxis{Type: "value", Name: c.unit.In(f.Lang)}))
	if c.right != (lang.Text{}) {
		line.ExtendYAxis(opts.YAxis{Type: "value", Name: c.right.In(f.Lang), SplitLine: &opts.SplitLine{Show: opts.Bool(false)}})
	}
	if c.categories != nil {
		line.SetXAxis(c.categories)
	}
	line.Overlap(bar, dots)
	line.Validate()
	option := line.JSON()
	nameInside(option)
	option["color"] = colours
	option["grid"] = opts.Grid{Left: strconv.Itoa(margin), Right: strconv.Itoa(margin + 10), ContainLabel: opts.Bool(true)}
	option["pointer"] = &opts.AxisPointer{Type: "line"}
	return f.assemble(kind.In(f.Lang), option, names, 340)
}

// value is the point as ECharts reads it.
func (p point) value() any {
	var y any = "-" // nothing
	if p.y != "" {
		y = p.y
	}
	if p.x == nil {
		return y
	}
	return []any{p.x, y}
}

func markLines(marks []mark) *opts.MarkLines {
	m := &opts.MarkLines{MarkLineStyle: opts.MarkLineStyle{
		Symbol: []string{"none", "none"}, LineStyle: &opts.LineStyle{Type: "dashed", Color: grey},
		Label: &opts.Label{Show: opts.Bool(true), Position: "insideEndTop", Formatter: "{b}", Color: faintInk},
	}}
	for _, one := range marks {
		m.Data = append(m.Data, opts.MarkLineNameYAxisItem{Name: one.name, YAxis: one.at})
	}
	return m
}
