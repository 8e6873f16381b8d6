import { Problem } from "../entity/problem.js";
import type { Item } from "../writes/load.js";
import type { RecordAnswerInput } from "./answers.types.js";

/** Deepest that steps of steps go; `trace` follows as many. */
const mostDepth = 8;

/** The items that turns and their steps make, each answer followed by its steps, and for each item the place of its turn's among them: a turn is written with all its steps. */
export function answerItems(turns: readonly RecordAnswerInput[]): { readonly items: readonly Item[]; readonly together: readonly number[] } {
  const items: Item[] = [];
  const together: number[] = [];
  for (const turn of turns) add(turn, "TURN", {}, 0, items.length);
  return { items, together };

  function add({ cites, steps, ...given }: RecordAnswerInput, kind: "TURN" | "STEP", inherited: object, depth: number, first: number): void {
    if (depth > mostDepth) throw new Problem("BAD_INPUT", `The step ${JSON.stringify(given.key)} is ${depth} steps deep; expected at most ${mostDepth}.`);
    const own: Item = { type: "Answer", kind, ...inherited, ...said(given) };
    items.push({
      ...own,
      ...(cites && { citations: [...new Set(cites)].map((key, position) => ({ key, position })) }),
      ...(steps && { steps: steps.map(({ key }, position) => ({ key, position })) }),
    });
    together.push(first);
    const passed = said(Object.fromEntries(ofWholeTurn.map((name) => [name, own[name]])));
    for (const step of steps ?? []) add(step, "STEP", passed, depth + 1, first);
  }
}

/** What a step has of its turn unless it gives its own. */
const ofWholeTurn = ["at", "systemVersion", "session", "dataSubject", "deployment"] as const;

/** What is said; JSON in it stays as it is, nulls too. */
const said = (given: object): object => Object.fromEntries(Object.entries(given).filter(([, value]) => value !== null && value !== undefined));
