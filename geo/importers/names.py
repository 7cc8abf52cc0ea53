"""Column names that analysts' files use, in several languages, and what they mean here."""

from __future__ import annotations

from types import MappingProxyType


def _names(text: str) -> tuple[str, ...]:
    return tuple(text.split())


ACLED_COLUMNS = _names(
    "event_id_cnty event_date year time_precision disorder_type event_type sub_event_type actor1 "
    "assoc_actor_1 inter1 actor2 assoc_actor_2 inter2 interaction civilian_targeting iso region country "
    "admin1 admin2 admin3 location latitude longitude geo_precision source source_scale notes "
    "fatalities tags timestamp"
)
UCDP_COLUMNS = _names(
    "id relid year active_year code_status type_of_violence conflict_dset_id conflict_new_id "
    "conflict_name dyad_dset_id dyad_new_id dyad_name side_a_dset_id side_a_new_id side_a "
    "side_b_dset_id side_b_new_id side_b number_of_sources source_article source_office source_date "
    "source_headline source_original where_prec where_coordinates where_description adm_1 adm_2 "
    "latitude longitude geom_wkt priogrid_gid country country_id region event_clarity date_prec "
    "date_start date_end deaths_a deaths_b deaths_civilians deaths_unknown best high low gwnoa gwnob"
)

# our column: names that mean it, folded (letters and digits in lower case)
SYNONYMS = MappingProxyType(
    {
        target: frozenset(words.split())
        for target, words in {
            "incident_id": "incidentid id eventid fid uid identifier номер код ид 编号",
            "event_id": "eventkey namedevent",
            "hotspot_id": "hotspotid hotspot",
            "place": "place location locationname placename settlement village town city site ort lieu "
            "lugar место местоположение населенныйпункт село жер المكان 地点",
            "date_start": "datestart startdate date day eventdate incidentdate start begin from datum fecha "
            "jour datebegin when дата датасобытия датаначала начало күнү сана التاريخ تاريخ 日期",
            "date_end": "dateend enddate end to until датаокончания конец 结束日期",
            "date_precision": "dateprecision timeprecision",
            "geo_precision": "geoprecision placeprecision locationprecision",
            "uncertainty_m": "uncertaintym accuracym radiusm",
            "stand_in": "standin",
            "coord_source": "coordsource coordinatesource",
            "incident_type": "incidenttype type eventtype category kind class typ тип видсобытия "
            "категория النوع 类型",
            "trigger": "trigger occasion",
            "title": "title headline name heading titel titre название заголовок имя العنوان 标题 名称",
            "summary": "summary description notes note text details comment desc cmt описание комментарий "
            "текст الوصف 描述",
            "confidence": "confidence",
            "latitude": "latitude lat y ycoord ycoordinate northing breite широта кеңдик arz العرض "
            "خطالعرض 纬度",
            "longitude": "longitude lon long lng x xcoord xcoordinate easting länge laenge долгота узундук "
            "الطول خطالطول 经度",
            "geometry": "geomwkt wkt geometry geom",
            "killed": "killed dead deaths fatalities numberkilled numberofdeaths погибшие погибло убито "
            "погибших قتلى 死亡人数",
            "injured": "injured wounded injuries numberinjured раненые ранено раненых пострадавшие جرحى "
            "受伤人数",
            "displaced": "displaced evacuated idps перемещенные эвакуированные эвакуировано نازحون "
            "流离失所者",
            "attribution": "attribution",
            "licence": "licence",
            "restricted": "restricted",
        }.items()
    }
)
KNOWN_NAMES = frozenset(
    {name for names in SYNONYMS.values() for name in names}
    | {name.replace("_", "") for name in (*ACLED_COLUMNS, *UCDP_COLUMNS)}
)
