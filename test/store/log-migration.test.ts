import { hash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { Kysely } from 'kysely';
import { expect, onTestFinished, test } from 'vitest';
import * as foundation from '../../migrations/0001-foundation.ts';
import * as decisions from '../../migrations/0002-decisions.ts';
import { systemActor } from '../../src/domain/actor.ts';
import { filterConditions } from '../../src/domain/event-filter.ts';
import { appendEvents } from '../../src/store/log.ts';
import { countEvents, readEvents } from '../../src/store/read/events.ts';
import { readSessionDocument } from '../../src/store/read/sessions.ts';
import { kyselyOver, openSqlite } from '../../src/store/sqlite.ts';
import { openStore } from '../../src/store/store.ts';
import { logFaults } from '../contracts/log-checker.ts';

const organizations = ['org_1', 'org_2'];
const eventsEach = 300;

/** A file as it was before the log was moved, with events of two organizations and a session with its document. */
async function makeOldFile(path: string): Promise<void> {
  const { writer, reader } = openSqlite({ path });
  const db = kyselyOver<unknown>(writer);
  await db.transaction().execute(async (tx) => {
    for (const migration of [foundation, decisions]) await migration.up(tx as Kysely<unknown>);
  });
  await reader.destroy();
  await db.destroy();
  const old = new Database(path);
  old.exec('create table schema_migrations (name text primary key, applied_at integer not null)');
  old.exec("insert into schema_migrations values ('0001-foundation', 1), ('0002-decisions', 1)");
  for (const organization of organizations) {
    let previous = '';
    for (let position = 1; position <= eventsEach; position += 1) {
      const body = JSON.stringify({ progress: position % 101, message: 'Grüße \u2028 "quoted" \u0007' });
      const header = {
        organization_id: organization,
        position,
        id: `evt_${organization}_${position}`,
        stream: `session:ses_${position % 3}`,
        seq: Math.ceil(position / 3),
        type: 'PlanningSessionProgressed',
        occurred_at: 1_760_000_000_000 + position,
        actor_kind: 'USER',
        actor_id: 'usr_1',
        actor_name: 'Zoë \u0001 👩',
        session_id: `ses_${position % 3}`,
        action_id: null,
        chain_id: position % 2 === 0 ? 'chn_1' : null,
        step_id: null,
        group_id: null,
        conversation_id: null,
        job_id: null,
        correlation_id: 'request',
        caused_by: null,
        tool: null,
        outcome: position % 10 === 0 ? 'FAILED' : null,
        ends: position === eventsEach ? '["session"]' : null,
        body_digest: hash('sha256', body, 'base64url'),
      };
      previous = hash('sha256', `${previous}\n${JSON.stringify(Object.values(header))}`, 'base64url');
      const row = { ...header, body, hash: previous };
      const columns = Object.keys(row);
      old
        .prepare(`insert into events (${columns}) values (${columns.map((column) => `@${column}`)})`)
        .run(row);
    }
    old
      .prepare('insert into log_heads (organization_id, position, hash) values (?, ?, ?)')
      .run(organization, eventsEach, previous);
    for (const n of [0, 1, 2]) {
      old
        .prepare('insert into streams values (?, ?, ?)')
        .run(`session:ses_${n}`, organization, eventsEach / 3);
    }
  }
  old.exec(
    `insert into planning_sessions (id, organization_id, title, status, approval, document_key, source, document,
      tracker_id, created_by_kind, created_by_id, created_by_name, created_at, updated_at)
     values ('ses_1', 'org_1', 't', 'PENDING', 'REQUIRED', 'key', '{"kind":"INLINE","notation":"MARKDOWN","bytes":5}',
      '# One', 'built-in', 'USER', 'usr_1', 'Zoë', 1, 1)`,
  );
  old.close();
}

test('a log that was written before is moved whole: its hash chain holds, its events are found, and it goes on', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'countersign-old-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const path = join(folder, 'old.db');
  await makeOldFile(path);
  await using store = await openStore({ path });
  const organizationId = 'org_2';
  const origin = { organizationId, actor: systemActor, now: 1, correlationId: null, causedBy: null } as const;
  const [next] = await store.transact((tx) =>
    appendEvents(tx, origin, [
      {
        id: 'evt_next',
        type: 'PlanningSessionDeleted',
        stream: 'session:ses_0',
        ids: { sessionId: 'ses_0' },
        body: {},
      },
    ]),
  );
  expect(next).toMatchObject({ position: eventsEach + 1, seq: eventsEach / 3 + 1 });
  await store.read(async (reader) => {
    const rows = await reader.list((db) => db.selectFrom('logged_events').selectAll().orderBy('number'));
    expect(rows).toHaveLength(2 * eventsEach + 1);
    expect(logFaults(rows)).toEqual([]);
    const conditions = filterConditions({ sessionId: 'ses_1', outcomes: ['FAILED'] });
    const page = { organizationId, conditions, direction: 'BACKWARD', limit: 3 } as const;
    const found = await readEvents(reader, page);
    expect(found.map((event) => event.position)).toEqual([280, 250, 220]);
    expect(found[0]?.actor.name).toBe('Zoë \u0001 👩');
    expect(await countEvents(reader, { organizationId, conditions })).toBe(10);
    expect(await readSessionDocument(reader, 'ses_1')).toEqual({ notation: 'MARKDOWN', text: '# One' });
  });
});
