"""What a language is called here, however others call it.

Telephones, files and people write a language with a country (`fr-FR`, `ar_ML`), or with three
letters (ISO 639-2 and 639-3). Our catalogs go by the shortest name.
"""

from __future__ import annotations

import re

# ISO 639-3 of what is spoken in Mali, and of its groups of languages (iso639-3.sil.org). Of Songhay
# that of Gao is meant where nothing tells it from that of Timbuktu (khq).
OURS = {
    "fra": "fr", "fre": "fr", "eng": "en", "bam": "bm", "ara": "ar", "arb": "ar", "ful": "ff",
    "fulah": "ff", "ffm": "ff", "son": "ses", "tmh": "taq",
}  # fmt: skip
NAME = re.compile(r"[a-z]{2,8}")


def locale_of(written: str) -> str:
    """`fr` for `fr-FR`, `FR_ml` and `fra`; `xx` for what we do not know by another name.

    What is no name of a language comes back as it is.
    """
    language = re.split(r"[-_.@]", written.strip(), maxsplit=1)[0].lower()
    return OURS.get(language, language) if NAME.fullmatch(language) else written
