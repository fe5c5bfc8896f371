package workforce

import (
	"strings"

	"fenhao/calc/contribution"
	"fenhao/calc/fault"
	"fenhao/calc/policy"
)

// choices are the words a cell may have, plainly written, and what each means.
type choices[T any] struct {
	of    map[string]T
	shown string // those a message names
}

func choose[T any](shown string, of map[string]T) choices[T] { return choices[T]{of, shown} }

// find finds a cell's word.
func (c *choices[T]) find(b []byte) (v T, e *fault.Error) {
	if v, ok := c.of[string(b)]; ok {
		return v, nil
	}
	s := string(b)
	if v, ok := c.of[plain(s)]; ok {
		return v, nil
	}
	if e := fullWidth(s); e != nil {
		return v, e
	}
	return v, problem(fault.NotOneOf, "value", shorten(s), "choices", c.shown)
}

var kinds = choose("职工 employee, 灵活就业 flexible", map[string]contribution.PersonKind{
	"职工": contribution.Employee, "员工": contribution.Employee, "在职职工": contribution.Employee, "employee": contribution.Employee,
	"灵活就业": contribution.FlexibleWorker, "灵活就业人员": contribution.FlexibleWorker, "flexible": contribution.FlexibleWorker, "flexibleworker": contribution.FlexibleWorker,
})

var employments = choose("在职 established, 新参加工作 new_hire, 新调入 transferred", map[string]contribution.EmploymentKind{
	"在职": contribution.Established, "established": contribution.Established,
	"新参加工作": contribution.NewHire, "新录用": contribution.NewHire, "new_hire": contribution.NewHire, "newhire": contribution.NewHire,
	"新调入": contribution.Transferred, "调入": contribution.Transferred, "transferred": contribution.Transferred,
})

var employers = choose("企业 enterprise, 机关 government, 事业单位 institution, 社会团体 social_organization, 其他 other", map[string]contribution.EmployerKind{
	"企业": contribution.Enterprise, "enterprise": contribution.Enterprise, "机关": contribution.Government, "government": contribution.Government,
	"事业单位": contribution.Institution, "institution": contribution.Institution, "社会团体": contribution.SocialOrganization,
	"social_organization": contribution.SocialOrganization, "socialorganization": contribution.SocialOrganization, "其他": contribution.OtherEmployer, "other": contribution.OtherEmployer,
})

var schemes = choose("公积金 housing_fund, 社保 insurance, 养老 pension, 医疗 medical, 失业 unemployment, 工伤 work_injury, 生育 maternity", map[string]contribution.Schemes{
	"公积金": ofSchemes(policy.HousingFund), "住房公积金": ofSchemes(policy.HousingFund), "housingfund": ofSchemes(policy.HousingFund), "fund": ofSchemes(policy.HousingFund),
	"社保": insured, "社会保险": insured, "五险": insured, "insurance": insured, "insurances": insured,
	"全部": insured.With(policy.HousingFund), "五险一金": insured.With(policy.HousingFund), "all": insured.With(policy.HousingFund),
	"养老": ofSchemes(policy.Pension), "养老保险": ofSchemes(policy.Pension), "pension": ofSchemes(policy.Pension),
	"医疗": ofSchemes(policy.Medical), "医疗保险": ofSchemes(policy.Medical), "medical": ofSchemes(policy.Medical),
	"失业": ofSchemes(policy.Unemployment), "失业保险": ofSchemes(policy.Unemployment), "unemployment": ofSchemes(policy.Unemployment),
	"工伤": ofSchemes(policy.WorkInjury), "工伤保险": ofSchemes(policy.WorkInjury), "workinjury": ofSchemes(policy.WorkInjury),
	"生育": ofSchemes(policy.Maternity), "生育保险": ofSchemes(policy.Maternity), "maternity": ofSchemes(policy.Maternity),
})

var insured = ofSchemes(policy.Pension, policy.Medical, policy.Unemployment, policy.WorkInjury, policy.Maternity)

func ofSchemes(list ...policy.Scheme) (s contribution.Schemes) {
	for _, one := range list {
		s = s.With(one)
	}
	return s
}

// schemesOf reads one or several names: "公积金、工伤".
func schemesOf(b []byte) (s contribution.Schemes, e *fault.Error) {
	for name := range strings.FieldsFuncSeq(string(b), func(r rune) bool { return strings.ContainsRune("、，,;；/+ ", r) }) {
		one, e := schemes.find([]byte(name))
		if e != nil {
			return 0, e
		}
		s |= one
	}
	if s == 0 {
		_, e = schemes.find(b)
	}
	return s, e
}

var yesNo = choose("是 yes, 否 no, 2026-08", map[string]bool{
	"是": true, "yes": true, "y": true, "true": true, "1": true, "否": false, "no": false, "n": false, "false": false, "0": false,
})

// cityNames are the names of a book's cities: id, Chinese name with and without 市, English name. A name two cities have is nobody's.
func cityNames(cities []*policy.Place) map[string]int {
	m := map[string]int{}
	add := func(name string, i int) {
		if other, twice := m[name]; twice && other != i {
			i = -1
		}
		m[name] = i
	}
	for i, p := range cities {
		for _, name := range []string{p.Name.ZH, strings.TrimSuffix(p.Name.ZH, "市"), p.Name.EN, plain(p.Name.EN)} {
			add(name, i)
		}
	}
	for i, p := range cities { // an id is one city's, whoever else is called so
		m[p.ID], m[plain(p.ID)] = i, i
	}
	return m
}

// isYes reads a yes or no; ok is false for any other word.
func isYes(b []byte) (yes, ok bool) {
	if yes, ok = yesNo.of[string(b)]; !ok {
		yes, ok = yesNo.of[plain(string(b))]
	}
	return yes, ok
}
