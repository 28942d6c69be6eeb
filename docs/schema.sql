-- The schema of a .perfdesk file, version 4, to be read: the program itself makes it by the numbered
-- upgrades in perfdesk/model/store/upgrade. Written by python -m tests.support.schema.

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
  state TEXT NOT NULL,
  errors INTEGER NOT NULL DEFAULT 0,
  warnings INTEGER NOT NULL DEFAULT 0,
  across INTEGER NOT NULL DEFAULT 0,
  fingerprint TEXT NOT NULL DEFAULT ''
) STRICT;

-- By which definition of each form the standings were computed.
CREATE TABLE form (
  id TEXT PRIMARY KEY,
  fingerprint TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE checked (
  record_id INTEGER PRIMARY KEY REFERENCES record (id) ON DELETE CASCADE,
  findings TEXT NOT NULL,
  summary TEXT NOT NULL DEFAULT ''
) STRICT;

-- The history of a record: what one operation changed in it. operation is a key of model/store/operation.py,
-- changes is JSON as model/kept/edit_history.py writes it.
CREATE TABLE trail (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  at TEXT NOT NULL,
  operation TEXT NOT NULL,
  record_id INTEGER NOT NULL,
  changes TEXT NOT NULL
) STRICT;

CREATE INDEX trail_record ON trail (record_id, id);

-- The recycle bin: deleted records, whole. image is JSON of the rows of all tables that made up the record; size is
-- its length, 0 once it was dropped.
CREATE TABLE bin (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  record_id INTEGER NOT NULL UNIQUE,
  at TEXT NOT NULL,
  year INTEGER NOT NULL,
  unit TEXT NOT NULL,
  form TEXT NOT NULL,
  name TEXT NOT NULL,
  code TEXT NOT NULL,
  size INTEGER NOT NULL,
  image TEXT NOT NULL
) STRICT;

-- Adding up the sizes reads no image, and what was dropped is found at once.
CREATE INDEX bin_size ON bin (id, size);

CREATE INDEX bin_dropped ON bin (record_id) WHERE size = 0;

-- What left the program: printed, exported or put into a mail, and the fingerprint that it carries.
CREATE TABLE output (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  at TEXT NOT NULL,
  record_id INTEGER NOT NULL,
  kind TEXT NOT NULL,
  fingerprint TEXT NOT NULL,
  place TEXT NOT NULL
) STRICT;

CREATE INDEX output_record ON output (record_id, id);

-- Files kept with a record. Their contents stand apart, once each, so that lists do not read them, and in pieces, so
-- that a large one is read and written beside what the user does.
CREATE TABLE content (
  digest TEXT NOT NULL,
  number INTEGER NOT NULL,
  bytes BLOB NOT NULL,
  PRIMARY KEY (digest, number)
) STRICT;

CREATE TABLE attachment (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  record_id INTEGER NOT NULL,
  position INTEGER NOT NULL,
  name TEXT NOT NULL,
  kind TEXT NOT NULL,
  size INTEGER NOT NULL,
  at TEXT NOT NULL,
  digest TEXT NOT NULL
) STRICT;

CREATE INDEX attachment_record ON attachment (record_id, position);

-- What a record is compared by with the others of its unit: fingerprints of its name, its code, its whole and its long
-- texts; kind says of which. unit_id is the record's, so that those alike are found in the index alone. The operation
-- that deletes a record takes its marks away once it knows who was alike to it.
CREATE TABLE mark (
  record_id INTEGER NOT NULL,
  kind TEXT NOT NULL,
  unit_id INTEGER NOT NULL,
  fingerprint INTEGER NOT NULL,
  PRIMARY KEY (record_id, kind)
) STRICT, WITHOUT ROWID;

CREATE INDEX mark_alike ON mark (unit_id, fingerprint);

-- What belongs to the library rather than to the computer: to whom a unit sends its forms, how large files may be.
CREATE TABLE preference (
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
