package api

import (
	"github.com/gin-gonic/gin"

	"fenhao/calc/lang"
	"fenhao/scenarios/workforce"
)

// TableColumns are the columns a table of people can have.
type TableColumns struct {
	Columns []TableColumn `json:"columns"`
}

// TableColumn is one of them: how its header may be written, and what stands under it.
type TableColumn struct {
	ID       string   `json:"id" example:"average_wage"`
	Name     string   `json:"name" example:"上年度月平均工资"`     // as in the template; the id and the name in the other language are understood too
	Aliases  []string `json:"aliases" example:"缴费基数,申报工资"` // other headers that mean it
	Meaning  string   `json:"meaning" example:"计划首月所在缴存年度的申报工资，元"`
	Required bool     `json:"required" example:"false"`    // a table without it is refused (the city may be a default of the plan)
	Employee string   `json:"employee" example:"18000.00"` // an example, of an employee
	Flexible string   `json:"flexible" example:""`         // of a flexible worker
}

// getBudgetColumns explains the columns of a table.
//
//	@Summary		表格的列：名称、别名、含义、示例 · The columns of a table: names, what they mean, examples
//	@Tags			budgets
//	@Produce		json
//	@Param			lang	query		string	false	"语言 · language"	Enums(zh, en)
//	@Success		200		{object}	TableColumns
//	@Router			/budgets/columns [get]
func (s *service) getBudgetColumns(c *gin.Context) { sendJSON(c, tableColumns(language(c))) }

func tableColumns(l lang.Lang) TableColumns {
	var out TableColumns
	for column := workforce.ID; int(column) < workforce.Columns; column++ {
		spec := column.Spec()
		out.Columns = append(out.Columns, TableColumn{
			ID: spec.ID, Name: spec.Name.In(l), Aliases: spec.Aliases, Meaning: spec.Meaning.In(l), Required: column == workforce.ID || column == workforce.City,
			Employee: spec.Example[0].In(l), Flexible: spec.Example[1].In(l),
		})
	}
	return out
}
