# Build with: docker build -t fdx-gateway .   The image holds the gateway alone: no sandbox, no development packages.
FROM node:24-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY tsconfig.json tsconfig.build.json ./
COPY src src
RUN npm run build

FROM node:24-bookworm-slim AS packages
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev

FROM node:24-bookworm-slim
ENV NODE_ENV=production
WORKDIR /app
COPY --from=packages /app/node_modules node_modules
COPY --from=build /app/dist dist
COPY package.json ./
COPY schema schema
# The store's folder is a volume owned by the unprivileged user that the base image brings.
RUN mkdir /data && chown node:node /data
VOLUME /data
USER node
ENV DATA_FOLDER=/data
EXPOSE 4000
HEALTHCHECK --interval=10s --timeout=3s CMD ["node", "-e", "fetch('http://127.0.0.1:4000/readyz').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
# What V8 is told: src/cli/v8-flags.ts says why.
CMD ["node", "--enable-source-maps", "--v8-pool-size=1", "--no-allocation-site-pretenuring", "--max-semi-space-size=32", "--heap-growing-percent=80", "dist/main.js", "serve"]
