package table

import (
	"bytes"
	"strings"
	"testing"

	"fenhao/scenarios/workforce"
)

// BenchmarkCSV cuts a table into blocks, in the encodings people save it in.
func BenchmarkCSV(b *testing.B) {
	plain := "工号,部门,城市,月工资\n" + strings.Repeat("E0000001,研发部,武汉,20000.00\n", 200_000)
	for what, in := range map[string]string{"UTF-8": plain, "CRLF": strings.ReplaceAll(plain, "\n", "\r\n"), "quotes": strings.ReplaceAll(plain, "研发部", `"研,发"`), "GB18030": gbk(b, plain)} {
		b.Run(what, func(b *testing.B) {
			b.SetBytes(int64(len(in)))
			var block workforce.Block
			for b.Loop() {
				r, err := NewCSV(bytes.NewReader([]byte(in)))
				if err != nil {
					b.Fatal(err)
				}
				for err == nil {
					if err = r.Next(&block); len(block.Problems) > 0 {
						b.Fatal(block.Problems)
					}
				}
			}
		})
	}
}
