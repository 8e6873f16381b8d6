import { expectTypeOf, test } from "vitest";
import { catalogue } from "../../src/entity/catalogue.js";
import { one } from "../../src/entity/edges.js";
import { entity, type Upsert } from "../../src/entity/entity.js";
import type { Evaluation } from "../../src/evaluations/evaluation.js";
import type { Model } from "../../src/models/model.js";
import type { ModelVersion } from "../../src/models/modelVersion.js";
import type { SystemVersion } from "../../src/models/systemVersion.js";
import type { Judgement } from "../../src/retrieval/judgement.js";
import type { Task } from "../../src/tasks/task.js";
import type { ApiKey } from "../../src/workspaces/apiKey.js";

type Related = {
  readonly key: string; readonly relation: "SIMILAR" | "PREREQUISITE" | "VARIANT"; readonly weight?: number | null; readonly origin: "DECLARED" | "INFERRED";
  readonly validFrom?: string; readonly validTo?: string | null;
};

test("a row has its fields and the common ones, null only where optional", () => {
  expectTypeOf<Task["id"]>().toEqualTypeOf<string>();
  expectTypeOf<Task["tags"]>().toEqualTypeOf<readonly string[]>();
  expectTypeOf<Task["sensitivity"]>().toEqualTypeOf<"PUBLIC" | "INTERNAL" | "CONFIDENTIAL" | "RESTRICTED">();
  expectTypeOf<Model["organization"]>().toEqualTypeOf<string | null>();
  expectTypeOf<ModelVersion["ordinal"]>().toEqualTypeOf<number>();
  expectTypeOf<ModelVersion["access"]>().toEqualTypeOf<"WEIGHTS" | "API" | null>();
  // @ts-expect-error no such field
  type _Wrong = Task["titel"];
});

test("an upsert takes the key, fields and edges that clients write", () => {
  expectTypeOf<Upsert<typeof Task>["key"]>().toEqualTypeOf<string>();
  expectTypeOf<Upsert<typeof Task>["title"]>().toEqualTypeOf<string | undefined>();
  expectTypeOf<Upsert<typeof Task>["riskTier"]>().toEqualTypeOf<"LOW" | "MEDIUM" | "HIGH" | null | undefined>();
  expectTypeOf<Upsert<typeof Task>["tags"]>().toEqualTypeOf<readonly string[] | undefined>();
  expectTypeOf<Upsert<typeof Task>["homeDomain"]>().toEqualTypeOf<string | null | undefined>();
  expectTypeOf<Upsert<typeof Task>["domains"]>().toEqualTypeOf<readonly string[] | undefined>();
  expectTypeOf<Upsert<typeof Task>["related"]>().toEqualTypeOf<readonly Related[] | undefined>();
  expectTypeOf<Upsert<typeof Task>["aliases"]>().toEqualTypeOf<
    readonly { readonly key: string; readonly name: string; readonly validFrom?: string; readonly validTo?: string | null }[] | undefined>();
});

test("where the kind isn't fixed an upsert names it", () => {
  type Used = { readonly key: string; readonly role?: string | null; readonly alias?: string | null };
  expectTypeOf<Upsert<typeof SystemVersion>["models"]>().toEqualTypeOf<readonly Used[] | undefined>();
  expectTypeOf<Upsert<typeof SystemVersion>["floating"]>().toEqualTypeOf<
    readonly { readonly type: string; readonly key: string; readonly role?: string | null; readonly alias?: string | null }[] | undefined>();
  expectTypeOf<Upsert<typeof Evaluation>["subject"]>().toEqualTypeOf<{ readonly type: string; readonly key: string } | null | undefined>();
});

test("an upsert has no derived key, no incoming edge, nothing that the service writes", () => {
  expectTypeOf<Upsert<typeof Judgement>>().not.toHaveProperty("key");
  expectTypeOf<Upsert<typeof Judgement>["item"]>().toEqualTypeOf<string | null | undefined>();
  expectTypeOf<Upsert<typeof Task>>().not.toHaveProperty("subtasks");
  expectTypeOf<Upsert<typeof Task>>().not.toHaveProperty("recordedAt");
  expectTypeOf<Upsert<typeof ModelVersion>>().not.toHaveProperty("state");
  expectTypeOf<Upsert<typeof ModelVersion>>().not.toHaveProperty("model");
  expectTypeOf<Upsert<typeof Model>>().not.toHaveProperty("sameAs");
  expectTypeOf<Upsert<typeof ApiKey>>().not.toHaveProperty("hash");
});

test("a declaration with an unknown label, edge or option doesn't compile", () => {
  const said = { description: "", key: "", fields: {} } as const;
  expectTypeOf(() => {
    class A extends entity("A", { ...said, scope: "shared", edges: { b: one("-X->", "B", "") } }) {}
    // @ts-expect-error no entity B
    catalogue([A]);
    // @ts-expect-error no edge of that name
    entity("C", { ...said, scope: { partOf: "nothing" }, edges: {} });
    // @ts-expect-error no such option
    entity("D", { ...said, scope: "shared", edges: {}, plurals: "ds" });
  }).toBeFunction();
});
