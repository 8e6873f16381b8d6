import { expect, test } from "vitest";
import { checkpointItems, type ModelVersionName } from "../../src/ingest/checkpoints.js";

const steps = [0, 1, 512, 1000, 3000];
const versions = (some: readonly number[], model = "pythia-1b"): readonly ModelVersionName[] => some.map((step) => ({ model, version: `step${step}` }));

/** What the graph holds after imports one after the other, each of which replaces the edges that it gives. */
function imported(batches: readonly (readonly number[])[]): Readonly<Record<string, string>> {
  const edges: Record<string, string> = {};
  batches.forEach((batch, at) => {
    for (const { key, derivedFrom } of checkpointItems(versions(batches.slice(0, at).flat()), versions(batch))) {
      edges[String(key)] = (derivedFrom as readonly { readonly key: string }[])[0]!.key;
    }
  });
  return edges;
}

const chain = {
  "pythia-1b@step1": "pythia-1b@step0", "pythia-1b@step512": "pythia-1b@step1",
  "pythia-1b@step1000": "pythia-1b@step512", "pythia-1b@step3000": "pythia-1b@step1000",
};

const permutations = (list: readonly number[]): readonly (readonly number[])[] =>
  list.length < 2 ? [list] : list.flatMap((each, at) => permutations(list.toSpliced(at, 1)).map((rest) => [each, ...rest]));

test("the chain is the same in whatever order checkpoints arrive, one by one", () => {
  for (const order of permutations(steps)) expect(imported(order.map((step) => [step]))).toEqual(chain);
});

test("the chain is the same however they are divided into imports", () => {
  for (const order of permutations(steps)) for (const cut of [1, 2, 3, 4]) expect(imported([order.slice(0, cut), order.slice(cut)])).toEqual(chain);
});

test("checkpoints whose predecessor stays are not touched", () => {
  expect(checkpointItems(versions([0, 1, 1000, 3000]), versions([512])).map(({ key }) => key)).toEqual(["pythia-1b@step512", "pythia-1b@step1000"]);
});

test("a checkpoint that is there already is derived from the one before it again", () => {
  expect(checkpointItems(versions([0, 1]), versions([1]))).toMatchObject([{ key: "pythia-1b@step1", derivedFrom: [{ key: "pythia-1b@step0", relation: "CHECKPOINT" }] }]);
});

test("models don't mix, and revisions that are no steps stand apart", () => {
  const other = [...versions([1], "pythia-70m"), { model: "pythia-1b", version: "main" }];
  expect(checkpointItems(versions([0]), [...versions([512]), ...other]).map(({ key }) => key)).toEqual(["pythia-1b@step512"]);
});
