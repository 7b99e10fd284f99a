# The site and its worker. See docker-compose.yml.

FROM python:3.11-slim-bookworm AS packages
RUN python -m venv /opt/venv
COPY requirements.txt .
RUN /opt/venv/bin/pip install --no-cache-dir --require-hashes -r requirements.txt

FROM python:3.11-slim-bookworm
# Chinese letters, for whatever is typeset with the machine's fonts.
RUN apt-get update \
    && apt-get install -y --no-install-recommends fonts-noto-cjk \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --no-create-home --home-dir /tmp --shell /usr/sbin/nologin on-record \
    && install -d -o on-record -m 750 /srv/evidence /srv/evidence/.partial /srv/exports
COPY --from=packages /opt/venv /opt/venv
WORKDIR /srv/on-record
COPY . .
# Large files pass through TMPDIR, which must be a disk: /tmp is memory (docker-compose.yml).
ENV PATH=/opt/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    HOST=0.0.0.0 \
    PORT=8000 \
    VAR_DIR=/srv/var \
    MEDIA_ROOT=/srv/evidence \
    EXPORTS_ROOT=/srv/exports \
    TMPDIR=/srv/evidence/.partial \
    STATIC_MANIFEST=1
# The key is used for nothing here, and is not kept.
RUN python -m compileall -q . \
    && SECRET_KEY=unused-while-building python manage.py collectstatic --noinput --verbosity 0
ENV PYTHONDONTWRITEBYTECODE=1
USER on-record
VOLUME /srv/evidence /srv/exports
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=10s --start-period=30s CMD ["python", "-m", "config.health"]
CMD ["gunicorn", "-c", "config/web_server.py", "config.wsgi"]
