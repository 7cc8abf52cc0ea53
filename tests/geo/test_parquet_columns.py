"""A file read column by column in order of days holds what the same file read whole holds."""

import geopandas as gpd
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import shapely

from geo.importers.write import write_incidents
from geo.parquet import read_parquet
from geo.parquet_columns import read_by_columns

DAY = pa.date32()
ROWS = {
    "incident_id": (["a", "b", "c", "d"], pa.string()),
    "date_start": ([pd.Timestamp("2022-05-02").date(), None, pd.Timestamp("2021-01-01").date(), pd.Timestamp("2022-05-20").date()], DAY),
    "date_end": ([None, None, None, pd.Timestamp("2022-05-20").date()], DAY),
    "date_precision": (["day", None, "day", "month"], pa.string()),
    "empty": ([None] * 4, pa.string()),
    "count": ([1, None, 3, 4], pa.int64()),
    "stand_in": ([True, False, False, True], pa.bool_()),
    "geometry": ([shapely.to_wkb(shapely.Point(70, 40)), None, shapely.to_wkb(shapely.Point(71, 41)), None], pa.binary()),
}  # fmt: skip


@pytest.fixture
def path(tmp_path):
    table = pa.table({name: pa.array(values, kind) for name, (values, kind) in ROWS.items()})
    write_incidents([table.slice(0, 3), table.slice(3)], tmp_path / "incidents.parquet", table.schema)
    return tmp_path / "incidents.parquet"


def test_rows_come_by_day_and_are_otherwise_the_same(path):
    whole, _ = read_parquet(path)
    ordered = read_by_columns(path)
    # the month of May begins before its second day
    assert ordered["incident_id"].tolist() == ["c", "d", "a", "b"]
    expected = whole.set_index("incident_id").loc[["c", "d", "a", "b"]].reset_index()
    pd.testing.assert_frame_equal(
        pd.DataFrame(ordered.drop(columns="geometry")), pd.DataFrame(expected.drop(columns="geometry"))
    )
    assert ordered.geometry.geom_equals(expected.geometry).tolist() == [True, False, True, False]
    assert ordered.crs == "EPSG:4326"


def test_file_with_another_reference_system_is_left_to_the_full_reader(tmp_path):
    frame = gpd.GeoDataFrame(
        {"date_start": ["2022-01-01"], "date_end": [None], "date_precision": ["day"]},
        geometry=[shapely.Point(500000, 4400000)],
        crs="EPSG:32642",
    )
    frame.to_parquet(tmp_path / "x.parquet")
    assert read_by_columns(tmp_path / "x.parquet") is None


def test_file_without_geometry_is_left_to_the_full_reader(tmp_path):
    pq.write_table(pa.table({"date_start": ["2022-01-01"]}), tmp_path / "x.parquet")
    assert read_by_columns(tmp_path / "x.parquet") is None


@pytest.mark.parametrize(
    "shape",
    [shapely.LineString([(70, 40), (71, 41)]), shapely.Point(), shapely.Point(1, 2, 3)],
    ids=["line", "empty", "z"],
)
def test_shape_that_is_no_plain_point_is_read_all_the_same(tmp_path, shape):
    table = pa.table({name: pa.array(values, kind) for name, (values, kind) in ROWS.items()})
    other = [shapely.to_wkb(shape), *ROWS["geometry"][0][1:]]
    table = table.set_column(
        table.schema.get_field_index("geometry"), "geometry", pa.array(other, pa.binary())
    )
    write_incidents([table], tmp_path / "x.parquet", table.schema)
    read = read_by_columns(tmp_path / "x.parquet").set_index("incident_id").geometry
    assert shapely.to_wkb(read["a"]) == shapely.to_wkb(shape)
    assert read["c"].equals(shapely.Point(71, 41))


def test_columns_without_values_are_not_changed_by_one_another(path):
    frame = read_by_columns(path).assign(other=lambda rows: rows["empty"])
    frame.loc[0, "empty"] = "x"
    assert frame["other"].isna().all()
    assert read_by_columns(path)["empty"].isna().all()
