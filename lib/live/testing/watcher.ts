import {
  type BikesEvent,
  type ClustersEvent,
  decodeBikes,
  decodeCluster,
  type LiveBike,
  type LiveCluster,
} from "@/lib/domain/live-events";

/** What a client has after the events that it was sent, each read back from its text. */
export class Watcher {
  mode: "bikes" | "clusters" | "none" = "none";
  private counts: readonly number[] = [];
  private unplaced = 0;
  private readonly bikes = new Map<number, LiveBike>();
  private readonly clusters = new Map<string, LiveCluster>();

  hear(sent: BikesEvent | ClustersEvent | null): void {
    if (sent === null) return;
    const event: typeof sent = JSON.parse(JSON.stringify(sent));
    this.counts = event.counts;
    this.unplaced = event.unplaced;
    if (event.type !== this.mode && !event.whole)
      throw new Error(`a change of ${event.type} that are not shown`);
    this.mode = event.type;
    if (event.whole) {
      this.bikes.clear();
      this.clusters.clear();
    }
    if (event.type === "bikes") this.hearBikes(event);
    else this.hearClusters(event);
  }

  /** Without the stream's numbers, and times, which are not told of bikes that stand. */
  shown() {
    return {
      mode: this.mode,
      counts: this.counts,
      unplaced: this.unplaced,
      bikes: [...this.bikes.values()]
        .map(({ index, positionAtMs, ...bike }) => bike)
        .toSorted((a, b) => (a.id < b.id ? -1 : 1)),
      clusters: [...this.clusters].toSorted(([a], [b]) => (a < b ? -1 : 1)),
    };
  }

  private hearBikes(event: BikesEvent): void {
    for (const index of event.gone)
      if (!this.bikes.delete(index)) throw new Error(`bike ${index} is gone and was never there`);
    for (const bike of decodeBikes(event.bikes, event.at)) {
      const known = this.bikes.get(bike.index);
      if (!known && bike.id === "") throw new Error(`bike ${bike.index} has no name`);
      this.bikes.set(bike.index, { ...bike, id: bike.id || (known?.id ?? "") });
    }
  }

  private hearClusters(event: ClustersEvent): void {
    for (const cell of event.cells) {
      const cluster = decodeCluster(cell);
      const key = `${event.level}/${cluster.x}/${cluster.y}`;
      if (cluster.count > 0) this.clusters.set(key, cluster);
      else this.clusters.delete(key);
    }
  }
}
