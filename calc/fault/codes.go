package fault

import "fenhao/calc/lang"

type entry struct {
	kind                 Kind
	title, message, hint lang.Text
}

// The codes. A constant, and its line in the table below.
const (
	// Reading the request.
	BadJSON        Code = "bad_json"
	UnknownField   Code = "unknown_field"
	DuplicateField Code = "duplicate_field"
	TrailingData   Code = "trailing_data"
	WrongType      Code = "wrong_type"
	BodyTooLarge   Code = "body_too_large"
	TooManyItems   Code = "too_many_items"
	MediaType      Code = "unsupported_media_type"
	UnknownRoute   Code = "unknown_route"
	BadMethod      Code = "method_not_allowed"
	RateLimited    Code = "rate_limited"
	SlowBody       Code = "body_too_slow"
	IntakeFull     Code = "intake_full"
	TimedOut       Code = "timed_out"
	NotAcceptable  Code = "not_acceptable"
	NoConverter    Code = "no_converter"
	BadYAML        Code = "bad_yaml"
	BadForm        Code = "bad_form"

	// Reading a value.
	Required       Code = "required"
	NotNumber      Code = "not_a_number"
	TooPrecise     Code = "too_precise"
	OutOfRange     Code = "out_of_range"
	Negative       Code = "negative"
	NotPositive    Code = "not_positive"
	NotMonth       Code = "not_a_month"
	NotDate        Code = "not_a_date"
	NotInstant     Code = "not_an_instant"
	NotOneOf       Code = "not_one_of"
	NotApplicable  Code = "not_applicable"
	NotInOrder     Code = "not_in_order"
	DuplicateMonth Code = "duplicate_month"
	MonthGap       Code = "month_gap"
	HistoryEnd     Code = "history_end"
	TooLong        Code = "too_long"
	BadPath        Code = "bad_path"
	NotVariable    Code = "not_variable"
	Exclusive      Code = "exclusive"

	// The book.
	UnknownPlace     Code = "unknown_place"
	UnknownParameter Code = "unknown_parameter"
	UnknownID        Code = "unknown_id"
	BeforeFirst      Code = "before_first_value"
	ValueUnknown     Code = "value_unknown"
	ValueEnded       Code = "value_ended"
	NotKnownThen     Code = "not_known_then"
	BadOverride      Code = "bad_override"

	// The rules of contributions.
	RateBelow      Code = "rate_below_minimum"
	RateAbove      Code = "rate_above_maximum"
	RateStep       Code = "rate_not_in_step"
	RatesUnequal   Code = "rates_unequal"
	AmountBelow    Code = "amount_below_minimum"
	AmountAbove    Code = "amount_above_maximum"
	NoSuchTier     Code = "no_such_tier"
	BeforeStart    Code = "before_employment"
	NotContributor Code = "not_a_contributor"

	// Workforce budgets: what is wrong with a table.
	UnknownColumn Code = "unknown_column"
	DoubledColumn Code = "doubled_column"
	TooManyCells  Code = "too_many_cells"
	DoubledID     Code = "doubled_id"
	FullWidth     Code = "full_width"
	PercentMeant  Code = "percent_meant"
	TooFewLeave   Code = "too_few_to_leave"
	NobodyThere   Code = "nobody_there"
	NamelessCell  Code = "nameless_column"
	MonthUnclear  Code = "month_unclear"

	// The account: what an event runs into.
	NoAccount        Code = "no_account"
	AccountExists    Code = "account_exists"
	AccountClosed    Code = "account_closed"
	AccountSealed    Code = "account_sealed"
	AccountNotSealed Code = "account_not_sealed"
	ReopenBarred     Code = "reopen_barred"
	ReopenTooSoon    Code = "reopen_too_soon"
	WindowClosed     Code = "window_closed"
	NothingUnpaid    Code = "nothing_unpaid"
	NotDueYet        Code = "not_due_yet"
	NoDebit          Code = "no_debit"
	ArrearsFirst     Code = "arrears_first"
	NotEnough        Code = "insufficient_balance"
	MustKeep         Code = "must_keep"
	MustWithdrawAll  Code = "must_withdraw_all"
	LoanOutstanding  Code = "loan_outstanding"
	SpouseLoan       Code = "spouse_loan_outstanding"
	NoLoan           Code = "no_loan"
	NotEligible      Code = "not_eligible"
	EmployeesOnly    Code = "employees_only"
	FlexibleOnly     Code = "flexible_only"
	NotWorkingDay    Code = "not_a_working_day"

	// Reading a table: a file as a whole, then a row of it.
	BadTable         Code = "unreadable_table"
	OldWorkbook      Code = "old_or_locked_workbook"
	TableTooLarge    Code = "table_too_large"
	NoHeader         Code = "no_header"
	TooManyColumns   Code = "too_many_columns"
	ColumnType       Code = "column_type"
	RowTooLong       Code = "row_too_long"
	UnclosedQuote    Code = "unclosed_quote"
	StrayQuote       Code = "stray_quote"
	ControlCharacter Code = "control_character"
	BadEncoding      Code = "bad_encoding"
	MixedEncodings   Code = "mixed_encodings"
	DigitsLost       Code = "digits_lost"
	MergedCells      Code = "merged_cells"
	CellError        Code = "cell_error"
	NotCalculated    Code = "not_calculated"
	TooManyRows      Code = "too_many_rows"
	MoreProblems     Code = "more_problems"
	WorkbookTooLarge Code = "workbook_too_large"
	NoPeople         Code = "no_people"
	FileFailed       Code = "file_failed"

	// Saved scenarios.
	KeyReused Code = "idempotency_key_reused"
	NoStore   Code = "store_unavailable"
	StoreFull Code = "store_full"

	// Workforce budgets as jobs.
	BudgetState      Code = "budget_state"
	TableGone        Code = "table_gone"
	NotComparable    Code = "not_comparable"
	OtherRuleset     Code = "other_ruleset"
	BudgetFailed     Code = "budget_failed"
	BudgetUnfinished Code = "budget_unfinished"
	BudgetIdle       Code = "budget_idle"

	InternalError Code = "internal"
)

