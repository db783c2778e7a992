"""What the finder of personal data finds and what it masks wrongly, as figures.

    python -m bench.personal_data [FILE…] [--seed N] [--each N] [--show]

Numbers are made up in every spelling of SPELLINGS and planted into sentences; FILEs (.csv, .jsonl)
are texts of real people, in which every mask is printed with --show, to be read by a person.
"""

import argparse
import csv
import json
import random
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from civic.personal_data import BANKS, PLATE_LETTERS, find, mask
from civic.resident_numbers import check_digit

KOREAN = str.maketrans("0123456789", "공일이삼사오육칠팔구")
KOREAN_TOO = str.maketrans("0123456789", "영일이삼사오육칠팔구")
WIDE = {ord(n): ord(n) + 0xFEE0 for n in "0123456789-@."}
SENTENCES = (
    "가로등이 꺼져 있어요. {} 로 연락 주세요.",
    "연락처는 {}입니다. 빨리 고쳐 주세요",
    "{} 어제 2026-11-22에도 3만 원이 들었어요.",
    "불법 주차 차가 매일 서 있습니다 ({}).",
    "문의:{}",
    "010번 버스를 20분 기다려요.\n{}\n민원인 드림",
    "{}",
    "담당자님께{}",
)
HOSTS, ENDS = ("naver", "hanmail", "gmail", "gaon"), ("com", "net", "co.kr")
REGIONS = ("02", "031", "032", "041", "042", "051", "053", "061", "062", "063", "070", "0505")
Made = Callable[[random.Random], str]


def digits(chance: random.Random, count: int) -> str:
    return "".join(chance.choice("0123456789") for _ in range(count))


def mobile(join: str) -> Made:
    return lambda chance: join.join(("010", digits(chance, 4), digits(chance, 4)))


def respelled(invent: Made, letters: dict) -> Made:
    return lambda chance: invent(chance).translate(letters)


def landline(chance: random.Random) -> str:
    first, last = digits(chance, chance.choice((3, 4))), digits(chance, 4)
    shape = chance.choice(("{}-{}-{}", "{} {} {}", "{}.{}.{}", "({}){}-{}", "{}) {}-{}"))
    return shape.format(chance.choice(REGIONS), first, last)


def resident_number(join: str, sexes: str = "1234") -> Made:
    def invent(chance: random.Random) -> str:
        born = f"{digits(chance, 2)}{chance.randint(1, 12):02}{chance.randint(1, 28):02}"
        twelve = born + chance.choice(sexes) + digits(chance, 5)
        return f"{born}{join}{twelve[6:]}{check_digit(twelve)}"

    return invent


def mail(at: str, dot: str, hosts: tuple[str, ...] = HOSTS, ends: tuple[str, ...] = ENDS) -> Made:
    def invent(chance: random.Random) -> str:
        name = "".join(chance.choice("abcdefgh.k_z0129") for _ in range(7)).strip(".")
        return f"{name}{at}{chance.choice(hosts)}{dot}{chance.choice(ends)}"

    return invent


def plate(shape: str) -> Made:
    return lambda chance: shape.format(
        n=digits(chance, chance.choice((2, 3))),
        two=digits(chance, 2),
        letter=chance.choice(PLATE_LETTERS),
        last=digits(chance, 4),
        tail=digits(chance, 2),
        three=digits(chance, 3),
        more=digits(chance, 3),
    )


def bare_account(chance: random.Random) -> str:
    """As a bank writes it, without its name."""
    shapes = ((6, 2, 6), (3, 3, 6), (4, 2, 7), (3, 6, 2, 3), (3, 4, 4, 2), (3, 6, 5))
    first, *rest = chance.choice(shapes)
    groups = [chance.choice("13456789") + digits(chance, first - 1)]
    return "-".join([*groups, *(digits(chance, size) for size in rest)])


def account(shape: str) -> Made:
    groups = ((3, 2, 6), (6, 2, 6), (3, 6, 2, 3), (4, 2, 7), (3, 4, 4, 2), (3, 3, 6))
    banks = [bank for bank in BANKS.split("|") if len(bank) > 1 and bank not in ("입금", "송금")]

    def invent(chance: random.Random) -> str:
        parts = [digits(chance, size) for size in chance.choice(groups)]
        bank = chance.choice(banks)
        bank += "" if bank.endswith(("은행", "뱅크", "계좌", "번호", "금고", "우체국")) else "은행"
        return shape.format(
            bank=bank, dashed="-".join(parts), spaced=" ".join(parts), plain="".join(parts)
        )

    return invent


