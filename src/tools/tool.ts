import { z } from 'zod';
import type { ActionPreviewField } from '../domain/action.ts';
import type { Connection } from '../domain/connection.ts';
import type { EffectOutcome } from '../domain/effect.ts';
import type { LookUpOutcome, Repeatability, SendOutcome } from '../domain/effect-attempt.ts';
import type { ConnectionId, IssueId, ItemId } from '../domain/ids.ts';
import type { IssueState } from '../domain/issue.ts';
import type { JsonObject } from '../domain/json.ts';
import type { ConnectionAccess, OutsideIssue } from '../domain/outside.ts';
import type { IssueFields } from '../domain/plan.ts';
import { type RefusalOf, refuse } from '../domain/refusal.ts';
import { explainIssue } from './argument-faults.ts';

/** An issue as it is in the tracker. */
export interface PresentIssue extends IssueFields {
  readonly state: IssueState;
}

/** The built-in tracker as a tool sees it: inside the transaction that proposes, or that records the outcome. */
export interface Tracker {
  has(id: IssueId): Promise<boolean>;
  find(id: IssueId): Promise<PresentIssue | null>;
  /** Makes an issue and answers its readable identifier; null when the id is taken. */
  create(id: IssueId, fields: IssueFields, itemId: ItemId | null): Promise<string | null>;
  update(id: IssueId, fields: PresentIssue): Promise<void>;
  /** Deletes an issue with its labels and comments. */
  remove(id: IssueId): Promise<void>;
  childCount(id: IssueId): Promise<number>;
  commentCount(id: IssueId): Promise<number>;
  /** Adds a comment in the name of who proposed it, and answers its id. */
  comment(id: IssueId, body: string): Promise<string>;
  /** Whether making `parentId` the parent of `id` would close a circle. */
  wouldCircle(id: IssueId, parentId: IssueId): Promise<boolean>;
}

/** Issues of outside trackers, as they were when they were last read or written. */
export interface OutsideIssues {
  /** Null of one that was never read, and of one that is gone. */
  find(connectionId: ConnectionId, id: IssueId): Promise<OutsideIssue | null>;
  /** Whether it was there once, and was not when it was last read. */
  isGone(connectionId: ConnectionId, id: IssueId): Promise<boolean>;
}

/** What a preview or an execution may use. */
export interface ToolPorts {
  readonly tracker: Tracker;
  readonly outside: OutsideIssues;
  /** Under which id the action makes an issue when its arguments name none: the same at each attempt. */
  readonly newIssueId: IssueId;
  readonly connections: { find(id: string): Promise<Connection | null> };
}

/** What every kind of action declares. */
interface DeclaredTool {
  readonly name: string;
  readonly description: string;
  readonly category: string;
  /** True when it takes something away: such a call always needs a person. */
  readonly destructive: boolean;
  /** JSON Schema of the arguments. */
  readonly argumentSchema: JsonObject;
  /** The arguments as they will be frozen, or what is wrong with them. */
  readonly parse: (
    args: JsonObject,
  ) => { readonly kind: 'parsed'; readonly args: JsonObject } | RefusalOf<'VALIDATION'>;
  /** What is wrong with arguments whatever their values are: names that it does not take, or that are missing. */
  readonly nameFault: (args: JsonObject) => RefusalOf<'VALIDATION'> | null;
  /** Why arguments cannot be proposed as things are now, or null; left out: whatever parses can. */
  readonly vet?: (args: JsonObject, ports: ToolPorts) => Promise<RefusalOf<'VALIDATION'> | null>;
  /** The id that its arguments choose for an issue that it makes; null when they choose none. Left out: it makes none. */
  readonly makes?: (args: JsonObject) => IssueId | null;
  /** What carrying out frozen arguments would change in the target as it is now: everything, and nothing else. */
  readonly preview: (args: JsonObject, ports: ToolPorts) => Promise<ActionPreviewField[]>;
}

/** A tool that writes inside the transaction that records it: it happens once or not at all. */
export interface InternalTool extends DeclaredTool {
  readonly repeatability: 'IN_TRANSACTION';
  /** Names of what its results hold: all that a later step can refer to. Left out: that is not known before. */
  readonly resultFields?: readonly string[];
  /** Carries frozen arguments out. A rejection is final; a fault throws and nothing of it holds. */
  readonly execute: (args: JsonObject, ports: ToolPorts) => Promise<EffectOutcome>;
}

/** One request to the outside world, or one look-up of what came of it. */
export interface ToolCall {
  /** The same for every attempt at one action: the target's id for it, or its idempotency key. */
  readonly key: string;
  /** Aborted when the attempt has to end. */
  readonly signal: AbortSignal;
  /** When the work was asked for, in epoch milliseconds: nothing that it made is older. */
  readonly askedAt: number;
  /** An issue of its connection as it was last read or written; null when it never was. */
  readonly findIssue: (id: IssueId) => Promise<OutsideIssue | null>;
  /** Opens the saved connection that the tool names. Throws when there is none: what could not be opened sent nothing. */
  readonly connect: () => Promise<ConnectionAccess>;
}

