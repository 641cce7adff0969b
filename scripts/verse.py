#!/usr/bin/env python3
"""Writes src/experiments/training/data/{french,chinese}.txt: the verse that a small model of characters learns from.

Standard library only. Run: python3 scripts/verse.py lafontaine_fables.xml TANG THREE_HUNDRED, where TANG is the folder of
poet.tang.*.simplified.json and THREE_HUNDRED is tangshisanbaishou.simplified.json.
Which repositories and commits they come from: src/experiments/training/data/README.md.
"""
import collections
import json
import pathlib
import re
import sys

OUT = pathlib.Path(__file__).parent.parent / "src/experiments/training/data"
# Books of the Fables that we take.
BOOKS = ("I", "II")
# Chinese characters that may occur, besides two marks and the end of a line, and how often each must.
CHARACTERS, LEAST = 290, 5
# Variants that the conversion to simplified characters left, and their standard form.
VARIANTS = str.maketrans("鴈猨疎隣劒簷", "雁猿疏邻剑檐")
# A couplet of five-character verse, as the source prints it.
COUPLET = re.compile("([\u4e00-\u9fff]{5})，([\u4e00-\u9fff]{5})。")


def french(path):
    """Fables in small letters, a verse a line, an empty line after each fable; titles are left out."""
    fables = []
    for poem in re.findall("<POEME>(.*?)</POEME>", pathlib.Path(path).read_text("utf-8"), re.DOTALL):
        title = re.search("<TITRE>(.*?)</TITRE>", poem, re.DOTALL).group(1).strip()
        if re.match(f"({'|'.join(BOOKS)}), ?[0-9]", title):
            verses = (" ".join(verse.lower().split()) for verse in re.findall("<VERS>(.*?)</VERS>", poem, re.DOTALL))
            fables.append("".join(f"{verse}\n" for verse in verses if verse))
    return "\n".join(fables)


def couplets(folder, three_hundred):
    """The couplets of quatrains and regulated verse by poets of the Three Hundred Tang Poems, each verse once."""
    sections = json.loads(pathlib.Path(three_hundred).read_text("utf-8"))["content"]
    poets = {poem["author"] for section in sections for poem in section["content"]} - {"佚名"}
    files = sorted(pathlib.Path(folder).glob("poet.tang.*.simplified.json"), key=lambda path: int(path.name.split(".")[2]))
    seen, found = set(), []
    for poem in (poem for path in files for poem in json.loads(path.read_text("utf-8"))):
        lines = [COUPLET.fullmatch(line.translate(VARIANTS)) for line in poem["paragraphs"]]
        if poem["author"] in poets and len(lines) in (2, 4) and all(lines):
            for first, second in (line.groups() for line in lines):
                # Editions differ in a character here or there: half a couplet seen is a couplet seen.
                if first not in seen and second not in seen:
                    found.append((first, second))
                seen |= {first, second}
    return found


def frequent(found):
    """Characters of which as many couplets as possible consist, chosen one by one.

    A couplet that still lacks `n` characters counts 3^-n; the next character is the one whose couplets count most.
    """
    lacks = [len(set(first + second)) for first, second in found]
    holders = collections.defaultdict(list)
    for index, (first, second) in enumerate(found):
        for character in set(first + second):
            holders[character].append(index)
    score = {character: sum(3 ** (10 - lacks[index]) for index in held) for character, held in holders.items()}
    chosen = set()
    while len(chosen) < CHARACTERS:
        best = max(score, key=lambda character: (score[character], character))
        chosen.add(best)
        del score[best]
        for index in holders[best]:
            lacks[index] -= 1
            for character in set("".join(found[index])) & score.keys():
                score[character] += 2 * 3 ** (9 - lacks[index])
    return chosen


def chinese(folder, three_hundred):
    """Couplets of few characters, one a line, in the order of the source."""
    found = couplets(folder, three_hundred)
    chosen = frequent(found)
    while True:
        kept = [pair for pair in found if chosen.issuperset("".join(pair))]
        counts = collections.Counter("".join(first + second for first, second in kept))
        rare = {character for character in chosen if counts[character] < LEAST}
        if not rare:
            return "".join(f"{first}，{second}。\n" for first, second in kept)
        chosen -= rare


for name, text in (("french", french(sys.argv[1])), ("chinese", chinese(sys.argv[2], sys.argv[3]))):
    (OUT / f"{name}.txt").write_text(text, "utf-8")
    print(f"{name}: {len(text)} characters, {len(set(text))} different, {len(text.encode())} bytes")
