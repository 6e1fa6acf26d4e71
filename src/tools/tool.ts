import { z } from 'zod';
import type { EffectOutcome } from '../domain/effect.ts';
import type { IssueId, ItemId } from '../domain/ids.ts';
import type { JsonObject } from '../domain/json.ts';
import type { IssueFields } from '../domain/plan.ts';

/** The built-in tracker as a tool's execution sees it: inside the transaction that records the outcome. */
export interface Tracker {
  has(id: IssueId): Promise<boolean>;
  find(id: IssueId): Promise<IssueFields | null>;
  /** Makes an issue and answers its readable identifier. */
  create(id: IssueId, fields: IssueFields, itemId: ItemId | null): Promise<string>;
  update(id: IssueId, fields: IssueFields): Promise<void>;
  /** Whether making `parentId` the parent of `id` would close a circle. */
  wouldCircle(id: IssueId, parentId: IssueId): Promise<boolean>;
}

/** What an execution may use. */
export interface ToolPorts {
  readonly tracker: Tracker;
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
  /** Carries the call out. A rejection is final; a fault throws and nothing of it holds. */
  readonly execute: (args: JsonObject, ports: ToolPorts) => Promise<EffectOutcome>;
}

/** Declares a tool around one zod schema, which also prints as its JSON Schema. */
export function defineTool<Schema extends z.ZodType>(
  tool: Omit<Tool, 'argumentSchema' | 'execute'> & {
    readonly arguments: Schema;
    readonly execute: (args: z.infer<Schema>, ports: ToolPorts) => Promise<EffectOutcome>;
  },
): Tool {
  const { arguments: schema, execute, ...declared } = tool;
  return {
    ...declared,
    argumentSchema: z.toJSONSchema(schema, { io: 'input' }) as JsonObject,
    execute: async (args, ports) => {
      const parsed = schema.safeParse(args);
      if (!parsed.success)
        return { kind: 'rejected', code: 'INVALID_ARGUMENTS', message: z.prettifyError(parsed.error) };
      return await execute(parsed.data, ports);
    },
  };
}
