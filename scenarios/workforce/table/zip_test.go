package table

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"runtime"
	"strconv"
	"strings"
	"testing"

	"fenhao/calc/fault"
	"fenhao/calc/lang"
)

// crowded is a workbook with so many more files in its archive, all of them empty.
func crowded(t testing.TB, more int) []byte {
	t.Helper()
	good := zipped(t, `<worksheet><sheetData><row r="1"><c t="str"><v>工号</v></c></row></sheetData></worksheet>`)
	r, err := zip.NewReader(bytes.NewReader(good), int64(len(good)))
	must(t, err)
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, f := range r.File {
		must(t, w.Copy(f))
	}
	for i := range more {
		_, err := w.CreateRaw(&zip.FileHeader{Name: strconv.Itoa(i)})
		must(t, err)
	}
	must(t, w.Close())
	return b.Bytes()
}

// An archive of very many files is refused by name before they are listed, whatever it says of their number.
func TestXLSXOfManyFiles(t *testing.T) {
	if _, err := openBytes(crowded(t, 1000)); err != nil {
		t.Errorf("a thousand files: %v", err)
	}
	few, many := crowded(t, maxEntries), crowded(t, 70_000) // the second has the longer record at its end
	lying := bytes.Clone(many)
	at := bytes.LastIndex(lying, []byte("PK\x06\x06"))
	binary.LittleEndian.PutUint64(lying[at+24:], 70_004%65536)
	binary.LittleEndian.PutUint64(lying[at+32:], 70_004%65536) // the library compares no more than this with what it has read
	short := crowded(t, 60_000)
	at = bytes.LastIndex(short, []byte("PK\x05\x06"))
	binary.LittleEndian.PutUint16(short[at+10:], 5)
	for what, data := range map[string][]byte{"a few more than are accepted": few, "as many as need the longer record": many, "a number that is a lie": lying, "another that is": short} {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		_, err := openBytes(data)
		runtime.ReadMemStats(&after)
		l := fault.All(err)
		if len(l) != 1 || l[0].Code != fault.TableTooLarge || !strings.Contains(l[0].Message(lang.ZH), "4096") || !strings.Contains(l[0].Message(lang.EN), "files") {
			t.Errorf("%s: %v", what, err)
		}
		if n := after.TotalAlloc - before.TotalAlloc; n > 12<<20 {
			t.Errorf("%s: %d KiB were allocated to refuse it", what, n>>10)
		}
	}
}

// The end of an archive is found where the library finds it.
func TestZipEnds(t *testing.T) {
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	_, _ = w.Create("a")
	_ = w.SetComment("PK\x05 and so on " + strings.Repeat("x", 60_000))
	_ = w.Close()
	for what, c := range map[string]struct {
		data string
		want uint64
	}{"a long comment": {b.String(), 1}, "nothing": {"", 0}, "no archive": {strings.Repeat("PK", 50_000), 0}, "an end cut short": {"PK\x05\x06", 0}, "a record that is nowhere": {"PK\x06\x07\x00\x00\x00\x00\xff\xff\xff\xff\xff\xff\xff\xff\x00\x00\x00\x00PK\x05\x06" + strings.Repeat("\xff", 18), 0xffff}} {
		if n, err := entries(strings.NewReader(c.data), int64(len(c.data))); err != nil || n != c.want {
			t.Errorf("%s: %d %v", what, n, err)
		}
	}
}
