# One image for the service (`yingsu serve`) and its workers (`yingsu worker`).
# The container is the readers' sandbox where the host forbids user namespaces inside it.
FROM python:3.11-slim-bookworm

WORKDIR /app
COPY apt/run.txt tools/install-packages ./build/
RUN build/install-packages build/run.txt && rm -rf /var/lib/apt/lists/*

# Compiled in the image: its user cannot write beside the libraries and would compile at every start.
ENV UV_COMPILE_BYTECODE=1
RUN pip install --no-cache-dir uv && uv venv .venv
COPY pyproject.toml uv.lock README.md LICENSE ./
RUN uv sync --locked --no-dev --no-install-project --no-cache

COPY services services
COPY rules rules
COPY models models
COPY samples samples
RUN uv sync --locked --no-dev --no-editable --no-cache

RUN useradd --create-home yingsu && install -d -o yingsu /data
USER yingsu
VOLUME /data
ENV PATH=/app/.venv/bin:$PATH YINGSU_DATA_DIR=/data
EXPOSE 8000
CMD ["yingsu", "serve"]
