// Fenhao calculates what is paid into the Chinese housing fund and social insurance, exact to the fen, with the source of every figure.
package main

import (
	"os"

	"github.com/shopspring/decimal"

	"fenhao/api/cli"
)

func main() {
	decimal.MaxDecodeExponent = 30 // a text such as 1e-2000000000 is refused, not computed
	os.Exit(cli.Run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}
