import type {
  ConnectionAccess,
  DocumentSource,
  ListedPage,
  OutsideFault,
  SourcePage,
} from '../../domain/outside.ts';
import type { Question } from './answers.ts';
import type { PageAddress } from './page-address.ts';

/** What is asked of a Confluence, in the words of one of its two interfaces. `root` is the site's. */
export interface ConfluenceApi {
  /** Something that every account may ask. */
  readonly check: (root: string) => Question<unknown>;
  /** The ids of the pages with a title in a space: none, or one. */
  readonly findByTitle: (
    access: ConnectionAccess,
    root: string,
    address: Extract<PageAddress, { kind: 'TITLE' }>,
    signal: AbortSignal,
  ) => Promise<readonly string[] | OutsideFault>;
  readonly readPage: (
    access: ConnectionAccess,
    root: string,
    wanted: Parameters<DocumentSource['readPage']>[1],
    signal: AbortSignal,
  ) => Promise<SourcePage | OutsideFault>;
  readonly listPagesBelow: (
    access: ConnectionAccess,
    root: string,
    wanted: Parameters<DocumentSource['listPagesBelow']>[1],
    signal: AbortSignal,
  ) => Promise<readonly ListedPage[] | OutsideFault>;
  readonly readVersions: (
    access: ConnectionAccess,
    root: string,
    ids: readonly string[],
    signal: AbortSignal,
  ) => Promise<ReadonlyMap<string, number> | OutsideFault>;
}
