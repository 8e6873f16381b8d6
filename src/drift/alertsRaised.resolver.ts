import { Arg, Ctx, Field, ID, ObjectType, Resolver, Root, Subscription } from "type-graphql";
import { after, following, streamed, type SealedEvent } from "../audit/offers.js";
import { isoOf } from "../graph/values.js";
import type { Context } from "../reads/context.js";
import { inWorkspace } from "../types/arguments.js";
import { linked } from "../types/linkedNodes.js";
import { DateTime } from "../types/scalars.js";
import { Alert } from "./alert.js";
import { alertsAt } from "./drift.queries.js";
import { raising } from "./watchSignals.js";

@ObjectType({ description: "Alerts that one transaction raised.", simpleResolvers: true })
export class AlertsRaised {
  readonly ids!: readonly string[];
  @Field(() => ID, { description: "Its place among the workspace's events: given as `after`, a subscription goes on from there." }) readonly event!: string;
  @Field(() => DateTime, { description: "When they were raised." }) readonly at!: string;
}

linked(AlertsRaised, { alerts: { type: () => [Alert], description: "Those of them that the viewer may see, as they are now.", seen: true, of: ({ ids }) => ids } });

/** By the service itself, or brought by a seed. */
const raises = ({ action, target }: SealedEvent): boolean => action === raising || (action === "seed" && /\bAlert\b/.test(target));

@Resolver()
export class AlertsRaisedResolver {
  @Subscription(() => AlertsRaised, {
    description: "Alerts as they are raised, in the order of the audit.",
    subscribe: (asked) => following(asked.args, asked.context as Context, raises),
  })
  async alertsRaised(
    @Root() event: SealedEvent | undefined, @Arg("after", () => ID, after) _after: string | null, @Arg("workspace", () => String, inWorkspace) _workspace: string | null,
    @Ctx() { graph, viewer }: Context,
  ): Promise<AlertsRaised> {
    const { number, at, workspace } = streamed(event);
    const rows = await alertsAt(graph, viewer, { workspace, at: isoOf(at) });
    return { event: String(number), at: isoOf(at), ids: rows.map(({ alert }) => alert) };
  }
}
