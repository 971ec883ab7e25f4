# formcheck for batches: docker build -t formcheck . ; then, without a network,
#   docker run --rm --network none -v "$PWD/videos:/in:ro" -v "$PWD/results:/out" formcheck batch /in -e calf-raise --out /out
# (/out must be writable for user 1000). Workers talk over the container's own loopback.
FROM python:3.12-slim-bookworm AS build
COPY --from=ghcr.io/astral-sh/uv:0.13.9 /uv /usr/local/bin/uv
WORKDIR /src
COPY . .
ENV UV_LINK_MODE=copy
RUN uv build --quiet --wheel --out-dir /wheel \
 && uv export --quiet --locked --no-dev --extra cluster --no-emit-project --output-file /wheel/locked.txt \
 && uv venv --quiet --python /usr/local/bin/python3.12 /opt/formcheck \
 && uv pip install --quiet --python /opt/formcheck --require-hashes --requirement /wheel/locked.txt \
 && uv pip install --quiet --python /opt/formcheck --no-deps /wheel/*.whl

FROM python:3.12-slim-bookworm
# What OpenCV loads. No versions: Debian's security updates take the place of older ones in its archive.
# hadolint ignore=DL3008
RUN apt-get update \
 && apt-get install --yes --no-install-recommends libgl1 libglib2.0-0 \
 && rm -rf /var/lib/apt/lists/* \
 && useradd --uid 1000 --create-home formcheck
COPY --from=build /opt/formcheck /opt/formcheck
ENV PATH=/opt/formcheck/bin:$PATH
USER 1000
WORKDIR /home/formcheck
ENTRYPOINT ["formcheck"]
CMD ["batch", "--help"]
