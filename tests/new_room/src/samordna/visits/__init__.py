"""Study visits: who came to see how the association works. A room that only a test builds."""