# kind, how it is spelled → one made up.
SPELLINGS: dict[tuple[str, str], Made] = {
    ("phone", "010-1234-5678"): mobile("-"),
    ("phone", "01012345678"): mobile(""),
    ("phone", "010 1234 5678"): mobile(" "),
    ("phone", "010.1234.5678"): mobile("."),
    ("phone", "010 - 1234 - 5678"): mobile(" - "),
    ("phone", "010·1234·5678"): mobile("·"),
    ("phone", "010,1234,5678"): mobile(","),
    ("phone", "010/1234/5678"): mobile("/"),
    ("phone", "010_1234_5678"): mobile("_"),
    ("phone", "010~1234~5678"): mobile("~"),
    ("phone", "010–1234–5678"): mobile("–"),
    ("phone", "０１０－…"): respelled(mobile("-"), WIDE),
    ("phone", "공일공-…"): respelled(mobile("-"), KOREAN),
    ("phone", "공일공일이삼…"): respelled(mobile(""), KOREAN),
    ("phone", "영일영 일이삼사 …"): respelled(mobile(" "), KOREAN_TOO),
    ("phone", "공일공에 …에 …"): respelled(mobile("에 "), KOREAN),
    ("phone", "010 다시 1234 다시 …"): mobile(" 다시 "),
    ("phone", "공일공-1234-5678"): lambda chance: "공일공" + mobile("-")(chance)[3:],
    ("phone", "o1o-1234-5678"): lambda chance: "o1o" + mobile("-")(chance)[3:],
    ("phone", "0 1 0 1 2 3 …"): lambda chance: " ".join(mobile("")(chance)),
    ("phone", "0-1-0-1-2-3 …"): lambda chance: "-".join(mobile("")(chance)),
    ("phone", "①…"): respelled(
        mobile("-"), {ord(str(n)): 0x245F + n if n else 0x24EA for n in range(10)}
    ),
    ("phone", "010..1234..5678"): mobile(".."),
    ("phone", "0.1.0.1.2.3 …"): lambda chance: ".".join(mobile("")(chance)),
    ("phone", "010-12-34-56-78"): lambda chance: "-".join(
        ("010", *(digits(chance, 2) for _ in range(4)))
    ),
    ("phone", "공 일 공 일 이 …"): lambda chance: " ".join(mobile("")(chance).translate(KOREAN)),
    ("phone", "보이지 않는 글자 사이"): lambda chance: "\u200b".join(mobile("-")(chance)),
    ("phone", "아라비아 숫자"): respelled(mobile("-"), {ord(str(n)): 0x660 + n for n in range(10)}),
    ("phone", "+82 10-1234-5678"): lambda chance: "+82 " + mobile("-")(chance)[1:],
    ("phone", "+821012345678"): lambda chance: "+82" + mobile("")(chance)[1:],
    ("phone", "(010)1234-5678"): lambda chance: "(010)" + mobile("-")(chance)[4:],
    ("phone", "011-234-5678"): lambda chance: f"011-{digits(chance, 3)}-{digits(chance, 4)}",
    ("phone", "지역번호"): landline,
    ("phone", "0311234567"): lambda chance: "031" + digits(chance, 7),
    ("resident_number", "900101-1234567"): resident_number("-"),
    ("resident_number", "9001011234567"): resident_number(""),
    ("resident_number", "900101 1234567"): resident_number(" "),
    ("resident_number", "900101 - 1234567"): resident_number(" - "),
    ("resident_number", "외국인등록번호"): resident_number("-", "5678"),
    ("resident_number", "전각"): respelled(resident_number("-"), WIDE),
    ("resident_number", "9 0 0 1 0 1 - 1 …"): lambda chance: " ".join(resident_number("-")(chance)),
    ("resident_number", "구공공일공일 일이…"): respelled(resident_number(" "), KOREAN),
    ("resident_number", "보이지 않는 글자 사이"): lambda chance: "\u2060".join(
        resident_number("-")(chance)
    ),
    ("resident_number", "900101-1******"): lambda chance: (
        resident_number("-")(chance)[:8] + "*" * 6
    ),
    ("email", "a@b.com"): mail("@", "."),
    ("email", "a @ b.com"): mail(" @ ", "."),
    ("email", "전각"): respelled(mail("@", "."), WIDE),
    ("email", "a골뱅이b.com"): mail("골뱅이", "."),
    ("email", "a 골뱅이 b점com"): mail(" 골뱅이 ", "점"),
    ("email", "a(at)b.com"): mail("(at)", "."),
    ("email", "a [at] b [dot] com"): mail(" [at] ", " [dot] "),
    ("email", "a@b점com"): mail("@", "점"),
    ("email", "a앳b.com"): mail("앳", "."),
    ("email", "a 앳 b.com"): mail(" 앳 ", "."),
    ("email", "aⓐb.com"): mail("ⓐ", "."),
    ("email", "a@한국.kr"): mail("@", ".", ("한국", "가온시청", "우리동네")),
    ("email", "a@한국.한국"): mail("@", ".", ("한국", "가온시청"), ("한국", "닷컴")),
    ("email", "a골뱅이네이버닷컴"): mail("골뱅이", "닷컴", ("네이버", "지메일"), ("",)),
    ("plate", "12 가 34 56"): plate("{n} {letter} {two} {tail}"),
    ("plate", "12가34 56"): plate("{n}{letter}{two} {tail}"),
    ("plate", "일이가 삼사오육"): respelled(plate("{n}{letter} {last}"), KOREAN),
    ("plate", "12가3456"): plate("{n}{letter}{last}"),
    ("plate", "12가 3456"): plate("{n}{letter} {last}"),
    ("plate", "12 가 3456"): plate("{n} {letter} {last}"),
    ("plate", "12가-3456"): plate("{n}{letter}-{last}"),
    ("plate", "서울 12가 3456"): plate("서울 {two}{letter} {last}"),
    ("plate", "경기34나5678"): plate("경기{two}{letter}{last}"),
    ("plate", "전각"): respelled(plate("{n}{letter}{last}"), WIDE),
    ("plate", "외교 012-345"): plate("외교 {three}-{more}"),
    ("account", "은행 123-45-…"): account("{bank} {dashed}"),
    ("account", "은행 12345…"): account("{bank} {plain}"),
    ("account", "은행 123 45 …"): account("{bank} {spaced}"),
    ("account", "은행 계좌번호: …"): account("{bank} 계좌번호: {dashed}"),
    ("account", "은행 삼오이 …"): respelled(account("{bank} {spaced}"), KOREAN),
    ("account", "123-45-… (은행)"): account("{dashed} ({bank})"),
    ("account", "123-456-789012"): bare_account,
    ("email", "a@b.co.kr"): mail("@", ".", ends=("co.kr", "go.kr", "or.kr")),
}


