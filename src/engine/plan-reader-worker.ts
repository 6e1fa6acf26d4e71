import { parentPort } from 'node:worker_threads';
import { planChanges } from '../planning/changes/plan-changes.ts';
import { readPlan } from '../planning/read-plan.ts';
import type { PlanPart, ReaderReply, ReaderTask } from './plan-reader.ts';
import { RecentReadings } from './recent-readings.ts';

if (parentPort === null) throw new Error('plan-reader-worker.ts runs as a worker thread');
const port = parentPort;

const rowsPerSlice = 200;
const recent = new RecentReadings();

/** Whether the receiver has taken in the last slice. */
let taken = Promise.withResolvers<void>();
taken.resolve();

port.on('message', (message: ReaderTask | 'next') => {
  if (message === 'next') taken.resolve();
  else void carryOut(message).then((reply) => port.postMessage(reply));
});

// A first reading is many times slower than the next: let it not be somebody's.
const warmUp =
  '# Epic: Warm up\n\n## Story: Read a list\n\n- [ ] one\n\n| Story | Points |\n|---|---|\n| Read a table | 1 |\n';
await carryOut({
  kind: 'check',
  document: {
    text: { notation: 'MARKDOWN', text: warmUp },
    organizationId: 'org_warm-up',
    documentKey: 'warm-up',
    title: 'Warm up',
  },
});

async function carryOut(task: ReaderTask): Promise<ReaderReply> {
  const { text, ...options } = task.document;
  const outcome = recent.of(task.document, () => readPlan(text, options));
  if (outcome.kind === 'refused') {
    const { coverage = [], ...refusal } = outcome;
    if (task.kind === 'plan') await sendSlices('coverage', coverage);
    return refusal;
  }
  if (task.kind === 'check') return { kind: 'readable' };
  const { reading } = outcome;
  const { organizationId, documentKey } = task.document;
  const { trackerId, tracked } = task;
  await sendSlices('items', reading.items);
  await sendSlices('coverage', reading.coverage);
  port.postMessage({ kind: 'read', warnings: reading.warnings } satisfies ReaderReply);
  await sendSlices('changes', planChanges(reading, { organizationId, trackerId, documentKey, tracked }));
  return { kind: 'planned' };
}

/**
 * One at a time, each made while the receiver takes in the one before: messages that wait are all taken in one turn of
 * the receiver's loop.
 */
async function sendSlices(part: PlanPart, rows: readonly unknown[]): Promise<void> {
  for (let start = 0; start < rows.length; start += rowsPerSlice) {
    const text = JSON.stringify(rows.slice(start, start + rowsPerSlice));
    await taken.promise;
    taken = Promise.withResolvers();
    const slice: ReaderReply = { kind: 'slice', part, rows: text };
    port.postMessage(slice);
  }
}
