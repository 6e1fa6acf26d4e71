import type { Actor } from '../domain/actor.ts';
import type { Viewer } from './viewer.ts';

/** Whether somebody may see what is its owner's own, such as a talk with a model: the owner, and administrators. */
export function mayFollowOwn(viewer: Viewer, owner: Actor): boolean {
  return viewer.role === 'ADMIN' || (viewer.actor.kind === owner.kind && viewer.actor.id === owner.id);
}
