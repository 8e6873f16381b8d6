import { Int } from "type-graphql";
import { shape, type Shape } from "../entity/abstract.js";
import type { Entities } from "../entity/ends.js";
import { commonFields } from "../entity/common.js";
import { enumeration, type Field, type Fields } from "../entity/fields.js";
import { inWorkspace } from "../types/arguments.js";
import { argsType, inputType, mapped, type Member, type Members, type Type } from "../types/dynamic.js";
import { enumType } from "../types/fieldTypes.js";
import { Direction } from "../types/shared.js";

const workspaceArgument: Member = { type: () => String, description: inWorkspace.description, optional: true };

/** Arguments of pages: all of them, described, at the root; below it forwards only and bare, as they mean the same everywhere. */
export interface Pages {
  root(label: string): Type;
  nested(label: string): Members;
}

export function pages(entities: Entities, filters: ReadonlyMap<string, Type>): Pages {
  const orders = orderTypes(entities);
  const choice = (label: string): Members => ({
    filter: { type: () => filters.get(`${label}Filter`), description: "Which of them.", optional: true },
    orderBy: { type: () => [orders.get(label)], description: "Sort order; ties by key.", optional: true },
  });
  const bare = (members: Members): Members => mapped(members, (member) => ({ ...member, description: "" }));
  return {
    root: (label) => argsType(`${label}PageArgs`, { workspace: workspaceArgument, ...choice(label), ...forwards, ...backwards }),
    nested: (label) => bare({ ...choice(label), ...forwards }),
  };
}

const forwards: Members = {
  first: { type: () => Int, description: "So many from the start.", optional: true },
  after: { type: () => String, description: "Only those after this cursor.", optional: true },
};
const backwards: Members = {
  last: { type: () => Int, description: "So many from the end.", optional: true },
  before: { type: () => String, description: "Only those before this cursor.", optional: true },
};

/** `TaskOrderBy` and so on; kinds with nothing of their own to sort by share `NodeOrderBy` or `VersionOrderBy`. */
function orderTypes(entities: Entities): ReadonlyMap<string, Type> {
  const labels = ["Node", "Version", ...entities.keys()];
  const words = new Map(labels.map((label) => [label, sortable(shape(entities, label).fields)]));
  const sharing = (label: string) => labels.find((other, at) => at < shared && words.get(other)!.join() === words.get(label)!.join()) ?? label;
  const types = new Map(labels.filter((label) => sharing(label) === label).map((label) => [label, orderBy(shape(entities, label))]));
  return new Map(labels.map((label) => [label, types.get(sharing(label))!]));
}
/** `Node` and `Version`, which come first. */
const shared = 2;
const sortable = (own: Fields): readonly string[] =>
  ["key", ...Object.entries<Field>({ ...commonFields, ...own }).filter(([, field]) => field.order).map(([name]) => name)];

function orderBy({ label, plural, fields: own }: Shape): Type {
  const fields: Fields = { ...commonFields, ...own };
  const byWord = Object.fromEntries(sortable(own).map((name) => [orderWord(name), fields[name]!.description]));
  const field = enumType(enumeration(`${label}OrderField`, `What ${plural} can be sorted by.`, byWord));
  return inputType(`${label}OrderBy`, `Sorts ${plural}; those without a value are left out.`, {
    field: { type: () => field, description: "What to sort by." },
    direction: { type: () => Direction, description: "ASC unless given.", optional: true },
  });
}

/** `recordedAt` is `RECORDED_AT` in GraphQL. */
export const orderWord = (name: string): string => name.replace(/[A-Z]/g, "_$&").toUpperCase();
