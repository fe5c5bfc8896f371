package api

import (
	"cmp"
	"fmt"

	"github.com/gin-gonic/gin"

	"fenhao/api/chart"
	"fenhao/calc/civil"
	"fenhao/calc/contribution"
	"fenhao/calc/fault"
	"fenhao/calc/lang"
	"fenhao/calc/policy"
)

// Charts of the book itself: they hold no wage and can be asked for with GET, and so be put into a page as an image.

// TiersChartRequest asks for the tiers of a month.
type TiersChartRequest struct {
	City    Word `json:"city" swaggertype:"string" example:"changzhou"`
	Month   Word `json:"month" swaggertype:"string" example:"2026-08"`
	KnownOn Word `json:"known_on" swaggertype:"string" example:"2026-11-01"`
	Title   Word `json:"title" swaggertype:"string" maxLength:"120" example:"常州各档月缴费额"`
}

// ParameterHistoryRequest asks for a parameter through time.
type ParameterHistoryRequest struct {
	City    Word `json:"city" swaggertype:"string" example:"wuhan"`
	Key     Word `json:"key" swaggertype:"string" example:"housing_fund.base.ceiling"`
	KnownOn Word `json:"known_on" swaggertype:"string" example:"2026-11-01"`
	Title   Word `json:"title" swaggertype:"string" maxLength:"120" example:"武汉缴存基数上限"`
}

var (
	keyText      = lang.Text{ZH: "参数名", EN: "the parameter's key"}
	notDrawnText = lang.Text{ZH: "这个参数", EN: "this parameter"}
	notQuantity  = lang.Text{ZH: "它不是数量", EN: "it is no quantity"}
	noTiersWhy   = lang.Text{ZH: "该城市当月没有缴费档次", EN: "the city has no tiers in that month"}
	tiersText    = lang.Text{ZH: "档次图", EN: "a chart of tiers"}
)

// postTiersChart draws the tiers of a month.
//
//	@Summary		图：灵活就业人员各档月缴费额 · Chart: what each tier costs
//	@Description	没有公布的档次为估计值，颜色较浅；金额未知的档次没有柱。Estimated tiers are pale; a tier whose amount is not known has no bar.
//	@Tags			charts
//	@Accept			json
//	@Produce		json,image/svg+xml,png
//	@Param			request	body		TiersChartRequest	true	"问题 · the question"
//	@Param			width	query		int					false	"图宽，像素 · width in px"	minimum(280)	maximum(2400)
//	@Param			lang	query		string				false	"语言 · language"			Enums(zh, en)
//	@Success		200		{object}	ChartOption
//	@Header			200		{integer}	X-Chart-Height	"图高，像素 · height in px"
//	@Failure		400		{object}	Problem
//	@Failure		404		{object}	Problem
//	@Failure		422		{object}	Problem
//	@Failure		501		{object}	Problem	"未安装 rsvg-convert，不能给出 PNG · no PNG without rsvg-convert"
//	@Router			/charts/tiers [post]
func (s *service) postTiersChart(c *gin.Context) {
	var r TiersChartRequest
	if err := read(c.Request, maxBody, &r); err != nil {
		refuse(c, err)
		return
	}
	s.tiersChart(c, &r)
}

// getTiersChart draws the tiers of a month.
//
//	@Summary		图：灵活就业人员各档月缴费额 · Chart: what each tier costs
//	@Description	不填 month 即本月。可直接作为图片地址使用。Without month: this one. Can be used as the address of an image.
//	@Tags			charts
//	@Produce		json,image/svg+xml,png
//	@Param			city	query		string	true	"城市 · city"	default(changzhou)
//	@Param			month	query		string	false	"月份 · month"	default(2026-08)
//	@Param			title	query		string	false	"标题 · title"
//	@Param			width	query		int		false	"图宽，像素 · width in px"	minimum(280)	maximum(2400)
//	@Param			lang	query		string	false	"语言 · language"			Enums(zh, en)
//	@Success		200		{object}	ChartOption
//	@Failure		404		{object}	Problem
//	@Failure		422		{object}	Problem
//	@Router			/charts/tiers [get]
func (s *service) getTiersChart(c *gin.Context) {
	if !queryOf(c, "city", "month", "known_on", "title", "width") {
		return
	}
	r := TiersChartRequest{City: queryWord(c, "city"), Month: queryWord(c, "month"), KnownOn: queryWord(c, "known_on"), Title: queryWord(c, "title")}
	if !r.Month.given {
		r.Month = s.thisMonth()
	}
	s.tiersChart(c, &r)
}

