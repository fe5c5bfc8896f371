package chart_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"encoding/xml"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"fenhao/api/chart"
	"fenhao/calc/civil"
	"fenhao/calc/contribution"
	"fenhao/calc/lang"
	"fenhao/calc/money"
	"fenhao/calc/policy"
)

var update = flag.Bool("update", false, "write the golden options anew")

// The figures here are made up: what is drawn of real ones is tested beside the API, against the answers themselves.

func yuan(n int64) money.Money { return money.Yuan(n) }

func ptr[T any](v T) *T { return &v }

func day(s string) civil.Date {
	d, err := civil.ParseDate(s)
	if err != nil {
		panic(err)
	}
	return d
}

func month(n int) civil.Month { return civil.MonthOf(2026, n) }

func accountMonths() (out []chart.AccountMonth) {
	for i := range 8 {
		out = append(out, chart.AccountMonth{Month: month(i + 1).String(), Balance: yuan(int64(1010 * (i + 1))), Paid: yuan(int64(1000 * (i + 1))), Row: i,
			Sealed: i == 2, Missed: i == 3, Made: i == 4, Eligible: i > 5})
	}
	return out
}

// drawings has one of each kind.
var drawings = map[string]func(chart.Frame) chart.Drawing{
	"city-comparison": func(f chart.Frame) chart.Drawing {
		return chart.CityComparison(f, []chart.CityAmounts{
			{Name: "甲", Parts: chart.Parts{FundEmployer: yuan(1000), FundEmployee: yuan(1000)}},
			{Name: "乙", Parts: chart.Parts{FundEmployer: yuan(3000), FundEmployee: yuan(3000)}, Doubt: true},
			{Name: "丙", Parts: chart.Parts{FundEmployer: yuan(2000), FundEmployee: yuan(2000)}},
			{Name: "丁", Parts: chart.Parts{FundEmployer: yuan(500), FundEmployee: yuan(500)}, Own: true},
		}, 2)
	},
	"bounds": func(f chart.Frame) chart.Drawing {
		return chart.Bounds(f, policy.HousingFund.Name(), []chart.CityBounds{{Name: "甲", Floor: ptr(yuan(2000)), Ceiling: ptr(yuan(30000))}, {Name: "乙", Ceiling: ptr(money.Fen(4000050))}}, 30)
	},
	"base-curve": func(f chart.Frame) chart.Drawing {
		return chart.BaseCurve(f, []chart.CurvePoint{
			{Wage: yuan(0), Fund: ptr(yuan(2000)), Insurance: ptr(yuan(4000)), Employer: yuan(900), Employees: yuan(500)},
			{Wage: yuan(40000), Fund: ptr(yuan(30000)), Insurance: ptr(yuan(20000)), Employer: yuan(9000), Employees: yuan(5000)},
		})
	},
	"tiers": func(f chart.Frame) chart.Drawing {
		return chart.Tiers(f, []contribution.Tier{
			{Insurance: policy.Pension, Tier: 1, Base: yuan(5000), Amount: yuan(1000)},
			{Insurance: policy.Pension, Tier: 2, Base: yuan(10000), Amount: yuan(2000), Estimated: true},
			{Insurance: policy.Medical, Tier: 5, Base: yuan(5000), Unknown: true},
		})
	},
	"budget": func(f chart.Frame) chart.Drawing {
		p := &chart.Parts{FundEmployer: yuan(1200), FundEmployee: yuan(1200), InsuranceEmployer: yuan(2500), InsuranceEmployee: money.Fen(100005)}
		return chart.Budget(f, []chart.BudgetMonth{{Month: month(6)}, {Month: month(7), Parts: p, Changed: true}, {Month: month(8), Parts: p}})
	},
	"parameter-history": func(f chart.Frame) chart.Drawing {
		entry := func(yuan int64) *policy.Entry {
			return &policy.Entry{Key: policy.HousingFundBaseCeiling, Value: policy.Value{N: yuan * 100}}
		}
		return chart.ParameterHistory(f, policy.HousingFundBaseCeiling, []chart.Step{{From: day("2024-07-01"), Entry: entry(30000)}, {From: day("2025-07-01")}, {From: day("2026-01-01"), Entry: entry(31000)}},
			day("2026-10-01"), day("2026-11-15"))
	},
	"balance":       func(f chart.Frame) chart.Drawing { return chart.Balance(f, accountMonths()) },
	"loan-timeline": func(f chart.Frame) chart.Drawing { return chart.LoanTimeline(f, accountMonths()) },
	"comparison": func(f chart.Frame) chart.Drawing {
		return chart.Comparison(f, []chart.CityAmounts{
			{Name: "甲", Parts: chart.Parts{FundEmployer: yuan(1000), InsuranceEmployee: yuan(1000)}, Own: true},
			{Name: "乙", Parts: chart.Parts{FundEmployer: yuan(3000), FundEmployee: yuan(3000)}},
			{Name: "丙", Parts: chart.Parts{FundEmployer: yuan(2000)}},
		}, false, 2)
	},
	"differences": func(f chart.Frame) chart.Drawing {
		return chart.Differences(f, lang.Text{ZH: "合计", EN: "total"}, []string{"上限", "比例", "取整"}, []chart.PartedDifference{
			{Name: "甲", Difference: yuan(-1500), Parts: []money.Money{yuan(-2000), yuan(500), yuan(0)}},
			{Name: "乙", Difference: yuan(20), Parts: []money.Money{yuan(20), yuan(0), yuan(0)}},
			{Name: "丙", Difference: yuan(100), Parts: []money.Money{yuan(-50), yuan(150), yuan(0)}},
		}, 2)
	},
	"chances": func(f chart.Frame) chart.Drawing {
		return chart.Chances(f, lang.Text{ZH: "余额", EN: "balance"}, []int{5, 25, 50, 95}, []chart.ChanceRow{
			{Month: "2026-12", Amounts: []money.Money{yuan(1), yuan(2), yuan(3), yuan(4)}},
			{Month: "2027-12", Amounts: []money.Money{yuan(2), yuan(4), yuan(6), yuan(8)}},
		})
	},
	"sweep": func(f chart.Frame) chart.Drawing {
		return chart.Sweep(f, chart.Varied{Name: "/housing_fund/employer_rate", Quantity: true, Percent: true}, []string{"单位合计", "/totals/<i>"}, true,
			[]chart.SweepPoint{{Value: "5", Results: []string{"100.00", "200.00"}}, {Value: "6", Results: []string{"", "210.00"}}, {Value: "7", Results: []string{"140.00", "220.00"}}})
	},
	"schedule": func(f chart.Frame) chart.Drawing {
		return chart.Schedule(f, []chart.Instalment{{Date: "2026-09-20", Principal: "50000.00", Interest: "216.67", Balance: "50000.00"}, {Date: "2026-10-20", Principal: "50000.00", Interest: "108.33", Balance: "0.00", Prepaid: true}})
	},
}

