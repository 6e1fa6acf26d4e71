import type { Credentials } from '../../domain/connection.ts';
import type { DocumentSource } from '../../domain/outside.ts';
import { findingOf } from '../check-finding.ts';
import type { VendorConnector } from '../connector.ts';
import { cloudApi } from './cloud-api.ts';
import type { ConfluenceApi } from './confluence-api.ts';
import { dataCenterApi } from './data-center-api.ts';
import { readPageAddress } from './page-address.ts';
import { type ConfluenceSite, isInSite, siteOf } from './site.ts';

const apis: Record<ConfluenceSite['deployment'], ConfluenceApi> = {
  CLOUD: cloudApi,
  DATA_CENTER: dataCenterApi,
};

const documents: DocumentSource = {
  siteOf: (baseUrl) => {
    const { host, root } = siteOf(baseUrl);
    return `${host}${new URL(root).pathname.replace(/\/+$/, '')}`;
  },
  owns: (baseUrl, pageUrl) => isInSite(siteOf(baseUrl), pageUrl),
  findPage: async (access, pageUrl, signal) => {
    const address = readPageAddress(pageUrl);
    if (address === null) return noPage;
    if (address.kind === 'ID') return { kind: 'found', id: address.pageId };
    const { root, deployment } = siteOf(access.baseUrl);
    const found = await apis[deployment].findByTitle(access, root, address, signal);
    if ('kind' in found) return found;
    const [id] = found;
    if (id !== undefined) return { kind: 'found', id };
    const message = `Confluence has no page “${address.title}” in the space ${address.spaceKey}, or the connection's account may not see it: check the address and what the account may see.`;
    return { kind: 'fault', code: 'NOT_FOUND', message, retryable: false, retryAfterMs: null };
  },
  readPage: (access, wanted, signal) => {
    const { root, deployment } = siteOf(access.baseUrl);
    return apis[deployment].readPage(access, root, wanted, signal);
  },
  listPagesBelow: (access, wanted, signal) => {
    const { root, deployment } = siteOf(access.baseUrl);
    return apis[deployment].listPagesBelow(access, root, wanted, signal);
  },
  readVersions: (access, ids, signal) => {
    const { root, deployment } = siteOf(access.baseUrl);
    return apis[deployment].readVersions(access, root, ids, signal);
  },
};

const noPage = {
  kind: 'fault',
  code: 'NOT_FOUND',
  message:
    'The address names no page. Open the page in Confluence and take its address: one with /pages/<number>, pageId=<number>, /x/…, or /display/<space>/<title>.',
  retryable: false,
  retryAfterMs: null,
} as const;

/** Confluence Cloud (REST API v2) and Data Center (v1): pages as documents. */
export const confluenceConnector: VendorConnector = {
  kind: 'CONFLUENCE',
  needsCredentials: true,
  /** Cloud takes an e-mail address and its API token, Data Center a personal access token or a user and a password. */
  authorize: ({ token, user }: Credentials): Record<string, string> => ({
    authorization:
      user === null ? `Bearer ${token}` : `Basic ${Buffer.from(`${user}:${token}`).toString('base64')}`,
  }),
  settingsFault: (settings) => {
    const [odd] = Object.keys(settings);
    return odd === undefined ? null : `A Confluence connection has no setting ${odd}: leave settings out.`;
  },
  check: async ({ http, baseUrl }, signal) => {
    const { root, deployment } = siteOf(baseUrl);
    const { url, answer } = apis[deployment].check(root);
    const outcome = await http.call({ method: 'GET', url }, signal);
    if (outcome.kind !== 'ANSWERED') return findingOf(outcome);
    if (answer.safeParse(outcome.body).success) {
      const name = deployment === 'CLOUD' ? 'Confluence Cloud' : 'Confluence Data Center';
      return { verdict: 'OK', message: `${name} answers.` };
    }
    const message = 'What answers at the base URL is not Confluence: check it.';
    return { verdict: 'WRONG_URL', message };
  },
  documents,
  tools: [],
};
