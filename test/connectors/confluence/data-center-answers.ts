import {
  type Pages,
  type StoredPage,
  spaceKey,
  tinyOf,
  type WireAnswer,
  type WireFormat,
} from './stored-page.ts';

const api = '/rest/api/content';
const space = { id: 98306, key: spaceKey, name: 'Development', type: 'global' };

/** Data Center's API v1. What an answer holds is asked for by `expand`; a list is told by start and limit. */
export const dataCenterAnswers: WireFormat = {
  context: '/confluence',
  addressOf: (page, { baseUrl }) => `${baseUrl}${webui(page)}`,
  refusal: (statusCode) => ({
    statusCode,
    data: { authorized: false, errors: [] },
    message: 'No',
    reason: 'No',
  }),
  answer(path, query, server) {
    if (path === '/rest/api/space') return { status: 200, body: { results: [space], start: 0, size: 1 } };
    if (path === api) return listByTitle(query, server);
    if (path === `${api}/search`) return search(query, server);
    const [, id = '', rest = ''] = /^\/rest\/api\/content\/(\d+)(?:\/(child\/page))?$/.exec(path) ?? [];
    const page = server.find(id);
    if (page === undefined) return null;
    if (rest === '') return { status: 200, body: showPage(page, query, server) };
    return listOf(server.childrenOf(page.id), path, query, server);
  },
};

function listByTitle(query: URLSearchParams, server: Pages): WireAnswer {
  const found = [...server.pages.values()].filter(
    (page) => !page.isHidden && page.title === query.get('title') && query.get('spaceKey') === spaceKey,
  );
  return listOf(found, api, query, server);
}

/** Understands `id in (1,2,3)`, and nothing else. */
function search(query: URLSearchParams, server: Pages): WireAnswer | null {
  const ids = /^id in \(([\d, ]+)\)$/.exec(query.get('cql') ?? '')?.[1]?.split(/, */);
  if (ids === undefined) return null;
  const found = [...server.pages.values()].filter((page) => !page.isHidden && ids.includes(page.id));
  return listOf(found, `${api}/search`, query, server);
}

function listOf(all: readonly StoredPage[], path: string, query: URLSearchParams, server: Pages): WireAnswer {
  const limit = Math.min(Number(query.get('limit') ?? '25'), server.listSize);
  const start = Number(query.get('start') ?? '0');
  const results = all.slice(start, start + limit).map((page) => showPage(page, query, server));
  const next = new URLSearchParams(query);
  next.set('start', String(start + limit));
  const links = start + limit < all.length ? { next: `${path}?${next}` } : {};
  const { baseUrl: base } = server;
  return {
    status: 200,
    body: { results, start, limit, size: results.length, _links: { ...links, base, context: '/confluence' } },
  };
}

function showPage(page: StoredPage, query: URLSearchParams, server: Pages): object {
  const wanted = new Set((query.get('expand') ?? '').split(','));
  const isParent = server.childrenOf(page.id).length > 0;
  return {
    id: page.id,
    type: 'page',
    status: 'current',
    title: page.title,
    ...(wanted.has('version') ? { version: { number: page.version, minorEdit: false, hidden: false } } : {}),
    ...(wanted.has('body.storage')
      ? { body: { storage: { value: page.storage, representation: 'storage', _expandable: {} } } }
      : {}),
    ...(wanted.has('metadata.labels') ? { metadata: { labels: labelsOf(page) } } : {}),
    ...(wanted.has('childTypes.page') ? { childTypes: { page: { value: isParent, _links: {} } } } : {}),
    extensions: { position: 'none' },
    _links: {
      webui: webui(page),
      tinyui: `/x/${tinyOf(page.id)}`,
      self: `${server.baseUrl}${api}/${page.id}`,
      base: server.baseUrl,
      context: '/confluence',
    },
    _expandable: {},
  };
}

function labelsOf(page: StoredPage): object {
  const results = page.labels.map((name, number) => ({ prefix: 'global', name, id: String(number + 1) }));
  return { results, start: 0, limit: 200, size: results.length, _links: {} };
}

function webui(page: StoredPage): string {
  return `/display/${spaceKey}/${encodeURIComponent(page.title).replace(/%20/g, '+')}`;
}
