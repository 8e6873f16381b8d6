import { expect, test } from "vitest";
import { readCursor, writeCursor, type Order } from "../../src/reads/cursor.js";
import { commonFields } from "../../src/entity/common.js";
import { flag, float, instant, int, long, text, type Field } from "../../src/entity/fields.js";

const byTitle: readonly Order[] = [{ name: "title", field: text("", { order: true }), descending: false }];
const down: readonly Order[] = [{ ...byTitle[0]!, descending: true }];

test("a cursor gives back the values that it was made of", () => {
  expect(readCursor(writeCursor("Task", byTitle, ["B", "Task_1"]), "Task", byTitle)).toEqual(["B", "Task_1"]);
});

test("a cursor of another list or order is refused with both named", () => {
  const cursor = writeCursor("Task", byTitle, ["B", "Task_1"]);
  expect(() => readCursor(cursor, "Model", byTitle)).toThrow("is of a list of Task by title; this one is of Model by title");
  expect(() => readCursor(cursor, "Task", down)).toThrow("this one is of Task by -title");
});

test.each<[string, Field, unknown, readonly unknown[]]>([
  ["text", text(""), "B", [1, true]], ["int", int(""), 3, ["3", 1.5, 1e300]], ["long", long(""), 2 ** 40, ["x", 0.1]], ["float", float(""), 0.5, ["0.5", false]],
  ["flag", flag(""), true, [1, "true"]], ["instant", instant(""), 1.7e12, ["2024-01-01", 0.5, 9e15]], ["sensitivity", commonFields.sensitivity, 1, ["INTERNAL", 0.5]],
])("a forged cursor, whose values aren't of the order's kinds, is refused: %s", (_, field, good, bad) => {
  const order: readonly Order[] = [{ name: "by", field, descending: false }];
  const read = (values: readonly unknown[], ties = 1) => () => readCursor(writeCursor("Task", order, values), "Task", order, ties);
  expect(read([good, "Task_1"])()).toEqual([good, "Task_1"]);
  for (const value of bad) expect(read([value, "Task_1"])).toThrow("none of this service's");
  for (const values of [[good], [good, 1], [good, "Task_1", "more"]]) expect(read(values)).toThrow("none of this service's");
  expect(read([good, "Task_1"], 2)).toThrow("none of this service's");
});

test.each(["", "x", Buffer.from("[0,\"Task\",\"title\",[]]").toString("base64url"), Buffer.from("{}").toString("base64url")])("a cursor that isn't one is refused: %j", (cursor) => {
  expect(() => readCursor(cursor, "Task", byTitle)).toThrow("none of this service's");
});
