"""Everything that reads meetings: loaders that authorise, lists, facts for the rules, notices."""
