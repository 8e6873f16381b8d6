/** What a task's configuration (a definition's, or the one that newer result files carry) says of the protocol. */
export interface TemplateDetails {
  /** Templates of prompt and answer, how examples are chosen, which items are kept. */
  readonly template?: Readonly<Record<string, unknown>>;
  readonly generation?: unknown;
  readonly extraction?: Readonly<Record<string, unknown>>;
}

const templateFields = [
  "output_type", "description", "doc_to_text", "doc_to_target", "doc_to_choice", "target_delimiter", "fewshot_delimiter", "gen_prefix",
  "fewshot_split", "fewshot_config", "process_docs",
];
const extractionFields = ["filter_list", "process_results"];

/** The parts of a configuration that decide what is comparable; what is empty there is left out. */
export function templateDetails(config: Readonly<Record<string, unknown>>): TemplateDetails {
  const template = said(config, templateFields);
  const extraction = said(config, extractionFields);
  return {
    ...(Object.keys(template).length > 0 && { template }),
    ...(!isEmpty(config.generation_kwargs) && { generation: plain(config.generation_kwargs) }),
    ...(Object.keys(extraction).length > 0 && { extraction }),
  };
}

/** Names a function of the harness: `!function utils.doc_to_text` in a definition, its source in a result file. */
export const functionTag = "!function";

const said = (config: Readonly<Record<string, unknown>>, names: readonly string[]): Readonly<Record<string, unknown>> =>
  Object.fromEntries(names.filter((name) => !isEmpty(config[name])).map((name) => [name, plain(config[name])]));

const isEmpty = (value: unknown): boolean => value === undefined || value === null || value === "" || (Array.isArray(value) && value.length === 0);

/** A function is told by its name alone, so that a definition and a result file say the same. */
function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value === "object" && value !== null) return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, plain(each)]));
  if (typeof value !== "string") return value;
  const name = /^!function (?:.*\.)?(\w+)$/.exec(value)?.[1] ?? /^def (\w+)\(/.exec(value)?.[1];
  return name === undefined ? value : `${functionTag} ${name}`;
}
