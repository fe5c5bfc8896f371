package cli

import (
	"github.com/spf13/cobra"

	"fenhao/api"
	"fenhao/calc/lang"
	"fenhao/calc/policy"
)

// accounts are the questions about an account, each a command of its own.
func accounts() []*cobra.Command {
	var out []*cobra.Command
	for _, q := range []struct{ about, use, short string }{
		{"simulate", "account FILE|-", "账户逐月推演 · An account month by month: the body of a POST /api/v1/accounts/simulate"},
		{"interest", "interest FILE|-", "结息 · Interest: the body of a POST /api/v1/interest"},
		{"withdrawal", "withdrawal FILE|-", "能否提取 · Whether an account pays out: the body of a POST /api/v1/eligibility/withdrawal"},
		{"back-payment", "back-payment FILE|-", "补缴 · Back-payment: the body of a POST /api/v1/back-payments"},
	} {
		one := query{q.use, q.short, nil, func(b *policy.Book, _ []string, body []byte, l lang.Lang) ([]byte, error) {
			return api.Account(b, q.about, body, l)
		}}
		out = append(out, one.command())
	}
	return out
}
