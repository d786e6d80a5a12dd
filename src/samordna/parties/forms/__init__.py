"""What people type about an association and its people, read and said back."""
