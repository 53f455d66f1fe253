"""How old one must be to read a page with ease: Flesch-Kincaid grade of its sentences, and five years.

Kincaid, Fishburne, Rogers and Chissom (1975), Derivation of new readability formulas for Navy enlisted
personnel: grade = 0.39 · words/sentences + 11.8 · syllables/words - 15.59. A pupil of a grade is five years
older than its number. Syllables are counted high rather than low, so that a page is never read as easier than
it is.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pyphen

HYPHENS = pyphen.Pyphen(lang="en_GB", left=1, right=1)
SILENT = {"script", "style", "template", "svg", "title", "nav", "header", "footer", "select", "code", "time"}
BLOCKS = {
    "p",
    "li",
    "h1",
    "h2",
    "h3",
    "h4",
    "dt",
    "dd",
    "th",
    "td",
    "label",
    "legend",
    "summary",
    "figcaption",
}
BLOCKS |= {"div", "section", "button", "caption", "blockquote", "ul", "ol", "table", "form", "main", "br"}


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.silent = 0
        self.blocks: list[str] = [""]

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.silent += tag in SILENT
        if tag in BLOCKS:
            self.blocks.append("")

    def handle_endtag(self, tag: str) -> None:
        self.silent -= tag in SILENT
        if tag in BLOCKS:
            self.blocks.append("")

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.blocks[-1] += data


def text_of(html: str) -> list[str]:
    """What a page says in its main part, block by block."""
    main = re.search(r"<main\b.*</main>", html, re.S)
    parser = _Text()
    parser.feed(main.group() if main else html)
    return [block for each in parser.blocks if (block := " ".join(each.split()))]


def sentences_in(blocks: list[str]) -> list[list[str]]:
    """The words of each sentence; a block that ends without a stop ends its sentence all the same."""
    found = []
    for block in blocks:
        for sentence in re.split(r"(?<=[.?!:])\s+", block):
            words = re.findall(r"[^\W\d_]+(?:['’-][^\W\d_]+)*", sentence)
            if words:
                found.append(words)
    return found


def syllables(word: str) -> int:
    """The more of two counts: groups of vowels that are heard, and places where the word may be hyphenated."""
    small = word.lower().replace("’", "'")
    heard = re.sub(r"(?<=[^aeioutdl])es$|(?<=[^aeioutd])ed$|(?<=[^aeioul])e$|(?<=[aeiou]l)e$", "", small)
    return max(1, len(re.findall(r"[aeiouy]+", heard)), 1 + len(HYPHENS.positions(small)))


def reading_age(blocks: list[str], *, shortest: int = 4) -> float:
    """The age in years. Labels and buttons of fewer than `shortest` words are no sentences and are left out."""
    sentences = [words for words in sentences_in(blocks) if len(words) >= shortest]
    assert sentences, "there is nothing to read"
    words = [word for sentence in sentences for word in sentence]
    grade = 0.39 * len(words) / len(sentences) + 11.8 * sum(map(syllables, words)) / len(words) - 15.59
    return grade + 5
