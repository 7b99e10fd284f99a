"""Running the site: backups, a static copy, what the queue does. Imports whatever it needs; nothing imports it."""
