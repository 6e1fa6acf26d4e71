import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { v7 } from 'uuid';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { formatId, type OrganizationId } from '../../src/domain/ids.ts';
import { readDatabaseFile } from '../../src/store/database-file.ts';
import { chainHash } from '../../src/store/event-header.ts';
import { appendEvents } from '../../src/store/log.ts';
import { openStore } from '../../src/store/store.ts';
import { type LogHeadMark, verifyLog } from '../../src/store/verify-log.ts';

const eventCount = 10;
const organizations: readonly OrganizationId[] = [
  formatId('organization', v7()),
  formatId('organization', v7()),
];

let path = '';

/** A file with two logs of ten events each, and no server on it. */
beforeEach(async () => {
  const folder = mkdtempSync(join(tmpdir(), 'countersign-verify-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  path = join(folder, 'log.db');
  const store = await openStore({ path });
  for (let event = 0; event < eventCount; event += 1) {
    for (const organizationId of organizations) {
      const actor = { kind: 'USER', id: 'usr_ada', name: 'ada' } as const;
      await store.transact((tx) =>
        appendEvents(tx, { organizationId, actor, now: event, correlationId: null, causedBy: null }, [
          {
            id: formatId('event', v7()),
            type: 'PolicyChanged',
            stream: `policies:${organizationId}`,
            ids: {},
            body: { policyOf: `tool ${event}` },
          },
        ]),
      );
    }
  }
  await store[Symbol.asyncDispose]();
});

interface Row {
  readonly number: number;
  readonly header: string;
  readonly body: string | null;
  readonly hash: string;
}

/** Does to the first log what nobody may: past the triggers, with the file in hand. */
function tamper(work: (database: Database.Database, numberOf: (position: number) => number) => void): void {
  const database = new Database(path);
  for (const name of ['events_are_never_changed', 'events_are_only_trimmed'])
    database.exec(`drop trigger ${name}`);
  const head = database
    .prepare<[string], { number: number }>('select number from log_heads where organization_id = ?')
    .get(organizations[0] ?? '');
  const base = (head?.number ?? 0) * 2 ** 32;
  database.transaction(() => work(database, (position) => base + position))();
  database.close();
}

function rowAt(database: Database.Database, number: number): Row {
  const row = database
    .prepare<[number], Row>('select number, header, body, hash from events where number = ?')
    .get(number);
  if (row === undefined) throw new Error(`there is no event ${number}`);
  return row;
}

async function faults(marks: readonly LogHeadMark[] = []): Promise<string[]> {
  const logs = await readDatabaseFile(path, (reader) => verifyLog(reader, marks));
  expect(logs).toHaveLength(2);
  expect(logs[1]?.faultCount).toBe(0);
  return logs[0]?.faults.map(({ kind, position }) => `${kind} ${position}`) ?? [];
}

async function heads(): Promise<LogHeadMark[]> {
  return (await readDatabaseFile(path, (reader) => verifyLog(reader))).map((log) => log.head);
}

describe('a log', () => {
  test('that nobody touched is whole', async () => {
    expect(await faults()).toEqual([]);
    expect(await faults(await heads())).toEqual([]);
  });

  test('with an erased body is whole, and says how many', async () => {
    const database = new Database(path);
    database.prepare("update events set body = null where header like '%tool%' or number % 2 = 0").run();
    database.close();
    expect(await faults()).toEqual([]);
    const [log] = await readDatabaseFile(path, (reader) => verifyLog(reader));
    expect(log?.erased).toBe(eventCount / 2);
  });

  test('whose beginning was trimmed under its checkpoint is whole from there on', async () => {
    const before = await heads();
    tamper((database, numberOf) => {
      const { hash } = rowAt(database, numberOf(4));
      database
        .prepare('update log_heads set trimmed_through = 4, trimmed_hash = ? where organization_id = ?')
        .run(hash, organizations[0]);
      database.prepare('delete from events where number between ? and ?').run(numberOf(1), numberOf(4));
    });
    expect(await faults(before)).toEqual([]);
  });

  test('names an event whose header was edited', async () => {
    tamper((database, numberOf) => {
      database
        .prepare("update events set header = replace(header, 'ada', 'eve') where number = ?")
        .run(numberOf(5));
    });
    expect(await faults()).toEqual(['EDITED 5']);
  });

  test('names an event that was edited together with its hash by the first one that no longer follows', async () => {
    tamper((database, numberOf) => {
      const header = rowAt(database, numberOf(5)).header.replaceAll('ada', 'eve');
      const hash = chainHash(rowAt(database, numberOf(4)).hash, header);
      database
        .prepare('update events set header = ?, hash = ? where number = ?')
        .run(header, hash, numberOf(5));
    });
    expect(await faults()).toEqual(['EDITED 6']);
  });

  test('names an event whose body was edited', async () => {
    tamper((database, numberOf) => {
      database.prepare("update events set body = '{}' where number = ?").run(numberOf(7));
    });
    expect(await faults()).toEqual(['BODY_EDITED 7']);
  });

  test('names events that were removed', async () => {
    tamper((database, numberOf) => {
      database.prepare('delete from events where number between ? and ?').run(numberOf(3), numberOf(4));
    });
    expect(await faults()).toEqual(['REMOVED 3']);
  });

  test('names an event that was inserted', async () => {
    tamper((database, numberOf) => {
      for (let position = eventCount; position >= 4; position -= 1) {
        database
          .prepare('update events set number = ? where number = ?')
          .run(numberOf(position + 1), numberOf(position));
      }
      const before = rowAt(database, numberOf(3));
      const header = before.header.replace(',3,', ',4,');
      database
        .prepare('insert into events (number, header, body, hash) values (?, ?, ?, ?)')
        .run(numberOf(4), header, before.body, chainHash(before.hash, header));
    });
    const found = await faults();
    expect(found[0]).toBe('INSERTED 4');
    expect(found).toHaveLength(1);
  });

  test('names events that changed places', async () => {
    tamper((database, numberOf) => {
      const move = database.prepare('update events set number = ? where number = ?');
      move.run(1, numberOf(3));
      move.run(numberOf(3), numberOf(6));
      move.run(numberOf(6), 1);
    });
    expect(await faults()).toEqual(expect.arrayContaining(['REORDERED 3', 'REORDERED 6']));
  });

  test('names events that were cut off, also with the end moved back when an earlier end was kept', async () => {
    const before = await heads();
    tamper((database, numberOf) => {
      database.prepare('delete from events where number between ? and ?').run(numberOf(9), numberOf(10));
    });
    expect(await faults()).toEqual(['CUT_OFF 9']);
    const database = new Database(path);
    database
      .prepare(
        'update log_heads set position = 8, hash = (select hash from events where number = log_heads.number * 4294967296 + 8) where organization_id = ?',
      )
      .run(organizations[0]);
    database.close();
    expect(await faults()).toEqual([]);
    expect(await faults(before)).toEqual(['CUT_OFF 10']);
  });

  test('names the end when all was written anew behind an end that was kept', async () => {
    const before = await heads();
    tamper((database, numberOf) => {
      let hash = rowAt(database, numberOf(1)).hash;
      for (let position = 2; position <= eventCount; position += 1) {
        const header = rowAt(database, numberOf(position)).header.replaceAll('ada', 'eve');
        hash = chainHash(hash, header);
        database
          .prepare('update events set header = ?, hash = ? where number = ?')
          .run(header, hash, numberOf(position));
      }
      database.prepare('update log_heads set hash = ? where organization_id = ?').run(hash, organizations[0]);
    });
    expect(await faults()).toEqual([]);
    expect(await faults(before)).toEqual(['EDITED 10']);
  });
});
