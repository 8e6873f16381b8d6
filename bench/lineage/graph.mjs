// A made-up history of artifacts: blocks of 20 nodes of the kinds of a lineage, 3 lineage edges a node on average, each leading to a node of
// one of the blocks shortly before. How much a walk of a given depth reaches then doesn't depend on how many nodes there are. It is the
// same every time: what varies follows from numbers.

export const workspace = "bench";

/** Kinds of a block, by place. */
const kinds = [
  ...Array(3).fill("DatasetVersion"), ...Array(4).fill("Run"), ...Array(4).fill("ModelVersion"), "PromptVersion", ...Array(3).fill("SystemVersion"), "Deployment",
  ...Array(3).fill("Evaluation"), "Decision",
];
/** Lineage edges of each kind: type, kind that it leads to, properties. 60 a block. */
const edgesOf = {
  DatasetVersion: [["DERIVED_FROM", "DatasetVersion", { method: "FILTER" }], ["DERIVED_FROM", "DatasetVersion", { method: "MERGE" }], ["GENERATED_BY", "Run"]],
  Run: [["USED", "DatasetVersion", { role: "train" }], ["USED", "DatasetVersion", { role: "validation" }], ["USED", "ModelVersion", { role: "base" }]],
  ModelVersion: [["DERIVED_FROM", "ModelVersion", { relation: "FINETUNE" }], ["DERIVED_FROM", "ModelVersion", { relation: "MERGE", weight: 0.5 }], ["GENERATED_BY", "Run"]],
  PromptVersion: [["EMBEDS", "PromptVersion", { position: 0 }], ["EMBEDS", "PromptVersion", { position: 1 }], ["GENERATED_BY", "Run"]],
  SystemVersion: [["USES", "ModelVersion", { role: "base" }], ["USES", "SystemVersion", { role: "tool" }], ["USES", "PromptVersion", { role: "prompt" }]],
  Deployment: [["SERVES", "SystemVersion"]],
  Evaluation: [["OF", "SystemVersion"], ["WITH", "DatasetVersion", { split: "test" }], ["JUDGED_BY", "SystemVersion"], ["AGAINST", "ModelVersion"]],
  Decision: [["BASED_ON", "Evaluation"], ["BASED_ON", "Evaluation"]],
};
const block = kinds.length;
const placesOf = Object.fromEntries(Object.keys(edgesOf).map((kind) => [kind, kinds.flatMap((each, place) => (each === kind ? [place] : []))]));
/** An edge leads at most so many blocks back. */
const farthest = 30;
/** Versions of a kind that follow each other are of one head; one system version in ten has a part that follows an alias of it. */
const versionsOfHead = 60;
const floats = 10;

/** A number that looks like chance and is always the same for `at`. */
const scattered = (at, below) => {
  let mixed = Math.imul(at ^ (at >>> 16), 0x45d9f3b);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x2c1b3c6d);
  return ((mixed ^ (mixed >>> 13)) >>> 0) % below;
};
const digest = (at) => scattered(at, 2 ** 32).toString(16).padStart(64, "0");
const moment = (minutes) => new Date(Date.UTC(2015, 0, 1) + minutes * 60_000);

export const kindAt = (at) => kinds[at % block];
export const idAt = (at) => `${kindAt(at)}_01JB${at.toString(16).toUpperCase().padStart(22, "0")}`;
const headKind = (kind) => kind.slice(0, -"Version".length);
const headAt = (at) => Math.floor(Math.floor(at / block) / versionsOfHead);
const headId = (kind, number) => `${headKind(kind)}_01JB${number.toString(16).toUpperCase().padStart(22, "0")}`;
const keyAt = (at) => (kindAt(at).endsWith("Version") ? `bench/${headAt(at)}@${at}` : kindAt(at) === "Evaluation" ? digest(at) + at : `bench/${at}`);

const own = {
  DatasetVersion: (at) => ({ role: "INSTRUCTION", license: "CC-BY-4.0", itemCount: 100 + scattered(at, 9_000), languages: ["en"], source: `https://data.example.org/${at}` }),
  ModelVersion: (at) => ({ parameterCount: 10 ** 6 * (1 + scattered(at, 70_000)), releasedAt: moment(at), license: "Apache-2.0", access: "WEIGHTS", dtype: "bfloat16", contextTokens: 8_192, location: `https://models.example.org/${at}` }),
  PromptVersion: (at) => ({ template: `Answer shortly.\n\n{{context}}\n\n{{question}} ${at}`, variables: ["question"], language: "en" }),
  SystemVersion: (at) => ({ codeRef: digest(at).slice(-40), settings: "{\"temperature\":0}" }),
  Run: (at) => ({ kind: "TRAINING", state: "COMPLETE", settings: "{\"epochs\":3}", seed: at, codeRef: digest(at).slice(-40), job: `job-${at}`, startedAt: moment(at), endedAt: moment(at + 300) }),
  Deployment: (at) => ({ trafficShare: 1, validFrom: moment(at) }),
  Evaluation: (at) => ({ mode: "OFFLINE", at: moment(at), origin: "SYNTHETIC", state: "VALID" }),
  Decision: () => ({ kind: "GATE", outcome: "PASS", checks: "[]" }),
};
const common = (id, key, at) => ({ id, key, workspace, scope: `${workspace}/root`, sensitivity: 1, ownSensitivity: 1, recordedAt: moment(at), tags: [], attributes: "{}" });

export function nodeAt(at) {
  const kind = kindAt(at);
  const ofVersion = kind.endsWith("Version") ? { version: String(at), ordinal: at, digest: digest(at), state: "APPROVED" } : {};
  return { ...common(idAt(at), keyAt(at), at), ...ofVersion, ...own[kind](at) };
}

/** Lineage edges of a node: `{type, kind, to, properties}`. */
export function edgesAt(at) {
  const number = Math.floor(at / block);
  if (number === 0) return [];
  return edgesOf[kindAt(at)].map(([type, kind, properties = {}], place) => {
    const chance = at * 7 + place;
    const back = 1 + scattered(chance, Math.min(number, farthest));
    const to = (number - back) * block + placesOf[kind][scattered(chance + 1_000_003, placesOf[kind].length)];
    const recorded = { recordedAt: moment(at), ...properties };
    if (type !== "USES" || kind !== "ModelVersion" || scattered(at, floats) > 0) return { type, kind, to: idAt(to), properties: recorded };
    return { type, kind: headKind(kind), to: headId(kind, headAt(to)), properties: { ...recorded, alias: "production" } };
  });
}

/** Heads of the first so many nodes, each with the version that its alias holds, the newest. */
export function headsOf(count) {
  return Object.keys(placesOf).filter((kind) => kind.endsWith("Version")).map((kind) => ({
    kind: headKind(kind), version: kind,
    heads: Array.from({ length: headAt(count - 1) + 1 }, (_, number) => {
      const last = Math.min((number + 1) * versionsOfHead, Math.floor(count / block)) - 1;
      return { node: { ...common(headId(kind, number), `bench/${number}`, number), title: `${headKind(kind)} ${number}` }, newest: idAt(last * block + placesOf[kind].at(-1)) };
    }),
  }));
}
export const headOf = (at) => (kindAt(at).endsWith("Version") ? { kind: headKind(kindAt(at)), id: headId(kindAt(at), headAt(at)) } : null);
