package api

import (
	"embed"
	"io/fs"
	"net/http"
	"path"
	"slices"
	"strings"

	"github.com/gin-gonic/gin"

	"fenhao/calc/fault"
	"fenhao/docs"
)

//go:embed web
var web embed.FS

// kinds are the content types of the embedded files. The system's own table is not asked: it differs from machine to machine.
var kinds = map[string]string{
	".html": "text/html; charset=utf-8",
	".css":  "text/css; charset=utf-8",
	".js":   "text/javascript; charset=utf-8",
	".png":  "image/png",
	".svg":  "image/svg+xml",
}

// servePages serves what is not JSON of ours: the landing page, Swagger UI, the two API documents. All of it is in the program.
func servePages(r *gin.Engine) {
	document := func(body []byte) gin.HandlerFunc {
		return func(c *gin.Context) { sendCacheable(c, "application/json; charset=utf-8", body) }
	}
	toSwagger := func(c *gin.Context) { c.Redirect(http.StatusFound, "/swagger/index.html") }
	get(r, "/openapi.json", document(docs.OpenAPI))
	get(r, "/swagger/doc.json", document(docs.Swagger))
	get(r, "/swagger", toSwagger)
	get(r, "/swagger/", toSwagger)
	err := fs.WalkDir(web, "web", func(file string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		body, err := web.ReadFile(file)
		if err != nil {
			return err
		}
		kind, known := kinds[path.Ext(file)]
		if !known {
			kind = "text/plain; charset=utf-8"
		}
		address := strings.TrimPrefix(file, "web")
		if address == "/index.html" {
			address = "/"
		}
		get(r, address, func(c *gin.Context) { sendCacheable(c, kind, body) })
		return nil
	})
	if err != nil {
		panic(err) // the files are in the program
	}
}

// alive says that the process answers.
func alive(c *gin.Context) { c.String(http.StatusOK, "ok\n") }

// readiness says whether requests are welcome.
func (s *service) readiness(c *gin.Context) {
	if !s.ready() {
		c.String(http.StatusServiceUnavailable, "stopping\n")
		return
	}
	c.String(http.StatusOK, "ready\n")
}

func unknownRoute(c *gin.Context) {
	refuse(c, fault.New(fault.UnknownRoute, "", "path", shorten(c.Request.URL.Path)))
}

func wrongMethod(c *gin.Context) {
	allow := strings.Split(c.Writer.Header().Get("Allow"), ", ")
	slices.Sort(allow)
	refuse(c, fault.New(fault.BadMethod, "", "method", shorten(c.Request.Method), "allow", strings.Join(allow, ", ")))
}
