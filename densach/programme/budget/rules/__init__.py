"""Pure rules of money: life cycles, amounts in words of people, totals, refusals."""
