import {
  type Pages,
  type StoredPage,
  spaceKey,
  tinyOf,
  type WireAnswer,
  type WireFormat,
} from './stored-page.ts';

const spaceId = '98306';
const api = '/api/v2';

/** Cloud's API v2. A list names its next part by a link with a cursor. */
export const cloudAnswers: WireFormat = {
  context: '/wiki',
  addressOf: (page, { baseUrl }) => `${baseUrl}${webui(page)}`,
  refusal: (status) => ({ errors: [{ status, code: 'REFUSED', title: 'No', detail: null }] }),
  answer(path, query, server) {
    if (path === `${api}/pages`) return listPages(query, server);
    if (path === `${api}/spaces`) return listSpaces(query, server);
    const [, id = '', rest = ''] = /^\/api\/v2\/pages\/(\d+)(?:\/(\w[\w-]*))?$/.exec(path) ?? [];
    const page = server.find(id);
    if (page === undefined) return null;
    if (rest === '') return { status: 200, body: showPage(page, query, server) };
    if (rest === 'descendants') return listDescendants(page, query, server);
    return null;
  },
};

function listPages(query: URLSearchParams, server: Pages): WireAnswer {
  const ids = query.get('id')?.split(',');
  const title = query.get('title');
  const found = [...server.pages.values()].filter(
    (page) =>
      !page.isHidden &&
      (ids === undefined || ids.includes(page.id)) &&
      (title === null || page.title === title) &&
      (query.get('space-id') ?? spaceId) === spaceId,
  );
  return listOf(
    found.map((page) => showPage(page, query, server)),
    `${api}/pages`,
    query,
    server,
  );
}

function listSpaces(query: URLSearchParams, server: Pages): WireAnswer {
  const keys = query.get('keys')?.split(',') ?? [spaceKey];
  const spaces = keys.includes(spaceKey)
    ? [{ id: spaceId, key: spaceKey, name: 'Development', type: 'global' }]
    : [];
  return listOf(spaces, `${api}/spaces`, query, server);
}

function listDescendants(root: StoredPage, query: URLSearchParams, server: Pages): WireAnswer {
  const deepest = Number(query.get('depth') ?? '2');
  const found: object[] = [];
  let level = [root];
  for (let depth = 1; depth <= deepest; depth += 1) {
    const next: StoredPage[] = [];
    for (const parent of level) {
      for (const [place, page] of server.childrenOf(parent.id).entries()) {
        next.push(page);
        found.push({
          id: page.id,
          status: 'current',
          title: page.title,
          type: page.type,
          parentId: parent.id,
          depth,
          childPosition: place * 1000,
        });
      }
    }
    level = next;
  }
  return listOf(found, `${api}/pages/${root.id}/descendants`, query, server);
}

function listOf(all: readonly object[], path: string, query: URLSearchParams, server: Pages): WireAnswer {
  const limit = Math.min(Number(query.get('limit') ?? '25'), server.listSize);
  const start = Number(Buffer.from(query.get('cursor') ?? '', 'base64').toString() || '0');
  const next = new URLSearchParams(query);
  next.set('cursor', Buffer.from(String(start + limit)).toString('base64'));
  const links = start + limit < all.length ? { next: `/wiki${path}?${next}` } : {};
  return {
    status: 200,
    body: { results: all.slice(start, start + limit), _links: { ...links, base: server.baseUrl } },
  };
}

function showPage(page: StoredPage, query: URLSearchParams, server: Pages): object {
  const storage = { representation: 'storage', value: page.storage };
  return {
    id: page.id,
    status: 'current',
    title: page.title,
    spaceId,
    parentId: page.parentId,
    parentType: page.parentId === null ? null : 'page',
    position: 1,
    authorId: '712020:a',
    ownerId: '712020:a',
    lastOwnerId: null,
    createdAt: '2026-11-20T12:00:00.000Z',
    version: {
      number: page.version,
      message: '',
      minorEdit: false,
      authorId: '712020:a',
      createdAt: '2026-11-20T12:00:00.000Z',
    },
    body: query.get('body-format') === 'storage' ? { storage } : {},
    ...(query.get('include-labels') === 'true' ? { labels: labelsOf(page) } : {}),
    _links: {
      editui: `/pages/resumedraft.action?draftId=${page.id}`,
      webui: webui(page),
      tinyui: `/x/${tinyOf(page.id)}`,
      base: server.baseUrl,
    },
  };
}

function labelsOf(page: StoredPage): object {
  const results = page.labels.map((name, number) => ({ id: String(number + 1), name, prefix: 'global' }));
  return {
    results,
    meta: { hasMore: false, cursor: '' },
    _links: { self: `/wiki${api}/pages/${page.id}/labels` },
  };
}

function webui(page: StoredPage): string {
  return `/spaces/${spaceKey}/pages/${page.id}/${encodeURIComponent(page.title).replace(/%20/g, '+')}`;
}
