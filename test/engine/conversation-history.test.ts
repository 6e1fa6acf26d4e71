import { describe, expect, test } from 'vitest';
import type { Answer } from '../../src/domain/answer.ts';
import type { Message } from '../../src/domain/conversation.ts';
import type { ModelRequest, ModelTurn, NoModel } from '../../src/domain/model.ts';
import { setMessageCount } from '../../src/store/write/conversations.ts';
import { insertMessage } from '../../src/store/write/messages.ts';
import { makeIssue, refusedAs } from './approvals.ts';
import {
  answering,
  callsOf,
  messageNow,
  never,
  openAsked,
  reach,
  say,
  talk,
  typesOf,
} from './conversations.ts';
import { done, newId, until } from './rig.ts';

function retried(answer: Answer<Message> | NoModel): Message {
  if (answer.kind === 'no-model') throw new Error(answer.message);
  return done(answer);
}

/** What was said before, without the rules. */
function told(request: ModelRequest | undefined): readonly ModelTurn[] {
  return request?.turns.slice(1) ?? [];
}

describe('what a model is told', () => {
  test('is at most 200,000 characters, of what tools answered too, and holds the newest', async () => {
    const looking = Array.from({ length: 5 }, (): [string, string] => ['list_issues', '{"limit": 50}']);
    const answers = Array.from({ length: 6 }, (_, n) => [answering('', looking), answering(`Seen ${n}.`)]);
    const { rig, asked } = await openAsked(answers.flat());
    for (let n = 0; n < 30; n += 1) await makeIssue(rig, { title: `${n} ${'x'.repeat(430)}` });
    const { id } = await talk(rig);
    for (let n = 0; n < 6; n += 1) {
      const { reply } = await say(rig, id, `Question ${n}`);
      await reach(rig, reply.id, 'COMPLETED');
      const calls = await callsOf(rig, reply.id);
      // One reply takes no more than its part of that.
      expect(calls.map(({ state }) => state).slice(0, 2)).toEqual(['ANSWERED', 'ANSWERED']);
      expect(JSON.stringify(calls.map(({ result }) => result)).length).toBeLessThan(61_000);
      expect(calls.at(-1)).toMatchObject({
        state: 'REFUSED',
        error: expect.stringContaining('ask for less'),
      });
    }
    const last = asked.at(-2);
    expect(JSON.stringify(told(last)).length).toBeLessThan(200_000);
    expect(JSON.stringify(told(last))).toContain('Seen 4.');
    expect(JSON.stringify(told(last))).not.toContain('Question 0');
    expect(told(last)[0]?.role).toBe('USER');
  });

  test('holds no arguments that are longer than an answer may be: such a reply fails', async () => {
    const long = JSON.stringify({ title: 'Long', description: 'x'.repeat(60_000) });
    const calls = Array.from({ length: 4 }, (): [string, string] => ['create_issue', long]);
    const { rig, asked } = await openAsked([answering('So.', calls), answering('Sorry.')]);
    const { id } = await talk(rig);
    const { reply } = await say(rig, id, 'Go');
    expect((await reach(rig, reply.id, 'FAILED')).failure?.reason).toBe('ANSWER_TOO_LONG');
    expect((await callsOf(rig, reply.id)).map(({ state }) => state)).toEqual(['ABANDONED', 'ABANDONED']);
    await reach(rig, (await say(rig, id, 'And?')).reply.id, 'COMPLETED');
    expect(JSON.stringify(told(asked[1])).length).toBeLessThan(1_000);
  });

  test('can be read by every vendor, whatever the model wrote', async () => {
    const { rig, asked } = await openAsked([
      answering(' \n', [
        ['create_issue', '{"title": "Oo\ud83d'],
        ['create_issue', '["Oops"]'],
      ]),
      answering('So \ud83d'),
      answering('Yes.'),
    ]);
    const { id } = await talk(rig);
    const { reply } = await say(rig, id, 'Go');
    await reach(rig, reply.id, 'COMPLETED');
    await reach(rig, (await say(rig, id, 'And?')).reply.id, 'COMPLETED');
    const turns = told(asked[2]);
    expect(turns[1]).toMatchObject({
      text: '',
      calls: [
        { arguments: JSON.stringify({ malformed: '{"title": "Oo\ufffd' }) },
        { arguments: JSON.stringify({ malformed: ['Oops'] }) },
      ],
    });
    expect(turns[3]).toMatchObject({ role: 'ASSISTANT', text: 'So \ufffd' });
  });

  test('holds the last words of a reply that broke off after it had called tools', async () => {
    const { rig, asked } = await openAsked([
      answering('First.', [['list_issues', '{}']]),
      [{ kind: 'TEXT', text: 'Then' }, never],
      answering('Yes.'),
    ]);
    const { id } = await talk(rig);
    const { reply } = await say(rig, id, 'Go');
    await until('the text has come', () => rig.parts.models.texts.get(id)?.text === 'First.\n\nThen');
    done(await rig.engine.stopReply(rig.caller, reply.id));
    await reach(rig, (await say(rig, id, 'And?')).reply.id, 'COMPLETED');
    expect(told(asked[2])).toMatchObject([
      { role: 'USER', text: 'Go' },
      { role: 'ASSISTANT', text: 'First.', calls: [{ tool: 'list_issues' }] },
      { role: 'TOOL' },
      { role: 'ASSISTANT', text: 'Then', calls: [] },
      { role: 'USER', text: 'And?' },
    ]);
  });
});

