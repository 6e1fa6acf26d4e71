import type { Caller } from '../access/viewer.ts';
import type { Engine } from '../engine/engine.ts';
import type { Hub } from '../pubsub/hub.ts';
import type { Store } from '../store/store.ts';

/** The parts of the server that resolvers call: one set for the process. */
export interface Services {
  readonly store: Store;
  readonly engine: Engine;
  readonly hub: Hub;
}

/** What every resolver is given: one for each operation. */
export interface Context extends Caller {
  readonly services: Services;
}
