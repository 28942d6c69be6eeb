-- The first schema. application_id spells PFDK; the numbers of these files are the library's user_version.
PRAGMA application_id = 1346782283;

CREATE TABLE unit (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  year INTEGER NOT NULL,
  name TEXT NOT NULL,
  position INTEGER NOT NULL,
  UNIQUE (year, name)
) STRICT;

-- The values of a record and of a row are one JSON object each: which fields and columns there are is the form's
-- data, so that a new form needs no new table.
-- AUTOINCREMENT: the id of a deleted record never names another one.
CREATE TABLE record (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  unit_id INTEGER NOT NULL REFERENCES unit (id),
  position INTEGER NOT NULL,
  form TEXT NOT NULL,
  fields TEXT NOT NULL
) STRICT;

-- Holds all that the tree asks of a record, so that opening does not read the fields.
CREATE INDEX record_place ON record (unit_id, position, form);

CREATE TABLE record_row (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  record_id INTEGER NOT NULL REFERENCES record (id),
  block TEXT NOT NULL,
  position INTEGER NOT NULL,
  line TEXT NOT NULL,
  cells TEXT NOT NULL
) STRICT;

CREATE INDEX record_row_place ON record_row (record_id, block, position);

-- Computed from the record by its form, in the transaction that changes the record.
CREATE TABLE standing (
  record_id INTEGER PRIMARY KEY REFERENCES record (id) ON DELETE CASCADE,
  name TEXT NOT NULL,
  code TEXT NOT NULL,
  total TEXT,
  grade TEXT,
  state TEXT NOT NULL
) STRICT;

-- By which definition of each form the standings were computed.
CREATE TABLE form (
  id TEXT PRIMARY KEY,
  fingerprint TEXT NOT NULL
) STRICT, WITHOUT ROWID;
