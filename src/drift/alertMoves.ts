import { isoOf } from "../graph/values.js";
import type { Outlook } from "./outlook.js";
import type { Severity } from "./severity.js";

/** An alert of the signal as it stands; moments in epoch milliseconds. */
export interface StandingAlert {
  /** `signal#first detection`. */
  readonly key: string;
  readonly state: "OPEN" | "ACKNOWLEDGED" | "RESOLVED";
  readonly severity: Severity;
  readonly since: number;
}

/** What becomes of the alerts of a signal. */
export type AlertMove =
  | { readonly kind: "RAISE"; readonly key: string; readonly since: number; readonly severity: Severity }
  | { readonly kind: "WORSEN"; readonly key: string; readonly severity: Severity }
  | { readonly kind: "RESOLVE"; readonly key: string; readonly why: string };

export interface Looked {
  /** Key of the signal. */
  readonly signal: string;
  readonly outlook: Pick<Outlook, "state" | "since" | "changePoint">;
  readonly alerts: readonly StandingAlert[];
  /** Moments from which it is compared with itself. */
  readonly baselines: readonly number[];
  /** Of the change that it shows, if any. */
  readonly severity: Severity;
  /** Where the points that were looked at begin, if older ones are stored: what changed before can't be said to have come back. */
  readonly from?: number | null;
}

const order: readonly Severity[] = ["LOW", "MEDIUM", "HIGH", "CRITICAL"];

/**
 * A signal that drifts has one alert a regime: one that isn't resolved goes on, and one that somebody resolved after the change is not raised
 * again before the signal has come back. What has come back, or is compared with a newer baseline, is resolved by itself. Where too
 * little is known nothing moves. The same look again moves nothing.
 */
export function alertMoves({ signal, outlook: { state, since, changePoint }, alerts, baselines, severity, from = null }: Looked): readonly AlertMove[] {
  const open = alerts.filter((alert) => alert.state !== "RESOLVED");
  const isAccepted = (alert: StandingAlert): boolean => baselines.some((from) => from >= alert.since);
  const accepted = open.filter(isAccepted).map(({ key }): AlertMove => ({ kind: "RESOLVE", key, why: "The signal is compared with a newer baseline: the change was accepted, or meant." }));
  const left = open.filter((alert) => !isAccepted(alert));
  if (state === "STABLE" || state === "RECOVERED")
    return [...accepted, ...left.filter((alert) => from === null || alert.since > from).map(({ key }): AlertMove => ({ kind: "RESOLVE", key, why: since === null ? "The signal has come back." : `The signal has come back, since ${isoOf(since)}.` }))];
  if (state !== "DRIFTING") return accepted;
  if (left.length > 0) return [...accepted, ...left.filter((alert) => order.indexOf(severity) > order.indexOf(alert.severity)).map(({ key }): AlertMove => ({ kind: "WORSEN", key, severity }))];
  const isKnown = alerts.some((alert) => detectedAt(alert) >= changePoint!);
  return isKnown ? accepted : [...accepted, { kind: "RAISE", key: `${signal}#${isoOf(since!)}`, since: changePoint!, severity }];
}

/** Of a key without a moment: when its change is said to have begun. */
const detectedAt = ({ key, since }: StandingAlert): number => {
  const at = Date.parse(key.slice(key.lastIndexOf("#") + 1));
  return Number.isNaN(at) ? since : at;
};
