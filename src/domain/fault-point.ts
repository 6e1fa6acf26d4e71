/**
 * Places at which a test can stop the engine or end its process: when a decision is written and not yet committed,
 * committed and not yet heard of, when an effect is claimed and nothing sent, sent and nothing recorded.
 */
export const faultPoints = ['DECIDED', 'COMMITTED', 'CLAIMED', 'SENT'] as const;
export type FaultPoint = (typeof faultPoints)[number];

/** Told that a place is reached; the engine goes on when it resolves. */
export type ReachFaultPoint = (point: FaultPoint) => Promise<void>;
