package api

import (
	"bytes"
	"cmp"
	"compress/gzip"
	"context"
	"embed"
	"io/fs"
	"log/slog"
	"net/http"
	"path"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/gin-gonic/gin"

	"fenhao/api/store"
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

// pageSecurity is what our own pages may do: run our scripts, use our style sheets, ask our API; nothing else, and nothing inline.
// What a script styles through the DOM a policy does not restrict, so that not even styles have to be inline.
var pageSecurity = []string{"default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"}

// page is an embedded file and where it is served.
type page struct {
	address    string
	folder     bool // it is a folder's index: the address with a slash leads to it
	kind       string
	body       []byte
	compressed func() []byte // nil for what gzip makes no smaller
}

// pages are the files of web, read once: they are in the program. A folder's index.html is served at the folder's own address, so that
// a door is a folder; only Swagger UI, whose files name each other, keeps the address of its file.
var pages = sync.OnceValue(func() []page {
	var out []page
	err := fs.WalkDir(web, "web", func(file string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		body, err := web.ReadFile(file)
		if err != nil {
			return err
		}
		p := page{address: strings.TrimPrefix(file, "web"), kind: kinds[path.Ext(file)], body: body}
		if p.kind == "" {
			p.kind = "text/plain; charset=utf-8"
		}
		if folder, ok := strings.CutSuffix(p.address, "/index.html"); ok && folder != "/swagger" {
			p.address, p.folder = cmp.Or(folder, "/"), folder != ""
		}
		if p.kind != "image/png" {
			p.compressed = sync.OnceValue(func() []byte { return compress(body) })
		}
		out = append(out, p)
		return nil
	})
	if err != nil {
		panic(err) // the files are in the program
	}
	return out
})

// servePages serves what is not JSON of ours: the pages people use, Swagger UI, the two API documents. All of it is in the program.
func servePages(r *gin.Engine) {
	document := func(body []byte) gin.HandlerFunc {
		compressed := sync.OnceValue(func() []byte { return compress(body) })
		return page{kind: "application/json; charset=utf-8", body: body, compressed: compressed}.send
	}
	toSwagger := func(c *gin.Context) { c.Redirect(http.StatusFound, "/swagger/index.html") }
	get(r, "/openapi.json", document(docs.OpenAPI))
	get(r, "/swagger/doc.json", document(docs.Swagger))
	get(r, "/swagger", toSwagger)
	get(r, "/swagger/", toSwagger)
	for _, p := range pages() {
		get(r, p.address, p.send)
		if p.folder {
			get(r, p.address+"/", func(c *gin.Context) {
				to := *c.Request.URL
				to.Path = p.address
				c.Redirect(http.StatusMovedPermanently, to.RequestURI())
			})
		}
	}
}

// send answers with the file, in fewer bytes to who takes them. The two forms differ in their ETag, as they have to.
func (p page) send(c *gin.Context) {
	h := c.Writer.Header()
	if !strings.HasPrefix(p.address, "/swagger/") { // Swagger UI has styles of its own inline
		h["Content-Security-Policy"] = pageSecurity
	}
	body := p.body
	if p.compressed != nil {
		h.Add("Vary", "Accept-Encoding")
		if takesGzip(c.Request.Header.Get("Accept-Encoding")) {
			h.Set("Content-Encoding", "gzip")
			body = p.compressed()
		}
	}
	sendCacheable(c, p.kind, body)
}

// compress makes the gzip form of a file.
func compress(body []byte) []byte {
	var b bytes.Buffer
	w, err := gzip.NewWriterLevel(&b, gzip.BestCompression)
	if err != nil {
		panic(err) // the level is a constant
	}
	_, _ = w.Write(body) // a bytes.Buffer takes everything
	_ = w.Close()
	return b.Bytes()
}

func takesGzip(header string) bool {
	return slices.ContainsFunc(strings.Split(header, ","), func(part string) bool {
		name, params, _ := strings.Cut(part, ";")
		name = strings.TrimSpace(name)
		return (strings.EqualFold(name, "gzip") || name == "*") && quality(params) > 0
	})
}

// alive says that the process answers.
func alive(c *gin.Context) { c.String(http.StatusOK, "ok\n") }

// readiness says whether requests are welcome, and if not, why: the service stops, or its store cannot be reached. What needs no store is
// answered all the same.
func (s *service) readiness(c *gin.Context) {
	switch {
	case !s.ready():
		c.String(http.StatusServiceUnavailable, "stopping\n")
	case !s.reachable.ask(s.log, s.store):
		c.String(http.StatusServiceUnavailable, "store\n")
	default:
		c.String(http.StatusOK, "ready\n")
	}
}

const (
	reachTime   = 2 * time.Second // how long the store may take to answer
	reachedTime = time.Second     // how long its answer is good for
)

// reachable is what was last heard of the store: however many ask, it is asked once a second.
type reachable struct {
	lock sync.Mutex
	at   time.Time
	yes  bool
}

func (r *reachable) ask(log *slog.Logger, st *store.Store) bool {
	r.lock.Lock()
	defer r.lock.Unlock()
	if time.Since(r.at) < reachedTime {
		return r.yes
	}
	ctx, cancel := context.WithTimeout(context.Background(), reachTime) // the answer is not only for the one who asks
	defer cancel()
	err := st.Reachable(ctx)
	if was := r.yes || r.at.IsZero(); was && err != nil {
		log.Error("store", "error", err)
	}
	r.at, r.yes = time.Now(), err == nil
	return r.yes
}

func unknownRoute(c *gin.Context) {
	refuse(c, fault.New(fault.UnknownRoute, "", "path", shorten(c.Request.URL.Path)))
}

func wrongMethod(c *gin.Context) {
	allow := strings.Split(c.Writer.Header().Get("Allow"), ", ")
	slices.Sort(allow)
	refuse(c, fault.New(fault.BadMethod, "", "method", shorten(c.Request.Method), "allow", strings.Join(allow, ", ")))
}
