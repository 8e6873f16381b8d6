# The service alone: Neo4j is another container or machine, named by NEO4J_URI.
# It listens on loopback, so on nothing that others reach, until HOST and EVALGRAPH_OPEN say otherwise (compose.yaml does).

FROM maven:3.9-eclipse-temurin-21 AS model
COPY src/graph/embedded/pom.xml /fetch/pom.xml
RUN mvn --batch-mode --file /fetch/pom.xml dependency:unpack@model -Dto=/fetch/model && rm -rf /fetch/model/.markers

FROM node:20-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts
COPY tsconfig.json tsconfig.build.json ./
COPY src src
RUN npm run build && npm prune --omit=dev --ignore-scripts

FROM node:20-bookworm-slim
WORKDIR /app
ENV NODE_ENV=production EVALGRAPH_HOME=/app/home
COPY package.json LICENSE THIRD_PARTY.md ./
COPY bin bin
COPY cypher cypher
COPY schema schema
COPY seeds seeds
COPY --from=build /app/node_modules node_modules
COPY --from=build /app/dist dist
COPY --from=model --chown=node /fetch/model home/models/bge-small-en-v1.5-q
RUN chown node home home/models
USER node
EXPOSE 4000
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT || 4000}/readyz`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "--max-semi-space-size=64", "--min-semi-space-size=16", "dist/main.js", "serve"]
