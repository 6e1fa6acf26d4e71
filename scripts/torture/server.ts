import { parseConfig } from '../../src/config.ts';
import { connectorTools } from '../../src/connectors/registry.ts';
import type { FaultPoint } from '../../src/domain/fault-point.ts';
import { runServer } from '../../src/server/run.ts';
import { tools } from '../../src/tools/registry.ts';
import { assembleControlled, isControl, sentTwice } from './controls.ts';
import { toolsOfTarget } from './target-tools.ts';

// The server as it is, with the tools of a target beside its own, and a place at which it has to die.

/** The environment that the torture gives it beside the server's own. */
const {
  TORTURE_TARGET: targetUrl = '',
  TORTURE_DIE_AT: place = '',
  TORTURE_HOLD: hold = '',
  TORTURE_CONTROL: control = '',
} = process.env;

const [point, nth] = place.split(':') as [FaultPoint, string?];
let left = Number(nth ?? 0);

async function reachFaultPoint(reached: FaultPoint): Promise<void> {
  if (reached !== point) return;
  left -= 1;
  // As sudden as a loss of power is for a process: no handler runs, nothing is flushed.
  if (left === 0) process.kill(process.pid, 'SIGKILL');
  // So that the others are at the same place when it dies.
  if (hold !== '') await new Promise(() => {});
}

process.stdin.resume().on('end', () => process.kill(process.pid, 'SIGKILL'));

const outside = toolsOfTarget({ url: targetUrl, timeoutMs: 300 });
await runServer(parseConfig(process.env), {
  tools: [...tools, ...connectorTools, ...(control === 'doubled-send' ? outside.map(sentTwice) : outside)],
  ...(place === '' ? {} : { reachFaultPoint }),
  ...(isControl(control) ? { assemble: (foundation) => assembleControlled(control, foundation) } : {}),
});
