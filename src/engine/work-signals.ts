/** How work in hand is told to end. */
export interface WorkSignals {
  /** The engine is stopping: begin nothing new. */
  readonly closing: AbortSignal;
  /** This work is to stop at once. */
  readonly stop: AbortSignal;
}
