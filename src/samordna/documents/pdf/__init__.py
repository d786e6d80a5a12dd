"""Every PDF that the house makes: papers as frozen values in, the same bytes out every time.

Nothing here knows Django or the database. Build a paper of ``papers/`` and hand it to
:func:`samordna.documents.pdf.render.render_pdf`; look an uploaded file over with
:func:`samordna.documents.pdf.foreign.check.check_pdf_file`.
"""
