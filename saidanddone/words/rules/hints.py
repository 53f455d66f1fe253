"""Hints in any text that somebody may not be all right.

A hint is no finding: it brings a text before a person whose task it is to look. So the patterns lean towards
finding too much. What they are about is told apart in two ways. Words that *speak of* suicide, say of a poster
on its prevention, are marked, since nobody should meet them unprepared. Words that may *be about somebody
here* raise a concern besides.

The patterns are English. In other languages only the word for suicide is known. A hint that does not come says
nothing: people speak of the worst in words that no list has.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from unicodedata import normalize

from saidanddone.people.rules.letters import HIDDEN

from ..models import Text

Mark = Text.Mark


@dataclass(frozen=True)
class Hint:
    kind: str  # a value of Text.Mark
    words: str  # as `plainly` writes them
    of_somebody: bool  # may be about a person, and not only about the matter


MY = r"(?:my|his|her|their|your|our)"
SELF = r"(?:myself|himself|herself|themsel(?:f|ves)|yourself|ourselves)"
SOMEONE = r"(?:me|him|her|them|us|you|someone|somebody|my \w+|his \w+|her \w+|the (?:kids|children|baby))"
NEAR = (
    r"(?:he|she|they|dad|mum|my (?:husband|wife|partner|boyfriend|girlfriend|ex|dad|father|stepdad|mum|mother|"
    r"stepmum|son|daughter|brother|sister|uncle|carer|landlord|family))"
)
NOT = r"(?:(?:do|does|did)(?:n['’]?t| not)|no longer|never)"
CANNOT = r"(?:can(?:['’]?t|not| not)|could(?:n['’]?t| not))"
CHILD = r"(?:child|children|kid|kids|boy|girl|baby|toddler|pupil|son|daughter|grandson|granddaughter)"
# “suicide” in the languages most spoken in London after English, as it is written in them.
SUICIDE = normalize(
    "NFKC",
    r"suicid|suicíd|samobój|sinucid|intihar|vetëvrasj|savižud|самоуб|αυτοκτον|انتحار|خودکشی|خودکشي|आत्महत्या|"
    r"আত্মহত্যা|આત્મહત્યા|ਖੁਦਕੁਸ਼ੀ|தற்கொலை|自杀|自殺|자살|自害|tự tử",
)
# What makes of the word a matter that is spoken about.
THE_MATTER = r"(?:prevention|awareness|training|strategy|strategies|policy|rates?|statistics|helplines?|leaflets?|posters?|services?|support groups?|workshops?|campaigns?)"

OF_SOMEBODY: dict[str, tuple[str, ...]] = {
    Mark.SELF_HARM: (
        rf"(?:{SUICIDE})\w*(?![\w-]* {THE_MATTER}\b)",
        rf"\bkill(?:s|ed|ing)? {SELF}\b",
        rf"\b(?:take|takes|took|taken|taking|end|ends|ended|ending) {MY} (?:own )?li(?:fe|ves)\b",
        r"\bend(?:ing)? it all\b|\btop(?:ped|ping)? (?:my|him|her)self\b|\bdo (?:my|him|her)self in\b",
        rf"\b(?:hang|hanged|hung|hanging|drown|drowned|drowning|starv\w+|burn\w*|cut|cuts|cutting|hurt|hurts|hurting|harm|harms|harmed|harming) {SELF}\b",
        rf"\bself[- ]?(?:harm\w*|injur\w+)\b(?! {THE_MATTER}\b)",
        r"\boverdos\w+\b|\btook (?:all|too many) (?:of )?(?:my|his|her|the) (?:pills|tablets|medication)\b",
        r"\b(?:want|wants|wanted|wanting|wish|wishes|wished|going|ready|like) to die\b|\bwish(?:ed)? (?:i|he|she) (?:was|were) dead\b",
        rf"\b{NOT} (?:even |really )?(?:want|wish|care) to (?:be here|be alive|live(?! up to| (?:in|near|with|here|there)\b)|go on|carry on|wake up|exist)\b",
        r"\bnever (?:wake up|wak(?:e|ing) up again)\b|\bwish(?:ed)? (?:i|he|she) (?:was|were|had|['’]d)(?: not|n['’]?t)? (?:here|alive|(?:never )?been born)\b",
        r"\bwish(?:ed)? (?:i|he|she)['’]d never been born\b|\b(?:think\w*|thought|dream\w*) (?:about|of) (?:dying|ending (?:it|things|everything))\b",
        r"\b(?:better off|rather be) dead\b|\bbetter off without (?:me|him|her)\b|\bbetter off if (?:i|he|she) (?:was|were) (?:dead|gone|not here)\b",
        r"\b(?:no|any|the) (?:point|reason) (?:in |of |to )?(?:living|live|going on|go on|carrying on|being here|be here)\b",
        r"\bnothing (?:left )?to live for\b|\b(?:had )?enough of (?:life|living)\b|\bplan to end it\b|\bfeel like ending (?:it|things)\b",
        rf"\b{CANNOT} (?:go on|take (?:it|this) any ?more|carry on|live like this)\b|\bwant(?:s|ed)? (?:it|everything) (?:all )?to (?:stop|end)\b|\bwant(?:s|ed)? to disappear\b",
        rf"\b(?:cut|cuts|cutting) (?:{MY} (?:arms?|wrists?|legs?|thighs?)|again)\b|\bswallow(?:ed|s)? (?:all |too many )(?:of )?(?:{MY} )?\w+\b",
        r"\b(?:jump|jumped|jumping) (?:off|from) (?:the|a) (?:bridge|roof|balcony|building)\b|\b(?:jump|jumped|walk|walked) in front of (?:a|the) (?:train|tube|bus|lorry|car)\b",
    ),
    Mark.CHILD: (
        rf"\b{CHILD}\b[^.!?]{{0,40}}\b(?:hit|hits|hitting|beat|beats|beaten|beating|slapped|kicked|punched|abused|molested|raped|neglected|starv\w+|locked (?:in|up|out)|left alone|bruises?|burns?)\b",
        rf"\b(?:hit|hits|hitting|beat|beats|beating|slaps?|slapped|kicks?|kicked|punch\w*|abus\w+|molest\w+|rap(?:es|ed|ing)|neglect\w*|starv\w+|hurts?|hurting) (?:the |my |his |her |their |our )?(?:little |young |own )?{CHILD}\b",
        r"\b(?:touch|touches|touched|touching) (?:me|him|her|them|my \w+) (?:there|down there|in bed|at night|under)\b",
        r"\b(?:uncle|stepdad|dad|father|brother|cousin|teacher|coach|man|someone|somebody) (?:\w+ )?(?:touch|touches|touched) (?:me|him|her|us)\b",
        rf"\bleav(?:e|es|ing) (?:the |her |his |their )?(?:{CHILD}) alone\b|\b{CHILD} (?:is|are) (?:always |often )?(?:hungry|starving)\b|\b(?:mum|dad) (?:doesn['’]?t|does not|never) feeds? (?:us|me)\b",
        r"\bgroom(?:s|ed|ing) (?:me|him|her|them|girls|boys|children|kids|young)\b|\bchild (?:abuse|exploitation)\b",
        r"\bcounty lines\b|\bfemale genital mutilation\b|\bfgm\b",
    ),
    Mark.DANGER: (
        rf"\b(?:going to|gonna|will|might|threaten\w* to|said (?:he|she|they)(?:['’]d| would)|tried to|trying to) (?:kill|stab|shoot|strangle|hurt|attack|murder) {SOMEONE}\b",
        rf"\b(?:scared|afraid|frightened|terrified) of (?:{MY} (?:husband|wife|partner|boyfriend|girlfriend|ex|dad|father|stepdad|mum|mother|son|daughter|brother|family)|him|her)\b",
        r"\b(?:i|he|she|they) (?:really )?(?:want|wants|wanted) to (?:kill|stab|hurt|attack) (?:someone|somebody|him|her|them|people)\b|\bin danger\b(?! of)",
        r"\b(?:scared|afraid|frightened|terrified) (?:to go|of going) home\b|\b(?:not|never|(?:do|does|did)n['’]?t) (?:feel )?safe (?:at home|in my (?:own )?home|here tonight|tonight)\b|\bunsafe at home\b",
        r"\b(?:carr(?:y|ies|ied|ying)|has|have|had|brought|pulled) (?:a |the )?(?:knife|knives|gun|machete|blade)\b",
        r"\bfear(?:s|ed)? for (?:my|his|her|their|our) li(?:fe|ves)\b",
    ),
    Mark.ABUSE: (
        rf"\b{NEAR} (?:\w+ ){{0,2}}(?:hits?|hitting|beats?|beating|slaps?|slapped|kicks?|kicked|punch(?:es|ed)?|strangl\w+|chok(?:es|ed)|rap(?:es|ed)|batter\w*|attack(?:s|ed)|threw|throws) (?:\w+ )?(?:me|us|him|her|them|my|things)\b",
        r"\b(?:beats?|beating|hitting|hits) me\b|\bbeat(?:en)? (?:me )?up\b",
        r"\b(?:was|been|being|got|get|were|is|are) (?:\w+ )?(?:raped|abused|beaten|molested|strangled|trafficked)\b",
        r"\b(?:raped|molested|sexually (?:abused|assaulted)|sexual(?:ly)? assault\w*|sexual abuse)\b",
        rf"\b(?:domestic|honour[- ]based) (?:abuse|violence)\b(?! {THE_MATTER}\b)|\bviolen(?:t|ce) at home\b|\bforced (?:to marry|marriage|into marriage)\b|\b(?:making|make|makes|made|forcing|want|wants) (?:me|her|him) (?:to )?marry\b",
        rf"\b{NEAR} (?:won['’]?t|will not|doesn['’]?t|does not|never) (?:let|lets) (?:me|her|him|us) (?:out|leave|see|go|speak|have)\b",
        rf"\b{NEAR} (?:locks?|locked|keeps?|kept) (?:me|her|him|us) (?:in|inside|up)\b|\b{NEAR} (?:takes?|took|steals?|stole|controls?) (?:all )?(?:of )?(?:my|her|his) (?:money|pension|benefits|bank card|passport)\b",
    ),
    Mark.DISTRESS: (
        rf"\bi (?:really |just )?{CANNOT} (?:cope|do (?:this|it) any ?more|bear (?:it|this)|see (?:a|any) (?:way out|future))\b(?! with (?:the|a|all))",
        rf"\bi {NOT} see (?:a|any) (?:way out|future)\b|\bno way out for (?:me|us|him|her)\b|\bat breaking point\b",
        r"\b(?:i am|i'm|we are|we're) (?:sleeping rough|homeless)\b|\bnowhere to (?:sleep|go) tonight\b",
    ),
}
THE_MATTER_ITSELF: dict[str, tuple[str, ...]] = {
    Mark.SELF_HARM: (rf"{SUICIDE}", r"\bself[- ]?harm"),
    Mark.ABUSE: (r"\bdomestic (?:abuse|violence)\b",),
}
# Turns of phrase that have the words and not the meaning.
NOT_MEANT = re.compile(
    r"kill(?:ed|ing)? (?:two birds|time)|political suicide|career suicide|suicide squad|suicidal? pact of|"
    r"hits? the (?:ball|wall|nail|road|spot|buffers)|hit by (?:cuts|the)|beats? me at|(?:run|fall|fell)\w* and hurt|"
    r"killing me softly|beat (?:me|us|them) to it|can(?:['’]?t|not) go on (?:holiday|the (?:trip|bus|course|internet)|foot)|"
    r"can(?:['’]?t|not) carry on with (?:the|this|that) (?:meeting|agenda|course)",
    re.IGNORECASE,
)


def _compiled(patterns: dict[str, tuple[str, ...]]) -> dict[str, re.Pattern[str]]:
    return {kind: re.compile("|".join(each), re.IGNORECASE) for kind, each in patterns.items()}


_OF_SOMEBODY, _THE_MATTER = _compiled(OF_SOMEBODY), _compiled(THE_MATTER_ITSELF)


APOSTROPHES = dict.fromkeys(map(ord, "‘’ʼ`´＇"), "'")


def plainly(words: str) -> str:
    """One way of writing for the many that look alike: spaces and line breaks, apostrophes, wide letters, and
    letters that nobody sees."""
    said = normalize("NFKC", words.translate(APOSTROPHES))
    return HIDDEN.sub("", re.sub(r"\s+", " ", said))


def loosely(plain: str) -> str:
    """The same without accents on Latin letters, and with a space for whatever else joins two words."""
    bare = re.sub(r"(?<=[A-Za-z])[\u0300-\u036f]+", "", normalize("NFD", plain))
    return re.sub(r"\s+", " ", re.sub(r"(?<=\w)[-\u2010-\u2015_/*.·•~+]+(?=\w)|_+", " ", bare))


def hints(words: str) -> list[Hint]:
    """What in these words hints at what, the gravest kind first; each kind once, a concern before a mere mention."""
    plain = plainly(words)
    readings = [NOT_MEANT.sub(" ", reading) for reading in dict.fromkeys((plain, loosely(plain)))]
    found = []
    for kind in Mark.values:
        if match := _first(_OF_SOMEBODY.get(kind), readings):
            found.append(Hint(kind, match.group(), of_somebody=True))
        elif match := _first(_THE_MATTER.get(kind), readings):
            found.append(Hint(kind, match.group(), of_somebody=False))
    return found


def _first(pattern: re.Pattern[str] | None, readings: list[str]) -> re.Match[str] | None:
    return next(filter(None, (pattern.search(reading) for reading in readings)), None) if pattern else None


def mark_of(words: str) -> str:
    """The mark that a text carries: the gravest kind that it speaks of, or blank."""
    found = hints(words)
    return found[0].kind if found else ""


def concerns(words: str) -> list[str]:
    """The kinds that may be about somebody here; each asks for an alert."""
    return [hint.kind for hint in hints(words) if hint.of_somebody]
