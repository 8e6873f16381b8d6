import { expect, test } from "vitest";
import { rolesOver } from "../../src/graph/viewer.js";
import { localOwner, viewer, viewerOf } from "../../src/workspaces/viewer.js";
import { domain, freshPlace } from "../writes/writing.js";

const grant = (role: string, ...domains: string[]) => ({ role, domains });

test("the local owner sees everything", async () => {
  const { database } = await freshPlace();
  expect(await viewerOf(database, localOwner)).toMatchObject({ scopes: null, clearance: 3 });
});

test("several grants give all their scopes and the least of their clearances", () => {
  expect(viewer("p", [{ workspace: "w", grants: [grant("analyst", "a", "b")] }])).toMatchObject({ scopes: ["w/*", "w/a", "w/b"], clearance: 2 });
  expect(viewer("p", [{ workspace: "w", grants: [grant("steward", "a"), grant("viewer", "b")] }])).toMatchObject({ clearance: 1 });
  expect(viewer("p", [{ workspace: "w", grants: [grant("operator", "a")] }]).scopes).toContain("w/#operators");
  expect(viewer("p", [{ workspace: "w", grants: [grant("unheard-of", "a")] }]).clearance).toBe(0);
  expect(viewer("p", [{ workspace: "w", grants: [] }])).toMatchObject({ scopes: [], clearance: 0, roles: [] });
});

test("each role is held where its own grants reach, and in no other workspace", () => {
  const { roles } = viewer("p", [{ workspace: "w", grants: [grant("steward", "a", "a1"), grant("viewer", "b"), grant("steward", "c")] }, { workspace: "v", grants: [grant("operator", "d")] }]);
  expect(roles).toEqual([
    { role: "steward", scopes: ["w/*", "w/a", "w/a1", "w/c"] }, { role: "viewer", scopes: ["w/*", "w/b"] },
    { role: "operator", scopes: ["v/*", "v/d", "v/#operators"] }, { role: "audit:counts", scopes: ["v/*", "v/d", "v/#operators"] },
  ]);
  expect([rolesOver({ roles }, "w/a1"), rolesOver({ roles }, "w/b"), rolesOver({ roles }, "w/#operators")]).toEqual([["steward"], ["viewer"], []]);
});

test("a grant reaches subdomains, and teams hand theirs on, while they hold", async () => {
  const place = await freshPlace();
  const ana = `person/ana-${place.workspace}`;
  const principal = (key: string, kind: string, memberOf: readonly object[] = []) => ({ type: "Principal", key, kind, title: key, memberOf });
  await place.given(domain("a"), domain("a1", { parent: "a" }), domain("a11", { parent: "a1" }), domain("b"), domain("c"),
    principal("team/one", "TEAM", ["team/two"].map((key) => key) as never), principal("team/two", "TEAM"), principal(ana, "PERSON", ["team/one"] as never),
    { type: "Grant", role: "viewer", principal: ana, domain: "a" }, { type: "Grant", role: "viewer", principal: "team/two", domain: "b" });
  const { scopes } = await viewerOf(place.database, ana);
  expect([...scopes!].sort()).toEqual(["*", "a", "a1", "a11", "b"].map((each) => `${place.workspace}/${each}`));
  await place.given({ type: "Principal", key: ana, memberOf: [] });
  expect((await viewerOf(place.database, ana)).scopes).not.toContain(`${place.workspace}/b`);
});

test("a principal that nobody knows sees nothing, and is told so", async () => {
  const { database } = await freshPlace();
  await expect(viewerOf(database, "person/nobody")).rejects.toThrow("No workspace knows the principal");
});
