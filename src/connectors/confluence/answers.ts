import type { z } from 'zod';
import type { ConnectionAccess, HttpOutcome, OutsideFault } from '../../domain/outside.ts';
import { outsideFaultOf } from '../outside-fault.ts';

/** One question to a Confluence: what is asked, and how its answer is read. */
export interface Question<Answer> {
  /** Absolute address. */
  readonly url: string;
  readonly answer: z.ZodType<Answer>;
  /** What is asked for, in the sentence for a fault: `the page 65538`. */
  readonly about: string;
  readonly maxBytes?: number;
}

/** Asks once. What is no answer of Confluence is a fault, whatever its status says. */
export async function ask<Answer>(
  { http }: ConnectionAccess,
  question: Question<Answer>,
  signal: AbortSignal,
): Promise<{ readonly kind: 'answered'; readonly value: Answer } | OutsideFault> {
  const { url, about, maxBytes } = question;
  const limit = maxBytes === undefined ? {} : { maxBytes };
  const outcome = await http.call({ method: 'GET', url, ...limit }, signal);
  if (outcome.kind !== 'ANSWERED') return explain(outcome, about);
  const read = question.answer.safeParse(outcome.body);
  if (read.success) return { kind: 'answered', value: read.data };
  return {
    kind: 'fault',
    code: 'UNREADABLE',
    message: `What came back for ${about} is not what Confluence answers: check the base URL of the connection.`,
    retryable: false,
    retryAfterMs: null,
  };
}

/** A fault in words that say what to do about it. */
function explain(outcome: Exclude<HttpOutcome, { kind: 'ANSWERED' }>, about: string): OutsideFault {
  const fault = outsideFaultOf(outcome);
  const status = outcome.answer?.status;
  if (status !== undefined && status >= 300 && status < 400) return { ...fault, message: redirected(about) };
  return { ...fault, message: sentences[fault.code](about, fault.message) };
}

function redirected(about: string): string {
  return `Confluence sends elsewhere for ${about}, mostly to a login or to its new address: check the base URL and the credentials of the connection.`;
}

const sentences: Record<OutsideFault['code'], (about: string, told: string) => string> = {
  NOT_FOUND: (about) =>
    `Confluence has no such thing as ${about}, or the connection's account may not see it: check the address and what the account may see.`,
  BAD_CREDENTIALS: () =>
    'Confluence does not know the credentials of the connection: save it with new ones, then retry.',
  NO_PERMISSION: (about) =>
    `The connection's account may not read ${about}: let it, or give the connection another account, then retry.`,
  RATE_LIMITED: (about) => `Confluence asks to come back later for ${about}.`,
  UNREACHABLE: (about, told) => `Confluence did not answer for ${about}: ${told} Retry in a while.`,
  TOO_LARGE: (about) => `Confluence answers more for ${about} than a document may have: split the page.`,
  UNREADABLE: (about, told) =>
    `What came back for ${about} cannot be read: ${told} Check the base URL of the connection.`,
  REFUSED: (about, told) => `Confluence refused ${about}: ${told}`,
};
