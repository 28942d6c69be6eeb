"""The computed kinds: a module each, or one for related kinds, which the registry finds by its ``KINDS``."""
