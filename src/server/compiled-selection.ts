import {
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLEnumType,
  GraphQLID,
  GraphQLIncludeDirective,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLScalarType,
  type GraphQLSchema,
  GraphQLSkipDirective,
  GraphQLString,
  getDirectiveValues,
  isAbstractType,
  isEnumType,
  isListType,
  isNonNullType,
  isObjectType,
  isScalarType,
  Kind,
  type SelectionSetNode,
  type VariableValues,
} from 'graphql';

/** What a selection was written in. */
export interface SelectionSource {
  readonly schema: GraphQLSchema;
  readonly fragments: Readonly<Record<string, FragmentDefinitionNode>>;
  readonly variableValues: VariableValues;
  readonly keys: CompiledKeys;
}

/** Keys as they are written before values, one text for all types, because an alias can be long. */
export class CompiledKeys {
  readonly #starts = new Map<string, string>();
  #count = 0;

  /** How many fields were compiled, of all types. */
  get count(): number {
    return this.#count;
  }

  startOf(separator: string, key: string): string {
    this.#count += 1;
    const named = `${separator}${key}`;
    const start = this.#starts.get(named) ?? `${separator}${JSON.stringify(key)}:`;
    this.#starts.set(named, start);
    return start;
  }
}

/** Thrown where a value is not as the plain case has it: then graphql-js executes, and words the error. */
export class NotPlain extends Error {}

/** Writes the JSON text of a value, or throws NotPlain. */
export type Projection = (value: unknown) => string;

/** The mark of the schema on fields and types that are a function of the event alone: nothing else is compiled. */
const ofEventAlone = 'ofEventAlone';

/**
 * A selection on objects as a function from the object to JSON text, the same bytes that executing it and serialising
 * the result gives. Null where a selected field is more than a function of its event.
 */
export function compileSelection(
  source: SelectionSource,
  type: GraphQLOutputType,
  selectionSets: readonly SelectionSetNode[],
): Projection | null {
  const nullable = isNonNullType(type) ? null : compileNullable(source, type, selectionSets);
  if (!isNonNullType(type)) return nullable === null ? null : orNull(nullable);
  return compileNullable(source, type.ofType, selectionSets);
}

function orNull(projection: Projection): Projection {
  return (value) => (value === null || value === undefined ? 'null' : projection(value));
}

/** For values that are not null. */
function compileNullable(
  source: SelectionSource,
  type: GraphQLOutputType,
  selectionSets: readonly SelectionSetNode[],
): Projection | null {
  if (isScalarType(type) || isEnumType(type)) {
    if (type === GraphQLString || type === GraphQLID) return compileText(type);
    if (isEnumType(type)) return compileEnum(type);
    return (value) => {
      const coerced: unknown = type.coerceOutputValue(present(value));
      if (typeof coerced === 'string') return quoted(coerced);
      const text = JSON.stringify(coerced);
      if (text === undefined || coerced === null) throw new NotPlain();
      return text;
    };
  }
  if (isListType(type)) {
    const item = compileSelection(source, type.ofType, selectionSets);
    if (item === null) return null;
    return (value) => {
      if (!Array.isArray(value)) throw new NotPlain();
      return `[${value.map(item).join(',')}]`;
    };
  }
  if (isObjectType(type)) {
    const project = compileObject(source, type, selectionSets);
    return project === null ? null : (value) => project(present(value));
  }
  return null;
}