/** A tool that speaks to the outside world: outside of any transaction, between a claim and a record. */
interface SendingTool extends DeclaredTool {
  /**
   * The connection whose credentials it uses, by its id: when the target lets us in no more, all that use it are paused.
   * From the arguments and nothing else.
   */
  readonly connection: (args: JsonObject) => string;
  /** The issue over that connection whose fields the preview shows; left out: it shows none. From the arguments alone. */
  readonly target?: (args: JsonObject) => IssueId;
  /** An attempt is told to stop after this time. */
  readonly timeoutMs?: number;
  /** Names what has to keep its order, such as the issue that is changed; null when nothing has to. */
  readonly stream: (args: JsonObject) => string | null;
  /** What will be sent, made once and frozen: from the arguments and nothing else. */
  readonly prepare: (args: JsonObject, key: string) => JsonObject;
  /** Sends what was prepared, once: no retries of its own. A fault that throws counts as ambiguous. */
  readonly send: (request: JsonObject, call: ToolCall) => Promise<SendOutcome>;
}

/** One whose work can be looked up: by an id of ours, or by a mark that proves it happened, but not that it did not. */
export interface FindableTool extends SendingTool {
  readonly repeatability: 'CLIENT_ID' | 'MARKER';
  /** Looks for the work of earlier attempts; changes nothing. */
  readonly lookUp: (request: JsonObject, call: ToolCall) => Promise<LookUpOutcome>;
  /** Does the rest of what was found half done; safe to repeat. Left out: nothing is ever half done. */
  readonly finish?: (request: JsonObject, found: JsonObject, call: ToolCall) => Promise<SendOutcome>;
}

/** One whose work cannot be looked up: sent again where that is safe, and else left to a person's word. */
export interface UnfindableTool extends SendingTool {
  readonly repeatability: 'IDEMPOTENCY_KEY' | 'IDEMPOTENT' | 'BLIND';
  /** Where it depends on the arguments; left out: it is the same for all. */
  readonly repeatabilityOf?: (args: JsonObject) => UnfindableTool['repeatability'];
}

export type ExternalTool = FindableTool | UnfindableTool;

/** A kind of action. Adding one is a file here and a line in registry.ts. */
export type Tool = InternalTool | ExternalTool;

/** How one call is made safe to repeat; of a tool that is gone nothing is known. */
export function repeatabilityOf(tool: Tool | undefined, args: JsonObject): Repeatability {
  if (tool === undefined) return 'BLIND';
  const own = 'repeatabilityOf' in tool ? tool.repeatabilityOf : undefined;
  return own === undefined ? tool.repeatability : own(args);
}

/** A tool around one zod schema: what takes arguments takes them as the schema gives them. */
type TakesArguments =
  | 'argumentSchema'
  | 'parse'
  | 'nameFault'
  | 'vet'
  | 'makes'
  | 'preview'
  | 'execute'
  | 'connection'
  | 'target'
  | 'stream'
  | 'prepare'
  | 'repeatabilityOf';
type Defined<T extends Tool, Args> = T extends Tool
  ? Omit<T, TakesArguments> & {
      readonly vet?: (args: Args, ports: ToolPorts) => Promise<RefusalOf<'VALIDATION'> | null>;
      readonly makes?: (args: Args) => IssueId | null;
      readonly preview: (args: Args, ports: ToolPorts) => Promise<ActionPreviewField[]>;
    } & (T extends InternalTool
        ? { readonly execute: (args: Args, ports: ToolPorts) => Promise<EffectOutcome> }
        : {
            readonly connection: (args: Args) => string;
            readonly target?: (args: Args) => IssueId;
            readonly repeatabilityOf?: (args: Args) => UnfindableTool['repeatability'];
            readonly stream: (args: Args) => string | null;
            readonly prepare: (args: Args, key: string) => JsonObject;
          })
  : never;

/** Declares a tool that writes inside our own transactions, around the schema of its arguments. */
export function defineTool<Schema extends z.ZodType>(
  tool: Defined<InternalTool, z.infer<Schema>> & { readonly arguments: Schema },
): InternalTool {
  const { arguments: schema, vet, makes, preview, execute, ...declared } = tool;
  return {
    ...declared,
    ...checkedBy(schema, tool.name),
    // What is frozen has been parsed, and comes back as it was.
    ...(vet === undefined ? {} : { vet: (args, ports) => vet(args as z.infer<Schema>, ports) }),
    ...(makes === undefined ? {} : { makes: (args) => makes(args as z.infer<Schema>) }),
    preview: (args, ports) => preview(args as z.infer<Schema>, ports),
    execute: async (args, ports) => {
      const parsed = schema.safeParse(args);
      if (parsed.success) return await execute(parsed.data, ports);
      const { message } = explain(tool.name, args, parsed.error.issues);
      return { kind: 'rejected', code: 'INVALID_ARGUMENTS', message };
    },
  };
}

