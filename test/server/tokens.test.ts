import { expect, test } from 'vitest';
import { openIssuer } from './issuer.ts';
import { bearer, type RealServer, startRealServer } from './real-server.ts';

const me = '{ viewer { organization { id name } actor { id name } role } }';

async function whoIs(server: RealServer, token: string) {
  const answer = await server.ask(me, {}, bearer(token));
  return answer.data?.viewer ?? [answer.status, answer.errors[0]?.message];
}

test('a token says organization, person and role; the same person is always the same', async () => {
  const issuer = await openIssuer();
  const server = await startRealServer({ environment: issuer.environment });
  const ada = await whoIs(server, await issuer.sign());
  expect(ada).toMatchObject({ organization: { name: 'acme' }, actor: { name: 'Ada' }, role: 'APPROVER' });
  const again = await whoIs(server, await issuer.sign({ name: 'Ada L.', role: 'nonsense' }));
  expect(again).toMatchObject({ organization: ada.organization, actor: { id: ada.actor.id } });
  expect(again.role).toBe('VIEWER');
  const elsewhere = await whoIs(server, await issuer.sign({ org_id: 'globex' }));
  expect(elsewhere.organization.id).not.toBe(ada.organization.id);
  expect(issuer.fetches).toBe(1);
});

test('a token is refused when it is another’s, expired, for someone else, or says too little', async () => {
  const issuer = await openIssuer();
  const forger = await openIssuer();
  const server = await startRealServer({ environment: issuer.environment });
  const good = await issuer.sign();
  const [header, payload, signature] = good.split('.');
  const none = Buffer.from('{"alg":"none"}').toString('base64url');
  const cases: [string, RegExp][] = [
    [await forger.sign(), /not one of this issuer|claim iss/],
    [await issuer.sign({}, { expiresIn: '-10s' }), /expired/],
    [await issuer.sign({}, { audience: 'other' }), /claim aud/],
    [await issuer.sign({ org_id: undefined }), /no claim org_id/],
    [await issuer.sign({ sub: 7 }), /no claim sub/],
    [`${none}.${payload}.`, /not one of this issuer/],
    [`${header}.${payload}x.${signature}`, /not one of this issuer/],
    [`${header}.${payload}.${signature?.slice(0, -4)}AAAA`, /not one of this issuer/],
    ['nonsense', /not one of this issuer/],
  ];
  for (const [token, message] of cases) {
    expect(await whoIs(server, token)).toEqual([401, expect.stringMatching(message)]);
  }
  // Clocks differ by less than the tolerance.
  expect(await whoIs(server, await issuer.sign({}, { expiresIn: '-1s' }))).toMatchObject({
    role: 'APPROVER',
  });
});

test('keys that the issuer rotates in are fetched when a token names one', async () => {
  const issuer = await openIssuer();
  const server = await startRealServer({ environment: issuer.environment });
  await whoIs(server, await issuer.sign());
  await issuer.addKey({ onlyThis: true });
  // The issuer is not asked for keys again within five seconds of the last time.
  await expect
    .poll(async () => whoIs(server, await issuer.sign({ sub: 'bob' })), { interval: 500 })
    .toMatchObject({ role: 'APPROVER' });
  expect(issuer.fetches).toBe(2);
});

test('a token that expires ends its socket with 4403', async () => {
  const issuer = await openIssuer();
  const server = await startRealServer({
    environment: { ...issuer.environment, JWT_CLOCK_TOLERANCE_SECONDS: '0' },
  });
  using socket = await server.socket(bearer(await issuer.sign({}, { expiresIn: '2s' }))).ready();
  expect((await socket.closed).code).toBe(4403);
});

test('an issuer that cannot be reached is a fault of ours, not of the token', async () => {
  const issuer = await openIssuer();
  const server = await startRealServer({
    environment: { ...issuer.environment, JWT_JWKS_URL: 'http://127.0.0.1:9/jwks' },
  });
  const token = await issuer.sign();
  const answer = await server.ask(me, {}, bearer(token));
  expect([answer.status, answer.errors[0]?.extensions['code']]).toEqual([500, 'INTERNAL_SERVER_ERROR']);
  using socket = server.socket(bearer(token));
  expect((await socket.closed).code).toBe(4500);
});

test('a role that an administrator sets outranks the token, at once', async () => {
  const issuer = await openIssuer();
  const server = await startRealServer({ environment: issuer.environment });
  const admin = await issuer.sign({ sub: 'root', name: 'Root', role: 'ADMIN' });
  const token = await issuer.sign();
  const ada = await whoIs(server, token);
  using socket = await server.socket(bearer(token)).ready();
  const setRole = `mutation ($userId: ID!, $role: Role!) { setMemberRole(input: { userId: $userId, role: $role }) {
    member { id name role } errors { message }
  } }`;
  const set = async (userId: string, role: string) =>
    (await server.ask(setRole, { userId, role }, bearer(admin))).data.setMemberRole;
  expect(await set(ada.actor.id, 'VIEWER')).toEqual({
    member: { id: ada.actor.id, name: 'Ada', role: 'VIEWER' },
    errors: [],
  });
  expect(await socket.closed).toEqual({ code: 4403, reason: 'Your role has changed: connect again.' });
  expect((await whoIs(server, token)).role).toBe('VIEWER');
  const root = await whoIs(server, admin);
  expect((await set(root.actor.id, 'VIEWER')).errors[0].message).toContain('Nobody sets their own role');
  expect((await set('usr_1', 'VIEWER')).errors[0].message).toContain('no member');
  const { data } = await server.ask(
    '{ members { nodes { name role } } events { nodes { ... on MemberRoleChanged { userId role previousRole } } } }',
    {},
    bearer(admin),
  );
  expect(data.members.nodes).toContainEqual({ name: 'Root', role: null });
  expect(data.events.nodes).toEqual([{ userId: ada.actor.id, role: 'VIEWER', previousRole: null }]);
});
