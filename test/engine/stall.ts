/**
 * The longest that one turn of the event loop took while something ran, in milliseconds of this thread's own work: what
 * others on the machine take from it is no stall of ours.
 */
export async function longestStall(run: () => Promise<void>): Promise<number> {
  let longestMs = 0;
  let before = process.threadCpuUsage();
  let running = true;
  const probe = () => {
    const { user, system } = process.threadCpuUsage(before);
    longestMs = Math.max(longestMs, (user + system) / 1000);
    before = process.threadCpuUsage();
    if (running) setImmediate(probe);
  };
  setImmediate(probe);
  await run();
  await new Promise((resolve) => setImmediate(resolve));
  running = false;
  return longestMs;
}
