import { configDefaults, defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** The slowest first, or one of them runs on alone at the end. */
const slowest = [
  'torture-kills',
  'torture-reconnects',
  'faults/kill',
  'torture-controls',
  'torture-disks',
  'linear-tracker',
  'github-tracker',
  'live-churn',
  'page-sessions',
  'command/plan',
  'engine/difference',
];

class SlowestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) => {
      const found = slowest.findIndex((name) => moduleId.includes(`${name}.test.ts`));
      return found === -1 ? slowest.length : found;
    };
    return (await super.sort(files)).toSorted((a, b) => rank(a) - rank(b));
  }
}

/** Has to be there before the modules that it looks at are loaded. */
const alone = 'test/engine/model-counters.test.ts';

export default defineConfig({
  // Without these conditions graphql is loaded twice ("another module or realm").
  ssr: { resolve: { conditions: ['node', 'module-sync', 'import', 'default'] } },
  test: {
    // Waiting is bounded so that a test that hangs says so; a slow machine is no fault.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 50_000 } },
    // Tests wait for timers and sockets most of the time: on two cores two files at a time are done sooner.
    maxWorkers: '100%',
    sequence: { sequencer: SlowestFirst },
    projects: [
      // Loading the server anew for each file would take a fifth of the time.
      {
        extends: true,
        test: {
          name: 'shared',
          isolate: false,
          include: ['test/**/*.test.ts'],
          exclude: [...configDefaults.exclude, alone],
        },
      },
      { extends: true, test: { name: 'alone', include: [alone] } },
    ],
  },
});
