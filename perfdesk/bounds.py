"""The bounds on what comes from strangers: sizes and counts beyond which nothing is read.

Each is far above what people make and far below what would stop the program; ``docs/security.md`` lists them.
"""

from __future__ import annotations

MB = 1 << 20

FIRST_YEAR, LAST_YEAR = 1990, 2100
"""The years that a form can be filled in for."""

# Interchange files (JSON).
MOST_JSON_BYTES = 32 * MB
MOST_JSON_VALUES = 1_500_000  # commas in the text: what it holds takes up to 200 bytes each in memory
MOST_JSON_CONTAINERS = 400_000  # objects and lists
MOST_RECORDS = 5_000  # in one file
MOST_ROWS = 1_000  # of one block of one record
MOST_TEXT = 100_000  # characters of one value

# Files of forms, words, texts and indicators (TOML).
MOST_TOML_BYTES = MB // 4  # the largest of the program's own has 36,000
MOST_TOML_DEPTH = 20
MOST_TOML_VALUES = 100_000
MOST_NUMBER = 10**20
MOST_DIGITS = 30  # of a number in a form
MOST_DECIMALS = 10
MOST_COLUMNS = 26  # of a sheet: a letter each
MOST_SHEET_ROWS = 2_000  # that a form prints before anything is typed
LEAST_PAGE_MM = 100  # of paper between its margins

# Formulas of a form.
MOST_FORMULA = 1_000  # characters
MOST_FORMULA_NODES = 300
MOST_FORMULA_DEPTH = 100

# The clipboard.
MOST_PASTED_CHARACTERS = 2_000_000  # of the source; Word writes some 10,000 for a row
MOST_PASTED_TAGS = 100_000
MOST_PASTED_ATTRIBUTES = 50  # of a tag
MOST_PASTED_CELLS = 100_000
MOST_PASTED_ROWS = 2_000
MOST_PASTED_COLUMNS = 200

# What is printed or exported by this program, read back for its fingerprint.
MOST_PRINT_BYTES = 200 * MB
