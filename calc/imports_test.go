package calc_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// allowed says what each package may import of ours and from other modules, and why. What is not in the table may import neither.
var allowed = map[string][]struct{ path, why string }{
	"calc/money":        {{"github.com/shopspring/decimal", "reading, printing and powers of decimal numbers, in decimal.go only"}},
	"calc/fault":        {{"fenhao/calc/lang", "a fault speaks two languages"}},
	"calc/policy":       {{"fenhao/calc/lang", "names"}, {"fenhao/calc/money", "amounts and rates"}, {"fenhao/calc/civil", "dates"}, {"fenhao/calc/fault", "a missing value is a fault"}, {"github.com/goccy/go-yaml", "the files, with line and column"}},
	"calc/contribution": domain,
	"calc/fund":         domain,
	"calc/loan":         domain,
	"calc/tax":          domain,
	"calc/pension":      domain,
	"calc/procedure":    append([]struct{ path, why string }{{"github.com/goccy/go-yaml", "the guides' files, with line and column"}}, domain...),
}

var domain = []struct{ path, why string }{
	{"fenhao/calc/lang", "sentences"}, {"fenhao/calc/money", "amounts and rates"}, {"fenhao/calc/civil", "months and dates"},
	{"fenhao/calc/policy", "the figures"}, {"fenhao/calc/fault", "what is refused"},
}

// impure is what no package under calc or scenarios may touch.
var impure = []struct{ path, why string }{
	{"os", "no disk, no environment at run time"}, {"log", "the caller logs"}, {"net", "no network"}, {"database/sql", "no store"}, {"os/exec", "no processes"},
	{"math/rand", "randomness comes with a seed: math/rand/v2 with a PCG"}, {"crypto/rand", "randomness comes with a seed"}, {"unsafe", "nothing here needs it"},
}

func TestImportsPointOneWay(t *testing.T) {
	eachFile(t, func(name string, file *ast.File, set *token.FileSet) {
		dir := path.Dir(name)
		for _, imp := range file.Imports {
			target := strings.Trim(imp.Path.Value, `"`)
			if strings.HasPrefix(dir, "calc") || strings.HasPrefix(dir, "scenarios") {
				for _, bad := range impure {
					if target == bad.path || strings.HasPrefix(target, bad.path+"/") && bad.path == "net" || strings.HasPrefix(target, bad.path+"/") && bad.path == "log" {
						t.Errorf("%s imports %s: %s", name, target, bad.why)
					}
				}
			}
			ours, foreign := strings.HasPrefix(target, "fenhao/"), strings.Contains(strings.Split(target, "/")[0], ".")
			if !ours && !foreign {
				continue
			}
			switch {
			case strings.HasPrefix(dir, "calc/"):
				ok := slices.ContainsFunc(allowed[dir], func(a struct{ path, why string }) bool {
					return target == a.path || foreign && strings.HasPrefix(target, a.path+"/")
				})
				if !ok {
					t.Errorf("%s imports %s, which the table does not allow", name, target)
				}
				if target == "github.com/shopspring/decimal" && path.Base(name) != "decimal.go" {
					t.Errorf("%s imports %s: only calc/money/decimal.go may", name, target)
				}
			case strings.HasPrefix(dir, "scenarios"):
				if ours && !strings.HasPrefix(target, "fenhao/calc/") && !strings.HasPrefix(target, "fenhao/scenarios") {
					t.Errorf("%s imports %s: arrows point from api to scenarios to calc", name, target)
				}
				if strings.Contains(target, "gin") {
					t.Errorf("%s imports %s: scenarios know no HTTP", name, target)
				}
			case strings.HasPrefix(dir, "api"):
				if target == "fenhao" || strings.HasPrefix(target, "fenhao/main") {
					t.Errorf("%s imports %s", name, target)
				}
			}
		}
	})
}

// Under calc and scenarios: no clock, and no float64 for anything.
func TestCalcHasNoClockAndNoFloats(t *testing.T) {
	eachFile(t, func(name string, file *ast.File, set *token.FileSet) {
		if !strings.HasPrefix(name, "calc/") && !strings.HasPrefix(name, "scenarios/") {
			return
		}
		ast.Inspect(file, func(n ast.Node) bool {
			switch x := n.(type) {
			case *ast.SelectorExpr:
				if p, ok := x.X.(*ast.Ident); ok && p.Name == "time" && (x.Sel.Name == "Now" || x.Sel.Name == "Since" || x.Sel.Name == "Until") {
					t.Errorf("%s: time.%s: months and dates are arguments", set.Position(x.Pos()), x.Sel.Name)
				}
			case *ast.Ident:
				if (x.Name == "float64" || x.Name == "float32") && strings.HasPrefix(name, "calc/") {
					t.Errorf("%s: %s: money is whole fen", set.Position(x.Pos()), x.Name)
				}
			}
			return true
		})
	})
}

// eachFile parses every Go file of the program, tests apart.
func eachFile(t *testing.T, do func(name string, file *ast.File, set *token.FileSet)) {
	t.Helper()
	root := ".."
	files := 0
	err := filepath.WalkDir(root, func(p string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && p != root && strings.HasPrefix(d.Name(), ".") {
			return filepath.SkipDir
		}
		if d.IsDir() || !strings.HasSuffix(p, ".go") || strings.HasSuffix(p, "_test.go") {
			return nil
		}
		rel, err := filepath.Rel(root, p)
		if err != nil {
			return err
		}
		set := token.NewFileSet()
		file, err := parser.ParseFile(set, p, nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		files++
		do(filepath.ToSlash(rel), file, set)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if files < 30 {
		t.Fatalf("only %d files were found", files)
	}
}
