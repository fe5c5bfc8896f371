package table

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"errors"
	"io"

	"fenhao/calc/fault"
	"fenhao/calc/lang"
)

// What a workbook's list of contents may be: some hundred sheets have a thousand entries. The library keeps some hundred bytes of each.
const (
	maxEntries   = 4096
	maxDirectory = 1 << 20 // bytes read to find it and to read it, whatever it says of itself
)

var tooManyEntries = fault.New(fault.TableTooLarge, "", "what", lang.Text{ZH: "工作簿压缩包里的文件数", EN: "The number of files in the workbook's zip archive"}, "limit", maxEntries)

// unzip opens a zip archive that has no more entries than a workbook has. Their number is looked at before the list is read; a list that
// has more than it says is given up while it is read.
func unzip(file io.ReaderAt, size int64) (*zip.Reader, error) {
	count, err := entries(file, size)
	if err != nil {
		return nil, err
	}
	if count > maxEntries {
		return nil, tooManyEntries
	}
	in := &directory{ReaderAt: file, left: maxDirectory}
	archive, err := zip.NewReader(in, size)
	if err != nil {
		return nil, err
	}
	if len(archive.File) > maxEntries {
		return nil, tooManyEntries
	}
	in.read = true
	return archive, nil
}

// entries is how many entries an archive says it has, at its end and in the longer record before that of large archives; 0 if it says
// nothing.
func entries(file io.ReaderAt, size int64) (uint64, error) {
	const end, locator, longEnd = "PK\x05\x06", "PK\x06\x07", "PK\x06\x06"
	const endLength, locatorLength, longLength = 22, 20, 56
	tail := make([]byte, min(size, 65<<10))
	if _, err := file.ReadAt(tail, size-int64(len(tail))); err != nil && !errors.Is(err, io.EOF) {
		return 0, err
	}
	at := bytes.LastIndex(tail[:max(0, len(tail)-endLength+len(end))], []byte(end))
	if at < 0 {
		return 0, nil
	}
	count := uint64(binary.LittleEndian.Uint16(tail[at+10:]))
	if at < locatorLength || string(tail[at-locatorLength:][:4]) != locator {
		return count, nil
	}
	long := make([]byte, longLength)
	from := binary.LittleEndian.Uint64(tail[at-locatorLength+8:])
	if from > uint64(size) {
		return count, nil
	}
	if _, err := file.ReadAt(long, int64(from)); err != nil && !errors.Is(err, io.EOF) { //nolint:gosec // not beyond the file's size
		return 0, err
	}
	if string(long[:4]) == longEnd {
		count = max(count, binary.LittleEndian.Uint64(long[32:]))
	}
	return count, nil
}

// directory is a file of which no more is read than a list of contents takes, until that is read; and nothing before its beginning.
type directory struct {
	io.ReaderAt
	left int
	read bool
}

func (d *directory) ReadAt(p []byte, at int64) (int, error) {
	if at < 0 { // the library trusts a file's own offsets
		return 0, zip.ErrFormat
	}
	if !d.read {
		if d.left -= len(p); d.left < 0 {
			return 0, tooManyEntries
		}
	}
	return d.ReaderAt.ReadAt(p, at)
}
