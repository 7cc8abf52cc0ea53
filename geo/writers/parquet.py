"""Incidents as GeoParquet, with the manifest in the file's metadata."""

from __future__ import annotations

import io

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from geo.manifest import write_manifest
from geo.writers.extract import Extract
from geo.writers.plain import plain_value

MANIFEST_KEY = b"marchland"


def write_parquet(extract: Extract) -> bytes:
    """Write the incidents that pass as GeoParquet; days are dates, a missing place is null."""
    incidents = extract.incidents()
    for column in incidents.columns:
        if pd.api.types.is_datetime64_any_dtype(incidents[column]):
            days = [plain_value(day) for day in incidents[column]]
            incidents[column] = pd.Series(days, dtype=pd.ArrowDtype(pa.date32()), index=incidents.index)
    spatial = io.BytesIO()
    incidents.to_parquet(spatial, index=False)
    # geopandas has no way to add metadata of one's own
    table = pq.read_table(spatial)
    out = io.BytesIO()
    with pq.ParquetWriter(out, table.schema, compression="zstd") as writer:
        writer.write_table(table)
        # in the footer alone, not in the schema that Arrow stores beside it in base64
        writer.add_key_value_metadata({MANIFEST_KEY: write_manifest(extract.manifest).encode()})
    return out.getvalue()
