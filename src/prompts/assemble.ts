import type { Embedder } from "../documents/offers.js";
import { Problem } from "../entity/problem.js";
import type { Graph } from "../graph/database.js";
import type { Viewer } from "../graph/viewer.js";
import type { Message } from "../models/offers.js";
import { retrieve, type Pack } from "../retrieval/offers.js";
import { digestOf } from "../entity/digest.js";
import { chooseExamples } from "./chooseExamples.js";
import { frame, visibleRules, type Frame, type Rule } from "./frame.js";
import { chatTokens, type Example } from "./messages.js";
import { stated, type PromptRequest } from "./request.js";
import { defaultSettings, type PromptSettings } from "./settings.js";
import { checkVariables } from "./template.js";
import { searchText, worded } from "./wording.js";

export interface Assembled {
  readonly taskId: string;
  readonly versionId: string;
  /** Id of the task whose prompt it is: the task itself, or one above it. */
  readonly ownerId: string;
  readonly messages: readonly Message[];
  readonly tokens: number;
  /** What policies left of the budget that was asked for. */
  readonly maxTokens: number;
  /** SHA-256 over task, purpose, language, messages and what they were built from. */
  readonly digest: string;
  readonly exampleIds: readonly string[];
  /** Approved examples that an evaluation of the task could hold, which are kept out. */
  readonly leakedIds: readonly string[];
  readonly ruleIds: readonly string[];
  /** Null where no passages were looked for. */
  readonly pack: Pack | null;
  readonly gaveWay: readonly GaveWay[];
  readonly builtFrom: readonly { readonly type: string; readonly key: string }[];
}

export interface GaveWay {
  readonly part: "DEMONSTRATIONS" | "CONTEXT";
  /** How many examples or chunks the budget kept out; 1 where passages weren't even looked for. */
  readonly leftOut: number;
}

export interface Reading {
  readonly graph: Graph;
  readonly viewer: Viewer;
}

/**
 * What a model is to be given for a task; nothing is written. Instruction, rules and question always stay; of the room that they
 * leave examples have their share and passages the rest.
 */
export async function assemble(reading: Reading, request: PromptRequest, embedder: Embedder, settings: PromptSettings = defaultSettings): Promise<Assembled> {
  const asOf = request.asOf ?? new Date().toISOString();
  const framed = await frame(reading.graph, reading.viewer, request, asOf);
  const { template, rules } = framed;
  checkVariables(template, request.variables);
  const maxTokens = Math.min(request.maxTokens, framed.mostTokens);
  const query = searchText(framed, request);
  const room = maxTokens - least(framed, request, maxTokens, query);
  const { offered, taken } = await chooseExamples(framed, request, embedder, settings, query === null ? room : Math.floor(room * settings.exampleShare));
  const found = await withPassages(reading, request, embedder, { framed, taken, query, maxTokens, asOf });
  const builtFrom = [
    ...framed.versions.map((key) => ({ type: "PromptVersion", key })), ...taken.map(({ key }) => ({ type: "Demonstration", key })),
    ...(found.pack?.hits ?? []).map(({ key }) => ({ type: "Chunk", key })), ...[...rules, ...found.rules].map(({ key }) => ({ type: "PolicyVersion", key })),
  ];
  return {
    taskId: framed.taskId, versionId: framed.versionId, ownerId: framed.ownerId, maxTokens, builtFrom,
    messages: found.messages, tokens: chatTokens(found.messages), pack: found.pack,
    digest: digestOf({ task: request.task, ...stated(request), messages: found.messages, builtFrom }),
    exampleIds: taken.map(({ id }) => id), leakedIds: framed.leakedIds, ruleIds: [...rules, ...found.rules].map(({ id }) => id),
    gaveWay: gaveWay(Math.min(offered, settings.examples) - taken.length, query !== null && found.pack === null ? 1 : squeezed(found.pack)),
  };
}

/** Tokens that can't give way. */
function least(framed: Frame, { variables, maxTokens: asked }: PromptRequest, maxTokens: number, query: string | null): number {
  const tokens = chatTokens(worded(framed, variables, { passages: query === null ? null : "", rules: framed.rules, examples: [] }));
  if (tokens <= maxTokens) return tokens;
  const allowed = maxTokens < asked ? `policies allow ${maxTokens}` : `maxTokens is ${maxTokens}`;
  throw new Problem("BAD_INPUT", `Instruction, rules and question take ${tokens} tokens, and ${allowed}. Shorten the variables${maxTokens < asked ? "" : `, or give at least ${tokens}`}.`);
}

interface Plan {
  readonly framed: Frame;
  readonly taken: readonly Example[];
  readonly query: string | null;
  readonly maxTokens: number;
  /** ISO 8601. */
  readonly asOf: string;
}

/** Finds passages for the room that is left; documents may bring rules of their own, which narrow it. */
async function withPassages(reading: Reading, request: PromptRequest, embedder: Embedder, { framed, taken, query, maxTokens, asOf }: Plan) {
  const wordedWith = (passages: string | null, own: readonly Rule[]) =>
    worded(framed, request.variables, { passages, rules: [...framed.rules, ...own], examples: taken });
  const bare = wordedWith(query === null ? null : "", []);
  if (query === null) return { messages: bare, pack: null, rules: [] };
  for (let room = maxTokens - chatTokens(wordedWith(" ", [])); room > 0;) {
    const pack = await retrieve(reading, { ...request, query, promptLanguage: framed.language, maxTokens: room, actions: ["RETRIEVE", "PROMPT"] }, embedder);
    const known = new Set(framed.rules.map(({ id }) => id));
    const own = await visibleRules(reading.graph, reading.viewer, pack.hits.flatMap(({ duties }) => duties).filter((id) => !known.has(id)), asOf);
    const messages = wordedWith(pack.text, own);
    const over = chatTokens(messages) - maxTokens;
    if (over <= 0) return { messages, pack, rules: own };
    room -= over;
  }
  return { messages: bare, pack: null, rules: [] };
}

const squeezed = (pack: Pack | null): number => pack?.leftOut.filter(({ reason }) => reason === "BUDGET").length ?? 0;

const gaveWay = (demonstrations: number, context: number): readonly GaveWay[] => [
  ...(demonstrations > 0 ? [{ part: "DEMONSTRATIONS" as const, leftOut: demonstrations }] : []),
  ...(context > 0 ? [{ part: "CONTEXT" as const, leftOut: context }] : []),
];
