"""Every word of a template that a person reads can be translated, and is written in the house's voice."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[2] / "saidanddone"
TEMPLATES = sorted(
    path for path in PACKAGE.rglob("*") if path.suffix in {".html", ".txt"} and "templates" in path.parts
)
NAMES = {"CSV", "XLSX", "PDF", "JSON", "HTML", "ZIP"}  # the same in every language
SPOKEN_ATTRIBUTES = ("alt", "aria-label", "placeholder", "title")


def without_tags_of_the_template(source: str) -> str:
    source = re.sub(r"{% comment %}.*?{% endcomment %}|{#.*?#}", " ", source, flags=re.S)
    source = re.sub(r"{% blocktrans(?:late)?\b.*?{% endblocktrans(?:late)? %}", " ", source, flags=re.S)
    return re.sub(r"{%.*?%}|{{.*?}}", " ", source, flags=re.S)


def untranslated(source: str) -> list[str]:
    """Words that stand in the template outside every tag of translation."""
    bare = without_tags_of_the_template(source)
    spoken = [
        value
        for name in SPOKEN_ATTRIBUTES
        for value in re.findall(rf'\s{name}="([^"]*)"', bare)
        if re.search(r"[A-Za-z]{2}", value)
    ]
    text = re.sub(r"<!--.*?-->|<(?:style|script)\b.*?</(?:style|script)>", " ", bare, flags=re.S)
    text = re.sub(r'<(?:[^<>"]|"[^"]*")*>|&[a-z]+;|&#\d+;', " ", text)
    return [word for word in re.findall(r"[^\W\d_]{2,}", text) if word not in NAMES] + spoken


def test_the_measure_finds_what_it_should():
    assert untranslated("<p>Words {% translate 'here' %}</p>") == ["Words"]
    assert untranslated('<p title="Some words">{{ said }}</p>') == ["Some words"]
    assert (
        untranslated(
            '<a href="{% url "a:b" %}" class="button">{% blocktranslate %}So{% endblocktranslate %}</a>'
        )
        == []
    )
    assert untranslated("{# not shown #}<b>CSV</b> · {% if a > b %}{% endif %}") == []


def test_there_are_templates_to_read():
    assert len(TEMPLATES) > 60


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: "/".join(path.parts[-2:]))
def test_every_word_of_a_template_can_be_translated(path):
    assert untranslated(path.read_text()) == []


SAID = re.compile(
    r"{% (?:translate|trans) (?:\"([^\"]*)\"|'([^']*)')|{% blocktrans(?:late)?\b[^%]*%}(.*?){% endblocktrans",
    re.S,
)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: "/".join(path.parts[-2:]))
def test_templates_speak_plainly(path):
    for parts in SAID.findall(path.read_text()):
        said = "".join(parts)
        assert "!" not in said, said
        assert not re.search(r"\b(leverage|empower|utili[sz]e|stakeholders?|please note)\b", said, re.I), said
        assert "click" not in said.lower(), "a page is also read by keyboard and by ear"
