import { readFile } from 'node:fs/promises';
import { parse, print } from 'graphql';

/** An operation to try, as a tab of GraphiQL shows it. */
export interface ExampleOperation {
  readonly query: string;
  readonly variables: string | null;
}

const file = new URL('../../examples/operations.graphql', import.meta.url);
const variablesMark = /^# variables: (.*)$/m;

/** The operations of `examples/operations.graphql`, each with the comments above it and its `# variables: {…}`. */
export async function readExampleOperations(): Promise<ExampleOperation[]> {
  return splitOperations(await readFile(file, 'utf8'));
}

export function splitOperations(text: string): ExampleOperation[] {
  let start = 0;
  return parse(text).definitions.map((definition) => {
    const end = definition.loc?.end ?? 0;
    const source = text.slice(start, end).trim();
    start = end;
    const variables = variablesMark.exec(source)?.[1];
    return {
      query: source === '' ? print(definition) : `${source.replace(variablesMark, '').trim()}\n`,
      variables: variables === undefined ? null : JSON.stringify(JSON.parse(variables), null, 2),
    };
  });
}
