"""The codecs: a module each, which the registry finds by its ``CODEC``."""
