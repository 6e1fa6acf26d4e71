import { readFile } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import type { Json } from '../../domain/json.ts';
import { ModelFault, type ModelPart, type ModelRequest } from '../../domain/model.ts';

/** One step of a scripted answer. */
const step = z.union([
  z.strictObject({ text: z.string() }),
  z.strictObject({ waitMs: z.int().min(0).max(600_000) }),
  z.strictObject({ tool: z.string(), arguments: z.json() }),
  z.strictObject({ fault: z.enum(['RATE_LIMITED', 'MODEL_ERROR', 'CUT_OFF', 'CONTEXT_TOO_LONG']) }),
]);

const turn = z.strictObject({
  /** Taken when what was last said holds this text; a turn without it is taken in its order. */
  when: z.string().optional(),
  steps: z.array(step).min(1),
});

const script = z.strictObject({
  /** Between two pieces of text. */
  delayMs: z.int().min(0).max(10_000).default(30),
  turns: z.array(turn).min(1),
});

type Script = z.infer<typeof script>;

/** Stands at the beginning of every scripted answer. */
export const scriptedNotice = 'This answer is scripted: it comes from a file, not from a model.\n\n';

/** Reads a script, as JSON. The error says what is wrong in the file. */
export async function readScript(path: string): Promise<Script> {
  const parsed = script.safeParse(JSON.parse(await readFile(path, 'utf8')));
  if (parsed.success) return parsed.data;
  throw new Error(`The script ${path} is malformed: ${z.prettifyError(parsed.error)}`);
}

/** Plays the turn of a script that answers this request, with its timing. */
export async function* streamScript(
  path: string,
  request: ModelRequest,
  signal: AbortSignal,
): AsyncGenerator<ModelPart, void, void> {
  const { turns, delayMs } = await readScript(path);
  const steps = turnFor(turns, request).steps;
  let words = 0;
  let calls = 0;
  yield { kind: 'TEXT', text: scriptedNotice };
  for (const each of steps) {
    signal.throwIfAborted();
    if ('waitMs' in each) await wait(each.waitMs, undefined, { signal });
    if ('fault' in each) throw new ModelFault(each.fault, 'The script says so.');
    if ('tool' in each) {
      // Unique in the conversation: each turn of the assistant has its own.
      const callId = `call_${answersIn(request)}_${calls}`;
      calls += 1;
      yield { kind: 'TOOL_STARTED', callId, tool: each.tool };
      yield { kind: 'TOOL_CALL', callId, tool: each.tool, arguments: JSON.stringify(each.arguments) };
    }
    if ('text' in each) {
      for (const text of each.text.match(/\s*\S+|\s+$/g) ?? []) {
        if (delayMs > 0) await wait(delayMs, undefined, { signal });
        words += 1;
        yield { kind: 'TEXT', text };
      }
    }
  }
  const usage = { inputTokens: countWords(request), outputTokens: words };
  yield { kind: 'END', stop: calls > 0 ? 'TOOL_CALLS' : 'DONE', usage };
}

/** The first turn whose text was last said; else those without one in their order, round and round. */
function turnFor(turns: Script['turns'], request: ModelRequest): Script['turns'][number] {
  const last = request.turns.at(-1);
  const said = JSON.stringify(last) ?? '';
  const meant = turns.find(({ when }) => when !== undefined && said.includes(when));
  const inOrder = turns.filter(({ when }) => when === undefined);
  const found = meant ?? inOrder[answersIn(request) % inOrder.length] ?? turns[0];
  if (found === undefined) throw new Error('a script has a turn');
  return found;
}

function answersIn(request: ModelRequest): number {
  return request.turns.filter(({ role }) => role === 'ASSISTANT').length;
}

function countWords(request: ModelRequest): number {
  const text = (value: Json) => JSON.stringify(value).split(/\s+/).length;
  return request.turns.reduce((sum, each) => sum + text(each as unknown as Json), 0);
}
