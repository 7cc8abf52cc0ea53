"""Put the Russian titles beside the English ones that they translate."""

Row = dict[str, str]


def add_titles(rows: list[Row], titles: list[Row], *, table: str, key: str) -> list[Row]:
    """Put ``title_ru`` behind ``title`` in the rows of a table; one that nobody translated stays as it is.

    Raises
    ------
    ValueError
        Where a translation is of no row, or of a title that has been changed since: it must be read again.
    """
    translations = {line["id"]: line for line in titles if line["table"] == table}
    stale = list_stale_titles(rows, translations, key=key)
    if stale:
        message = f"titles_ru.csv translates other titles of {table}: {stale}"
        raise ValueError(message)
    if not translations:
        return rows
    return [_add_title(row, translations.get(row[key], {}).get("title_ru", "")) for row in rows]


def list_stale_titles(rows: list[Row], translations: dict[str, Row], *, key: str) -> list[str]:
    """List the ids whose English title is not the one that was translated."""
    now = {row[key]: row.get("title") for row in rows}
    return sorted(name for name, line in translations.items() if now.get(name) != line["title"])


def _add_title(row: Row, title: str) -> Row:
    out: Row = {}
    for name, text in row.items():
        out[name] = text
        if name == "title":
            out["title_ru"] = title
    return out
