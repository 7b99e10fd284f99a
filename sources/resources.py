"""The columns of sources and parties in exported files."""

from web.exports import Column, ListResource


class SourceResource(ListResource):
    """One row for each source."""

    bytes_in_a_row = 270

    slug = Column("slug")
    kind = Column("csl_type")
    title = Column("title")
    translated_title = Column("translated_title")
    authors = Column("authors")
    publisher = Column("publisher__name")
    publisher_slug = Column("publisher__slug")
    container_title = Column("container_title")
    issued = Column("issued")
    language = Column("language")
    url = Column("url")
    archive_url = Column("archive_url")
    accessed = Column("accessed")
    number = Column("number")
    version = Column("version")
    copy_kind = Column("copy_kind")
    note = Column("note")
    statements = Column("statement_count")


class PartyResource(ListResource):
    """One row for each party."""

    bytes_in_a_row = 80

    slug = Column("slug")
    name = Column("name")
    native_name = Column("native_name")
    kind = Column("kind")
    country_code = Column("country__code")
    country = Column("country__name")
    part_of = Column("part_of__slug")
    described_by_role = Column("described_by_role")
    state_media_reason = Column("state_media_reason")
    statements = Column("statement_count")
