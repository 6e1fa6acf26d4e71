import { titleMaxLength } from '../domain/title.ts';
import { countOpenSessions } from '../store/read/open-sessions.ts';
import { maxPageSize } from './connection.ts';
import type { Context } from './context.ts';
import { maxNodeIds } from './node.ts';

/** How much of something the server takes from this viewer. */
export interface ShownLimit {
  /** Stable, upper case with underscores. */
  readonly name: string;
  readonly value: number;
  /** What is left of it now; null for a limit of each single thing that is not asked on that thing. */
  readonly remaining: number | null;
  /** Epoch milliseconds; null when it does not come back by itself. */
  readonly resetsAt: number | null;
  readonly unit: string;
  readonly description: string;
}

/** A subscription of the viewer, as it is doing now. */
export interface ShownSubscription {
  readonly entityId: string | null;
  readonly conditions: readonly { readonly field: string; readonly anyOf: readonly string[] }[];
  readonly state: 'CATCHING_UP' | 'LIVE';
  readonly matchedCount: number;
  readonly deliveredCount: number;
  /** Positions in the log. */
  readonly position: number;
  readonly head: number;
  /** Epoch milliseconds. */
  readonly since: number;
}

export interface ShownOrganization {
  readonly id: string;
  readonly name: string;
}

export function getOrganization(viewer: Context['viewer']): ShownOrganization {
  return { id: viewer.organizationId, name: viewer.organizationName };
}

export async function getSubscriptions(context: Context): Promise<ShownSubscription[]> {
  const { organizationId, actor } = context.viewer;
  const head = await context.reads.snapshot.head();
  const { hub, texts } = context.services;
  const open = [hub, texts].flatMap((each) => each.followingsOf(organizationId, actor.id));
  const byAge = open.toSorted((one, other) => one.since - other.since);
  return byAge.map((status) => {
    // What was committed after the snapshot may have been told already.
    const end = Math.max(head, status.position);
    return {
      entityId: status.entityId,
      conditions: status.conditions.map(({ column, anyOf }) => ({ field: column, anyOf })),
      state: status.state,
      matchedCount: status.matched,
      deliveredCount: status.delivered,
      // A live one is asked of each commit; its own position is that of the last event that was for it.
      position: status.state === 'LIVE' ? end : status.position,
      head: end,
      since: status.since,
    };
  });
}

export async function getLimits(context: Context): Promise<readonly ShownLimit[]> {
  return [
    ...sizeLimits(context),
    ...(await rateLimits(context)),
    ...(await openSessionLimits(context)),
    ...liveLimits(context),
  ];
}

async function rateLimits({ viewer, services }: Context): Promise<ShownLimit[]> {
  const usage = (await services.limits.usage?.(viewer)) ?? [];
  return usage.map(({ name, limit, remaining, resetsInMs, unit, description }) => {
    const resetsAt = resetsInMs === 0 ? null : Date.now() + resetsInMs;
    return { name, value: limit, remaining, resetsAt, unit, description };
  });
}

async function openSessionLimits({ viewer, services, reads }: Context): Promise<ShownLimit[]> {
  const { user = 0, organization = 0 } = services.limits.openSessions ?? {};
  const kinds = [
    { name: 'OPEN_SESSIONS', value: user, createdBy: viewer.actor.id, whose: 'yours' },
    {
      name: 'ORGANIZATION_OPEN_SESSIONS',
      value: organization,
      createdBy: null,
      whose: 'those of the whole organization',
    },
  ];
  const limits = kinds.filter(({ value }) => value > 0);
  return Promise.all(
    limits.map(async ({ name, value, createdBy, whose }) => {
      const open = await reads.snapshot.read((reader) =>
        countOpenSessions(reader, viewer.organizationId, { createdBy, most: value }),
      );
      const description = `Planning sessions that have not ended, ${whose}.`;
      return { name, value, remaining: value - open, resetsAt: null, unit: 'sessions', description };
    }),
  );
}

/** What is open at a time, on all connections together; and what bounds each single one. */
function liveLimits({ viewer, socket, services: { limits, hub } }: Context): ShownLimit[] {
  const { live } = limits;
  const used = limits.connectionsOf(viewer);
  const subscriptions = hub.heldBy(viewer.organizationId, viewer.actor.id);
  const counted = [
    {
      name: 'CONNECTIONS_PER_USER',
      value: live.connectionsPerUser,
      used: used.user,
      unit: 'connections',
      description: 'Sockets and streams that you may have open.',
    },
    {
      name: 'CONNECTIONS_PER_ORGANIZATION',
      value: live.connectionsPerOrganization,
      used: used.organization,
      unit: 'connections',
      description: 'Sockets and streams that the organization may have open.',
    },
    {
      name: 'SUBSCRIPTIONS_PER_USER',
      value: live.subscriptionsPerUser,
      used: subscriptions,
      unit: 'subscriptions',
      description: 'Subscriptions that you may have open, over all connections.',
    },
    {
      name: 'SUBSCRIPTIONS_PER_SOCKET',
      value: live.subscriptionsPerSocket,
      used: socket?.open,
      unit: 'operations',
      description: 'Operations open on one socket; what is left is told on the socket that asks.',
    },
    {
      name: 'OPERATIONS_PER_SECOND',
      value: live.operationsPerSecond,
      used: socket?.begun,
      resetsAt: socket === undefined || socket.resetsInMs === 0 ? null : Date.now() + socket.resetsInMs,
      unit: 'operations',
      description:
        'Operations begun on one socket in a second; what is left is told on the socket that asks.',
    },
  ];
  return counted.map(({ used: usedNow, resetsAt = null, ...limit }) => {
    const remaining = usedNow === undefined ? null : Math.max(0, limit.value - usedNow);
    return { ...limit, remaining, resetsAt };
  });
}

function sizeLimits(context: Context): ShownLimit[] {
  const sizes = [
    {
      name: 'DOCUMENT_BYTES',
      value: context.services.limits.documentBytes,
      unit: 'bytes',
      description: 'Size of one planning document, in UTF-8.',
    },
    {
      name: 'TITLE_CHARACTERS',
      value: titleMaxLength,
      unit: 'characters',
      description: 'Length of the title of a planning session.',
    },
    {
      name: 'PAGE_SIZE',
      value: maxPageSize,
      unit: 'rows',
      description: 'What `first` or `last` of a connection can ask for.',
    },
    {
      name: 'NODE_IDS',
      value: maxNodeIds,
      unit: 'ids',
      description: 'How many ids `nodes` takes.',
    },
  ];
  return sizes.map((size) => ({ ...size, remaining: null, resetsAt: null }));
}
