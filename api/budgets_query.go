package api

import (
	"maps"
	"slices"
	"strings"

	"github.com/gin-gonic/gin"

	"fenhao/calc/fault"
	"fenhao/calc/lang"
)

// What a budget's address is asked with is held to what it can be asked: a misspelt parameter that was passed over would give another
// answer than the one meant.

const wrongQueryKey = "wrong query"

// only lets a handler be asked with these parameters, and with the language. One that reads some finds in wrongQuery what it cannot be
// asked, and says it with whatever else is wrong; for the others it is refused here.
func only(h gin.HandlerFunc, names ...string) gin.HandlerFunc {
	return func(c *gin.Context) {
		wrong := queryFaults(c, names)
		switch {
		case len(wrong) == 0:
		case len(names) == 0:
			refuse(c, wrong)
			return
		default:
			c.Set(wrongQueryKey, wrong)
		}
		h(c)
	}
}

func wrongQuery(c *gin.Context) fault.List {
	wrong, _ := c.Get(wrongQueryKey)
	list, _ := wrong.(fault.List)
	return list
}

var languages = choices[lang.Lang]{{"zh", lang.ZH}, {"en", lang.EN}}

// queryFaults are the parameters that are none of these.
func queryFaults(c *gin.Context, names []string) fault.List {
	if c.Request.URL.RawQuery == "" {
		return nil
	}
	var f form
	query := c.Request.URL.Query()
	for _, name := range slices.Sorted(maps.Keys(query)) {
		switch {
		case name == "lang":
			choose(&f, Word{leaf{query.Get(name), true}}, "/lang", languages)
		case !slices.Contains(names, name):
			f.refuse(fault.UnknownField, "/"+shorten(name), "name", shorten(name), "known", strings.Join(append(slices.Clone(names), "lang"), ", "))
		}
	}
	return f.faults
}
