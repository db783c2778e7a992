"""Files of rows as offices save them (표): CSV, Excel, its XML, ODS, HTML, as one Grid of text."""

from civic.places.tables.grid import MAX_ROWS, Grid, HeadedTable, Peek, UnreadableFile, pack, unpack
from civic.places.tables.reading import read_grid, read_table

__all__ = [
    "MAX_ROWS",
    "Grid",
    "HeadedTable",
    "Peek",
    "UnreadableFile",
    "pack",
    "read_grid",
    "read_table",
    "unpack",
]