const needsNoEscape = /^[ !#-[\]-~]*$/;

function quoted(text: string): string {
  return needsNoEscape.test(text) ? `"${text}"` : JSON.stringify(text);
}

function compileText(type: GraphQLScalarType): Projection {
  return (value) => {
    if (typeof value === 'string') return quoted(value);
    return JSON.stringify(type.coerceOutputValue(present(value)));
  };
}

/** The same in every selection. */
const enums = new WeakMap<GraphQLEnumType, Projection>();

function compileEnum(type: GraphQLEnumType): Projection {
  const known = enums.get(type);
  if (known !== undefined) return known;
  const texts = new Map(type.getValues().map(({ name, value }) => [value as unknown, JSON.stringify(name)]));
  const projection: Projection = (value) => {
    const text = texts.get(value);
    if (text === undefined) throw new NotPlain();
    return text;
  };
  enums.set(type, projection);
  return projection;
}

/** A selection on one type of object. */
export function compileObject(
  source: SelectionSource,
  type: GraphQLObjectType,
  selectionSets: readonly SelectionSetNode[],
): Projection | null {
  const fields = new Map<string, FieldNode[]>();
  const spread = new Set<string>();
  for (const selectionSet of selectionSets) collectFields(source, type, selectionSet, fields, spread);
  const writers: Projection[] = [];
  for (const [key, nodes] of fields) {
    const writer = compileField(source, type, nodes);
    if (writer === null) return null;
    const start = source.keys.startOf(writers.length === 0 ? '' : ',', key);
    writers.push((object) => start + writer(object));
  }
  return (object) => {
    let text = '{';
    for (const write of writers) text += write(object);
    return `${text}}`;
  };
}

function compileField(
  source: SelectionSource,
  parent: GraphQLObjectType,
  nodes: readonly FieldNode[],
): Projection | null {
  const name = nodes[0]?.name.value ?? '';
  if (name === '__typename') {
    const text = JSON.stringify(parent.name);
    return () => text;
  }
  const field = parent.getFields()[name];
  if (field === undefined || field.args.length > 0) return null;
  if (field.extensions[ofEventAlone] !== true && parent.extensions[ofEventAlone] !== true) return null;
  const selectionSets = nodes.flatMap((node) => (node.selectionSet === undefined ? [] : [node.selectionSet]));
  const projection = compileSelection(source, field.type, selectionSets);
  if (projection === null) return null;
  const { resolve } = field;
  if (resolve === undefined) return (object) => projection((object as Record<string, unknown>)[name]);
  const resolveAlone = resolve as unknown as (object: unknown, args: object) => unknown;
  return (object) => projection(resolveAlone(object, {}));
}

/** The fields that apply to a type, by the key that they have in the result, in the order of their first mention. */
export function collectFields(
  source: SelectionSource,
  type: GraphQLObjectType,
  selectionSet: SelectionSetNode,
  into: Map<string, FieldNode[]>,
  spread: Set<string> = new Set(),
): void {
  for (const selection of selectionSet.selections) {
    if (!isIncluded(source, selection)) continue;
    if (selection.kind === Kind.FIELD) {
      const key = selection.alias?.value ?? selection.name.value;
      const nodes = into.get(key);
      if (nodes === undefined) into.set(key, [selection]);
      else nodes.push(selection);
    } else if (selection.kind === Kind.INLINE_FRAGMENT) {
      if (!appliesTo(source, selection.typeCondition?.name.value, type)) continue;
      collectFields(source, type, selection.selectionSet, into, spread);
    } else {
      const fragment = source.fragments[selection.name.value];
      if (fragment === undefined || spread.has(selection.name.value)) continue;
      spread.add(selection.name.value);
      if (!appliesTo(source, fragment.typeCondition.name.value, type)) continue;
      collectFields(source, type, fragment.selectionSet, into, spread);
    }
  }
}

function isIncluded(source: SelectionSource, node: Parameters<typeof getDirectiveValues>[1]): boolean {
  if (getDirectiveValues(GraphQLSkipDirective, node, source.variableValues)?.['if'] === true) return false;
  return getDirectiveValues(GraphQLIncludeDirective, node, source.variableValues)?.['if'] !== false;
}

function appliesTo(source: SelectionSource, condition: string | undefined, type: GraphQLObjectType): boolean {
  if (condition === undefined || condition === type.name) return true;
  const wanted = source.schema.getType(condition);
  return isAbstractType(wanted) && source.schema.isSubType(wanted, type);
}

function present(value: unknown): unknown {
  if (value === null || value === undefined || value instanceof Error || value instanceof Promise) {
    throw new NotPlain();
  }
  return value;
}
