"""Forms of the papers."""

from __future__ import annotations

from samordna.kernel.files import MB
from samordna.register.forms import RecordForm
from samordna.web.choosing import FilesField

#: The largest file that is taken in, in bytes.
LARGEST_FILE = 30 * MB


class PaperForm(RecordForm):
    """A record in a matter, with its files where there are any."""

    file = FilesField(
        label="Filer",
        required=False,
        largest=LARGEST_FILE,
        help_text="Vilken sorts filer som helst, högst 30 MB tillsammans. De sparas som de är. "
        "Välj alla som kom på en gång.",
    )
