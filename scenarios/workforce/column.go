package workforce

import "fenhao/calc/lang"

// Column is one of the columns a table of people can have.
type Column uint8

// The columns, in the order of the template.
const (
	ID Column = iota
	Department
	City
	Kind
	Wage
	AverageWage
	Employment
	Hired
	Left
	EmployerRate
	EmployeeRate
	Sealed
	EmployerKind
	WorkInjuryClass
	WorkInjuryRate
	FlexibleBase
	MonthlyAmount
	PensionTier
	MedicalTier
	SchemesPaid

	Columns = int(SchemesPaid) + 1

	none     = Column(255) // a cell nobody reads
	nameless = Column(254) // a cell that must be empty
)

// ColumnSpec is what the program knows about a column.
type ColumnSpec struct {
	ID      string
	Name    lang.Text
	Aliases []string // other headers people write
	Meaning lang.Text
	Example [2]lang.Text // of an employee, of a flexible worker
}

// Spec is the column's declaration.
func (c Column) Spec() *ColumnSpec { return &columns[c] }

// String is the column's id.
func (c Column) String() string { return columns[c].ID }

func same(s string) lang.Text { return lang.Text{ZH: s, EN: s} }

var columns = [Columns]ColumnSpec{
	ID: {"id", say("工号", "id"), []string{"员工编号", "员工号", "职工号", "职工编号", "人员编号", "编号", "身份证号", "身份证号码", "证件号码", "employee id", "employee number", "staff id", "personnel number"},
		say("每人一个，不得重复；文字原样保留", "one for each person, never twice; kept as text"), [2]lang.Text{same("A0001"), same("A0002")}},
	Department: {"department", say("部门", "department"), []string{"所属部门", "部门名称", "科室", "dept", "department name", "team", "cost centre", "cost center"},
		say("空的也算一个部门", "empty is a department of its own"), [2]lang.Text{say("研发部", "Engineering"), say("配送部", "Delivery")}},
	City: {"city", say("城市", "city"), []string{"参保城市", "缴纳城市", "缴存城市", "参保地", "缴纳地", "工作城市", "所在城市", "工作地点", "place", "location"},
		say("城市名（“市”字可省）或代号", "a city's name or id"), [2]lang.Text{say("武汉", "Wuhan"), say("无锡", "Wuxi")}},
	Kind: {"kind", say("人员类别", "kind"), []string{"人员类型", "用工形式", "person kind", "worker kind"},
		say("职工或灵活就业；空的为职工", "employee or flexible; empty is an employee"), [2]lang.Text{say("职工", "employee"), say("灵活就业", "flexible")}},
	Wage: {"wage", say("月工资", "wage"), []string{"工资", "应发工资", "当月应发工资", "月薪", "薪资", "基本工资", "salary", "monthly wage", "monthly salary", "pay", "pay due"},
		say("计划开始（或入职）时的月应发工资，元", "full pay due a month, yuan, when the plan begins (or at hire)"), [2]lang.Text{same("20000.00"), {}}},
	AverageWage: {"average_wage", say("上年度月平均工资", "average wage"), []string{"上年月平均工资", "上年度平均工资", "月平均工资", "平均工资", "申报工资", "申报基数", "缴费基数", "缴存基数", "average monthly wage", "last year's average wage", "declared wage"},
		say("计划首月所在缴存年度的申报工资，元", "what is declared for the fund year of the plan's first month, yuan a month"), [2]lang.Text{same("18000.00"), {}}},
	Employment: {"employment", say("用工情况", "employment"), []string{"入职类别", "入职类型", "employment kind"},
		say("在职、新参加工作或新调入", "established, new_hire or transferred"), [2]lang.Text{say("在职", "established"), {}}},
	Hired: {"hired", say("入职月份", "hired"), []string{"入职日期", "入职时间", "入职年月", "hire month", "hire date", "start", "start month", "start date"},
		say("首个工作月；空的为计划之前", "the first month of work; empty is before the plan"), [2]lang.Text{{}, {}}},
	Left: {"left", say("离职月份", "left"), []string{"离职日期", "离职时间", "离职年月", "停缴月份", "leave month", "leave date", "end", "end month", "end date", "last month"},
		say("最后一个缴费月；空的为一直在", "the last month paid; empty is for good"), [2]lang.Text{{}, {}}},
	EmployerRate: {"employer_rate", say("单位缴存比例", "employer rate"), []string{"公积金单位比例", "单位比例", "单位公积金比例", "公积金单位缴存比例", "employer's rate", "employer fund rate"},
		say("住房公积金，12% 或 0.12", "of the housing fund, 12% or 0.12"), [2]lang.Text{same("12%"), {}}},
	EmployeeRate: {"employee_rate", say("个人缴存比例", "employee rate"), []string{"公积金个人比例", "个人比例", "个人公积金比例", "公积金个人缴存比例", "employee's rate", "employee fund rate"},
		say("住房公积金，12% 或 0.12", "of the housing fund, 12% or 0.12"), [2]lang.Text{same("12%"), {}}},
	Sealed: {"sealed", say("内部封存", "internally sealed"), []string{"封存", "公积金封存", "sealed from"},
		say("是、否，或自哪个月起；其间公积金为 0.00，社会保险照缴并照常调整基数", "yes, no, or the month it begins; the fund is 0.00 from then on, the insurances go on and their bases are adjusted"), [2]lang.Text{say("否", "no"), {}}},
	EmployerKind: {"employer_kind", say("单位性质", "employer kind"), []string{"单位类型", "单位类别", "employer type", "kind of employer"},
		say("企业、机关、事业单位、社会团体、其他", "enterprise, government, institution, social_organization or other"), [2]lang.Text{say("企业", "enterprise"), {}}},
	WorkInjuryClass: {"work_injury_class", say("工伤风险类别", "work injury class"), []string{"工伤类别", "工伤行业类别", "工伤保险行业类别", "industry class", "risk class"},
		say("1 至 8", "1 to 8"), [2]lang.Text{same("1"), {}}},
	WorkInjuryRate: {"work_injury_rate", say("工伤保险费率", "work injury rate"), []string{"工伤费率", "工伤浮动费率", "工伤比例"},
		say("单位浮动后的费率，代替类别的费率", "the employer's own floated rate, instead of its class's"), [2]lang.Text{{}, {}}},
	FlexibleBase: {"flexible_base", say("灵活就业缴费基数", "flexible base"), []string{"灵活就业基数", "选择的缴费基数"},
		say("灵活就业人员选择的基数，元", "the base a flexible worker chose, yuan a month"), [2]lang.Text{{}, same("6000.00")}},
	MonthlyAmount: {"monthly_amount", say("月缴存额", "monthly amount"), []string{"公积金月缴存额", "灵活就业月缴存额"},
		say("灵活就业人员约定的公积金月缴存额，元", "what a flexible worker agreed to pay into the housing fund, yuan a month"), [2]lang.Text{{}, same("800.00")}},
	PensionTier: {"pension_tier", say("养老保险档次", "pension tier"), []string{"养老档次"},
		say("灵活就业人员，有档次的城市", "of a flexible worker, where there are tiers"), [2]lang.Text{{}, {}}},
	MedicalTier: {"medical_tier", say("医疗保险档次", "medical tier"), []string{"医疗档次"},
		say("灵活就业人员，有档次的城市", "of a flexible worker, where there are tiers"), [2]lang.Text{{}, {}}},
	SchemesPaid: {"schemes", say("险种", "schemes"), []string{"参加险种", "缴纳险种", "参保险种", "缴纳项目"},
		say("只缴其中几项的人：公积金、社保，或逐项写明，用“、”分开；空的为计划的全部险种", "of who pays some of them only: housing_fund, insurance, or each by name, parted by commas; empty: all of the plan"), [2]lang.Text{{}, {}}},
}
