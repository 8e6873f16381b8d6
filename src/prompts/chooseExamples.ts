import type { Embedder } from "../documents/offers.js";
import { examples, spoken } from "./examples.js";
import type { Frame } from "./frame.js";
import { fitting, type Example } from "./messages.js";
import { byRelevance, vectors } from "./relevance.js";
import type { PromptRequest } from "./request.js";
import type { PromptSettings } from "./settings.js";
import { ownVariables, parts } from "./template.js";

/** So many times as many are looked at as a prompt takes, so that a long one can make way. */
const spare = 3;

/**
 * The examples that go into so many tokens: all where there is room for them, else those that the version shows and then the best for
 * the input. `offered` are how many there were.
 */
export async function chooseExamples(
  { shown, demonstrations, template }: Frame, { variables, query }: PromptRequest, embedder: Embedder, { examples: most, relevance }: PromptSettings, room: number,
): Promise<{ readonly offered: number; readonly taken: readonly Example[] }> {
  const all = [...shown, ...demonstrations];
  const inOrder = examples(all, template, parts(template).question);
  const taken = fitting(inOrder, room, most);
  const { [ownVariables.context]: _, ...own } = variables;
  const input = spoken(own) || (query ?? "");
  if (taken.length === all.length || demonstrations.length < 2 || input === "") return { offered: all.length, taken };
  const [asked, ...made] = await vectors(embedder, [input, ...all.map((each) => spoken(each.input))]);
  const candidates = inOrder.map((example, at) => ({ key: example.key, label: all[at]!.label, vector: made[at]!, example }));
  const ordered = byRelevance(asked!, candidates.slice(shown.length), relevance, { taken: candidates.slice(0, shown.length), most: spare * most }).map(({ example }) => example);
  return { offered: all.length, taken: fitting([...inOrder.slice(0, shown.length), ...ordered], room, most) };
}
