"""Loads the demonstration through the product's own services, at the times of the story.

Nothing is written behind the services' backs: numbers, journal entries, signatures and PDFs are
made as a person would make them, only faster, with the demonstration's clock moved along.
"""
