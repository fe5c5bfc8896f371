package workforce

import (
	"slices"

	"fenhao/calc/contribution"
	"fenhao/calc/policy"
)

// cityUse is what the answers of a city rested on.
type cityUse struct {
	city    int
	keys    [2]keySet // of what is due, of what was paid
	notices []noticed

	// What has been marked, so that the same is not marked again: what all answers of some days have in common, and what some lines rested on.
	common [2][]*policy.Key
	lines  [2][64][8]policy.Key
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
func (u *cityUse) use(a *contribution.Answer, side int, months int64) {
	if months > 0 {
		for i := range a.Notices {
			u.notice(a.Notices[i], months)
		}
	}
	keys := &u.keys[side]
	for _, list := range a.Tariff() {
		if len(list) > 0 && !slices.Contains(u.common[side], &list[0]) {
			u.common[side] = append(u.common[side], &list[0])
			for _, k := range list {
				keys.add(k)
			}
		}
	}
	for _, k := range a.Considered {
		keys.add(k)
	}
	for i := range a.Lines {
		because := &a.Lines[i].Because
		// A place for what lines rest on, the same for the same; another's that was there gives way.
		at := &u.lines[side][(because[1]^because[2]*5^because[0]*3)%64]
		if *at == *because {
			continue
		}
		*at = *because
		for _, k := range because {
			keys.add(k)
		}
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
