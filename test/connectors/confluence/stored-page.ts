/** A page as the loopback Confluence holds it. */
export interface StoredPage {
  readonly id: string;
  /** Cloud has folders, whiteboards and more among its pages. */
  readonly type: 'page' | 'folder';
  title: string;
  storage: string;
  version: number;
  labels: readonly string[];
  parentId: string | null;
  /** Pages that the connection's user may not see are not there for it. */
  isHidden: boolean;
}

/** What a wire format answers: status and JSON. */
export interface WireAnswer {
  readonly status: number;
  readonly body: object;
}

/** What a wire format reads of the server. */
export interface Pages {
  /** With the context: `http://127.0.0.1:4000/wiki`. */
  readonly baseUrl: string;
  readonly pages: ReadonlyMap<string, StoredPage>;
  /** Pages of a list in one answer at most, whatever is asked for. */
  readonly listSize: number;
  find(id: string): StoredPage | undefined;
  childrenOf(id: string): StoredPage[];
}

/** How one of the two speaks: null for a path that it does not know. */
export interface WireFormat {
  /** Behind host and port. */
  readonly context: string;
  answer(path: string, query: URLSearchParams, server: Pages): WireAnswer | null;
  refusal(status: number): object;
  /** The address that people have in their browser. */
  addressOf(page: StoredPage, server: Pages): string;
}

/** The key of the one space. */
export const spaceKey = 'DEV';

/** The short link that Confluence makes for an id. */
export function tinyOf(id: string): string {
  const bytes = Buffer.alloc(8);
  bytes.writeBigInt64LE(BigInt(id));
  const tiny = bytes.toString('base64').replace(/=+$/, '').replace(/A+$/, '');
  return tiny.replace(/\//g, '-').replace(/\+/g, '_');
}
