import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  isCompositeType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
  type ValueNode,
} from 'graphql';
import { maxPageSize } from '../resolvers/connection.ts';

type Variables = Readonly<Record<string, unknown>>;

/** How many values an answer can hold, with these variables. */
type Cost = (variables: Variables) => number;

/** What is assumed of a list that nothing bounds, such as the children of an issue. */
const assumedLength = 10;
/** What a connection holds when no size is asked for. */
const defaultPageSize = 20;

const known = new WeakMap<DocumentNode, Map<string, Cost>>();

/**
 * How many values the operation can ask for: each field is one, times the size of every list that it stands in. Sizes
 * come from `first`, `last` and lists of ids, also when they are variables. The document has been validated.
 */
export function operationCost(
  schema: GraphQLSchema,
  document: DocumentNode,
  operationName: string | null | undefined,
  variables: Variables,
): number {
  let costs = known.get(document);
  if (costs === undefined) {
    costs = new Map();
    known.set(document, costs);
  }
  const name = operationName ?? '';
  let cost = costs.get(name);
  if (cost === undefined) {
    cost = compile(schema, document, operationName ?? null);
    costs.set(name, cost);
  }
  return cost(variables);
}

interface Compiling {
  readonly schema: GraphQLSchema;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly defaults: ReadonlyMap<string, ValueNode>;
}

function compile(schema: GraphQLSchema, document: DocumentNode, operationName: string | null): Cost {
  const operations = document.definitions.filter(
    (definition): definition is OperationDefinitionNode => definition.kind === Kind.OPERATION_DEFINITION,
  );
  const operation = operations.find(({ name }) => operationName === null || name?.value === operationName);
  const root = operation === undefined ? undefined : schema.getRootType(operation.operation);
  if (operation === undefined || root == null) return () => 0;
  const fragments = new Map(
    document.definitions.flatMap((definition) =>
      definition.kind === Kind.FRAGMENT_DEFINITION ? [[definition.name.value, definition] as const] : [],
    ),
  );
  const defaults = new Map(
    (operation.variableDefinitions ?? []).flatMap(({ variable, defaultValue }) =>
      defaultValue === undefined ? [] : [[variable.name.value, defaultValue] as const],
    ),
  );
  return ofSelections({ schema, fragments, defaults }, operation.selectionSet, root);
}

function ofSelections(
  compiling: Compiling,
  selectionSet: SelectionSetNode,
  parent: GraphQLCompositeType,
): Cost {
  const costs = selectionSet.selections.map((selection): Cost => {
    if (selection.kind === Kind.FIELD) return ofField(compiling, selection, parent);
    const fragment =
      selection.kind === Kind.FRAGMENT_SPREAD ? compiling.fragments.get(selection.name.value) : selection;
    if (fragment === undefined) return () => 0;
    const condition = fragment.typeCondition?.name.value;
    const type = condition === undefined ? parent : compiling.schema.getType(condition);
    return isCompositeType(type) ? ofSelections(compiling, fragment.selectionSet, type) : () => 0;
  });
  return (variables) => costs.reduce((sum, cost) => sum + cost(variables), 0);
}

function ofField(compiling: Compiling, node: FieldNode, parent: GraphQLCompositeType): Cost {
  const { selectionSet } = node;
  // What the schema says of itself is bounded by the depth that validation allows.
  if (selectionSet === undefined || node.name.value.startsWith('__')) return () => 1;
  const field =
    isObjectType(parent) || isInterfaceType(parent) ? parent.getFields()[node.name.value] : undefined;
  const type = field === undefined ? undefined : getNamedType(field.type);
  if (field === undefined || !isCompositeType(type)) return () => 1;
  const inner = ofSelections(compiling, selectionSet, type);
  const size = sizeOf(compiling, node, {
    isPaged: field.args.some((argument) => argument.name === 'first'),
    isList: isList(field.type) && !isPage(parent),
  });
  return (variables) => 1 + size(variables) * inner(variables);
}

function sizeOf(
  { defaults }: Compiling,
  node: FieldNode,
  { isPaged, isList }: { readonly isPaged: boolean; readonly isList: boolean },
): (variables: Variables) => number {
  const given = new Map((node.arguments ?? []).map(({ name, value }) => [name.value, value]));
  if (isPaged) {
    const sizes = [given.get('first'), given.get('last')].filter((value) => value !== undefined);
    return (variables) => {
      const asked = sizes.flatMap((value) => numberIn(value, variables, defaults) ?? []);
      // A page of more is refused by its list, which says what is allowed.
      return asked.length === 0 ? defaultPageSize : Math.min(Math.max(...asked), maxPageSize);
    };
  }
  const ids = given.get('ids');
  if (isList && ids !== undefined) return (variables) => lengthIn(ids, variables, defaults) ?? assumedLength;
  const size = isList ? assumedLength : 1;
  return () => size;
}

function numberIn(
  value: ValueNode,
  variables: Variables,
  defaults: ReadonlyMap<string, ValueNode>,
): number | null {
  if (value.kind === Kind.INT) return Math.max(0, Number(value.value));
  if (value.kind !== Kind.VARIABLE) return null;
  const given = variables[value.name.value];
  if (typeof given === 'number') return Math.max(0, given);
  const fallback = defaults.get(value.name.value);
  return given === undefined && fallback?.kind === Kind.INT ? Number(fallback.value) : null;
}

function lengthIn(
  value: ValueNode,
  variables: Variables,
  defaults: ReadonlyMap<string, ValueNode>,
): number | null {
  if (value.kind === Kind.LIST) return value.values.length;
  if (value.kind !== Kind.VARIABLE) return null;
  const given = variables[value.name.value];
  if (Array.isArray(given)) return given.length;
  const fallback = defaults.get(value.name.value);
  return given === undefined && fallback?.kind === Kind.LIST ? fallback.values.length : null;
}

/** The rows of a page are counted where the page is asked for. */
function isPage(type: GraphQLCompositeType): boolean {
  return isObjectType(type) && type.getFields()['pageInfo'] !== undefined;
}

function isList(type: GraphQLOutputType): boolean {
  return isNonNullType(type) ? isList(type.ofType) : isListType(type);
}
