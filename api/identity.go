package api

import (
	"strings"

	"github.com/gin-gonic/gin"

	"fenhao/calc/contribution"
	"fenhao/calc/fault"
	"fenhao/calc/fund"
	"fenhao/calc/lang"
)

// IdentityRequest asks whether a number can be right. It is neither kept, nor logged, nor repeated in the answer.
type IdentityRequest struct {
	IdentityNumber Word `json:"identity_number" swaggertype:"string" example:"11010519491231002X"` // the example of the standard
	CreditCode     Word `json:"credit_code" swaggertype:"string"`
}

// IdentityVerdict says whether the number's form and check character are right, not whether it has been given to anybody.
type IdentityVerdict struct {
	Valid   bool   `json:"valid"`
	Flaw    string `json:"flaw,omitempty" enums:"wrong_length,wrong_character,no_such_day,wrong_check"`
	Message string `json:"message" example:"校验位相符。"`
	Rule    string `json:"rule" example:"WH-4a"`
}

var flawTexts = [...]lang.Text{
	fund.NoFlaw:         {ZH: "校验位相符。", EN: "The check character agrees."},
	fund.WrongLength:    {ZH: "应为 18 位。", EN: "It must have 18 characters."},
	fund.WrongCharacter: {ZH: "前 17 位应为数字，末位为数字或 X。", EN: "The first 17 characters must be digits, the last a digit or X."},
	fund.NoSuchDay:      {ZH: "其中的出生日期不是日历上的日期。", EN: "The date of birth in it is no day of the calendar."},
	fund.WrongCheck:     {ZH: "校验位不符，至少有一位写错。", EN: "The check character does not agree: at least one character is wrong."},
}

var creditCharacterText = lang.Text{ZH: "应由数字和大写字母组成，不用 I、O、S、V、Z。", EN: "It consists of digits and capital letters; I, O, S, V and Z are not used."}

// notOfCreditCodes tells which characters GB 32100 leaves out.
func notOfCreditCodes(r rune) bool {
	return (r < '0' || r > '9') && (r < 'A' || r > 'Z') || strings.ContainsRune("IOSVZ", r)
}

// postIdentityCheck checks an identity number or a unified social credit code.
//
//	@Summary		校验身份证号或统一社会信用代码 · Check an identity number or a credit code
//	@Description	只校验位数、日期和校验位（GB 11643、GB 32100）；不保存、不记录、不回显。一个身份证号只对应一个账户（WH-4a），一个信用代码只开一个单位账户（WH-3）。
//	@Description	Length, date and check character only; the number is not kept, logged or repeated.
//	@Tags			accounts
//	@Accept			json
//	@Produce		json
//	@Param			request	body		IdentityRequest	true	"问题 · the question"
//	@Param			lang	query		string			false	"语言 · language"	Enums(zh, en)
//	@Success		200		{object}	IdentityVerdict
//	@Failure		400		{object}	Problem
//	@Failure		413		{object}	Problem
//	@Failure		415		{object}	Problem
//	@Failure		422		{object}	Problem
//	@Router			/identity/check [post]
func (s *service) postIdentityCheck(c *gin.Context) {
	var q IdentityRequest
	err := read(c.Request, maxBody, &q)
	if err != nil {
		err = silent(err)
	}
	if err == nil {
		var out any
		if out, err = s.identity(&q, language(c)); err == nil {
			sendAnswer(c, marshal(out))
			return
		}
	}
	refuse(c, err)
}

// silent is what is wrong with a body, without a word of it: a number may stand where a field's name belongs.
func silent(err error) error {
	unnamed := lang.Text{ZH: "（不重复）", EN: "(not repeated)"}
	var list fault.List
	for _, e := range fault.All(err) {
		switch e.Code {
		case fault.UnknownField:
			e = fault.New(e.Code, "", "name", unnamed, "known", "identity_number, credit_code")
		case fault.DuplicateField:
			e = fault.New(e.Code, "", "name", unnamed)
		case fault.BadJSON:
			e = fault.New(e.Code, "", "offset", "?", "detail", lang.Text{ZH: "内容不重复", EN: "its content is not repeated"})
		}
		if e.Field != "/identity_number" && e.Field != "/credit_code" {
			e.Field = ""
		}
		list.Add(e)
	}
	if list == nil {
		return err
	}
	return list
}

func (s *service) identity(r *IdentityRequest, l lang.Lang) (any, error) {
	number, code := r.IdentityNumber, r.CreditCode
	switch {
	case number.given && code.given:
		return nil, fault.New(fault.Exclusive, "/credit_code", "a", "identity_number", "b", "credit_code")
	case code.given:
		flaw := fund.NoFlaw
		switch {
		case len(code.text) != 18:
			flaw = fund.WrongLength
		case strings.ContainsFunc(code.text, notOfCreditCodes):
			return IdentityVerdict{Flaw: fund.WrongCharacter.String(), Message: creditCharacterText.In(l), Rule: "WH-3"}, nil
		case !contribution.ValidCreditCode(code.text):
			flaw = fund.WrongCheck
		}
		return IdentityVerdict{Valid: flaw == fund.NoFlaw, Flaw: flaw.String(), Message: flawTexts[flaw].In(l), Rule: "WH-3"}, nil
	case !number.given:
		return nil, fault.New(fault.Required, "/identity_number", "what", lang.Text{ZH: "身份证号或统一社会信用代码", EN: "an identity number or a credit code"})
	}
	flaw := fund.CheckIdentity(number.text)
	return IdentityVerdict{Valid: flaw == fund.NoFlaw, Flaw: flaw.String(), Message: flawTexts[flaw].In(l), Rule: "WH-4a"}, nil
}
