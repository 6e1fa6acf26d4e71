import {
  type DocumentNode,
  type ExecutionArgs,
  GraphQLError,
  Kind,
  NoSchemaIntrospectionCustomRule,
  type ParseOptions,
  parse,
  type SelectionNode,
  type SelectionSetNode,
  type Source,
  type ValidationRule,
  validate,
} from 'graphql';
import type { OperationLimits } from '../config.ts';
import { textFault } from '../domain/text.ts';
import { operationCost } from './operation-cost.ts';
import type { TrustedDocuments } from './trusted-documents.ts';
import { requestError } from './wire-error.ts';

/** Characters of one document: a token can be as long as the body. */
const documentMaxLength = 1024 * 1024;
/** Tokens of one document: bounds what the parser builds. */
const documentMaxTokens = 20_000;
/** Selections of one document, with each fragment counted wherever it is spread: bounds what validation compares. */
const documentMaxSelections = 2000;
/** Selection sets inside each other: bounds how deep validation and execution call themselves. */
const documentMaxDepth = 100;
/** Selections beside each other in one set. */
const documentMaxBreadth = 500;
/** Fields under another name, with each fragment counted wherever it is spread: bounds how often one thing is asked for. */
const documentMaxAliases = 500;
/** Directives of one document, with each fragment counted wherever it is spread. */
const documentMaxDirectives = 500;
/**
 * How much of the schema may be asked for, with each fragment counted wherever it is spread: the whole of it is worked
 * out in one go, and answers nobody else meanwhile.
 */
const documentMaxIntrospection = 100;
const introspectionWeights: Readonly<Record<string, number>> = { __schema: 20, __type: 2 };
/** Lists and objects inside each other in the variables. */
const variablesMaxDepth = 100;

/** Parses within the limits. Throws GraphQLErrors with a code. */
function parseDocument(source: string | Source, options?: ParseOptions): DocumentNode {
  const { length } = typeof source === 'string' ? source : source.body;
  if (length > documentMaxLength) {
    const message = `The document has ${length} characters; allowed are ${documentMaxLength}. Give long texts in the variables.`;
    throw tooComplex(message);
  }
  try {
    return parse(source, { ...options, maxTokens: documentMaxTokens });
  } catch (error) {
    if (error instanceof RangeError) throw tooComplex('The document is nested too deep to be read.');
    if (!(error instanceof GraphQLError)) throw error;
    if (error.message.includes('tokens. Parsing aborted')) {
      throw tooComplex(`The document has more than ${documentMaxTokens} tokens.`);
    }
    throw requestError('GRAPHQL_PARSE_FAILED', error.message, {
      source: error.source ?? null,
      positions: error.positions ?? null,
    });
  }
}

/** What is checked of every operation, over HTTP and WebSocket alike. */
export interface DocumentCheck {
  /** Throws GraphQLErrors with a code. */
  readonly parse: typeof parseDocument;
  readonly validate: typeof validate;
  /** Beside those of the specification. */
  readonly rules: readonly ValidationRule[];
  /** What is wrong with an operation before it is executed, its variables in hand: an error, or null. */
  readonly operationFault: (args: ExecutionArgs) => GraphQLError | null;
  /** Whether errors may name what the schema has. */
  readonly hidesSchema: boolean;
}

export function createDocumentCheck(limits: OperationLimits, trusted: TrustedDocuments): DocumentCheck {
  const hidesSchema = limits.introspection === 'closed';
  return {
    hidesSchema,
    rules: hidesSchema ? [wellFormedLiterals, NoSchemaIntrospectionCustomRule] : [wellFormedLiterals],
    parse: (source, options) => {
      trusted.check(typeof source === 'string' ? source : source.body);
      return parseDocument(source, options);
    },
    validate: (schema, document, rules) =>
      validateDocument(schema, document, rules, { hideSuggestions: hidesSchema }),
    operationFault: ({ schema, document, operationName, variableValues }) => {
      const fault = variablesFault(variableValues);
      if (fault !== null) return fault;
      const cost = operationCost(schema, document, operationName, variableValues ?? {});
      if (cost <= limits.maxCost) return null;
      return tooComplex(
        `The operation can ask for ${cost} values; allowed are ${limits.maxCost}. Ask for smaller pages.`,
      );
    },
  };
}

/** Validates what is small enough for it: fragments count wherever they are spread, without being expanded. */
const validateDocument: typeof validate = (schema, document, ...rest) => {
  const { selections, depth, breadth, aliases, directives, introspection } = measure(document);
  if (directives > documentMaxDirectives) {
    return [tooComplex(`The document has more than ${documentMaxDirectives} directives.`)];
  }
  if (aliases > documentMaxAliases) {
    const message = `The document has more than ${documentMaxAliases} aliases, counting each fragment wherever it is spread. Ask in several requests.`;
    return [tooComplex(message)];
  }
  if (breadth > documentMaxBreadth) {
    const message = `The document selects more than ${documentMaxBreadth} fields beside each other. Ask in several requests.`;
    return [tooComplex(message)];
  }
  if (selections > documentMaxSelections) {
    const message = `The document selects more than ${documentMaxSelections} fields, counting each fragment wherever it is spread.`;
    return [tooComplex(message)];
  }
  if (introspection > documentMaxIntrospection) {
    const { __schema: whole = 1, __type: one = 1 } = introspectionWeights;
    const most = `${documentMaxIntrospection / whole} times for __schema or ${documentMaxIntrospection / one} times for __type`;
    return [tooComplex(`The document asks for the schema too often; allowed is ${most}.`)];
  }
  if (depth > documentMaxDepth) {
    return [tooComplex(`The document nests selections more than ${documentMaxDepth} deep.`)];
  }
  try {
    const errors = validate(schema, document, ...rest);
    // graphql's own bound on how often it compares fields that may overlap.
    const aborted = errors.some((error) => error.message === 'Validation aborted.');
    return aborted ? [tooComplex('The document selects the same fields too often.')] : errors;
  } catch (error) {
    if (error instanceof RangeError) return [tooComplex('The document is nested too deep to be validated.')];
    throw error;
  }
};

