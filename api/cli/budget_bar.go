package cli

import (
	"fmt"
	"io"
	"iter"
	"os"
	"strings"
	"time"

	"github.com/klauspost/compress/zstd"
	"github.com/mattn/go-isatty"
)

// bar shows how far a table has been read, on a terminal and nowhere else.
type bar struct {
	w     io.Writer // nil: no terminal
	in    *tableFile
	begun time.Time
	shown time.Time
}

const barWidth = 30

func newBar(w io.Writer, in *tableFile) *bar {
	b := &bar{in: in, begun: time.Now()}
	if f, ok := w.(*os.File); ok && isatty.IsTerminal(f.Fd()) {
		b.w = w
	}
	return b
}

func (b *bar) show(rows int) {
	now := time.Now()
	if b.w == nil || now.Sub(b.shown) < 100*time.Millisecond {
		return
	}
	b.shown = now
	text := fmt.Sprintf("%d 行 · rows  %s", rows, now.Sub(b.begun).Round(time.Second))
	if taken := b.in.taken.Load(); b.in.size > 0 && taken > 0 {
		done := min(float64(taken)/float64(b.in.size), 1)
		n := int(done * barWidth)
		text = fmt.Sprintf("[%s%s] %3.0f%%  ", strings.Repeat("#", n), strings.Repeat("-", barWidth-n), 100*done) + text
	}
	_, _ = fmt.Fprint(b.w, "\r"+text+"\x1b[K")
}

func (b *bar) clear() {
	if b.w != nil && !b.shown.IsZero() {
		_, _ = fmt.Fprint(b.w, "\r\x1b[K")
	}
}

// Parts that have to wait are kept packed.
var (
	packer, _   = zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedFastest))
	unpacker, _ = zstd.NewReader(nil)
)

func pack(b []byte) []byte { return packer.EncodeAll(b, nil) }

func unpacked(parts [][]byte) iter.Seq2[[]byte, error] {
	return func(yield func([]byte, error) bool) {
		var b []byte
		for _, p := range parts {
			var err error
			if b, err = unpacker.DecodeAll(p, b[:0]); !yield(b, err) {
				return
			}
		}
	}
}
