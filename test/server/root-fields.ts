import {
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLSchema,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isLeafType,
  isListType,
  isNonNullType,
} from 'graphql';
import { formatCursor } from '../../src/domain/cursor.ts';

export type OperationKind = 'query' | 'mutation' | 'subscription';

/** One field that operations begin with, and how to ask for it. */
export interface RootFieldCase {
  /** Such as `Query.viewer`. */
  readonly name: string;
  readonly kind: OperationKind;
  readonly hasArguments: boolean;
  /** The field with as few arguments as it takes; every id among them is the one given. */
  operation(options?: { readonly id?: string; readonly selection?: string }): {
    query: string;
    variables: object;
  };
}

/** Every field that an operation can begin with, from the schema. */
export function rootFieldsOf(schema: GraphQLSchema): RootFieldCase[] {
  const kinds = [
    ['query', schema.getQueryType()],
    ['mutation', schema.getMutationType()],
    ['subscription', schema.getSubscriptionType()],
  ] as const;
  return kinds.flatMap(([kind, type]) =>
    Object.values(type?.getFields() ?? {}).map((field) => ({
      name: `${type?.name}.${field.name}`,
      kind,
      hasArguments: field.args.some((argument) => isNonNullType(argument.type)),
      operation: (options) => operationOf(kind, field, options),
    })),
  );
}

function operationOf(
  kind: OperationKind,
  field: GraphQLField<unknown, unknown>,
  options: { readonly id?: string; readonly selection?: string } = {},
) {
  const required = field.args.filter((argument) => isNonNullType(argument.type));
  const declared = required.map((argument) => `$${argument.name}: ${String(argument.type)}`).join(', ');
  const passed = required.map((argument) => `${argument.name}: $${argument.name}`).join(', ');
  const selection = isLeafType(getNamedType(field.type)) ? '' : ` { ${options.selection ?? '__typename'} }`;
  const head = declared === '' ? kind : `${kind} (${declared})`;
  return {
    query: `${head} { ${field.name}${passed === '' ? '' : `(${passed})`}${selection} }`,
    variables: Object.fromEntries(
      required.map((argument) => [argument.name, sample(argument.type, options.id ?? 'x')]),
    ),
  };
}

/** As small a value of a type as there is. */
function sample(type: GraphQLInputType, id: string): unknown {
  if (isNonNullType(type)) return sample(type.ofType, id);
  if (isListType(type)) return [sample(type.ofType, id)];
  if (isEnumType(type)) return type.getValues()[0]?.name;
  if (isInputObjectType(type)) {
    const fields = Object.values(type.getFields());
    const needed = type.isOneOf ? fields.slice(0, 1) : fields.filter((field) => isNonNullType(field.type));
    return Object.fromEntries(needed.map((field) => [field.name, sample(field.type, id)]));
  }
  switch (type.name) {
    case 'ID':
      return id;
    case 'Int':
    case 'Float':
      return 1;
    case 'Boolean':
      return true;
    case 'DateTime':
      return '2030-01-01T00:00:00Z';
    case 'URL':
      return 'https://example.com/';
    case 'JSON':
      return {};
    case 'Cursor':
      return formatCursor(0);
    default:
      return 'x';
  }
}
