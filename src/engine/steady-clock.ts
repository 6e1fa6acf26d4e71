/**
 * The clock that everything is decided by: the system's, but it never goes back. When the system's clock is set back,
 * this one goes on at half the pace until that has caught up, so that what waits for a while waits twice as long at the
 * most, and times and ids stay in order. Set forward, it goes along. Epoch milliseconds.
 */
export function steadyClock(wall: () => number, elapsedMs: () => number): () => number {
  let shown = wall();
  let elapsed = elapsedMs();
  return () => {
    const passed = elapsedMs() - elapsed;
    elapsed += passed;
    shown = Math.max(wall(), shown + passed / 2);
    return Math.floor(shown);
  };
}
