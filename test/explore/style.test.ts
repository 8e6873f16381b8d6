import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { entities as catalogue } from "../../src/catalogue.js";
import { commonFields, versionFields } from "../../src/entity/common.js";

const style = readFileSync(new URL("../../cypher/explore/style.grass", import.meta.url), "utf8");
const captions = new Map([...style.matchAll(/node\.(\w+) \{[^}]*caption: '\{(\w+)\}';/g)].map(([, label, caption]) => [label!, caption!]));

test("Neo4j Browser shows each kind in a colour and with a caption that is stored", () => {
  expect([...captions.keys()].sort()).toEqual([...catalogue.entities.keys()].sort());
  for (const [label, caption] of captions) {
    const entity = catalogue.entities.get(label)!;
    expect({ ...commonFields, ...(entity.head && versionFields), ...entity.fields }, label).toHaveProperty(caption);
  }
});
