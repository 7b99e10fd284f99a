"""Fetching a page of the web so that it can be preserved, without letting anybody look into our own network."""

from sources.fetching.fetch import Fetched, fetch
from sources.fetching.refusals import NotFetched

__all__ = ["Fetched", "NotFetched", "fetch"]
