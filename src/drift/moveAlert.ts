import { ulid } from "ulid";
import { Problem } from "../entity/problem.js";
import { isoOf } from "../graph/values.js";
import { load, type Item, type LoadContext } from "../writes/load.js";
import { checkMay } from "../writes/may.js";
import { once } from "../writes/once.js";
import { alertNow } from "./drift.queries.js";

export type Resolution = "FIXED" | "FALSE_ALARM" | "ACCEPTED";

export interface Moved {
  readonly id: string;
  readonly key: string;
  /** Why it is over; null where somebody only takes it on. */
  readonly how: Resolution | null;
  readonly because: string;
}

/**
 * Moves an alert on behalf of whoever reviews it: the review keeps by whom and why, and an accepted change starts a baseline because of it.
 * @throws Problem BAD_INPUT without a reason, CONFLICT where the alert is already there, FORBIDDEN to those who may not review.
 */
export async function moveAlert(context: LoadContext, { id, key, how, because }: Moved, idempotencyKey: string | null): Promise<void> {
  const action = how === null ? "acknowledgeAlert" : "resolveAlert";
  checkMay(context.viewer, "Review", action, context.workspace);
  if (because.trim() === "") throw new Problem("BAD_INPUT", "The reason is empty; say in a sentence why, for those who read the alert later.");
  await once(context, idempotencyKey, { act: "Review", action, key, how, because }, async () => {
    const [now] = await alertNow(context.graph, context.viewer, { alert: id });
    const state = how === null ? "ACKNOWLEDGED" : "RESOLVED";
    if (now!.state === state || now!.state === "RESOLVED") throw new Problem("CONFLICT", `Alert:${key} is ${now!.state} already; its reviews say by whom and why.`);
    const review = `review/${ulid()}`;
    const items: readonly Item[] = [
      { type: "Review", key: review, outcome: how === "FALSE_ALARM" ? "REJECT" : "APPROVE", comment: because, reviewer: context.principal, subject: { type: "Alert", key } },
      { type: "Alert", key, state },
      ...(how === "ACCEPTED" ? [{ type: "Baseline", signal: now!.signal, from: isoOf(now!.since), reason: because, becauseOf: { type: "Review", key: review } }] : []),
    ];
    const { errors: [wrong] } = await load(context, items, { action, trusted: true, together: items.map(() => 0) });
    if (wrong) throw new Problem(wrong.code, wrong.message);
    return {};
  });
}
