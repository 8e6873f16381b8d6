import { expect, test } from "vitest";
import { random } from "../../src/entity/random.js";
import { addRows, dot, factorise, inverse, product, solve } from "../../src/statistics/cholesky.js";
import { cholesky } from "../../src/transfer/model/cholesky.js";

test("the factor of a matrix worked by hand", () => {
  const l = cholesky(Float64Array.of(4, 0, 0, 2, 5, 0, 6, 7, 35), 3);
  expect([...l].filter((_, at) => at % 3 <= Math.floor(at / 3))).toEqual([2, 1, 2, 3, 2, Math.sqrt(22)]);
});

test.each([6, 9])("what isn't positive definite at %i is refused there, and what is above the diagonal stays", (at) => {
  const n = 10;
  const a = Float64Array.from({ length: n * n }, (_, place) => (place % (n + 1) === 0 ? 1 : 7));
  for (let i = 0; i < n; i += 1) for (let j = 0; j < i; j += 1) a[i * n + j] = 0.01;
  a[at * n + at] = -1;
  expect(factorise(a, n)?.at).toBe(at);
  expect([...a].filter((_, place) => place % n > Math.floor(place / n)).every((each) => each === 7)).toBe(true);
});

test("what isn't positive definite is refused with where it fails", () => {
  expect(() => cholesky(Float64Array.of(1, 2, 2, 1), 2)).toThrow("A covariance has pivot -3 at 1 of 2");
});

test.each([1, 2, 3, 4, 5, 6, 7, 8, 13, 14, 15, 40])("solving and inverting undo %i equations", (n) => {
  const next = random(n);
  const root = Float64Array.from({ length: n * n }, () => next() - 0.5);
  const a = Float64Array.from({ length: n * n }, (_, at) => dot(root, Math.floor(at / n) * n, root, (at % n) * n, n) + (at % (n + 1) === 0 ? 0.1 : 0));
  const x = Float64Array.from({ length: n }, () => next());
  const factor = cholesky(a.slice(), n);
  const found = solve(factor, n, product(a, x, n, n, 1));
  x.forEach((value, i) => expect(found[i]).toBeCloseTo(value, 8));
  product(a, inverse(factor, n), n, n, n).forEach((value, at) => expect(value).toBeCloseTo(at % (n + 1) === 0 ? 1 : 0, 8));
});

test("rows are added from where they begin, as far as asked", () => {
  const into = Float64Array.of(9, 1, 1, 9);
  addRows(into, 1, Float64Array.of(0, 2, 3, 4, 5, 6), 1, Float64Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10), 2, 0, 5, 2);
  expect([...into]).toEqual([9, 1 + 2 + 9 + 20 + 35 + 54, 1 + 4 + 12 + 24 + 40 + 60, 9]);
});
