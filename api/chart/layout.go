package chart

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/go-echarts/go-echarts/v2/opts"
)

const (
	titleSize = 18
	textSize  = 12
	margin    = 12
	narrowTo  = 560 // px; below it a chart is laid out for a phone
	axisRoom  = 54  // px under the plot for the labels and the name of the x axis
	fonts     = "'Noto Sans CJK SC','Source Han Sans SC','PingFang SC','Microsoft YaHei','Hiragino Sans GB','WenQuanYi Micro Hei',sans-serif"
)

func (f *Frame) width() int {
	if f.Width == 0 {
		return DefaultWidth
	}
	return f.Width
}

func (f *Frame) narrow() bool { return f.width() < narrowTo }

// tooltip has what go-echarts' lacks. It is drawn on the canvas and not as HTML, so that nothing in it can be markup.
type tooltip struct {
	opts.Tooltip
	RenderMode string         `json:"renderMode"`
	Confine    bool           `json:"confine"`
	TextStyle  opts.TextStyle `json:"textStyle"`
}

// heading has what go-echarts' title lacks.
type heading struct {
	opts.Title
	Padding int `json:"padding"`
	ItemGap int `json:"itemGap"`
}

// textStyle is the font of everything.
type textStyle struct {
	FontFamily string `json:"fontFamily"`
}

// assemble puts title, legend and notes around a plot of a height and makes the drawing.
func (f *Frame) assemble(kind string, option map[string]any, legend []string, plot int) Drawing {
	room := f.width() - 2*margin
	title := f.Title
	if title == "" {
		title = kind
	}
	title = Clean(title)
	head := wrap(title, titleSize, room)
	sub := wrap(Clean(f.Subtitle), textSize, room)
	var notes []string
	for _, n := range slices.Concat(f.lead, f.Notes) {
		notes = append(notes, wrap(Clean(n), textSize, room)...)
	}
	top := margin + len(head)*(titleSize+6) + 6
	if f.Subtitle != "" {
		top += len(sub)*(textSize+5) + 6
	}
	titles := []heading{{Title: opts.Title{
		Title: strings.Join(head, "\n"), TitleStyle: &opts.TextStyle{FontSize: titleSize, LineHeight: titleSize + 6, Color: ink},
		Subtitle: strings.Join(sub, "\n"), SubtitleStyle: &opts.TextStyle{FontSize: textSize, LineHeight: textSize + 5, Color: faintInk},
		Left: strconv.Itoa(margin), Top: strconv.Itoa(margin),
	}, ItemGap: 6}}
	if len(legend) > 1 {
		option["legend"] = opts.Legend{
			Data: legend, Left: strconv.Itoa(margin - 5), Top: strconv.Itoa(top), ItemWidth: 18, ItemHeight: 10,
			TextStyle: &opts.TextStyle{FontSize: textSize, Color: ink},
		}
		top += legendRows(legend, room)*24 + 6
	} else {
		option["legend"] = opts.Legend{Show: opts.Bool(false)}
	}
	top += 34 // the name of the y axis stands above its end
	if f.bare {
		top -= 24
	}
	bottom := axisRoom
	if len(notes) > 0 {
		bottom += margin + len(notes)*(textSize+5)
		titles = append(titles, heading{Title: opts.Title{
			Subtitle: strings.Join(notes, "\n"), SubtitleStyle: &opts.TextStyle{FontSize: textSize, LineHeight: textSize + 5, Color: faintInk},
			Left: strconv.Itoa(margin), Bottom: strconv.Itoa(margin / 2),
		}})
	}
	option["title"] = titles
	grid := option["grid"].(opts.Grid)
	grid.Top, grid.Bottom = strconv.Itoa(top), strconv.Itoa(bottom)
	option["grid"] = grid
	option["tooltip"] = tooltip{
		Tooltip: opts.Tooltip{Trigger: "axis", AxisPointer: option["pointer"].(*opts.AxisPointer)}, RenderMode: "richText", Confine: true,
		TextStyle: opts.TextStyle{FontSize: textSize},
	}
	delete(option, "pointer")
	delete(option, "toolbox")
	option["textStyle"] = textStyle{fonts}
	option["backgroundColor"] = "#ffffff"
	option["animation"] = false
	option["aria"] = opts.Aria{Enabled: opts.Bool(true)}
	b, err := json.Marshal(option)
	if err != nil {
		panic(err) // strings, numbers and lists
	}
	return Drawing{Option: b, Title: title, Lang: f.Lang, Width: f.width(), Height: top + plot + bottom}
}

// legendRows is how many rows the legend takes.
func legendRows(names []string, room int) int {
	rows, x := 1, 0
	for _, n := range names {
		w := 18 + 5 + width(n, textSize) + 12
		if x > 0 && x+w > room {
			rows, x = rows+1, 0
		}
		x += w
	}
	return rows
}

// Clean makes a text fit for one line: no control characters (a line break in a title, or what XML cannot hold), no runs of blanks.
func Clean(s string) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsControl(r) || unicode.Is(unicode.Zl, r) || unicode.Is(unicode.Zp, r):
			return ' '
		case r == unicode.ReplacementChar, r&0xFFFE == 0xFFFE, unicode.Is(unicode.Bidi_Control, r):
			return -1
		}
		return r
	}, s)
	return strings.Join(strings.Fields(s), " ")
}

// width estimates how wide a text is in px: a Han character is a square, a Latin letter little more than half of one.
func width(s string, size int) int {
	w := 0
	for _, r := range s {
		w += advance(r)
	}
	return (w*size + 99) / 100
}

// advance is a character's width in hundredths of the font's size.
func advance(r rune) int {
	switch {
	case r >= 0x2E80:
		return 100
	case unicode.IsUpper(r):
		return 70
	case strings.ContainsRune(" .,:;|!'()[]iljtf", r):
		return 36
	}
	return 58
}

// closing may not begin a line, opening may not end one.
const closing, opening = "。，、；：）》〕”’！？％…·,.;:)!?%", "（《〔“‘("

// wrap breaks a text into lines of at most most px: between Han characters, else at blanks, and within a word only if it is longer than
// a line.
func wrap(s string, size, most int) []string {
	var lines []string
	runes := []rune(s)
	most = most * 100 / size
	for len(runes) > 0 {
		w, n := 0, 0
		for n < len(runes) && w+advance(runes[n]) <= most {
			w += advance(runes[n])
			n++
		}
		if n == len(runes) {
			return append(lines, string(runes))
		}
		cut := n
		for cut > 0 && !breakable(runes, cut) {
			cut--
		}
		if cut == 0 {
			cut = max(n, 1)
		}
		lines = append(lines, strings.TrimRight(string(runes[:cut]), " "))
		runes = runes[cut:]
		for len(runes) > 0 && runes[0] == ' ' {
			runes = runes[1:]
		}
	}
	if lines == nil {
		lines = []string{""}
	}
	return lines
}

// breakable tells whether a line may end before character i.
func breakable(r []rune, i int) bool {
	before, after := r[i-1], r[i]
	switch {
	case strings.ContainsRune(closing, after), strings.ContainsRune(opening, before):
		return false
	case before == ' ' || after == ' ':
		return true
	}
	return before >= 0x2E80 || after >= 0x2E80
}

// widest is the width of the widest of some labels.
func widest(labels []string) int {
	if len(labels) == 0 {
		return 0
	}
	return width(slices.MaxFunc(labels, func(a, b string) int { return width(a, textSize) - width(b, textSize) }), textSize)
}
