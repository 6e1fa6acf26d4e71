import { readFile } from 'node:fs/promises';
import { parse, validate } from 'graphql';
import { expect, test } from 'vitest';
import { schema } from '../../src/schema/index.ts';

test('the operations that GraphiQL opens with fit the schema', async () => {
  const text = await readFile(new URL('../../examples/operations.graphql', import.meta.url), 'utf8');
  expect(validate(schema, parse(text)).map((error) => error.message)).toEqual([]);
});
