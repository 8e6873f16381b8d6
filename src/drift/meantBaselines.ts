import type { Outlook } from "./outlook.js";
import { inOrder, type Point } from "./series.js";
import { tuning } from "./settings.js";

/** A deployment that a signal sees; moments in epoch milliseconds. */
export interface SeenDeployment {
  readonly id: string;
  readonly key: string;
  readonly from: number;
  /** Whether the version that it serves was approved. */
  readonly approved: boolean;
}

export interface StandingBaseline {
  readonly from: number;
  /** Ids of the events that it was reset for. */
  readonly because: readonly string[];
}

/** A baseline to begin. */
export interface MeantBaseline {
  /** Epoch milliseconds. */
  readonly from: number;
  readonly reason: string;
  /** Key of the deployment that it is for, if any. */
  readonly deployment: string | null;
}

/** Points under a new version after which it is what the signal is compared with: as many as a baseline needs. */
const settled = tuning.warmUp + 1;

/**
 * Baselines that begin by themselves. Where the definition of the signal changes, at its first point. With the newest deployment of an
 * approved version, once it has served for as many points as a baseline needs and nothing got worse: what got worse with a deployment is an
 * alert until somebody accepts it, since approving a version is no leave to degrade.
 */
export function meantBaselines(given: readonly Point[], standing: readonly StandingBaseline[], deployments: readonly SeenDeployment[], { state, changePoint }: Pick<Outlook, "state" | "changePoint">): readonly MeantBaseline[] {
  const points = inOrder(given);
  const newest = Math.max(-Infinity, ...standing.map(({ from }) => from));
  const redefined = points.findLastIndex((point, at) => at > 0 && point.definition !== points[at - 1]!.definition);
  const found: MeantBaseline[] = [];
  if (redefined > 0 && points[redefined]!.start > newest)
    found.push({ from: points[redefined]!.start, reason: `Computed by definition ${said(points[redefined]!.definition)} from here on, by ${said(points[redefined - 1]!.definition)} before.`, deployment: null });
  const floor = Math.max(newest, found[0]?.from ?? -Infinity, points[0]?.start ?? Infinity);
  const [last] = deployments.filter(({ from, approved }) => approved && from > floor).sort((a, b) => b.from - a.from);
  const isFine = (state === "STABLE" || state === "RECOVERED") && (changePoint === null || last === undefined || changePoint < last.from);
  if (last && isFine && !standing.some(({ because }) => because.includes(last.id)) && points.filter(({ start }) => start >= last.from).length >= settled)
    found.push({ from: last.from, reason: `${last.key} has served since, an approved version, and nothing got worse with it; it is compared with itself from here on.`, deployment: last.key });
  return found;
}

const said = (definition: string | null): string => (definition === null ? "none that was named" : JSON.stringify(definition));
