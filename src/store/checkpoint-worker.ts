import { parentPort, workerData } from 'node:worker_threads';
import Database from 'better-sqlite3';
import { checkpoint } from './checkpointer.ts';

if (parentPort === null) throw new Error('checkpoint-worker.ts runs as a worker thread');
const port = parentPort;
const database = new Database(workerData as string, { fileMustExist: true });
database.pragma('synchronous = FULL');

port.on('message', () => {
  checkpoint(database);
  port.postMessage('copied');
});
