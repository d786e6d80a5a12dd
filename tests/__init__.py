"""What concerns the whole house: journeys in a browser, permissions, documents, the shared cast."""
