import { createPlanReader, type PlanReader } from '../../src/engine/plan-reader.ts';

/** Its threads take a second to load, which most tests are not about. They end with the process. */
const threads = createPlanReader({ readTimeoutMs: 30_000, memoryMb: 1024 });

/** A reader on threads that many servers share: closed, it answers no more, and the threads stay. */
export function sharedPlanReader(): PlanReader {
  const closed = Promise.withResolvers<never>();
  closed.promise.catch(() => {});
  const unlessClosed = <Answer>(answer: Promise<Answer>): Promise<Answer> =>
    Promise.race([answer, closed.promise]);
  return {
    check: (document) => unlessClosed(threads.check(document)),
    plan: (document, tracker) => unlessClosed(threads.plan(document, tracker)),
    preview: (document, tracker) => unlessClosed(threads.preview(document, tracker)),
    [Symbol.asyncDispose]: async () => closed.reject(new Error('The reader is closed.')),
  };
}
