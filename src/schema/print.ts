import { type GraphQLSchema, isAbstractType, printSchema } from 'graphql';

/** The schema as text, in alphabetical order. */
export function printSchemaFile(schema: GraphQLSchema): string {
  return `${printSchema(schema)}\n`;
}

/** For each interface the types that implement it, as clients with a normalising cache want it. */
export function printPossibleTypes(schema: GraphQLSchema): string {
  const entries = Object.values(schema.getTypeMap())
    .filter(isAbstractType)
    .map((type) =>
      printEntry(
        type.name,
        schema.getPossibleTypes(type).map((possible) => possible.name),
      ),
    );
  return `{\n${entries.join(',\n')}\n}\n`;
}

const lineWidth = 110;

/** As the formatter writes it: on one line where it fits. */
function printEntry(name: string, types: readonly string[]): string {
  const names = types.map((type) => JSON.stringify(type));
  const line = `  ${JSON.stringify(name)}: [${names.join(', ')}]`;
  if (line.length < lineWidth) return line;
  return `  ${JSON.stringify(name)}: [\n${names.map((quoted) => `    ${quoted}`).join(',\n')}\n  ]`;
}
