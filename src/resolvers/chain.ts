import type { Chain, ChainStatus } from '../domain/chain.ts';
import type { ChainDefinition } from '../domain/chain-definition.ts';
import { type ChainId, parseId } from '../domain/ids.ts';
import type { RefusalOf } from '../domain/refusal.ts';
import { countChains, listChains } from '../store/read/chain-lists.ts';
import { type Connection, connect, type Order, type PageArguments } from './connection.ts';
import type { Context } from './context.ts';
import { filterFault, given } from './filter.ts';
import { idCursors } from './row-cursor.ts';
import type { ShownSession } from './session.ts';
import type { AsOf } from './snapshot.ts';
import type { ShownStep } from './step.ts';

export type ShownChain = AsOf<Chain>;

export async function getChain(context: Context, id: string): Promise<ShownChain | null> {
  const chainId = parseId('chain', id);
  return chainId === null ? null : context.reads.loaders.chain.load(chainId);
}

type Maybe<Value> = Value | null | undefined;

export interface ChainListArguments extends PageArguments {
  readonly filter?: Maybe<{
    readonly statuses?: Maybe<readonly ChainStatus[]>;
    readonly sessionId?: Maybe<string>;
    readonly definition?: Maybe<string>;
    readonly createdSince?: Maybe<number>;
  }>;
  readonly orderBy?: Maybe<Order>;
}

export function getChains(
  context: Context,
  args: ChainListArguments,
): Connection<ShownChain, ChainId> | RefusalOf<'VALIDATION'> {
  const fault = filterFault(args.filter);
  if (fault !== null) return fault;
  const filter = { organizationId: context.viewer.organizationId, ...given(args.filter) };
  const { snapshot } = context.reads;
  return connect(args, {
    ...idCursors('chain'),
    order: args.orderBy ?? 'NEWEST_FIRST',
    list: (slice) => snapshot.readAsOf((reader) => listChains(reader, filter, slice)),
    count: () => snapshot.read((reader) => countChains(reader, filter)),
  });
}

/** The definition that it runs, in the version that it was started with. */
export async function getDefinitionOfChain(
  context: Context,
  chain: ShownChain,
): Promise<ChainDefinition | null> {
  const { definitionName: name, definitionVersion: version } = chain;
  if (name === null || version === null) return null;
  return await context.reads.loaders.definition.load({ name, version });
}

export function getSteps(context: Context, chain: ShownChain): Promise<readonly ShownStep[]> {
  return context.reads.loaders.stepsOfChain.load(chain.id);
}

/** Names of the steps that were started, in that order. */
export async function getExecutionPath(context: Context, chain: ShownChain): Promise<string[]> {
  return (await context.reads.loaders.pathOfChain.load(chain.id)).map((row) => row.name);
}

export async function getParentChain(context: Context, chain: ShownChain): Promise<ShownChain | null> {
  return chain.parentId === null ? null : context.reads.loaders.chain.load(chain.parentId);
}

export function getChildChains(context: Context, chain: ShownChain): Promise<readonly ShownChain[]> {
  return context.reads.loaders.childrenOfChain.load(chain.id);
}

export async function getSessionOfChain(context: Context, chain: ShownChain): Promise<ShownSession | null> {
  return chain.sessionId === null ? null : context.reads.loaders.session.load(chain.sessionId);
}
