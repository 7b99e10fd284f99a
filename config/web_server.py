"""How gunicorn serves the site, in the demo and in containers: `gunicorn -c config/web_server.py config.wsgi`."""

import os
from pathlib import Path

bind = [f"{os.environ.get('HOST') or '127.0.0.1'}:{os.environ.get('PORT') or '8000'}"]

# Threads, because requests wait for the database most of the time; they share a process's pool of connections.
worker_class = "gthread"
workers = int(os.environ.get("WEB_CONCURRENCY") or 2)
threads = int(os.environ.get("WEB_THREADS") or 8)

# Imported once, before the processes part: they start sooner and share its memory. Nothing connects while importing.
preload_app = True

# A dossier of a large country takes seconds to typeset.
timeout = 120
graceful_timeout = 10

# Workers show that they live by touching a file; on a slow disk that alone can take longer than the timeout.
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108
control_socket_disable = True

# The longest address of ours holds the words that were selected on another page (claims/views/add/elsewhere.py); a
# browser sends some twenty header fields.
limit_request_line = 8190
limit_request_fields = 60
limit_request_field_size = 8190
# Whoever holds a connection open and says nothing holds it for seconds.
keepalive = 5

# Who reads what is nobody's business. There is no access log, and the messages below "error" hold the address of
# whoever sent a malformed request.
accesslog = None
errorlog = "-"
loglevel = "error"
