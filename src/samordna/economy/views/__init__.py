"""The pages of the economy: the decision space and the plans it is worked out from."""
