import { writeFileSync } from 'node:fs';
import { schema } from '../src/schema/index.ts';
import { printPossibleTypes, printSchemaFile } from '../src/schema/print.ts';

// Writes the contract as files: run after every change of src/schema.
writeFileSync('schema.graphql', printSchemaFile(schema));
writeFileSync('possibleTypes.json', printPossibleTypes(schema));