function tooComplex(message: string): GraphQLError {
  return requestError('DOCUMENT_TOO_COMPLEX', message);
}

interface Measure {
  readonly selections: number;
  readonly depth: number;
  readonly breadth: number;
  readonly aliases: number;
  readonly directives: number;
  readonly introspection: number;
}

const nothing: Measure = {
  selections: 0,
  depth: 0,
  breadth: 0,
  aliases: 0,
  directives: 0,
  introspection: 0,
};

/** Both beside each other. */
function plus(a: Measure, b: Measure): Measure {
  return {
    selections: a.selections + b.selections,
    depth: Math.max(a.depth, b.depth),
    breadth: Math.max(a.breadth, b.breadth),
    aliases: a.aliases + b.aliases,
    directives: a.directives + b.directives,
    introspection: a.introspection + b.introspection,
  };
}

function measure(document: DocumentNode): Measure {
  const fragments = new Map<string, SelectionSetNode>();
  const known = new Map<string, Measure>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION)
      fragments.set(definition.name.value, definition.selectionSet);
  }
  const ofFragment = (name: string): Measure => {
    const measured = known.get(name);
    if (measured !== undefined) return measured;
    // A fragment inside itself counts nothing here: validation refuses it.
    known.set(name, nothing);
    const result = ofSelections(fragments.get(name));
    known.set(name, result);
    return result;
  };
  const ofSelection = (selection: SelectionNode): Measure => {
    const inner =
      selection.kind === Kind.FRAGMENT_SPREAD
        ? ofFragment(selection.name.value)
        : ofSelections(selection.selectionSet);
    return {
      ...inner,
      selections: 1 + inner.selections,
      aliases: inner.aliases + (selection.kind === Kind.FIELD && selection.alias !== undefined ? 1 : 0),
      directives: inner.directives + (selection.directives?.length ?? 0),
      introspection: inner.introspection + weightOf(selection),
    };
  };
  const ofSelections = (selectionSet: SelectionSetNode | undefined): Measure => {
    if (selectionSet === undefined) return nothing;
    const { selections } = selectionSet;
    const inner = selections.map(ofSelection).reduce(plus, nothing);
    return {
      ...inner,
      depth: 1 + inner.depth,
      breadth: Math.max(selections.length, inner.breadth),
    };
  };
  return document.definitions
    .map((definition) =>
      definition.kind === Kind.OPERATION_DEFINITION
        ? ofSelections(definition.selectionSet)
        : definition.kind === Kind.FRAGMENT_DEFINITION
          ? ofFragment(definition.name.value)
          : nothing,
    )
    .reduce(plus, nothing);
}

function weightOf(selection: SelectionNode): number {
  return selection.kind === Kind.FIELD ? (introspectionWeights[selection.name.value] ?? 0) : 0;
}

/** Refuses texts written in the document that could not be stored as they are. */
const wellFormedLiterals: ValidationRule = (context) => ({
  StringValue(node, _key, parent, _path, ancestors) {
    const fault = textFault(node.value);
    if (fault === null) return;
    const names = [...ancestors, parent].flatMap((ancestor) =>
      ancestor !== undefined &&
      'kind' in ancestor &&
      (ancestor.kind === Kind.ARGUMENT || ancestor.kind === Kind.OBJECT_FIELD)
        ? [ancestor.name.value]
        : [],
    );
    context.reportError(
      requestError('BAD_USER_INPUT', `The text at "${names.join('.')}" holds a ${fault}.`, { nodes: node }),
    );
  },
});

/** Where in the variables a text stands that could not be stored as it is: an error for it, or null. */
function variablesFault(variables: unknown): GraphQLError | null {
  const found = findFault(variables, 0);
  return found === null
    ? null
    : requestError('BAD_USER_INPUT', found.sentence(found.path.replace(/^\./, '')));
}

/** Most variables have no fault: only where one is found its place is written down, on the way back. */
interface VariableFault {
  readonly path: string;
  readonly sentence: (path: string) => string;
}

function findFault(value: unknown, depth: number): VariableFault | null {
  if (typeof value === 'string') {
    const fault = textFault(value);
    return fault === null
      ? null
      : faultAt((path) => `The text in the variables at "${path}" holds a ${fault}.`);
  }
  if (typeof value !== 'object' || value === null) return null;
  if (depth > variablesMaxDepth) {
    return faultAt((path) => `The variables are nested more than ${variablesMaxDepth} deep at "${path}".`);
  }
  if (Array.isArray(value)) {
    for (let index = 0; index < value.length; index += 1) {
      const found = findFault(value[index], depth + 1);
      if (found !== null) return { ...found, path: `[${index}]${found.path}` };
    }
    return null;
  }
  for (const key of Object.keys(value)) {
    const fault = textFault(key);
    if (fault !== null) {
      return faultAt((path) => `The name of a field in the variables at "${path}" holds a ${fault}.`);
    }
    const found = findFault((value as Record<string, unknown>)[key], depth + 1);
    if (found !== null) return { ...found, path: `.${key}${found.path}` };
  }
  return null;
}

function faultAt(sentence: VariableFault['sentence']): VariableFault {
  return { path: '', sentence };
}
