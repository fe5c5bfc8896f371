package api

import (
	"net/http"
	"path"
	"sync"

	"github.com/gin-gonic/gin"

	"fenhao/api/chart"
)

// chartKinds are the charts that have a page, in the order the index lists them.
var chartKinds = []string{"base-curve", "budget", "city-comparison", "balance", "loan-timeline", "schedule", "sweep", "tiers", "parameter-history"}

// echartsPath changes with the library, so that browsers may keep it for ever.
const echartsPath = "/charts/echarts-" + chart.Version + ".js"

// serveCharts serves the pages that draw charts: one page, whose script builds the form of its kind, and the library.
func serveCharts(r *gin.Engine) {
	file := func(name string) gin.HandlerFunc {
		body, err := chart.Pages.ReadFile("pages/" + name)
		if err != nil {
			panic(err) // the files are in the program
		}
		compressed := sync.OnceValue(func() []byte { return compress(body) })
		return page{kind: kinds[path.Ext(name)], body: body, compressed: compressed}.send
	}
	get(r, "/charts", file("index.html"))
	get(r, "/charts/", func(c *gin.Context) { c.Redirect(http.StatusMovedPermanently, "/charts") })
	for _, kind := range chartKinds {
		get(r, "/charts/"+kind, file("chart.html"))
	}
	for _, name := range []string{"chart.css", "chart.js", "fields.js", "forms.js", "index.js", "words.js"} {
		get(r, "/charts/"+name, file(name))
	}
	get(r, echartsPath, sendECharts)
}

func sendECharts(c *gin.Context) {
	h := c.Writer.Header()
	h.Set("Cache-Control", "public, max-age=31536000, immutable")
	h.Add("Vary", "Accept-Encoding")
	if !takesGzip(c.Request.Header.Get("Accept-Encoding")) {
		c.Data(http.StatusOK, kinds[".js"], chart.ECharts)
		return
	}
	h.Set("Content-Encoding", "gzip")
	c.Data(http.StatusOK, kinds[".js"], chart.Compressed())
}
