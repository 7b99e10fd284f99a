"""The dossier as tables: what the CSV, the spreadsheet and the data package hold, and what each column means."""
