import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  aspects,
  type ExpectedItem,
  emptyScore,
  precision,
  readDocument,
  recall,
  scoreReading,
} from './document-score.ts';

const folder = join(import.meta.dirname, 'documents');
const documents = readdirSync(folder).filter((name) => !name.endsWith('.json'));
const total = emptyScore();

describe('documents as teams really write them', () => {
  test.each(documents)('%s reads as a person expects', (name) => {
    const expectation = JSON.parse(
      readFileSync(join(folder, name.replace(/\.(md|xml)$/, '.expected.json')), 'utf8'),
    ) as {
      readonly title?: string;
      readonly items: readonly ExpectedItem[];
    };
    const outcome = readDocument(join(folder, name), expectation.title ?? 'Plan');
    const items = outcome.kind === 'read' ? outcome.reading.items : [];
    const score = emptyScore();
    scoreReading(items, expectation.items, score);
    scoreReading(items, expectation.items, total);
    if (expectation.items.length === 0) expect(outcome).toMatchObject({ kind: 'refused', fault: 'NO_ITEMS' });
    for (const aspect of aspects) expect(score[aspect].complaints, aspect).toEqual([]);
  });

  test('all of them together keep precision and recall above 0.95', () => {
    expect(documents.length).toBeGreaterThanOrEqual(25);
    for (const aspect of aspects) {
      expect(precision(total[aspect]), `precision of ${aspect}`).toBeGreaterThan(0.95);
      expect(recall(total[aspect]), `recall of ${aspect}`).toBeGreaterThan(0.95);
    }
  });
});
