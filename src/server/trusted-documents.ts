import { hash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { ConfigError } from '../config.ts';
import { requestError } from './wire-error.ts';

/** What a client sends in place of a document: its SHA-256, as Apollo Client and urql send it. */
interface Params {
  readonly query?: string | null | undefined;
  readonly extensions?: unknown;
}

/** The only documents that are executed, where the operator has listed them. */
export interface TrustedDocuments {
  /** Puts the document in the place of its hash. Throws a GraphQLError for a hash that is not listed. */
  resolve<Request extends Params>(params: Request): Request;
  /** Throws a GraphQLError for a document that is not listed. */
  check(source: string): void;
}

/** Where nothing is listed, everything is executed; and a hash alone names nothing, which makes clients send the text. */
export const allDocuments: TrustedDocuments = {
  resolve: (params) => {
    if (hasText(params) || hashIn(params.extensions) === null) return params;
    // The word that urql looks for; Apollo Client looks for the code.
    throw requestError('PERSISTED_QUERY_NOT_SUPPORTED', 'PersistedQueryNotSupported');
  },
  check: () => {},
};

/** Reads the list: a JSON object of documents under their SHA-256 in hexadecimal. Throws ConfigError. */
export function readTrustedDocuments(path: string): TrustedDocuments {
  const documents = new Map(Object.entries(readList(path)));
  for (const [name, document] of documents) {
    if (typeof document !== 'string' || hashOf(document) !== name) {
      throw new ConfigError(
        `TRUSTED_DOCUMENTS: what ${path} has under ${name} is no document with this SHA-256.`,
      );
    }
  }
  return {
    resolve(params) {
      const name = hashIn(params.extensions);
      if (name === null || hasText(params)) return params;
      const query = documents.get(name);
      if (query === undefined) throw untrusted();
      return { ...params, query };
    },
    check(source) {
      if (!documents.has(hashOf(source))) throw untrusted();
    },
  };
}

function readList(path: string): Record<string, unknown> {
  try {
    const list: unknown = JSON.parse(readFileSync(path, 'utf8'));
    if (typeof list === 'object' && list !== null && !Array.isArray(list)) {
      return list as Record<string, unknown>;
    }
  } catch (cause) {
    throw new ConfigError(`TRUSTED_DOCUMENTS is ${JSON.stringify(path)}: the file cannot be read as JSON.`, {
      cause,
    });
  }
  throw new ConfigError(`TRUSTED_DOCUMENTS is ${JSON.stringify(path)}: it has to hold a JSON object.`);
}

function hasText({ query }: Params): boolean {
  return typeof query === 'string' && query !== '';
}

function hashIn(extensions: unknown): string | null {
  const { persistedQuery } = (extensions ?? {}) as { persistedQuery?: { sha256Hash?: unknown } };
  return typeof persistedQuery?.sha256Hash === 'string' ? persistedQuery.sha256Hash : null;
}

function hashOf(document: string): string {
  return hash('sha256', document, 'hex');
}

function untrusted() {
  return requestError(
    'DOCUMENT_NOT_TRUSTED',
    'This server executes only the documents that its operator has listed.',
  );
}
