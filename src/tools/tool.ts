import { z } from 'zod';
import type { ActionPreviewField } from '../domain/action.ts';
import type { EffectOutcome } from '../domain/effect.ts';
import type { IssueId, ItemId } from '../domain/ids.ts';
import type { JsonObject } from '../domain/json.ts';
import type { IssueFields } from '../domain/plan.ts';
import { type RefusalOf, refuse } from '../domain/refusal.ts';

/** The built-in tracker as a tool sees it: inside the transaction that proposes, or that records the outcome. */
export interface Tracker {
  has(id: IssueId): Promise<boolean>;
  find(id: IssueId): Promise<IssueFields | null>;
  /** Makes an issue and answers its readable identifier; null when the id is taken. */
  create(id: IssueId, fields: IssueFields, itemId: ItemId | null): Promise<string | null>;
  update(id: IssueId, fields: IssueFields): Promise<void>;
  /** Deletes an issue with its labels and comments. */
  remove(id: IssueId): Promise<void>;
  childCount(id: IssueId): Promise<number>;
  commentCount(id: IssueId): Promise<number>;
  /** Adds a comment in the name of who proposed it, and answers its id. */
  comment(id: IssueId, body: string): Promise<string>;
  /** Whether making `parentId` the parent of `id` would close a circle. */
  wouldCircle(id: IssueId, parentId: IssueId): Promise<boolean>;
}

/** What a preview or an execution may use. */
export interface ToolPorts {
  readonly tracker: Tracker;
  /** Under which id the action makes an issue when its arguments name none: the same at each attempt. */
  readonly newIssueId: IssueId;
}

/** A kind of action. Adding one is a file here and a line in registry.ts. */
export interface Tool {
  readonly name: string;
  readonly description: string;
  readonly category: string;
  /** True when it takes something away: such a call always needs a person. */
  readonly destructive: boolean;
  /** How an execution is made safe to repeat: inside the recording transaction it happens once or not at all. */
  readonly repeatability: 'IN_TRANSACTION';
  /** JSON Schema of the arguments. */
  readonly argumentSchema: JsonObject;
  /** The arguments as they will be frozen, or what is wrong with them. */
  readonly parse: (
    args: JsonObject,
  ) => { readonly kind: 'parsed'; readonly args: JsonObject } | RefusalOf<'VALIDATION'>;
  /** What carrying out frozen arguments would change in the target as it is now: everything, and nothing else. */
  readonly preview: (args: JsonObject, ports: ToolPorts) => Promise<ActionPreviewField[]>;
  /** Carries frozen arguments out. A rejection is final; a fault throws and nothing of it holds. */
  readonly execute: (args: JsonObject, ports: ToolPorts) => Promise<EffectOutcome>;
}

/** Declares a tool around one zod schema, which also prints as its JSON Schema. */
export function defineTool<Schema extends z.ZodType>(
  tool: Omit<Tool, 'argumentSchema' | 'parse' | 'preview' | 'execute'> & {
    readonly arguments: Schema;
    readonly preview: (args: z.infer<Schema>, ports: ToolPorts) => Promise<ActionPreviewField[]>;
    readonly execute: (args: z.infer<Schema>, ports: ToolPorts) => Promise<EffectOutcome>;
  },
): Tool {
  const { arguments: schema, preview, execute, ...declared } = tool;
  const explain = (args: JsonObject, error: z.ZodError) => {
    const [issue] = error.issues;
    const path = [
      ...(issue?.path ?? []).map(String),
      ...(issue?.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : []),
    ];
    const where = path.length === 0 ? 'The arguments are' : `The argument ${path.join('.')} is`;
    const message = isMissing(args, issue)
      ? `${where} missing: ${tool.name} needs it. Its arguments are described by argumentSchema of the tool.`
      : `${where} not what ${tool.name} takes: ${issue?.message ?? 'malformed'}.`;
    return { path, message };
  };
  return {
    ...declared,
    argumentSchema: z.toJSONSchema(schema, { io: 'input' }) as JsonObject,
    parse: (args) => {
      const parsed = schema.safeParse(args);
      if (parsed.success) return { kind: 'parsed', args: parsed.data as JsonObject };
      const { path, message } = explain(args, parsed.error);
      return refuse('VALIDATION', message, ['input', 'arguments', ...path], {});
    },
    // What is frozen has been parsed, and comes back as it was.
    preview: (args, ports) => preview(args as z.infer<Schema>, ports),
    execute: async (args, ports) => {
      const parsed = schema.safeParse(args);
      if (parsed.success) return await execute(parsed.data, ports);
      return { kind: 'rejected', code: 'INVALID_ARGUMENTS', message: explain(args, parsed.error).message };
    },
  };
}

/** Whether what zod complains about is not there at all. */
function isMissing(args: JsonObject, issue: z.core.$ZodIssue | undefined): boolean {
  if (issue?.code !== 'invalid_type' || issue.path.length === 0) return false;
  const found = issue.path.reduce<unknown>((value, key) => Object(value)[key], args);
  return found === undefined;
}
