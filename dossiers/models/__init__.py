"""What was handed over, and how to recognise it."""

from dossiers.models.export import Export, ExportQuerySet
from dossiers.models.export_day import ExportDay

__all__ = ["Export", "ExportDay", "ExportQuerySet"]