// thisMonth is the month of the service's clock, for GET requests that name none.
func (s *service) thisMonth() Word {
	y, m, _ := s.now().Date()
	return Word{leaf{civil.MonthOf(y, int(m)).String(), true}}
}

func (s *service) tiersChart(c *gin.Context, r *TiersChartRequest) {
	var f form
	frame := f.frame(c, r.Title)
	place := s.place(&f, r.City)
	book := s.known(&f, r.KnownOn)
	f.require(r.Month.leaf, "/month", monthText)
	month := f.month(r.Month, "/month")
	var tiers []contribution.Tier
	var snapshot *policy.Snapshot
	if place != nil && month != 0 {
		snapshot = book.At(place, month)
		if tiers = contribution.Tiers(snapshot); len(tiers) == 0 {
			f.refuse(fault.NotApplicable, "/city", "what", tiersText, "why", noTiersWhy)
		}
	}
	if f.faults != nil {
		refuse(c, f.faults.Err())
		return
	}
	v := newEvidence(frame.Lang)
	collector := contribution.NewCollector(snapshot)
	for _, t := range tiers {
		for _, k := range t.Because {
			v.use(snapshot.Entry(k))
		}
		collector.Use(t.Because[:]...)
		switch {
		case t.Unknown:
			v.warn(contribution.RateUnknown.Text().In(frame.Lang))
		case t.Estimated:
			v.warn(contribution.TierEstimated.Text().In(frame.Lang))
		}
	}
	for _, w := range collector.Warnings() {
		v.warn(w.Text().In(frame.Lang))
	}
	frame.Subtitle = s.subtitle(frame.Lang, place.Name.In(frame.Lang), month.String())
	frame.Notes = v.notes()
	s.sendChart(c, chart.Tiers(frame, tiers))
}

// postParameterHistory draws a parameter through time.
//
//	@Summary		图：一个参数的历史 · Chart: a parameter through time
//	@Description	实线到最后核对日为止，虚线是沿用。不是数量的参数（是非、文字、取整方式）不能画。Solid to the last day checked, dashed where carried forward. What is no quantity cannot be drawn.
//	@Tags			charts
//	@Accept			json
//	@Produce		json,image/svg+xml,png
//	@Param			request	body		ParameterHistoryRequest	true	"问题 · the question"
//	@Param			width	query		int						false	"图宽，像素 · width in px"	minimum(280)	maximum(2400)
//	@Param			lang	query		string					false	"语言 · language"			Enums(zh, en)
//	@Success		200		{object}	ChartOption
//	@Header			200		{integer}	X-Chart-Height	"图高，像素 · height in px"
//	@Failure		400		{object}	Problem
//	@Failure		404		{object}	Problem
//	@Failure		422		{object}	Problem
//	@Failure		501		{object}	Problem	"未安装 rsvg-convert，不能给出 PNG · no PNG without rsvg-convert"
//	@Router			/charts/parameter-history [post]
func (s *service) postParameterHistory(c *gin.Context) {
	var r ParameterHistoryRequest
	if err := read(c.Request, maxBody, &r); err != nil {
		refuse(c, err)
		return
	}
	s.parameterHistory(c, &r)
}

