# syntax=docker/dockerfile:1
# The production image: one image for every process of docker-compose.yml; ops/start says which one a container is.

# --- Build: packages, translations and static files --------------------------------------------------------------------
FROM python:3.13-slim-trixie AS build
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1 PYTHONDONTWRITEBYTECODE=1
RUN apt-get update \
    && apt-get install --yes --no-install-recommends gettext libharfbuzz-subset0 libpango-1.0-0 libpangoft2-1.0-0 \
    && rm -rf /var/lib/apt/lists/*
RUN python -m venv /opt/plenum
ENV PATH=/opt/plenum/bin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
WORKDIR /app
COPY requirements.txt ./
RUN pip install --no-deps --require-hashes --requirement requirements.txt
COPY . .
RUN BUILDING=true python manage.py compilemessages --verbosity 0 \
    && BUILDING=true STATIC_ROOT=/app/static-collected python manage.py collectstatic --no-input --verbosity 0
# Readable for the image's user, whatever the modes in the checkout and of what was generated.
RUN chmod -R a+rX /app && python -m compileall -q /app

# --- Run: no compiler, no package index, no root -----------------------------------------------------------------------
FROM python:3.13-slim-trixie
RUN apt-get update \
    && apt-get install --yes --no-install-recommends fonts-noto-cjk fonts-noto-core \
        libharfbuzz-subset0 libpango-1.0-0 libpangoft2-1.0-0 \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --home-dir /data --create-home plenum
COPY --from=build /opt/plenum /opt/plenum
COPY --from=build /app /app
ENV PATH=/opt/plenum/bin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
ENV PYTHONUNBUFFERED=1 DJANGO_SETTINGS_MODULE=config.settings
ENV HOST=0.0.0.0 PORT=8000 PLENUM_HOME=/data STATIC_ROOT=/app/static-collected
WORKDIR /app
USER plenum
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=10s --start-period=60s --retries=3 CMD ["ops/healthy", "web"]
ENTRYPOINT ["ops/start"]
CMD ["web"]
