-- What was done at the desk around the forms. None of these tables refers to a record: what was done to one is still
-- true of it while it lies deleted, and undo brings it back under its id, which never names another.

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

-- The warnings that come of comparing; marks take the place of prints. Both are made as the records are computed anew.
ALTER TABLE standing ADD COLUMN across INTEGER NOT NULL DEFAULT 0;
ALTER TABLE checked DROP COLUMN prints;

-- What belongs to the library rather than to the computer: to whom a unit sends its forms, how large files may be.
CREATE TABLE preference (
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- The fingerprint of what each record prints; part of the standing.
ALTER TABLE standing ADD COLUMN fingerprint TEXT NOT NULL DEFAULT '';

-- What a summary (汇总) reads of each project, computed as the findings are: JSON, or nothing for other forms.
ALTER TABLE checked ADD COLUMN summary TEXT NOT NULL DEFAULT '';

-- Nothing is known of them yet: the records of every form are computed anew when the library is next opened.
UPDATE form SET fingerprint = '';
