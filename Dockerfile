# docs/deploy/docker.md says how to use it.
ARG NODE=node:22-bookworm-slim

FROM ${NODE} AS build
ENV NEXT_TELEMETRY_DISABLED=1
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev
COPY . .
RUN npm run build

# A one-off job. Run it before a new version starts: docker run --rm -e DATABASE_URL=… IMAGE
FROM build AS migrate
# As in the app image below: the doctor, which this image can run too, checks HOSTNAME.
ENV HOSTNAME=0.0.0.0
USER node
CMD ["node", "--import", "tsx", "scripts/migrate.ts"]

FROM ${NODE} AS app
# Docker sets HOSTNAME to the container's own name; the app must listen on all interfaces to be
# reachable from outside the container.
ENV NODE_ENV=production NEXT_TELEMETRY_DISABLED=1 HOSTNAME=0.0.0.0 PORT=3000
WORKDIR /app
COPY --from=build /app/.next/standalone ./
COPY --from=build /app/deploy/probe.mjs ./
USER node
EXPOSE 3000
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s --start-interval=2s \
  CMD ["node", "probe.mjs"]
CMD ["node", "server.js"]
