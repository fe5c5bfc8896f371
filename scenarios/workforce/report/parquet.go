package report

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"iter"
	"reflect"

	"github.com/parquet-go/parquet-go"

	"fenhao/calc/lang"
	"fenhao/calc/money"
	"fenhao/scenarios/workforce"
)

// PeopleParquet writes everybody's months, or everybody, as Parquet: amounts are DECIMAL(18,2), what is not known is null. Ids and
// departments are as the table had them: nothing takes a Parquet file's text for a formula.
func PeopleParquet(w io.Writer, b *workforce.Budget, parts Parts, d workforce.Detail, l lang.Lang) error {
	header := b.PeopleHeader(d, l)
	fields, numbers := make([]parquet.Field, len(header)), 3
	if d == workforce.EachMonth {
		numbers = 4
	}
	for i, name := range header {
		node := parquet.Optional(parquet.Decimal(2, 18, parquet.Int64Type))
		switch {
		case i < numbers:
			node = parquet.Encoded(parquet.String(), &parquet.RLEDictionary)
		case i == numbers && d == workforce.EachPerson:
			node = parquet.Int(32)
		}
		fields[i] = field{parquet.Compressed(node, &parquet.Zstd), name}
	}
	fields[0] = field{parquet.Compressed(parquet.String(), &parquet.Zstd), header[0]} // every id is another
	schema := parquet.NewSchema("people", ordered{parquet.Group{}, fields})
	out := parquet.NewGenericWriter[any](w, schema, parquet.MaxRowsPerRowGroup(1<<17), parquet.PageBufferSize(1<<18))
	const batch = 1024
	values := make([]parquet.Value, 0, batch*len(header))
	rows := make([]parquet.Row, 0, batch)
	flush := func() error {
		_, err := out.WriteRows(rows)
		values, rows = values[:0], rows[:0]
		return err
	}
	var text []byte
	for part, err := range parts {
		if err != nil {
			return err
		}
		text = b.AppendPeople(text[:0], part, d, l)
		in := csv.NewReader(bytes.NewReader(text))
		in.ReuseRecord = true
		for name := range names(b, part, d) {
			cells, err := in.Read()
			if err != nil {
				return err
			}
			begin := len(values)
			for i, c := range cells {
				v, err := value(i, c, name, numbers, d)
				if err != nil {
					return err
				}
				level := 0
				if !v.IsNull() && fields[i].Optional() {
					level = 1
				}
				values = append(values, v.Level(0, level, i))
			}
			if rows = append(rows, values[begin:len(values):len(values)]); len(rows) == batch {
				if err := flush(); err != nil {
					return err
				}
			}
		}
		// The names of a part are its own memory.
		if err := flush(); err != nil {
			return err
		}
	}
	return out.Close()
}

// value is a cell of people.csv as it was before it became text.
func value(i int, cell string, name *workforce.Record, numbers int, d workforce.Detail) (parquet.Value, error) {
	switch {
	case i == 0:
		return parquet.ByteArrayValue(name.ID), nil
	case i == 1:
		return parquet.ByteArrayValue(name.Department), nil
	case i < numbers:
		return parquet.ByteArrayValue([]byte(cell)), nil
	case cell == "":
		return parquet.NullValue(), nil
	case i == numbers && d == workforce.EachPerson:
		n := int32(0)
		for _, c := range []byte(cell) {
			n = 10*n + int32(c-'0')
		}
		return parquet.Int32Value(n), nil
	}
	m, err := money.Parse(cell)
	if err != nil {
		return parquet.Value{}, errors.New("report: " + cell + " is no amount")
	}
	return parquet.Int64Value(m.Fen()), nil
}

// names gives for each row of people.csv a record of the person it is about.
func names(b *workforce.Budget, part []byte, d workforce.Detail) iter.Seq[*workforce.Record] {
	return func(yield func(*workforce.Record) bool) {
		for r := range b.Records(part) {
			n := int(r.To-r.From) + 1
			if d == workforce.EachPerson {
				n = 0
				if r.First {
					n = 1
				}
			}
			for range n {
				if !yield(r) {
					return
				}
			}
		}
	}
}

// ordered is a group whose columns stay in the order of people.csv: parquet.Group sorts them by name.
type ordered struct {
	parquet.Group
	fields []parquet.Field
}

func (o ordered) Fields() []parquet.Field { return o.fields }

type field struct {
	parquet.Node
	name string
}

func (f field) Name() string { return f.name }

// Value is for rows that are Go structs; these are not.
func (f field) Value(base reflect.Value) reflect.Value { return base }
