"""Names of months and seasons in the languages that tables are written in."""

from __future__ import annotations

from types import MappingProxyType

_NAMES = (
    "january jan января январь янв januar janvier enero ene",
    "february feb февраля февраль фев февр februar février fev febrero",
    "march mar марта март мар märz mars marzo",
    "april apr апреля апрель апр avril avr abril abr",
    "may мая май mai mayo",
    "june jun июня июнь июн juni juin junio",
    "july jul июля июль июл juli juillet julio",
    "august aug августа август авг août agosto ago",
    "september sep sept сентября сентябрь сен сент septembre septiembre",
    "october oct октября октябрь окт oktober okt octobre octubre",
    "november nov ноября ноябрь ноя нояб novembre noviembre",
    "december dec декабря декабрь дек dezember dez décembre diciembre dic",
)
MONTHS = MappingProxyType({name: number for number, line in enumerate(_NAMES, 1) for name in line.split()})
SEASONS = frozenset(
    ["spring", "summer", "autumn", "fall", "winter", "весна", "лето", "осень", "зима", "early", "mid", "late"]
)