// getParameterHistory draws a parameter through time.
//
//	@Summary		图：一个参数的历史 · Chart: a parameter through time
//	@Description	可直接作为图片地址使用。Can be used as the address of an image.
//	@Tags			charts
//	@Produce		json,image/svg+xml,png
//	@Param			city	query		string	true	"城市 · city"		default(wuhan)
//	@Param			key		query		string	true	"参数 · parameter"	default(housing_fund.base.ceiling)
//	@Param			title	query		string	false	"标题 · title"
//	@Param			width	query		int		false	"图宽，像素 · width in px"	minimum(280)	maximum(2400)
//	@Param			lang	query		string	false	"语言 · language"			Enums(zh, en)
//	@Success		200		{object}	ChartOption
//	@Failure		404		{object}	Problem
//	@Failure		422		{object}	Problem
//	@Router			/charts/parameter-history [get]
func (s *service) getParameterHistory(c *gin.Context) {
	if !queryOf(c, "city", "key", "known_on", "title", "width") {
		return
	}
	s.parameterHistory(c, &ParameterHistoryRequest{City: queryWord(c, "city"), Key: queryWord(c, "key"), KnownOn: queryWord(c, "known_on"), Title: queryWord(c, "title")})
}

func (s *service) parameterHistory(c *gin.Context, r *ParameterHistoryRequest) {
	var f form
	frame := f.frame(c, r.Title)
	place := s.place(&f, r.City)
	book := s.known(&f, r.KnownOn)
	k := f.quantity(r.Key, "/key")
	var steps []chart.Step
	if place != nil && k != policy.None {
		if steps = stepsOf(book, place, k); steps == nil {
			f.faults.Add(book.On(place, 1).Missing(k, 1, "/key"))
		}
	}
	if f.faults != nil {
		refuse(c, f.faults.Err())
		return
	}
	v := newEvidence(frame.Lang)
	for _, one := range steps {
		e := one.Entry
		if e == nil {
			continue
		}
		v.use(e)
		name := e.From.String() + lang.Text{ZH: "：", EN: ": "}.In(frame.Lang)
		if e.Value.None {
			v.warn(name + lang.Text{ZH: "明确没有限制，不画线。", EN: "explicitly no limit; no line."}.In(frame.Lang))
		}
		if e.Provisional {
			v.warn(name + lang.Text{ZH: "暂行数值。", EN: "provisional."}.In(frame.Lang))
		}
		if e.StartAssumed {
			v.warn(name + lang.Text{ZH: "起始日为推定。", EN: "the first day is assumed."}.In(frame.Lang))
		}
		if e.Grade.Low() {
			v.warn(name + lang.Text{ZH: fmt.Sprintf("依据不足（%s 级）。", e.Grade), EN: fmt.Sprintf("weakly supported (grade %s).", e.Grade)}.In(frame.Lang))
		}
		if e.Conflict.EN != "" {
			v.warn(name + lang.Text{ZH: "来源有分歧：", EN: "sources disagree: "}.In(frame.Lang) + e.Conflict.In(frame.Lang))
		}
	}
	last := steps[len(steps)-1]
	checked := place.Checked
	if last.Entry != nil {
		checked = last.Entry.Place.Checked
	}
	y, m, d := s.now().Date()
	today := civil.DateOf(y, int(m), d)
	frame.Subtitle = s.subtitle(frame.Lang, place.Name.In(frame.Lang), k.String())
	frame.Notes = v.notes()
	s.sendChart(c, chart.ParameterHistory(frame, k, steps, checked, max(today, last.From)))
}

// quantity reads the key of a parameter that can be drawn.
func (f *form) quantity(w Word, at string) policy.Key {
	if !f.require(w.leaf, at, keyText) {
		return policy.None
	}
	k, ok := policy.KeyOf(w.text)
	if !ok {
		f.refuse(fault.UnknownParameter, at, "key", shorten(w.text), "place", "{city}")
		return policy.None
	}
	if _, ok := chart.Drawable(k.Spec().Unit); !ok {
		f.refuse(fault.NotApplicable, at, "what", notDrawnText, "why", notQuantity)
		return policy.None
	}
	return k
}

// stepsOf is what held in a place through time: the place's own value, else its province's, else the nation's.
func stepsOf(b *policy.Book, p *policy.Place, k policy.Key) (steps []chart.Step) {
	var last *policy.Entry
	for _, d := range b.Changes(p) {
		e := b.On(p, d).Entry(k)
		if e == last {
			continue
		}
		if last = e; e != nil || steps != nil {
			steps = append(steps, chart.Step{From: d, Entry: e})
		}
	}
	return steps
}

