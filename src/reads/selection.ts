import {
  getArgumentValues, getDirectiveValues, GraphQLIncludeDirective, GraphQLSkipDirective, isAbstractType, isInterfaceType, isObjectType, Kind, SchemaMetaFieldDef, TypeMetaFieldDef, TypeNameMetaFieldDef,
  type DocumentNode, type FieldNode, type FragmentDefinitionNode, type GraphQLField, type GraphQLInterfaceType, type GraphQLObjectType, type GraphQLSchema, type OperationDefinitionNode, type SelectionNode, type SelectionSetNode,
} from "graphql";

/** What a selection is read by: the schema, the fragments of its document and the values of its variables. */
export interface Request {
  readonly schema: GraphQLSchema;
  readonly fragments: Readonly<Record<string, FragmentDefinitionNode>>;
  readonly variableValues: Readonly<Record<string, unknown>>;
}

/** A document's fragments by their names. */
export const fragmentsOf = ({ definitions }: DocumentNode): Request["fragments"] =>
  Object.fromEntries(definitions.flatMap((definition) => (definition.kind === Kind.FRAGMENT_DEFINITION ? [[definition.name.value, definition] as const] : [])));

/** Where a document selects: a field, or an operation at its root. */
export type Place = Pick<FieldNode | OperationDefinitionNode, "selectionSet">;

/** One response key of a type: the field, its coerced arguments, and all places in the document that ask for it. */
export interface Selected {
  readonly key: string;
  readonly name: string;
  readonly field: GraphQLField<unknown, unknown>;
  readonly args: Readonly<Record<string, unknown>>;
  readonly nodes: readonly FieldNode[];
}

/** The fields chosen of an object type below these places: fragments opened, what @skip and @include leave out gone, in the order of the response. */
export function selected(request: Request, typeName: string, nodes: readonly Place[]): readonly Selected[] {
  const type = composite(request, typeName);
  const groups = new Map<string, FieldNode[]>();
  for (const { selectionSet } of nodes) if (selectionSet) collect(request, type, selectionSet, groups);
  return [...groups.values()].map((places) => {
    const name = places[0]!.name.value;
    return chosen(metaFields.get(name) ?? type.getFields()[name]!, places, request.variableValues);
  });
}

/** Fields that every type has, and those of introspection. */
const metaFields: ReadonlyMap<string, GraphQLField<unknown, unknown>> = new Map([TypeNameMetaFieldDef, SchemaMetaFieldDef, TypeMetaFieldDef].map((field) => [field.name, field]));

/** A field as these places ask for it, which have one response key and one set of arguments. */
export function chosen(field: GraphQLField<unknown, unknown>, nodes: readonly FieldNode[], variableValues: Request["variableValues"]): Selected {
  const { alias, name } = nodes[0]!;
  return { key: (alias ?? name).value, name: name.value, field, args: getArgumentValues(field, nodes[0]!, variableValues), nodes };
}

/** What tells places in one document apart from all others. */
export const placeOf = (nodes: readonly FieldNode[]): string => nodes.map(({ loc, name }) => `${name.value}${loc?.start}`).join();

/** The names of the types that fragments below these places ask about, at this level. */
export function typesAskedFor(request: Request, nodes: readonly FieldNode[]): ReadonlySet<string> {
  const names = new Set<string>();
  const visit = ({ selections }: SelectionSetNode): void => selections.forEach((selection) => {
    if (selection.kind === Kind.FIELD) return;
    const fragment = opened(request, selection);
    if (fragment.typeCondition) names.add(fragment.typeCondition.name.value);
    visit(fragment.selectionSet);
  });
  nodes.forEach(({ selectionSet }) => selectionSet && visit(selectionSet));
  return names;
}

function collect(request: Request, type: GraphQLObjectType | GraphQLInterfaceType, set: SelectionSetNode, groups: Map<string, FieldNode[]>): void {
  for (const selection of set.selections) {
    if (isLeftOut(request, selection)) continue;
    if (selection.kind === Kind.FIELD) {
      const key = (selection.alias ?? selection.name).value;
      const known = groups.get(key);
      if (known) known.push(selection);
      else groups.set(key, [selection]);
      continue;
    }
    const fragment = opened(request, selection);
    if (applies(request, type, fragment.typeCondition?.name.value)) collect(request, type, fragment.selectionSet, groups);
  }
}

const opened = ({ fragments }: Request, selection: Exclude<SelectionNode, FieldNode>) =>
  selection.kind === Kind.FRAGMENT_SPREAD ? fragments[selection.name.value]! : selection;

/** Whether @skip or @include leaves it out. @throws GraphQLError where a directive's value doesn't fit. */
export const isLeftOut = ({ variableValues }: Pick<Request, "variableValues">, selection: SelectionNode): boolean =>
  getDirectiveValues(GraphQLSkipDirective, selection, variableValues)?.["if"] === true
  || getDirectiveValues(GraphQLIncludeDirective, selection, variableValues)?.["if"] === false;

function applies({ schema }: Request, type: GraphQLObjectType | GraphQLInterfaceType, condition: string | undefined): boolean {
  if (!condition || condition === type.name) return true;
  const wider = schema.getType(condition);
  return isAbstractType(wider) && schema.isSubType(wider, type);
}

function composite({ schema }: Request, name: string): GraphQLObjectType | GraphQLInterfaceType {
  const type = schema.getType(name);
  if (isObjectType(type) || isInterfaceType(type)) return type;
  throw new Error(`${name} is no type with fields.`);
}