func frame(l lang.Lang, width int) chart.Frame {
	return chart.Frame{Lang: l, Subtitle: "示例市 · 2026-08", Notes: []string{"来源：示例文件（E 级）"}, Width: width}
}

func TestGoldenOptions(t *testing.T) {
	for kind, draw := range drawings {
		for _, one := range []struct {
			l     lang.Lang
			width int
		}{{lang.ZH, 0}, {lang.EN, 360}} {
			name := fmt.Sprintf("%s.%s.json", kind, one.l)
			t.Run(name, func(t *testing.T) {
				d := draw(frame(one.l, one.width))
				var got bytes.Buffer
				if err := json.Indent(&got, d.Option, "", " "); err != nil {
					t.Fatal(err)
				}
				fmt.Fprintf(&got, "\n%d × %d\n", d.Width, d.Height)
				file := filepath.Join("testdata", name)
				if *update {
					if err := os.WriteFile(file, got.Bytes(), 0o644); err != nil {
						t.Fatal(err)
					}
				}
				want, err := os.ReadFile(file)
				if err != nil {
					t.Fatalf("%v: go test ./api/chart -update writes it", err)
				}
				if !bytes.Equal(got.Bytes(), want) {
					t.Errorf("the option has changed; see git diff after go test ./api/chart -update, and look at the picture\n%s", got.Bytes())
				}
			})
		}
	}
}