// getCityBounds draws floors and ceilings city by city.
//
//	@Summary		图：各城市的缴费基数上下限 · Chart: floors and ceilings, city by city
//	@Description	按上限由高到低，最多 top 城（默认 30），其余计数；city 总会画出。可直接作为图片地址使用。
//	@Description	The highest ceiling first, top at most (30 unless told), the rest is counted; `city` is always drawn. Can be used as the address of an image.
//	@Tags			charts
//	@Produce		json,image/svg+xml,png
//	@Param			month	query		string	false	"月份，不填即本月 · month, this one if absent"	default(2026-08)
//	@Param			scheme	query		string	false	"公积金或社保 · scheme"						Enums(housing_fund, insurance)	default(housing_fund)
//	@Param			city	query		string	false	"自己的城市 · one's own city"
//	@Param			top		query		int		false	"最多画几城 · bars at most"	default(30)
//	@Param			title	query		string	false	"标题 · title"
//	@Param			width	query		int		false	"图宽，像素 · width in px"	minimum(280)	maximum(2400)
//	@Param			lang	query		string	false	"语言 · language"			Enums(zh, en)
//	@Success		200		{object}	ChartOption
//	@Failure		404		{object}	Problem
//	@Failure		422		{object}	Problem
//	@Router			/charts/city-comparison [get]
func (s *service) getCityBounds(c *gin.Context) {
	if !queryOf(c, "month", "scheme", "city", "top", "known_on", "title", "width") {
		return
	}
	var f form
	frame := f.frame(c, queryWord(c, "title"))
	monthWord := queryWord(c, "month")
	if !monthWord.given {
		monthWord = s.thisMonth()
	}
	month := f.month(monthWord, "/month")
	of := choose(&f, queryWord(c, "scheme"), "/scheme", boundedSchemes)
	places, own := s.placesOf(&f, queryWord(c, "city"), nil)
	top := cmp.Or(f.count(Count(queryWord(c, "top")), "/top", drawnTopText, 1, mostTop).Value, usualTop)
	book := s.known(&f, queryWord(c, "known_on"))
	if f.faults != nil {
		refuse(c, f.faults.Err())
		return
	}
	if of.floor == policy.None {
		of = boundedSchemes[0].value
	}
	v := newEvidence(frame.Lang)
	var rows []chart.CityBounds
	missing := 0
	for _, p := range places {
		snapshot := book.At(p, month)
		row := chart.CityBounds{Name: p.Name.In(frame.Lang), Own: p == own}
		for _, k := range []policy.Key{of.floor, of.ceiling} {
			if !snapshot.Has(k) || snapshot.Unlimited(k) {
				continue
			}
			e, m := snapshot.Entry(k), snapshot.Money(k)
			v.use(e)
			row.Doubt = row.Doubt || e.Grade.Low()
			if k == of.floor {
				row.Floor = &m
			} else {
				row.Ceiling = &m
			}
		}
		if row.Floor == nil && row.Ceiling == nil {
			missing++
			continue
		}
		rows = append(rows, row)
	}
	if rows == nil {
		refuse(c, book.At(places[0], month).Missing(of.ceiling, month.First(), "/month"))
		return
	}
	frame.Subtitle = s.subtitle(frame.Lang, lang.Text{ZH: fmt.Sprintf("%d 城", len(rows)), EN: fmt.Sprintf("%d cities", len(rows))}.In(frame.Lang), month.String())
	if missing > 0 {
		frame.Notes = append(frame.Notes, lang.Text{ZH: fmt.Sprintf("另有 %d 城当月没有已知的上下限。", missing), EN: fmt.Sprintf("%d more cities have no known bounds in that month.", missing)}.In(frame.Lang))
	}
	frame.Notes = append(frame.Notes, v.gradeLine())
	s.sendChart(c, chart.Bounds(frame, of.name, rows, top))
}

// bounded is a scheme with a floor and a ceiling.
type bounded struct {
	name           lang.Text
	floor, ceiling policy.Key
}

var boundedSchemes = choices[bounded]{
	{"housing_fund", bounded{policy.HousingFund.Name(), policy.HousingFundBaseFloor, policy.HousingFundBaseCeiling}},
	{"insurance", bounded{policy.Insurance.Name(), policy.InsuranceBaseFloor, policy.InsuranceBaseCeiling}},
}
