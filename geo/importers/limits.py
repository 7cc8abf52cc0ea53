"""Every limit on files from elsewhere, in one place, each with its reason."""

from __future__ import annotations

MB = 1_000_000
# the file of an import that holds its rows
INCIDENTS = "incidents.parquet"

# 1 M rows of an event dataset with long notes are about 600 MB; more comes in several files
MAX_FILE_BYTES = 2_000 * MB
# the page, the table and the joins were measured up to here
MAX_ROWS = 1_000_000
# the widest known event table has 49 columns; spreadsheets with stray cells have thousands
MAX_COLUMNS = 500
# no name is longer; a whole text in the first row is no header
MAX_NAME_CHARACTERS = 1_000
# a whole book in one cell still passes; a file without line ends does not
MAX_CELL_CHARACTERS = 10_000_000
# above this a cell is named in a warning, because a popup shortens it
LONG_CELL_CHARACTERS = 100_000
# JSON, KML and GPX are read whole: about ten times their bytes in memory
MAX_DOCUMENT_BYTES = 60 * MB
# shells of real archives hold a few dozen members
MAX_MEMBERS = 2_000
MAX_UNPACKED_BYTES = 400 * MB
# text packs 5 to 20 times; bombs pack 1,000 times. Small members may pack better
MAX_RATIO = 100
RATIO_FREE_BYTES = 2 * MB
# nested groups of a workbook or document deeper than this are made to break parsers
MAX_DEPTH = 200
# no date or coordinate is longer; patterns never see more
MAX_DATE_CHARACTERS = MAX_COORDINATE_CHARACTERS = 60
# years that a dated incident of a living dispute can have; other calendars lie outside
FIRST_YEAR, LAST_YEAR = 1500, 2100
# rows that go through memory at once
BATCH_ROWS = 50_000
# rows that a warning names; its count is always of all
ROWS_NAMED = 1_000

# memory of the reading process above what its libraries take (about 0.4 GB)
WORKER_MEMORY_BYTES = 1_000 * MB
# processor seconds: a floor, and what an honest file needs for each MB (XLSX is the slowest)
WORKER_CPU_SECONDS = 4
WORKER_CPU_SECONDS_PER_MB = 1.0
# a waiting or starved process gets this many times its processor seconds on the clock
WORKER_CLOCK_FACTOR = 4
# start of Python and its libraries, before the file is touched
WORKER_START_SECONDS = 20
# how often whoever follows an import hears that it still runs, and may end it
WORKER_HEARTBEAT_SECONDS = 0.25
# one file that the reading process may write: the spooled rows of the largest file
WORKER_FILE_BYTES = 4_000 * MB

# columns of a hotspot join: nearer than this, and only where the place is known that well
HOTSPOT_KM = 5.0
# suggested duplicates: the same type within these
DUPLICATE_KM, DUPLICATE_DAYS = 5.0, 1
MAX_DUPLICATES = 10_000
