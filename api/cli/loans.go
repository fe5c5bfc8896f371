package cli

import (
	"strings"

	"github.com/spf13/cobra"

	"fenhao/api"
	"fenhao/calc/lang"
	"fenhao/calc/policy"
)

func loans() *cobra.Command {
	root := &cobra.Command{Use: "loan", Short: "公积金贷款：资格、额度、还款计划、贴息 · Fund loans: who, how much, repayment, subsidy"}
	for _, q := range []struct{ use, short string }{
		{"eligibility FILE|-", "能否申请贷款 · Who may borrow: the body of a POST /api/v1/eligibility/loan"},
		{"quota FILE|-", "最多能贷多少 · How much: the body of a POST /api/v1/loans/quota"},
		{"schedule FILE|-", "还款计划 · Repayment: the body of a POST /api/v1/loans/schedule"},
		{"subsidy FILE|-", "贴息及其停止 · The interest subsidy: the body of a POST /api/v1/loans/subsidy"},
	} {
		about, _, _ := strings.Cut(q.use, " ")
		one := query{q.use, q.short, nil, func(b *policy.Book, _ []string, body []byte, l lang.Lang) ([]byte, error) {
			return api.Loan(b, about, body, l)
		}}
		root.AddCommand(one.command())
	}
	return root
}
