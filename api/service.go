package api

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"log/slog"
	"net/http"
	"runtime/debug"
	"time"

	"github.com/gin-gonic/gin"

	"fenhao/calc/fault"
)

// What every request meets before its handler: an id, a log line without personal data, headers, a deadline, and a net for panics.

// requestTime is how long an answer may take.
const requestTime = 20 * time.Second

const requestIDHeader = "X-Request-Id"

// identify gives the request an id, its own if it brings a sane one, and says it back.
func identify(c *gin.Context) {
	id := c.Request.Header.Get(requestIDHeader)
	if !sane(id) {
		var raw [8]byte
		_, _ = rand.Read(raw[:]) // never fails since Go 1.24
		id = hex.EncodeToString(raw[:])
	}
	c.Set(requestIDHeader, id)
	c.Writer.Header()[requestIDHeader] = []string{id}
	c.Next()
}

// sane tells whether a foreign id may stand in our log: short, and of characters that cannot forge a line.
func sane(id string) bool {
	if len(id) == 0 || len(id) > 64 {
		return false
	}
	for i := range len(id) {
		switch b := id[i]; {
		case b >= '0' && b <= '9', b >= 'a' && b <= 'z', b >= 'A' && b <= 'Z', b == '-', b == '_', b == '.':
		default:
			return false
		}
	}
	return true
}

func requestID(c *gin.Context) string { return c.GetString(requestIDHeader) }

// record writes one log line a request: no body, no query, no address beyond the route, and so no wage and no identity.
func record(log *slog.Logger, m *metrics) gin.HandlerFunc {
	return func(c *gin.Context) {
		start := time.Now()
		done := m.begin()
		defer func() {
			took := time.Since(start)
			route := c.FullPath()
			if route == "" {
				route = "unmatched"
			}
			status := c.Writer.Status()
			done(method(c.Request.Method), route, status, took)
			log.LogAttrs(c.Request.Context(), level(status), "request",
				slog.String("request_id", requestID(c)),
				slog.String("method", method(c.Request.Method)),
				slog.String("route", route),
				slog.Int("status", status),
				slog.Int("bytes", max(c.Writer.Size(), 0)),
				slog.Int64("microseconds", took.Microseconds()),
			)
		}()
		c.Next()
	}
}

func level(status int) slog.Level {
	if status >= http.StatusInternalServerError {
		return slog.LevelError
	}
	return slog.LevelInfo
}

// method keeps invented methods out of the log and the metrics' labels.
func method(m string) string {
	switch m {
	case http.MethodGet, http.MethodHead, http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete, http.MethodOptions:
		return m
	}
	return "other"
}

// survive turns a panic into a 500 without detail. The stack goes to the log, the request's content does not.
func survive(log *slog.Logger) gin.HandlerFunc {
	return func(c *gin.Context) {
		defer func() {
			r := recover()
			if r == nil {
				return
			}
			if err, ok := r.(error); ok && errors.Is(err, http.ErrAbortHandler) {
				panic(r)
			}
			log.Error("panic", "request_id", requestID(c), "route", c.FullPath(), "panic", r, "stack", string(debug.Stack()))
			if c.Writer.Written() {
				c.Abort()
				return
			}
			refuse(c, fault.New(fault.InternalError, ""))
		}()
		c.Next()
	}
}

// protect sets the headers of every answer. No Access-Control headers: other origins are not served by default.
func protect(c *gin.Context) {
	h := c.Writer.Header()
	h["Content-Security-Policy"] = contentSecurity
	h["X-Content-Type-Options"] = nosniff
	h["Referrer-Policy"] = noReferrer
	h["X-Frame-Options"] = denyFrames
	c.Next()
}

// Ready-made header values: a fresh slice for each answer would be garbage.
var (
	contentSecurity = []string{"default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'"}
	nosniff         = []string{"nosniff"}
	noReferrer      = []string{"no-referrer"}
	denyFrames      = []string{"DENY"}
)

// hurry gives the request a deadline. Where much is sent or received there is none, as long as something moves.
func hurry(c *gin.Context) {
	if moving[c.FullPath()] {
		c.Next()
		return
	}
	ctx, cancel := context.WithTimeout(c.Request.Context(), requestTime)
	defer cancel()
	c.Request = c.Request.WithContext(ctx)
	c.Next()
}
