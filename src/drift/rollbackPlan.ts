import type { Outlook } from "./outlook.js";
import { referenceOf } from "./reference.js";
import { posteriorDrop, rollbackAdvice, usualRule, type Advice, type Posterior } from "./rollback.js";
import { seriesOf, type Watched } from "./series.js";

/** What one signal says of a deployment. */
export interface SignalAdvice {
  /** Key of the signal. */
  readonly signal: string;
  readonly advice: Advice;
  /** Whether its detector has alarmed, with a change since the deployment began. */
  readonly alarmed: boolean;
  /** Worsening since the change, or since the deployment began; null where there is nothing to compare. */
  readonly posterior: Posterior | null;
  /** Smallest drop that matters, in the metric's unit. */
  readonly threshold: number;
  /** ISO 8601: from where the drop is taken. */
  readonly since: string;
}

export interface WatchedSignal extends Watched {
  readonly key: string;
  readonly threshold: number | null;
  readonly outlook: Pick<Outlook, "state" | "changePoint">;
}

/** What a signal says at a moment of a deployment that began at another (epoch milliseconds); `before`: what it said last time. */
export function signalAdvice(watched: WatchedSignal, from: number, at: number, before: Advice | null): SignalAdvice {
  const { key, outlook: { state, changePoint }, baselines, better, target } = watched;
  const threshold = watched.threshold ?? 0;
  const period = watched.points.length > 0 ? watched.points.at(-1)!.end - watched.points.at(-1)!.start : 0;
  const isOwn = changePoint !== null && changePoint > from - period;
  const since = isOwn ? changePoint : from;
  // A baseline that began with the deployment would compare it with itself.
  const { points, values, variances } = seriesOf({ ...watched, baselines: baselines.filter((each) => each < Math.min(since, from)) }, at);
  const worse = better === "TARGET" ? values.map((value) => Math.abs(value - (target ?? 0))) : values;
  const place = points.findIndex(({ start }) => start >= since);
  const enough = place >= 2;
  const used = new Uint8Array(points.length).fill(1, 0, Math.max(0, place));
  const posterior = enough ? posteriorDrop(referenceOf(worse, variances, used, 0, place), worse.subarray(place), variances.subarray(place), threshold) : null;
  const alarmed = isOwn && state === "DRIFTING";
  return { signal: key, advice: rollbackAdvice(posterior, alarmed, before), alarmed, posterior, threshold, since: new Date(since).toISOString() };
}

export type RollbackAction = "ROLL_BACK" | "DISABLE" | "KEEP" | "WAIT";

export interface RollbackPlan {
  readonly action: RollbackAction;
  /** Key of the version to go back to; null where there is none, or nothing is to be done. */
  readonly target: string | null;
  /** Whether a person has to see to it. */
  readonly escalate: boolean;
  /** Nothing was measured before the deployment that it could be compared with. */
  readonly coldStart: boolean;
  /** Greatest P(true drop > threshold) of a signal; null without any. */
  readonly probability: number | null;
  readonly reason: string;
}

/** An older approved version, the newest first, and whether it served or passed a gate. */
export interface OlderVersion {
  readonly key: string;
  readonly proven: boolean;
}

/**
 * Rolls back where one signal says so, to the newest older version that is approved; at a cold start, where nothing can be compared, where an alert that isn't resolved
 * says that something is wrong. Without a version to go back to the deployment is to be disabled, and a person called.
 */
export function rollbackPlan(signals: readonly SignalAdvice[], older: readonly OlderVersion[], alerts: number): RollbackPlan {
  const probabilities = signals.flatMap(({ posterior }) => (posterior === null ? [] : [posterior.probability]));
  const probability = probabilities.length > 0 ? Math.max(...probabilities) : null;
  const coldStart = probability === null;
  const acting = signals.filter(({ advice }) => advice === "ACT");
  const isDue = acting.length > 0 || (coldStart && alerts > 0);
  if (!isDue && signals.every(({ advice }) => advice === "WAIT"))
    return { action: "WAIT", target: null, escalate: false, coldStart, probability, reason: `No signal has ${usualRule.fewestPoints} points since, beside two or more before; record more of them.` };
  if (!isDue) return { action: "KEEP", target: null, escalate: false, coldStart, probability, reason: `No signal has alarmed with P(drop > threshold) above ${1 - usualRule.alpha}.` };
  const why = acting.length > 0 ? `${acting.map(({ signal }) => signal).join(", ")} dropped` : "Nothing was measured before, and an alert stands";
  const [newest] = older;
  if (newest) return { action: "ROLL_BACK", target: newest.key, escalate: false, coldStart, probability, reason: `${why}; ${newest.key} is the newest older version that is approved${newest.proven ? "" : ", though it neither served nor passed a gate"}.` };
  return { action: "DISABLE", target: null, escalate: true, coldStart, probability, reason: `${why}, and no older version is approved; disable it and have somebody decide.` };
}
