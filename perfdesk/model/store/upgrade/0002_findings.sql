-- What 审核 found of each record, computed from the record by its form in the transaction that changes it. The tree
-- shows the counts, so they stand where it reads; the findings themselves (JSON) are read when they are asked for.
-- prints (JSON) are fingerprints of texts, by which a record is compared with the others of its unit.
ALTER TABLE standing ADD COLUMN errors INTEGER NOT NULL DEFAULT 0;
ALTER TABLE standing ADD COLUMN warnings INTEGER NOT NULL DEFAULT 0;

CREATE TABLE checked (
  record_id INTEGER PRIMARY KEY REFERENCES record (id) ON DELETE CASCADE,
  findings TEXT NOT NULL,
  prints TEXT NOT NULL
) STRICT;

-- Nothing has been checked yet: the records of every form are computed anew when the library is next opened.
UPDATE form SET fingerprint = '';
