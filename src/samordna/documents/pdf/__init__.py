"""Every PDF that the house makes: papers as frozen values in, the same bytes out every time.

Nothing here knows Django or the database. Build a paper from ``samordna.documents.pdf.papers`` and
hand it to :func:`render_pdf`; look an uploaded file over with :func:`check_pdf_file`.
"""

from samordna.documents.pdf.engine import PdfNotMade
from samordna.documents.pdf.foreign.check import PdfFacts, PdfRefused, check_pdf_file
from samordna.documents.pdf.render import render_pdf
from samordna.documents.pdf.titles import title_of

__all__ = ["PdfFacts", "PdfNotMade", "PdfRefused", "check_pdf_file", "render_pdf", "title_of"]
