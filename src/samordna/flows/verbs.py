"""What the journal calls each thing that is done here, in the past tense."""

from __future__ import annotations

VERBS = {
    "remind_signatories": "Påminde om underskrift av ansökan",
    "remind_signers": "Påminde om justering av protokollet",
    "leave_withdrawn": "Lät en återkallad ansökan vara",
    "decide_rest": "Styrelsen har avgjort eller tagit upp det som inte beviljades av ansökan",
}
