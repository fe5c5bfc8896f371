package queue

import (
	"encoding/binary"
	"errors"

	"github.com/go-json-experiment/json"
	"github.com/klauspost/compress/zstd"

	"fenhao/scenarios/workforce"
)

// Everything large is kept compressed. Both are safe for use by many at once.
var (
	encoder, _ = zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedFastest), zstd.WithLowerEncoderMem(true), zstd.WithZeroFrames(true))
	decoder, _ = zstd.NewReader(nil, zstd.WithDecoderMaxMemory(maxUnpacked), zstd.WithDecoderLowmem(true))
)

// maxUnpacked is far more than a chunk or a file is, and keeps a damaged database from taking all memory.
const maxUnpacked = 1 << 30

func pack(b []byte) []byte { return encoder.EncodeAll(b, nil) }

func unpack(to, b []byte) ([]byte, error) { return decoder.DecodeAll(b, to[:0]) }

// appendBlock writes a block as it is stored: what it is, what its reader refused (such a row is an empty line: under another plan nothing
// else would tell of it), then its rows.
func appendBlock(b []byte, block *workforce.Block) ([]byte, error) {
	b = binary.AppendUvarint(b, uint64(block.Number))
	b = binary.AppendUvarint(b, uint64(block.Row))
	planned := byte(0)
	if block.Planned {
		planned = 1
	}
	b = append(b, planned)
	for _, list := range [...][]int32{block.Skip, block.Before} {
		b = binary.AppendUvarint(b, uint64(len(list)))
		for _, n := range list {
			b = binary.AppendVarint(b, int64(n))
		}
	}
	var problems []byte
	if len(block.Problems) > 0 {
		var err error
		if problems, err = json.Marshal(block.Problems, json.OmitZeroStructFields(true)); err != nil { // no month is no text of a month
			return nil, err
		}
	}
	b = binary.AppendUvarint(b, uint64(len(problems)))
	return append(append(b, problems...), block.CSV...), nil
}

var errBlock = errors.New("queue: a stored block is damaged")

func readBlock(b []byte) (*workforce.Block, error) {
	ok := true
	next := func() int {
		v, n := binary.Uvarint(b)
		if n <= 0 {
			ok = false
			return 0
		}
		b = b[n:]
		return int(v)
	}
	block := &workforce.Block{Number: next(), Row: next()}
	if !ok || len(b) == 0 {
		return nil, errBlock
	}
	block.Planned = b[0] == 1
	b = b[1:]
	for _, list := range [...]*[]int32{&block.Skip, &block.Before} {
		n := next()
		if n < 0 || n > len(b) {
			return nil, errBlock
		}
		for range n {
			v, width := binary.Varint(b)
			if width <= 0 {
				return nil, errBlock
			}
			b = b[width:]
			*list = append(*list, int32(v)) //nolint:gosec // written from an int32
		}
	}
	problems := next()
	if !ok || problems < 0 || problems > len(b) {
		return nil, errBlock
	}
	if problems > 0 {
		if err := json.Unmarshal(b[:problems], &block.Problems); err != nil {
			return nil, errBlock
		}
	}
	block.CSV = b[problems:]
	return block, nil
}
