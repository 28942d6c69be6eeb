"""The domain: forms, records, scores and the library. No Qt, no files but the store's."""
