import { describe, expect, test } from 'vitest';
import { chainLimits } from '../../src/domain/chain-definition.ts';
import type { Json } from '../../src/domain/json.ts';
import type { StepInput } from '../../src/engine/chain-input.ts';
import { aNewChain, call, noSettings, openChainRig, signal, subChain, timer } from './chains.ts';
import { done } from './rig.ts';

const many = (count: number) => Array.from({ length: count }, (_, n) => timer(`t${n}`, 1));

function nested(levels: number): StepInput {
  return levels === 0 ? timer('end', 1) : subChain(`level ${levels}`, { steps: [nested(levels - 1)] });
}

test('what a result never holds may be asked for', async () => {
  const { start } = await openChainRig();
  const when = 'has(steps.a.result.id) || steps.a.result.?id.hasValue() || steps.a.result.issueId == ""';
  const chain = await start([call('a', { title: 'A' }, { tool: 'create_issue' }), call('b', {}, { when })]);
  expect(chain.status).toBe('RUNNING');
});

describe('what cannot work is refused at the start, with the place', () => {
  test.each<[string, readonly StepInput[], string | null, string, RegExp]>([
    ['no steps', [], null, 'steps', /no steps/],
    ['too many steps', many(chainLimits.steps + 1), null, 'steps', /10001 steps; a chain has at most 10000/],
    ['a name twice', [timer('a', 1), timer('a', 1)], 'a', 'steps.1.name', /0 and 1 are both named a/],
    ['an empty name', [timer(' ', 1)], ' ', 'steps.0.name', /1 to 200 characters/],
    [
      'an unknown step',
      [timer('a', 1, { dependsOn: ['b'] })],
      'a',
      'steps.0.dependsOn',
      /depends on b, which is no step/,
    ],
    [
      'a circle',
      [timer('a', 1, { dependsOn: ['b'] }), timer('b', 1, { dependsOn: ['a'] })],
      'a',
      'steps.0.dependsOn',
      /circle: a waits for b waits for a/,
    ],
    [
      'a step that waits for itself',
      [timer('a', 1, { dependsOn: ['a'] })],
      'a',
      'steps.0.dependsOn',
      /a waits for a/,
    ],
    ['nothing to do', [{ ...timer('a', 1), timer: null }], 'a', 'steps.0', /does nothing: give exactly one/],
    [
      'two things to do',
      [{ ...timer('a', 1), signal: { name: null, timeoutSeconds: null } }],
      'a',
      'steps.0',
      /timer and signal/,
    ],
    [
      'an unknown tool',
      [call('a', {}, { tool: 'nope' })],
      'a',
      'steps.0.action.tool',
      /no tool nope. Tools are/,
    ],
    [
      'arguments that the tool does not take',
      [call('a', { many: 'x' })],
      'a',
      'steps.0.action.arguments.many',
      /many/,
    ],
    [
      'arguments filled from the input that it does not take',
      [call('a', { many: '${{ input.text }}' })],
      'a',
      'steps.0.action.arguments.many',
      /many/,
    ],
    [
      'an argument that the tool does not take, beside one that only a result decides',
      [
        call('a', { title: 'A' }, { tool: 'create_issue' }),
        call('b', { id: '${{ steps.a.result.issueId }}', headline: 'B' }, { tool: 'update_issue' }),
      ],
      'b',
      'steps.1.action.arguments.headline',
      /^update_issue takes no argument headline/,
    ],
    [
      'no argument where the tool needs one, beside one that only a result decides',
      [
        call('a', { title: 'A' }, { tool: 'create_issue' }),
        call('b', { body: '${{ steps.a.result.identifier }}' }, { tool: 'comment_issue' }),
      ],
      'b',
      'steps.1.action.arguments.id',
      /^The argument id is missing: comment_issue needs it/,
    ],
    [
      'an input that is not there',
      [call('a', { n: '${{ input.text }}', x: { y: ['${{ input.absent }}'] } })],
      'a',
      'steps.0.action.arguments.x.y.0',
      /^In \$\{\{ input\.absent \}\}: The input has no field `absent`/,
    ],
    [
      'bad syntax',
      [call('a', { x: ['${{ 1 + }}'] })],
      'a',
      'steps.0.action.arguments.x.0',
      /In \$\{\{ 1 \+ \}\}: It ends too early/,
    ],
    [
      'an expression that is not closed',
      [call('a', { x: '${{ 1' })],
      'a',
      'steps.0.action.arguments.x',
      /not closed/,
    ],
    ['an unknown function', [call('a', { x: '${{ nope(1) }}' })], 'a', 'steps.0.action.arguments.x', /nope/],
    [
      'an unknown name',
      [call('a', { x: '${{ env.x }}' })],
      'a',
      'steps.0.action.arguments.x',
      /`env` is nothing that an expression can use/,
    ],
    [
      'a reference to no step',
      [call('a', { x: '${{ steps.b.result }}' })],
      'a',
      'steps.0.action.arguments.x',
      /b is no step/,
    ],
    [
      'a reference to a step that it does not wait for',
      [timer('a', 1), call('b', { x: '${{ steps.a.status }}' }, { dependsOn: [] })],
      'b',
      'steps.1.action.arguments.x',
      /does not wait for a. Put a into its dependsOn/,
    ],
    [
      'a reference to what the result of a tool never holds',
      [call('a', { title: 'A' }, { tool: 'create_issue' }), call('b', { x: '${{ steps.a.result.id }}' })],
      'b',
      'steps.1.action.arguments.x',
      /the result of a has no id; it holds issueId, identifier/,
    ],
    [
      'a reference to what a timer gives',
      [timer('a', 1), timer('b', 1, { when: 'steps["a"].result["late"] == true' })],
      'b',
      'steps.1.when',
      /the result of a has no late; it holds nothing/,
    ],
    [
      'a reference to itself',
      [call('a', { x: '${{ steps.a.status }}' })],
      'a',
      'steps.0.action.arguments.x',
      /does not wait for a/,
    ],
    ['a condition that is none', [timer('a', 1, { when: '"yes"' })], 'a', 'steps.0.when', /gives string/],
    [
      'a condition over an input that is none',
      [timer('a', 1, { when: 'input.text' })],
      'a',
      'steps.0.when',
      /true or false/,
    ],
    [
      'a condition on no step',
      [timer('a', 1, { when: 'steps.z.status == "X"' })],
      'a',
      'steps.0.when',
      /z is no step/,
    ],
    ['a negative duration', [timer('a', -1)], 'a', 'steps.0.timer.durationSeconds', /-1 seconds/],
    ['an endless duration', [timer('a', 10 ** 12)], 'a', 'steps.0.timer.durationSeconds', /366 days/],
    [
      'a timer without a time',
      [{ ...timer('a', 1), timer: { durationSeconds: null, until: null } }],
      'a',
      'steps.0.timer',
      /either durationSeconds or until/,
    ],
    [
      'a timeout of nothing',
      [signal('a', { timeoutSeconds: 0 })],
      'a',
      'steps.0.timeoutSeconds',
      /0 seconds/,
    ],
    [
      'any of nothing',
      [timer('a', 1, { dependsOn: [], join: 'ANY' })],
      'a',
      'steps.0.join',
      /depends on nothing/,
    ],
    ['any of what a first step waits for', [timer('a', 1, { join: 'ANY' })], 'a', 'steps.0.join', /nothing/],
    [
      'no attempt',
      [
        call(
          'a',
          {},
          {
            retry: {
              attempts: 0,
              backoff: null,
              initialDelaySeconds: null,
              maxDelaySeconds: null,
              jitter: null,
            },
          },
        ),
      ],
      'a',
      'steps.0.retry.attempts',
      /attempts is 0/,
    ],
    [
      'a timer that is tried again',
      [
        timer('a', 1, {
          retry: {
            attempts: 2,
            backoff: null,
            initialDelaySeconds: null,
            maxDelaySeconds: null,
            jitter: null,
          },
        }),
      ],
      'a',
      'steps.0.retry',
      /Only actions and sub-chains/,
    ],
    [
      'an unknown definition',
      [subChain('a', { definition: 'nope' })],
      'a',
      'steps.0.chain.definition',
      /no chain definition named nope/,
    ],
    ['a sub-chain of nothing', [subChain('a', {})], 'a', 'steps.0.chain', /either steps or the name/],
    [
      'a fault inside a sub-chain',
      [subChain('a', { steps: [call('b', {}, { tool: 'nope' })] })],
      'b',
      'steps.0.chain.steps.0.action.tool',
      /no tool/,
    ],
    ['chains nested too deep', [nested(6)], 'level 1', 'steps', /5 levels deep/],
  ])('%s', async (_what, steps, step, path, message) => {
    const { rig } = await openChainRig();
    const refused = await rig.engine.startChain(rig.caller, aNewChain(steps, { input: { text: 'abc' } }));
    expect(refused).toMatchObject({ code: 'CHAIN_DEFINITION', message: expect.stringMatching(message) });
    if (refused.kind !== 'refused' || refused.code !== 'CHAIN_DEFINITION') return;
    expect(refused.path?.join('.')).toMatch(new RegExp(`^input\\.${path.replaceAll('.', '\\.')}`));
    if (step !== 'level 1') expect(refused.step).toBe(step);
    const rows = await rig.store.read((reader) => reader.list((db) => db.selectFrom('chains').selectAll()));
    expect(rows).toEqual([]);
  });

  test('also a whole that is neither or both, a concurrency out of bounds, and a definition that nobody saved', async () => {
    const { rig } = await openChainRig();
    const start = (given: Parameters<typeof aNewChain>[1], steps: readonly StepInput[] | null = null) =>
      rig.engine.startChain(rig.caller, aNewChain(steps, given));
    expect(await start({})).toMatchObject({ code: 'CHAIN_DEFINITION', path: ['input', 'steps'] });
    expect(await start({ definition: 'x' }, [timer('a', 1)])).toMatchObject({ path: ['input', 'steps'] });
    expect(await start({ definition: 'x' })).toMatchObject({ path: ['input', 'definition'] });
    expect(await start({ concurrency: 0 }, [timer('a', 1)])).toMatchObject({
      path: ['input', 'concurrency'],
    });
    expect(await start({ timeoutSeconds: -5 }, [timer('a', 1)])).toMatchObject({
      path: ['input', 'timeoutSeconds'],
    });
    expect(await start({ input: 'x'.repeat(300_000) }, [timer('a', 1)])).toMatchObject({
      path: ['input', 'input'],
    });
  });

  test('also an input that a definition cannot do with, unless nothing needs it', async () => {
    const { rig } = await openChainRig();
    const steps = [call('a', { x: '${{ input.who }}' }, { when: '${{ has(input.who) || input.all }}' })];
    const definition = { ...noSettings, name: 'greet', description: null, steps };
    done(await rig.engine.saveChainDefinition(rig.caller, definition));
    const start = (input: Json) =>
      rig.engine.startChain(rig.caller, aNewChain(null, { definition: 'greet', input }));
    expect(await start({ all: true })).toMatchObject({
      code: 'CHAIN_DEFINITION',
      step: 'a',
      path: ['input', 'input'],
    });
    expect(await start({})).toMatchObject({
      message: expect.stringMatching(
        /^In the condition \$\{\{ has\(input\.who\) \|\| input\.all \}\}: The input has no field `all`/,
      ),
    });
    done(await start({ all: false }));
    done(await start({ who: 'Ada' }));
  });

  test('also conditions that take too long together, at the step that is one too many', async () => {
    const { rig } = await openChainRig();
    const list = `[${[...Array(20).keys()].join(', ')}]`;
    const when = `${list}.all(a, ${list}.all(b, ${list}.all(c, a + b + c >= 0)))`;
    const steps = Array.from({ length: 200 }, (_, index) => timer(`t${index}`, 0, { when }));
    expect(await rig.engine.startChain(rig.caller, aNewChain(steps))).toMatchObject({
      code: 'CHAIN_DEFINITION',
      step: expect.stringMatching(/^t[0-9]+$/),
      path: ['input', 'steps', expect.any(String), 'when'],
      message: expect.stringContaining('longer than 100 ms together'),
    });
  });

  test('and the deepest nesting that is allowed is not', async () => {
    const { rig } = await openChainRig();
    done(await rig.engine.startChain(rig.caller, aNewChain([nested(5)])));
  });
});
