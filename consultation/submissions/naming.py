"""Which country, region or stakeholder group a word in a file means: exact names and documented aliases, no guesses."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings

from stakeholders.organisations.models import Country, Region, StakeholderGroup

GLOBAL = (
    "global", "worldwide", "international", "mondial", "mundial", "عالمي", "العالم", "глобальный", "международный",
    "全球",
)  # fmt: skip
"""What a file says of an author who has no single country of seat, in the six languages."""

COUNTRY_ALIASES = {
    "US": ("USA", "United States"),
    "GB": ("UK", "United Kingdom", "Great Britain"),
    "AE": ("UAE",), "BN": ("Brunei",), "BO": ("Bolivia",), "CD": ("DRC", "DR Congo"),
    "CI": ("Ivory Coast",), "CN": ("PRC", "People's Republic of China"), "CV": ("Cape Verde",),
    "CZ": ("Czech Republic",), "FM": ("Micronesia",), "HK": ("Hong Kong",),
    "IR": ("Iran", "Islamic Republic of Iran"),
    "KP": ("North Korea", "DPRK"), "KR": ("South Korea",), "LA": ("Laos",), "MD": ("Moldova",),
    "MO": ("Macao", "Macau"),
    "NL": ("Netherlands", "Holland"), "PS": ("Palestine",), "RU": ("Russia",), "SY": ("Syria",), "SZ": ("Swaziland",),
    "TR": ("Turkey",), "TZ": ("Tanzania",), "VA": ("Vatican",), "VE": ("Venezuela",), "VN": ("Vietnam",),
}  # fmt: skip
"""Names in everyday use that can mean one country only; the UN names are in the table of countries."""

REGION_ALIASES = {
    Region.AMERICAS: (
        "North America",
        "South America",
        "Latin America",
        "Latin America and the Caribbean",
        "Caribbean",
    ),
    Region.EUROPE: ("European Union", "EU"),
}

GROUP_ALIASES = {
    "civil-society": ("NGO", "NGOs", "non-governmental organisation", "non-governmental organization"),
    "business": ("private sector", "industry", "company", "private"),
    "technical-community": ("technical",),
    "academia": ("academic", "university", "research"),
    "state": ("government", "Member State", "governmental"),
    "intergovernmental": ("IGO", "international organisation", "international organization", "intergovernmental"),
}


@dataclass(frozen=True, slots=True)
class Place:
    """Where an author sits: a country and its M49 region, a region alone, or nowhere in particular."""

    country: str | None = None
    region: str = ""


def name_key(name: str) -> str:
    """The form under which two spellings count as one: without accents, capitals, points and the article "the".

    Of a name longer than any the first 400 characters count: putting marks in order is quadratic (UAX #15).
    """
    folded = unicodedata.normalize("NFKD", name[:400].casefold().replace(".", "").replace("&", " and "))
    bare = "".join(sign for sign in folded if not unicodedata.combining(sign))
    words = re.sub(r"[^\w]+", " ", bare.replace("'", "").replace("’", "")).split()
    return " ".join(word for word in words if word != "the")


class Places:
    """The names of all countries and regions, ready to be looked up."""

    def __init__(self, countries: Iterable[Country]) -> None:
        self._by_code: dict[str, Place] = {}
        self._by_key: dict[str, Place] = {}
        ambiguous: set[str] = set()
        for country in countries:
            place = self._by_code[country.code] = Place(country.code, country.region)
            for key in {name_key(name) for name in _names(country)} - {""}:
                if self._by_key.setdefault(key, place) != place:
                    ambiguous.add(key)
        for key in ambiguous:
            del self._by_key[key]
        self._add_aliases()

    def _add_aliases(self) -> None:
        for code, names in COUNTRY_ALIASES.items():
            self._by_key.update({name_key(name): self._by_code[code] for name in names})
        for region in Region:
            names = (region.value, *REGION_ALIASES.get(region, ()))
            self._by_key.update({name_key(name): Place(None, region.value) for name in names})
        self._by_key.update({name_key(name): Place() for name in GLOBAL})

    def find(self, text: str) -> Place | None:
        """The place that the text names, or None where it names none or more than one.

        "Norway, Europe" and "Kenya/Africa" name one country and the region it lies in, which is the same place.
        """
        whole = self._one(text)
        parts = [self._one(part) for part in re.split(r"[,/]", text)]
        if whole or len(parts) != 2:
            return whole
        country, region = parts
        fits = country and region and country.country and not region.country and country.region == region.region
        return country if fits else None

    def _one(self, text: str) -> Place | None:
        code = text.strip().upper().replace(".", "")
        return self._by_code.get(code) or self._by_key.get(name_key(text))


class Groups:
    """The stakeholder groups by code, by name in six languages and by documented alias; values are primary keys."""

    def __init__(self, groups: Iterable[StakeholderGroup]) -> None:
        rows = list(groups)
        self.codes = tuple(group.code for group in rows)
        self._by_key: dict[str, int] = {}
        for group in rows:
            for name in (*GROUP_ALIASES.get(group.code, ()), *_names(group), group.code):
                self._by_key[name_key(name)] = group.pk

    def find(self, text: str) -> int | None:
        """The group's primary key, or None."""
        return self._by_key.get(name_key(text))


def _names(row: Any) -> list[str]:
    suffixes: Mapping[str, str] = {code: code.replace("-", "_") for code, _name in settings.LANGUAGES}
    return [name for suffix in suffixes.values() if (name := getattr(row, f"name_{suffix}", None))]
