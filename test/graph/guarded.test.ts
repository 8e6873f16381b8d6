import { expect, test } from "vitest";
import { visible } from "../../src/graph/viewer.js";
import { unguarded } from "../support/guarded.js";

test.each([
  ["a node without a condition", "MATCH (t:Task) RETURN t.id AS id", ["t"]],
  ["its condition", `MATCH (t:Task) WHERE ${visible("t")} RETURN t.id AS id`, []],
  ["the other end", `MATCH (t:Task {id: $id})-[:FOR_TASK]-(k:Kpi) WHERE ${visible("t")} RETURN k.id AS id`, ["k"]],
  ["what an index yields", "CALL db.index.fulltext.queryNodes('task_search', $words) YIELD node AS task RETURN task", ["task"]],
  ["a subquery", `MATCH (t:Task) WHERE ${visible("t")} RETURN COLLECT { MATCH (t)<-[:SUBTASK_OF]-(s) RETURN s.id } AS s`, ["s"]],
  ["all nodes of a path", `MATCH way = (:Task)-[:SUBTASK_OF*]->(top:Task) WHERE all(n IN nodes(way) WHERE ${visible("n")}) RETURN top`, []],
  ["a path without", "MATCH way = (:Task)-[:SUBTASK_OF*]->(top:Task) WHERE all(n IN nodes(way) WHERE n.id <> $id) RETURN top", ["top"]],
  ["steps that are each seen", `MATCH (t) ((a)-[:MEMBER_OF]->(b) WHERE ${visible("b")}){0,8} (c) WHERE ${visible("t")} RETURN c`, []],
  ["what is nobody's", "MATCH (l:Lease {name: $name}) RETURN l.holder AS holder", []],
])("%s", (_, text, found) => {
  expect(unguarded(text, ["Lease"])).toEqual(found);
});
