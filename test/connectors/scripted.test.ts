import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { parseConfig } from '../../src/config.ts';
import { createModels } from '../../src/connectors/models/create-models.ts';
import type { ModelPart, ModelTurn } from '../../src/domain/model.ts';

const script = {
  delayMs: 0,
  turns: [
    { steps: [{ text: 'First answer.' }] },
    { when: 'an issue', steps: [{ text: 'Here.' }, { tool: 'create_issue', arguments: { title: 'One' } }] },
    { steps: [{ text: 'Second' }, { waitMs: 40 }, { text: ' answer.' }] },
    { when: 'break', steps: [{ text: 'So' }, { fault: 'CUT_OFF' }] },
  ],
};

function play(value: unknown, turns: readonly ModelTurn[]): AsyncIterable<ModelPart> {
  const folder = mkdtempSync(join(tmpdir(), 'countersign-script-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'script.json');
  writeFileSync(file, JSON.stringify(value));
  const models = createModels(parseConfig({ SCRIPTED_MODEL_FILE: file }).models);
  const resolved = models.resolve(null);
  if (resolved.kind === 'none') throw new Error(resolved.message);
  const request = { model: resolved.model, turns, tools: [], temperature: null, maxOutputTokens: 100 };
  return models.stream(request, new AbortController().signal);
}

async function partsOf(stream: AsyncIterable<ModelPart>): Promise<ModelPart[]> {
  const parts: ModelPart[] = [];
  for await (const part of stream) parts.push(part);
  return parts;
}

function textOf(parts: readonly ModelPart[]): string {
  return parts.map((part) => (part.kind === 'TEXT' ? part.text : '')).join('');
}

const user = (text: string): ModelTurn => ({ role: 'USER', text });
const notice = 'This answer is scripted: it comes from a file, not from a model.\n\n';

test('a script is played turn by turn, with its pauses, and says in every answer that it is one', async () => {
  const first = await partsOf(play(script, [user('Hello')]));
  expect(textOf(first)).toBe(`${notice}First answer.`);
  expect(first.at(-1)).toMatchObject({ kind: 'END', stop: 'DONE', usage: { outputTokens: 2 } });
  const startedAt = performance.now();
  const said: ModelTurn = { role: 'ASSISTANT', text: 'First answer.', calls: [] };
  expect(textOf(await partsOf(play(script, [user('Hello'), said, user('And?')])))).toBe(
    `${notice}Second answer.`,
  );
  expect(performance.now() - startedAt).toBeGreaterThanOrEqual(39);
});

test('a turn that waits for words is taken when they were said', async () => {
  const parts = await partsOf(play(script, [user('Make an issue')]));
  expect(parts).toContainEqual({
    kind: 'TOOL_CALL',
    callId: 'call_0_0',
    tool: 'create_issue',
    arguments: '{"title":"One"}',
  });
  expect(parts.at(-1)).toMatchObject({ kind: 'END', stop: 'TOOL_CALLS' });
});

test('a script can break, and one that is malformed says where', async () => {
  await expect(partsOf(play(script, [user('break')]))).rejects.toMatchObject({ code: 'CUT_OFF' });
  await expect(partsOf(play({ turns: [] }, [user('a')]))).rejects.toThrow('turns');
});
