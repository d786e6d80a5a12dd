"""The handlers of what an agenda item may be about, a file a kind. ``apps.py`` provides them."""
