"""What the letters say, all of it. Plain Swedish; no personal data but names.

Each function answers with the subject and the text. The greeting, the link and the foot are the
same for all letters (``letters.links.body_of``).
"""
