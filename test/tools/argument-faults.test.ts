import { v7 } from 'uuid';
import { expect, test } from 'vitest';
import { createGitHubPullRequest } from '../../src/connectors/github/create-pull-request.ts';
import { httpRequest } from '../../src/connectors/http/http-request.ts';
import { isRefusal } from '../../src/domain/refusal.ts';
import { tools } from '../../src/tools/registry.ts';

const id = `iss_${v7()}`;
const connection = `con_${v7()}`;
const request = { connection, method: 'GET', url: 'https://example.org/' };
const branches = { connectionId: connection, title: 'T', head: 'a', base: 'main' };

test.each([
  ['update_issue', { id }, 'What is given', 'has to name a field to set'],
  ['update_issue', { id, parentId: id }, 'The argument parentId', 'must not be the issue itself'],
  ['reparent_issue', { id, parentId: id }, 'The argument parentId', 'must not be the issue itself'],
  ['label_issue', { id, add: [], remove: [] }, 'What is given', 'has to name a label to add or to remove'],
  [
    'bulk_update_issues',
    { ids: [id, id], changes: { title: 'T' } },
    'The argument ids',
    'must not hold an id twice',
  ],
  [
    'http_request',
    { ...request, url: 'ftp' },
    'The argument url',
    'has to be a URL, such as https://example.org',
  ],
  [
    'http_request',
    { ...request, connection: 'mine' },
    'The argument connection',
    'must be the id of a connection, con_…',
  ],
  [
    'http_request',
    { ...request, headers: { 'x y': '1' } },
    'The argument headers.x y',
    'must be named as headers are, with a short word such as x-tenant',
  ],
  [
    'http_request',
    { ...request, headers: { host: 'a' } },
    'The argument headers',
    'must leave what says who one is, how long the body is and how it travels to the connection',
  ],
  [
    'github_create_pull_request',
    { ...branches, head: 'a b' },
    'The argument head',
    'must be the name of a branch',
  ],
])('%s says of %o what it has to be', (name, args, what, has) => {
  const tool = [...tools, httpRequest, createGitHubPullRequest].find((each) => each.name === name);
  const parsed = tool?.parse(args);
  if (parsed === undefined || !isRefusal(parsed)) throw new Error('it was taken');
  expect(parsed.message).toContain(`${what} is not what ${name} takes: it ${has}.`);
});
