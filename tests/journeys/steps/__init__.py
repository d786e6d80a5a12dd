"""What people do in the main job, each step by the names that they see on the page."""