// probes are texts that become script somewhere, if anybody is careless.
var probes = []string{
	`</script><script>alert(1)</script>`, `__f__function(){alert(1)}__f__`, `<img src=x onerror=alert(1)>`, `"><svg onload=alert(1)>`, `]]><!--`, `{a|b} {b}: {c}`, `&lt;b&gt; & <b>`,
	"line\nbreak\x00\x01\ufffe\u202e", `javascript:alert(1)`, `\u003cscript\u003e`, `'+alert(1)+'`,
}

func TestTextsStayTexts(t *testing.T) {
	for _, probe := range probes {
		t.Run(probe, func(t *testing.T) {
			f := frame(lang.ZH, 2400)
			f.Title, f.Subtitle, f.Notes = probe, probe, []string{probe}
			d := drawings["tiers"](f)
			clean := chart.Clean(probe)

			var option struct {
				Title []struct{ Text, Subtext string }
			}
			if err := json.Unmarshal(d.Option, &option); err != nil {
				t.Fatal(err)
			}
			if option.Title[0].Text != clean || option.Title[0].Subtext != clean || option.Title[1].Subtext != clean {
				t.Errorf("option says %q, not %q", option.Title, clean)
			}
			if bytes.ContainsAny(d.Option, "<>&") {
				t.Error("the option is not safe to stand inside a page")
			}

			svg, err := d.SVG(context.Background())
			if err != nil {
				t.Fatal(err)
			}
			texts := 0
			for _, text := range readXML(t, svg) {
				if strings.Contains(text, strings.Fields(clean)[0]) {
					texts++
				}
			}
			if texts < 4 { // the picture's own title, and what is drawn three times
				t.Errorf("the text is drawn %d times:\n%s", texts, svg)
			}
		})
	}
}

// readXML reads a picture, refuses what is no XML or could act, and gives its texts.
func readXML(t *testing.T, svg []byte) (texts []string) {
	t.Helper()
	d := xml.NewDecoder(bytes.NewReader(svg))
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return texts
		}
		if err != nil {
			t.Fatalf("%v\n%s", err, svg)
		}
		switch x := token.(type) {
		case xml.StartElement:
			switch x.Name.Local {
			case "svg", "g", "path", "text", "tspan", "rect", "circle", "defs", "clipPath", "title", "polyline", "polygon", "line":
			default:
				t.Errorf("the picture has a <%s>", x.Name.Local)
			}
			for _, a := range x.Attr {
				if strings.HasPrefix(a.Name.Local, "on") || a.Name.Local == "href" {
					t.Errorf("the picture has %s=%q", a.Name.Local, a.Value)
				}
			}
		case xml.CharData:
			texts = append(texts, string(x))
		case xml.Directive, xml.ProcInst, xml.Comment:
			t.Errorf("the picture has %#v", x)
		}
	}
}

func TestPicturesOfAllKinds(t *testing.T) {
	for kind, draw := range drawings {
		for _, width := range []int{chart.MinWidth, chart.MaxWidth} {
			d := draw(frame(lang.ZH, width))
			svg, err := d.SVG(context.Background())
			if err != nil {
				t.Fatal(err)
			}
			texts := strings.Join(readXML(t, svg), "")
			if !strings.Contains(texts, "示例文件") || !bytes.Contains(svg, []byte("<path")) {
				t.Errorf("%s at %d px shows too little", kind, width)
			}
			if bytes.Contains(svg, []byte("NaN")) || bytes.Contains(svg, []byte("undefined")) {
				t.Errorf("%s at %d px has numbers that are none:\n%s", kind, width, svg)
			}
			again, err := d.SVG(context.Background())
			if err != nil {
				t.Fatal(err)
			}
			if !bytes.Equal(svg, again) {
				t.Errorf("%s at %d px: the same drawing, other bytes", kind, width)
			}
		}
	}
}

