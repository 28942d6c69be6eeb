"""What is entered of a record beside its official sheet: fields that are not printed, inputs of formulas."""
