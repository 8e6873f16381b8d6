import type { GraphQLResolveInfo } from "graphql";
import { Arg, Ctx, Info, Mutation, Resolver } from "type-graphql";
import { enumeration } from "../entity/fields.js";
import type { Context } from "../reads/context.js";
import { inWorkspace, sentOnce } from "../types/arguments.js";
import { enumType } from "../types/fieldTypes.js";
import { writing } from "../types/writing.js";
import { Alert } from "./alert.js";
import { moveAlert, type Resolution } from "./moveAlert.js";

const AlertResolution = enumType(enumeration<Resolution>("AlertResolution", "Why an alert is over.", {
  FIXED: "It was true, and is dealt with.", FALSE_ALARM: "It was none.", ACCEPTED: "The change is wanted: a new baseline begins with it.",
}));
const reason = { description: "Why, kept as a review of the alert." };

/** What people decide on alerts; all that is not said here the service does by itself. */
@Resolver()
export class AlertResolver {
  @Mutation(() => Alert, { description: "Says that somebody is on an alert." })
  acknowledgeAlert(
    @Arg("key", () => String, { description: "Key of the alert." }) key: string, @Arg("reason", () => String, reason) because: string,
    @Arg("idempotencyKey", () => String, sentOnce) idempotencyKey: string | null, @Arg("workspace", () => String, inWorkspace) workspace: string | null,
    @Ctx() context: Context, @Info() info: GraphQLResolveInfo,
  ) {
    return this.moved(context, info, workspace, idempotencyKey, { key, because, how: null });
  }

  @Mutation(() => Alert, { description: "Ends an alert. It isn't raised again before the signal has come back and changed anew." })
  resolveAlert(
    @Arg("key", () => String, { description: "Key of the alert." }) key: string, @Arg("how", () => AlertResolution, { description: "Why it is over." }) how: Resolution,
    @Arg("reason", () => String, reason) because: string,
    @Arg("idempotencyKey", () => String, sentOnce) idempotencyKey: string | null, @Arg("workspace", () => String, inWorkspace) workspace: string | null,
    @Ctx() context: Context, @Info() info: GraphQLResolveInfo,
  ) {
    return this.moved(context, info, workspace, idempotencyKey, { key, because, how });
  }

  private async moved(context: Context, info: GraphQLResolveInfo, workspace: string | null, idempotencyKey: string | null, asked: { readonly key: string; readonly because: string; readonly how: Resolution | null }) {
    const [alert] = await context.reads.locate([{ type: "Alert", key: asked.key }], workspace);
    await moveAlert(writing(context, workspace), { ...asked, id: alert!.id }, idempotencyKey);
    return context.reads.node(alert!.id, info);
  }
}
