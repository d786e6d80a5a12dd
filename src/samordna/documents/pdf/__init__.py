"""Every PDF that the house makes: papers as frozen values in, the same bytes out every time.

Nothing here knows Django or the database. Build a paper from ``samordna.documents.pdf.papers`` and
hand it to :func:`samordna.documents.pdf.render_pdf`.
"""
