"""The pages of the association: Idag, people, organisations, the journal."""
