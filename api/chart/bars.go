package chart

import (
	"cmp"
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
	row        int  // px of a horizontal bar, if its label needs more than one line
	signed     bool // bars go to both sides of zero; the categories stay at the edge
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
	b.horizontal = b.horizontal || !b.fit(f)
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
		plot = 20 + cmp.Or(b.row, rowHeight)*len(b.categories)
		grid.Right = strconv.Itoa(margin + widest(b.ends) + 4)
		across := opts.XAxis{Type: "value", Name: b.unit.In(f.Lang), NameLocation: "middle", NameGap: 32, SplitNumber: splits(f),
			Max: "dataMax", AxisLabel: &opts.AxisLabel{HideOverlap: opts.Bool(true), ShowMaxLabel: opts.Bool(false)}}
		edge := opts.YAxis{Type: "category", Inverse: opts.Bool(true)}
		if b.signed {
			across.Max, across.AxisLabel = nil, &opts.AxisLabel{HideOverlap: opts.Bool(true)}
			edge.AxisLine = &opts.AxisLine{OnZero: opts.Bool(false)}
		}
		bar.SetGlobalOptions(
			charts.WithXAxisOpts(across),
			charts.WithYAxisOpts(edge),
		)
		bar.SetXAxis(b.categories).XYReversal()
	} else {
		bar.SetGlobalOptions(charts.WithXAxisOpts(category), charts.WithYAxisOpts(value))
		bar.SetXAxis(b.categories)
	}
	bar.Validate()
	option := bar.JSON()
	nameInside(option)
	option["color"] = colours
	option["grid"], option["pointer"] = grid, pointer
	f.bare = b.horizontal
	return f.assemble(kind.In(f.Lang), option, names, plot)
}

// splits is about how many pieces the value axis of a horizontal chart is cut into.
func splits(f *Frame) int {
	if f.narrow() {
		return 3
	}
	return 6
}

// fit tells whether the labels at the ends of upright bars have room beside each other.
func (b *bars) fit(f *Frame) bool {
	const axis, apart = 70, 8 // px of the labels of the y axis, and between two labels
	return (widest(b.ends)+apart)*len(b.ends) <= f.width()-2*margin-axis
}

// nameInside writes what go-echarts' y axes cannot say: that all labels are shown, and that the axis' name begins (at the right: ends) at the
// axis, where a long one is not cut off at the edge.
func nameInside(option map[string]any) {
	var all []axis
	for i, y := range option["yAxis"].([]opts.YAxis) {
		a := axis{YAxis: y, NameStyle: opts.TextStyle{Align: []string{"left", "right"}[i]}}
		if y.Type == "category" {
			a.Label = &axisLabel{}
		}
		all = append(all, a)
	}
	option["yAxis"] = all
}

type axis struct {
	opts.YAxis
	NameStyle opts.TextStyle `json:"nameTextStyle"`
	Label     *axisLabel     `json:"axisLabel,omitempty"`
}

type axisLabel struct {
	Interval int `json:"interval"` // 0: every one
}
