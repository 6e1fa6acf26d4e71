export const actorKinds = ['USER', 'AGENT', 'TOOL', 'SYSTEM'] as const;
export type ActorKind = (typeof actorKinds)[number];

/** Who did something: always from the authenticated identity, never from input. */
export interface Actor {
  readonly kind: ActorKind;
  /** Stable identifier, `usr_…` for a person. */
  readonly id: string;
  readonly name: string;
}

export const systemActor: Actor = { kind: 'SYSTEM', id: 'system', name: 'Countersign' };
