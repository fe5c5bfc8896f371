package table

import (
	"errors"
	"io"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/snappy"
	"github.com/klauspost/compress/zstd"
	"github.com/parquet-go/parquet-go"
	"github.com/parquet-go/parquet-go/encoding/thrift"
	"github.com/parquet-go/parquet-go/format"

	"fenhao/calc/fault"
	"fenhao/calc/lang"
)

// What the largest pages of all columns may take together, unpacked: the library unpacks a page at once, to whatever size.
const (
	maxPages      = 256 << 20
	maxPageValues = 1 << 22
	maxPageHeader = 64 << 10
)

// checkPages looks at every page before any is read: at its size, and at what it really unpacks to.
func checkPages(file io.ReaderAt, f *parquet.File) error {
	largest := map[int]int64{}
	for _, group := range f.Metadata().RowGroups {
		for i := range group.Columns {
			page, err := checkColumn(file, f.Size(), &group.Columns[i].MetaData)
			if err != nil {
				return err
			}
			largest[i] = max(largest[i], page)
		}
	}
	sum := int64(0)
	for _, n := range largest {
		sum += n
	}
	if sum > maxPages {
		return tooLargePages
	}
	return nil
}

var tooLargePages = fault.New(fault.TableTooLarge, "", "what", lang.Text{ZH: "解压后的 Parquet 页", EN: "the Parquet file's pages, unpacked,"}, "limit", size(maxPages))

// checkColumn gives the memory that the dictionary and the largest page of a column chunk take.
func checkColumn(file io.ReaderAt, size int64, m *format.ColumnMetaData) (int64, error) {
	from := m.DataPageOffset
	if m.DictionaryPageOffset != 0 {
		from = m.DictionaryPageOffset
	}
	if from < 4 || m.TotalCompressedSize < 0 || m.TotalCompressedSize > size-from {
		return 0, damaged
	}
	pages := io.NewSectionReader(file, from, m.TotalCompressedSize)
	dictionary, largest := int64(0), int64(0)
	for at := int64(0); at < pages.Size(); {
		header, n, err := pageHeader(pages, at)
		if err != nil {
			return 0, err
		}
		packed, values := int64(header.CompressedPageSize), int64(0)
		body := io.NewSectionReader(pages, at+n, packed)
		unpacked, encoding, codec := int64(header.UncompressedPageSize), format.Plain, m.Codec
		switch header.Type {
		case format.DictionaryPage:
			values = int64(header.DictionaryPageHeader.V.NumValues)
		case format.DataPage:
			values, encoding = int64(header.DataPageHeader.V.NumValues), header.DataPageHeader.V.Encoding
		case format.DataPageV2:
			v2 := header.DataPageHeaderV2.V
			values, encoding = int64(v2.NumValues), v2.Encoding
			levels := int64(v2.RepetitionLevelsByteLength) + int64(v2.DefinitionLevelsByteLength)
			if levels < 0 || levels > packed {
				return 0, damaged
			}
			body = io.NewSectionReader(pages, at+n+levels, packed-levels)
			if v2.IsCompressed.Valid && !v2.IsCompressed.V {
				codec = format.Uncompressed // packing it would have saved nothing
			}
		}
		if packed < 0 || unpacked < 0 || values < 0 || packed > pages.Size()-at-n {
			return 0, damaged
		}
		if unpacked > maxPages || values > maxPageValues {
			return 0, tooLargePages
		}
		if encoding == format.DeltaByteArray { // each text may repeat the one before: no size tells what it unpacks to
			return 0, bad("Parquet", "不支持 DELTA_BYTE_ARRAY 编码", "the encoding DELTA_BYTE_ARRAY is not read")
		}
		if err := checkUnpacked(codec, body, unpacked); err != nil {
			return 0, err
		}
		if header.Type == format.DictionaryPage {
			dictionary += unpacked + 16*values
		} else {
			largest = max(largest, unpacked+16*values)
		}
		at += n + packed
	}
	return dictionary + largest, nil
}

func pageHeader(pages io.ReaderAt, at int64) (*format.PageHeader, int64, error) {
	var protocol thrift.CompactProtocol
	for _, window := range []int{1 << 10, maxPageHeader} {
		buf := make([]byte, window)
		n, err := pages.ReadAt(buf, at)
		if err != nil && !errors.Is(err, io.EOF) {
			return nil, 0, err
		}
		r := protocol.NewReaderFromBytes(buf[:n])
		header := new(format.PageHeader)
		if err := thrift.NewDecoder(r).Decode(header); err == nil {
			return header, int64(r.BytesRead()), nil
		}
	}
	return nil, 0, damaged
}

// checkUnpacked unpacks a page without keeping it.
func checkUnpacked(codec format.CompressionCodec, body io.ReadSeeker, declared int64) error {
	var in io.Reader
	switch codec {
	case format.Uncompressed:
		return nil
	case format.Snappy:
		packed, err := io.ReadAll(io.LimitReader(body, 16)) // its length stands at its beginning, and is never exceeded
		if err != nil {
			return err
		}
		if n, err := snappy.DecodedLen(packed); len(packed) > 0 && (err != nil || int64(n) > declared) {
			return damaged
		}
		return nil
	case format.Gzip:
		r, err := gzip.NewReader(body)
		if err != nil {
			return errors.Join(damaged, err)
		}
		in = r
	case format.Zstd:
		r, err := zstd.NewReader(body, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxWindow(maxPages))
		if err != nil {
			return errors.Join(damaged, err)
		}
		defer r.Close()
		in = r
	default:
		return bad("Parquet", "不支持 "+codec.String()+" 压缩", "the compression "+codec.String()+" is not read; use Snappy, Gzip or Zstandard")
	}
	n, err := io.Copy(io.Discard, io.LimitReader(in, declared+1))
	if err != nil || n > declared {
		return errors.Join(damaged, err)
	}
	return nil
}