/** Declares a tool that speaks to the outside world, around the schema of its arguments. */
export function defineExternalTool<Schema extends z.ZodType>(
  tool: Defined<ExternalTool, z.infer<Schema>> & { readonly arguments: Schema },
): ExternalTool {
  const {
    arguments: schema,
    vet,
    makes,
    preview,
    connection,
    target,
    stream,
    prepare,
    repeatabilityOf,
    ...declared
  } = tool;
  return {
    ...declared,
    ...checkedBy(schema, tool.name),
    ...(vet === undefined ? {} : { vet: (args, ports) => vet(args as z.infer<Schema>, ports) }),
    ...(makes === undefined ? {} : { makes: (args: JsonObject) => makes(args as z.infer<Schema>) }),
    ...(repeatabilityOf === undefined
      ? {}
      : { repeatabilityOf: (args: JsonObject) => repeatabilityOf(args as z.infer<Schema>) }),
    preview: (args, ports) => preview(args as z.infer<Schema>, ports),
    connection: (args) => connection(args as z.infer<Schema>),
    ...(target === undefined ? {} : { target: (args: JsonObject) => target(args as z.infer<Schema>) }),
    stream: (args) => stream(args as z.infer<Schema>),
    prepare: (args, key) => prepare(args as z.infer<Schema>, key),
  };
}

/** The schema as JSON Schema, and as the check of arguments. */
function checkedBy(
  schema: z.ZodType,
  toolName: string,
): Pick<DeclaredTool, 'argumentSchema' | 'parse' | 'nameFault'> {
  const refuseFor = (args: JsonObject, issues: readonly z.core.$ZodIssue[]) => {
    const { path, message } = explain(toolName, args, issues);
    return refuse('VALIDATION', message, ['input', 'arguments', ...path], {});
  };
  return {
    argumentSchema: z.toJSONSchema(schema, { io: 'input' }) as JsonObject,
    parse: (args) => {
      const parsed = schema.safeParse(args);
      if (parsed.success) return { kind: 'parsed', args: parsed.data as JsonObject };
      return refuseFor(args, parsed.error.issues);
    },
    nameFault: (args) => {
      const faults = schema.safeParse(args).error?.issues.filter((issue) => isNameFault(args, issue)) ?? [];
      return faults.length === 0 ? null : refuseFor(args, faults);
    },
  };
}

function isNameFault(args: JsonObject, issue: z.core.$ZodIssue): boolean {
  return issue.code === 'unrecognized_keys'
    ? issue.path.length === 0
    : isMissing(args, issue) && issue.path.length === 1;
}

const mostFaults = 10;

/** Every fault as a sentence; the path is that of the first. */
function explain(
  toolName: string,
  args: JsonObject,
  issues: readonly z.core.$ZodIssue[],
): { path: string[]; message: string } {
  const faults = issues.flatMap((issue): { path: string[]; issue: z.core.$ZodIssue }[] => {
    const path = issue.path.map(String);
    return issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) => ({ path: [...path, key], issue }))
      : [{ path, issue }];
  });
  // Of one argument the narrowest bound is told, which is checked last.
  const told = [...new Map(faults.map((fault) => [fault.path.join('.'), fault])).values()];
  const sentences = told.slice(0, mostFaults).map((fault) => sentence(toolName, args, fault));
  if (told.length > mostFaults) sentences.push(`${told.length - mostFaults} more are wrong.`);
  return { path: faults[0]?.path ?? [], message: [...sentences, seeSchema].join(' ') };
}

const seeSchema = 'The arguments are described by argumentSchema of the tool.';

function sentence(
  toolName: string,
  args: JsonObject,
  { path, issue }: { readonly path: readonly string[]; readonly issue: z.core.$ZodIssue },
): string {
  const name = path.join('.');
  if (issue.code === 'unrecognized_keys') return `${toolName} takes no argument ${name}.`;
  if (isMissing(args, issue)) return `The argument ${name} is missing: ${toolName} needs it.`;
  const what = path.length === 0 ? 'What is given' : `The argument ${name}`;
  return `${what} is not what ${toolName} takes: it ${explainIssue(issue)}.`;
}

/** Whether what zod complains about is not there at all. */
function isMissing(args: JsonObject, issue: z.core.$ZodIssue): boolean {
  if (issue.code !== 'invalid_type' || issue.path.length === 0) return false;
  const found = issue.path.reduce<unknown>((value, key) => Object(value)[key], args);
  return found === undefined;
}
