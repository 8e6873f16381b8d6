import type { Catalogue } from "../entity/catalogue.js";
import { commonFields } from "../entity/common.js";
import type { AnyEntity } from "../entity/entity.js";
import { connections } from "./connections.js";
import { mapped, objectType, type Members, type Type } from "../types/dynamic.js";
import { members } from "../types/fieldTypes.js";
import { filterTypes } from "./filters.js";
import { upsertInputs } from "./inputs.js";
import { Node, Version } from "../types/interfaces.js";
import { pages } from "./pages.js";

/** The GraphQL types made for one entity, or for an interface. */
export interface ListTypes {
  readonly connection: Type;
  readonly args: Type;
}
export interface EntityTypes extends ListTypes {
  readonly object: AnyEntity;
  /** None for what commands or the service write. */
  readonly upsert: Type | undefined;
}

/** Fields of an interface are described there and not again in every type. */
const inherited: Members = mapped(members(commonFields), (member) => ({ ...member, description: "" }));

/** Says to type-graphql what every entity looks like from outside. */
export function objectTypes(catalogue: Catalogue): { readonly types: readonly EntityTypes[]; readonly versions: ListTypes } {
  const { classes, entities } = catalogue;
  const page = pages(entities, filterTypes(catalogue));
  const links = connections(catalogue, page);
  const input = upsertInputs(catalogue);
  const list = (label: string): ListTypes => ({ connection: links.of(label), args: page.root(label) });
  return { types: classes.map(made), versions: list("Version") };

  function made(object: AnyEntity): EntityTypes {
    const { entity } = object;
    objectType(entity.label, entity.description, {
      ...inherited,
      ...members(entity.fields),
      ...mapped(entity.edges, (edge) => links.edge(entity, edge)),
      ...(entity.version && newest(entity.version)),
    }, object as unknown as Type, entity.head ? [Node, Version] : [Node]);
    return { object, ...list(entity.label), upsert: entity.writtenBy === "upsert" ? input(entity) : undefined };
  }

  function newest(version: string): Members {
    const object = classes.find(({ entity }) => entity.label === version);
    return { newest: { type: () => object, description: "Its version with the highest ordinal that isn't RETIRED.", optional: true } };
  }
}
