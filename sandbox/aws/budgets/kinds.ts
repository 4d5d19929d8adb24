/** Key: `<account id>:<name>`. Fields as `aws.budgets.Budget` names them; `limitAmount` is a decimal text. */
export const budgetKind = "aws/budgets-budget";
