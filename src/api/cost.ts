import {
  getArgumentValues, getNamedType, getNullableType, getVariableValues, isCompositeType, isInterfaceType, isListType, isObjectType, Kind, SchemaMetaFieldDef, TypeMetaFieldDef,
  type DocumentNode, type FieldNode, type GraphQLField, type GraphQLNamedType, type GraphQLSchema, type OperationDefinitionNode, type SelectionNode, type SelectionSetNode,
} from "graphql";
import { defaultPage } from "../reads/page.js";
import { fragmentsOf, isLeftOut, type Place, type Request } from "../reads/selection.js";

/** What an operation may come to at most, known before any of it is done. */
export interface Cost {
  /** Objects that the answer can hold: 1 a node, and 1 a count. Pages and their edges are free, introspection isn't in it. */
  readonly objects: number;
  /** The field that most of them are of; null where there are none. */
  readonly largest: Share | null;
  /** Fields one below another, fragments opened. */
  readonly depth: number;
  /** Fields that are given another name. */
  readonly aliases: number;
  /** The same of what asks about the schema: fields in all, and one below another. */
  readonly introspection: { readonly fields: number; readonly depth: number };
}

/** One field's part of the objects. */
export interface Share {
  /** Such as `tasks.nodes.versions`, by response keys. */
  readonly path: string;
  readonly objects: number;
  /** What its length was taken from, such as `first`; null where no argument says. */
  readonly argument: string | null;
  readonly length: number;
}

/**
 * Items that a list without arguments of its own is taken to hold: the handful of things that a node has of a kind, passages,
 * reasons, policies.
 */
const usualLength = 10;

/** Most fields that are looked at once fragments are opened; what has more is taken to cost more than any limit. */
const mostFields = 5_000;

/** Arguments that say how long a list gets: a number, or a list with an item each. */
export const lengthArguments = ["last", "first", "maxNodes", "ids", "input", "keys"] as const;

/** The cost of a valid operation with these variables. @throws GraphQLError for those that don't fit it. */
export function costOf(schema: GraphQLSchema, document: DocumentNode, operation: OperationDefinitionNode, variables: Variables): Cost {
  const { coerced, errors } = getVariableValues(schema, operation.variableDefinitions ?? [], variables, { maxErrors: 1 });
  if (!coerced) throw errors[0]!;
  const root = schema.getRootType(operation.operation)!;
  const asked: Request = { schema, variableValues: coerced, fragments: fragmentsOf(document) };
  const introspection = { fields: 0, depth: 0 };
  let [objects, depth, aliases, seen, largest] = [0, 0, 0, 0, null as Share | null];
  walk([operation], { type: root, times: 1, list: undefined, path: "", depth: 1, introspects: false });
  return { objects: seen > mostFields ? Infinity : objects, largest, depth, aliases, introspection };

  function walk(places: readonly Place[], level: Level): void {
    for (const { key, type, nodes } of opened(asked, places, level.type)) {
      seen += 1;
      if (seen > mostFields) return;
      aliases += nodes[0]!.alias ? 1 : 0;
      visit(key, nodes, { ...level, type });
    }
  }

  function visit(key: string, nodes: readonly FieldNode[], { type, times, list, path: above, depth: at, introspects: isBelow }: Level): void {
    const name = nodes[0]!.name.value;
    const field = metaFields.get(name) ?? (isObjectType(type) || isInterfaceType(type) ? type.getFields()[name] : undefined);
    const introspects = isBelow || metaFields.has(name);
    if (introspects) Object.assign(introspection, { fields: introspection.fields + 1, depth: Math.max(introspection.depth, at) });
    else depth = Math.max(depth, at);
    if (!field) return;
    const path = above === "" ? key : `${above}.${key}`;
    const named = getNamedType(field.type);
    if (!isCompositeType(named)) return name === "totalCount" ? add({ path, argument: null, length: 1 }, times) : undefined;
    const isList = isListType(getNullableType(field.type));
    const own = lengthOf(field, nodes[0]!, asked.variableValues);
    const said = isList ? own ?? list ?? { argument: null, length: usualLength } : { argument: null, length: 1 };
    if (!introspects && !isPart(named)) add({ path, ...said }, times);
    const below = isList ? undefined : own ?? (named.name.endsWith("Connection") ? { argument: "first", length: defaultPage } : undefined);
    walk(nodes, { type: named, times: introspects ? 0 : times * said.length, list: below, path, depth: at + 1, introspects });
  }

  function add(share: Omit<Share, "objects">, times: number): void {
    const own = times * share.length;
    objects += own;
    if (own > (largest?.objects ?? 0)) largest = { ...share, objects: own };
  }
}

