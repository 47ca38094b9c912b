# docs/deploy/docker.md says how to use it.
ARG NODE=node:22-bookworm-slim

FROM ${NODE} AS build
ENV NEXT_TELEMETRY_DISABLED=1
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev
COPY . .
RUN npm run build

# A job: docker run --rm -e DATABASE_URL=… IMAGE, before a new version starts.
FROM build AS migrate
# As below: this image has the doctor too, which looks at it.
ENV HOSTNAME=0.0.0.0
USER node
CMD ["node", "--import", "tsx", "scripts/migrate.ts"]

FROM ${NODE} AS app
# Docker sets HOSTNAME to the container's own name, at which nobody outside could reach the app.
ENV NODE_ENV=production NEXT_TELEMETRY_DISABLED=1 HOSTNAME=0.0.0.0 PORT=3000
WORKDIR /app
COPY --from=build /app/.next/standalone ./
COPY --from=build /app/deploy/probe.mjs ./
USER node
EXPOSE 3000
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s --start-interval=2s \
  CMD ["node", "probe.mjs"]
CMD ["node", "server.js"]
