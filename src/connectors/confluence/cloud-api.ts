import { z } from 'zod';
import type { ConnectionAccess, ListedPage, OutsideFault } from '../../domain/outside.ts';
import { ask } from './answers.ts';
import type { ConfluenceApi } from './confluence-api.ts';
import { inTreeOrder } from './tree-order.ts';

// Confluence Cloud, REST API v2: https://developer.atlassian.com/cloud/confluence/rest/v2/

const id = z.string().regex(/^\d+$/);
const version = z.object({ number: z.number().int() });
const listed = <Entry extends z.ZodType>(entry: Entry) =>
  z.object({ results: z.array(entry), _links: z.object({ next: z.string().optional() }).optional() });

const page = z.object({
  id,
  title: z.string(),
  version,
  body: z.object({ storage: z.object({ value: z.string() }) }),
  labels: z.object({ results: z.array(z.object({ name: z.string() })) }).optional(),
  _links: z.object({ webui: z.string().optional() }).optional(),
});
const pageVersions = listed(z.object({ id, version }));
const pageIds = listed(z.object({ id }));
const spaces = listed(z.object({ id }));
const descendants = listed(
  z.object({
    id,
    title: z.string(),
    type: z.string(),
    status: z.string().optional(),
    parentId: z.string(),
    depth: z.number().int(),
    childPosition: z.number().nullish(),
  }),
);

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
    const found: (z.infer<typeof descendants>['results'][number] & { position: number })[] = [];
    let cursor: string | null = null;
    do {
      const query = new URLSearchParams({ depth: String(depth), limit: String(entriesPerAnswer) });
      if (cursor !== null) query.set('cursor', cursor);
      const answer = await listSome(access, { root, rootId, query }, signal);
      if (answer.kind === 'fault') return answer;
      for (const entry of answer.value.results) {
        if (entry.status === undefined || entry.status === 'current') {
          found.push({ ...entry, position: entry.childPosition ?? found.length });
        }
      }
      cursor = cursorOf(answer.value._links?.next);
    } while (cursor !== null && found.length <= mostPages * foldersPerPage);
    // Folders and the like hold pages, and are none.
    const pages = inTreeOrder(rootId, found).filter(({ type }) => type === 'page');
    return pages.map(({ id: pageId, title, depth: at }): ListedPage => ({ id: pageId, title, depth: at }));
  },

  readVersions: async (access, root, ids, signal) => {
    const versions = new Map<string, number>();
    for (let start = 0; start < ids.length; start += entriesPerAnswer) {
      const query = new URLSearchParams({
        id: ids.slice(start, start + entriesPerAnswer).join(','),
        limit: String(entriesPerAnswer),
      });
      const url = `${root}/api/v2/pages?${query}`;
      const read = await ask(access, { url, answer: pageVersions, about: 'the versions of pages' }, signal);
      if (read.kind === 'fault') return read;
      for (const each of read.value.results) versions.set(each.id, each.version.number);
    }
    return versions;
  },
};

/** A tree with more of what is no page than this for each page that it may have is not read to its end. */
const foldersPerPage = 4;

function listSome(
  access: ConnectionAccess,
  { root, rootId, query }: { root: string; rootId: string; query: URLSearchParams },
  signal: AbortSignal,
): Promise<{ kind: 'answered'; value: z.infer<typeof descendants> } | OutsideFault> {
  const url = `${root}/api/v2/pages/${rootId}/descendants?${query}`;
  return ask(access, { url, answer: descendants, about: `the pages below ${rootId}` }, signal);
}

/** The cursor of the next part: only that is taken from a link, so that no answer says where to go. */
function cursorOf(next: string | undefined): string | null {
  return next === undefined
    ? null
    : (URL.parse(next, 'https://confluence')?.searchParams.get('cursor') ?? null);
}
