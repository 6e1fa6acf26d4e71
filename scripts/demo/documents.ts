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
    readExample('checkout-revamp.md', smallMarkdown),
    readExample('observability.storage.xml', smallStorage),
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

async function readExample(name: string, otherwise: string): Promise<string> {
  try {
    return await readFile(new URL(`../../examples/${name}`, import.meta.url), 'utf8');
  } catch {
    return otherwise;
  }
}

const smallMarkdown = `# Epic: Checkout

Customers pay without an account.

## Feature: Guest checkout

### Story: Pay by card
Priority: High
Story points: 5

Acceptance criteria:
- The card is charged once.

### Story: Send a receipt
Story points: 2
`;

const smallStorage = `<h1>Epic: Observability</h1><p>See what runs.</p><h2>Feature: Traces</h2><p>Every request.</p>`;
