import { z } from 'zod';
import type { ConnectionAccess, ListedPage, OutsideFault } from '../../domain/outside.ts';
import { ask } from './answers.ts';
import type { ConfluenceApi } from './confluence-api.ts';
import { listVersions, pageVersion } from './page-versions.ts';
import { inTreeOrder } from './tree-order.ts';
import { listed, readWholeList } from './whole-list.ts';

// Confluence Data Center, REST API v1: https://developer.atlassian.com/server/confluence/confluence-rest-api-examples/

const { id, version } = pageVersion.shape;

const page = z.object({
  id,
  title: z.string(),
  version,
  body: z.object({ storage: z.object({ value: z.string() }) }),
  metadata: z
    .object({ labels: z.object({ results: z.array(z.object({ name: z.string() })) }).optional() })
    .optional(),
  _links: z.object({ webui: z.string().optional() }).optional(),
});
const pageIds = listed(z.object({ id }));
const spaces = listed(z.object({ key: z.string() }));
const child = z.object({
  id,
  title: z.string(),
  childTypes: z.object({ page: z.object({ value: z.boolean() }) }).optional(),
});

/** Entries of a list that one answer holds at most. */
const entriesPerAnswer = 100;

export const dataCenterApi: ConfluenceApi = {
  check: (root) => ({ url: `${root}/rest/api/space?limit=1`, answer: spaces, about: 'its spaces' }),

  findByTitle: async (access, root, { spaceKey, title }, signal) => {
    const query = new URLSearchParams({ type: 'page', spaceKey, title, limit: '2' });
    const about = `the page “${title}” of the space ${spaceKey}`;
    const url = `${root}/rest/api/content?${query}`;
    const found = await ask(access, { url, answer: pageIds, about }, signal);
    return found.kind === 'fault' ? found : found.value.results.map((each) => each.id);
  },

  readPage: async (access, root, wanted, signal) => {
    const url = `${root}/rest/api/content/${wanted.id}?expand=body.storage,version,metadata.labels`;
    const question = { url, answer: page, about: `the page ${wanted.id}`, maxBytes: wanted.maxBytes };
    const read = await ask(access, question, signal);
    if (read.kind === 'fault') return read;
    const { title, version: of, body, metadata, _links } = read.value;
    return {
      id: read.value.id,
      title,
      version: of.number,
      url: `${root}${_links?.webui ?? `/pages/viewpage.action?pageId=${wanted.id}`}`,
      storage: body.storage.value,
      labels: metadata?.labels?.results.map(({ name }) => name) ?? [],
    };
  },

  /** Level by level: Data Center lists no more than the pages right under one. */
  listPagesBelow: async (access, root, { id: rootId, depth, mostPages }, signal) => {
    const found: (ListedPage & { parentId: string; position: number })[] = [];
    let level = [rootId];
    for (let at = 1; at <= depth && level.length > 0; at += 1) {
      const parents: string[] = [];
      for (const parentId of level) {
        const enough = mostPages - found.length + 1;
        const list = await readWholeList(access, { ...childrenOf(root, parentId), enough }, signal);
        if (list.kind === 'fault') return list;
        for (const [position, { id: childId, title, childTypes }] of list.entries.entries()) {
          found.push({ id: childId, title, depth: at, parentId, position });
          if (childTypes?.page.value !== false) parents.push(childId);
        }
        if (found.length > mostPages) return found;
      }
      level = parents;
    }
    return inTreeOrder(rootId, found).map(({ id: pageId, title, depth: at }) => ({
      id: pageId,
      title,
      depth: at,
    }));
  },

  readVersions: async (access, root, ids, signal) => {
    const [first] = ids;
    if (first !== undefined && ids.length === 1) return await readVersion(access, root, first, signal);
    const queryOf = (some: readonly string[]) => ({ cql: `id in (${some.join(',')})`, expand: 'version' });
    const url = `${root}/rest/api/content/search`;
    const question = { url, place: 'start', pagesPerAnswer: entriesPerAnswer, queryOf } as const;
    return await listVersions(access, question, ids, signal);
  },
};

/** The search for many goes through an index that may be late; one is read where it is kept. */
async function readVersion(
  access: ConnectionAccess,
  root: string,
  pageId: string,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, number> | OutsideFault> {
  const url = `${root}/rest/api/content/${pageId}?expand=version`;
  const about = `the version of the page ${pageId}`;
  const read = await ask(access, { url, answer: pageVersion, about }, signal);
  if (read.kind === 'answered') return new Map([[read.value.id, read.value.version.number]]);
  return read.code === 'NOT_FOUND' ? new Map() : read;
}

function childrenOf(root: string, parentId: string) {
  return {
    url: `${root}/rest/api/content/${parentId}/child/page`,
    query: { expand: 'childTypes.page', limit: String(entriesPerAnswer) },
    place: 'start',
    entry: child,
    about: `the pages below ${parentId}`,
  } as const;
}
