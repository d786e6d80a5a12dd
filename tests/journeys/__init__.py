"""Journeys: the whole product in a real Chromium, from the first page to the last."""
