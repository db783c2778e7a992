"""Run by text_nouns.py in a process of its own: texts as JSON on stdin, their nouns on stdout.

A run is nouns written in one piece, "음식물+쓰레기". Kiwi takes words apart further than people do:
it leaves numerals off (1인가구, 9호선) and cuts single syllables (안전+모, 의무+화). Both are put
back, so that a piece has two syllables or more.
"""

import json
import sys

NOUNS = ("NNG", "NNP", "SL")
# What a noun is written together with: units, endings and beginnings of nouns, roots, numerals.
GLUED = (*NOUNS, "NNB", "NR", "SN", "SH", "XSN", "XPN", "XR")
# Endings that make no other noun: 청소년들 and 청소년 are one word.
LOOSE = ("들", "님", "네", "씨", "끼리", "별", "당", "적", "뿐", "상", "하")
# How unlikely a reading is still followed up. 3 instead of Kiwi's 8, without looking for addresses
# of pages and mails, takes three fifths of the time and finds .996 of the same nouns.
CUTOFF = 3
MOST_PIECES = 400  # of one text


def main() -> None:
    from kiwipiepy import Kiwi

    kiwi = Kiwi(num_workers=1, load_multi_dict=False, load_typo_dict=False)
    kiwi.global_config.cutoff_threshold = CUTOFF
    texts = json.load(sys.stdin)
    runs = [runs_of(kiwi.tokenize(text, match_options=0)) for text in texts]
    json.dump(runs, sys.stdout, ensure_ascii=True)


def runs_of(tokens) -> list[str]:
    """Runs of nouns of one text in their order, each as pieces joined by +."""
    pieces: list[str] = []
    run: list[tuple[str, str]] = []
    end = -1
    for token in tokens:
        glued = token.tag in GLUED and not (token.tag == "XSN" and token.form in LOOSE)
        if not glued or token.start != end:
            pieces += written(run)
            run = []
        if glued:
            run.append((token.form.replace("+", "").lower(), token.tag))
            end = token.start + token.len
    pieces += written(run)
    return pieces[:MOST_PIECES]


def written(run: list[tuple[str, str]]) -> list[str]:
    """The run as a list of one, or of none when there is no noun in it."""
    if not any(tag in NOUNS or tag == "SN" for _, tag in run):
        return []
    if len(run) == 1 and run[0][1] == "SN":
        return []
    pieces: list[str] = []
    open_end = False
    for form, tag in run:
        # 1+인+가구: a numeral takes what follows, up to the first whole word.
        if pieces and (open_end or len(form) == 1):
            pieces[-1] += form
        else:
            pieces.append(form)
        open_end = tag in ("SN", "XPN") or len(pieces[-1]) < 2 or (open_end and len(form) == 1)
    pieces = [piece for piece in pieces if len(piece) > 1 and not piece.isdigit()]
    return ["+".join(pieces)] if pieces else []


if __name__ == "__main__":
    main()
