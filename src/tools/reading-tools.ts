import { z } from 'zod';
import { type IssueId, parseId, type SessionId } from '../domain/ids.ts';
import type { Json, JsonObject } from '../domain/json.ts';
import { explainIssue } from './argument-faults.ts';

/** What a tool that only reads may see: one organization's data, in one snapshot. */
export interface ReadingPorts {
  listIssues(asked: { readonly titleContains: string | null; readonly limit: number }): Promise<Json>;
  readIssue(id: IssueId): Promise<Json>;
  /** Null when there is none. */
  readSession(id: SessionId): Promise<Json>;
  searchPlan(asked: {
    readonly sessionId: SessionId;
    readonly text: string;
    readonly limit: number;
  }): Promise<Json>;
}

/** A tool that changes nothing, so that a model's call of it is carried out at once. */
export interface ReadingTool {
  readonly name: string;
  readonly description: string;
  /** JSON Schema of the arguments. */
  readonly argumentSchema: JsonObject;
  /** Answers, or says what is wrong with the arguments. */
  readonly read: (
    args: Json,
    ports: ReadingPorts,
  ) => Promise<
    { readonly kind: 'read'; readonly value: Json } | { readonly kind: 'refused'; readonly message: string }
  >;
}

function defineReadingTool<Schema extends z.ZodType>(
  tool: Pick<ReadingTool, 'name' | 'description'> & {
    readonly arguments: Schema;
    readonly read: (args: z.infer<Schema>, ports: ReadingPorts) => Promise<Json>;
  },
): ReadingTool {
  const { name, description, arguments: schema } = tool;
  return {
    name,
    description,
    argumentSchema: z.toJSONSchema(schema, { io: 'input' }) as JsonObject,
    read: async (args, ports) => {
      const parsed = schema.safeParse(args);
      if (parsed.success) return { kind: 'read', value: await tool.read(parsed.data, ports) };
      const faults = parsed.error.issues.map(
        (issue) => `${issue.path.join('.') || 'What is given'} ${explainIssue(issue)}.`,
      );
      return { kind: 'refused', message: faults.join(' ') };
    },
  };
}

const idOf = <Kind extends 'session' | 'issue'>(kind: Kind, form: string) =>
  z
    .string()
    .refine((text) => parseId(kind, text) !== null, `must be ${form}`)
    .meta({ description: `Id: ${form}.` });
const sessionId = idOf('session', 'ses_ and a UUID').transform((text) => text as SessionId);
const issueId = idOf('issue', 'iss_ and a UUID').transform((text) => text as IssueId);
const limit = z.int().min(1).max(50).default(20);

/** What a model may look up by itself, within the authority of who asks. */
export const readingTools: readonly ReadingTool[] = [
  defineReadingTool({
    name: 'list_issues',
    description: 'Lists issues of the built-in tracker, the newest first.',
    arguments: z.strictObject({
      titleContains: z.string().min(1).max(200).nullable().default(null),
      limit,
    }),
    read: (args, ports) => ports.listIssues(args),
  }),
  defineReadingTool({
    name: 'read_issue',
    description: 'Reads one issue of the built-in tracker.',
    arguments: z.strictObject({ issueId }),
    read: ({ issueId: id }, ports) => ports.readIssue(id),
  }),
  defineReadingTool({
    name: 'read_session',
    description: 'Reads where a planning session stands.',
    arguments: z.strictObject({ sessionId }),
    read: ({ sessionId: id }, ports) => ports.readSession(id),
  }),
  defineReadingTool({
    name: 'search_plan',
    description: 'Searches the plan items of a planning session by words of title or description.',
    arguments: z.strictObject({ sessionId, text: z.string().min(1).max(200), limit }),
    read: (args, ports) => ports.searchPlan(args),
  }),
];
