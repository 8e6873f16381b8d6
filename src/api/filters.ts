import { shape } from "../entity/abstract.js";
import type { Catalogue } from "../entity/catalogue.js";
import { commonFields } from "../entity/common.js";
import type { Edge } from "../entity/edges.js";
import { endLabel, type Entities } from "../entity/ends.js";
import type { Field, Fields, Kind } from "../entity/fields.js";
import { inputType, mapped, type Member, type Type } from "../types/dynamic.js";
import { enumType, fieldTypeName, scalars } from "../types/fieldTypes.js";

/** `TaskFilter`, `TaskListFilter`, `StringFilter` and so on, by name. All are made at once: type-graphql knows no latecomers. */
export function filterTypes({ entities, enumerations }: Catalogue): ReadonlyMap<string, Type> {
  const words = enumerations.map((enumeration): readonly [string, object, Kind] => [enumeration.name, enumType(enumeration), "enum"]);
  const types: ReadonlyMap<string, Type> = new Map([
    ...[...plain, ...words].flatMap(([name, type, kind]) => [
      scalarFilter(name, type, operators[kind]),
      scalarFilter(`${name}List`, type, ["has", "hasAny", "hasAll", "isEmpty"]),
    ]),
    ...["Node", "Version", ...entities.keys()].flatMap((label) => [listFilter(label, () => filter(label)), entityFilter(label)]),
  ]);
  const filter = (name: string): Type => types.get(`${name}Filter`)!;
  return types;

  /** Members go without a description here: fields and edges repeat the entity's. */
  function entityFilter(label: string): readonly [string, Type] {
    const { fields, edges, plural } = shape(entities, label);
    const self = () => filter(label);
    return [`${label}Filter`, inputType(`${label}Filter`, `Picks ${plural}; all conditions must hold.`, {
      and: maybe(() => [self()]),
      or: maybe(() => [self()]),
      not: maybe(self),
      ...mapped(comparable({ ...commonFields, ...fields }), (field) => maybe(() => filter(fieldTypeName(field) + (field.list ? "List" : "")))),
      ...mapped(edges, (edge) => maybe(() => filter(endName(entities, edge)))),
    })];
  }
}

const comparable = (fields: Fields): Fields =>
  Object.fromEntries(Object.entries<Field>(fields).filter(([, field]) => field.filter !== false && !field.secret));
const endName = (entities: Entities, edge: Edge): string => endLabel(entities, edge) + (edge.many ? "List" : "");

const listFilter = (label: string, end: () => Type): readonly [string, Type] =>
  [`${label}ListFilter`, inputType(`${label}ListFilter`, "How many of a list must fit; an empty list fits `every`.", { some: maybe(end), none: maybe(end), every: maybe(end) })];

const scalarFilter = (name: string, type: unknown, allowed: readonly Operator[]): readonly [string, Type] =>
  [`${name}Filter`, inputType(`${name}Filter`, `Compares ${name.replace(/(.+)List$/, "a list of $1")}; all conditions must hold.`,
    Object.fromEntries(allowed.map((operator) => [operator, maybe(operand(operator, type), meanings[operator])])))];

const maybe = (type: () => unknown, description = ""): Member => ({ type, description, optional: true });

const plain = Object.entries(scalars).filter(([kind]) => kind !== "json")
  .map(([kind, [name, type]]): readonly [string, object, Kind] => [name, type, kind as Kind]);

const meanings = {
  eq: "Equal.", ne: "Not equal.", in: "One of these.", notIn: "None of these.", lt: "Less.", lte: "Less or equal.", gt: "More.",
  gte: "More or equal.", contains: "Holds this text, case counts.", startsWith: "Begins with this text, case counts.", isNull: "Has no value.",
  has: "Holds this.", hasAny: "Holds one of these.", hasAll: "Holds all of these.", isEmpty: "Holds nothing.",
} as const;
type Operator = keyof typeof meanings;

const operand = (operator: Operator, type: unknown) => () =>
  ["in", "notIn", "hasAny", "hasAll"].includes(operator) ? [type] : ["isNull", "isEmpty"].includes(operator) ? Boolean : type;

const ordered = ["eq", "ne", "in", "notIn", "lt", "lte", "gt", "gte", "isNull"] as const;
const operators = {
  id: ["eq", "in"], text: [...ordered, "contains", "startsWith"], int: ordered, long: ordered, float: ordered, instant: ordered,
  flag: ["eq", "isNull"], enum: ["eq", "ne", "in", "notIn", "isNull"], json: [],
} as const satisfies Record<Kind, readonly Operator[]>;