describe('a reply that is tried again', () => {
  test('is told to no model, however often it is', async () => {
    const { rig, asked } = await openAsked([
      [{ kind: 'TEXT', text: 'try 1' }, never],
      [{ kind: 'TEXT', text: 'try 2' }, never],
      answering('try 3'),
      answering('Fine.'),
    ]);
    const { id } = await talk(rig);
    let { id: replyId } = (await say(rig, id, 'q')).reply;
    for (const text of ['try 1', 'try 2']) {
      await until('the text has come', () => rig.parts.models.texts.get(id)?.text === text);
      done(await rig.engine.stopReply(rig.caller, replyId));
      replyId = retried(await rig.engine.retryReply(rig.caller, replyId)).id;
    }
    await reach(rig, replyId, 'COMPLETED');
    const question = { role: 'USER', text: 'q' };
    expect(told(asked[1])).toEqual([question]);
    expect(told(asked[2])).toEqual([question]);
    await reach(rig, (await say(rig, id, 'And?')).reply.id, 'COMPLETED');
    expect(told(asked[3])).toMatchObject([
      question,
      { role: 'ASSISTANT', text: 'try 3' },
      { role: 'USER', text: 'And?' },
    ]);
  });

  test('twice is tried again once', async () => {
    const { rig } = await openAsked([[never]]);
    const { id } = await talk(rig);
    const { reply } = await say(rig, id, 'q');
    done(await rig.engine.stopReply(rig.caller, reply.id));
    const [one, other] = await Promise.all([
      rig.engine.retryReply(rig.caller, reply.id),
      rig.engine.retryReply(rig.caller, reply.id),
    ]);
    expect(retried(other).id).toBe(retried(one).id);
    // Also when more was said since.
    await say(rig, id, 'And?');
    expect(retried(await rig.engine.retryReply(rig.caller, reply.id)).id).toBe(retried(one).id);
    expect((await messageNow(rig, retried(one).id)).retryOf).toBe(reply.id);
    expect((await typesOf(rig, id)).filter((type) => type === 'ReplyRequested')).toHaveLength(1);
  });

  test('makes no conversation longer than it may be', async () => {
    const { rig } = await openAsked([]);
    const { id } = await talk(rig);
    const last = { id: newId('message'), place: 2_000, role: 'ASSISTANT', state: 'STOPPED' } as const;
    const about = {
      conversationId: id,
      organizationId: rig.organizationId,
      createdBy: rig.caller.viewer.actor,
    };
    const rest = { text: '', turns: [], failure: null, retryOf: null, createdAt: 1, endedAt: 1 };
    await rig.store.transact(async (tx) => {
      await insertMessage(tx, { ...last, ...about, ...rest });
      await setMessageCount(tx, { id, count: last.place, now: 1 });
    });
    const refusal = refusedAs(await rig.engine.retryReply(rig.caller, last.id), 'LIMIT_EXCEEDED');
    expect(refusal.path).toEqual(['input', 'messageId']);
  });
});
