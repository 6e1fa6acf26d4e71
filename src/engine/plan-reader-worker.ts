import { parentPort } from 'node:worker_threads';
import { planChanges } from '../planning/plan-changes.ts';
import { readPlan } from '../planning/read-plan.ts';
import type { ReaderReply, ReaderTask } from './plan-reader.ts';

if (parentPort === null) throw new Error('plan-reader-worker.ts runs as a worker thread');
const port = parentPort;

port.on('message', (task: ReaderTask) => port.postMessage(carryOut(task)));

function carryOut(task: ReaderTask): ReaderReply {
  const { text, ...options } = task.document;
  const outcome = readPlan(text, options);
  if (outcome.kind === 'refused') return outcome;
  if (task.kind === 'check') return { kind: 'readable' };
  const { reading } = outcome;
  const { organizationId } = task.document;
  const changes = planChanges(reading, { organizationId, trackerId: task.trackerId, tracked: task.tracked });
  return { kind: 'planned', reading, changes };
}
