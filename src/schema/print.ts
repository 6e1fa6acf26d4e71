import { type GraphQLSchema, isAbstractType, printSchema } from 'graphql';

/** The schema as text, in alphabetical order. */
export function printSchemaFile(schema: GraphQLSchema): string {
  return `${printSchema(schema)}\n`;
}

/** For each interface the types that implement it, as clients with a normalising cache want it. */
export function printPossibleTypes(schema: GraphQLSchema): string {
  const abstract = Object.values(schema.getTypeMap()).filter(isAbstractType);
  const possibleTypes = Object.fromEntries(
    abstract.map((type) => [type.name, schema.getPossibleTypes(type).map((possible) => possible.name)]),
  );
  return `${JSON.stringify(possibleTypes, null, 2)}\n`;
}
