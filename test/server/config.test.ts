import { describe, expect, test } from 'vitest';
import { ConfigError, parseConfig } from '../../src/config.ts';

function refusal(environment: Record<string, string>): string {
  try {
    parseConfig(environment);
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
  return '';
}

describe('the configuration', () => {
  test('has a value for everything', () => {
    expect(parseConfig({})).toEqual({
      host: '127.0.0.1',
      publicUrl: 'http://127.0.0.1:4000',
      outside: {
        allowedAddresses: [],
        connections: [],
        organization: null,
        requestsPerMinute: 1200,
        secretsKeys: [],
        timeoutMs: 30_000,
      },
      models: {
        concurrency: 200,
        defaultModel: null,
        retentionMs: 30 * 24 * 60 * 60 * 1000,
        scriptFile: null,
        timeoutMs: 120_000,
        vendors: {},
      },
      port: 4000,
      databasePath: './data/countersign.db',
      logLevel: 'info',
      documentMaxBytes: 5 * 1024 * 1024,
      effectConcurrency: 32,
      requestTimeoutMs: 30_000,
      shutdownTimeoutMs: 10_000,
      webSocket: {
        maxMessageBytes: 64 * 1024,
        maxQueuedBytes: 256 * 1024,
        stallTimeoutMs: 30_000,
        initTimeoutMs: 3000,
        pingIntervalMs: 30_000,
      },
      operations: {
        maxCost: 200_000,
        timeoutMs: 30_000,
        introspection: 'open',
        trustedDocumentsPath: null,
      },
      rates: {
        requestsPerMinute: { user: 0, organization: 0 },
        mutationsPerMinute: { user: 0, organization: 0 },
        documentBytesPerHour: { user: 0, organization: 0 },
      },
      openSessions: { user: 0, organization: 0 },
      identity: { kind: 'development' },
      allowedOrigins: [],
      live: {
        connectionsPerUser: 50,
        connectionsPerOrganization: 1000,
        subscriptionsPerSocket: 100,
        subscriptionsPerUser: 500,
        operationsPerSecond: 200,
      },
      logRetentionDays: 0,
      idempotencyKeyRetentionDays: 30,
      eventStream: { heartbeatMs: 15_000, stallTimeoutMs: 30_000, maxQueuedBytes: 256 * 1024 },
    });
    expect(parseConfig({ PORT: '' }).port).toBe(4000);
  });

  test.each([
    ['file:data/a.db', 'data/a.db'],
    ['file:/var/a.db', '/var/a.db'],
    ['file:///var/a.db', '/var/a.db'],
  ])('reads %s', (url, path) => {
    expect(parseConfig({ DATABASE_URL: url }).databasePath).toBe(path);
  });

  test.each(['127.0.0.1', '127.1.2.3', '::1', 'localhost'])('lets HOST be %s', (host) => {
    expect(parseConfig({ HOST: host }).host).toBe(host);
  });

  test.each(['0.0.0.0', '::', '192.168.0.1', 'example.com', '127.0.0.1.evil.test', '127.1', '*'])(
    'refuses to listen on %s without an identity',
    (host) => {
      expect(refusal({ HOST: host })).toBe(
        `HOST is "${host}": as long as no identity is configured, the server listens on loopback only; allowed is a loopback address: 127.0.0.1 (or another in 127.0.0.0/8), ::1 or localhost. Set IDENTITY=required to listen elsewhere.`,
      );
    },
  );

  test.each([
    ['PORT', '65536'],
    ['PORT', '-1'],
    ['PORT', '1e3'],
    ['PORT', ' 80'],
    ['DATABASE_URL', 'postgres://localhost/x'],
    ['DATABASE_URL', ':memory:'],
    ['DATABASE_URL', 'file::memory:'],
    ['DATABASE_URL', 'file:'],
    ['DATABASE_URL', 'file:x?mode=memory'],
    ['DATABASE_URL', 'file://host/x.db'],
    ['LOG_LEVEL', 'loud'],
    ['DOCUMENT_MAX_BYTES', '5MB'],
    ['EFFECT_CONCURRENCY', '0'],
    ['SHUTDOWN_TIMEOUT_MS', '1.5'],
    ['WEBSOCKET_MAX_MESSAGE_BYTES', '99999999999999'],
  ])('refuses %s=%s in one sentence that says what is allowed', (name, value) => {
    expect(refusal({ [name]: value })).toMatch(new RegExp(`^${name} is ".*": allowed is [^\\n]+\\.$`));
  });

  test('names everything that is wrong', () => {
    const sentences = refusal({ PORT: 'x', HOST: 'here', LOG_LEVEL: 'loud' }).split('\n');
    expect(sentences.map((sentence) => sentence.split(' ')[0])).toEqual(['HOST', 'PORT', 'LOG_LEVEL']);
  });
});
