package workforce

import (
	"encoding/binary"
	"iter"
	"slices"

	"fenhao/calc/civil"
	"fenhao/calc/money"
	"fenhao/calc/policy"
)

// Record is what one person pays in each month of a stretch in which nothing changes.
type Record struct {
	ID, Department []byte // valid until the next record
	City           *policy.Place
	From, To       civil.Month
	First          bool // the person's first
	Due            Amounts
	Paid           Amounts // of a retroactive difference: what was paid; else empty
}

// A person is written as id, department, city and stretches, each by its length in months (0 ends the person) and first month; numbers as
// varints, bases as what they differ from the declared wage by, for most differ by nothing.

// record appends a stretch of the person at hand to the part.
func (w *Worker) record(g *group, from, to int) {
	out := w.part.Records
	if !w.open {
		w.open = true
		out = appendText(out, w.person.id)
		out = appendText(out, w.person.department)
		out = binary.AppendUvarint(out, uint64(g.city))
	}
	out = binary.AppendUvarint(out, uint64(to-from+1))
	out = binary.AppendUvarint(out, uint64(from))
	out = w.due.appendBinary(out)
	if w.b.before != nil {
		out = w.paid.appendBinary(out)
	}
	w.part.Records = out
}

// endPerson closes the person at hand, if anything was written of them.
func (w *Worker) endPerson() {
	if w.open {
		w.part.Records = append(w.part.Records, 0)
		w.open = false
	}
}

func appendText(dst, text []byte) []byte {
	return append(binary.AppendUvarint(dst, uint64(len(text))), text...)
}

// mostBytes is how long a written number can be, and mostNumbers how many amounts have at most.
const mostBytes, mostNumbers = binary.MaxVarintLen64, 2 + 3*Insured

// appendBinary makes room once and fills it: that is twice as fast as appending byte by byte.
func (a *Amounts) appendBinary(dst []byte) []byte {
	dst = slices.Grow(dst, mostNumbers*mostBytes)
	n := len(dst)
	room := dst[n : n+mostNumbers*mostBytes]
	flags := uint64(a.unknown)<<19 | uint64(a.known)<<7 | uint64(a.based)<<1
	if a.declared {
		flags |= 1
	}
	i := put(room, 0, flags)
	if a.declared {
		i = put(room, i, uint64(a.Declared.Fen()))
	}
	based := a.based
	for s := range a.Base {
		if based&1 != 0 {
			d := a.Base[s].Fen() - a.Declared.Fen()
			i = put(room, i, uint64(d<<1)^uint64(d>>63))
		}
		based >>= 1
	}
	known := a.known
	for s := range a.Amount {
		if known&1 != 0 {
			i = put(room, i, uint64(a.Amount[s][0].Fen()))
		}
		if known&2 != 0 {
			i = put(room, i, uint64(a.Amount[s][1].Fen()))
		}
		known >>= 2
	}
	return dst[:n+i]
}

// put writes a varint at a place and gives the next.
func put(room []byte, i int, v uint64) int {
	for v >= 0x80 {
		room[i] = byte(v) | 0x80
		v >>= 7
		i++
	}
	room[i] = byte(v)
	return i + 1
}

// bytesReader takes what was written off the front. Once something is not as it was written, it is broken and gives zeros.
type bytesReader struct {
	data   []byte
	broken bool
}

func (r *bytesReader) uvarint() uint64 {
	if len(r.data) > 0 && r.data[0] < 0x80 {
		n := r.data[0]
		r.data = r.data[1:]
		return uint64(n)
	}
	v, n := binary.Uvarint(r.data)
	if n <= 0 {
		r.broken, r.data = true, nil
		return 0
	}
	r.data = r.data[n:]
	return v
}

func (r *bytesReader) varint() int64 {
	u := r.uvarint()
	return int64(u>>1) ^ -int64(u&1)
}

// below is a number that must lie below a limit.
func (r *bytesReader) below(limit int) int {
	n := r.uvarint()
	if n >= uint64(limit) {
		r.broken, r.data = true, nil
		return 0
	}
	return int(n)
}

func (r *bytesReader) text() []byte {
	n := r.below(len(r.data) + 1)
	if n > len(r.data) {
		r.broken, r.data = true, nil
		return nil
	}
	text := r.data[:n:n]
	r.data = r.data[n:]
	return text
}

func (r *bytesReader) amounts(a *Amounts) {
	*a = Amounts{}
	flags := r.uvarint()
	a.declared, a.based, a.known, a.unknown = flags&1 != 0, uint8(flags>>1&0x3f), uint16(flags>>7&0xfff), uint16(flags>>19&0xfff)
	if a.declared {
		a.Declared = money.Fen(int64(r.uvarint()))
	}
	for s := range a.Base {
		if a.based>>s&1 != 0 {
			a.Base[s] = a.Declared.Add(money.Fen(r.varint()))
		}
	}
	for i := range 2 * Insured {
		if a.known>>i&1 != 0 {
			a.Amount[i/2][i%2] = money.Fen(int64(r.uvarint()))
		}
	}
}

// Records are the records of a part, in the order of the rows and of the months. The memory is used again. A part that is not as it was
// written ends where it is broken.
func (b *Budget) Records(part []byte) iter.Seq[*Record] {
	return func(yield func(*Record) bool) {
		r := bytesReader{data: part}
		var out Record
		for len(r.data) > 0 {
			out.ID, out.Department = r.text(), r.text()
			out.City = b.cities[r.below(len(b.cities))]
			out.First = true
			for {
				length := r.below(b.months + 1)
				if length == 0 {
					break
				}
				from := r.below(b.months + 1 - length)
				out.From = b.month(from)
				out.To = b.month(from + length - 1)
				r.amounts(&out.Due)
				if b.before != nil {
					r.amounts(&out.Paid)
				}
				if r.broken || !yield(&out) {
					return
				}
				out.First = false
			}
			if r.broken {
				return
			}
		}
	}
}
