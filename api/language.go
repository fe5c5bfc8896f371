package api

import (
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"

	"fenhao/calc/lang"
)

// language is what the asker reads: ?lang=, else the preferred one of Accept-Language that we speak, else Chinese.
func language(c *gin.Context) lang.Lang {
	if c.Request.URL.RawQuery != "" {
		if l, ok := lang.Parse(c.Query("lang")); ok {
			return l
		}
	}
	return preferred(c.Request.Header.Get("Accept-Language"))
}

// preferred reads an Accept-Language header: "en-GB,en;q=0.9,zh;q=0.8".
func preferred(header string) lang.Lang {
	best, weight := lang.ZH, -1.0
	for part := range strings.SplitSeq(header, ",") {
		tag, params, _ := strings.Cut(part, ";")
		tag, _, _ = strings.Cut(strings.TrimSpace(tag), "-")
		l, ok := lang.Parse(strings.ToLower(tag))
		if !ok {
			continue
		}
		q := 1.0
		if text, found := strings.CutPrefix(strings.TrimSpace(params), "q="); found {
			var err error
			if q, err = strconv.ParseFloat(text, 64); err != nil {
				continue
			}
		}
		if q > weight && q > 0 {
			best, weight = l, q
		}
	}
	return best
}
