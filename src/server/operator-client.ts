import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { idMaker } from '../engine/new-id.ts';
import { DatabaseInUseError } from '../store/lock.ts';
import { openStore, openStoreBeside, type Store } from '../store/store.ts';
import { leaveRequest, readAnswer, removeRequest } from '../store/write/operator-requests.ts';
import { ensureFolder } from './data-folder.ts';
import { carryOut, type OperatorAnswer, type OperatorCommand } from './operator-commands.ts';
import { requestLifeMs } from './operator-desk.ts';

const lookMs = 50;

/** Has a command carried out: by the server that has the database open, and where none has, here. */
export async function runOperatorCommand(
  databasePath: string,
  command: OperatorCommand,
): Promise<OperatorAnswer> {
  const store = await openAlone(databasePath);
  if (store === null) return askServer(databasePath, command);
  await using alone = store;
  const now = () => Date.now();
  return await carryOut({ store: alone, now, newId: idMaker(now) }, command);
}

async function openAlone(path: string): Promise<Store | null> {
  try {
    await ensureFolder(dirname(path));
    return await openStore({ path });
  } catch (cause) {
    if (cause instanceof DatabaseInUseError) return null;
    throw cause;
  }
}

async function askServer(path: string, { operation, input }: OperatorCommand): Promise<OperatorAnswer> {
  await using store = openStoreBeside({ path });
  const askedAt = Date.now();
  const number = await store.transact((tx) =>
    leaveRequest(tx, { operation, input: { ...input }, now: askedAt }),
  );
  try {
    while (Date.now() - askedAt < requestLifeMs) {
      const answer = await store.read((reader) => readAnswer(reader, number));
      if (answer !== null) return answer as unknown as OperatorAnswer;
      await sleep(lookMs);
    }
    return { kind: 'refused', message: 'The running server did not answer within ten seconds.' };
  } finally {
    await store.transact((tx) => removeRequest(tx, number));
  }
}
