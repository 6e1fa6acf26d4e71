import { describe, expect, test } from 'vitest';
import { tortureByKills } from '../../scripts/torture/kills.ts';

const run = { minutes: 4, tell: () => {} };

describe('the torture finds', () => {
  test.each([
    ['doubled-send', /happened 2 times|happened all the same/],
    ['read-then-write', /was decided 2 times/],
    ['dropped-event', /was not heard/],
  ] as const)(
    'a server with a %s',
    async (control, fault) => {
      const { faults } = await tortureByKills({ ...run, kills: 2, seed: 5, control });
      expect(faults.filter((each) => fault.test(each))).not.toEqual([]);
    },
    400_000,
  );
});
