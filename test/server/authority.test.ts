import { expect, test } from 'vitest';
import { type Role, roles } from '../../src/domain/role.ts';
import { schema } from '../../src/schema/index.ts';
import { leastRoles } from '../access/least-roles.ts';
import { openIssuer } from './issuer.ts';
import { bearer, startRealServer, type TestSocket } from './real-server.ts';
import { rootFieldsOf } from './root-fields.ts';

test('who may use which field: each role, another organization, and those who are nobody', async () => {
  const issuer = await openIssuer();
  const server = await startRealServer({ environment: issuer.environment });
  const open = async (claims: object): Promise<TestSocket> =>
    server.socket(bearer(await issuer.sign({ sub: JSON.stringify(claims), ...claims }))).ready();
  const personas: [string, Role, TestSocket][] = [
    ['another organization', 'ADMIN', await open({ org_id: 'other', role: 'ADMIN' })],
  ];
  for (const role of roles) personas.push([role, role, await open({ role })]);

  const seen: string[] = [];
  const wanted: string[] = [];
  for (const field of rootFieldsOf(schema)) {
    const { query, variables } = field.operation();
    const least = leastRoles.get(field.name) ?? 'ADMIN';
    for (const [persona, role, socket] of personas) {
      const may = roles.indexOf(role) >= roles.indexOf(least);
      wanted.push(`${persona} ${may ? 'may' : 'may not'} ${field.name}`);
      const id = `${field.name} ${persona}`;
      // A subscription that is allowed to follow from now on says nothing yet.
      if (may && field.name === 'Subscription.events') {
        seen.push(`${persona} may ${field.name}`);
        continue;
      }
      const answer = JSON.stringify(await socket.operate(id, query, variables));
      const denied = answer.includes('"code":"FORBIDDEN"');
      if (denied) expect(answer).toMatch(/"message":"\w+ needs the role \w+; yours is \w+\."/);
      seen.push(`${persona} ${denied ? 'may not' : 'may'} ${field.name}`);
      expect(answer).not.toContain('INTERNAL_SERVER_ERROR');
    }
    for (const [nobody, headers] of [
      ['anonymous', {}],
      ['expired', bearer(await issuer.sign({}, { expiresIn: '-1h' }))],
    ] as const) {
      const answer = await server.ask(query, variables, headers);
      expect([nobody, field.name, answer.status, answer.data]).toEqual([nobody, field.name, 401, undefined]);
    }
  }
  expect(seen).toEqual(wanted);
});

test('a revoked key may use nothing', async () => {
  const server = await startRealServer();
  const { data } = await server.ask(
    'mutation { createApiKey(input: { name: "k", role: ADMIN }) { apiKey { id } secret } }',
  );
  const { apiKey, secret } = data.createApiKey;
  await server.ask(`mutation { revokeApiKey(input: { keyId: "${apiKey.id}" }) { asOf } }`);
  for (const field of rootFieldsOf(schema)) {
    const { query, variables } = field.operation();
    expect((await server.ask(query, variables, bearer(secret))).status).toBe(401);
  }
});
