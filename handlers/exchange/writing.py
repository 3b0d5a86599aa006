"""The line list as CSV or GeoJSON, page by page: memory does not grow with the list."""

from __future__ import annotations

import csv
import json
from collections.abc import AsyncIterator, Sequence
from typing import TextIO

from bot.store.base import Row
from handlers.exchange.linelist import Column, Setting, feature, line

Pages = AsyncIterator[list[Row]]


async def as_csv(
    pages: Pages, chosen: Sequence[Column], setting: Setting, to: TextIO, *, hxl: bool
) -> int:
    """Write names, HXL tags below them, and the lines; how many there were."""
    writer = csv.writer(to, lineterminator="\n")
    writer.writerow(column.name for column in chosen)
    if hxl:
        writer.writerow(column.tag for column in chosen)
    count = 0
    async for rows in pages:
        writer.writerows(line(row, chosen, setting) for row in rows)
        count += len(rows)
    return count


async def as_geojson(pages: Pages, chosen: Sequence[Column], setting: Setting, to: TextIO) -> int:
    """A FeatureCollection (RFC 7946), a feature a line."""
    to.write('{"type": "FeatureCollection", "features": [')
    count = 0
    async for rows in pages:
        for row in rows:
            to.write(",\n" if count else "\n")
            to.write(json.dumps(feature(row, chosen, setting), ensure_ascii=False))
            count += 1
    to.write("\n]}\n")
    return count
