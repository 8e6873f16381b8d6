import { expect, test } from "vitest";
import { placed, type KnownVersion } from "../../src/documents/timeline.js";

const now = Date.parse("2026-06-01T00:00:00Z");
const [march, may] = [Date.parse("2026-03-01T00:00:00Z"), Date.parse("2026-05-01T00:00:00Z")];
const wording = (textDigest: string, more = {}) => ({ document: "guide", version: undefined, textDigest, language: null, validFrom: undefined, ...more });
const known = (key: string, ordinal: number, textDigest: string, validFrom: number | null, validTo: number | null = null): KnownVersion =>
  ({ key, ordinal, textDigest, language: null, validFrom, validTo });

test("a first wording holds since ever", () => {
  expect(placed([], wording("a"), now)).toEqual({ key: "guide@1", isNew: true, validFrom: null, validTo: null, ended: [] });
});

test("the same words again are the same version", () => {
  expect(placed([known("guide@1", 1, "a", null)], wording("a"), now)).toMatchObject({ key: "guide@1", isNew: false, ended: [] });
});

test("words that were ended and come back hold again from now on, once", () => {
  const back = placed([known("guide@1", 1, "a", null, may)], wording("a"), now);
  expect(back).toEqual({ key: "guide@2", isNew: true, validFrom: now, validTo: null, ended: [] });
  expect(placed([known("guide@1", 1, "a", null, may), known("guide@2", 2, "a", now)], wording("a"), now + 1)).toMatchObject({ key: "guide@2", isNew: false });
});

test("other words hold from now on, and the version before them ends", () => {
  expect(placed([known("guide@1", 1, "a", null)], wording("b"), now))
    .toEqual({ key: "guide@2", isNew: true, validFrom: now, validTo: null, ended: [{ key: "guide@1", validTo: now }] });
});

test("the words of an older version are a new version again", () => {
  const versions = [known("guide@1", 1, "a", null, march), known("guide@2", 2, "b", march)];
  expect(placed(versions, wording("a"), now)).toMatchObject({ key: "guide@3", isNew: true, ended: [{ key: "guide@2", validTo: now }] });
});

test("another language is another version", () => {
  expect(placed([known("guide@1", 1, "a", null)], wording("a", { language: "es" }), now)).toMatchObject({ key: "guide@2", isNew: true });
});

test("a wording of the past stands between those before and after it", () => {
  const versions = [known("guide@1", 1, "a", null, may), known("guide@2", 2, "b", may)];
  expect(placed(versions, wording("c", { version: "1b", validFrom: march }), now))
    .toEqual({ key: "guide@1b", isNew: true, validFrom: march, validTo: may, ended: [{ key: "guide@1", validTo: march }] });
});

test("a version given by name is that one", () => {
  const versions = [known("guide@x", 1, "a", march, may), known("guide@y", 2, "b", may)];
  expect(placed(versions, wording("a", { version: "x", validFrom: march }), now)).toMatchObject({ key: "guide@x", isNew: false });
  expect(placed(versions, wording("c", { version: "x", validFrom: march }), now)).toMatchObject({ key: "guide@x", isNew: true });
});
