package workforce

import (
	"cmp"
	"encoding/binary"
	"errors"
	"slices"

	"fenhao/calc/contribution"
	"fenhao/calc/policy"
)

// AppendBinary appends the totals in a compact form, the same for the same sums.
func (t *Totals) AppendBinary(dst []byte) []byte {
	dst = binary.AppendUvarint(dst, uint64(t.b.months))
	dst = binary.AppendUvarint(dst, uint64(t.People))
	dst = binary.AppendUvarint(dst, uint64(t.Skipped))
	all := t.sorted(ByAll)
	dst = binary.AppendUvarint(dst, uint64(len(all)))
	for _, s := range all {
		dst = appendText(dst, []byte(s.department))
		dst = binary.AppendUvarint(dst, uint64(s.city.city))
		dst = s.appendBinary(dst)
	}
	for i, use := range t.cities {
		if use != nil {
			dst = binary.AppendUvarint(dst, uint64(i)+1)
			dst = use.appendBinary(dst)
		}
	}
	return append(dst, 0)
}

// appendBinary writes the months in which anything changes, each by its number and 1; 0 ends them. Then the people, in an order of their
// own, so that the same sums are written the same however they came about.
func (s *sums) appendBinary(dst []byte) []byte {
	for _, list := range [...][]lines{s.due, s.paid, s.owed} {
		for n := range list {
			if list[n] == (lines{}) {
				continue
			}
			dst = binary.AppendUvarint(dst, uint64(n)+1)
			for _, fen := range list[n] {
				dst = binary.AppendVarint(dst, fen)
			}
		}
		dst = append(dst, 0)
	}
	people := slices.Clone(s.people)
	slices.SortFunc(people, func(x, y peopleSums) int {
		return cmp.Or(cmp.Compare(x.known, y.known), cmp.Compare(x.unknown, y.unknown))
	})
	for _, p := range people {
		dst = binary.AppendUvarint(dst, 1+uint64(p.known)+uint64(p.unknown)<<12)
		for _, n := range p.months {
			dst = binary.AppendVarint(dst, int64(n))
		}
	}
	return append(dst, 0)
}

func (u *cityUse) appendBinary(dst []byte) []byte {
	for side := range u.keys {
		for _, word := range u.keys[side] {
			dst = binary.LittleEndian.AppendUint64(dst, word)
		}
	}
	notices := slices.Clone(u.notices)
	slices.SortFunc(notices, byNotice)
	dst = binary.AppendUvarint(dst, uint64(len(notices)))
	for _, n := range notices {
		for _, v := range [...]uint64{uint64(n.Code), uint64(n.Key), uint64(n.Why), uint64(n.months)} {
			dst = binary.AppendUvarint(dst, v)
		}
	}
	return dst
}

// errTotals says that totals are not what a budget like this one has written.
var errTotals = errors.New("workforce: not the totals of this budget")

// ReadTotals reads what [Totals.AppendBinary] wrote. It refuses what no budget like this one can have written.
func (b *Budget) ReadTotals(data []byte) (*Totals, error) {
	r := bytesReader{data: data}
	t := b.NewTotals()
	if r.uvarint() != uint64(b.months) {
		return nil, errTotals
	}
	t.People, t.Skipped = int64(r.uvarint()), int64(r.uvarint())
	for range r.below(MaxGroups + 1) {
		department := string(r.text())
		s := t.sums(department, r.below(len(b.cities)))
		if r.sums(s); r.broken {
			return nil, errTotals
		}
	}
	for {
		city := r.below(len(b.cities) + 1)
		if city == 0 {
			break
		}
		if t.cities[city-1] == nil {
			return nil, errTotals // of a city without people
		}
		r.use(t.cities[city-1])
	}
	if r.broken || len(r.data) > 0 {
		return nil, errTotals
	}
	return t, nil
}

func (r *bytesReader) sums(s *sums) {
	for _, list := range [...][]lines{s.due, s.paid, s.owed} {
		for {
			n := r.below(len(list) + 1)
			if n == 0 {
				break
			}
			for i := range list[n-1] {
				list[n-1][i] = r.varint()
			}
		}
	}
	for {
		flags := r.below(1<<24 + 1)
		if flags == 0 {
			return
		}
		months := s.of(uint16((flags-1)&0xfff), uint16((flags-1)>>12))
		for n := range months {
			months[n] = int32(r.varint())
		}
	}
}

func (r *bytesReader) use(u *cityUse) {
	for side := range u.keys {
		for i := range u.keys[side] {
			if len(r.data) < 8 {
				r.broken, r.data = true, nil
				return
			}
			u.keys[side][i] = binary.LittleEndian.Uint64(r.data)
			r.data = r.data[8:]
		}
	}
	for range r.below(1 << 16) {
		n := noticed{Notice: contribution.Notice{Code: contribution.NoticeCode(r.below(int(contribution.Conflict) + 1)), Key: policy.Key(r.below(policy.Keys)), Why: contribution.Why(r.below(int(contribution.SidesApart) + 1))}, months: int64(r.uvarint())}
		if r.broken || n.Why == 0 {
			r.broken = true
			return
		}
		u.notices = append(u.notices, n)
	}
}
