package api

import (
	"github.com/gin-gonic/gin"

	"fenhao/calc/fault"
)

// PersonRequest is who is asked about. A verdict asks for what its rules need; a calculation needs the kind.
type PersonRequest struct {
	Kind         Word              `json:"kind" swaggertype:"string" enums:"employee,flexible" example:"employee"`
	Birth        Word              `json:"birth" swaggertype:"string" example:"1990-05-17"`
	Sex          Word              `json:"sex" swaggertype:"string" enums:"male,female" example:"female"`
	Residence    *ResidenceRequest `json:"residence"`
	StableIncome *bool             `json:"stable_income" example:"true"`
	GoodCredit   *bool             `json:"good_credit" example:"true"`
}

// ResidenceRequest is where somebody is registered and lives.
type ResidenceRequest struct {
	Household Word  `json:"household" swaggertype:"string" enums:"local,province,other" example:"local"`
	Permit    *bool `json:"permit" example:"false"` // has a residence permit of the city
}

func (f *form) person(p *PersonRequest) {}

func (s *service) postEnrolment(c *gin.Context)     { refuse(c, fault.New(fault.UnknownRoute, "")) }
func (s *service) postRateReduction(c *gin.Context) { refuse(c, fault.New(fault.UnknownRoute, "")) }

// TaxRequest asks for the month's wage tax and so for take_home.
type TaxRequest struct{}

// Tax is the month's wage tax.
type Tax struct{}
