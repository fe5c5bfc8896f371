package report

import (
	"io"
	"reflect"

	"github.com/parquet-go/parquet-go"

	"fenhao/calc/lang"
	"fenhao/scenarios/workforce"
)

// PeopleParquet writes everybody's months, or everybody, as Parquet: amounts are DECIMAL(18,2), what is not known is null. Ids and
// departments are as the table had them: nothing takes a Parquet file's text for a formula.
func PeopleParquet(w io.Writer, b *workforce.Budget, parts Parts, d workforce.Detail, l lang.Lang) error {
	header := b.PeopleHeader(d, l)
	fields := make([]parquet.Field, len(header))
	for i, name := range header {
		node := parquet.Optional(parquet.Decimal(2, 18, parquet.Int64Type))
		switch {
		case (i == 3 || i == 4) && d == workforce.EachPerson: // how many months and unknown amounts
			node = parquet.Int(32)
		case i <= 3: // id, department, city, month
			node = parquet.Encoded(parquet.String(), &parquet.RLEDictionary)
		}
		fields[i] = field{parquet.Compressed(node, &parquet.Zstd), name}
	}
	fields[0] = field{parquet.Compressed(parquet.String(), &parquet.Zstd), header[0]} // every id is another
	out := newParquet(w, "people", fields)
	months := monthTexts(b)
	for part, err := range parts {
		if err != nil {
			return err
		}
		var city []byte
		for r := range b.People(part, d) {
			if r.First {
				city = []byte(r.City.Name.In(l))
			}
			for m := r.From; m <= r.To; m++ { // a row for each person has no months: once
				values := append(out.begin(), parquet.ByteArrayValue(r.ID).Level(0, 0, 0), parquet.ByteArrayValue(r.Department).Level(0, 0, 1), parquet.ByteArrayValue(city).Level(0, 0, 2))
				if d == workforce.EachPerson {
					values = append(values, parquet.Int32Value(int32(r.Months)).Level(0, 0, 3), parquet.Int32Value(int32(r.Unknown)).Level(0, 0, 4)) //nolint:gosec // at most 120, and twelve each
				} else {
					values = append(values, parquet.ByteArrayValue(months[m-b.Plan().From]).Level(0, 0, 3))
				}
				for i, at := 0, len(values); i < len(r.Amounts); i++ {
					if a := &r.Amounts[i]; a.Given {
						values = append(values, parquet.Int64Value(a.Value.Fen()).Level(0, 1, at+i))
					} else {
						values = append(values, parquet.NullValue().Level(0, 0, at+i))
					}
				}
				if err := out.end(values); err != nil {
					return err
				}
			}
		}
		// The names of a part are its own memory.
		if err := out.flush(); err != nil {
			return err
		}
	}
	return out.Close()
}

// parquet writes sums, amounts as DECIMAL(18,2).
func (s sums) parquet(w io.Writer, l lang.Lang) error {
	fields := make([]parquet.Field, len(s.columns))
	for i, c := range s.columns {
		node := [...]parquet.Node{aText: parquet.Encoded(parquet.String(), &parquet.RLEDictionary), aCount: parquet.Int(64), anAmount: parquet.Decimal(2, 18, parquet.Int64Type)}[c.kind]
		fields[i] = field{parquet.Compressed(node, &parquet.Zstd), c.name.In(l)}
	}
	out := newParquet(w, s.name, fields)
	for row := range s.rows {
		values := out.begin()
		for i := range row {
			v := parquet.Int64Value(row[i].count)
			switch s.columns[i].kind {
			case aText:
				v = parquet.ByteArrayValue([]byte(row[i].text))
			case anAmount:
				v = parquet.Int64Value(row[i].amount.Fen())
			}
			values = append(values, v.Level(0, 0, i))
		}
		if err := out.end(values); err != nil {
			return err
		}
	}
	if err := out.flush(); err != nil {
		return err
	}
	return out.Close()
}

// parquetWriter writes rows some at a time.
type parquetWriter struct {
	*parquet.GenericWriter[any]
	values []parquet.Value // of the rows
	rows   []parquet.Row
}

const batch = 1024

func newParquet(w io.Writer, name string, fields []parquet.Field) *parquetWriter {
	schema := parquet.NewSchema(name, ordered{parquet.Group{}, fields})
	out := parquet.NewGenericWriter[any](w, schema, parquet.MaxRowsPerRowGroup(1<<17), parquet.PageBufferSize(1<<18))
	return &parquetWriter{out, make([]parquet.Value, 0, batch*len(fields)), make([]parquet.Row, 0, batch)}
}

// begin gives the memory of the next row, which is given back to end when its values are in it.
func (p *parquetWriter) begin() []parquet.Value { return p.values[len(p.values):] }

func (p *parquetWriter) end(row []parquet.Value) error {
	p.values = p.values[:len(p.values)+len(row)]
	if p.rows = append(p.rows, row[:len(row):len(row)]); len(p.rows) < batch {
		return nil
	}
	return p.flush()
}

func (p *parquetWriter) flush() error {
	_, err := p.WriteRows(p.rows)
	p.values, p.rows = p.values[:0], p.rows[:0]
	return err
}

// monthTexts are the names of a plan's months.
func monthTexts(b *workforce.Budget) (texts [][]byte) {
	from, to := months(b)
	for m := from; m <= to; m++ {
		texts = append(texts, []byte(m.String()))
	}
	return texts
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
