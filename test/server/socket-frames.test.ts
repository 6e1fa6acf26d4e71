import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Duplex } from 'node:stream';
import { describe, expect, onTestFinished, test } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { CorkedStream } from '../../src/server/corked-stream.ts';
import { inBytes } from '../../src/server/shared-results.ts';
import { SocketFrames } from '../../src/server/socket-frames.ts';
import { until } from './fixture.ts';

const limitBytes = 100_000;

async function openPair() {
  const server = createServer();
  const accepting = new WebSocketServer({ noServer: true, perMessageDeflate: false });
  const opened = Promise.withResolvers<{ frames: SocketFrames; stream: Duplex; socket: WebSocket }>();
  server.on('upgrade', (request, stream: Duplex, head) => {
    accepting.handleUpgrade(request, stream, head, (socket) =>
      opened.resolve({ frames: new SocketFrames(socket, stream, limitBytes), stream, socket }),
    );
  });
  server.listen(0);
  await once(server, 'listening');
  const client = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`);
  const heard: string[] = [];
  client.on('message', (data, isBinary) => heard.push(isBinary ? 'binary' : String(data)));
  const pair = { ...(await opened.promise), client, heard };
  onTestFinished(() => {
    client.terminate();
    server.close();
    server.closeAllConnections();
  });
  return pair;
}

const payload = (json: string) => ({ bytes: inBytes(json), place: null });

describe('ready frames', () => {
  test.each([10, 124, 125, 126, 127, 65_534, 65_535, 65_536, 65_537, 200_000])(
    'of %i bytes are read by another implementation as one text message',
    async (length) => {
      const { frames, heard } = await openPair();
      const around = JSON.stringify({ id: 'a', type: 'next', payload: '' }).length - 2;
      const json = `"${'ü'.repeat(Math.floor(Math.max(0, length - around - 2) / 2))}${length % 2 === 1 ? 'x' : ''}"`;
      frames.outlet('a').send(payload(json));
      await until(() => heard.length === 1);
      expect(JSON.parse(heard[0] ?? '')).toEqual({ id: 'a', type: 'next', payload: JSON.parse(json) });
    },
  );

  test.each(['a"b', 'ümläut 漢字 🚀', '\\', '\u2028', ' '])(
    'carry the operation id %j as it is',
    async (id) => {
      const { frames, heard } = await openPair();
      frames.outlet(id).send(payload('{"data":null}'));
      await until(() => heard.length === 1);
      expect(heard[0]).toBe(JSON.stringify({ id, type: 'next', payload: { data: null } }));
    },
  );

  test('of one result carry each its own id', async () => {
    const { frames, heard } = await openPair();
    const [one, two] = [payload('1'), payload('2')];
    for (const result of [one, two, one]) for (const id of ['a', 'b', 'b']) frames.outlet(id).send(result);
    await until(() => heard.length === 9);
    expect(heard.map((text) => JSON.parse(text)).map(({ id, payload: value }) => `${id}${value}`)).toEqual(
      ['1', '2', '1'].flatMap((value) => [`a${value}`, `b${value}`, `b${value}`]),
    );
  });

  test('and messages of the protocol come in the order in which they were sent', async () => {
    const { frames, heard, socket } = await openPair();
    const outlets = [frames.outlet('1'), frames.outlet('2')];
    const expected: string[] = [];
    for (let n = 0; n < 2_000; n += 1) {
      if (n % 7 === 0) {
        frames.send(`{"n":${n}}`);
        expected.push(`{"n":${n}}`);
      } else {
        const id = n % 2;
        outlets[id]?.send(payload(`${n}`));
        expected.push(`{"id":"${id + 1}","type":"next","payload":${n}}`);
      }
      if (n % 11 === 0) frames.ping();
      if (n % 13 === 0) socket.pong();
      if (n % 17 === 0) await new Promise((resolve) => setImmediate(resolve));
    }
    await until(() => heard.length === expected.length);
    expect(heard).toEqual(expected);
  });

  test('stop with the close frame: nothing follows it, and what came before is read', async () => {
    const { frames, heard, client, stream } = await openPair();
    const outlet = frames.outlet('1');
    outlet.send(payload('1'));
    frames.close(4409, 'enough');
    const written = stream.writableLength;
    outlet.send(payload('2'));
    await new Promise((resolve) => setImmediate(resolve));
    expect(stream.writableLength).toBeLessThanOrEqual(written);
    const [code] = await once(client, 'close');
    expect(code).toBe(4409);
    expect(heard).toEqual(['{"id":"1","type":"next","payload":1}']);
  });
});

describe('a close frame', () => {
  test('is not followed by what was pushed before the peer closed', async () => {
    const { frames, client, stream, socket } = await openPair();
    const written: string[] = [];
    const write = stream.write.bind(stream) as (chunk: string | Buffer, ...rest: never[]) => boolean;
    Object.assign(stream, {
      write: (chunk: string | Buffer, ...rest: never[]) => {
        written.push(Buffer.from(chunk as string, 'latin1').toString('latin1'));
        return write(chunk, ...rest);
      },
    });
    socket.once('message', () => {
      frames.outlet('1').send(payload('1'));
      socket.close(1000);
    });
    if (client.readyState !== client.OPEN) await once(client, 'open');
    client.send('go');
    await once(client, 'close');
    expect(written.join('')).not.toContain('next');
  });

  test.each([
    ['a long reason', 'x'.repeat(200)],
    ['one of long characters', '漢🚀'.repeat(40)],
  ])('carries as much of %s as it can', async (_name, reason) => {
    const { frames, client } = await openPair();
    frames.close(4409, reason);
    const [code, heard] = await once(client, 'close');
    expect([code, reason.startsWith(String(heard).slice(0, -3))]).toEqual([4409, true]);
    expect(Buffer.byteLength(String(heard))).toBeGreaterThan(115);
  });
});

describe('a corked stream', () => {
  /** Counts writes, and takes bytes when it is told to. */
  class Slow extends Duplex {
    readonly writes: string[] = [];
    #go: (() => void) | null = null;
    constructor() {
      super({ decodeStrings: false, highWaterMark: 10 });
    }
    override _write(chunk: unknown, _encoding: string, done: () => void): void {
      this.writes.push(String(chunk));
      this.#go = done;
    }
    override _read(): void {}
    takeAll(): void {
      const go = this.#go;
      this.#go = null;
      go?.();
    }
  }

  test('writes once in a turn, however often it is pushed to', async () => {
    const stream = new Slow();
    const corked = new CorkedStream(stream, 100);
    for (const text of ['a', 'b', 'c']) corked.push(text);
    expect(stream.writes).toEqual([]);
    await new Promise((resolve) => setImmediate(resolve));
    expect(stream.writes).toEqual(['abc']);
  });

  test('says when it wants no more, counting what waits in it and in the stream, and when it wants more', async () => {
    const stream = new Slow();
    const corked = new CorkedStream(stream, 100);
    expect(corked.push('x'.repeat(60))).toBe(true);
    await new Promise((resolve) => setImmediate(resolve));
    expect(corked.push('x'.repeat(60))).toBe(false);
    expect(corked.backlog).toBe(120);
    let drained = false;
    const draining = corked.drained().then(() => {
      drained = true;
    });
    await new Promise((resolve) => setImmediate(resolve));
    expect(drained).toBe(false);
    stream.takeAll();
    await new Promise((resolve) => setImmediate(resolve));
    stream.takeAll();
    await draining;
    expect(corked.backlog).toBe(0);
    expect(corked.push('y')).toBe(true);
  });

  test('keeps nobody waiting when it is gone', async () => {
    const stream = new Slow();
    const corked = new CorkedStream(stream, 100);
    corked.push('x'.repeat(200));
    const draining = corked.drained();
    stream.destroy();
    await draining;
    corked.push('more');
    await new Promise((resolve) => setImmediate(resolve));
    expect(stream.writes).toHaveLength(1);
  });
});