def texts_of(path: Path) -> Iterator[str]:
    """Title and text of every row of a file of reports."""
    with path.open(newline="", encoding="utf-8-sig") as lines:
        rows = map(json.loads, lines) if path.suffix == ".jsonl" else csv.DictReader(lines)
        for row in rows:
            yield "\n".join(filter(None, (row.get("title"), row.get("body") or row.get("content"))))


def missed(seed: int, each: int) -> Iterator[tuple[str, str, str, bool]]:
    """(kind, spelling, text, is it missed) of every planted number: missed, unless none of it
    is left to read and the sentence around it is."""
    chance = random.Random(seed)
    for (kind, spelling), invent in SPELLINGS.items():
        for _ in range(each):
            before, after = chance.choice(SENTENCES).split("{}")
            number = invent(chance)
            text = before + number + after
            hidden = [(there.start, there.end) for there in find(text)]
            start, end = len(before), len(before) + len(number)
            covered = [
                any(first <= at < last for first, last in hidden) for at in range(start, end)
            ]
            left = sum(
                letter.isdigit() and not inside
                for letter, inside in zip(number, covered, strict=True)
            )
            words_lost = any(first < start - 1 or last > end + 1 for first, last in hidden)
            yield kind, spelling, text, not any(covered) or left > 0 or words_lost


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--each", type=int, default=200)
    parser.add_argument("--show", action="store_true", help="print what is masked in real texts")
    asked = parser.parse_args()
    planted, wrong, by_spelling = 0, 0, Counter()
    for kind, spelling, text, is_missed in missed(asked.seed, asked.each):
        planted += 1
        if is_missed:
            wrong += 1
            if not by_spelling[kind, spelling]:
                print(f"  e.g. {text!r} → {mask(text)!r}")
            by_spelling[kind, spelling] += 1
    print(
        f"planted {planted} in {len(SPELLINGS)} spellings: {(planted - wrong) / planted:.2%} found"
    )
    for (kind, spelling), count in by_spelling.most_common():
        print(f"  missed {count} of {asked.each}: {kind} {spelling}")
    for path in asked.files:
        of_kind, masked, total = Counter(), 0, 0
        for text in texts_of(path):
            total += 1
            here = find(text)
            masked += bool(here)
            for kind, start, end in here:
                of_kind[kind] += 1
                if asked.show:
                    around = text[max(0, start - 25) : end + 25].replace("\n", " ")
                    print(f"  {kind}: {text[start:end]!r} in {around!r}")
        print(
            f"{path.name}: {masked} of {total} texts ({masked / total:.2%}) masked; {dict(of_kind)}"
        )


if __name__ == "__main__":
    main()
