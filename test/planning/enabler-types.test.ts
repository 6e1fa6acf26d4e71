import { describe, expect, test } from 'vitest';
import { itemTitled, readingOf } from './reading.ts';

describe('the type of an enabler', () => {
  test.each([
    ['INFRASTRUCTURE', 'Staging environment'],
    ['INFRASTRUCTURE', 'WLAN-Ausleuchtung'],
    ['INFRASTRUCTURE', 'Copia de seguridad nocturna'],
    ['INFRASTRUCTURE', 'Red 4G en el almacén'],
    ['INFRASTRUCTURE', 'Nightly backups'],
    ['INFRASTRUCTURE', 'Sauvegarde nocturne'],
    ['INFRASTRUCTURE', 'Monitoramento da fila'],
    ['INFRASTRUCTURE', 'Ambiente di collaudo'],
    ['INFRASTRUCTURE', 'Netwerk in de hal'],
    ['INFRASTRUCTURE', 'Kopia zapasowa bazy'],
    ['INFRASTRUCTURE', 'Резервное копирование'],
    ['INFRASTRUCTURE', 'Sunucu taşıma'],
    ['INFRASTRUCTURE', 'Máy chủ dự phòng'],
    ['INFRASTRUCTURE', '测试环境'],
    ['INFRASTRUCTURE', 'サーバーの増設'],
    ['INFRASTRUCTURE', '서버 이중화'],
    ['TECHNICAL_DEBT', 'Remove dead code of the old checkout'],
    ['TECHNICAL_DEBT', 'Altlasten im Warenkorb'],
    ['TECHNICAL_DEBT', 'Limpieza de código'],
    ['TECHNICAL_DEBT', '清理代码'],
    ['RESEARCH', 'Compare hosting offers'],
    ['RESEARCH', 'Machbarkeit der Tourenplanung'],
    ['RESEARCH', 'Faisabilité du paiement par SMS'],
    ['RESEARCH', 'Estudio de viabilidad'],
  ])('is %s for “%s”', (type, title) => {
    expect(itemTitled(readingOf(`## Enabler: ${title}\n`), title)).toMatchObject({
      kind: 'ENABLER',
      enablerType: type,
      warnings: [],
    });
  });

  test('is what a word for it says before what the title is about', () => {
    const { enablerType } = itemTitled(
      readingOf('## Architecture enabler: Servers in two regions\n'),
      'Servers in two regions',
    );
    expect(enablerType).toBe('ARCHITECTURE');
  });

  test.each(['Event contracts', 'Observer of orders', 'Versicherung anbinden', 'Red button on the panel'])(
    'is guessed with a warning where the title says nothing of it: %s',
    (title) => {
      expect(itemTitled(readingOf(`## Enabler: ${title}\n`), title)).toMatchObject({
        enablerType: 'ARCHITECTURE',
        warnings: [{ code: 'ENABLER_TYPE_GUESSED' }],
      });
    },
  );
});

test.each([
  ['ENABLER', 'Infrastructure & Architecture'],
  ['ENABLER', 'Tech Debt — Move the register to the new store'],
  ['ENABLER', 'Technical debt'],
  ['ENABLER', 'Infrastruktur und Architektur'],
  ['BUSINESS', 'Search & discovery'],
  ['BUSINESS', 'Research'],
  ['BUSINESS', 'Sales pipeline'],
  ['BUSINESS', 'Architecture tours – book a guide'],
])('a feature is %s by its name “%s”', (type, name) => {
  const reading = readingOf(`# Harbour\n\n## Feature 1: ${name}\n\n- Story: Count the boats\n`);
  expect(reading.items[0]).toMatchObject({ kind: 'FEATURE', featureType: type });
});

describe('the type of a feature in brackets behind its title', () => {
  const others = '\n\n## Enabler feature: Message bus (infrastructure)\n\n- Story: Set up the broker\n';

  test('is no part of the title where features of both types stand', () => {
    const reading = readingOf(`# Plan\n\n## Feature: Map (business)\n\n- Story: See berths${others}`);
    expect(reading.items.filter(({ kind }) => kind === 'FEATURE')).toMatchObject([
      { title: 'Map', featureType: 'BUSINESS' },
      { title: 'Message bus', featureType: 'ENABLER' },
    ]);
  });

  test('belongs to the title where nothing enables', () => {
    const reading = readingOf('# Plan\n\n## Feature: Accounts (business)\n\n- Story: Sign up\n');
    expect(reading.items[0]).toMatchObject({ title: 'Accounts (business)' });
  });
});
