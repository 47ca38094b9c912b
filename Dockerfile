# docs/deploy/docker.md says how to use it.
# Alpine, since an image on Debian's slim variant would have 280 MB (docs/decisions/044-one-image.md).
ARG NODE=node:22-alpine

FROM ${NODE} AS build
ENV NEXT_TELEMETRY_DISABLED=1
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN --mount=type=cache,target=/root/.npm npm ci --omit=dev
COPY . .
RUN --mount=type=cache,target=/app/.next/cache npm run build
# What Next.js writes: optimised images, and pages that revalidate. Mount a tmpfs over each if the file system
# is read-only.
RUN mkdir -p .next/standalone/.next/cache .next/standalone/.next/server/route-cache

FROM ${NODE}
# Docker sets HOSTNAME to the container's own name; the app must listen on all interfaces to be
# reachable from outside the container.
ENV NODE_ENV=production NEXT_TELEMETRY_DISABLED=1 HOSTNAME=0.0.0.0 PORT=3000
WORKDIR /app
# Owned by root, so the app can't change its own code.
COPY --from=build /app/.next/standalone ./
COPY --from=build /app/deploy/probe.mjs ./
# In numbers, so that Kubernetes can see that it isn't root.
USER 1000:1000
EXPOSE 3000
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s --start-interval=2s \
  CMD ["node", "probe.mjs"]
# Before a version starts: node migrate.mjs, then node doctor.mjs.
CMD ["node", "server.js"]
