package workforce

import (
	"fenhao/calc/contribution"
	"fenhao/calc/policy"
)

// cityUse is what the answers of a city rested on.
type cityUse struct {
	city    int
	keys    [2]keySet // of what is due, of what was paid
	notices []noticed

	// What the last answer's lines rested on and when, so that the same is not marked again.
	last [2][16][8]policy.Key
	at   [2]*policy.Snapshot
}

// keySet is a set of parameters.
type keySet [(policy.Keys + 63) / 64]uint64

func (s *keySet) add(k policy.Key)      { s[k>>6] |= 1 << (k & 63) }
func (s *keySet) has(k policy.Key) bool { return s[k>>6]>>(k&63)&1 != 0 }

// noticed is an admission and how many person-months it is about.
type noticed struct {
	contribution.Notice
	months int64
}

// use marks what an answer rested on. Answers one after another mostly rest on the same.
func (u *cityUse) use(a *contribution.Answer, s *policy.Snapshot, side int, months int64) {
	if months > 0 {
		for i := range a.Notices {
			u.notice(a.Notices[i], months)
		}
	}
	last, same := &u.last[side], u.at[side] == s && len(a.Lines) <= len(u.last[side]) && len(a.Considered) == 0
	for i := range a.Lines {
		if i < len(last) && last[i] != a.Lines[i].Because {
			last[i], same = a.Lines[i].Because, false
		}
	}
	if !same {
		u.at[side] = s
		a.Keys(u.keys[side].add)
	}
}

func (u *cityUse) notice(n contribution.Notice, months int64) {
	for i := range u.notices {
		if u.notices[i].Notice == n {
			u.notices[i].months += months
			return
		}
	}
	u.notices = append(u.notices, noticed{n, months})
}

// join adds another's.
func (u *cityUse) join(o *cityUse) {
	for side := range u.keys {
		for i := range u.keys[side] {
			u.keys[side][i] |= o.keys[side][i]
		}
	}
	for _, n := range o.notices {
		u.notice(n.Notice, n.months)
	}
}
