import type { Digest } from "@/lib/analytics/tells-of-cell";
import type { ConsentGrant } from "@/lib/consent/grant/consent-grant";
import type { Database } from "@/lib/db/client";
import type { Purpose } from "@/lib/domain/consent";
import type { ConsentedRide } from "@/lib/domain/consented-ride";
import type { Elasticsearch } from "@/lib/es/client";

/** What blocks are computed from and with. */
export interface FigureSurroundings {
  readonly es: Elasticsearch;
  readonly index: string;
  readonly db: Database;
  readonly zone: string;
  readonly digest: Digest;
  readonly now: () => number;
  readonly grantFor: (purpose: Purpose) => Promise<ConsentGrant>;
  /** As of now, what the range model estimates for rides that was the published one when they began. */
  readonly estimates: () => Promise<(ride: ConsentedRide) => number | null>;
  /** From how many persons on a cell of a running day is published; a hundred if left out. */
  readonly earlyRiders?: number | undefined;
  /** Of days that are remembered; 512 MB if left out. */
  readonly mostBytes?: number;
}
