import { expect, test } from "vitest";
import { mostDocuments, shared, termCandidates } from "../../src/documents/termCandidates.js";

const phrases = (...texts: readonly string[]) => termCandidates(texts).map(({ phrase }) => phrase);

test("phrases hold no stop word and go over no mark; single words are names by their letters", () => {
  expect(phrases("The boundary layer of a flat plate, the VPN and GlobalProtect: use it.")).toEqual(["boundary layer", "flat plate", "vpn", "globalprotect"]);
  expect(phrases("Open the door. Close the window")).toEqual([]);
  expect(phrases("hypersonic boundary layer flow").sort()).toEqual(["boundary layer", "boundary layer flow", "hypersonic boundary", "hypersonic boundary layer", "layer flow"]);
});

test("what a document says often and at length weighs more, written as it is met first", () => {
  const found = new Map(termCandidates(["Disk Encryption fails.", "The disk encryption of a laptop, and the spare key."]).map(({ phrase, ...rest }) => [phrase, rest]));
  expect(found.get("disk encryption")).toEqual({ title: "Disk Encryption", weight: 2 * Math.log2(3) });
  expect(found.get("spare key")).toEqual({ title: "spare key", weight: Math.log2(3) });
});

const documents = (...keys: readonly string[]) => new Set(keys);

test("terms are what several documents share, unless a longer phrase of the same documents holds them", () => {
  expect(shared(new Map([
    ["boundary layer", documents("a", "b", "c")], ["boundary layer flow", documents("a", "b")], ["layer flow", documents("a", "b")], ["flat plate", documents("a")],
  ]))).toEqual(["boundary layer", "boundary layer flow"]);
});

test("what very many documents have is no term", () => {
  const many = (count: number) => new Set(Array.from({ length: count }, (_, at) => `d${at}`));
  expect(shared(new Map([["just so many", many(mostDocuments)], ["too many", many(mostDocuments + 1)]]))).toEqual(["just so many"]);
});
