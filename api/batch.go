package api

import (
	"net/http"
	"runtime"
	"runtime/debug"
	"strconv"
	"sync"

	"github.com/gin-gonic/gin"
	"github.com/go-json-experiment/json/jsontext"

	"fenhao/calc/fault"
	"fenhao/calc/lang"
)

const (
	maxItems  = 10_000
	chunkSize = 32 // items one goroutine answers before its part is sent
)

// BatchRequest is many questions at once.
type BatchRequest struct {
	Items []jsontext.Value `json:"items"`
}

// ContributionBatchRequest is what BatchRequest looks like to the asker.
type ContributionBatchRequest struct {
	Items []ContributionRequest `json:"items" maxLength:"10000"`
}

// ContributionBatchAnswer has an answer or a problem for each question, in their order.
type ContributionBatchAnswer struct {
	Items []ContributionAnswer `json:"items"`
}

// postContributionsBatch answers many person-months. The answer is sent while the rest is still being calculated, so that ten thousand
// answers do not have to fit into memory; each item is refused alone, within its place in the list.
//
//	@Summary		一次算很多人 · Many people at once
//	@Description	最多 10,000 条，答案按原顺序；某一条被拒时，该位置是一个 Problem，其余照算。
//	@Description	Up to 10,000 items, answered in order; where one is refused, its place holds a Problem, and the others are answered.
//	@Tags			contributions
//	@Accept			json
//	@Produce		json
//	@Param			request	body		ContributionBatchRequest	true	"问题 · the questions"
//	@Param			lang	query		string						false	"语言 · language"	Enums(zh, en)
//	@Success		200		{object}	ContributionBatchAnswer
//	@Failure		400		{object}	Problem
//	@Failure		413		{object}	Problem	"超过 16 MiB 或 10,000 条 · larger than 16 MiB or more than 10,000 items"
//	@Failure		415		{object}	Problem
//	@Failure		422		{object}	Problem
//	@Router			/contributions/batch [post]
func (s *service) postContributionsBatch(c *gin.Context) {
	var request BatchRequest
	if err := read(c.Request, maxBatchBody, &request); err != nil {
		refuse(c, err)
		return
	}
	items := request.Items
	switch {
	case items == nil:
		refuse(c, fault.New(fault.Required, "/items", "what", lang.Text{ZH: "要算的条目", EN: "the items"}))
		return
	case len(items) > maxItems:
		refuse(c, fault.New(fault.TooManyItems, "/items", "got", len(items), "limit", maxItems))
		return
	}
	l, id := language(c), requestID(c)

	// Parts are calculated side by side and sent in order; the channel's length bounds how far calculation runs ahead.
	ctx := c.Request.Context()
	parts := make(chan chan []byte, runtime.GOMAXPROCS(0))
	go func() {
		defer close(parts)
		for start := 0; start < len(items); start += chunkSize {
			part := make(chan []byte, 1)
			select {
			case parts <- part:
			case <-ctx.Done():
				return
			}
			go func() {
				b := *chunks.Get().(*[]byte)
				for i := start; i < min(start+chunkSize, len(items)); i++ {
					if i > 0 {
						b = append(b, ',')
					}
					b = s.appendItem(b, items[i], i, l, id)
				}
				part <- b
			}()
		}
	}()

	c.Writer.Header()["Content-Type"] = jsonType
	c.Writer.WriteHeader(http.StatusOK)
	_, err := c.Writer.WriteString(`{"items":[`)
	for part := range parts {
		b := <-part
		if err == nil {
			_, err = c.Writer.Write(b)
		}
		b = b[:0]
		chunks.Put(&b)
	}
	if err != nil || ctx.Err() != nil {
		// Out of time or nobody listens: the connection is cut, so that half an answer cannot be taken for a whole one.
		panic(http.ErrAbortHandler)
	}
	_, _ = c.Writer.WriteString(`]}`)
}

// appendItem answers one item of a batch. Its problem, if it has one, stands where its answer would.
func (s *service) appendItem(b []byte, item jsontext.Value, i int, l lang.Lang, id string) (out []byte) {
	at := "/items/" + strconv.Itoa(i)
	w := workers.Get().(*worker)
	defer workers.Put(w)
	defer func() {
		if r := recover(); r != nil {
			s.log.Error("panic", "request_id", id, "route", "/api/v1/contributions/batch", "panic", r, "stack", string(debug.Stack()))
			out = NewProblem(fault.New(fault.InternalError, at), l, id).append(b)
		}
	}()
	w.request = ContributionRequest{}
	err := decode(item, &w.request)
	if err == nil {
		if out, err = s.contributions(b, w, l); err == nil {
			return out
		}
	}
	var faults fault.List
	for _, e := range fault.All(err) {
		faults.Add(e.At(at))
	}
	return NewProblem(faults, l, id).append(b)
}

var chunks = sync.Pool{New: func() any { return new([]byte) }}
