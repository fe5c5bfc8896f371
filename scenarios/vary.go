package scenarios

import (
	"context"
	"runtime"
	"strconv"
	"sync"

	"fenhao/calc/fault"
	"fenhao/calc/lang"
)

// Vary is a value of a scenario that is changed: from, to and step, or a list of values.
type Vary struct {
	Path   string
	Also   []string // other pointers that get the same value: an employer's and an employee's equal rates
	values []string // a list, as literals
	kind   valueKind
	from   int64
	step   int64
	count  int
	at     string
}

// Len is how many values there are.
func (v *Vary) Len() int { return v.count }

// Value is the i-th value as a literal.
func (v *Vary) Value(i int) string {
	if v.values != nil {
		return v.values[i]
	}
	return v.kind.format(v.from + int64(i)*v.step)
}

// set is the scenario's text with the i-th value in it.
func (v *Vary) set(t *Tree, i int) *Tree {
	literal := v.Value(i)
	t, _ = t.With(v.Path, literal)
	for _, p := range v.Also {
		t, _ = t.With(p, literal)
	}
	return t
}

// maxValues bounds what a solution searches through: a rate in millionths, an amount in fen up to ten million yuan.
const maxValues = 1_000_000_000

var (
	varyText  = say("要变化的量", "what is varied")
	pointText = say("个取值", "values")
)

// readVary reads what is varied. Its kind is that of the scenario's value it leads to.
func (r *reader) readVary(of, t *Tree, at string, scenario *Tree, most int, steps bool) *Vary {
	if !r.require(of, t, at, varyText) {
		return nil
	}
	o := r.object(t, at, "path", "also", "from", "to", "step", "values")
	v := &Vary{at: at, Path: r.word(o.get("path"), at+"/path", mostName), step: 1}
	r.require(t, o.get("path"), at+"/path", say("路径", "the path"))
	for i, p := range r.list(o.get("also"), at+"/also", 20, say("条路径", "paths")) {
		v.Also = append(v.Also, r.word(p, at+"/also/"+strconv.Itoa(i), mostName))
	}
	if r.wrong(at) {
		return nil
	}
	values := r.list(o.get("values"), at+"/values", most, pointText)
	literal := func(name string) (string, bool) {
		if !r.require(t, o.get(name), at+"/"+name, varyText) {
			return "", false
		}
		return r.scalar(o.get(name), at+"/"+name, aWord, wantFigure, text, number)
	}
	var first string
	if len(values) > 0 {
		for i, x := range values {
			s, ok := r.scalar(x, at+"/values/"+strconv.Itoa(i), aWord, wantFigure, text, number)
			if !ok {
				return nil
			}
			v.values = append(v.values, s)
		}
		first, v.count = v.values[0], len(v.values)
	} else {
		first, _ = literal("from")
	}
	if r.wrong(at) {
		return nil
	}
	if !r.kindOf(o, v, scenario, first) || v.values != nil {
		return v
	}
	to, ok := literal("to")
	if !ok {
		return v
	}
	from, okFrom := v.kind.parse(first)
	last, okTo := v.kind.parse(to)
	step, okStep := int64(1), true
	if given(o.get("step")) {
		s, _ := literal("step")
		k := v.kind
		if k == aMonth || k == aDate {
			k = aCount
		}
		step, okStep = k.parse(s)
	} else if steps {
		r.require(t, o.get("step"), at+"/step", say("步长", "the step"))
	}
	for _, x := range []struct {
		ok   bool
		name string
	}{{okFrom, "from"}, {okTo, "to"}, {okStep && step > 0, "step"}} {
		if !x.ok {
			s, _ := r.scalar(o.get(x.name), at+"/"+x.name, aWord, wantFigure, text, number)
			r.refuse(o.get(x.name), fault.NotVariable, at+"/"+x.name, "what", say("“"+shorten(s)+"”不是"+kindNouns[v.kind].ZH, "\""+shorten(s)+"\" is not "+kindNouns[v.kind].EN))
		}
	}
	if r.wrong(at) {
		return v
	}
	if last < from {
		r.refuse(o.get("to"), fault.NotInOrder, at+"/to", "value", to, "before", first)
		return v
	}
	n := (last-from)/step + 1
	if n > int64(most) {
		r.refuse(o.get("to"), fault.TooLong, at+"/to", "what", pointText, "got", n, "limit", most)
		return v
	}
	v.from, v.step, v.count = from, step, int(n)
	return v
}

var kindNouns = [...]lang.Text{aWord: say("可变化的值", "a value that can be varied"), anAmount: say("金额", "an amount"), aRate: say("比例", "a rate"), aCount: say("整数", "a whole number"), aMonth: say("月份", "a month"), aDate: say("日期", "a date")}

// kindOf finds out what kind of value the path leads to, by reading the scenario with a first value there.
func (r *reader) kindOf(o *Tree, v *Vary, scenario *Tree, first string) bool {
	if scenario == nil {
		return false
	}
	for i, path := range append([]string{v.Path}, v.Also...) {
		where, at := o.get("path"), v.at+"/path"
		if i > 0 {
			where, at = o.get("also").items[i-1], v.at+"/also/"+strconv.Itoa(i-1)
		}
		t, ok := scenario.With(path, first)
		var kind valueKind
		if ok && path != "" {
			probe := &reader{book: r.book, kinds: map[string]valueKind{}}
			probe.scenario(t)
			kind, ok = probe.kinds[path]
			for _, e := range probe.faults {
				ok = ok && (e.Code != fault.UnknownField || e.Field != path)
			}
		}
		if !ok || path == "" {
			r.refuse(where, fault.BadPath, at, "path", shorten(path), "where", say("情景", "the scenario"), "example", "/wage/amount")
			return false
		}
		if i == 0 {
			v.kind = kind
		}
		if kind != v.kind || kind == aWord && v.values == nil {
			r.refuse(where, fault.NotVariable, at, "what", say("“"+shorten(path)+"”不是"+kindNouns[v.kind].ZH, "\""+shorten(path)+"\" is not "+kindNouns[v.kind].EN))
			return false
		}
	}
	return true
}

// side runs tasks side by side on the processors there are; what they answer depends on their number only.
func side(ctx context.Context, n int, task func(i int)) error {
	var wg sync.WaitGroup
	next := make(chan int)
	var caught any
	var once sync.Once
	for range min(n, runtime.GOMAXPROCS(0)) {
		wg.Go(func() {
			for i := range next {
				func() {
					defer func() {
						if p := recover(); p != nil {
							once.Do(func() { caught = p })
						}
					}()
					task(i)
				}()
			}
		})
	}
	var err error
	for i := range n {
		if err = ctx.Err(); err != nil {
			break
		}
		next <- i
	}
	close(next)
	wg.Wait()
	if caught != nil {
		panic(caught)
	}
	return err
}
