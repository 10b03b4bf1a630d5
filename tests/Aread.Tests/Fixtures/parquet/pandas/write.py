"""Writes small Parquet files in the forms that pandas and pyarrow write, and what they hold as JSON lines."""
import decimal
import json
import os
import sys

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

out = sys.argv[1]
os.makedirs(out, exist_ok=True)
rng = np.random.default_rng(7)
n = 48
frame = pd.DataFrame({
    "user": [f"u{rng.integers(9)}" for _ in range(n)],
    "item": [f"i{rng.integers(12)}" for _ in range(n)],
    "channel": pd.Categorical(rng.choice(["news", "sport", "Größe"], n)),
    "price": np.round(rng.gamma(2.0, 10.0, n), 2),
    "age": pd.array([None if rng.random() < 0.1 else int(rng.integers(18, 70)) for _ in range(n)], dtype="Int64"),
    "brand": pd.array([None if rng.random() < 0.15 else f"b{rng.integers(4)}" for _ in range(n)], dtype="string"),
    "small": rng.integers(-100, 100, n).astype("int8"),
    "large": rng.integers(0, 2**32, n).astype("uint32"),
    "ratio": rng.random(n).astype("float32"),
    "premium": rng.random(n) < 0.3,
    "at": pd.Timestamp("2018-08-01T12:00:00") + pd.to_timedelta(rng.integers(0, 86400 * 14, n), unit="s"),
    "history": [[int(x) for x in rng.integers(0, 12, rng.integers(0, 4))] for _ in range(n)],
    "label": (rng.random(n) < 0.4).astype("int64"),
})
frame["at_utc"] = frame["at"].dt.tz_localize("UTC")
frame["day"] = frame["at"].dt.date
flat = frame.drop(columns=["history"])
indexed = flat.copy()
indexed.index = pd.Index([1000 + 3 * i for i in range(n)], name="row_id")
def put(name, f, **how):
    f.to_parquet(os.path.join(out, name + ".parquet"), **how)
put("default", flat)
put("lists", frame)
put("index", indexed)
put("groups-zstd", flat, compression="zstd", row_group_size=10)
put("brotli", flat, compression="brotli")
put("gzip", flat, compression="gzip")
put("lz4", flat, compression="lz4")
put("plain", flat, compression=None, use_dictionary=False)
put("page-v2", flat, data_page_version="2.0")
put("int96", flat, use_deprecated_int96_timestamps=True)
put("millis", flat, coerce_timestamps="ms")
table = pa.Table.from_pandas(flat)
large = table.cast(pa.schema([pa.field(f.name, pa.large_string() if pa.types.is_string(f.type) else f.type) for f in table.schema]))
pq.write_table(large, os.path.join(out, "large-string.parquet"))
pq.write_table(table, os.path.join(out, "split.parquet"), use_dictionary=False, use_byte_stream_split=["price", "ratio"])
pq.write_table(table, os.path.join(out, "delta.parquet"), use_dictionary=False, column_encoding={"small": "DELTA_BINARY_PACKED", "label": "DELTA_BINARY_PACKED", "user": "DELTA_BYTE_ARRAY", "item": "DELTA_LENGTH_BYTE_ARRAY"})
dec = flat[["user", "item", "channel", "label"]].copy()
dec["cost"] = [decimal.Decimal(int(x)) / 100 for x in rng.integers(0, 10000, n)]
put("decimal", dec)
# Integers that a categorify step makes, in parts beside a _metadata file, as dask and NVTabular leave them.
parts = os.path.join(out, "parts")
os.makedirs(parts, exist_ok=True)
ids = frame.copy()
for c in ["user", "item", "channel", "brand"]:
    ids[c] = pd.Categorical(ids[c]).codes.astype("int64") + 1
collector = []
for i in range(2):
    t = pa.Table.from_pandas(ids.iloc[i * 24:(i + 1) * 24].drop(columns=["at_utc", "day"]), preserve_index=False)
    pq.write_table(t, os.path.join(parts, f"part_{i}.parquet"), metadata_collector=collector)
    collector[-1].set_file_path(f"part_{i}.parquet")
pq.write_metadata(t.schema, os.path.join(parts, "_metadata"), metadata_collector=collector)


def plain(value):
    if value is pd.NA:
        return None
    if hasattr(value, "isoformat"):
        return value.isoformat()
    return value.item() if isinstance(value, np.generic) else value


with open(os.path.join(out, "rows.jsonl"), "w", encoding="utf-8") as file:
    for row in frame.to_dict("records"):
        file.write(json.dumps({name: plain(value) for name, value in row.items()}, ensure_ascii=False) + "\n")
with open(os.path.join(out, "ids.jsonl"), "w", encoding="utf-8") as file:
    for row in ids[["user", "item", "channel", "brand", "label"]].to_dict("records"):
        file.write(json.dumps({name: int(value) for name, value in row.items()}) + "\n")
