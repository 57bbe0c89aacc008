import type { Metrics } from "./metrics";

type Store = "elasticsearch" | "kafka" | "breaker" | "database";

/** What the worker waits for because a store is not as it must be. A hold stands until the one who began it ends it. */
export class Holds {
  private readonly open = new Map<symbol, { readonly store: Store; readonly why: string }>();

  constructor(private readonly metrics: Metrics) {}

  /** Begins a hold; the answer ends it. */
  begin(store: Store, why: string): () => void {
    const hold = Symbol(store);
    this.open.set(hold, { store, why });
    this.show(store);
    return () => {
      this.open.delete(hold);
      this.show(store);
    };
  }

  /** One sentence for each reason. */
  reasons(): string[] {
    return [...new Set([...this.open.values()].map(({ store, why }) => `${store}: ${why}`))];
  }

  private show(store: Store): void {
    const held = [...this.open.values()].some((hold) => hold.store === store);
    this.metrics.held.set({ store }, held ? 1 : 0);
  }
}
