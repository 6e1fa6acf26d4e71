import { type OrganizationId, parseId } from '../domain/ids.ts';
import { builtInTrackerId } from '../domain/issue.ts';
import type { PlanText } from '../domain/plan.ts';
import { readArguments, readDatabasePath, UsageError } from './terminal.ts';

export const planHelp = `Reads a planning document and prints what it plans. Writes nothing.

Usage: npm run plan -- FILE [options]     (or: node src/main.ts plan FILE [options])
       FILE is Markdown or Confluence storage format; - is standard input.

  --json               print the whole reading as JSON (with npm: npm run -s plan -- FILE --json)
  --changes            compare with the issues that earlier runs of the document made, and print what would change
  --notation NAME      markdown or storage; left out: by the file's ending, else by its content
  --title TITLE        the session's title; one that names an epic or a feature is an item

With --changes:
  --database URL       file: and a path; left out: DATABASE_URL, else file:./data/countersign.db; only read,
                       also while a server uses it
  --document-key KEY   what the document is across runs; left out: made from the title, as sessions do it,
                       and without a title from the name of the file
  --tracker ID         the tracker; left out: the built-in one
  --organization ID    org_…; left out: the only one of the database

  --help               print this

Exits with 0 when the document was read, 1 when it or the database cannot be read, 2 when the call is wrong.
`;

export interface PlanOptions {
  /** `-` for standard input. */
  readonly file: string;
  readonly isJson: boolean;
  readonly notation: PlanText['notation'] | null;
  readonly title: string | null;
  readonly documentKey: string | null;
  readonly trackerId: string;
  readonly organizationId: OrganizationId | null;
  /** The database to compare with; null when nothing is compared. */
  readonly databasePath: string | null;
}

const notations: Readonly<Record<string, PlanText['notation']>> = {
  markdown: 'MARKDOWN',
  storage: 'CONFLUENCE_STORAGE',
};

/** Reads the arguments of `plan`; null where help is asked for. Throws UsageError. */
export function parsePlanOptions(
  args: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): PlanOptions | null {
  const { values, positionals } = parse(args);
  if (values.help === true) return null;
  const [file, ...others] = positionals;
  if (file === undefined) throw new UsageError('Name the file to read, or - for standard input.');
  if (others.length > 0)
    throw new UsageError(`One file at a time: ${file} and ${others.join(', ')} were given.`);
  const comparing = values.changes === true;
  for (const name of ['database', 'organization'] as const) {
    if (values[name] !== undefined && !comparing) throw new UsageError(`--${name} goes with --changes.`);
  }
  return {
    file,
    isJson: values.json === true,
    notation: readNotation(values.notation),
    title: values.title ?? null,
    documentKey: values['document-key'] ?? null,
    trackerId: values.tracker ?? builtInTrackerId,
    organizationId: readOrganization(values.organization),
    databasePath: comparing ? readDatabasePath(values.database, environment) : null,
  };
}

function parse(args: readonly string[]) {
  return readArguments(args, {
    json: { type: 'boolean' },
    changes: { type: 'boolean' },
    notation: { type: 'string' },
    title: { type: 'string' },
    database: { type: 'string' },
    'document-key': { type: 'string' },
    tracker: { type: 'string' },
    organization: { type: 'string' },
    help: { type: 'boolean', short: 'h' },
  });
}

function readNotation(name: string | undefined): PlanText['notation'] | null {
  if (name === undefined) return null;
  const notation = notations[name.toLowerCase()];
  if (notation === undefined)
    throw new UsageError(`--notation is ${JSON.stringify(name)}: allowed is markdown or storage.`);
  return notation;
}

function readOrganization(text: string | undefined): OrganizationId | null {
  if (text === undefined) return null;
  const id = parseId('organization', text);
  if (id === null) throw new UsageError(`--organization is ${JSON.stringify(text)}: it has to be org_….`);
  return id;
}
