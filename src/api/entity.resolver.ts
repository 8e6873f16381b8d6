import type { GraphQLResolveInfo } from "graphql";
import { Arg, Args, Ctx, Extensions, Info, Mutation, Query, Resolver } from "type-graphql";
import type { AnyEntity, Upsert } from "../entity/entity.js";
import type { Context } from "../reads/context.js";
import type { PlannedRoot } from "../reads/roots.js";
import { load } from "../writes/load.js";
import { atMost, inWorkspace, mostItems, sentOnce } from "../types/arguments.js";
import { capital } from "../types/dynamic.js";
import { DateTime } from "../types/scalars.js";
import type { EntityTypes } from "./objects.js";
import { UpsertPayload } from "../types/shared.js";
import { writing } from "../types/writing.js";

const asOfArgument = { nullable: true, description: "Moment to read it at; now unless given." };

/** `task(key)`, `tasks(filter, orderBy, ...)` and `upsertTasks(input)` for any entity. */
export function entityResolver<C extends AnyEntity>(type: C, { args, connection, upsert }: EntityTypes): Function {
  const { label, singular, plural, key: keyForm } = type.entity;

  @Resolver()
  class EntityResolver {
    @Extensions({ planned: { by: "key", label } satisfies PlannedRoot })
    @Query(() => type, { name: singular, nullable: true, description: `The ${label} with this key.` })
    byKey(
      @Arg("key", () => String, { description: keyForm }) _key: string,
      @Arg("workspace", () => String, inWorkspace) _workspace: string | null,
      @Arg("asOf", () => DateTime, asOfArgument) _asOf: string | null,
      @Ctx() { reads }: Context, @Info() info: GraphQLResolveInfo,
    ) {
      return reads.root(info);
    }

    @Extensions({ planned: { by: "page", label } satisfies PlannedRoot })
    @Query(() => connection, { name: plural, description: `A page of ${plural}.` })
    page(@Args(() => args) _page: object, @Ctx() { reads }: Context, @Info() info: GraphQLResolveInfo) {
      return reads.root(info);
    }
  }
  if (!upsert) return EntityResolver;
  const input = upsert;

  @Resolver()
  class WritableResolver extends EntityResolver {
    @Mutation(() => UpsertPayload, { name: `upsert${capital(plural)}`, description: `Writes ${plural}; those with errors are reported, all others written.` })
    upsert(
      @Arg("input", () => [input], { description: `At most ${mostItems}.` }) given: readonly Upsert<C>[],
      @Arg("idempotencyKey", () => String, sentOnce) idempotencyKey: string | null,
      @Arg("workspace", () => String, inWorkspace) workspace: string | null,
      @Ctx() context: Context,
    ) {
      return load(writing(context, workspace), atMost("input", given, mostItems).map((item) => ({ ...item, type: label })), { action: `upsert${capital(plural)}`, idempotencyKey });
    }
  }
  return WritableResolver;
}
