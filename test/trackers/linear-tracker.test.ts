import { describeFaultyTracker, describeTracker } from '../contracts/tracker-contract.ts';
import { linearTracker } from './linear-tracker.ts';

describeTracker('Linear', linearTracker);
describeFaultyTracker('Linear', linearTracker);
