package cli

import (
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"fenhao/calc/fault"
	"fenhao/calc/lang"
	"fenhao/calc/policy"
)

func policies() *cobra.Command {
	c := &cobra.Command{
		Use: "policy", Short: "查看与检查政策文件 · Look at policy files and check them", Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			return errors.New("policy what? check DIR, list, or show PLACE [KEY]")
		},
	}
	c.AddCommand(check(), list(), show())
	return c
}

func check() *cobra.Command {
	var l language
	c := &cobra.Command{
		Use: "check DIR", Short: "检查一个政策文件夹 · Check a folder of policy files", Args: cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			if args[0] == "" {
				return errors.New("which folder?")
			}
			b, err := book(args[0])
			var problems policy.Problems
			switch {
			case errors.As(err, &problems):
				return refused{errorText(problems.Format(l.Lang))}
			case err != nil:
				return err
			}
			_, err = fmt.Fprintln(c.OutOrStdout(), say("没有问题；政策库 "+b.Hash(), "no problems; ruleset "+b.Hash()).In(l.Lang))
			return err
		},
	}
	langFlag(c, &l)
	return c
}

func list() *cobra.Command {
	var folder string
	var l language
	c := &cobra.Command{
		Use: "list", Short: "列出全部地方 · List all places", Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			b, err := book(folder)
			if err != nil {
				return err
			}
			t := table{right: []bool{false, false, false, false, false, true}}
			t.add("id", say("名称", "name").In(l.Lang), say("类别", "kind").In(l.Lang), say("代码", "code").In(l.Lang), say("核对日", "checked").In(l.Lang), say("数值", "values").In(l.Lang))
			for _, p := range b.Places() {
				n := 0
				for k := policy.Key(1); int(k) < policy.Keys; k++ {
					n += len(p.Own(k))
				}
				t.add(p.ID, p.Name.In(l.Lang), string(p.Kind), p.Code, p.Checked.String(), strconv.Itoa(n))
			}
			return t.write(c.OutOrStdout())
		},
	}
	langFlag(c, &l)
	policiesFlag(c, &folder)
	return c
}

func show() *cobra.Command {
	var folder string
	var l language
	c := &cobra.Command{
		Use: "show PLACE [KEY]", Short: "一个地方的数值与来源 · A place's values and their sources", Args: cobra.RangeArgs(1, 2),
		RunE: func(c *cobra.Command, args []string) error {
			b, err := book(folder)
			if err != nil {
				return err
			}
			p, ok := b.Place(args[0])
			if !ok {
				return refuse(fault.New(fault.UnknownPlace, "", "place", args[0]), l.Lang)
			}
			if len(args) == 1 {
				return showPlace(c.OutOrStdout(), b, p, l.Lang)
			}
			k, ok := policy.KeyOf(args[1])
			if !ok {
				return refuse(fault.New(fault.UnknownParameter, "", "key", args[1], "place", p.ID), l.Lang)
			}
			return showKeys(c.OutOrStdout(), b, p, l.Lang, k)
		},
	}
	langFlag(c, &l)
	policiesFlag(c, &folder)
	return c
}

func refuse(e fault.Error, l lang.Lang) error {
	return refused{errorText(e.Message(l) + "\n    " + e.Hint(l))}
}

func showPlace(w io.Writer, b *policy.Book, p *policy.Place, l lang.Lang) error {
	if _, err := fmt.Fprintf(w, "%s  %s  %s\n\n", p.ID, p.Name.In(l), p.Code); err != nil {
		return err
	}
	var keys []policy.Key
	for k := policy.Key(1); int(k) < policy.Keys; k++ {
		if len(p.Own(k)) > 0 {
			keys = append(keys, k)
		}
	}
	return showKeys(w, b, p, l, keys...)
}

// showKeys writes the history of parameters, a value a line: since when, how much, how well known, by whom.
func showKeys(w io.Writer, b *policy.Book, p *policy.Place, l lang.Lang, keys ...policy.Key) error {
	var t table
	for _, k := range keys {
		for _, e := range b.History(p, k) {
			value := e.Format(l) + " " + k.Spec().Unit.String()
			if e.Ended {
				value = say("失效", "ended").In(l)
			}
			source := strings.TrimSpace(e.Source.Title + " " + e.Source.Number)
			t.add(k.String(), e.Place.ID, e.From.String(), e.To.String(), value, e.Grade.String(), source)
		}
	}
	return t.write(w)
}