type Variables = Readonly<Record<string, unknown>>;
type Length = Pick<Share, "argument" | "length">;

/** Where in the operation fields are looked at. */
interface Level {
  readonly type: GraphQLNamedType;
  /** How often the response has it. */
  readonly times: number;
  /** What lists right below hold, where the field above them says. */
  readonly list: Length | undefined;
  readonly path: string;
  readonly depth: number;
  readonly introspects: boolean;
}

const metaFields: ReadonlyMap<string, GraphQLField<unknown, unknown>> = new Map([SchemaMetaFieldDef, TypeMetaFieldDef].map((field) => [field.name, field]));

/** What holds nodes and is none: a page, an edge, where a page stands. */
const isPart = ({ name }: GraphQLNamedType): boolean => /(Connection|Edge|Link)$|^PageInfo$/.test(name);

/** How long its arguments say that a field's list gets; undefined where none does. */
function lengthOf(field: GraphQLField<unknown, unknown>, node: FieldNode, variables: Variables): Length | undefined {
  if (!field.args.some(({ name }) => lengthArguments.includes(name as never))) return undefined;
  const args = argumentsOf(field, node, variables);
  for (const argument of lengthArguments) {
    const value = args[argument];
    const length = Array.isArray(value) ? value.length : value;
    if (typeof length === "number") return { argument, length: Math.max(length, 0) };
  }
  return undefined;
}

/** Those that don't fit are for execution to refuse. */
function argumentsOf(...[field, node, variables]: Parameters<typeof getArgumentValues>): Variables {
  try {
    return getArgumentValues(field, node, variables);
  } catch {
    return {};
  }
}

interface Opened {
  readonly key: string;
  /** On which the field stands: that of the innermost fragment around it. */
  readonly type: GraphQLNamedType;
  readonly nodes: FieldNode[];
}

/** The fields below some places by type and response key: fragments of all types opened, without what directives leave out. */
function opened(asked: Request, places: readonly Place[], type: GraphQLNamedType): Iterable<Opened> {
  const found = new Map<string, Opened>();
  const entered = new Set<string>();
  for (const { selectionSet } of places) if (selectionSet) open(selectionSet, type);
  return found.values();

  function open({ selections }: SelectionSetNode, on: GraphQLNamedType): void {
    for (const selection of selections) {
      if (isSurelyLeftOut(asked, selection)) continue;
      if (selection.kind === Kind.FIELD) {
        const key = (selection.alias ?? selection.name).value;
        const known = found.get(`${on.name} ${key}`);
        if (known) known.nodes.push(selection);
        else found.set(`${on.name} ${key}`, { key, type: on, nodes: [selection] });
        continue;
      }
      if (selection.kind === Kind.FRAGMENT_SPREAD && entered.has(selection.name.value)) continue;
      if (selection.kind === Kind.FRAGMENT_SPREAD) entered.add(selection.name.value);
      const fragment = selection.kind === Kind.FRAGMENT_SPREAD ? asked.fragments[selection.name.value]! : selection;
      open(fragment.selectionSet, fragment.typeCondition ? asked.schema.getType(fragment.typeCondition.name.value)! : on);
    }
  }
}

/** Not where a directive's value doesn't fit: execution then fails there, and goes on elsewhere. */
function isSurelyLeftOut(asked: Request, selection: SelectionNode): boolean {
  try {
    return isLeftOut(asked, selection);
  } catch {
    return false;
  }
}