func t(zh, en string) lang.Text { return lang.Text{ZH: zh, EN: en} }

var codes = map[Code]entry{
	BadJSON:        {Malformed, t("请求不是合法的 JSON", "The request is not valid JSON"), t("第 {offset} 字节处无法读取：{detail}。", "Unreadable at byte {offset}: {detail}."), t("请检查逗号、引号和括号。", "Check commas, quotes and brackets.")},
	UnknownField:   {Malformed, t("未知字段", "Unknown field"), t("没有名为“{name}”的字段。", "There is no field named \"{name}\"."), t("可用字段：{known}。", "Known fields: {known}.")},
	DuplicateField: {Malformed, t("字段重复", "Duplicate field"), t("字段“{name}”出现了两次。", "The field \"{name}\" appears twice."), t("请只保留一个。", "Keep one of them.")},
	TrailingData:   {Malformed, t("请求末尾有多余内容", "Trailing data"), t("JSON 结束后（第 {offset} 字节）还有内容。", "There is something after the end of the JSON value (byte {offset})."), t("一次只提交一个 JSON 对象。", "Send one JSON object at a time.")},
	WrongType:      {Malformed, t("类型不对", "Wrong type"), t("这里应为{want}，收到的是{got}。", "Expected {want} here, got {got}."), t("请按接口说明填写。", "See the API description.")},
	BodyTooLarge:   {TooLarge, t("请求过大", "Request too large"), t("请求超过 {limit} 字节。", "The request is larger than {limit} bytes."), t("请拆分后再提交。", "Split it and send the parts.")},
	TooManyItems:   {TooLarge, t("条目过多", "Too many items"), t("收到 {got} 条，一次最多 {limit} 条。", "Got {got} items, at most {limit} are accepted."), t("请分批提交。", "Send them in batches.")},
	MediaType:      {Malformed, t("不支持的内容类型", "Unsupported media type"), t("请求的 Content-Type 是“{got}”。", "The request's Content-Type is \"{got}\"."), t("请用 Content-Type: {choices}。", "Use Content-Type: {choices}.")},
	UnknownRoute:   {NotFound, t("没有这个地址", "Unknown address"), t("没有 {path}。", "There is no {path}."), t("接口说明见 /swagger/index.html。", "The API is described at /swagger/index.html.")},
	BadMethod:      {Malformed, t("方法不对", "Method not allowed"), t("这里不接受 {method}。", "{method} is not accepted here."), t("可用：{allow}。", "Use {allow}.")},
	RateLimited:    {TooLarge, t("请求过于频繁", "Too many requests"), t("超过每秒 {limit} 次。", "More than {limit} requests a second."), t("请在 {seconds} 秒后再试。", "Try again in {seconds} s.")},
	SlowBody:       {Malformed, t("请求发送过慢", "Body too slow"), t("请求没有在时限内发完。", "The body did not arrive in time."), t("请检查网络后重发。", "Check the network and send it again.")},
	IntakeFull:     {TooLarge, t("正在读取的表格过多", "Too many tables at once"), t("已有 {limit} 份表格正在读取，这一份没有读。", "{limit} tables are being read already; this one was not."), t("请在 {seconds} 秒后重发。", "Send it again in {seconds} s.")},
	TimedOut:       {Internal, t("超时", "Timed out"), t("未能在 {seconds} 秒内完成。", "Not finished within {seconds} s."), t("请拆分后再提交。", "Split it and send the parts.")},
	NotAcceptable:  {Malformed, t("没有这种格式", "No such form"), t("请求的 Accept 是“{got}”，这里没有。", "The request accepts \"{got}\", which is not offered here."), t("可用：{kinds}。", "Use one of {kinds}.")},
	NoConverter:    {Internal, t("不能给出 PNG", "PNG is not available"), t("运行本服务的机器没有安装把 SVG 转成 PNG 的程序。", "The machine this service runs on has no program that turns SVG into PNG."), t("请改用 Accept: image/svg+xml；或由维护者安装 rsvg-convert（Debian 软件包 librsvg2-bin）。", "Ask for image/svg+xml instead, or have rsvg-convert installed (librsvg2-bin on Debian).")},

	BadYAML: {Malformed, t("不是可读的 YAML", "Not readable as YAML"), t("无法读取：{detail}。", "Unreadable: {detail}."), t("请检查缩进、冒号和引号。", "Check indentation, colons and quotes.")},
	BadForm: {Malformed, t("表单无法读取", "The form cannot be read"), t("multipart/form-data 在第 {part} 部分处中断或不合规范。", "The multipart/form-data ends early or is malformed at part {part}."), t("请重新提交；各部分的名称为 plan、file、run、keep。", "Send it again; its parts are called plan, file, run and keep.")},

	Required:       {Refused, t("缺少必填项", "Required"), t("缺少{what}。", "Missing: {what}."), t("请填写；未填不等于零。", "Please give it; missing is not zero.")},
	TooLong:        {Refused, t("太长", "Too long"), t("{what}共 {got} 个，一次最多 {limit} 个。", "{got} {what}; at most {limit} are accepted at once."), t("请缩短后再提交。", "Make it shorter.")},
	BadPath:        {Refused, t("路径不对", "No such path"), t("“{path}”在{where}中没有指向任何数值。", "\"{path}\" points at no value of {where}."), t("路径是 JSON 指针，例如 {example}。", "A path is a JSON pointer such as {example}.")},
	NotVariable:    {Refused, t("不能这样变化", "Cannot be varied so"), t("{what}。", "{what}."), t("请给出同一种类的 from、to 和 step：金额、比例、整数、月份或日期。", "Give from, to and step of one kind: amounts, rates, whole numbers, months or dates.")},
	NotNumber:      {Refused, t("不是数", "Not a number"), t("“{value}”不是普通的十进制数。", "\"{value}\" is not a plain decimal number."), t("请只写数字和小数点，例如 20000.00。", "Write digits and a decimal point only, such as 20000.00.")},
	TooPrecise:     {Refused, t("小数位过多", "Too many decimals"), t("“{value}”的小数位超过 {places} 位。", "\"{value}\" has more than {places} decimals."), t("请先取整到允许的位数。", "Round it to the decimals allowed.")},
	OutOfRange:     {Refused, t("超出范围", "Out of range"), t("{what}为 {value}，应在 {min} 与 {max} 之间。", "{what} is {value}; it must lie between {min} and {max}."), t("请核对后重填。", "Check the value.")},
	Negative:       {Refused, t("不能为负", "Negative"), t("{what}不能为负数，收到 {value}。", "{what} cannot be negative, got {value}."), t("请填写零或正数。", "Give zero or a positive value.")},
	NotPositive:    {Refused, t("必须大于零", "Not positive"), t("{what}必须大于零，收到 {value}。", "{what} must be above zero, got {value}."), t("请填写正数。", "Give a positive value.")},
	NotMonth:       {Refused, t("不是月份", "Not a month"), t("“{value}”不是 1900 至 2200 年间的月份。", "\"{value}\" is not a month of the calendar between 1900 and 2200."), t("格式为 2026-08。", "Write it as 2026-08.")},
	NotDate:        {Refused, t("不是日期", "Not a date"), t("“{value}”不是 1900 至 2200 年间的日期。", "\"{value}\" is not a day of the calendar between 1900 and 2200."), t("格式为 2026-08-15。", "Write it as 2026-08-15.")},
	NotInstant:     {Refused, t("不是时刻", "Not an instant"), t("“{value}”不是带时区的时刻。", "\"{value}\" is not an instant with its offset."), t("格式为 2026-08-17T09:00:00+08:00（RFC 3339）。", "Write it as 2026-08-17T09:00:00+08:00 (RFC 3339).")},
	NotOneOf:       {Refused, t("不在可选值中", "Not one of the choices"), t("“{value}”不是可选值。", "\"{value}\" is not one of the choices."), t("可选：{choices}。", "Choose from: {choices}.")},
	NotApplicable:  {Refused, t("此处不适用", "Not applicable"), t("{what}在此不适用：{why}。", "{what} does not apply here: {why}."), t("请去掉该项。", "Leave it out.")},
	NotInOrder:     {Refused, t("顺序不对", "Not in order"), t("{value} 排在 {before} 之后，应由早到晚。", "{value} stands after {before}; the order is oldest first."), t("请按时间先后排列。", "Put the oldest first.")},
	DuplicateMonth: {Refused, t("月份重复", "Month given twice"), t("{month} 出现了两次。", "{month} appears twice."), t("一个月只写一行。", "Give each month once.")},
	MonthGap:       {Refused, t("月份不连续", "A month is missing"), t("{month} 之前缺少 {missing}。", "{missing} is missing before {month}."), t("未缴的月份也要写，status 为 missed。", "Give unpaid months too, with the status missed.")},
	HistoryEnd:     {Refused, t("缴存记录的最后一个月不对", "The history ends in the wrong month"), t("缴存记录止于 {month}，应止于所问时间的前一个月 {last}。", "The history ends with {month}; it must end with {last}, the month before the time asked about."), t("请补到 {last} 为止。", "Give the months up to {last}.")},
	Exclusive:      {Refused, t("不能同时填写", "Mutually exclusive"), t("{a}与{b}不能同时填写。", "{a} and {b} exclude each other."), t("请只保留一项。", "Keep one of them.")},

	UnknownPlace:     {NotFound, t("没有这个地方", "Unknown place"), t("政策库中没有“{place}”。", "The policy book has no place \"{place}\"."), t("请从有数据的城市中选择（接口：GET /api/v1/cities）。", "Choose one of the cities of the book (in the API: GET /api/v1/cities).")},
	UnknownParameter: {NotFound, t("没有这个参数", "Unknown parameter"), t("没有名为“{key}”的参数。", "There is no parameter \"{key}\"."), t("参数名见 GET /api/v1/cities/{place}/parameters。", "GET /api/v1/cities/{place}/parameters lists them.")},
	UnknownID:        {NotFound, t("没有这个编号", "Unknown id"), t("没有“{id}”。", "There is no \"{id}\"."), t("请核对编号。", "Check the id.")},
	BeforeFirst:      {Refused, t("早于已知的最早月份", "Before the first known value"), t("{place}的“{name}”（{key}）在 {month} 尚无已知数值，最早可回答的月份是 {first}。", "{name} ({key}) of {place} is not known for {month}; the first month that can be answered is {first}."), t("请改问 {first} 或以后，或假设一个当时的数值（接口：overrides）。", "Ask for {first} or later, or suppose a value of that time (in the API: overrides).")},
	ValueUnknown:     {Refused, t("数值未知", "Value unknown"), t("{place}的“{name}”（{key}）没有找到公布的数值。", "No published value of {name} ({key}) of {place} has been found."), t("可以假设一个数值再算（接口和预算计划：overrides，key 为 {key}），或不算这个险种。", "A value can be supposed (in the API and in a budget's plan: overrides, with the key {key}), or the scheme left out.")},
	ValueEnded:       {Refused, t("规定已失效", "No longer in force"), t("{place}的“{name}”（{key}）自 {ended} 起不再有效，没有找到后续规定。", "{name} ({key}) of {place} is no longer in force since {ended}, and no successor is known."), t("请改用此前的月份，或假设一个新值（接口：overrides）。", "Ask for an earlier month, or suppose a new value (in the API: overrides).")},
	NotKnownThen:     {Refused, t("当时尚未公布", "Not published then"), t("{place}的“{name}”（{key}）到 known_on 那天尚未公布。", "{name} ({key}) of {place} had not been published by the day of known_on."), t("请把 known_on 改晚，或去掉。", "Give a later known_on, or leave it out.")},
	BadOverride:      {Refused, t("假设值无法使用", "Override not usable"), t("{detail}。", "{detail}."), t("写法同政策文件，例如 \"8000 yuan/month\"、\"12%\"。", "Write it as in a policy file: \"8000 yuan/month\", \"12%\".")},

	RateBelow:      {Refused, t("比例低于下限", "Rate below the minimum"), t("{what}为 {value}，不得低于 {min}。", "{what} is {value}; it may not be below {min}."), t("请填写不低于 {min} 的比例。", "Give a rate of at least {min}.")},
	RateAbove:      {Refused, t("比例高于上限", "Rate above the maximum"), t("{what}为 {value}，不得高于 {max}。", "{what} is {value}; it may not be above {max}."), t("请填写不高于 {max} 的比例。", "Give a rate of at most {max}.")},
	RateStep:       {Refused, t("比例不是规定的档距", "Rate not in whole steps"), t("{what}为 {value}，应为 {step} 的整数倍。", "{what} is {value}; it must be a multiple of {step}."), t("请填写整数百分比。", "Give a whole percentage.")},
	RatesUnequal:   {Refused, t("单位与个人比例不一致", "Rates unequal"), t("单位比例 {employer} 与个人比例 {employee} 必须一致。", "The employer's rate {employer} and the employee's rate {employee} must be the same."), t("请填写相同的比例。", "Give the same rate for both.")},
	AmountBelow:    {Refused, t("金额低于下限", "Amount below the minimum"), t("{what}为 {value} 元，不得低于 {min} 元。", "{what} is {value} yuan; it may not be below {min} yuan."), t("请填写不低于 {min} 元的金额。", "Give at least {min} yuan.")},
	AmountAbove:    {Refused, t("金额高于上限", "Amount above the maximum"), t("{what}为 {value} 元，不得高于 {max} 元。", "{what} is {value} yuan; it may not be above {max} yuan."), t("请填写不高于 {max} 元的金额。", "Give at most {max} yuan.")},
	NoSuchTier:     {Refused, t("没有这个档次", "No such tier"), t("{place}的{insurance}没有 {value} 档。", "{place} has no tier {value} for {insurance}."), t("可选档次：{choices}。", "Tiers: {choices}.")},
	BeforeStart:    {Refused, t("早于入职月份", "Before the employment starts"), t("所问月份 {month} 早于起始月份 {start}。", "The month asked for, {month}, is before the start, {start}."), t("请改用 {start} 或以后的月份。", "Ask for {start} or later.")},
	NotContributor: {Refused, t("不属于缴存范围", "Not a contributor"), t("{why}。", "{why}."), t("请核对身份。", "Check who is meant.")},

	UnknownColumn: {Refused, t("未知的列", "Unknown column"), t("不认识“{name}”这一列。", "There is no column \"{name}\"."), t("最接近的是“{nearest}”；也可在计划中说明忽略不认识的列（ignore_columns）。", "The nearest is \"{nearest}\"; or let the plan pass over unknown columns (ignore_columns).")},
	DoubledColumn: {Refused, t("列重复", "Column given twice"), t("“{column}”在第 {first} 列已经有了。", "\"{column}\" is column {first} already."), t("请只保留一列。", "Keep one of them.")},
	TooManyCells:  {Refused, t("单元格过多", "Too many cells"), t("这一行有 {got} 格，表头只有 {limit} 格。", "The row has {got} cells, the header {limit}."), t("请检查是否有多余的逗号，或给这一列加上表头。", "Look for a comma too many, or give the column a header.")},
	DoubledID:     {Refused, t("编号重复", "Id given twice"), t("这个编号在第 {row} 行已经有了。", "The id stands in row {row} already."), t("每人只占一行，请改正编号或删去一行。", "Each person has one row; correct the id or remove a row.")},
	FullWidth:     {Refused, t("全角字符", "Full-width characters"), t("“{value}”中有全角的数字或符号。", "\"{value}\" has full-width digits or signs."), t("请改用半角：{ascii}。", "Write it with ordinary ones: {ascii}.")},
	PercentMeant:  {Refused, t("比例写法不明", "Not a share"), t("{what}为 {value}，即 {percent}。", "{what} is {value}, which is {percent}."), t("如果是百分之 {value}，请写 {value}% 或对应的小数。", "If {value} per cent is meant, write {value}% or the fraction.")},
	TooFewLeave:   {Refused, t("可离职的人不够", "Too few who can leave"), t("“{department}”部门要离职 {count} 人，可选的只剩 {left} 人。", "{count} people are to leave department \"{department}\"; only {left} can."), t("只计在计划开始前已在职、没有离职月份的人；请减少人数。", "Only who worked there before the plan and has no leave month counts; plan fewer.")},

	NobodyThere:  {Refused, t("没有这样的人", "Nobody is meant"), t("计划的这一项针对{whom}，而表格和计划新增的人里都没有。", "This line of the plan is about {whom}; nobody of the table or of the plan's hires is there."), t("请核对部门的写法和城市，或删去这一项。", "Check how the department is written, and the city, or take the line out.")},
	NamelessCell: {Refused, t("没有列名的列", "A column without a name"), t("第 {column} 列没有列名，这一格却有内容。", "Column {column} has no name, and this cell has something in it."), t("请在第 1 行写上列名，或清空这一列；也可在计划中说明忽略（ignore_columns）。", "Name the column in row 1 or empty it; or let the plan pass over it (ignore_columns).")},
	MonthUnclear: {Refused, t("月份写法不明", "The month is not clear"), t("“{value}”可能是 1 月，也可能是 10 月：电子表格会把 {year}.10 存成 {year}.1。", "\"{value}\" may be January or October: a spreadsheet keeps {year}.10 as {year}.1."), t("请写成 {year}-01 或 {year}-10。", "Write {year}-01 or {year}-10.")},

	NoAccount:        {Refused, t("没有账户", "No account"), t("尚未开户。", "No account has been opened."), t("请先开户（open）。", "Open an account first (open).")},
	AccountExists:    {Refused, t("已有账户", "There is an account already"), t("已有一个{state}的账户，一个身份证号只对应一个账户。", "There is an account already ({state}); one identity number has one account."), t("请使用原账户；封存的可恢复缴存（resume）。", "Use that account; a sealed one can be resumed (resume).")},
	AccountClosed:    {Refused, t("账户已销户", "The account is closed"), t("账户已经销户。", "The account has been closed."), t("请重新开户（open）。", "Open a new account (open).")},
	AccountSealed:    {Refused, t("账户已封存", "The account is sealed"), t("账户处于“封存”状态，只有“正常”账户可以办理。", "The account is sealed; only a normal account may do this."), t("请先恢复缴存（resume）。", "Resume it first (resume).")},
	AccountNotSealed: {Refused, t("账户没有封存", "The account is not sealed"), t("账户处于“正常”状态，无需恢复。", "The account is normal; there is nothing to resume."), t("请去掉该事件。", "Leave the event out.")},
	ReopenBarred:     {Refused, t("不予开户", "No new account"), t("曾因{ground}提取并销户，不予再开户。", "An earlier account was paid out for {ground}; no new one is opened."), t("请向公积金中心核实。", "Ask the housing-fund centre.")},
	ReopenTooSoon:    {Refused, t("尚不能再次开户", "Too soon to open again"), t("销户后须满 {months} 个月，{until} 起方可再开户。", "After closing {months} months must pass; a new account can be opened from {until}."), t("请在 {until} 或以后开户。", "Open it on {until} or later.")},
	WindowClosed:     {Refused, t("不在申请期内", "Outside the window"), t("基数在缴存年度内不变，变更只在 {opens} 至 {closes} 申请，{date} 不在其中。", "The base is fixed for the fund year; a change is applied for from {opens} to {closes}, which {date} is not."), t("请在下一个申请期内办理。", "Apply in the next window.")},
	NothingUnpaid:    {Refused, t("没有未缴的月份", "Nothing is unpaid"), t("截至 {through} 没有未缴的月份。", "No month up to {through} is unpaid."), t("请核对结束年月。", "Check the end month.")},
	NotDueYet:        {Refused, t("尚未到期", "Not due yet"), t("{through} 晚于办理当月 {month}。", "{through} lies after the month itself, {month}."), t("请选择不晚于 {month} 的结束年月。", "Choose an end month not after {month}.")},
	NoDebit:          {Refused, t("当月没有扣款", "No debit in this month"), t("{month} 没有扣款，谈不上扣款失败。", "There is no debit in {month} that could fail."), t("请核对日期和账户状态。", "Check the date and the account's state.")},
	ArrearsFirst:     {Refused, t("须先补缴", "Arrears come first"), t("{month} 尚未缴存，须先补缴。", "{month} is unpaid and has to be paid first."), t("请先补缴（back_pay）。", "Pay it first (back_pay).")},
	NotEnough:        {Refused, t("余额不足", "Not enough in the account"), t("要提取 {asked} 元，可提取的为 {have} 元。", "{asked} yuan are asked for; {have} yuan can be withdrawn."), t("请填写不超过 {have} 元的金额。", "Ask for at most {have} yuan.")},
	MustKeep:         {Refused, t("须保留最低余额", "Something has to stay"), t("继续缴存的，至少保留 {keep} 元，{can}。", "Who goes on contributing leaves at least {keep} yuan; {can}."), t("{next}。", "{next}.")},
	MustWithdrawAll:  {Refused, t("须全额提取", "All has to be withdrawn"), t("{why}须全额提取，可提取的为 {have} 元。", "{why} withdraws all of it: {have} yuan."), t("{next}。", "{next}.")},
	LoanOutstanding:  {Refused, t("贷款未结清", "A loan is not settled"), t("本人有未结清的公积金贷款。", "The person has an unsettled housing-fund loan."), t("请先结清贷款（settle_loan）。", "Settle the loan first (settle_loan).")},
	SpouseLoan:       {Refused, t("配偶贷款未结清", "The spouse's loan is not settled"), t("配偶有未结清的公积金贷款。", "The spouse has an unsettled housing-fund loan."), t("请先结清贷款。", "Settle the loan first.")},
	NoLoan:           {Refused, t("没有贷款", "No loan"), t("没有未结清的贷款。", "There is no unsettled loan."), t("请核对事件。", "Check the event.")},
	NotEligible:      {Refused, t("不符合条件", "Conditions not met"), t("{why}。", "{why}."), t("条件见 POST /api/v1/eligibility/loan。", "POST /api/v1/eligibility/loan lists the conditions.")},
	EmployeesOnly:    {Refused, t("只限单位职工账户", "Employees' accounts only"), t("这一项只适用于单位职工的账户。", "This is for an employee's account only."), t("请核对账户类别。", "Check the kind of account.")},
	FlexibleOnly:     {Refused, t("只限灵活就业账户", "Flexible workers' accounts only"), t("这一项只适用于灵活就业人员的账户。", "This is for a flexible worker's account only."), t("请核对账户类别。", "Check the kind of account.")},
	NotWorkingDay:    {Refused, t("不是工作日", "Not a working day"), t("{date} 不是工作日，这项业务只在工作日办理。", "{date} is no working day; this is done on working days only."), t("请改在工作日办理，见 POST /api/v1/procedures/check。", "Choose a working day; see POST /api/v1/procedures/check.")},

	BadTable:         {Malformed, t("文件无法读取", "The file cannot be read"), t("无法作为{format}读取：{detail}。", "Not readable as {format}: {detail}."), t("请用生成它的程序重新保存：表格存为 .xlsx 或 CSV（UTF-8），Parquet 用 Snappy、Gzip 或 Zstandard 压缩。", "Save it again with the program it comes from: a spreadsheet as .xlsx or as CSV (UTF-8), Parquet with Snappy, Gzip or Zstandard.")},
	OldWorkbook:      {Malformed, t("旧格式或加密的工作簿", "An old or locked workbook"), t("这是 .xls（Excel 97–2003）文件，或用密码加密的工作簿。", "This is an .xls file (Excel 97–2003), or a workbook locked with a password."), t("请打开后去掉密码，另存为 .xlsx。", "Open it, take the password off and save it as .xlsx.")},
	TableTooLarge:    {TooLarge, t("文件过大", "The file is too large"), t("{what}超过 {limit}。", "{what} is more than {limit}."), t("请改用 CSV，或拆成几个文件。", "Use CSV, or split it into several files.")},
	NoHeader:         {Malformed, t("没有表头", "No header"), t("第 1 行没有列名。", "Row 1 has no column names."), t("请在第 1 行写上列名，可下载模板。", "Put the names of the columns into row 1; there is a template to download.")},
	TooManyColumns:   {TooLarge, t("列过多", "Too many columns"), t("共有 {got} 列，最多 {limit} 列。", "There are {got} columns; at most {limit} are accepted."), t("请删去用不到的列。", "Take out the columns that are not needed.")},
	ColumnType:       {Refused, t("列的类型无法读取", "The column's type cannot be read"), t("列“{name}”的类型是 {type}，无法读作单元格。", "The column \"{name}\" is of the type {type}, which is no cell."), t("请改为文本、整数、小数（DECIMAL）或日期（DATE）。", "Use text, whole numbers, DECIMAL or DATE.")},
	RowTooLong:       {Refused, t("行过长", "The row is too long"), t("这一行超过 {limit} 字节。", "The row has more than {limit} bytes."), t("请检查这一行是否缺少换行，或含有不属于表格的内容。", "Check whether a line end is missing, or something is there that is no part of the table.")},
	UnclosedQuote:    {Refused, t("引号没有闭合", "A quote is not closed"), t("这一行有一个双引号没有闭合。", "A double quote of this row is never closed."), t("请补上或去掉双引号；单元格里的双引号要写两次。", "Close it or take it out; a double quote inside a cell is written twice.")},
	StrayQuote:       {Refused, t("引号位置不对", "A quote in the wrong place"), t("双引号出现在单元格中间。", "A double quote stands in the middle of a cell."), t("请去掉它，或用双引号括起整个单元格并把里面的双引号写两次。", "Take it out, or put the whole cell into double quotes and write those inside twice.")},
	ControlCharacter: {Refused, t("含有控制字符", "A control character"), t("这一行含有看不见的控制字符（{name}）。", "The row contains an invisible control character ({name})."), t("请删去它；若整个文件如此，请另存为 CSV（UTF-8）。", "Take it out; if the whole file is like this, save it as CSV (UTF-8).")},
	BadEncoding:      {Refused, t("文字编码不对", "Wrong encoding"), t("文件按 {encoding} 读取，这一行不是合法的 {encoding}。", "The file is read as {encoding}; this row is not valid {encoding}."), t("请把整个文件另存为 CSV（UTF-8）。", "Save the whole file as CSV (UTF-8).")},
	MixedEncodings:   {Refused, t("混用了两种编码", "Two encodings in one file"), t("文件按 {encoding} 读取，而这一行是 {other}。", "The file is read as {encoding}, but this row is {other}."), t("请把整个文件另存为 CSV（UTF-8）。", "Save the whole file as CSV (UTF-8).")},
	DigitsLost:       {Refused, t("末尾的数字已丢失", "Digits are lost"), t("{value} 末尾的数字已丢失：电子表格的数值只保留 15 位数字，Parquet 的 DOUBLE 也是，FLOAT 只有 7 位。", "{value} has lost its last digits: of a number a spreadsheet keeps 15 digits, as does a DOUBLE of Parquet; a FLOAT keeps 7."), t("请把该列设为“文本”格式，再重新填写；Parquet 的编号用 STRING，金额用 DECIMAL(18,2)。", "Set the column to the format Text and enter it again; in Parquet, ids are STRING and amounts DECIMAL(18,2).")},
	MergedCells:      {Refused, t("合并单元格", "Merged cells"), t("{cells} 是合并单元格，看不出每一格的内容。", "{cells} is one merged cell; what stands in each of its cells cannot be told."), t("请取消合并并填写每一格。", "Unmerge it and fill in each cell.")},
	CellError:        {Refused, t("单元格是错误值", "The cell is an error"), t("单元格的内容是 {value}。", "The cell contains {value}."), t("请改正公式，或直接填写数值。", "Mend the formula, or enter the value itself.")},
	NotCalculated:    {Refused, t("公式没有结果", "A formula without a result"), t("单元格是公式，但文件里没有它的计算结果。", "The cell is a formula, but its result is not in the file."), t("请在 Excel 或 WPS 中打开并保存一次，或直接填写数值。", "Open the file in a spreadsheet program and save it once, or enter the value itself.")},
	TooManyRows:      {TooLarge, t("行数过多", "Too many rows"), t("共有 {got} 行，Excel 的一张工作表最多 {limit} 行。", "There are {got} rows; a sheet of Excel holds at most {limit}."), t("请改用 CSV 或 Parquet，或每人只出一行（detail: person）。", "Use CSV or Parquet, or one row per person (detail: person).")},
	MoreProblems:     {Refused, t("问题过多", "Too many problems"), t("共有 {all} 处问题，这里只列出前 {listed} 处。", "There are {all} problems; only the first {listed} are listed."), t("请先改正列出的，再交一次。", "Mend those that are listed, then hand the table in again.")},
	WorkbookTooLarge: {TooLarge, t("工作簿过大", "The workbook is too large"), t("XLSX 或 Parquet 文件须整份存放后才能读取，这里最多 {limit} MiB。", "An XLSX or Parquet file has to be held whole before it can be read; here it may have {limit} MiB at most."), t("请改交 CSV（边收边读，可以更大），或由维护者用 --data 指定存放的文件夹。", "Send CSV, which is read while it comes and may be larger, or have the service started with --data and a folder to hold it in.")},

	KeyReused: {Refused, t("幂等键已用于另一请求", "Idempotency key used for another request"), t("Idempotency-Key“{key}”已用来保存过另一个情景。", "The Idempotency-Key \"{key}\" has saved another scenario."), t("请换一个键，或重发原来的内容。", "Use another key, or send the same body again.")},
	NoStore:   {Internal, t("存储不可用", "The store is not available"), t("存储处暂时连不上，这次请求没有完成。", "The store cannot be reached; the request was not carried out."), t("请稍后再试。", "Try again later.")},
	StoreFull: {Internal, t("存储空间已满", "The store is full"), t("保存处已没有空间，什么也没有保存。", "There is no room left in the store; nothing was saved."), t("请删除不再需要的预算，或联系维护者。", "Delete budgets that are no longer needed, or tell whoever runs the service.")},

	NoPeople:         {Refused, t("表格里没有人", "Nobody is in the table"), t("表头之后没有任何一行有内容，计划也没有新增人员。", "No row after the header has anything in it, and the plan hires nobody."), t("每人填写一行；工作簿请确认读取的工作表（“人员”，否则为第一张可见的）。", "Enter a row for each person; of a workbook the sheet People is read, else the first that is not hidden.")},
	FileFailed:       {Refused, t("文件无法使用", "The file cannot be used"), t("文件“{name}”：{detail}。", "The file \"{name}\": {detail}."), t("请核对路径、权限和磁盘空间；原有的文件没有改动。", "Check the path, the permissions and the room on the disk; files that were there are as they were.")},
	TableGone:        {Refused, t("表格已不在", "The table is no longer there"), t("预算 {id} 的表格已经删除：交表时没有要求保留（keep），或者预算已取消。", "The table of budget {id} has been deleted: it was not handed in with keep, or the budget was cancelled."), t("请重新交表，并填 keep=true。", "Hand the table in again, with keep=true.")},
	NotComparable:    {Refused, t("两份预算不能比较", "The two budgets cannot be compared"), t("一份是补差，另一份不是。", "One is a retroactive difference and the other is not."), t("请比较两份补差，或两份都不是补差的预算。", "Compare two retroactive differences, or two budgets that are none.")},
	BudgetState:      {Refused, t("预算现在不能这样做", "The budget's state does not allow it"), t("预算的状态是 {state}，要{what}须为 {needed}。", "The budget is {state}; {what} needs it to be {needed}."), t("状态见 GET /api/v1/budgets/{id}。", "GET /api/v1/budgets/{id} tells the state.")},
	OtherRuleset:     {Refused, t("政策库已更换", "Calculated with another policy book"), t("这份预算用政策库 {theirs} 计算，本服务现用 {ours}。", "The budget belongs to the policy book {theirs}; this service has {ours}."), t("请重新上传并计算。", "Upload it again and run it anew.")},
	BudgetFailed:     {Internal, t("预算没有算成", "The budget could not be calculated"), t("第 {chunk} 块试了 {tries} 次仍未算成，没有给出任何结果。", "Chunk {chunk} failed {tries} times; no result was given."), t("请重新计算；仍不成功时凭预算编号联系维护者。", "Run it again; if it fails again, report the budget's id.")},
	BudgetUnfinished: {Internal, t("预算没有合计成", "The budget could not be added up"), t("各块都已算完，合计试了 {tries} 次仍未成，没有给出任何结果。", "All chunks were calculated; adding them up failed {tries} times, and no result was given."), t("请重新计算；仍不成功时凭预算编号联系维护者。", "Run it again; if it fails again, report the budget's id.")},
	BudgetIdle:       {Internal, t("预算无人计算", "Nobody calculated the budget"), t("{hours} 小时内没有任何进展，已放弃。", "It came no further for {hours} hours and was given up."), t("请联系维护者：计算预算的进程（fenhao worker）可能没有运行。", "Tell whoever runs the service: the processes that calculate budgets (fenhao worker) may not be running.")},

	InternalError: {Internal, t("服务内部错误", "Internal error"), t("出现内部错误，未给出结果。", "An internal error; no answer was given."), t("请凭 request_id 联系维护者。", "Report the request_id.")},
}
