import { STATUSES } from "@/lib/domain/bike-status";
import { encodeCluster } from "@/lib/domain/live-events";
import type { VisibleFleets } from "@/lib/fleet/visible-fleet";
import type { GridChanges } from "./changes";
import type { FleetGrid } from "./fleet-grid";
import type { CellQuestion, Clusters } from "./models";

const FAULT = STATUSES.indexOf("fault");

interface ToldClusters {
  readonly level: number;
  readonly cells: readonly (readonly number[])[];
  readonly whole: boolean;
}

/** The clusters that one viewer has been told of. */
export class ShownClusters {
  /** What was told as a whole, until only changes of it were. */
  private text = "";

  constructor(
    private readonly grid: FleetGrid,
    private readonly visible: VisibleFleets,
    private readonly question: CellQuestion,
  ) {}

  whole(): ToldClusters {
    const told = encoded(this.grid.clusters(this.visible, this.question), true);
    this.text = JSON.stringify(told.cells);
    return told;
  }

  /** All of them, or nothing where they are what was told before. */
  anew(): ToldClusters {
    const before = this.text;
    const told = this.whole();
    return this.text === before ? { level: told.level, cells: [], whole: false } : told;
  }

  /** Those that are other; all of them where the grid cannot say which. */
  changed(changes: GridChanges): ToldClusters {
    const changed = this.grid.changedClusters(this.visible, changes, this.question);
    if (changed === null) return this.anew();
    if (changed.clusters.length > 0) this.text = "";
    return encoded(changed, false);
  }
}

const encoded = ({ level, clusters }: Clusters, whole: boolean): ToldClusters => ({
  level,
  cells: clusters.map(({ worst, counts, ...cluster }) =>
    encodeCluster({ ...cluster, status: worst ?? "parked", hasFault: (counts[FAULT] ?? 0) > 0 }),
  ),
  whole,
});
