package pagetest

import (
	"context"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// The book in a browser. What it has to show is from the documents (the rows of Wuhan, Wuxi, Changzhou among the published facts), not from
// what it answers.

// rowOf is the text of the table row or list entry that names a parameter.
func rowOf(key string) string {
	return fmt.Sprintf(`([...document.querySelectorAll("main tbody tr, main ul.gaps li")].find((r) => r.querySelector("code")?.textContent === %q)?.innerText ?? "")`, key)
}

// has waits until a script gives a text with all these parts.
func has(script string, parts ...string) chromedp.Action {
	list, err := json.Marshal(parts)
	if err != nil {
		panic(err) // strings
	}
	return chromedp.ActionFunc(func(tab context.Context) error {
		if err := until(fmt.Sprintf(`%s.every((part) => (%s).includes(part))`, list, script)).Do(tab); err != nil {
			var got string
			_ = chromedp.Evaluate(script, &got).Do(tab)
			return fmt.Errorf("%s is %q and lacks some of %q: %w", script, got, parts, err)
		}
		return nil
	})
}

const inMain = `document.querySelector("main").innerText`

// day puts a day into a date field, whose keys depend on the browser's language.
func day(field, value string) chromedp.Action {
	return chromedp.Evaluate(fmt.Sprintf(`(() => { const f = document.querySelector(%q); f.value = %q; f.dispatchEvent(new Event("input", {bubbles: true})); })()`, field, value), nil)
}

// takeCity takes a city in a City field by the keyboard.
func takeCity(name, typed string) chromedp.Action {
	field := fmt.Sprintf(`input[name=%s]`, name)
	return chromedp.Tasks{
		chromedp.Click(field, chromedp.ByQuery),
		chromedp.SendKeys(field, typed, chromedp.ByQuery),
		until(`document.querySelectorAll("[role=listbox]:not([hidden]) [role=option]").length === 1`),
		chromedp.SendKeys(field, kb.Enter, chromedp.ByQuery),
	}
}

// pressNamed clicks the link or button in the main part that has exactly this text, or switches the language.
func pressNamed(text string) chromedp.Action {
	return chromedp.ActionFunc(func(tab context.Context) error {
		found := false
		script := fmt.Sprintf(`(() => { const it = [...document.querySelectorAll("main a, main button, main label, header .language")].find((e) => e.innerText.trim() === %q); it?.click(); return Boolean(it); })()`, text)
		if err := chromedp.Evaluate(script, &found).Do(tab); err != nil {
			return err
		}
		if !found {
			return fmt.Errorf("nothing to press is called %q", text)
		}
		return nil
	})
}

// words waits until the address has these words of the query, and no others but the language.
func words(want ...string) chromedp.Action {
	return until(fmt.Sprintf(`[...new URLSearchParams(location.search)].filter(([k]) => k !== "lang" && k !== "theme").map(([k, v]) => k + "=" + v).sort().join(" ") === %q`, strings.Join(want, " ")))
}

// Every view of the book can be linked to, is fit for a narrow screen and for everybody, in both languages and both themes.
func TestBookPagesAreFitToBeSeen(t *testing.T) {
	t.Parallel()
	service := serve(t)
	pages := []struct{ name, address, ready string }{
		{"cities", "/book", `document.querySelectorAll("main tbody tr").length === 136`},
		{"values", "/book?city=wuhan&on=2026-08-01", `document.querySelectorAll("main table").length > 1`},
		{"history", "/book?city=wuhan&on=2026-08-01&key=housing_fund.base.ceiling", `document.querySelector("main .plot canvas") && document.querySelector("main tbody tr") && document.querySelector(".current")`},
		{"gaps", "/book?city=changzhou&on=2026-08-01&view=gaps", `document.querySelectorAll("main ul.gaps li").length > 5`},
		{"diff-days", "/book?city=wuhan&on=2026-08-01&view=diff&with_on=2025-08-01", `document.querySelector("main .summary")`},
		{"diff-cities", "/book?city=wuxi&on=2026-08-01&view=diff&with_city=changzhou", `document.querySelector("main .summary")`},
		{"rules", "/book?city=wuhan&view=rules", `document.querySelectorAll("main tbody tr").length > 20`},
		{"unknown", "/book?city=atlantis", `document.querySelector("main .refusals")`},
	}
	var all []walk
	for _, page := range pages {
		all = append(all, func(t *testing.T, _ context.Context, v view, show func(string, ...chromedp.Action)) {
			show(page.name, v.open(service+page.address), until(page.ready))
		})
	}
	walks(t, "book", service, 0, all...)
}

// From all cities to one, to a day and back: what holds in Wuhan before and after 2026-07-01, as its fund published it.
func TestBookIsReadFromTheListOfCities(t *testing.T) {
	t.Parallel()
	service := serve(t)
	tab, wrong := visit(t, browser(t), service)
	meter := measure(t, tab)
	ceiling := rowOf("housing_fund.base.ceiling")
	link := func(key string) string {
		return fmt.Sprintf(`([...document.querySelectorAll("main tbody tr")].find((r) => r.querySelector("code")?.textContent === %q)?.querySelector(".source a")?.href ?? "")`, key)
	}
	err := chromedp.Run(tab,
		view{1280, "zh", "light"}.open(service+"/book"),
		until(`document.querySelectorAll("main tbody tr").length === 136`),
		enter("input[name=find]", "no such place"),
		has(inMain, "没有“no such place”这样的城市"),
		enter("input[name=find]", "wuh"), // pinyin: Wuhan and Wuhu
		has(inMain, "找到 2 城", "武汉市", "芜湖市"),
		enter("input[name=find]", "武汉"),
		until(`document.querySelectorAll("main tbody tr").length === 1`),
		words("find=武汉"),
		until(`document.title.startsWith("武汉 · 政策库")`),
		pressNamed("武汉市"),
		words("city=wuhan"),
		// Its own title, and what was searched is there again after Back.
		until(`document.title.startsWith("武汉市 · 参数 · 政策库")`),
		chromedp.NavigateBack(),
		until(`document.querySelector("input[name=find]")?.value === "武汉" && document.querySelectorAll("main tbody tr").length === 1`),
		pressNamed("武汉市"),
		words("city=wuhan"),
		// Today is 2026-11-15, later than the book was looked over: what holds is carried forward.
		has(ceiling, "36,072.25 元/月", "自 2026年7月1日", "B", "沿用", "2026年武汉公积金基数上限（武汉住房公积金管理中心官网问答）", "2026年7月22日"),
		has(link("housing_fund.base.ceiling"), "https://gjj.wuhan.gov.cn/hdjl/zcwd/zwzx_content_2024.html?metadataid=69496"),
		has(rowOf("housing_fund.rate.max"), "12%", "自 2024年5月1日", "至 2029年4月30日", "A", "武公中规〔2024〕3号"),
		day("input[name=on]", "2026-06-30"),
		words("city=wuhan", "on=2026-06-30"),
		has(ceiling, "34,560.25 元/月", "至 2026年6月30日", "D"),
		chromedp.Reload(),
		has(ceiling, "34,560.25 元/月"),
		pressNamed("English"),
		has(ceiling, "34,560.25 yuan/month", "to 30 Jun 2026"),
		has(inMain, "Can be calculated", "Housing fund", "Hubei"),
		words("city=wuhan", "on=2026-06-30"),
		pressNamed("Book"),
		words(),
		until(`document.querySelectorAll("main tbody tr").length === 136`),
		chromedp.NavigateBack(),
		has(ceiling, "34,560.25 yuan/month"),
	)
	if err != nil {
		t.Error(err)
	}
	for _, w := range wrong() {
		t.Error(w)
	}
	t.Logf("the whole walk asked the API %d times", meter.asked())
}

// On a phone the long views begin with an index: headings that say how much is under them, and unfold.
func TestBookFoldsOnAPhone(t *testing.T) {
	t.Parallel()
	service := serve(t)
	tab, wrong := visit(t, browser(t), service)
	for _, address := range []string{"/book?city=wuhan&on=2026-08-01&view=gaps", "/book?city=wuhan&on=2026-08-01&view=diff&with_city=wuxi", "/book?city=wuhan&view=rules", "/book?city=wuhan&on=2026-08-01"} {
		var folded, unfolded float64
		if err := chromedp.Run(tab,
			view{360, "zh", "light"}.open(service+address),
			until(`document.querySelectorAll("main details.fold table tbody tr").length > 5`),
			chromedp.Evaluate(`document.documentElement.scrollHeight`, &folded),
			until(`[...document.querySelectorAll("main details.fold")].every((d) => !d.open && d.querySelectorAll("tbody tr, ul.gaps li").length === Number(d.querySelector("summary small").textContent))`),
			chromedp.Click("main details.fold summary", chromedp.ByQuery),
			chromedp.Evaluate(`document.documentElement.scrollHeight`, &unfolded),
		); err != nil {
			t.Errorf("%s: %v", address, err)
		}
		if folded > 4000 || unfolded <= folded {
			t.Errorf("%s is %v px high, with its first part %v", address, folded, unfolded)
		}
	}
	for _, w := range quiet(wrong()) {
		t.Error(w)
	}
}

// What a first visit to the list and to a city loads, without the drawing library, which neither needs.
func TestBookIsLight(t *testing.T) {
	t.Parallel()
	service := serve(t)
	for _, address := range []string{"/book", "/book?city=wuhan"} {
		tab, wrong := visit(t, browser(t), service)
		meter := measure(t, tab)
		if err := chromedp.Run(tab, network.SetCacheDisabled(true), view{1280, "zh", "light"}.open(service+address), until(`document.querySelector("main tbody tr")`)); err != nil {
			t.Fatal(err)
		}
		total, each := meter.loaded()
		if strings.Contains(each, "echarts") {
			t.Errorf("%s loads the drawing library:\n%s", address, each)
		}
		if total > maxFirstLoad || total == 0 {
			t.Errorf("%s loads %d bytes:\n%s", address, total, each)
		}
		t.Logf("%s: %d bytes", address, total)
		for _, w := range wrong() {
			t.Error(w)
		}
	}
}

func TestBookHistoryOfAParameter(t *testing.T) {
	t.Parallel()
	service := serve(t)
	tab, wrong := visit(t, browser(t), service)
	rows := `[...document.querySelectorAll("main tbody tr")].map((r) => r.innerText.replace(/\s+/g, " ")).join("\n")`
	inked := `(() => { const c = document.querySelector("main .plot canvas"); if (!c) return false;
  const d = c.getContext("2d").getImageData(0, 0, c.width, c.height).data; let n = 0; for (let i = 0; i < d.length; i += 4) if (d[i + 3] > 0 && d[i] + d[i + 1] + d[i + 2] < 600) n++; return n > 1000; })()`
	var shown string
	err := chromedp.Run(tab,
		view{1280, "zh", "light"}.open(service+"/book?city=wuhan&on=2026-08-01"),
		until(`document.querySelector("a.parameter-name")`),
		pressNamed("住房公积金缴存基数上限"),
		words("city=wuhan", "key=housing_fund.base.ceiling", "on=2026-08-01"),
		has(`document.querySelector("main h1").innerText`, "住房公积金缴存基数上限"),
		has(rows, "36,072.25", "34,560.25"),
		until(inked),
		chromedp.Evaluate(rows, &shown),
		chromedp.Reload(),
		has(rows, "36,072.25", "34,560.25"),
		takeCity("city", "wuxi"),
		words("city=wuxi", "key=housing_fund.base.ceiling", "on=2026-08-01"),
		has(rows, "36,800.00", "35,200.00", "2027年6月30日"),
		until(inked),
		// A sentence has no chart.
		chromedp.Navigate(service+"/book?city=wuhan&key=housing_fund.base.ceiling.rule&on=2026-08-01&lang=zh"),
		has(rows, "上一年度在岗职工月平均工资的3倍", "武公中规〔2024〕3号"),
		until(`!document.querySelector("main figure")`),
		// What was never found is said, and is not zero.
		chromedp.Navigate(service+"/book?city=wuhan&key=maternity.rate.employer&on=2026-08-01&lang=zh"),
		has(inMain, "没有找到这个参数的任何数值"),
	)
	if err != nil {
		t.Error(err)
	}
	lines := strings.Split(shown, "\n")
	if len(lines) != 2 || !strings.Contains(lines[0], "36,072.25") || !strings.Contains(lines[0], "当日有效") || !strings.Contains(lines[1], "34,560.25") || strings.Contains(lines[1], "当日有效") {
		t.Errorf("the history of the ceiling is %q", lines)
	}
	for _, w := range wrong() {
		t.Error(w)
	}
}

// An assumption is called one, and what is missing has a name.
func TestBookSaysWhatItDoesNotKnow(t *testing.T) {
	t.Parallel()
	service := serve(t)
	tab, wrong := visit(t, browser(t), service)
	err := chromedp.Run(tab,
		view{1280, "zh", "light"}.open(service+"/book?city=wuhan&on=2025-03-01"),
		until(`document.querySelector("nav.views a")`),
		pressNamed("假设与缺口"),
		words("city=wuhan", "on=2025-03-01", "view=gaps"),
		has(rowOf("housing_fund.base.floor"), "住房公积金缴存基数下限", "自 2025年7月1日起", "不能计算：职工的住房公积金"),
		has(rowOf("housing_fund.base.ceiling"), "不能计算：职工的住房公积金"),
		takeCity("city", "changzhou"), // its rounding was never published
		day("input[name=on]", "2026-08-01"),
		has(rowOf("housing_fund.rounding"), "E", "四舍五入到元"),
		has(inMain, "缺少，因此不能计算 1"), // of employees nothing is missing there
		has(rowOf("medical.flexible.rate"), "没有找到公布的数值", "不能计算：灵活就业人员的医疗保险"),
		pressNamed("English"),
		has(inMain, "Assumed (grade E)", "Never found"),
	)
	if err != nil {
		t.Error(err)
	}
	for _, w := range wrong() {
		t.Error(w)
	}
}

// Two days of one city and two cities on one day, by the documents of Wuhan, Wuxi and Changzhou.
func TestBookCompares(t *testing.T) {
	t.Parallel()
	service := serve(t)
	tab, wrong := visit(t, browser(t), service)
	err := chromedp.Run(tab,
		view{1280, "zh", "light"}.open(service+"/book?city=wuhan&on=2026-07-01&view=diff"),
		until(`document.querySelector("input[name=with_on]")`),
		day("input[name=with_on]", "2026-06-30"),
		words("city=wuhan", "on=2026-07-01", "view=diff", "with_on=2026-06-30"),
		has(rowOf("housing_fund.base.ceiling"), "34,560.25", "36,072.25"),
		has(rowOf("housing_fund.amount.joint.cap"), "没有已知数值", "8,657.34"),
		until(rowOf("housing_fund.rate.max")+` === ""`), // 12 % on both
		// The earlier day stands first, whichever was asked for first.
		until(rowOf("housing_fund.base.ceiling")+`.indexOf("34,560.25") < `+rowOf("housing_fund.base.ceiling")+`.indexOf("36,072.25")`),
		chromedp.Reload(),
		has(rowOf("housing_fund.base.ceiling"), "34,560.25", "36,072.25"),
		pressNamed("两个城市"),
		has(inMain, "武汉市与北京市"),
		takeCity("city", "wuxi"),
		takeCity("with_city", "changzhou"),
		words("city=wuxi", "on=2026-07-01", "view=diff", "with_city=changzhou"),
		has(rowOf("housing_fund.base.ceiling"), "36,800.00", "34,080.00"),
		has(rowOf("housing_fund.base.floor"), "2,490.00", "2,660.00"),
		until(rowOf("insurance.base.ceiling")+` === ""`), // Jiangsu's in both
		chromedp.Reload(),
		has(rowOf("housing_fund.base.ceiling"), "36,800.00", "34,080.00"),
		pressNamed("English"),
		has(inMain, "Wuxi and Changzhou"),
	)
	if err != nil {
		t.Error(err)
	}
	for _, w := range wrong() {
		t.Error(w)
	}
}

func TestBookShowsTheRules(t *testing.T) {
	t.Parallel()
	service := serve(t)
	tab, wrong := visit(t, browser(t), service)
	err := chromedp.Run(tab,
		view{1280, "zh", "light"}.open(service+"/book?city=wuhan&view=rules"),
		has(rowOf("WH-2.3"), "月缴存额＝缴存基数×单位与个人缴存比例之和", "二（三）", "武汉住房公积金缴存指南(超全版)"),
		has(inMain, "湖北省", "全国"),
		enter("input[name=find]", "WH-2.4"),
		until(`document.querySelectorAll("main tbody tr").length === 1`),
		has(rowOf("WH-2.4"), "新录用的从参加工作第二个月起缴存"),
	)
	if err != nil {
		t.Error(err)
	}
	for _, w := range wrong() {
		t.Error(w)
	}
}

// What is downloaded is what is shown, with its sources.
func TestBookIsDownloaded(t *testing.T) {
	t.Parallel()
	service := serve(t)
	tab, wrong := visit(t, browser(t), service)
	if err := chromedp.Run(tab,
		view{1280, "zh", "light"}.open(service+"/book?city=wuhan&on=2026-08-01"),
		has(rowOf("housing_fund.base.ceiling"), "36,072.25"),
	); err != nil {
		t.Fatal(err)
	}
	kept := downloads(t, tab)
	if err := chromedp.Run(tab, pressNamed("下载 CSV"), pressNamed("下载 JSON")); err != nil {
		t.Fatal(err)
	}
	file := string(kept("fenhao-wuhan-2026-08-01.csv"))
	text, marked := strings.CutPrefix(file, "\ufeff")
	if !marked {
		t.Error("the file does not say that it is UTF-8")
	}
	table, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	of := func(key string) map[string]string {
		for _, line := range table[1:] {
			cells := map[string]string{}
			for i, name := range table[0] {
				cells[name] = line[i]
			}
			if cells["key"] == key {
				return cells
			}
		}
		return nil
	}
	for name, want := range map[string]string{"city": "wuhan", "on": "2026-08-01", "value": "36072.25", "unit": "yuan/month", "from": "2026-07-01", "grade": "B", "published": "2026-07-22",
		"url": "https://gjj.wuhan.gov.cn/hdjl/zcwd/zwzx_content_2024.html?metadataid=69496", "carried_forward": "false"} {
		if got := of("housing_fund.base.ceiling")[name]; got != want {
			t.Errorf("%s of the ceiling: %q, not %q", name, got, want)
		}
	}
	if got := of("housing_fund.rate.max")["number"]; got != "武公中规〔2024〕3号" {
		t.Errorf("the number of the document: %q", got)
	}
	var answer struct {
		City       string
		Parameters []struct{ Key, Value string }
	}
	if err := json.Unmarshal(kept("fenhao-wuhan-2026-08-01.json"), &answer); err != nil || answer.City != "wuhan" || len(answer.Parameters) != len(table)-1 {
		t.Errorf("%v: %d parameters of %q, and %d in the table", err, len(answer.Parameters), answer.City, len(table)-1)
	}
	for _, w := range wrong() {
		t.Error(w)
	}
}