func TestDrawingsDoNotMix(t *testing.T) {
	want := map[string][]byte{}
	for kind, draw := range drawings {
		d := draw(frame(lang.ZH, 0))
		want[kind], _ = d.SVG(context.Background())
	}
	var wait sync.WaitGroup
	for range 3 {
		for kind, draw := range drawings {
			wait.Go(func() {
				d := draw(frame(lang.ZH, 0))
				if got, err := d.SVG(context.Background()); err != nil || !bytes.Equal(got, want[kind]) {
					t.Errorf("%s: %v, or another picture than alone", kind, err)
				}
			})
		}
	}
	wait.Wait()
}

func TestADrawingEndsWithItsRequest(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	d := drawings["budget"](frame(lang.ZH, 0))
	if _, err := d.SVG(ctx); err == nil {
		t.Error("drawn for nobody")
	}
	// Too much to be drawn in time: the machine is stopped, and the next drawing gets a fresh one.
	many := make([]chart.CurvePoint, 200_000)
	for i := range many {
		many[i] = chart.CurvePoint{Wage: yuan(int64(i)), Employees: yuan(int64(i % 7))}
	}
	ctx, cancel = context.WithTimeout(context.Background(), 50*time.Millisecond)
	defer cancel()
	slow := chart.BaseCurve(frame(lang.ZH, 0), many)
	start := time.Now()
	if _, err := slow.SVG(ctx); !errors.Is(err, chart.ErrSlow) && !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("%v after %v", err, time.Since(start))
	}
	if took := time.Since(start); took > 3*time.Second {
		t.Errorf("stopped only after %v", took)
	}
	if _, err := d.SVG(context.Background()); err != nil {
		t.Errorf("after a drawing that was stopped: %v", err)
	}
}

func TestPNG(t *testing.T) {
	d := drawings["budget"](frame(lang.ZH, 600))
	png, err := d.PNG(context.Background())
	if errors.Is(err, chart.ErrNoConverter) {
		t.Skip("rsvg-convert is not installed")
	}
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.HasPrefix(png, []byte("\x89PNG\r\n")) {
		t.Errorf("no PNG: %q", png[:min(len(png), 20)])
	}
	t.Setenv("PATH", "")
	if _, err := d.PNG(context.Background()); !errors.Is(err, chart.ErrNoConverter) {
		t.Errorf("without a converter: %v", err)
	}
}

// The library is the published file, byte for byte.
func TestLibraryIsAsPublished(t *testing.T) {
	list, err := os.ReadFile("echarts/VERSION")
	if err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(string(list), "echarts "+chart.Version+" ") {
		t.Errorf("VERSION says %q, the address says %s", strings.SplitN(string(list), " (", 2)[0], chart.Version)
	}
	for _, line := range strings.Split(strings.TrimSpace(string(list)), "\n")[1:] {
		sum, name, _ := strings.Cut(line, "  ")
		file, err := os.ReadFile(filepath.Join("echarts", name))
		if err != nil {
			t.Fatal(err)
		}
		if got := sha256.Sum256(file); hex.EncodeToString(got[:]) != sum {
			t.Errorf("%s is not the file VERSION names", name)
		}
	}
}

func BenchmarkSVG(b *testing.B) {
	for kind, draw := range drawings {
		b.Run(kind, func(b *testing.B) {
			d := draw(frame(lang.ZH, 0))
			for b.Loop() {
				if _, err := d.SVG(context.Background()); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
