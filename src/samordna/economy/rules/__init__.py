"""Pure rules of the economy: the plan, the decision space, what-if changes of a plan."""
