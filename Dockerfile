# What every install needs: the lockfile, and the manifests of the workspaces that it names.
FROM node:24-slim AS manifests
WORKDIR /app
COPY package.json package-lock.json ./
COPY client/package.json client/
COPY console/package.json console/
COPY embedded/package.json embedded/
COPY toolkit/contract/package.json toolkit/contract/
COPY toolkit/express/package.json toolkit/express/
COPY toolkit/fetch/package.json toolkit/fetch/

FROM manifests AS dependencies
# The optional packages bring Node.js 24 to machines that have an older one. This image has it.
RUN npm ci --omit=dev --omit=optional --ignore-scripts --no-audit --no-fund --include-workspace-root -w @reentrega/express -w @reentrega/embedded

FROM manifests AS pages
# With the optional packages: esbuild's program is one of them, and without scripts nothing fetches it later.
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY openapi openapi
COPY toolkit toolkit
COPY contract.yaml redocly.yaml ./
COPY docs docs
RUN node toolkit/contract/command/main.ts docs --out toolkit/contract/docs/dist --client @reentrega/client
COPY generated generated
COPY client client
COPY console console
COPY tsconfig.json ./
RUN node console/build/build.ts

FROM node:24-slim
# All addresses: what may reach the container is for whoever publishes its port to say.
ENV NODE_ENV=production HOST=0.0.0.0 DATA_DIR=/data
# The key that webhook secrets are encrypted with, when ENCRYPTION_KEY does not say one. Whoever loses it loses the secrets.
RUN install --directory --owner node --group node --mode 700 /data
VOLUME /data
WORKDIR /app
COPY --from=dependencies /app/node_modules node_modules
COPY package.json ./
COPY generated generated
# node_modules/@reentrega leads to these two.
COPY toolkit/express toolkit/express
COPY embedded embedded
COPY server server
COPY --from=pages /app/toolkit/contract/docs/dist toolkit/contract/docs/dist
COPY --from=pages /app/console/dist console/dist
USER node
EXPOSE 3000
# A worker has no port: it ends when something is wrong with it, and is started again.
# Alive, not ready: a database that is away for a while is no reason to end the process.
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s --retries=3 \
  CMD ["node", "-e", "if (process.env.ROLE === 'worker') process.exit(0); fetch(`http://127.0.0.1:${process.env.PORT || 3000}/health/live`).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
STOPSIGNAL SIGTERM
# Without a shell or npm in between, so that signals arrive.
CMD ["node", "--max-semi-space-size=8", "server/start.js"]
