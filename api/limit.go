package api

import (
	"math"
	"strconv"
	"sync"
	"time"

	"github.com/gin-gonic/gin"
	"golang.org/x/time/rate"

	"fenhao/calc/fault"
)

const (
	limitIdle    = 3 * time.Minute // a client unseen for so long is forgotten
	limitClients = 100_000         // more at once are treated as one
)

// limiter lets each client make so many requests a second, with a burst of twice that.
type limiter struct {
	perSecond float64
	now       func() time.Time

	mu      sync.Mutex
	clients map[string]*client
	swept   time.Time
}

type client struct {
	bucket *rate.Limiter
	seen   time.Time
}

func newLimiter(perSecond float64, now func() time.Time) *limiter {
	return &limiter{perSecond: perSecond, now: now, clients: map[string]*client{}}
}

// wait is how long a client has to wait; zero lets the request pass.
func (l *limiter) wait(who string) time.Duration {
	now := l.now()
	l.mu.Lock()
	defer l.mu.Unlock()
	if now.Sub(l.swept) > limitIdle/3 {
		l.swept = now
		for id, c := range l.clients {
			if now.Sub(c.seen) > limitIdle {
				delete(l.clients, id)
			}
		}
	}
	c := l.clients[who]
	if c == nil {
		if len(l.clients) >= limitClients {
			who = "" // one bucket for all who do not fit
		}
		if c = l.clients[who]; c == nil {
			burst := max(1, int(math.Ceil(2*l.perSecond)))
			c = &client{bucket: rate.NewLimiter(rate.Limit(l.perSecond), burst)}
			l.clients[who] = c
		}
	}
	c.seen = now
	r := c.bucket.ReserveN(now, 1)
	if d := r.DelayFrom(now); d > 0 {
		r.CancelAt(now)
		return d
	}
	return 0
}

func (l *limiter) handle(c *gin.Context) {
	if d := l.wait(c.RemoteIP()); d > 0 {
		seconds := int(math.Ceil(d.Seconds()))
		c.Header("Retry-After", strconv.Itoa(seconds))
		refuse(c, fault.New(fault.RateLimited, "", "limit", strconv.FormatFloat(l.perSecond, 'f', -1, 64), "seconds", seconds))
		return
	}
	c.Next()
}
