package chart

import (
	"encoding/json"
	"strconv"

	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"

	"fenhao/calc/lang"
)

// bars are stacked bars over categories.
type bars struct {
	across     lang.Text // what the categories are
	unit       lang.Text // what the value axis counts
	categories []string
	series     []barSeries
	ends       []string // written at the end of each bar; "" is nothing
	total      lang.Text
	totals     []json.Number // the lengths of the whole bars, for `ends` to stand at; "" where there is no bar
	overlaid   bool          // series stand in front of each other instead of on top of each other; the longest first
	horizontal bool
}

type barSeries struct {
	name   string
	colour string
	values []barValue
}

// barValue is one piece of a bar; the zero value is nothing.
type barValue struct {
	n     json.Number
	faint bool // an estimate, or otherwise less sure than its neighbours
}

const rowHeight = 26 // px of a horizontal bar

func (b *bars) draw(f *Frame, kind lang.Text) Drawing {
	bar := charts.NewBar()
	var names, colours []string
	for _, s := range b.series {
		data := make([]opts.BarData, len(s.values))
		for i, v := range s.values {
			if v.n != "" {
				data[i].Value = v.n
			} else {
				data[i].Value = "-"
			}
			if v.faint {
				data[i].ItemStyle = &opts.ItemStyle{Opacity: opts.Float(.45)}
			}
		}
		names, colours = append(names, s.name), append(colours, s.colour)
		bar.AddSeries(s.name, data, charts.WithSeriesOpts(func(x *charts.SingleSeries) {
			x.BarMaxWidth = "46"
			x.Color = s.colour
			if b.overlaid {
				x.BarGap = "-100%"
			} else {
				x.Stack = "all"
			}
		}))
	}
	position, pointer := "top", &opts.AxisPointer{Type: "shadow"}
	if b.horizontal {
		position = "right"
	}
	if b.ends != nil {
		// The whole bar once more, unseen: its label stands at its end, whichever piece is the last.
		data := make([]opts.BarData, len(b.ends))
		for i, end := range b.ends {
			data[i].Value = "-"
			if b.totals[i] != "" {
				data[i].Value = b.totals[i]
			}
			data[i].Label = &opts.Label{Show: opts.Bool(end != ""), Position: position, Formatter: end, Color: ink, FontSize: textSize - 1}
		}
		bar.AddSeries(b.total.In(f.Lang), data, charts.WithSeriesOpts(func(x *charts.SingleSeries) {
			x.BarMaxWidth, x.BarGap = "46", "-100%"
			x.Color = none
		}))
	}
	category := opts.XAxis{Type: "category", Data: b.categories, Name: b.across.In(f.Lang), NameLocation: "middle", NameGap: 32,
		AxisLabel: &opts.AxisLabel{HideOverlap: opts.Bool(true)}}
	value := opts.YAxis{Type: "value", Name: b.unit.In(f.Lang)}
	grid := opts.Grid{Left: strconv.Itoa(margin), Right: strconv.Itoa(margin + 6), ContainLabel: opts.Bool(true)}
	plot := 320
	if b.horizontal {
		plot = max(120, rowHeight*len(b.categories))
		grid.Right = strconv.Itoa(margin + widest(b.ends) + 4)
		bar.SetGlobalOptions(
			charts.WithXAxisOpts(opts.XAxis{Type: "value", Name: b.unit.In(f.Lang), NameLocation: "middle", NameGap: 32, SplitNumber: splits(f),
				AxisLabel: &opts.AxisLabel{HideOverlap: opts.Bool(true)}}),
			charts.WithYAxisOpts(opts.YAxis{Type: "category", Name: b.across.In(f.Lang), NameLocation: "start", Inverse: opts.Bool(true),
				AxisLabel: &opts.AxisLabel{Interval: "0"}}),
		)
		bar.SetXAxis(b.categories).XYReversal()
	} else {
		bar.SetGlobalOptions(charts.WithXAxisOpts(category), charts.WithYAxisOpts(value))
		bar.SetXAxis(b.categories)
	}
	bar.Validate()
	option := bar.JSON()
	option["color"] = colours
	option["grid"], option["pointer"] = grid, pointer
	if b.horizontal {
		fixInterval(option)
	}
	return f.assemble(kind.In(f.Lang), option, names, plot)
}

// splits is about how many pieces the value axis of a horizontal chart is cut into.
func splits(f *Frame) int {
	if f.narrow() {
		return 3
	}
	return 6
}

// fixInterval writes the label interval as a number: go-echarts has a string, which ECharts takes for the name "auto".
func fixInterval(option map[string]any) {
	axes := option["yAxis"].([]opts.YAxis)
	label := *axes[0].AxisLabel
	label.Interval = ""
	axes[0].AxisLabel = nil
	option["yAxis"] = []axis{{axes[0], axisLabel{label, 0}}}
}

type axis struct {
	opts.YAxis
	Label axisLabel `json:"axisLabel"`
}

type axisLabel struct {
	opts.AxisLabel
	Interval int `json:"interval"`
}
