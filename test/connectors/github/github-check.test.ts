import { describe, expect, test } from 'vitest';
import { gitHubConnector } from '../../../src/connectors/github/github-connector.ts';
import { connectGitHub, type GitHubRig } from './github-access.ts';

const check = (rig: Pick<GitHubRig, 'access'>) =>
  gitHubConnector.check(rig.access, AbortSignal.timeout(30_000));

describe('checking a connection to GitHub', () => {
  test('is a real call, and tells where issues go', async () => {
    const rig = await connectGitHub();
    expect(await check(rig)).toEqual({ verdict: 'OK', message: expect.stringContaining('acme/shop') });
    expect(rig.github.seen.map(({ route }) => route)).toEqual(['GET ']);
  });

  test('goes to the interface of an Enterprise below its base URL', async () => {
    const rig = await connectGitHub({ prefix: '/api/v3' });
    expect(await check(rig)).toMatchObject({ verdict: 'OK' });
    expect(rig.github.seen[0]?.path).toBe('/api/v3/repos/acme/shop');
  });

  test('a token that GitHub does not know is BAD_CREDENTIALS', async () => {
    expect(await check(await connectGitHub({ given: 'ghp_wrong' }))).toMatchObject({
      verdict: 'BAD_CREDENTIALS',
    });
  });

  test('a repository that is not there, or not to be seen, is NO_PERMISSION and is named', async () => {
    const rig = await connectGitHub({ settings: { repository: 'acme/other' } });
    expect(await check(rig)).toEqual({
      verdict: 'NO_PERMISSION',
      message: expect.stringContaining('acme/other'),
    });
  });

  test.each([
    ['may only be read', { mayPush: false }, 'read'],
    ['is archived', { archived: true }, 'archived'],
    ['has no issues', { hasIssues: false }, 'switched off'],
  ])('a repository that %s is NO_PERMISSION', async (_name, state, word) => {
    const rig = await connectGitHub();
    Object.assign(rig.github.repository, state);
    expect(await check(rig)).toEqual({ verdict: 'NO_PERMISSION', message: expect.stringContaining(word) });
  });

  test('a classic token without the scope is NO_PERMISSION, whatever its owner may do', async () => {
    expect(await check(await connectGitHub({ scopes: 'gist, read:user' }))).toEqual({
      verdict: 'NO_PERMISSION',
      message: expect.stringContaining('scope repo'),
    });
    expect(await check(await connectGitHub({ scopes: 'gist, repo' }))).toMatchObject({ verdict: 'OK' });
  });

  test('a page of something else at the address is WRONG_URL', async () => {
    expect(await check(await connectGitHub({ fault: () => 'garbage after' }))).toMatchObject({
      verdict: 'WRONG_URL',
    });
  });

  test.each([
    ['forbidden', 'NO_PERMISSION'],
    ['too many', 'RATE_LIMITED'],
    ['error before', 'UNREACHABLE'],
    ['reset before', 'UNREACHABLE'],
  ] as const)('%s is %s', async (fault, verdict) => {
    expect(await check(await connectGitHub({ fault: () => fault }))).toMatchObject({ verdict });
  });

  test('while GitHub wants to wait is RATE_LIMITED, and asks nothing', async () => {
    const rig = await connectGitHub({ fault: () => 'too many' });
    const checks = [await check(rig), await check(rig)];
    expect(checks.map(({ verdict }) => verdict)).toEqual(['RATE_LIMITED', 'RATE_LIMITED']);
    expect(rig.github.seen).toHaveLength(1);
  });

  test('needs the repository in the settings', () => {
    const { settingsFault } = gitHubConnector;
    expect(settingsFault({})).toMatch('"repository"');
    expect(settingsFault({ repository: 'shop' })).toMatch('"repository"');
    expect(settingsFault({ repository: 'acme/shop' })).toBeNull();
  });
});
