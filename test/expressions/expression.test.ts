import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, test } from 'vitest';
import { compileExpression, type Evaluation } from '../../src/expressions/expression.ts';
import { expressionLimits } from '../../src/expressions/limits.ts';

const scope = {
  input: { n: 2, f: 1.5, text: 'abc', list: [3, 1, 2], nested: { 'with space': true }, none: null },
  steps: {
    done: { status: 'SUCCEEDED', result: { id: 'iss_1', n: 4 } },
    skipped: { status: 'SKIPPED' },
    broken: { status: 'FAILED', error: { code: 'X', message: 'why' } },
    'two words': { status: 'SUCCEEDED', result: 1 },
  },
} as const;

function resultOf(source: string): Evaluation {
  const expression = compileExpression(source);
  if (typeof expression === 'string') throw new Error(expression);
  return expression.evaluate(scope);
}

describe('an expression', () => {
  test.each([
    ['input.n + 1', 3],
    ['input.n / 4', 0.5],
    ['input.f * 2', 3],
    ['steps.done.result.n % 3 == 1', true],
    ['steps["two words"].result', 1],
    ['steps.broken.error.message', 'why'],
    ['input.list.filter(x, x > 1)', [3, 2]],
    ['input.list.map(x, {"v": x})', [{ v: 3 }, { v: 1 }, { v: 2 }]],
    ['has(steps.skipped.result) ? 1 : 2', 2],
    ['steps.?skipped.?result.orValue("none")', 'none'],
    ['input.nested["with space"]', true],
    ['input.none == null', true],
    ['timestamp("2026-01-01T00:00:00Z")', '2026-01-01T00:00:00.000Z'],
    ['size(input.text)', 3],
    ['input.text.matches("^a")', true],
  ])('%s gives its value', (source, value) => {
    expect(resultOf(source)).toEqual({ kind: 'value', value });
  });

  test('names the steps that it refers to', () => {
    const expression = compileExpression('steps.a.result.x > 1 || steps["b c"].status == "FAILED"');
    if (typeof expression === 'string') throw new Error(expression);
    expect([...expression.steps].sort()).toEqual(['a', 'b c']);
    expect(expression.type).toBe('bool');
  });

  test('that needs the result of a step without one says which', () => {
    expect(resultOf('steps.skipped.result.id')).toEqual({ kind: 'no-result', step: 'skipped' });
    expect(resultOf('"x" + steps.broken.result')).toEqual({ kind: 'no-result', step: 'broken' });
  });

  test.each([
    ['input.absent', /^The input has no field `absent`, at character 7\.$/],
    ['input.text.deep', /^`input\.text` has no field `deep`, at character 12\.$/],
    ['input.list[9]', /^`input\.list\[9\]` lies beyond the end of the list/],
    ['input.text + 1', /^The values in `input\.text \+ 1` are of kinds that do not go together/],
    ['1 / 0', /^`1 \/ 0` divides by zero/],
    ['"a".matches("[")', /has a pattern that is none/],
    ['b"bytes"', /no JSON/],
    ['9007199254740993', /too large/],
    ['1.0 / 0.0', /not finite/],
  ])('%s fails with a sentence', (source, message) => {
    expect(resultOf(source)).toMatchObject({ kind: 'failed', message: expect.stringMatching(message) });
  });

  test.each([
    ['', /empty/],
    ['1 +', /^It ends too early, at character 4\.$/],
    ['(1', /^A bracket is not closed, at character 3\.$/],
    ['"abc', /^A text is opened here and not closed/],
    ['unknown.x', /^`unknown` is nothing that an expression can use: it has input and steps/],
    ['nothing(1)', /nothing/],
    ['steps', /Name the step/],
    ['steps.exists(s, true)', /Name the step|has result/],
    ['steps[input.text].result', /Name the step/],
    ['steps.done.outcome', /has result, status, error, and no outcome/],
    [`"${'x'.repeat(expressionLimits.length)}"`, /at most/],
    [`${'('.repeat(50)}1${')'.repeat(50)}`, /nested deeper than 32/],
    [Array.from({ length: 400 }, () => '1').join('+'), /more than 500 parts/],
  ])('%s is refused before it runs', (source, message) => {
    expect(compileExpression(source)).toMatch(message);
  });

  test('never reaches what belongs to the language it is run by', () => {
    for (const source of [
      'input.constructor',
      'input.__proto__',
      'input.text.constructor',
      'input["toString"]',
    ]) {
      expect(resultOf(source).kind).toBe('failed');
    }
  });

  test('that would run on is broken off, in loops and in patterns', () => {
    const many = {
      input: { list: Array.from({ length: 400 }, (_, n) => n), text: `${'a'.repeat(50)}!` },
      steps: {},
    };
    for (const source of [
      'input.list.all(a, input.list.all(b, input.list.all(c, input.list.all(d, a + b + c + d >= 0))))',
      'input.text.matches("^(a+)+$")',
    ]) {
      const expression = compileExpression(source);
      if (typeof expression === 'string') throw new Error(expression);
      expect(expression.evaluate(many)).toMatchObject({
        kind: 'failed',
        message: expect.stringContaining('longer than'),
      });
    }
  });

  test('that the machine holds up is evaluated all the same', async () => {
    const expression = compileExpression('input.list.all(a, input.list.all(b, a + b >= 0))');
    if (typeof expression === 'string') throw new Error(expression);
    const many = { input: { list: Array.from({ length: 30 }, (_, n) => n) }, steps: {} };
    const stopping = spawn('sh', [
      '-c',
      `sleep 0.1; kill -STOP ${process.pid}; sleep 0.3; kill -CONT ${process.pid}`,
    ]);
    const startedAt = performance.now();
    const kinds = new Set<string>();
    while (performance.now() - startedAt < 600) kinds.add(expression.evaluate(many).kind);
    await once(stopping, 'exit');
    expect([...kinds]).toEqual(['value']);
  });

  test('that gives too much is refused', () => {
    const large = { input: { text: 'x'.repeat(200_000) }, steps: {} };
    const expression = compileExpression('[input.text, input.text]');
    if (typeof expression === 'string') throw new Error(expression);
    expect(expression.evaluate(large)).toMatchObject({
      kind: 'failed',
      message: expect.stringContaining('characters'),
    });
  });
});
