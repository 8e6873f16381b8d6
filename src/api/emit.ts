import "reflect-metadata";
import { writeFileSync } from "node:fs";
import { entities } from "../catalogue.js";
import { ingestSchema } from "../entity/lines.js";
import { resolvers } from "./resolvers.js";
import { apiSchema } from "./schema.js";
import { sdl } from "./sdl.js";
import { manifest } from "./trusted.js";

const folder = new URL("../../schema/", import.meta.url);
writeFileSync(new URL("schema.graphql", folder), sdl(apiSchema(entities, resolvers)));
writeFileSync(new URL("ingest.schema.json", folder), `${JSON.stringify(ingestSchema(entities), null, 2)}\n`);
writeFileSync(new URL("trusted.json", folder), `${JSON.stringify(manifest(), null, 2)}\n`);
