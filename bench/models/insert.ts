import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import Database from 'better-sqlite3';

// The least that answering durably can be: node:http, and one row on the disk before the answer.

const database = new Database(process.argv[2] ?? '');
database.pragma('journal_mode = WAL');
database.pragma('synchronous = FULL');
database.exec('create table rows (id integer primary key, body text not null)');
const insert = database.prepare('insert into rows (body) values (?)');

const server = createServer((request, response) => {
  let body = '';
  request.on('data', (chunk) => {
    body += String(chunk);
  });
  request.on('end', () => {
    const { lastInsertRowid } = insert.run(JSON.stringify(JSON.parse(body)));
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ data: { startSuggestion: { job: { id: String(lastInsertRowid) } } } }));
  });
});
server.listen(0, '127.0.0.1', () => {
  process.send?.({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
});
process.on('disconnect', () => process.exit(0));
