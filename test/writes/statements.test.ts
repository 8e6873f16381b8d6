import { expect, test } from "vitest";
import { createEdges, createNodes } from "../../src/writes/statements.js";
import { freshWorkspace, testDatabase } from "../support/database.js";

test("edges come after all nodes that are sent with them, however many parts these take", async () => {
  const database = await testDatabase();
  const workspace = freshWorkspace();
  const ids = Array.from({ length: 5_001 }, (_, at) => `Made_${workspace}_${at}`);
  const edges = await database.write("test", async (transaction) => {
    await Promise.all([
      createNodes(transaction, "Made", ids.map((id) => ({ id, set: { id, workspace } })), null),
      createEdges(transaction, { from: "Made", type: "BESIDE", to: "Made", ends: false }, [{ from: ids[0]!, to: ids.at(-1)!, set: {} }], null),
    ]);
    const [row] = await transaction.run("MATCH (n:Made {workspace: $workspace}) OPTIONAL MATCH (n)-[r:BESIDE]->() WITH n, count(r) AS edges DETACH DELETE n RETURN count(*) AS nodes, sum(edges) AS edges", { workspace });
    return [Number(row!.get("nodes")), Number(row!.get("edges"))];
  });
  expect(edges).toEqual([5_001, 1]);
});
