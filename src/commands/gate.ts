import { Problem } from "../entity/problem.js";
import type { Check } from "../governance/check.js";
import { gate, type GateResult } from "../governance/gate.js";
import { standingAs } from "../governance/gate.queries.js";
import type { Context } from "../reads/context.js";
import type { Located, NodeKey } from "../reads/locate.js";
import { writing } from "../types/writing.js";
import type { AddCommand } from "./addCommand.js";
import { keyIn, withDatabase, withIdentity, type Shared } from "./options.js";

interface GateOptions extends Shared {
  readonly task: readonly string[];
  readonly candidate: string;
  readonly baseline: string;
  readonly environment?: string;
  readonly alpha: string;
  readonly allowUnmeasured?: true;
}

export const addGate: AddCommand = (program, fail) => withIdentity(program.command("gate"))
  .requiredOption("--task <key...>", "tasks that it is to do")
  .requiredOption("--candidate <Type:KEY>", "what is to go on, such as SystemVersion:it-assistant@2026.10")
  .requiredOption("--baseline <name>", "what it may not be worse than: an alias or environment such as production, by what stands there now, or Type:KEY; none for floors alone")
  .option("--environment <key>", "whose policies count; the baseline's where that is a name, else production")
  .option("--alpha <probability>", "how often a candidate that is no worse may be failed", "0.05")
  .option("--allow-unmeasured", "let it pass though some checks have nothing measured for them")
  .description("hold a candidate against the floors of KPIs and policies and, item by item, against a baseline; exits 1 unless it passes, and keeps the decision")
  .action((options: GateOptions) => withDatabase(options, async ({ out, context }) => {
    const alpha = Number(options.alpha);
    if (!(alpha > 0 && alpha < 1)) throw new Problem("BAD_INPUT", `--alpha is ${options.alpha}; expected over 0 and under 1, such as 0.05.`);
    const [candidate, ...tasks] = await context.reads.locate([versionIn("--candidate", options.candidate), ...new Set(options.task)].map((each) => (typeof each === "string" ? { type: "Task", key: each } : each)));
    const baseline = options.baseline === "none" ? null : await baselineOf(context, options.baseline, candidate!, tasks);
    if (baseline?.id === candidate!.id) throw new Problem("BAD_INPUT", `The candidate ${candidate!.key} is the baseline ${options.baseline} itself; give another, or --baseline none for the floors alone.`);
    const environment = options.environment ?? (options.baseline.includes(":") || options.baseline === "none" ? "production" : options.baseline);
    const result = await gate(writing(context, undefined), { tasks, candidate: candidate!, baseline, environment, alpha, allowUnmeasured: options.allowUnmeasured === true });
    if (result.outcome !== "PASS") fail();
    const named = { candidate: `${candidate!.type}:${candidate!.key}`, baseline: baseline && `${baseline.type}:${baseline.key}` };
    out.result({ ...named, ...result }, () => resultText(named, result));
  }));

const decidable: Readonly<Record<string, string>> = { System: "SystemVersion", SystemVersion: "SystemVersion", Model: "ModelVersion", ModelVersion: "ModelVersion" };
function versionIn(option: string, given: string): NodeKey {
  const { type, key } = keyIn(option, given);
  const version = decidable[type];
  if (version) return { type: version, key };
  throw new Problem("BAD_INPUT", `${option} is ${JSON.stringify(given)}; expected one of ${Object.keys(decidable).join(", ")}.`);
}

/** A version by its key, or what stands under a name now. @throws Problem NOT_FOUND with what to do. */
async function baselineOf({ graph, viewer, reads }: Context, given: string, candidate: Located, tasks: readonly Located[]) {
  if (given.includes(":")) return (await reads.locate([versionIn("--baseline", given)]))[0]!;
  const [standing] = await standingAs(graph, viewer, { name: given, candidate: candidate.id, tasks: tasks.map(({ id }) => id) });
  if (standing) return standing;
  throw new Problem("NOT_FOUND", `Nothing stands as ${JSON.stringify(given)}: no alias of what ${candidate.key} is a version of, and no deployment for the task. Give --baseline Type:KEY, or none for the floors alone.`);
}

const resultText = ({ candidate, baseline }: { readonly candidate: string; readonly baseline: string | null }, { outcome, checks, decision }: GateResult): string => [
  `${outcome}: ${candidate}${baseline === null ? "" : ` against ${baseline}`}`,
  ...(checks.length === 0 ? ["  No floor is set for the task, and there is nothing to compare with."] : checks.map(checkText)),
  `The decision is kept as ${decision}.`,
].join("\n");

const signs: Readonly<Record<Check["operator"], string>> = { AT_LEAST: ">=", AT_MOST: "<=", EQUAL: "=", AS_NEAR_AS: "as near as", NOT_WORSE: "not worse than" };
const figure = (value: number): string => String(Number(value.toPrecision(4)));

function checkText({ result, name, task, metric, slice, operator, value, bound, evidence, paired, note }: Check): string {
  const where = `${task}${slice === null ? "" : `, ${slice}`}`;
  const rests = evidence.map(({ evaluation, n, origin }) => `${evaluation.slice(0, shownKey)}${n === null ? "" : `, n = ${n}`}, ${origin.toLowerCase()}`).join("; ");
  const told = paired && `difference ${figure(paired.difference)} (${figure(paired.low)} to ${figure(paired.high)}, p = ${figure(paired.p)}, n = ${paired.n})${paired.regressed.length > 0 ? `; worse on ${paired.regressed.join(", ")}` : ""}`;
  const held = `${value === null ? "not known" : figure(value)}${bound === null ? "" : `, ${signs[operator]} ${figure(bound)}`}`;
  return [`  ${result.padEnd(7)} ${name}: ${metric === null ? "" : `${metric} on ${where} is `}${held}`, told, rests && `evaluation ${rests}`, note].filter(Boolean).join("\n          ");
}
const shownKey = 12;
