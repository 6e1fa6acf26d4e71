import { z } from 'zod';
import type { Suggestion } from '../domain/suggestion.ts';
import { textFault } from '../domain/text.ts';
import { explainIssue } from '../tools/argument-faults.ts';

const text = (longest: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(longest)
    .refine((value) => textFault(value) === null, 'holds a character that cannot be stored');

const reply = z.object({
  suggestions: z
    .array(
      z.object({
        title: text(200),
        rationale: text(4_000),
        description: text(10_000),
        implementationConsiderations: z.array(text(2_000)).max(20),
      }),
    )
    .min(1)
    .max(10),
});

/** What a model is asked to answer, as it is told so. */
export const replyShape =
  '{"suggestions": [{"title": "…", "rationale": "…", "description": "…", "implementationConsiderations": ["…"]}]}';

/** The suggestions of a model's answer, which may stand in a code block or among words; or what is wrong with it. */
export function readSuggestions(
  answer: string,
):
  | { readonly kind: 'read'; readonly suggestions: readonly Suggestion[] }
  | { readonly kind: 'broken'; readonly fault: string } {
  const start = answer.indexOf('{');
  const end = answer.lastIndexOf('}');
  if (start < 0 || end < start) return { kind: 'broken', fault: 'it holds no JSON object' };
  let value: unknown;
  try {
    value = JSON.parse(answer.slice(start, end + 1));
  } catch {
    return { kind: 'broken', fault: 'its JSON is malformed or was cut off' };
  }
  const parsed = reply.safeParse(value);
  if (parsed.success) return { kind: 'read', suggestions: parsed.data.suggestions };
  const [issue] = parsed.error.issues;
  return {
    kind: 'broken',
    fault: `${issue?.path.join('.') || 'the object'} ${explainIssue(issue)}`,
  };
}
