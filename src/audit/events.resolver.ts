import { Arg, ID, Resolver, Root, Subscription } from "type-graphql";
import { Problem } from "../entity/problem.js";
import { Evaluation } from "../evaluations/evaluation.js";
import type { Context } from "../reads/context.js";
import { inWorkspace } from "../types/arguments.js";
import { linked } from "../types/linkedNodes.js";
import type { SealedEvent } from "./audit.queries.js";
import { EvaluationsRecorded, ImportProgress } from "./eventTypes.js";
import type { Feed } from "./feed.js";

/** The context of a client that stays connected. */
export interface FollowingContext extends Context {
  readonly follow: Feed["follow"];
  /** The last event that the client says it has had, which outdoes `after`: what a browser sends when it connects again. */
  readonly lastEvent: string | null;
}

interface Arguments {
  readonly after?: string | null;
  readonly workspace?: string | null;
  readonly request?: string | null;
}

/** How `after` stands in every subscription. */
export const after = { nullable: true, description: "The last event that is known: all after it are delivered, then those to come. From now on unless given." };
const imports: ReadonlySet<string> = new Set(["push", "importResults", "importDefinitions", "ingestDocuments", "seed"]);

linked(EvaluationsRecorded, { evaluations: { type: () => [Evaluation], description: "Those of them that the viewer may see, as they are now.", seen: true, of: ({ ids }) => ids } });

@Resolver()
export class EvaluationsRecordedResolver {
  @Subscription(() => EvaluationsRecorded, {
    description: "Evaluations as they are recorded, in the order of the audit.",
    subscribe: (asked) => following(asked.args, asked.context as Context, ({ evaluations }) => evaluations.length > 0),
  })
  evaluationsRecorded(@Root() event: SealedEvent | undefined, @Arg("after", () => ID, after) _after: string | null, @Arg("workspace", () => String, inWorkspace) _workspace: string | null): EvaluationsRecorded {
    const { number, at, request, evaluations } = streamed(event);
    return { event: String(number), at: new Date(at).toISOString(), request, ids: evaluations };
  }
}

@Resolver()
export class ImportProgressResolver {
  @Subscription(() => ImportProgress, {
    description: "What imports write, transaction by transaction, in the order of the audit.",
    subscribe: (asked) => following(asked.args, asked.context as Context, ({ action, request }) => imports.has(action ?? "") && request === ((asked.args as Arguments).request ?? request)),
  })
  importProgress(
    @Root() event: SealedEvent | undefined, @Arg("request", () => String, { nullable: true, description: "Only the import of this request." }) _request: string | null,
    @Arg("after", () => ID, after) _after: string | null, @Arg("workspace", () => String, inWorkspace) _workspace: string | null,
  ): ImportProgress {
    const { number, at, request, action, target } = streamed(event);
    return { event: String(number), at: new Date(at).toISOString(), request, action: action!, wrote: target };
  }
}

/** The events of a workspace that a subscription wants, from where it says. @throws Problem BAD_INPUT for an `after` that is none, and where nothing is streamed. */
export function following(args: Arguments, context: Context | FollowingContext, wanted: (event: SealedEvent) => boolean): Promise<AsyncIterableIterator<SealedEvent>> {
  if (!("follow" in context)) streamed(undefined);
  const { follow, lastEvent, workspace } = context as FollowingContext;
  const last = lastEvent ?? args.after ?? null;
  if (last !== null && !/^\d{1,15}$/.test(last)) throw new Problem("BAD_INPUT", `\`after\` is ${JSON.stringify(last)}; expected the \`event\` of one that was delivered, such as "42". Leave it out to begin now.`);
  return follow(args.workspace ?? workspace, last === null ? null : Number(last), wanted);
}

/** The event that is answered. @throws Problem BAD_INPUT where nothing is streamed. */
export function streamed(event: SealedEvent | undefined): SealedEvent {
  if (event === undefined) throw new Problem("BAD_INPUT", "A subscription isn't answered here; send it to /graphql/stream, as server-sent events (Accept: text/event-stream) or over a WebSocket (graphql-transport-ws).");
  return event;
}
