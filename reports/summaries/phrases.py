"""The words of a summary in its six languages: phrases graded by strength, quantifiers to count, and what not to say.

The phrases are those of Chairs' summaries of United Nations bodies; what is reported is a view, never a decision.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from reports.summaries.models import Band

ONE, FEW, SOME, SEVERAL, MANY, MOST = (word.value for word in Band.Word)
NONE = ""
"""The strength of a phrase that says nothing of how many."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """A beginning of a sentence; `word` is the quantifier in it, or NONE."""

    word: str
    text: str


@dataclass(frozen=True, slots=True)
class Tongue:
    """What one language has.

    quantifiers: how each strength is said; general: plain "participants", which claims all but everybody where a
    sentence begins with it; other_sense: words in which a quantifier counts no voices; agreement: claims that
    something was agreed.
    """

    phrases: tuple[Phrase, ...]
    quantifiers: dict[str, tuple[str, ...]]
    general: tuple[str, ...]
    other_sense: tuple[str, ...]
    agreement: tuple[str, ...]


ENGLISH = Tongue(
    phrases=(
        Phrase(ONE, "One participant"),
        Phrase(FEW, "A few participants"),
        Phrase(SOME, "Some participants"),
        Phrase(SEVERAL, "Several participants"),
        Phrase(MANY, "Many participants"),
        Phrase(MOST, "Participants"),
        Phrase(NONE, "It was highlighted that"),
        Phrase(NONE, "The view was expressed that"),
        Phrase(NONE, "It was suggested that"),
        Phrase(NONE, "Reference was made to"),
        Phrase(NONE, "Others cautioned that"),
        Phrase(NONE, "There was broad support for"),
    ),
    quantifiers={
        ONE: ("one participant", "one speaker", "one contributor", "one contribution", "one delegation",
              "one organisation", "one organization", "one stakeholder"),
        FEW: ("a few", "few participants", "a small number of"),
        SOME: ("some",),
        SEVERAL: ("several", "a number of participants", "a number of contributions"),
        MANY: ("many", "numerous", "a large number of"),
        MOST: ("most participants", "most speakers", "most contributors", "most contributions", "most organisations",
               "most organizations", "most stakeholders", "most of the participants", "a majority of",
               "the majority of", "almost all", "all participants"),
    },
    general=("participants", "the participants", "stakeholders", "contributors"),
    other_sense=("in some cases", "to some extent", "some time", "some years", "in many cases", "as many as",
                 "how many", "so many", "too many", "many years", "several years", "several times", "many times",
                 "in many ways", "in several ways", "a good many", "one or many", "one participant group"),
    agreement=("it was agreed", "was agreed", "were agreed", "participants agreed", "stakeholders agreed",
               "contributors agreed", "agreed that", "agreed to", "there was agreement", "there was consensus",
               "there was a consensus", "consensus was reached", "reached consensus", "by consensus",
               "it was decided", "participants decided"),
)  # fmt: skip

FRENCH = Tongue(
    phrases=(
        Phrase(ONE, "Un participant"),
        Phrase(FEW, "Quelques participants"),
        Phrase(SOME, "Certains participants"),
        Phrase(SEVERAL, "Plusieurs participants"),
        Phrase(MANY, "De nombreux participants"),
        Phrase(MOST, "Les participants"),
        Phrase(NONE, "Il a été souligné que"),
        Phrase(NONE, "L’avis a été exprimé que"),
        Phrase(NONE, "Il a été proposé de"),
        Phrase(NONE, "Il a été fait référence à"),
        Phrase(NONE, "D’autres ont mis en garde contre"),
        Phrase(NONE, "Un large appui a été exprimé en faveur de"),
    ),
    quantifiers={
        ONE: ("un participant", "une participante", "un intervenant", "une intervenante", "un orateur", "une oratrice",
              "une délégation", "une organisation", "une contribution", "l’un des participants",
              "l'un des participants"),
        FEW: ("quelques", "quelques-uns", "quelques-unes", "un petit nombre de", "un petit nombre d’",
              "un petit nombre d'"),
        SOME: ("certains", "certaines", "d’aucuns", "d'aucuns"),
        SEVERAL: ("plusieurs", "un certain nombre de participants", "divers participants"),
        MANY: ("de nombreux", "de nombreuses", "nombreux", "nombreuses", "beaucoup de", "bon nombre de",
               "un grand nombre de", "un grand nombre d’", "un grand nombre d'"),
        MOST: ("la plupart des", "la plupart", "la majorité des", "une majorité de", "presque tous", "presque toutes",
               "tous les participants", "l’ensemble des participants", "l'ensemble des participants"),
    },
    general=("les participants", "les participantes et participants", "les parties prenantes", "les contributeurs"),
    other_sense=("dans certains cas", "à certains égards", "dans plusieurs cas", "plusieurs fois", "plusieurs années",
                 "de nombreuses années", "dans de nombreux cas", "à de nombreuses reprises", "à plusieurs reprises",
                 "quelques années", "en quelque sorte"),
    agreement=("il a été convenu", "a été convenu", "ont été convenus", "les participants ont convenu",
               "sont convenus", "les participants se sont accordés", "ont convenu", "il a été décidé",
               "un accord s’est dégagé", "un accord s'est dégagé", "un consensus s’est dégagé",
               "un consensus s'est dégagé", "par consensus"),
)  # fmt: skip

SPANISH = Tongue(
    phrases=(
        Phrase(ONE, "Un participante"),
        Phrase(FEW, "Unos pocos participantes"),
        Phrase(SOME, "Algunos participantes"),
        Phrase(SEVERAL, "Varios participantes"),
        Phrase(MANY, "Muchos participantes"),
        Phrase(MOST, "Los participantes"),
        Phrase(NONE, "Se destacó que"),
        Phrase(NONE, "Se expresó la opinión de que"),
        Phrase(NONE, "Se propuso que"),
        Phrase(NONE, "Se hizo referencia a"),
        Phrase(NONE, "Otros advirtieron que"),
        Phrase(NONE, "Hubo un amplio apoyo a"),
    ),
    quantifiers={
        ONE: ("un participante", "una participante", "un orador", "una oradora", "una delegación", "una organización",
              "una contribución", "uno de los participantes", "una de las participantes"),
        FEW: ("unos pocos", "unas pocas", "unos cuantos", "unas cuantas", "pocos participantes",
              "un pequeño número de"),
        SOME: ("algunos", "algunas"),
        SEVERAL: ("varios", "varias", "diversos participantes", "cierto número de"),
        MANY: ("muchos", "muchas", "numerosos", "numerosas", "un gran número de", "gran número de"),
        MOST: ("la mayoría de", "la mayor parte de los participantes", "casi todos", "casi todas",
               "todos los participantes", "la mayoría"),
    },
    general=("los participantes", "las participantes", "los interesados", "las partes interesadas"),
    other_sense=("en algunos casos", "algunos años", "en muchos casos", "muchos años", "muchas veces", "varias veces",
                 "varios años", "en varias ocasiones", "en muchas ocasiones", "algunas veces"),
    agreement=("se acordó", "se convino", "los participantes acordaron", "los participantes convinieron", "acordaron",
               "convinieron en", "se decidió", "hubo acuerdo", "hubo consenso", "se llegó a un acuerdo",
               "se llegó a un consenso", "por consenso"),
)  # fmt: skip

RUSSIAN = Tongue(
    phrases=(
        Phrase(ONE, "Один из участников"),
        Phrase(FEW, "Отдельные участники"),
        Phrase(SOME, "Некоторые участники"),
        Phrase(SEVERAL, "Ряд участников"),
        Phrase(MANY, "Многие участники"),
        Phrase(MOST, "Участники"),
        Phrase(NONE, "Было подчеркнуто, что"),
        Phrase(NONE, "Было высказано мнение, что"),
        Phrase(NONE, "Было предложено"),
        Phrase(NONE, "Была сделана ссылка на"),
        Phrase(NONE, "Другие предостерегли, что"),
        Phrase(NONE, "Широкую поддержку получило предложение о"),
    ),
    quantifiers={
        ONE: ("один участник", "одна участница", "один из участников", "одна из участниц", "один оратор",
              "один из ораторов", "одна делегация", "одна из делегаций", "одна организация", "одна из организаций",
              "одним из участников", "одним участником"),
        FEW: ("отдельные", "отдельных участников", "отдельными участниками", "небольшое число", "немногие"),
        SOME: ("некоторые", "некоторых", "некоторыми", "некоторым"),
        SEVERAL: ("ряд участников", "рядом участников", "ряд организаций", "рядом организаций", "ряд делегаций",
                  "несколько", "несколькими", "нескольких"),
        MANY: ("многие", "многих", "многими", "многим", "многочисленные", "большое число", "значительное число"),
        MOST: ("большинство", "большинством", "большинства", "почти все", "все участники", "всеми участниками"),
    },
    general=("участники", "участниками", "заинтересованные стороны"),
    other_sense=("в некоторых случаях", "в ряде случаев", "во многих случаях", "в отдельных случаях",
                 "несколько раз", "несколько лет", "многие годы", "многих лет", "некоторое время",
                 "в некоторой степени"),
    agreement=("было решено", "было согласовано", "была достигнута договоренность", "участники согласились",
               "участники договорились", "участники постановили", "участники решили", "договорились о",
               "был достигнут консенсус", "достигли консенсуса", "консенсусом"),
)  # fmt: skip

ARABIC = Tongue(
    phrases=(
        Phrase(ONE, "رأى أحد المشاركين أن"),
        Phrase(FEW, "أشار عدد قليل من المشاركين إلى"),
        Phrase(SOME, "أشار بعض المشاركين إلى"),
        Phrase(SEVERAL, "أشار عدة مشاركين إلى"),
        Phrase(MANY, "أشار كثير من المشاركين إلى"),
        Phrase(MOST, "أشار المشاركون إلى"),
        Phrase(NONE, "أُبرز أن"),
        Phrase(NONE, "أُعرب عن رأي مفاده أن"),
        Phrase(NONE, "اقتُرح أن"),
        Phrase(NONE, "أُشير إلى"),
        Phrase(NONE, "وحذر آخرون من أن"),
        Phrase(NONE, "أُعرب عن تأييد واسع النطاق لـ"),
    ),
    quantifiers={
        ONE: ("أحد المشاركين", "إحدى المشاركات", "أحد المتكلمين", "أحد المساهمين", "أحد الوفود", "إحدى المنظمات",
              "مشارك واحد", "مشاركة واحدة", "منظمة واحدة"),
        FEW: ("عدد قليل من", "قلة من", "قليل من المشاركين", "بضعة مشاركين", "عدد محدود من"),
        SOME: ("بعض", "البعض"),
        SEVERAL: ("عدة مشاركين", "عدة منظمات", "عدة وفود", "عدد من المشاركين", "عدد من المنظمات", "عدد من الوفود",
                  "مشاركون عدة"),
        MANY: ("كثير من", "الكثير من", "كثيرون", "الكثيرون", "العديد من", "عديد من", "عدد كبير من",
               "مشاركون كثيرون"),
        MOST: ("معظم", "أغلب", "غالبية", "أغلبية", "جميع المشاركين", "كل المشاركين", "جل المشاركين"),
    },
    general=("المشاركون", "المساهمون"),
    other_sense=("بعض الشيء", "بعض الأحيان", "بعض الحالات", "كثير من الأحيان", "كثير من الحالات", "بعضها البعض",
                 "بعضهم البعض", "بعض الوقت", "العديد من السنوات", "المشاركين الآخرين", "المشاركون الآخرون"),
    agreement=("اتفق المشاركون", "اتُّفق على", "اتفق على", "تم الاتفاق", "جرى الاتفاق", "اتفقوا على", "تقرر أن",
               "تقرر", "توافق الآراء على", "بتوافق الآراء", "كان هناك اتفاق", "أجمع المشاركون"),
)  # fmt: skip

CHINESE = Tongue(
    phrases=(
        Phrase(ONE, "一位与会者"),
        Phrase(FEW, "少数与会者"),
        Phrase(SOME, "一些与会者"),
        Phrase(SEVERAL, "若干与会者"),
        Phrase(MANY, "许多与会者"),
        Phrase(MOST, "与会者"),
        Phrase(NONE, "会上强调"),
        Phrase(NONE, "有意见认为"),
        Phrase(NONE, "有人建议"),
        Phrase(NONE, "会上提及"),
        Phrase(NONE, "另一些与会者告诫"),
        Phrase(NONE, "会上广泛支持"),
    ),
    quantifiers={
        ONE: ("一位与会者", "一名与会者", "有一位与会者", "一位发言者", "一名发言者", "一个组织", "一个代表团",
              "一个与会者"),
        FEW: ("少数与会者", "少数组织", "少数几个", "为数不多的", "少数代表团", "几位与会者", "几名与会者"),
        SOME: ("一些", "有些", "部分与会者", "某些与会者"),
        SEVERAL: ("若干", "数位与会者", "数名与会者", "好几位", "好几个"),
        MANY: ("许多", "很多", "众多", "多位与会者", "多名与会者", "不少"),
        MOST: ("大多数", "多数与会者", "绝大多数", "几乎所有", "所有与会者", "全体与会者", "与会者普遍",
               "多数组织"),
    },
    general=("与会者", "参与者", "利益攸关方"),
    other_sense=("另一些与会者", "另一些", "其他与会者", "某些情况下", "一些情况下", "许多情况下", "许多年", "很多年",
                 "在一些方面", "有些时候", "一些时候", "许多方面", "其他利益攸关方"),
    agreement=("会议商定", "与会者商定", "与会者同意", "一致同意", "会议决定", "达成一致", "达成协商一致",
               "达成共识", "协商一致", "与会者一致认为", "商定"),
)  # fmt: skip

TONGUES = {"en": ENGLISH, "fr": FRENCH, "es": SPANISH, "ru": RUSSIAN, "ar": ARABIC, "zh-hans": CHINESE}


def tongue_of(language: str) -> Tongue:
    """What the language has; English where it is none of the six."""
    return TONGUES.get("zh-hans" if language.startswith("zh") else language, ENGLISH)


@lru_cache(maxsize=2000)  # a summary's texts seldom change between two looks at its numbers
def quantifiers_in(text: str, language: str) -> tuple[tuple[str, int, int], ...]:
    """Where the text says how many: the strength (a value of Band.Word), and from and up to which character.

    The longest words win ("a number of participants" over "participants"), case does not matter, words stand apart
    where the script has spaces; in Arabic vowel signs do not matter and prefixes may be joined on. Quantifiers that
    count no voices ("in some cases") are left out.
    """
    _pattern, words, general = _quantifier_pattern(language)
    found, end = [], 0
    for match in _matches(text, language):
        name = match.lastgroup or ""
        word, belongs_to_former = words[name], name in general and not text[end : match.start(name)].strip()
        if word and not (belongs_to_former and end):
            found.append((word, match.start(name), match.end(name)))
        end = match.end(name)
    return tuple(found)


def claims_of_agreement(text: str, language: str) -> tuple[tuple[int, int], ...]:
    """Where the text claims that something was agreed: a consultation hears views and agrees on nothing."""
    found = ((match.start("w0"), match.end("w0")) for match in _agreement_pattern(language).finditer(text))
    return tuple(found)


# --- patterns ---------------------------------------------------------------------------------------------------------

_SIGNS = "[\u064b-\u065f\u0670\u0640]*"
"""Arabic vowel signs, and the stroke that only lengthens a word."""

_WORD = re.compile(r"\w+")

_BEGINNING = r"(?:(?<=^)|(?<=[.!?…;:]\s)|(?<=[.!?…;:]\s\s)|(?<=\n)|(?<=\n[\s]))"


def _matches(text: str, language: str) -> Iterator[re.Match[str]]:
    """Where the pattern matches, from left to right, none inside another.

    Where words stand apart it is tried only at words with which some form begins: the same, an order faster.
    """
    pattern, _words, _general = _quantifier_pattern(language)
    if language == "ar" or language.startswith("zh"):
        yield from pattern.finditer(text)
        return
    firsts, end = _first_words(language), 0
    for word in _WORD.finditer(text):
        if word.start() >= end and word[0].casefold() in firsts and (match := pattern.match(text, word.start())):
            end = match.end()
            yield match


@cache
def _first_words(language: str) -> frozenset[str]:
    tongue = tongue_of(language)
    forms = [*(form for said in tongue.quantifiers.values() for form in said), *tongue.other_sense, *tongue.general]
    return frozenset(match[0].casefold() for form in forms if (match := _WORD.match(form)))


@cache
def _quantifier_pattern(language: str) -> tuple[re.Pattern[str], dict[str, str], frozenset[str]]:
    """A pattern of all forms, the longest first; the strength of each group ("" for other senses); the general ones."""
    tongue = tongue_of(language)
    forms = [(form, word, False) for word, said in tongue.quantifiers.items() for form in said]
    forms += [(form, NONE, False) for form in tongue.other_sense] + [(form, MOST, True) for form in tongue.general]
    forms.sort(key=lambda form: (-len(form[0]), form[2]))
    named = {f"w{index}": form for index, form in enumerate(forms)}
    pattern = _compiled(_part(name, form, language, is_general=wide) for name, (form, _word, wide) in named.items())
    words = {name: word for name, (_form, word, _wide) in named.items()}
    return pattern, words, frozenset(name for name, (_form, _word, wide) in named.items() if wide)


@cache
def _agreement_pattern(language: str) -> re.Pattern[str]:
    forms = sorted(tongue_of(language).agreement, key=len, reverse=True)
    said = "|".join(_spelt(form, language) for form in forms)
    before, behind = _edges(forms[0], language)
    return _compiled([f"{before}(?P<w0>{said}){behind}"])


def _compiled(parts: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(parts), re.IGNORECASE)


def _part(name: str, form: str, language: str, *, is_general: bool) -> str:
    before, behind = _edges(form, language)
    if is_general and language not in ("ar", "zh-hans"):
        before = _BEGINNING  # elsewhere in a sentence the word says nothing of how many
    return f"{before}(?P<{name}>{_spelt(form, language)}){behind}"


def _edges(form: str, language: str) -> tuple[str, str]:
    if language.startswith("zh"):
        return "", ""
    if language == "ar":
        return rf"(?<!\w)(?:[وف]{_SIGNS})?(?:[بلك]{_SIGNS})?", rf"(?!{_SIGNS}\w)"
    return r"(?<!\w)", "" if form.endswith(("’", "'")) else r"(?!\w)"


def _spelt(form: str, language: str) -> str:
    """The form as a pattern: any white space between words; in Arabic any vowel signs between letters."""
    words = form.split()
    if language != "ar":
        return r"\s+".join(re.escape(word) for word in words)
    bare = [re.sub(_SIGNS, "", word) for word in words]
    return r"\s+".join(_SIGNS.join(re.escape(letter) for letter in word) + _SIGNS for word in bare)
