package api

import (
	"errors"
	"net/http"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"

	"fenhao/api/chart"
	"fenhao/calc/fault"
	"fenhao/calc/lang"
)

// Charts take what the calculation takes and draw what it answers. What is drawn is worked out by the same functions; a chart is a way
// to show an answer, and never another answer.

// ChartOption is an ECharts option: what its setOption takes. It holds no functions and no HTML.
type ChartOption map[string]any

// pictures are the forms a chart can be sent in, the default first.
var pictures = []string{"application/json", "image/svg+xml", "image/png"}

const maxTitle = 120 // characters

var (
	titleText = lang.Text{ZH: "标题的字数", EN: "the number of characters of the title"}
	widthText = lang.Text{ZH: "图宽（像素）", EN: "the width in px"}
)

// frame reads what all charts take: a title of the asker's, the width, the language.
func (f *form) frame(c *gin.Context, title Word) chart.Frame {
	out := chart.Frame{Lang: language(c), Title: chart.Clean(title.text)}
	if n := len([]rune(title.text)); n > maxTitle {
		f.refuse(fault.OutOfRange, "/title", "what", titleText, "value", n, "min", 0, "max", maxTitle)
	}
	if text := c.Query("width"); text != "" {
		n, ok := chart.ParseWidth(text)
		if !ok {
			f.refuse(fault.OutOfRange, "/width", "what", widthText, "value", shorten(text), "min", chart.MinWidth, "max", chart.MaxWidth)
		}
		out.Width = n
	}
	return out
}

// sendChart sends a drawing in the form the asker prefers.
func (s *service) sendChart(c *gin.Context, d chart.Drawing) {
	h := c.Writer.Header()
	h.Add("Vary", "Accept")
	h.Set("X-Chart-Height", strconv.Itoa(d.Height)) // the height the option is laid out for: what a page has to give it
	accept := strings.Join(c.Request.Header.Values("Accept"), ",")
	kind, ok := negotiate(accept, pictures)
	if !ok {
		refuse(c, fault.New(fault.NotAcceptable, "", "got", shorten(accept), "kinds", strings.Join(pictures, ", ")))
		return
	}
	body, err := d.Option, error(nil)
	switch kind {
	case "image/svg+xml":
		body, err = d.SVG(c.Request.Context())
	case "image/png":
		body, err = d.PNG(c.Request.Context())
	}
	switch {
	case errors.Is(err, chart.ErrNoConverter):
		refuse(c, fault.New(fault.NoConverter, ""))
		return
	case errors.Is(err, chart.ErrSlow):
		refuse(c, fault.New(fault.TimedOut, "", "seconds", 5))
		return
	case err != nil:
		refuse(c, err)
		return
	}
	if kind != pictures[0] {
		// A picture opened by itself is a document: it may style itself, and nothing else.
		h.Set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'")
	} else {
		kind = jsonType[0]
	}
	if c.Request.Method == http.MethodPost {
		h.Set("Cache-Control", "no-store") // it shows somebody's wage
		c.Data(http.StatusOK, kind, body)
		return
	}
	sendCacheable(c, kind, body)
}

// negotiate picks the form an Accept header prefers. Of equally welcome ones it takes the one that was named most exactly, then the first.
// No header, or one that takes anything, means the first.
func negotiate(accept string, offers []string) (string, bool) {
	if strings.TrimSpace(accept) == "" {
		return offers[0], true
	}
	best, bestQ, bestExact := "", 0.0, -1
	for _, offer := range offers {
		q, exact := 0.0, -1
		for part := range strings.SplitSeq(accept, ",") {
			media, params, _ := strings.Cut(part, ";")
			media = strings.ToLower(strings.TrimSpace(media))
			fit := -1
			switch {
			case media == offer, media == "application/*+json" && offer == "application/json":
				fit = 2
			case strings.HasSuffix(media, "/*") && media != "*/*" && strings.HasPrefix(offer, strings.TrimSuffix(media, "*")):
				fit = 1
			case media == "*/*":
				fit = 0
			}
			if fit <= exact {
				continue
			}
			exact, q = fit, quality(params)
		}
		if q > bestQ || q == bestQ && q > 0 && exact > bestExact {
			best, bestQ, bestExact = offer, q, exact
		}
	}
	return best, best != ""
}

func quality(params string) float64 {
	for p := range strings.SplitSeq(params, ";") {
		name, value, _ := strings.Cut(strings.TrimSpace(p), "=")
		if strings.EqualFold(name, "q") {
			q, err := strconv.ParseFloat(value, 64)
			if err != nil || q < 0 || q > 1 {
				return 0
			}
			return q
		}
	}
	return 1
}
