import { z } from 'zod';
import type { ListedPage } from '../../domain/outside.ts';
import { ask } from './answers.ts';
import type { ConfluenceApi } from './confluence-api.ts';
import { listVersions, pageVersion } from './page-versions.ts';
import { inTreeOrder } from './tree-order.ts';
import { listed, readWholeList, tooLong } from './whole-list.ts';

// Confluence Cloud, REST API v2: https://developer.atlassian.com/cloud/confluence/rest/v2/

const { id, version } = pageVersion.shape;

const page = z.object({
  id,
  title: z.string(),
  version,
  body: z.object({ storage: z.object({ value: z.string() }) }),
  labels: z.object({ results: z.array(z.object({ name: z.string() })) }).optional(),
  _links: z.object({ webui: z.string().optional() }).optional(),
});
const pageIds = listed(z.object({ id }));
const spaces = listed(z.object({ id }));
const descendant = z.object({
  id,
  title: z.string(),
  type: z.string(),
  status: z.string().optional(),
  parentId: z.string(),
  depth: z.number().int(),
  childPosition: z.number().nullish(),
});

/** Entries of a list that one answer holds at most. */
const entriesPerAnswer = 250;

export const cloudApi: ConfluenceApi = {
  check: (root) => ({ url: `${root}/api/v2/spaces?limit=1`, answer: spaces, about: 'its spaces' }),

  findByTitle: async (access, root, { spaceKey, title }, signal) => {
    const about = `the page “${title}” of the space ${spaceKey}`;
    const inSpace = `${root}/api/v2/spaces?${new URLSearchParams({ keys: spaceKey })}`;
    const space = await ask(access, { url: inSpace, answer: spaces, about }, signal);
    if (space.kind === 'fault') return space;
    const [first] = space.value.results;
    if (first === undefined) return [];
    const query = new URLSearchParams({ 'space-id': first.id, title, limit: '2' });
    const found = await ask(access, { url: `${root}/api/v2/pages?${query}`, answer: pageIds, about }, signal);
    return found.kind === 'fault' ? found : found.value.results.map((each) => each.id);
  },

  readPage: async (access, root, wanted, signal) => {
    const url = `${root}/api/v2/pages/${wanted.id}?body-format=storage&include-labels=true`;
    const question = { url, answer: page, about: `the page ${wanted.id}`, maxBytes: wanted.maxBytes };
    const read = await ask(access, question, signal);
    if (read.kind === 'fault') return read;
    const { title, version: of, body, labels, _links } = read.value;
    return {
      id: read.value.id,
      title,
      version: of.number,
      url: `${root}${_links?.webui ?? `/pages/viewpage.action?pageId=${wanted.id}`}`,
      storage: body.storage.value,
      labels: labels?.results.map(({ name }) => name) ?? [],
    };
  },

  listPagesBelow: async (access, root, { id: rootId, depth, mostPages }, signal) => {
    const about = `the pages below ${rootId}`;
    const url = `${root}/api/v2/pages/${rootId}/descendants`;
    const query = { depth: String(depth), limit: String(entriesPerAnswer) };
    const enough = mostPages * foldersPerPage + 1;
    const question = { url, query, place: 'cursor', entry: descendant, about, enough } as const;
    const list = await readWholeList(access, question, signal);
    if (list.kind === 'fault') return list;
    if (list.entries.length >= enough) return tooLong(about);
    const current = list.entries.filter(({ status = 'current' }) => status === 'current');
    const placed = current.map((entry, index) => ({ ...entry, position: entry.childPosition ?? index }));
    // Folders and the like hold pages, and are none.
    const pages = inTreeOrder(rootId, placed).filter(({ type }) => type === 'page');
    return pages.map(({ id: pageId, title, depth: at }): ListedPage => ({ id: pageId, title, depth: at }));
  },

  readVersions: (access, root, ids, signal) => {
    const queryOf = (some: readonly string[]) => ({ id: some.join(',') });
    const url = `${root}/api/v2/pages`;
    return listVersions(
      access,
      { url, place: 'cursor', pagesPerAnswer: entriesPerAnswer, queryOf },
      ids,
      signal,
    );
  },
};

/** A tree with more of what is no page than this for each page that it may have is too large. */
const foldersPerPage = 4;
