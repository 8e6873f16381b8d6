import { expect, test } from "vitest";
import { grouped } from "../../src/entity/grouped.js";
import { random } from "../../src/entity/random.js";
import { foldsOf } from "../../src/statistics/folds.js";

test("every case is in one fold, and folds are as equal as can be", () => {
  const folds = foldsOf(23, 5, random(1));
  expect([...grouped(folds, (fold) => fold)].map(([fold, own]) => [fold, own.length]).sort()).toEqual([[0, 5], [1, 5], [2, 5], [3, 4], [4, 4]]);
});

test("folds are drawn, and the same again", () => {
  expect(foldsOf(20, 5, random(1))).toEqual(foldsOf(20, 5, random(1)));
  expect(foldsOf(20, 5, random(1))).not.toEqual(Array.from({ length: 20 }, (_, at) => at % 5));
  expect(foldsOf(20, 5, random(1))).not.toEqual(foldsOf(20, 5, random(2)));
});
