"""The pages of the decision space: the table on a day, and trying out a decision."""
