import type { EdgeLoadOptions } from "./lab/edge-load";
import type { LoadOptions } from "./lab/load";
import type { Trial } from "./lab/trial";

/** One fault, and what must hold through it and after it. */
export interface Scenario {
  readonly name: string;
  /** The fault, in a few words. */
  readonly fault: string;
  /** What the worker, or the web server, is to do then. */
  readonly expected: string;
  /** Part of the shortened form that runs with all tests. */
  readonly isShort?: true;
  readonly load?: Partial<LoadOptions>;
  /** Where the load goes through a web server: how it is sent, in place of `load`. */
  readonly edge?: Partial<EdgeLoadOptions>;
  /** How much more memory than at rest that web server may take at most; bytes. */
  readonly webMayGrowBytes?: number;
  readonly workers?: number;
  /** Brokers of the Kafka cluster; one unless given. */
  readonly brokers?: 3;
  /** How long after the fault everything must be in; seconds. */
  readonly recoversWithin?: number;
  /** How often workers may end by themselves; any number where they are killed or must end. */
  readonly mayEnd?: true;
  /** Makes the fault and heals it, while the load goes on. */
  readonly run: (trial: Trial) => Promise<void>;
  /** Further faults, in words, found when all is over. */
  readonly check?: (trial: Trial) => Promise<string[]>;
}
