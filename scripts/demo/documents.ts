import { readFile } from 'node:fs/promises';
import type { DocumentToPlan } from './api.ts';

/** A document to plan, and the file that it stands in. */
export interface DemoDocument extends DocumentToPlan {
  readonly file: string;
  readonly notation: string;
}

/** The example documents: one in each notation. */
export async function readDocuments(): Promise<DemoDocument[]> {
  const [markdown, confluenceStorage] = await Promise.all([
    readExample('checkout-revamp.md'),
    readExample('observability.storage.xml'),
  ]);
  return [
    {
      title: 'Checkout revamp',
      file: 'examples/checkout-revamp.md',
      notation: 'Markdown',
      document: { markdown },
    },
    {
      title: 'Observability',
      file: 'examples/observability.storage.xml',
      notation: 'Confluence storage format',
      document: { confluenceStorage },
    },
  ];
}

function readExample(name: string): Promise<string> {
  return readFile(new URL(`../../examples/${name}`, import.meta.url), 'utf8');
}
