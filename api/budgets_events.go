package api

import (
	"context"
	"fmt"
	"net/http"
	"time"

	"github.com/gin-gonic/gin"

	"fenhao/api/queue"
)

const (
	heartbeat = 15 * time.Second // so that nobody between takes a quiet stream for a dead one
	retryTime = 2 * time.Second  // how long a page waits before it connects again
)

// BudgetEvent is the data of one event.
type BudgetEvent struct {
	State    string   `json:"state" example:"running"`
	Progress Progress `json:"progress"`
}

// getBudgetEvents streams a budget's progress.
//
//	@Summary		进度（Server-Sent Events） · Progress as Server-Sent Events
//	@Description	事件名为 progress，data 为 {state, progress}，id 为状态与进度；到终态（checked、refused、finished、failed、cancelled）后结束。结束后重连答 204，浏览器随即不再重连。
//	@Description	The event is called progress, its data is {state, progress}, its id the state and the progress. The stream ends with a state that does not change by itself (checked, refused, finished, failed, cancelled); connecting again afterwards is answered 204, upon which browsers stop.
//	@Tags			budgets
//	@Produce		text/event-stream
//	@Param			id				path		string	true	"预算的编号 · its id"
//	@Param			Last-Event-ID	header		string	false	"最后收到的事件 · the last event that was seen"
//	@Success		200				{string}	string	"text/event-stream"
//	@Success		204				"没有更多 · no more to come"
//	@Failure		404				{object}	Problem
//	@Router			/budgets/{id}/events [get]
func (s *service) getBudgetEvents(c *gin.Context) {
	ctx, stop := context.WithCancel(c.Request.Context())
	defer stop()
	id := c.Param("id")
	first, err := s.budgets.Get(ctx, id)
	switch {
	case err != nil:
		s.budgetFailed(c, err)
		return
	case resting(first.State) && c.GetHeader("Last-Event-ID") == eventID(&first):
		c.Status(http.StatusNoContent)
		return
	}
	h := c.Writer.Header()
	h.Set("Content-Type", "text/event-stream; charset=utf-8")
	h.Set("Cache-Control", "no-store")
	h.Set("X-Accel-Buffering", "no") // a proxy in front may not hold events back
	c.Writer.WriteHeader(http.StatusOK)
	to := http.NewResponseController(c.Writer)
	send := func(text string) bool {
		giveTime(to, time.Now())
		_, err := c.Writer.WriteString(text)
		return err == nil && to.Flush() == nil
	}
	if c.Request.Method == http.MethodHead || !send(fmt.Sprintf("retry: %d\n\n", retryTime.Milliseconds())) {
		return
	}

	changes := make(chan queue.Budget)
	go func() {
		defer close(changes)
		for b, err := range s.budgets.Watch(ctx, id) {
			if err != nil {
				return // it was deleted or the store is gone: whoever listens connects again, and is told
			}
			select {
			case changes <- b:
			case <-ctx.Done():
				return
			}
		}
	}()
	tick := time.NewTicker(time.Second)
	defer tick.Stop()
	said, quiet := "", time.Now()
	for {
		select {
		case b, more := <-changes:
			if !more {
				return
			}
			if e := eventID(&b); e != said {
				said, quiet = e, time.Now()
				data := marshal(BudgetEvent{string(b.State), Progress{b.Done, b.Chunks}})
				if !send(fmt.Sprintf("event: progress\nid: %s\ndata: %s\n\n", e, data)) {
					return
				}
			}
			if resting(b.State) {
				return
			}
		case now := <-tick.C:
			if !s.ready() { // the service stops; another takes over
				return
			}
			if now.Sub(quiet) >= heartbeat {
				if quiet = now; !send(": still here\n\n") {
					return
				}
			}
		case <-ctx.Done():
			return
		}
	}
}

// resting tells a state that nothing changes by itself.
func resting(s queue.State) bool { return s.Ended() || s == queue.Checked }

func eventID(b *queue.Budget) string { return fmt.Sprintf("%s-%d", b.State, b.Done) }
