import {
  getNamedType, getNullableType, isEnumType, isInputObjectType, isInterfaceType, isLeafType, isListType, isNonNullType, type GraphQLArgument, type GraphQLField,
  type GraphQLInputType, type GraphQLInterfaceType, type GraphQLObjectType, type GraphQLSchema,
} from "graphql";
import { plannedRoot } from "../../src/reads/roots.js";
import type { Random } from "./random.js";

/** A request as a client could send it. */
export interface Asked {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** What the graph holds, for values that find something. */
export interface Known {
  readonly ids: readonly string[];
  readonly keys: Readonly<Record<string, readonly string[]>>;
  readonly cursors: readonly string[];
}

type Composite = GraphQLObjectType | GraphQLInterfaceType;

/** Makes requests of planned fields at random: most of them good, some with values that nothing takes. */
export function generator(schema: GraphQLSchema, known: Known, random: Random) {
  const roots = Object.values(schema.getQueryType()!.getFields()).filter((field) => plannedRoot(field));
  const { chance, oneOf, below } = random;
  let fragments: string[];
  let definitions: string[];
  let variables: Record<string, unknown>;
  let deepest: number;

  return (): Asked => {
    [fragments, definitions, variables, deepest] = [[], [], {}, oneOf([1, 1, 1, 2, 2, 3])];
    const asked = Array.from({ length: chance(0.15) ? 2 : 1 }, (_, at) => `r${at}: ${root(oneOf(roots))}`);
    if (chance(0.05)) asked.push("__typename");
    if (chance(0.02)) asked.push(`extra: search(text: "printer", first: 2) { score node { ${chance(0.5) ? "key" : "__typename"} } }`);
    const declared = definitions.length > 0 ? `(${definitions.join(", ")})` : "";
    return { query: `query Generated${declared} { ${asked.join(" ")} } ${fragments.join(" ")}`, variables };
  };

  function root(field: GraphQLField<unknown, unknown>): string {
    const { by, label } = plannedRoot(field)!;
    const keys = known.keys[label] ?? ["none"];
    const own = by === "key" ? `(key: ${value("String!", chance(0.9) ? oneOf(keys) : "none")})`
      : by === "id" ? `(id: ${value("ID!", oneOf(known.ids))})`
        : by === "ids" ? `(ids: ${value("[ID!]!", Array.from({ length: below(4) }, () => (chance(0.9) ? oneOf(known.ids) : oneOf(["Task_none", "nothing", "Nothing_1"]))))})`
          : args(field, 0);
    return `${field.name}${own}${subselection(field, 0)}`;
  }

  function subselection(field: GraphQLField<unknown, unknown>, depth: number): string {
    const type = getNamedType(field.type);
    return isLeafType(type) ? "" : ` { ${selection(type as Composite, depth)} }`;
  }

  function selection(type: Composite, depth: number): string {
    const isPage = type.name.endsWith("Connection") || type.name.endsWith("Edge") || type.name.endsWith("Link");
    const fields = Object.values(type.getFields()).filter((field) => (isLeafType(getNamedType(field.type)) || isPage || depth < deepest) && (isPlanned(field) || chance(0.1)));
    const simple = fields.filter((field) => isLeafType(getNamedType(field.type)));
    const parts = Array.from({ length: 1 + below(2) }, (): string => {
      if (chance(0.08)) return "__typename";
      if (chance(0.08)) return fragment(type, depth);
      if (isInterfaceType(type) && chance(0.4)) return narrowed(oneOf(schema.getPossibleTypes(type)));
      const field = !isPage && simple.length > 0 && chance(0.6) ? oneOf(simple) : oneOf(fields);
      const alias = chance(0.35) ? `${oneOf(["a", "b", "c", "shown"])}${below(90)}: ` : "";
      return `${alias}${field.name}${alias === "" && field.args.length > 0 ? "" : args(field, depth + 1)}${directive()}${subselection(field, isPage ? depth : depth + 1)}`;
    });
    return parts.join(" ");
  }

  function narrowed(type: GraphQLObjectType): string {
    return `... on ${type.name} { ${selection(type, 3)} }`;
  }

  function fragment(type: Composite, depth: number): string {
    if (chance(0.5)) return `...${chance(0.5) ? ` on ${type.name}` : ""}${directive()} { ${selection(type, depth)} }`;
    const name = `F${fragments.length}`;
    fragments.push("");
    fragments[Number(name.slice(1))] = `fragment ${name} on ${type.name} { ${selection(type, depth)} }`;
    return `...${name}${directive()}`;
  }

  function directive(): string {
    if (!chance(0.1)) return "";
    return ` @${oneOf(["skip", "include"])}(if: ${value("Boolean!", chance(0.5))})`;
  }

  /** The value as a literal, or as a variable of this type. */
  function value(type: string, given: unknown): string {
    if (chance(0.5)) return literal(given);
    const name = `v${definitions.length}`;
    definitions.push(`$${name}: ${type}`);
    if (given !== undefined) variables[name] = given;
    return `$${name}`;
  }

  function args(field: GraphQLField<unknown, unknown>, depth: number): string {
    const given = field.args.flatMap((arg) => argument(arg, depth));
    return given.length > 0 ? `(${given.join(", ")})` : "";
  }

  function argument({ name, type }: GraphQLArgument, depth: number): readonly string[] {
    const say = (given: unknown) => [`${name}: ${value(String(type), given)}`];
    if (name === "first") return chance(0.7) ? say(chance(0.04) ? oneOf([-1, 5000, null]) : below(depth === 0 ? 6 : 3)) : [];
    if (name === "last") return chance(0.05) ? say(below(4)) : [];
    if (name === "after") return chance(0.06) ? say(chance(0.7) && known.cursors.length > 0 ? oneOf(known.cursors) : oneOf(["nonsense", null])) : [];
    if (name === "before" || name === "workspace") return chance(0.02) ? say(null) : [];
    if (name === "filter" || name === "orderBy") return chance(name === "filter" ? 0.25 : 0.2) ? [`${name}: ${input(type, 0)}`] : [];
    return isNonNullType(type) ? [`${name}: ${input(type, 0)}`] : [];
  }

  function input(type: GraphQLInputType, depth: number): string {
    const inner = getNullableType(type);
    if (chance(0.03) && !isNonNullType(type)) return chance(0.5) ? "null" : value(String(type), null);
    if (isListType(inner)) return `[${Array.from({ length: 1 + below(2) }, () => input(inner.ofType as GraphQLInputType, depth + 1)).join(", ")}]`;
    if (isEnumType(inner)) return enumValue(String(type), oneOf(inner.getValues()).name);
    if (!isInputObjectType(inner)) return value(String(type), scalar(inner.name));
    const all = Object.values(inner.getFields());
    const required = all.filter((field) => isNonNullType(field.type));
    const others = all.filter((field) => depth < 3 || isLeafFilter(field.type)).filter(() => chance(1.2 / all.length));
    return `{${[...new Set([...required, ...others])].map(({ name, type: of }) => `${name}: ${input(of, depth + 1)}`).join(", ")}}`;
  }

  function isLeafFilter(type: GraphQLInputType): boolean {
    const inner = getNamedType(type);
    return !isInputObjectType(inner) || Object.values(inner.getFields()).every((field) => isLeafType(getNamedType(field.type)));
  }

  /** A word is said as itself in the document, and as text among variables. */
  function enumValue(type: string, word: string): string {
    if (chance(0.7)) return word;
    const name = `v${definitions.length}`;
    definitions.push(`$${name}: ${type}`);
    variables[name] = chance(0.95) ? word : "NO_SUCH_WORD";
    return `$${name}`;
  }

  function scalar(name: string): unknown {
    if (chance(0.02)) return { Int: "1", Float: true, Boolean: 3, DateTime: "yesterday" }[name] ?? 7;
    switch (name) {
      case "Int": case "SafeInt": return below(100);
      case "Float": return below(100) / 100;
      case "Boolean": return chance(0.5);
      case "DateTime": return oneOf(["2026-01-01T00:00:00Z", "2030-06-01T00:00:00.000Z"]);
      case "ID": return oneOf(known.ids);
      default: return chance(0.3) ? oneOf(Object.values(known.keys).flat()) : oneOf(["a", "it", "printer", ""]);
    }
  }
}

/** Other values for the same variables, of the same kinds. */
export function redrawn(variables: Asked["variables"], { ids, keys }: Known, { below, oneOf, chance }: Random): Asked["variables"] {
  const redraw = (value: unknown): unknown => {
    if (typeof value === "boolean") return !value;
    if (typeof value === "number") return Number.isInteger(value) ? below(6) : below(100) / 100;
    if (Array.isArray(value)) return chance(0.2) ? [] : [...(value as readonly unknown[]).map(redraw), ...(chance(0.3) ? value as readonly unknown[] : [])];
    if (typeof value !== "string" || /^[A-Z_]+$|^\d{4}-/.test(value)) return value;
    return ids.includes(value) ? oneOf(ids) : oneOf(Object.values(keys).flat());
  };
  return Object.fromEntries(Object.entries(variables).map(([name, value]) => [name, redraw(value)]));
}

const pageArguments = ["first", "after", "last", "before", "filter", "orderBy", "workspace"];
const isPlanned = ({ args }: GraphQLField<unknown, unknown>): boolean => args.every(({ name }) => pageArguments.includes(name));

const literal = (given: unknown): string => JSON.stringify(given === undefined ? null : given);
