"""The catalogues of civic/translations, brought up to the messages of the source.

New messages go in without words, those that are gone go out, and what needs words is said.

`--missing` changes nothing and ends with 1 where words are missing.
"""

import sys
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parents[1]
CATALOGUES = {
    path.parts[-3]: path for path in ROOT.glob("civic/translations/*/LC_MESSAGES/messages.po")
}
KEYWORDS = DEFAULT_KEYWORDS | {"_l": None, "lazy_gettext": None}


def extracted() -> Catalog:
    """Every message of the source, in Korean."""
    with (ROOT / "babel.cfg").open() as file:
        method_map, options = parse_mapping_cfg(file)
    catalog = Catalog()
    for _path, _line, message, _comments, context in extract_from_dir(
        ROOT, method_map, options, KEYWORDS
    ):
        catalog.add(message, context=context)
    return catalog


def read(language: str) -> Catalog:
    with CATALOGUES[language].open("rb") as file:
        return read_po(file, locale=language)


def needs_words(message: Message | None) -> bool:
    """A message that is not in the catalogue, or has no words there, or only guessed ones."""
    if message is None or message.fuzzy or not message.string:
        return True
    words = [message.string] if isinstance(message.string, str) else message.string
    return not all(part.strip() for part in words)


def missing(catalogue: Catalog, source: Catalog) -> list[str]:
    """The Korean of what needs words; of a message with a plural, its singular."""
    texts = [message.id for message in source if message.id]
    without = [text for text in texts if needs_words(catalogue.get(text))]
    return [text if isinstance(text, str) else text[0] for text in without]


def bring_up(language: str, source: Catalog) -> Catalog:
    catalogue = read(language)
    catalogue.update(source, no_fuzzy_matching=True, update_creation_date=False)
    catalogue.obsolete.clear()
    with CATALOGUES[language].open("wb") as file:
        write_po(file, catalogue, width=100, sort_output=True, no_location=True)
    return catalogue


def main() -> int:
    only_say = "--missing" in sys.argv
    source = extracted()
    count = 0
    for language in sorted(CATALOGUES):
        catalogue = read(language) if only_say else bring_up(language, source)
        texts = missing(catalogue, source)
        count += len(texts)
        print(f"{language}: {len(texts)} missing", *texts, sep="\n  ")
    return 1 if only_say and count else 0


if __name__ == "__main__":
    sys.exit(main())
