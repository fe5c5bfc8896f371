package table

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math"
	"strings"
	"testing"
	"time"

	"github.com/parquet-go/parquet-go"
	"github.com/parquet-go/parquet-go/encoding/thrift"
	"github.com/parquet-go/parquet-go/format"

	"fenhao/calc/fault"
	"fenhao/scenarios/workforce"
)

type parquetRow struct {
	ID      string    `parquet:"工号,dict,zstd"`
	Team    *string   `parquet:"部门,optional,snappy"`
	Wage    int64     `parquet:"月工资,decimal(2:18)"`
	Average float64   `parquet:"平均工资"`
	Hired   int32     `parquet:"入职,date"`
	Left    time.Time `parquet:"离职,timestamp(millisecond:local)"`
	Sealed  bool      `parquet:"封存,gzip"`
	Class   uint32    `parquet:"类别"`
}

func written[T any](t testing.TB, rows []T, options ...parquet.WriterOption) []byte {
	t.Helper()
	var b bytes.Buffer
	w := parquet.NewGenericWriter[T](&b, options...)
	if _, err := w.Write(rows); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestParquetCells(t *testing.T) {
	team := "甲,\"乙\""
	day := time.Date(2026, 8, 15, 23, 0, 0, 0, time.UTC)
	epoch := time.Unix(0, 0).UTC()
	rows := []parquetRow{
		{"110101199003071233", &team, 2_000_010, 18000.1, 20666, day, true, 8},
		{"A2", nil, -5, math.NaN(), -1, epoch.Add(-time.Hour), false, math.MaxUint32},
	}
	for range 10_000 {
		rows = append(rows, rows[0])
	}
	for _, options := range [][]parquet.WriterOption{nil, {parquet.DataPageVersion(1)}, {parquet.MaxRowsPerRowGroup(3000), parquet.PageBufferSize(4096)}} {
		data := written(t, rows, options...)
		r := mustOpen(t, data)
		got, problems, _ := all(t, r)
		if fmt.Sprint(r.Header()) != "[工号 部门 月工资 平均工资 入职 离职 封存 类别]" || len(problems) > 0 || len(got) != len(rows) {
			t.Fatalf("%q %v %d", r.Header(), problems, len(got))
		}
		first := []string{"110101199003071233", team, "20000.10", "18000.1", "2026-08-01", "2026-08-15", "true", "8"}
		second := []string{"A2", "", "-0.05", "", "1969-12-31", "1969-12-31", "false", "4294967295"}
		for row, want := range map[int][]string{2: first, 3: second, 10_003: first} {
			if fmt.Sprint(got[row]) != fmt.Sprint(want) {
				t.Errorf("row %d: %q, want %q", row, got[row], want)
			}
		}
	}
}

// refooted is a file with other metadata.
func refooted(t testing.TB, data []byte, change func(*format.FileMetaData)) []byte {
	t.Helper()
	f, err := parquet.OpenFile(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	meta := *f.Metadata()
	change(&meta)
	footer, err := thrift.Marshal(new(thrift.CompactProtocol), &meta)
	if err != nil {
		t.Fatal(err)
	}
	old := int(binary.LittleEndian.Uint32(data[len(data)-8:]))
	out := append(bytes.Clone(data[:len(data)-8-old]), footer...)
	return append(binary.LittleEndian.AppendUint32(out, uint32(len(footer))), "PAR1"...)
}

// What other programs write: a page left as it is because packing it would save nothing, and a column that never had a value.
func TestParquetOfOtherPrograms(t *testing.T) {
	type row struct {
		ID    string `parquet:"id"`
		Empty *int32 `parquet:"wage,optional"`
	}
	plain := written(t, []row{{"1", nil}, {"2", nil}}, parquet.DataPageVersion(2))
	data := refooted(t, plain, func(m *format.FileMetaData) {
		for i := range m.RowGroups[0].Columns {
			m.RowGroups[0].Columns[i].MetaData.Codec = format.Snappy
		}
		last := len(m.Schema) - 1
		if m.Schema[last].Name != "wage" {
			t.Fatal(m.Schema[last].Name)
		}
		m.Schema[last].LogicalType = format.LogicalType{Value: new(format.NullType)}
	})
	rows, problems, _ := all(t, mustOpen(t, data))
	if len(problems) > 0 || fmt.Sprint(rows) != "map[2:[1 ] 3:[2 ]]" {
		t.Errorf("%v %v", rows, problems)
	}
}

// An instant is of the day it is in China.
func TestParquetInstants(t *testing.T) {
	type row struct {
		ID string    `parquet:"id"`
		At time.Time `parquet:"at,timestamp(microsecond)"`
	}
	china := time.FixedZone("", 8*60*60)
	var rows []row
	for _, at := range []time.Time{time.Date(2026, 7, 1, 0, 0, 0, 0, time.UTC), time.Date(2026, 7, 1, 0, 0, 0, 0, china), time.Date(2026, 6, 30, 23, 59, 59, 999_999_000, china), time.Date(1969, 12, 31, 8, 0, 0, 0, china), time.Date(1969, 12, 31, 7, 59, 59, 0, china).AddDate(0, 0, 1)} {
		rows = append(rows, row{"1", at})
	}
	got, problems, _ := all(t, mustOpen(t, written(t, rows)))
	if fmt.Sprint(got) != "map[2:[1 2026-07-01] 3:[1 2026-07-01] 4:[1 2026-06-30] 5:[1 1969-12-31] 6:[1 1970-01-01]]" || len(problems) > 0 {
		t.Errorf("%v %v", got, problems)
	}
}

func TestParquetWideDecimals(t *testing.T) {
	for in, want := range map[string]string{"\x00": "0.00", "\xff": "-0.01", "\x01\x00\x00\x00\x00\x00\x00\x00\x00": "184467440737095516.16", "\x80": "-1.28", "": "0.00"} {
		got, f := decimals(parquet.ByteArray, 2)(nil, parquet.ByteArrayValue([]byte(in)))
		if string(got) != want || f != nil {
			t.Errorf("%x: %s %v", in, got, f)
		}
	}
}

func TestParquetRefusesByRowAndColumn(t *testing.T) {
	type row struct {
		ID   string  `parquet:"id"`
		Team string  `parquet:"team"`
		Wage float64 `parquet:"wage"`
	}
	rows := []row{{"1", "x", 1}, {"2", "\xff\xfe", 1}, {"3", "a\x00", 1}, {"4", "x", 1e17}, {"5", strings.Repeat("x", maxRow+1), 1}, {"6", "x", math.Inf(1)}, {"7", "x", 1}}
	got, problems, _ := all(t, mustOpen(t, written(t, rows)))
	want := []struct {
		row, column int
		code        fault.Code
	}{{3, 2, fault.BadEncoding}, {4, 2, fault.ControlCharacter}, {5, 3, fault.DigitsLost}, {6, 2, fault.RowTooLong}, {7, 3, fault.NotNumber}}
	if len(problems) != len(want) || len(got) != 2 || got[8] == nil {
		t.Fatalf("%v %v", problems, got)
	}
	for i, w := range want {
		if p := problems[i]; p.Row != w.row || p.Column != w.column || p.Fault.Code != w.code {
			t.Errorf("%v, want %v", p, w)
		}
	}
}

func TestParquetRefusedAsAWhole(t *testing.T) {
	type nested struct {
		ID   string `parquet:"id"`
		Tags []string
	}
	type wide struct {
		ID string `parquet:"id,lz4"`
	}
	good := written(t, []parquetRow{{ID: "1"}})
	for what, c := range map[string]struct {
		data []byte
		code fault.Code
	}{
		"cut short":      {good[:len(good)-1], fault.BadTable},
		"only its magic": {[]byte("PAR1"), fault.BadTable},
		"a false footer": {append(bytes.Clone(good[:len(good)-8]), "\xff\xff\xff\xffPAR1"...), fault.BadTable},
		"lists":          {written(t, []nested{{"1", []string{"a"}}}), fault.ColumnType},
		"LZ4":            {written(t, []wide{{"1"}}), fault.BadTable},
	} {
		_, err := openBytes(c.data)
		if l := fault.All(err); len(l) == 0 || l[0].Code != c.code {
			t.Errorf("%s: %v", what, err)
		}
	}
}

// A page that unpacks to a gigabyte is refused before it is unpacked.
func TestParquetBomb(t *testing.T) {
	type row struct {
		ID string `parquet:"id,zstd"`
	}
	rows := make([]row, 40)
	for i := range rows {
		rows[i].ID = strings.Repeat("A", 8<<20)
	}
	data := written(t, rows, parquet.PageBufferSize(1<<30), parquet.SkipPageBounds("id"), parquet.SkipPageStatistics("id"))
	if len(data) > 1<<20 {
		t.Fatalf("%d bytes are no bomb", len(data))
	}
	if _, err := openBytes(data); len(fault.All(err)) == 0 || fault.All(err)[0].Code != fault.TableTooLarge {
		t.Errorf("%v", err)
	}
}

// Whatever is wrong with a file, it is refused and not fallen over.
func FuzzParquet(f *testing.F) {
	team := "x"
	f.Add(written(f, []parquetRow{{ID: "1", Team: &team}, {ID: "2"}}))
	f.Fuzz(func(t *testing.T, in []byte) {
		if len(in) < 4 || string(in[:4]) != "PAR1" {
			return
		}
		r, err := openBytes(in)
		var b workforce.Block
		for n := 0; err == nil && n < 100; n++ {
			err = r.Next(&b)
		}
		if err != nil && !errors.Is(err, io.EOF) && len(fault.All(err)) == 0 {
			t.Fatal(err)
		}
	})
}
