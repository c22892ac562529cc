# The service as an image: no root, nothing in it that a running service writes to.
# It was not built where it was written (no container engine there); hadolint's rules were kept by hand.
FROM python:3.13-slim-bookworm AS build
WORKDIR /src
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
COPY requirements/run.txt requirements/run.txt
RUN python -m venv /opt/hotline \
 && /opt/hotline/bin/pip install --require-hashes --no-deps -r requirements/run.txt
COPY . .
RUN /opt/hotline/bin/pip install --no-deps --no-build-isolation .

FROM python:3.13-slim-bookworm
RUN useradd --system --uid 10001 --user-group --no-create-home --shell /usr/sbin/nologin hotline \
 && install -d -o hotline -g hotline -m 0700 /var/lib/hotline
COPY --from=build /opt/hotline /opt/hotline
ENV PATH=/opt/hotline/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    HOTLINE_STATE=/var/lib/hotline
USER 10001:10001
WORKDIR /var/lib/hotline
VOLUME /var/lib/hotline
EXPOSE 8080
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s \
  CMD ["python", "-c", "import urllib.request as u; u.urlopen('http://127.0.0.1:8080/healthz', timeout=4)"]
ENTRYPOINT ["hotline"]
CMD ["serve", "--host", "0.0.0.0", "--port", "8080", "--workers", "2"]
